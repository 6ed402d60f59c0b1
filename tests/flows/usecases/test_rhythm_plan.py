"""A rhythm follows the days of its region, and what is promised about a scan stays."""

from dataclasses import replace
from datetime import date

import pytest

from flows.region import Meeting, Period, PeriodKind
from flows.rhythm import Outcome, PutOff
from flows.topics import Topic
from flows.usecases.rhythm_plan import refresh_rhythm, region_days
from tests.support.builders import keys_of
from tests.support.leading import about
from tests.support.repeating import RepeatingWorld, local
from tests.support.years import LAST


@pytest.fixture
def world() -> RepeatingWorld:
    """A scan in which all handed in, and a rhythm of quarters from June on."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat()
    return world


def refresh(world: RepeatingWorld) -> None:
    """What windows do once they have changed the days."""
    refresh_rhythm(world.store, world.region, world.now, world.almanac)


def test_the_days_of_a_region_are_its_own(world: RepeatingWorld) -> None:
    """Its holiday regions, exam and free weeks and meetings; no partner's weeks."""
    partner = world.store.partners.find()[0]
    for kind, partner_id, day in (
        (PeriodKind.EXAM, None, date(2027, 5, 10)),
        (PeriodKind.FREE, None, date(2027, 5, 11)),
        (PeriodKind.FREE, partner.id, date(2027, 5, 12)),
    ):
        world.store.periods.add(
            Period(region_id=world.region.id, partner_id=partner_id, kind=kind, first=day, last=day)
        )
    world.meet(date(2027, 6, 17))
    days = region_days(world.store, world.region, world.almanac)
    assert (days.exams, days.free) == ({date(2027, 5, 10)}, {date(2027, 5, 11)})
    assert days.meetings == {date(2027, 6, 17)}
    assert days.known_until == LAST
    assert date(2026, 10, 10) in days.school  # North is free, the others are not yet
    world.change_region(holiday_regions=("south",))
    assert date(2026, 10, 10) not in region_days(world.store, world.region, world.almanac).school
    world.change_region(holiday_regions=())
    assert date(2026, 10, 10) in region_days(world.store, world.region, world.almanac).school


def test_exam_weeks_move_a_turn_that_nobody_was_asked_about(world: RepeatingWorld) -> None:
    """And the moment of its question with it."""
    assert local(world.rhythm.due_at) == "2027-06-08 10:00"
    world.examine(date(2027, 6, 14), date(2027, 6, 25))
    refresh(world)
    assert local(world.rhythm.due_at) == "2027-05-21 10:00"


def test_a_turn_that_leaders_were_asked_about_keeps_its_days(world: RepeatingWorld) -> None:
    """What they read stays true; the message is brought up to date in place."""
    world.until_due()
    world.deliver()
    world.examine(date(2027, 6, 14), date(2027, 6, 25))
    refresh(world)
    (post,) = about(world.deliver(), Topic.RHYTHM)
    assert not post.is_new
    assert world.until_due() == "2027-06-15 09:00"
    assert world.now_scan().turn == date(2027, 6, 15)


def test_leaders_hear_a_week_before_though_days_change(world: RepeatingWorld) -> None:
    """A turn that would have begun by the new days is put off until they can."""
    world = RepeatingWorld()
    world.scanned()
    world.on(date(2027, 5, 3))
    world.examine(date(2027, 6, 14), date(2027, 6, 18))
    world.examine(date(2027, 5, 10), date(2027, 6, 11))
    world.repeat()
    assert local(world.rhythm.due_at) == "2027-06-14 10:00"
    world.on(date(2027, 6, 13))
    for period in world.store.periods.find():
        world.store.periods.remove(period.id)
    refresh(world)
    assert local(world.rhythm.due_at) == "2027-06-08 10:00"  # still before the start: at once
    world.on(date(2027, 6, 16))
    world.store.rhythms.save(replace(world.rhythm, due_at=None))
    refresh(world)
    assert (world.rhythm.put_off, world.rhythm.starts_on) == (PutOff.NOTICE, date(2027, 6, 24))
    assert world.until_due() == "2027-06-17 10:00"
    assert "rhythm.put_off.notice" in keys_of(world.question())


def test_what_is_due_already_is_left_to_its_moment(world: RepeatingWorld) -> None:
    """Days that change in the same minute do not put it off."""
    world.on(date(2027, 6, 20))
    refresh(world)
    assert world.rhythm.put_off is PutOff.NONE


def test_a_meeting_that_is_entered_too_late_gets_no_scan(world: RepeatingWorld) -> None:
    """It is told with the question about the next one."""
    world.meet(date(2027, 6, 17))
    world.repeat("meeting")
    world.meet(date(2027, 3, 18))
    refresh(world)
    assert world.rhythm.done_until is None  # it lies before the rhythm begins
    world.on(date(2027, 5, 10))
    world.meet(date(2027, 5, 20))
    refresh(world)
    assert world.rhythm.outcome is Outcome.DROPPED
    assert local(world.rhythm.due_at) == "2027-05-21 10:00"
    world.until_due()
    assert "rhythm.ask.dropped" in keys_of(world.question())


def test_the_only_meeting_entered_too_late_leaves_nothing_to_come(world: RepeatingWorld) -> None:
    """The page says so."""
    world.meet(date(2027, 6, 17))
    world.repeat("meeting")
    world.on(date(2027, 5, 10))
    for meeting in world.store.meetings.find():
        world.store.meetings.remove(meeting.id)
    world.meet(date(2027, 5, 20))
    refresh(world)
    assert (world.rhythm.outcome, world.rhythm.due_at) == (Outcome.DROPPED, None)
    assert "rhythm.panel_none" in keys_of(world.page())


def test_a_question_goes_with_its_meeting(world: RepeatingWorld) -> None:
    """The message says that it no longer applies; the next meeting's turn comes."""
    world.meet(date(2027, 6, 17), date(2027, 10, 7))
    world.repeat("meeting")
    world.until_due()
    for meeting in world.store.meetings.find(on=date(2027, 6, 17)):
        world.store.meetings.remove(meeting.id)
    refresh(world)
    assert keys_of(world.question())[0] == "rhythm.told.over"
    assert local(world.rhythm.due_at) == "2027-09-10 10:00"


def test_a_meeting_before_the_one_asked_about_is_left_out(world: RepeatingWorld) -> None:
    """Leaders have decided on the basis of what they read."""
    world.meet(date(2027, 6, 17))
    world.repeat("meeting")
    world.until_due()
    turn = world.rhythm.turn
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 6, 14)))
    refresh(world)
    assert world.rhythm.turn == turn
    world.until_due()
    assert world.now_scan().turn == turn


def test_a_rhythm_that_is_not_on_stays_as_it_is(world: RepeatingWorld) -> None:
    """Nor does a region without one mind."""
    world.lead("rhythm.pause")
    before = world.rhythm
    refresh(world)
    assert world.rhythm == before
    world.lead("rhythm.stop")
    refresh_rhythm(world.store, world.other, world.now, world.almanac)


def test_the_windows_of_a_region_tell_its_rhythm(world: RepeatingWorld) -> None:
    """Another holiday region has other days."""
    world.repeat("dates", date_1=date(2027, 10, 11))
    before = world.rhythm.due_at
    reply = world.lead("region.settings")
    assert reply.form is not None
    world.hand(reply.form, holiday_regions=("south",))
    assert world.rhythm.due_at != before
