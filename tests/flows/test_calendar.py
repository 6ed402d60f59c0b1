"""Working days and hours, deadlines, school quarters and how long answers are kept."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import (
    CLOSES,
    OPENS,
    add_working_days,
    closing_moment,
    is_open,
    is_working_day,
    local_day,
    meeting_after,
    next_day_open,
    next_open,
    proposed_deadline,
    quarter_end,
    school_year_end,
    scores_kept_until,
    texts_kept_until,
    wall,
)
from flows.catalogue import load_school_holidays
from flows.holidays import free_days as school_free_days
from flows.region import HolidayRegion

KINGS_DAY = date(2027, 4, 27)
days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
free_days = st.frozensets(days, max_size=20)
AMSTERDAM = "Europe/Amsterdam"
known_days = st.dates(date(2025, 8, 1), date(2030, 7, 31))
known_moments = st.builds(lambda day, at: datetime.combine(day, at, UTC), known_days, st.times())
CLOCK_CHANGES = [
    *[
        date(2026, 3, 29),
        date(2027, 3, 28),
        date(2028, 3, 26),
        date(2029, 3, 25),
        date(2030, 3, 31),
    ],
    *[date(2025, 10, 26), date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29)],
    date(2029, 10, 28),
]
SCHOOL = {region: school_free_days(load_school_holidays(), {region}) for region in HolidayRegion}


def test_a_day_is_that_of_the_time_zone() -> None:
    """Just before midnight in London it is tomorrow in Amsterdam."""
    moment = datetime(2027, 3, 8, 23, 30, tzinfo=UTC)
    assert local_day(moment, "Europe/Amsterdam") == date(2027, 3, 9)
    assert local_day(moment, "Europe/London") == date(2027, 3, 8)


def test_weekends_and_free_days_are_no_working_days() -> None:
    """Monday to Friday, except what is free."""
    monday = date(2027, 3, 8)
    week = [is_working_day(monday + timedelta(days=n), ()) for n in range(7)]
    assert week == [True] * 5 + [False] * 2
    assert not is_working_day(KINGS_DAY, {KINGS_DAY})


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2027, 3, 8), 10, date(2027, 3, 22)),
        (date(2027, 3, 25), -4, date(2027, 3, 19)),
        (date(2027, 4, 26), 1, date(2027, 4, 28)),
        (date(2027, 4, 28), -1, date(2027, 4, 26)),
        (date(2027, 3, 6), 1, date(2027, 3, 8)),
        (date(2027, 3, 6), 0, date(2027, 3, 6)),
    ],
)
def test_working_days_are_counted_on_and_back(day: date, count: int, expected: date) -> None:
    """Weekends and free days in between do not count."""
    assert add_working_days(day, count, {KINGS_DAY}) == expected


@given(days, st.integers(-30, 30).filter(bool), free_days)
def test_working_days_between(day: date, count: int, free: frozenset[date]) -> None:
    """The day found is a working day with exactly so many working days up to and with it."""
    found = add_working_days(day, count, free)
    between = range(1, abs((found - day).days) + 1)
    step = 1 if count > 0 else -1
    assert is_working_day(found, free)
    assert (found > day) == (count > 0)
    passed = [is_working_day(day + timedelta(days=n * step), free) for n in between]
    assert sum(passed) == abs(count)


def test_the_deadline_lies_four_working_days_before_the_meeting() -> None:
    """The model's own dates: meeting on Thursday 25 March, deadline Friday 19 March."""
    meeting = date(2027, 3, 25)
    assert proposed_deadline(date(2027, 3, 8), [date(2027, 6, 3), meeting], ()) == (
        date(2027, 3, 19),
        meeting,
    )


def test_a_meeting_too_near_is_passed_over() -> None:
    """The next one that leaves time to answer is taken."""
    meetings = [date(2027, 3, 10), date(2027, 3, 25)]
    assert proposed_deadline(date(2027, 3, 8), meetings, ())[1] == date(2027, 3, 25)
    on_the_day_itself = proposed_deadline(date(2027, 3, 19), [*meetings, date(2027, 6, 3)], ())
    assert on_the_day_itself[1] == date(2027, 6, 3)


