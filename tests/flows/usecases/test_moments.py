"""A day on which people speak each other is no meeting that anything goes by."""

from datetime import date

import pytest

from flows.messages import Form
from flows.region import Meeting
from flows.topics import Topic
from flows.views.dip import moment_message
from tests.support.builders import buttons_of, form_of, notice_of, said
from tests.support.leading import LEADER, OTHER, LedWorld, about
from tests.support.shown import fields_of

DAY = date(2027, 3, 25)
"""A Thursday, twelve working days ahead."""


@pytest.fixture
def world() -> LedWorld:
    """A region in which people speak each other on a day."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.hand(form_of(world.lead("dip.moment")), day=DAY)
    return world


def dates(world: LedWorld) -> Form:
    """The leader's window with the dates."""
    return form_of(world.lead("region.meetings"))


def kept(world: LedWorld) -> list[tuple[date, bool]]:
    """The dates of the region, and which are such days."""
    return [(one.on, one.moment) for one in world.store.meetings.find(region_id=world.region.id)]


def test_it_stands_among_the_dates_of_the_leader(world: LedWorld) -> None:
    """Under the meetings, and in the year; saving the meetings leaves it as it is."""
    form = dates(world)
    assert "Dagen om elkaar te spreken." in said(form)
    assert "donderdag 25 maart" in said(form)
    assert fields_of(form)["meeting_1"] is None
    world.hand(form)
    assert kept(world) == [(DAY, True)]
    year = said(form_of(world.lead("year.open")))
    assert "25 maart: dag om elkaar te spreken" in year
    assert "bijeenkomst van de stuurgroep" not in year


def test_no_scan_goes_by_it(world: LedWorld) -> None:
    """Its deadline is proposed as without a meeting."""
    assert fields_of(form_of(world.lead("scan.new")))["deadline"] == date(2027, 3, 22)


def test_a_meeting_on_that_day_is_a_meeting(world: LedWorld) -> None:
    """One row a day: the meeting outranks it, in whatever order they are entered."""
    world.hand(dates(world), meeting_1=DAY)
    assert kept(world) == [(DAY, False)]
    world.hand(form_of(world.lead("dip.moment")), day=DAY)
    assert kept(world) == [(DAY, False)]


def test_it_can_be_taken_away(world: LedWorld) -> None:
    """By who leads the region; the meetings stay, also for who tries it on them."""
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 4, 8)))
    (button,) = [one for one in buttons_of(dates(world)) if one.action == "dip.moment_off"]
    assert notice_of(world.press(button, OTHER)) == "setup.not_leader"
    assert len(kept(world)) == 2
    reply = world.press(button, LEADER)
    assert reply.replace
    assert "Dagen om elkaar" not in said(form_of(reply))
    assert kept(world) == [(date(2027, 4, 8), False)]
    world.lead("dip.moment_off", meeting=world.store.meetings.find()[0].id)
    assert len(kept(world)) == 1
    assert about(world.deliver(), Topic.MOMENT) == []


@pytest.mark.parametrize(
    ("leaders", "line"),
    [
        (["Marijke Visser"], "Marijke Visser hoort graag of u erbij bent."),
        (["Marijke Visser", "Jan Smit"], "Marijke Visser en Jan Smit horen graag of u erbij bent."),
    ],
)
def test_who_likes_to_hear_of_it(leaders: list[str], line: str) -> None:
    """One leader or more."""
    assert line in said(moment_message(DAY, leaders))
