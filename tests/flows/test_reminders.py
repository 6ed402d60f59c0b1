"""When people are reminded: by the days that they work, at most twice."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.calendar import (
    closing_moment,
    is_open,
    is_working_day,
    local_day,
    local_time,
    nearest_working_day,
    next_open,
)
from flows.catalogue import load_school_holidays
from flows.holidays import days_between, free_days
from flows.region import HolidayRegion
from flows.reminders import (
    MOST_REMINDERS,
    Reminders,
    last_call,
    next_reminder,
    reminders,
    working_days,
)

ZONE = "Europe/Amsterdam"
MONDAY = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
FRIDAY_WEEK = closing_moment(date(2027, 3, 19), ZONE)
HOLIDAYS = load_school_holidays()
FIRST, LAST = datetime(2025, 8, 1, tzinfo=UTC), datetime(2030, 7, 31, tzinfo=UTC)

moments = st.datetimes(
    FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)
)
own_weeks = st.lists(st.tuples(st.dates(FIRST.date(), LAST.date()), st.integers(0, 20)), max_size=3)
regions = st.sets(st.sampled_from(HolidayRegion))


def diary(weeks: list[tuple[date, int]], schools: set[HolidayRegion]) -> frozenset[date]:
    """The free days of a partner: its own, and those of the schools of some regions."""
    own = (day for first, days in weeks for day in days_between(first, first + timedelta(days)))
    return free_days(HOLIDAYS, schools).union(own)


def on(day: int, hour: int = 9) -> datetime:
    """Ten in the morning in Amsterdam on a day of March 2027, before the clock changes."""
    return datetime(2027, 3, day, hour, tzinfo=UTC)


def test_the_first_lies_halfway_and_the_last_two_working_days_before() -> None:
    """Asked on Monday 8 March with nine working days: Friday 12, and Wednesday 17, at ten."""
    assert reminders(MONDAY, FRIDAY_WEEK, ZONE, ()) == Reminders(on(12), on(17))


def test_an_invitation_outside_hours_counts_from_when_it_came() -> None:
    """Asked on Saturday it reaches people on Monday."""
    saturday = datetime(2027, 3, 6, 20, tzinfo=UTC)
    assert reminders(saturday, FRIDAY_WEEK, ZONE, ()) == reminders(MONDAY, FRIDAY_WEEK, ZONE, ())


@pytest.mark.parametrize(
    ("closes_on", "expected"),
    [
        (date(2027, 3, 10), Reminders()),
        (date(2027, 3, 11), Reminders(None, on(9))),
        (date(2027, 3, 12), Reminders(None, on(10))),
        (date(2027, 3, 15), Reminders(None, on(11))),
        (date(2027, 3, 18), Reminders(None, on(16))),
        (date(2027, 3, 19), Reminders(on(12), on(17))),
    ],
)
def test_a_short_scan_has_fewer(closes_on: date, expected: Reminders) -> None:
    """Only the last unless two working days lie between, and none on the invitation's day."""
    assert reminders(MONDAY, closing_moment(closes_on, ZONE), ZONE, ()) == expected


def test_who_chose_a_later_moment_is_spared_till_then() -> None:
    """The first is skipped; the last comes unless their moment lies on its day or after it."""
    plan = Reminders(on(12), on(17))

    def coming(later_on: date | None) -> datetime | None:
        return next_reminder(plan, after=MONDAY, reminded=0, later_on=later_on, timezone=ZONE)

    assert coming(None) == on(12)
    assert coming(date(2027, 3, 16)) == on(17)
    assert coming(date(2027, 3, 17)) is None
    assert coming(date(2027, 3, 18)) is None


@pytest.mark.parametrize(
    ("reminded", "after", "expected"),
    [
        (0, on(12), on(17)),
        (1, on(12), on(17)),
        (1, MONDAY, on(17)),
        (2, MONDAY, None),
        (0, on(17), None),
    ],
)
def test_what_was_sent_does_not_come_again(
    reminded: int, after: datetime, expected: datetime | None
) -> None:
    """And two are the most."""
    plan = Reminders(on(12), on(17))
    found = next_reminder(plan, after=after, reminded=reminded, later_on=None, timezone=ZONE)
    assert found == expected
    none = next_reminder(Reminders(), after=after, reminded=0, later_on=None, timezone=ZONE)
    assert none is None


def test_the_last_call_comes_a_working_day_before_the_deadline() -> None:
    """Unless that is the day of the start; weekends do not count."""
    assert last_call(MONDAY, FRIDAY_WEEK, ZONE, ()) == on(18)
    assert last_call(MONDAY, closing_moment(date(2027, 3, 15), ZONE), ZONE, ()) == on(12)
    assert last_call(MONDAY, closing_moment(date(2027, 3, 9), ZONE), ZONE, ()) is None
    assert last_call(MONDAY, closing_moment(date(2027, 3, 10), ZONE), ZONE, ()) == on(9)


@pytest.mark.parametrize(("day", "nearest"), [(19, 19), (20, 19), (21, 22), (24, 23), (25, 26)])
def test_the_nearest_working_day_is_the_earlier_of_two_equally_near(day: int, nearest: int) -> None:
    """Around a weekend and two free days; a working day is its own."""
    free = {date(2027, 3, 24), date(2027, 3, 25)}
    assert nearest_working_day(date(2027, 3, day), free) == date(2027, 3, nearest)


def test_working_days_are_counted_after_one_day_up_to_another() -> None:
    """Without weekends and free days."""
    assert working_days(date(2027, 3, 8), date(2027, 3, 19), ()) == 9
    assert working_days(date(2027, 3, 8), date(2027, 3, 19), {date(2027, 3, 19)}) == 8
    assert working_days(date(2027, 3, 8), date(2027, 3, 8), ()) == 0


@settings(deadline=None, max_examples=300)
@given(moments, st.integers(0, 60), own_weeks, regions)
def test_whatever_the_diary_nobody_is_reminded_when_they_should_not_be(
    asked_at: datetime, days: int, weeks: list[tuple[date, int]], schools: set[HolidayRegion]
) -> None:
    """In hours, at ten on the wall, not on a free day, after the invitation's day, before closing.

    Between two reminders lie two working days at least.

    Over all known school years, opened at any moment for any number of days.
    """
    free = diary(weeks, schools)
    closes_at = closing_moment(local_day(asked_at, ZONE) + timedelta(days=days), ZONE)
    plan = reminders(asked_at, closes_at, ZONE, free)
    sent: list[datetime] = []
    after = asked_at
    while coming := next_reminder(
        plan, after=after, reminded=len(sent), later_on=None, timezone=ZONE
    ):
        sent.append(coming)
        after = coming
    assert len(sent) <= MOST_REMINDERS
    assert sent == [moment for moment in (plan.first, plan.last) if moment is not None]
    for first, last in pairwise(local_day(moment, ZONE) for moment in sent):
        assert len([day for day in days_between(first, last) if is_working_day(day, free)]) >= 4
    invited_on = local_day(next_open(asked_at, ZONE, free), ZONE)
    call = last_call(asked_at, closes_at, ZONE, free)
    for moment in [*sent, *([call] if call else [])]:
        assert is_open(moment, ZONE, free)
        assert is_working_day(local_day(moment, ZONE), free)
        assert (local_time(moment, ZONE).hour, local_time(moment, ZONE).minute) == (10, 0)
        assert invited_on < local_day(moment, ZONE)
        assert moment < closes_at