def test_without_a_fitting_meeting_a_scan_runs_ten_working_days() -> None:
    """A past meeting or none gives no meeting."""
    today = date(2027, 3, 8)
    assert proposed_deadline(today, [], ()) == (date(2027, 3, 22), None)
    assert proposed_deadline(today, [date(2027, 1, 5)], ()) == (date(2027, 3, 22), None)


@given(days, st.frozensets(days, max_size=6), free_days)
def test_a_proposed_deadline_can_be_kept(
    today: date, meetings: frozenset[date], free: frozenset[date]
) -> None:
    """It is a working day after today, and before the meeting it is for."""
    deadline, meeting = proposed_deadline(today, meetings, free)
    assert deadline > today
    assert is_working_day(deadline, free)
    assert meeting is None or (meeting in meetings and deadline < meeting)


def test_a_meeting_far_away_is_not_proposed_for() -> None:
    """A deadline that the form would refuse is not proposed: then it is ten working days."""
    far = [date(2029, 3, 12)]
    assert proposed_deadline(date(2027, 3, 8), far, ()) == (date(2027, 3, 22), None)


def test_the_meeting_of_a_deadline() -> None:
    """The first on or after it."""
    meetings = [date(2027, 6, 3), date(2027, 3, 25), date(2027, 3, 1)]
    assert meeting_after(date(2027, 3, 19), meetings) == date(2027, 3, 25)
    assert meeting_after(date(2027, 3, 25), meetings) == date(2027, 3, 25)
    assert meeting_after(date(2027, 6, 4), meetings) is None


@given(known_days | st.sampled_from(CLOCK_CHANGES), st.times())
def test_a_promised_time_is_that_on_the_wall(day: date, at: time) -> None:
    """Every time of every day, but for the hour that the clock skips in spring."""
    moment = wall(day, at, AMSTERDAM)
    shown = moment.astimezone(ZoneInfo(AMSTERDAM))
    assert moment.tzinfo is UTC
    skipped = day in CLOCK_CHANGES and day.month == 3 and at.hour == 2
    assert shown.replace(tzinfo=None) - datetime.combine(day, at) == timedelta(hours=skipped)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    """When the clock goes back, half past two comes again an hour later."""
    assert wall(date(2027, 10, 31), time(2, 30), AMSTERDAM) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("sunday", CLOCK_CHANGES)
def test_what_waits_over_a_clock_change_comes_at_nine(sunday: date) -> None:
    """From Friday after hours to Monday nine o'clock on the wall, in spring and in autumn."""
    friday = wall(sunday - timedelta(days=2), CLOSES, AMSTERDAM)
    monday = next_open(friday, AMSTERDAM, ()).astimezone(ZoneInfo(AMSTERDAM))
    assert monday.replace(tzinfo=None) == datetime.combine(sunday + timedelta(days=1), OPENS)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(8, 59, 59), time(9)),
        (time(9), time(9)),
        (time(12, 30), time(12, 30)),
        (time(16, 29, 59), time(16, 29, 59)),
    ],
)
def test_on_a_working_day_it_comes_that_day(at: time, expected: time) -> None:
    """At nine for who is early, at once within hours."""
    day = date(2027, 3, 9)
    found = next_open(wall(day, at, AMSTERDAM), AMSTERDAM, ())
    assert found == wall(day, expected, AMSTERDAM)


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2027, 3, 9), time(16, 30), date(2027, 3, 10)),
        (date(2027, 3, 12), time(16, 30), date(2027, 3, 15)),
        (date(2027, 3, 13), time(10), date(2027, 3, 15)),
        (date(2027, 4, 26), time(23, 59), date(2027, 4, 28)),
        (KINGS_DAY, time(7), date(2027, 4, 28)),
    ],
)
def test_after_hours_and_on_free_days_it_waits(day: date, at: time, expected: date) -> None:
    """Until nine on the next working day."""
    found = next_open(wall(day, at, AMSTERDAM), AMSTERDAM, {KINGS_DAY})
    assert found == wall(expected, OPENS, AMSTERDAM)


