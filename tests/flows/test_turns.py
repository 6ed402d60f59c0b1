"""When the scans of a rhythm run: each rule by an example from the calendar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.holidays import HolidayKind
from flows.region import HolidayRegion
from flows.rhythm import Every, Outcome, Rhythm, ended
from flows.turns import Days, Shift, Turn, Why, left_out, put_off, rested, upcoming
from tests.support.years import days_of, dutch_days

NORTH = dutch_days(HolidayRegion.NORTH)
AUTUMN = date(2026, 9, 1)
CHRISTMAS = Shift(Why.SCHOOL, HolidayKind.CHRISTMAS)


def rhythm(every: Every = Every.QUARTER, since: date = AUTUMN, *dates: str) -> Rhythm:
    """One that has just begun."""
    return Rhythm(region_id=1, every=every, since=since, dates=dates)


def starts(one: Rhythm, days: Days = NORTH, count: int = 4) -> list[date]:
    """The first days of what comes."""
    return [turn.start for turn in upcoming(one, days, date.min, count)]


def first(one: Rhythm, days: Days = NORTH, after: date = date.min) -> Turn:
    """The turn that comes now."""
    return upcoming(one, days, after, 1)[0]


def test_each_quarter_has_a_turn_on_the_fifteenth_of_its_second_month() -> None:
    """December's waits for the Christmas holiday to be over, and says so."""
    turns = upcoming(rhythm(), NORTH, date.min)
    assert [turn.start for turn in turns] == [
        date(2026, 9, 15),
        date(2027, 1, 4),
        date(2027, 3, 15),
        date(2027, 6, 15),
    ]
    assert [turn.shifts for turn in turns] == [(), (CHRISTMAS,), (), ()]
    assert turns[1].deadline == date(2027, 1, 18)


def test_half_years_and_years_count_from_the_first_quarter() -> None:
    """From the first ideal day on or after the beginning."""
    since = date(2026, 9, 16)
    assert starts(rhythm(Every.HALF_YEAR, since), count=2) == [
        date(2027, 1, 4),
        date(2027, 6, 15),
    ]
    assert starts(rhythm(Every.YEAR, AUTUMN), count=2) == [date(2026, 9, 15), date(2027, 9, 15)]


def test_holiday_regions_differ() -> None:
    """In spring 2028 South and Middle are free a week after North: 15 March suits all."""
    exams = days_of(date(2027, 10, 11), date(2027, 10, 15))
    for region, start in (
        (HolidayRegion.NORTH, date(2027, 10, 25)),
        (HolidayRegion.SOUTH, date(2027, 11, 1)),
    ):
        chosen = rhythm(Every.DATES, AUTUMN, "2027-10-11")
        assert starts(chosen, dutch_days(region, exams=exams)) == [start]


def test_a_weekend_or_public_holiday_moves_the_start_to_the_next_working_day() -> None:
    """That is the reason given when there is no greater one."""
    sunday = first(rhythm(Every.DATES, AUTUMN, "2026-11-15"))
    assert (sunday.start, sunday.shifts) == (date(2026, 11, 16), (Shift(Why.WEEKEND),))
    easter = first(rhythm(Every.DATES, AUTUMN, "2027-03-29"))
    assert (easter.start, easter.shifts) == (date(2027, 3, 30), (Shift(Why.PUBLIC),))


def test_free_and_exam_weeks_keep_a_scan_away() -> None:
    """Each with its own reason, in the order in which they are met."""
    days = dutch_days(
        HolidayRegion.NORTH,
        exams=days_of(date(2027, 3, 22), date(2027, 4, 2)),
        free=days_of(date(2027, 4, 5), date(2027, 4, 6)),
    )
    turn = first(rhythm(since=date(2027, 2, 1)), days)
    assert turn.start == date(2027, 4, 7)
    assert turn.shifts == (Shift(Why.EXAM), Shift(Why.FREE))


def test_without_room_later_in_the_quarter_it_slides_backward() -> None:
    """Exams to the end of April: the window lies after the spring holiday."""
    days = dutch_days(HolidayRegion.NORTH, exams=days_of(date(2027, 3, 16), date(2027, 4, 30)))
    turn = first(rhythm(since=date(2027, 2, 1)), days)
    assert (turn.start, turn.deadline) == (date(2027, 3, 1), date(2027, 3, 15))


def test_without_any_room_the_least_is_lost_and_said() -> None:
    """A quarter full of exams has its turn still."""
    days = dutch_days(exams=days_of(date(2027, 2, 1), date(2027, 4, 30)))
    turn = first(rhythm(since=date(2027, 2, 1)), days)
    assert turn.ideal == turn.start == date(2027, 3, 15)
    assert turn.shifts == (Shift(Why.EXAM),)
    assert turn.lost == 11


def test_a_meetings_scan_closes_four_working_days_before_it() -> None:
    """It starts ten working days before that, and slides away from the meeting only."""
    days = dutch_days(HolidayRegion.NORTH, meetings={date(2027, 3, 25), date(2027, 1, 14)})
    january, march = upcoming(rhythm(Every.MEETING), days, date.min)
    assert (march.start, march.deadline) == (date(2027, 3, 5), date(2027, 3, 19))
    assert march.shifts == ()
    assert (january.start, january.deadline) == (date(2026, 12, 4), date(2026, 12, 18))
    assert january.shifts == (CHRISTMAS,)
    assert [january.meeting, march.meeting] == [date(2027, 1, 14), date(2027, 3, 25)]


