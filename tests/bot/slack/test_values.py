"""What people typed and chose, out of Slack's notation."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.limits import escaped
from bot.slack.values import read_values, readable
from flows.events import FieldValue


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4 &lt; 5 &amp;&amp; 6 &gt; 5", "4 < 5 && 6 > 5"),
        ("&amp;lt;", "&lt;"),
        ("<https://x.nl>", "https://x.nl"),
        ("<http://x.nl|x.nl>", "x.nl"),
        ("<https://x.nl/a|onze site>", "onze site (https://x.nl/a)"),
        ("<mailto:fg@x.nl|fg@x.nl>", "fg@x.nl"),
        ("<mailto:fg@x.nl>", "fg@x.nl"),
        ("<#C1|stuurgroep>", "#stuurgroep"),
        ("<#C1>", "#C1"),
        ("<@U1>", "@U1"),
        ("<@U1|karin>", "@karin"),
        ("<!channel>", "@channel"),
        ("<!subteam^S1|@sto>", "@sto"),
        ("<!date^1^{date}|19 maart>", "19 maart"),
        ("a\x00b", "ab"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_typed_text_reads_as_it_was_seen(typed: str, read: str) -> None:
    """Entities, links and mentions become what the person saw."""
    assert readable(typed) == read


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_plain_text_comes_through_to_the_letter(text: str) -> None:
    """What a person typed without links or mentions is what is read."""
    assert readable(escaped(text)) == text


def option(value: str) -> dict[str, Any]:
    """An option as it comes back."""
    return {"text": {"type": "plain_text", "text": value}, "value": value}


@pytest.mark.parametrize(
    ("held", "value"),
    [
        ({"type": "plain_text_input", "value": "A & B <c>"}, "A & B <c>"),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "static_select", "selected_option": option("a")}, "a"),
        ({"type": "radio_buttons", "selected_option": None}, ""),
        ({"type": "checkboxes", "selected_options": [option("a"), option("b")]}, ("a", "b")),
        ({"type": "multi_static_select", "selected_options": []}, ()),
        ({"type": "datepicker", "selected_date": "2027-03-19"}, date(2027, 3, 19)),
        ({"type": "datepicker", "selected_date": None}, None),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "users_select", "selected_user": None}, ""),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ("U1", "U2")),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "conversations_select", "selected_conversation": None}, ""),
        ({"type": "timepicker", "selected_time": "16:00"}, None),
    ],
)
def test_values_have_their_types(held: dict[str, Any], value: FieldValue) -> None:
    """Each input's value has the type that the domain expects, empty or not."""
    assert read_values({"state": {"values": {"veld": {"value": held}}}}) == {"veld": value}


def test_a_view_without_state_has_no_values() -> None:
    """A form that only shows gives no values."""
    assert read_values({"state": None}) == {}
