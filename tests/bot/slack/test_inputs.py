"""A form's inputs as Block Kit."""

from datetime import date
from typing import Any

import pytest

from bot.slack.inputs import input_block
from bot.slack.limits import RenderError
from flows.messages import (
    ChannelInput,
    ChoiceInput,
    DateInput,
    Input,
    ManyInput,
    Option,
    PeopleInput,
    TextInput,
)
from tests.bot.slack.support import SHORT, WORDING, said


def options(number: int) -> tuple[Option, ...]:
    """So many options with the values "0", "1", …."""
    return tuple(Option(value=str(each), label=said(f"keuze {each}")) for each in range(number))


def element(asked: Input) -> dict[str, Any]:
    """The element in the input's block."""
    made: dict[str, Any] = input_block(asked, WORDING)["element"]
    return made


def test_a_text_input() -> None:
    """Label, hint, length, initial text and whether it must be filled in arrive."""
    asked = TextInput(
        name="zin", label=SHORT, hint=said("Kort"), initial="Ik", multiline=True, longest=500
    )
    assert input_block(asked, WORDING) == {
        "type": "input",
        "block_id": "zin",
        "label": {"type": "plain_text", "text": "Inleveren", "emoji": False},
        "hint": {"type": "plain_text", "text": "Kort", "emoji": False},
        "optional": False,
        "element": {
            "type": "plain_text_input",
            "action_id": "value",
            "multiline": True,
            "max_length": 500,
            "initial_value": "Ik",
        },
    }


def test_an_initial_text_is_never_cut() -> None:
    """A kept text longer than the input is an error: cutting it would lose words at the submit."""
    with pytest.raises(RenderError, match="zin begins with 501 characters, over 500"):
        input_block(TextInput(name="zin", label=SHORT, initial="x" * 501, longest=500), WORDING)


@pytest.mark.parametrize(
    ("number", "folded", "kind"),
    [(10, False, "radio_buttons"), (11, False, "static_select"), (2, True, "static_select")],
)
def test_a_choice_is_visible_or_folded(number: int, folded: bool, kind: str) -> None:  # noqa: FBT001 - a column of the table
    """Up to ten options are all visible; more, or folded ones, are a list."""
    asked = ChoiceInput(name="a", label=SHORT, options=options(number), folded=folded, initial="1")
    made = element(asked)
    assert made["type"] == kind
    assert made.get("placeholder", {}).get("text") in {"Kiezen", None}
    assert made["initial_option"] == made["options"][1]


@pytest.mark.parametrize(("number", "kind"), [(10, "checkboxes"), (11, "multi_static_select")])
def test_many_choices(number: int, kind: str) -> None:
    """Up to ten are boxes, more are a list; only what is offered can be chosen at the start."""
    made = element(
        ManyInput(name="a", label=SHORT, options=options(number), initial=("1", "elders"))
    )
    assert made["type"] == kind
    assert made["initial_options"] == [made["options"][1]]


def test_a_choice_that_is_no_longer_offered() -> None:
    """A stale initial choice is left out, for Slack would refuse the form."""
    asked = ChoiceInput(name="a", label=SHORT, options=options(2), initial="weg")
    assert "initial_option" not in element(asked)


def test_a_choice_told_at_once() -> None:
    """With an action the block tells each change, under that action."""
    asked = ChoiceInput(name="a", label=SHORT, options=options(2), action="scan.preview")
    assert input_block(asked, WORDING)["dispatch_action"] is True
    assert element(asked)["action_id"] == "scan.preview"


def test_people_channel_and_day() -> None:
    """One person, several people, a channel and a day have their pickers and initial values."""
    one = element(PeopleInput(name="a", label=SHORT, initial=("U1",)))
    assert (one["type"], one["initial_user"]) == ("users_select", "U1")
    many = element(PeopleInput(name="a", label=SHORT, initial=("U1", "U2"), many=True))
    assert (many["type"], many["initial_users"]) == ("multi_users_select", ["U1", "U2"])
    channel = element(ChannelInput(name="a", label=SHORT, initial="C1"))
    assert channel["filter"] == {"include": ["public", "private"], "exclude_bot_users": True}
    assert channel["initial_conversation"] == "C1"
    day = element(DateInput(name="a", label=SHORT, initial=date(2027, 3, 19)))
    assert (day["type"], day["initial_date"]) == ("datepicker", "2027-03-19")


def test_pickers_speak_our_language() -> None:
    """A picker shows the label until something is chosen, not Slack's English."""
    picker = element(DateInput(name="a", label=said("Tot en met")))
    assert picker["placeholder"]["text"] == "Tot en met"


@pytest.mark.parametrize(
    ("offered", "fault"),
    [
        ((), "0 options"),
        (options(101), "101 options"),
        (options(1) + options(1), "same value"),
        ((Option(value="x" * 76, label=SHORT),), "too long"),
    ],
)
def test_options_that_slack_refuses(offered: tuple[Option, ...], fault: str) -> None:
    """No, too many, equal or too long options are an error that names the input."""
    with pytest.raises(RenderError, match=f"keuze has .*{fault}"):
        input_block(ChoiceInput(name="keuze", label=SHORT, options=offered), WORDING)


def test_long_names_of_options_end_in_an_ellipsis() -> None:
    """An organisation's long name is cut at a word, its value is not."""
    asked = Option(value="7", label=said("Stichting " * 20), hint=said("gemeente " * 20))
    (option,) = element(ChoiceInput(name="a", label=SHORT, options=(asked,)))["options"]
    assert option["text"]["text"] == "Stichting " * 6 + "Stichting…"
    assert option["value"] == "7"
    assert len(option["description"]["text"]) <= 75
