"""Messages, forms and pages as Block Kit."""

import json
from itertools import pairwise

import pytest

from bot.slack.blocks import render_errors, render_form, render_message, render_page
from bot.slack.limits import RenderError
from flows.messages import (
    Bullets,
    Button,
    Buttons,
    ChoiceInput,
    Confirm,
    Element,
    Form,
    Heading,
    Look,
    Message,
    Note,
    Option,
    Page,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
    TextInput,
)
from flows.plots import RadarPlot
from flows.wording import say
from tests.bot.slack.support import SHORT, WORDING, judge_message, judge_view, said
from tests.support.outcomes import past_from, results_from

PLOT = RadarPlot(now=past_from(results_from({})))


def message(*body: Element) -> Message:
    """A message with these elements."""
    return Message(body=body)


def form(*body: Element, **options: object) -> Form:
    """A form with these elements."""
    given = {"key": "answer.write", "title": SHORT, "close": SHORT, "submit": SHORT} | options
    return Form(body=body, **given)  # type: ignore[arg-type]  # tests give what a Form takes


def score(value: int) -> Button:
    """A button with a score."""
    return Button(action="walk.score", label=said(str(value)), args={"scan": 7, "score": value})


def test_each_element_has_its_block() -> None:
    """Heading, paragraph, bullets, note, rule, buttons and row become the blocks meant for them."""
    rendered = render_message(
        message(
            Heading(said("Kop")),
            Paragraph(said("Alinea")),
            Bullets((said("een"), said("twee"))),
            Note(said("Klein")),
            Rule(),
            Buttons((Button(action="walk.begin", label=said("Beginnen")),)),
            Row(said("Regel"), Button(action="walk.edit", label=said("Wijzigen"))),
        ),
        WORDING,
    )
    kinds = [block["type"] for block in rendered["blocks"]]
    assert kinds == ["header", "section", "section", "context", "divider", "actions", "section"]
    assert rendered["blocks"][2]["text"]["text"] == "• een\n• twee"
    assert rendered["blocks"][6]["accessory"]["action_id"] == "walk.edit:2"
    judge_message(rendered)


def test_the_text_tells_the_whole_message() -> None:
    """The text for screen readers has headings, paragraphs, bullets, rows and the picture's alt."""
    rendered = render_message(
        message(
            Heading(said("Kop")),
            Paragraph(said("A & B")),
            Bullets((said("een"), said("twee"))),
            Picture(said("Een radar"), PLOT),
            Row(said("Regel"), score(1)),
            Buttons((score(2),)),
        ),
        WORDING,
    )
    assert rendered["text"] == "Kop\nA &amp; B\n• een\n• twee\nEen radar\nRegel"


def test_a_long_text_ends_at_a_word() -> None:
    """A message of 30,000 characters is whole in its blocks, its text ends with an ellipsis."""
    rendered = render_message(message(Paragraph(said("woord " * 5000))), WORDING)
    judge_message(rendered)
    assert rendered["text"].endswith("woord…")
    assert sum(block["text"]["text"].count("woord") for block in rendered["blocks"]) == 5000


def test_the_same_action_may_stand_five_times() -> None:
    """Score buttons share an action and differ in args; their ids are unique."""
    rendered = render_message(message(Buttons(tuple(map(score, range(1, 6))))), WORDING)
    (actions,) = rendered["blocks"]
    assert [button["action_id"] for button in actions["elements"]] == [
        f"walk.score:{number}" for number in range(1, 6)
    ]
    assert [json.loads(button["value"])["score"] for button in actions["elements"]] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert rendered["text"] == "1\n2\n3\n4\n5"


def test_many_buttons_share_few_blocks() -> None:
    """Up to 25 buttons stand in one block, more in a second."""
    buttons = tuple(map(score, range(26)))
    blocks = render_message(message(Buttons(buttons)), WORDING)["blocks"]
    assert [len(block["elements"]) for block in blocks] == [25, 1]


def test_a_button_looks_confirms_and_links() -> None:
    """Look, confirm and url of a button arrive."""
    confirm = Confirm(title=said("Zeker?"), text=said("Weg is weg"), yes=SHORT, no=SHORT)
    danger = Button(
        action="me.erase",
        label=said("Wissen"),
        look=Look.DANGER,
        confirm=confirm,
        url="https://x.nl",
    )
    ((element,),) = (
        block["elements"]
        for block in render_message(message(Buttons((danger,))), WORDING)["blocks"]
    )
    assert element["style"] == "danger"
    assert element["url"] == "https://x.nl"
    assert element["confirm"]["text"]["text"] == "Weg is weg"
    assert element["confirm"]["style"] == "danger"


def test_a_picture_stands_only_when_there_is_a_file() -> None:
    """With a file the picture is an image with alt text; without one there is no block."""
    told = message(Paragraph(said("De uitkomst")), Picture(said("Radar: 2,2 van 5"), PLOT))
    with_file = render_message(told, WORDING, picture_file="F1")["blocks"]
    assert with_file[1] == {
        "type": "image",
        "slack_file": {"id": "F1"},
        "alt_text": "Radar: 2,2 van 5",
    }
    assert len(render_message(told, WORDING)["blocks"]) == 1