def test_public_holidays_make_a_meetings_scan_begin_earlier() -> None:
    """What it is known by does not change when they come to be known."""
    meeting = date(2027, 4, 8)
    with_easter = first(rhythm(Every.MEETING), dutch_days(meetings={meeting}))
    without = first(rhythm(Every.MEETING), Days(meetings={meeting}))
    assert with_easter.ideal == without.ideal == without.start
    assert with_easter.start < without.start
    assert with_easter.shifts == (Shift(Why.PUBLIC),)


def test_turns_leave_each_other_twenty_working_days() -> None:
    """A chosen day slides on; a meeting that comes too soon has none and is named."""
    chosen = rhythm(Every.DATES, AUTUMN, "2026-11-02", "2026-11-20")
    one, two = upcoming(chosen, Days(), date.min)
    assert two.start == rested(one.deadline, Days()) == date(2026, 12, 14)
    assert two.shifts == (Shift(Why.REST),)
    days = Days(meetings={date(2027, 3, 25), date(2027, 4, 8), date(2027, 6, 17)})
    meetings = rhythm(Every.MEETING)
    assert [turn.meeting for turn in upcoming(meetings, days, date.min)] == [
        date(2027, 3, 25),
        date(2027, 6, 17),
    ]
    assert left_out(meetings, days, date.min) == (date(2027, 4, 8),)
    assert left_out(meetings, days, date.min, 1) == ()


def test_meetings_around_one_weekend_share_a_turn() -> None:
    """Saturday and Monday lie as many working days after the same start."""
    days = Days(meetings={date(2027, 3, 27), date(2027, 3, 29)})
    (turn,) = upcoming(rhythm(Every.MEETING), days, date.min)
    settled = replace(rhythm(Every.MEETING), turn=turn.ideal, starts_on=turn.start)
    assert upcoming(settled, days, date.min) == (turn,)
    assert left_out(settled, days, date.min) == (date(2027, 3, 29),)


def test_a_scan_that_has_just_been_keeps_the_next_away() -> None:
    """Until its rest is over."""
    turn = first(rhythm(), NORTH, date(2026, 9, 22))
    assert (turn.start, turn.shifts) == (date(2026, 9, 22), (Shift(Why.REST),))


def test_a_turn_that_has_ended_does_not_come_again() -> None:
    """However it ended."""
    for outcome in (Outcome.BEGUN, Outcome.SKIPPED, Outcome.DROPPED):
        after = ended(rhythm(), date(2026, 9, 15), outcome)
        assert first(after).ideal == date(2026, 12, 15)


def test_a_turn_that_is_settled_keeps_its_days() -> None:
    """Whatever the days have become; days between are its own reason."""
    known = rhythm()
    settled = Rhythm(
        region_id=1,
        every=Every.QUARTER,
        since=AUTUMN,
        turn=date(2026, 9, 15),
        starts_on=date(2026, 9, 22),
        ends_on=date(2026, 10, 6),
    )
    assert first(settled).start == date(2026, 9, 22)
    assert first(settled).deadline == date(2026, 10, 6)
    assert first(settled).shifts == (Shift(Why.PUT_OFF),)
    same = first(known)
    as_it_was = Rhythm(
        region_id=1,
        every=Every.QUARTER,
        since=AUTUMN,
        turn=same.ideal,
        starts_on=same.start,
        ends_on=same.deadline,
    )
    assert first(as_it_was) == same
    assert first(as_it_was, after=date(2026, 10, 1)).start == same.start


def test_what_comes_up_before_a_turn_that_is_settled_is_left_out() -> None:
    """Leaders were asked about the later one already."""
    asked = Rhythm(
        region_id=1, every=Every.MEETING, since=AUTUMN, turn=date(2027, 3, 5), starts_on=None
    )
    days = Days(meetings={date(2027, 3, 18), date(2027, 3, 25)})
    assert first(asked, days).meeting == date(2027, 3, 25)
    assert left_out(asked, days, date.min) == (date(2027, 3, 18),)


def test_beyond_the_known_school_years_a_turn_is_provisional() -> None:
    """The last known year's turns are not."""
    turns = upcoming(rhythm(since=date(2030, 5, 1)), NORTH, date.min, 2)
    assert [turn.provisional for turn in turns] == [False, True]


def test_a_turn_is_put_off_to_days_that_suit() -> None:
    """A week on, past the holiday that lies there."""
    turn = first(rhythm(since=date(2026, 10, 1)), NORTH)
    earlier = Turn(ideal=date(2026, 9, 15), start=date(2026, 9, 15), deadline=date(2026, 9, 29))
    later = put_off(earlier, NORTH, date(2026, 9, 29), turn.ideal)
    assert later is not None
    assert later.start == date(2026, 10, 19)
    assert later.shifts == (
        Shift(Why.PUT_OFF),
        Shift(Why.SCHOOL, HolidayKind.AUTUMN),
    )


@pytest.mark.parametrize(("before", "weeks"), [(date(2026, 9, 20), 1), (None, 8)])
def test_a_turn_is_not_put_off_for_ever(before: date | None, weeks: int) -> None:
    """Not to the next one's day, and without a next one not beyond eight weeks."""
    start = date(2026, 9, 15)
    turn = Turn(ideal=start, start=start, deadline=date(2026, 9, 29))
    assert put_off(turn, NORTH, start + timedelta(weeks=weeks), before) is None


def test_no_chosen_days_no_turns() -> None:
    """Nor without meetings; nothing is left out either."""
    for every in (Every.DATES, Every.MEETING):
        assert upcoming(rhythm(every), NORTH, date.min) == ()
        assert left_out(rhythm(every), NORTH, date.min) == ()