@given(known_moments, st.sampled_from(HolidayRegion), st.frozensets(known_days, max_size=20))
def test_nobody_is_disturbed_outside_hours(
    moment: datetime, region: HolidayRegion, more: frozenset[date]
) -> None:
    """Never before the moment, outside hours or on a free day, and no working day is passed by."""
    free = SCHOOL[region] | more
    found = next_open(moment, AMSTERDAM, free)
    local = found.astimezone(ZoneInfo(AMSTERDAM))
    assert found >= moment
    assert is_open(found, AMSTERDAM, free)
    assert time(9) <= local.time() < time(16, 30)
    assert local.weekday() < 5
    assert local.date() not in free
    if is_open(moment, AMSTERDAM, free):
        assert found == moment
        return
    assert local.time() == time(9)
    today = local_day(moment, AMSTERDAM)
    between = [today + timedelta(days=n) for n in range(1, (local.date() - today).days)]
    assert not any(is_working_day(day, free) for day in between)


@given(known_moments, st.sampled_from(HolidayRegion))
def test_a_moment_within_hours_stays(moment: datetime, region: HolidayRegion) -> None:
    """Asking again changes nothing."""
    found = next_open(moment, AMSTERDAM, SCHOOL[region])
    assert next_open(found, AMSTERDAM, SCHOOL[region]) is found


@given(known_moments, st.frozensets(known_days, max_size=20))
def test_another_day_is_the_next_on_which_people_work(
    moment: datetime, free: frozenset[date]
) -> None:
    """Its first hour, as one who waits from midnight on finds it; never the same day."""
    found = next_day_open(moment, AMSTERDAM, free)
    tomorrow = local_day(moment, AMSTERDAM) + timedelta(days=1)
    assert found == next_open(wall(tomorrow, time(0), AMSTERDAM), AMSTERDAM, free)
    assert local_day(found, AMSTERDAM) >= tomorrow


def test_a_scan_closes_at_four_local_time_in_winter_and_summer() -> None:
    """The clock's change moves the moment, not the hour on the wall."""
    winter = closing_moment(date(2027, 3, 26), "Europe/Amsterdam")
    summer = closing_moment(date(2027, 3, 29), "Europe/Amsterdam")
    assert winter == datetime(2027, 3, 26, 15, tzinfo=UTC)
    assert summer == datetime(2027, 3, 29, 14, tzinfo=UTC)
    assert winter.tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        (date(2027, 7, 31), date(2027, 7, 31), date(2027, 7, 31)),
        (date(2027, 8, 1), date(2027, 10, 31), date(2028, 7, 31)),
        (date(2027, 10, 31), date(2027, 10, 31), date(2028, 7, 31)),
        (date(2027, 11, 1), date(2028, 1, 31), date(2028, 7, 31)),
        (date(2027, 12, 31), date(2028, 1, 31), date(2028, 7, 31)),
        (date(2028, 1, 1), date(2028, 1, 31), date(2028, 7, 31)),
        (date(2028, 2, 29), date(2028, 4, 30), date(2028, 7, 31)),
    ],
)
def test_school_quarters_and_years_end(day: date, quarter: date, year: date) -> None:
    """A school year begins on 1 August and has four quarters of three months."""
    assert quarter_end(day) == quarter
    assert school_year_end(day) == year


@given(days)
def test_a_quarter_lies_within_its_year(day: date) -> None:
    """The day is in the quarter and the quarter in the school year."""
    assert day <= quarter_end(day) <= school_year_end(day)
    assert quarter_end(quarter_end(day)) == quarter_end(day)
    assert (quarter_end(day) - day).days < 92


def test_answers_are_kept_as_the_invitation_says() -> None:
    """The model's own dates: deadline 19 March 2027."""
    deadline = date(2027, 3, 19)
    assert texts_kept_until(deadline) == date(2027, 7, 31)
    assert scores_kept_until(deadline) == date(2028, 7, 31)
