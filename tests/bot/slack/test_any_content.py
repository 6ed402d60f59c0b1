"""Whatever people write, what is rendered stays within Slack's limits and loses nothing."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import render_errors, render_form, render_message, render_page
from bot.slack.limits import cut, escaped, escaped_size, parts, size
from flows.messages import (
    Bullets,
    Button,
    Buttons,
    ChannelInput,
    ChoiceInput,
    Confirm,
    DateInput,
    Element,
    Form,
    Heading,
    Look,
    ManyInput,
    Message,
    Note,
    Option,
    Page,
    Paragraph,
    PeopleInput,
    Picture,
    Quote,
    Row,
    Rule,
    TextInput,
)
from tests.bot.slack.support import (
    SHORT,
    WORDING,
    about,
    bare,
    judge_escaped,
    judge_message,
    judge_view,
    loud,
    said,
    shown,
    unescaped,
)

NASTY = [
    "*x*",
    "_x_",
    "~x~",
    "`x` ```y```",
    ":smile:",
    "<!channel>",
    "<@U123> & <#C1|x>",
    "<https://evil.example|Slack>",
    "> citaat",
    "&lt;!here&gt;",
    "@channel #stuurgroep-sto",
    "שלום \u202eabc\u2066",
    "مرحبا",
    "👩‍👩‍👧‍👦🇳🇱",
    "a\r\nb\rc\n\n\nd",
    "**",
    "*",
    "<3 8) ;)",
    "",
    " \n ",
]
# Long, but not so long that a whole message of them cannot fit.
LONG = [("regel\n", 900), ("woord ", 1000), ("x", 7000), ("<", 1500), ("👍", 1500), ("*a* ", 1500)]
written = (
    st.sampled_from(NASTY)
    | st.sampled_from(LONG).map(lambda repeated: repeated[0] * repeated[1])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
)
phrases = written.map(said) | written.map(about) | written.map(loud)
names = st.text("abcdefgh_", min_size=1, max_size=40)
args = st.dictionaries(names, st.integers() | names, max_size=4)
confirms = st.builds(Confirm, title=phrases, text=phrases, yes=st.just(SHORT), no=st.just(SHORT))
buttons = st.builds(
    Button,
    action=names,
    label=phrases,
    args=args,
    look=st.sampled_from(Look),
    confirm=st.none() | confirms,
)
texts = (
    st.builds(Heading, phrases)
    | st.builds(Paragraph, phrases)
    | st.builds(Bullets, st.lists(phrases, max_size=5).map(tuple))
    | st.builds(Note, phrases)
    | st.just(Rule())
    | st.builds(Buttons, st.lists(buttons, max_size=30).map(tuple))
    | st.builds(Row, phrases, buttons)
    | st.builds(Picture, phrases)
)
options = st.lists(
    st.builds(Option, value=names, label=phrases, hint=st.none() | phrases),
    min_size=1,
    max_size=14,
    unique_by=lambda option: option.value,
).map(tuple)
hints = st.none() | phrases


def inputs(name: str) -> st.SearchStrategy[Element]:
    """Any input with this name."""
    named = st.just(name)
    return (
        st.builds(TextInput, name=named, label=phrases, hint=hints, initial=written.map(_first))
        | st.builds(
            ChoiceInput,
            name=named,
            label=phrases,
            options=options,
            hint=hints,
            initial=names,
            folded=st.booleans(),
            action=st.just("") | names,
        )
        | options.flatmap(
            lambda offered: st.builds(
                ManyInput,
                name=named,
                label=phrases,
                options=st.just(offered),
                initial=st.lists(st.sampled_from([one.value for one in offered])).map(tuple),
            )
        )
        | st.builds(
            DateInput, name=named, label=phrases, initial=st.none() | st.dates(date(2020, 1, 1))
        )
        | st.builds(
            PeopleInput,
            name=named,
            label=phrases,
            initial=st.lists(st.sampled_from(["", "U1", "U2"]), unique=True).map(tuple),
            many=st.booleans(),
        )
        | st.builds(ChannelInput, name=named, label=phrases, initial=st.sampled_from(["", "C1"]))
    )


def _first(text: str) -> str:
    return text[:3000]


quotes = st.builds(Quote, written | st.just("x" * 30_000))
form_bodies = st.tuples(
    st.lists(texts | quotes, max_size=3),
    inputs("a"),
    inputs("b"),
    st.lists(texts | quotes, max_size=1),
).map(lambda body: (*body[0], body[1], body[2], *body[3]))


@settings(max_examples=80, deadline=None)
@given(st.lists(texts, max_size=6), st.none() | st.just("F1"))
def test_any_message_is_taken(body: list[Element], picture: str | None) -> None:
    """A message with any words in it keeps every limit, pings nobody and tells all as text."""
    whole = Message(body=(*body, Paragraph(SHORT)))
    message = render_message(whole, WORDING, picture_file=picture)
    judge_message(message)
    if not message["text"].endswith("…"):
        told = bare(unescaped(message["text"]))
        for element in body:
            if isinstance(element, Heading | Paragraph | Note | Row):
                assert bare(str(element.phrase.params["words"])) in told


@settings(max_examples=80, deadline=None)
@given(form_bodies, args)
def test_any_form_is_taken(body: tuple[Element, ...], held: dict[str, str | int]) -> None:
    """A form with any words in it keeps every limit and shows all that people wrote."""
    form = Form(key="some.form", title=SHORT, body=body, submit=SHORT, close=SHORT, args=held)
    view = render_form(form, WORDING)
    judge_view(view)
    assert json.loads(view["private_metadata"]) == held
    words = shown(view["blocks"])
    for element in body:
        if isinstance(element, Quote):
            assert bare(element.text) in words
        if isinstance(element, TextInput):
            assert isinstance(element.initial, str)
            assert bare(element.initial) in words
        if isinstance(element, Paragraph):
            assert bare(str(element.phrase.params["words"])) in words


@settings(max_examples=30, deadline=None)
@given(st.lists(texts, max_size=6))
def test_any_page_is_taken(body: list[Element]) -> None:
    """A page with any words in it keeps every limit."""
    judge_view(render_page(Page(body=(*body, Paragraph(SHORT))), WORDING))


@settings(max_examples=40, deadline=None)
@given(written)
def test_a_quote_is_shown_to_the_letter(text: str) -> None:
    """Every character of a quote is there, blanks and line ends as well."""
    form = Form(key="k", title=SHORT, body=(Quote(text), Paragraph(SHORT)), close=SHORT)
    view = render_form(form, WORDING)
    quoted = [block for block in view["blocks"] if block["type"] == "rich_text"]
    assert "".join(block["elements"][0]["elements"][0]["text"] for block in quoted) == text


@given(written)
def test_errors_are_plain(text: str) -> None:
    """An error under a field holds people's words without anything that Slack could read."""
    answer = render_errors({"score": said(text)}, WORDING)
    assert answer["response_action"] == "errors"
    assert 0 <= len(answer["errors"]["score"]) <= 2000


@settings(deadline=None)
@given(written, st.integers(1, 3000))
def test_a_cut_keeps_to_its_measure(text: str, most: int) -> None:
    """A cut text fits when escaped, and what fits is not cut."""
    shorter = cut(text, most, escaped_size)
    assert len(escaped(shorter)) <= most
    judge_escaped(escaped(shorter))
    assert (shorter == text) or escaped_size(text) > most


@settings(deadline=None)
@given(written, st.integers(2, 3000))
def test_parts_together_are_the_text(text: str, most: int) -> None:
    """Splitting loses and adds nothing, and each part fits."""
    split = parts(text, most)
    assert "".join(split) == text
    assert all(0 < size(part) <= most for part in split)