def test_the_pictures_of_views_stand_in_their_order() -> None:
    """Each has its own file; where there is none yet, words stand in its place."""
    body = (*(Picture(said(f"Grafiek {number}"), PLOT) for number in (1, 2)),)
    for view in (
        render_form(form(*body), WORDING, ("F1", said("Komt eraan"))),
        render_page(Page(body=body), WORDING, ("F1", said("Komt eraan"))),
    ):
        first, second = view["blocks"]
        assert (first["slack_file"]["id"], first["alt_text"]) == ("F1", "Grafiek 1")
        assert second["elements"][0]["text"] == "Komt eraan"
        judge_view(view)
    assert render_page(Page(body=body), WORDING)["blocks"] == []


def test_a_long_heading_becomes_bold_text() -> None:
    """A heading over 150 characters is not cut."""
    (block,) = render_message(message(Heading(said("kop " * 50))), WORDING)["blocks"]
    assert block["text"]["text"] == f"*{('kop ' * 50).strip()}*"


def test_too_many_texts_are_joined() -> None:
    """More paragraphs than Slack takes blocks are joined, in order."""
    rendered = render_message(
        message(*(Paragraph(said(f"nummer {number}.")) for number in range(60))), WORDING
    )
    (block,) = rendered["blocks"]
    places = [block["text"]["text"].index(f"nummer {number}.") for number in range(60)]
    assert all(earlier < later for earlier, later in pairwise(places))
    judge_message(rendered)


def test_too_many_blocks_are_an_error() -> None:
    """What cannot be joined is refused with the number of blocks."""
    rows = [Row(said("x"), score(number)) for number in range(51)]
    with pytest.raises(RenderError, match="51 blocks, at most 50"):
        render_message(message(*rows), WORDING)
    judge_view(render_page(Page(body=tuple(rows)), WORDING))


@pytest.mark.parametrize("element", [Quote("mijn zin"), TextInput(name="a", label=SHORT)])
def test_a_message_holds_no_answer(element: Element) -> None:
    """Messages stay in Slack: a quote or an input in one is refused."""
    with pytest.raises(RenderError, match="a message cannot hold"):
        render_message(message(element), WORDING)


def test_an_empty_message_is_an_error() -> None:
    """Slack takes no message without content."""
    with pytest.raises(RenderError, match="without content"):
        render_message(message(Paragraph(said("  "))), WORDING)


def test_a_form_carries_its_key_and_args() -> None:
    """The key is the callback_id, the args the private_metadata; no submit means none."""
    view = render_form(form(Paragraph(SHORT), args={"scan": 7}, submit=None), WORDING)
    assert view["callback_id"] == "answer.write"
    assert view["private_metadata"] == '{"scan":7}'
    assert "submit" not in view
    judge_view(view)


def test_a_quote_stands_in_a_quote_block() -> None:
    """A person's text is quoted to the letter, and in parts if it is long."""
    view = render_form(form(Quote("*Wij* <!channel>\n"), Quote("x" * 3001)), WORDING)
    first, *others = view["blocks"]
    (quote,) = first["elements"]
    assert quote["type"] == "rich_text_quote"
    assert quote["elements"] == [{"type": "text", "text": "*Wij* <!channel>\n"}]
    assert len(others) == 2


@pytest.mark.parametrize("part", ["title", "submit", "close"])
def test_a_label_too_long_for_a_form_is_an_error(part: str) -> None:
    """Title, submit and close are never cut; the error names the text."""
    too_long = say("t.too_long_for_a_title")
    with pytest.raises(RenderError, match=r"t\.too_long_for_a_title has 43 characters in nl"):
        render_form(form(Paragraph(SHORT), **{part: too_long}), WORDING)


def test_inputs_need_a_submit_and_names_of_their_own() -> None:
    """Slack refuses inputs without submit and two of one name; so do we, saying so."""
    asked = TextInput(name="zin", label=SHORT)
    with pytest.raises(RenderError, match="needs a submit"):
        render_form(form(asked, submit=None), WORDING)
    with pytest.raises(RenderError, match="same name"):
        render_form(form(asked, asked), WORDING)


def test_ids_and_args_that_are_too_long_are_errors() -> None:
    """Nothing the program needs is ever cut."""
    with pytest.raises(RenderError, match="an id has 1 to 255"):
        render_form(form(Paragraph(SHORT), key="k" * 256), WORDING)
    with pytest.raises(RenderError, match="args take"):
        render_form(form(Paragraph(SHORT), args={"x": "y" * 3000}), WORDING)
    button = Button(action="a", label=SHORT, args={"x": "y" * 2000})
    with pytest.raises(RenderError, match="args take"):
        render_message(message(Buttons((button,))), WORDING)
    link = Button(action="a", label=SHORT, url="https://" + "y" * 3000)
    with pytest.raises(RenderError, match="the address of a"):
        render_message(message(Buttons((link,))), WORDING)


def test_a_view_over_250_kb_is_an_error() -> None:
    """A view too large for Slack is refused before it is sent."""
    with pytest.raises(RenderError, match="at most 250000"):
        render_form(form(*(Quote("👍" * 15_000) for _ in range(2))), WORDING)


def test_a_page_may_hold_a_choice() -> None:
    """A choice that is told at once works on a page as well."""
    choice = ChoiceInput(
        name="language",
        label=SHORT,
        options=(Option(value="nl", label=said("Nederlands")),),
        action="me.language",
    )
    view = render_page(Page(body=(choice,)), WORDING)
    judge_view(view)
    assert view["blocks"][0]["element"]["action_id"] == "me.language"


def test_errors_go_to_their_fields() -> None:
    """Field errors are named by input, in plain words."""
    assert render_errors({"datum": said("Kies *later*")}, WORDING) == {
        "response_action": "errors",
        "errors": {"datum": "Kies *later*"},
    }
