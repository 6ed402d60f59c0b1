"""Phrases, and what they say in each language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exceptions import BorgingError, WordingError
from flows.language import Localized
from flows.template import Texts, parse_texts
from flows.wording import Language, Param, Phrase, Wording, say


def texts(template: str) -> Texts:
    """Make the text `t.x`, the same in both languages, beside a few to nest."""
    return parse_texts(
        f"""
        [x]
        nl = '''{template}'''
        en = '''{template}'''
        [scores]
        nl = {{zero = "geen cijfers", one = "één cijfer", other = "{{count:words}} cijfers"}}
        en = {{zero = "no scores", one = "one score", other = "{{count:words}} scores"}}
        [who]
        nl = "mevrouw **{{name}}**"
        en = "Ms **{{name}}**"
        """,
        topic="t",
        name="t.toml",
    )


def dutch(template: str, **params: Param) -> str:
    """Say a template in Dutch."""
    return Wording(texts(template), Language.NL).text(say("t.x", **params))


def english(template: str, **params: Param) -> str:
    """Say a template in English."""
    return Wording(texts(template), Language.EN).text(say("t.x", **params))


SCORES = say("t.scores", count=7)
DEADLINE = date(2027, 3, 19)
CLOSING = datetime(2027, 3, 19, 15, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize(
    ("template", "value", "in_dutch", "in_english"),
    [
        ("{x}", "Karin", "Karin", "Karin"),
        ("{x}", "", "", ""),
        ("{x:capital}", "het kanaal", "Het kanaal", "Het kanaal"),
        ("{x}", Localized("schaal", "scale"), "schaal", "scale"),
        ("{x:capital}", Localized("schaal", "scale"), "Schaal", "Scale"),
        ("{x}", 2027, "2027", "2027"),
        ("{x}", 2.25, "2,3", "2.3"),
        ("{x:decimal}", 4, "4,0", "4.0"),
        ("{x:decimal}", 3.96, "4,0", "4.0"),
        ("{x:words}", 7, "zeven", "seven"),
        ("{x:capital_words}", 1, "Eén", "One"),
        ("{x:thousands}", 3000, "3.000", "3,000"),
        ("{x:weekday}", DEADLINE, "vrijdag 19 maart", "Friday 19 March"),
        ("{x:long}", DEADLINE, "19 maart 2027", "19 March 2027"),
        ("{x:day}", DEADLINE, "19 maart", "19 March"),
        ("{x:month}", DEADLINE, "maart 2027", "March 2027"),
        ("{x:short_month}", DEADLINE, "mrt 27", "Mar 27"),
        ("{x:time}", CLOSING, "16.00", "16:00"),
        ("{x:day}", CLOSING, "19 maart", "19 March"),
        ("{x}", SCORES, "zeven cijfers", "seven scores"),
        ("{x:capital}", SCORES, "Zeven cijfers", "Seven scores"),
        (
            "{x}",
            ["a", SCORES, Localized("c", "see")],
            "a, zeven cijfers en c",
            "a, seven scores and see",
        ),
        ("{x:or}", ("a", "b"), "a of b", "a or b"),
        ("**{x}**, {x}", "a", "**a**, a", "**a**, a"),
        ("{{x}} {x}", "a", "{x} a", "{x} a"),
    ],
)
def test_a_value_is_shown_as_its_format_says(
    template: str, value: Param, in_dutch: str, in_english: str
) -> None:
    """Every kind of value in every format it has."""
    assert dutch(template, x=value) == in_dutch
    assert english(template, x=value) == in_english


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("{x:words}", "seven"),
        ("{x:or}", "seven"),
        ("{x:words}", 7.0),
        ("{x:thousands}", 7.0),
        ("{x:day}", 7),
        ("{x}", True),
        ("{x}", float("nan")),
        ("{x:decimal}", float("inf")),
        ("{x}", DEADLINE),
        ("{x:words}", DEADLINE),
        ("{x:time}", DEADLINE),
        ("{x:time}", datetime(2027, 3, 19, 16, 0)),  # noqa: DTZ001 - naive on purpose
        ("{x:day}", datetime(2027, 3, 19, 16, 0)),  # noqa: DTZ001 - naive on purpose
        ("{x}", []),
        ("{x:or}", ()),
        ("{x:capital}", ["a", "b"]),
        ("{x:day}", SCORES),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(template: str, value: Param) -> None:
    """The error names the key and the value's name and kind, and not what a person wrote."""
    with pytest.raises(WordingError, match=r"^t\.x cannot show x, a \w+, ") as caught:
        dutch(template, x=value)
    assert "seven" not in str(caught.value)


@given(st.integers(0, 10**9))
def test_a_count_chooses_the_form(count: int) -> None:
    """Zero and one have their own forms, all others share one."""
    said = dutch("{x}", x=say("t.scores", count=count))
    assert said == {0: "geen cijfers", 1: "één cijfer"}.get(count) or said.endswith(" cijfers")


@pytest.mark.parametrize("count", ["7", 7.0, True])
def test_a_count_is_a_whole_number(count: Param) -> None:
    """Nothing else chooses a form."""
    with pytest.raises(WordingError, match=r"t\.scores needs a whole number as its count"):
        dutch("{x}", x=say("t.scores", count=count))


def test_an_unknown_key_is_refused() -> None:
    """The error names the key, also where it is nested."""
    with pytest.raises(WordingError, match=r"no text with the key 't\.y'"):
        dutch("{x}", x=say("t.y"))


def test_a_missing_value_is_refused() -> None:
    """The error names every value that is missing."""
    with pytest.raises(WordingError, match=r"^t\.x needs a value for a, b$"):
        dutch("{b} {x} {a}", x=1)


def test_escape_is_for_other_peoples_words() -> None:
    """Every str and Localized is escaped at any depth, our own text and numbers never."""
    wording = Wording(texts("<1> {x} {y} {z} {n}"), Language.NL)
    phrase = say(
        "t.x",
        x="<2>",
        y=["<3>", say("t.who", name="<4>")],
        z=Localized("<5>", "<5>"),
        n=6,
    )
    said = wording.text(phrase, escape=lambda words: words.replace("<", "&lt;"))
    assert said == "<1> &lt;2> &lt;3> en mevrouw **&lt;4>** &lt;5> 6"


@given(st.text())
def test_what_people_type_is_no_template(words: str) -> None:
    """Braces and stars in a value are text."""
    assert Wording(texts("a {x}"), Language.NL).text(say("t.x", x=words), bold=str) == f"a {words}"


def test_bold_is_rendered_by_the_platform() -> None:
    """Only our own bold is marked, once, also around a phrase that has bold of its own."""
    wording = Wording(texts("**Dag {x}**, {y} {z}"), Language.NL)
    phrase = say("t.x", x=say("t.who", name="A"), y=say("t.who", name="B"), z="**C**")
    assert wording.text(phrase, bold="*{}*".format) == "*Dag mevrouw A*, mevrouw *B* **C**"
    assert wording.text(phrase, bold=str) == "Dag mevrouw A, mevrouw B **C**"


def test_phrases_are_values() -> None:
    """Equal phrases are one, whatever the order of the values or the kind of sequence."""
    one = say("t.x", a=1, b=["c", say("t.y")])
    other = Phrase("t.x", {"b": ("c", say("t.y")), "a": 1})
    assert {one, other} == {one}
    assert one != say("t.x", a=1)


def test_an_error_without_a_message_says_what_it_is() -> None:
    """The docstring is the message."""
    assert str(WordingError()) == WordingError.__doc__
    assert str(BorgingError("anders")) == "anders"
