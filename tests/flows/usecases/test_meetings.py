"""Meetings that a leader enters."""

from datetime import date

from tests.support.builders import form_of
from tests.support.leading import LedWorld


def test_a_meeting_in_a_far_year_is_a_slip() -> None:
    """It says up to which day, and nothing of the window is kept."""
    world = LedWorld()
    days = {"meeting_1": date(2027, 9, 30), "meeting_2": date(9999, 12, 31)}
    reply = world.hand(form_of(world.lead("region.meetings")), **days)
    assert {name: one.key for name, one in reply.errors.items()} == {
        "meeting_2": "setup.error.meeting_far"
    }
    assert not world.store.meetings.find(on=days["meeting_1"])
