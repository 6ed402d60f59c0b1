"""The turns of every rhythm, in every region and whatever days it has entered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.calendar import add_working_days, quarter_end
from flows.region import HolidayRegion
from flows.rhythm import Every, Rhythm
from flows.turns import QUARTERS, Days, Turn, left_out, upcoming
from tests.support.years import FIRST, LAST, PUBLIC, days_of, dutch_days, is_working, working_days

ONE_DAY = timedelta(days=1)
MANY = 24
"""Turns to look at: all quarters of the known years and some beyond."""


Weeks = tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Case:
    """A rhythm in a region with its own days, and the first day for its next scan."""

    rhythm: Rhythm
    regions: frozenset[HolidayRegion]
    exams: Weeks
    free: Weeks
    meetings: frozenset[date]
    after: date

    @cached_property
    def days(self) -> Days:
        """What the region knows of its days."""
        return dutch_days(
            *self.regions,
            exams=[day for week in self.exams for day in days_of(*week)],
            free=[day for week in self.free for day in days_of(*week)],
            meetings=self.meetings,
        )

    @property
    def turns(self) -> Sequence[Turn]:
        """What comes."""
        return upcoming(self.rhythm, self.days, self.after, MANY)


SOME_DAY = st.dates(FIRST, LAST)
WEEK = st.builds(
    lambda first, length: (first, first + timedelta(days=length)), SOME_DAY, st.integers(0, 27)
)


@st.composite
def cases(draw: st.DrawFn, *every: Every) -> Case:
    """Any region, exam and free weeks, meetings and chosen days."""
    since = draw(SOME_DAY)
    dates = draw(st.sets(st.dates(since, LAST), max_size=4))
    return Case(
        rhythm=Rhythm(
            region_id=1,
            every=draw(st.sampled_from(every or tuple(Every))),
            since=since,
            dates=tuple(day.isoformat() for day in sorted(dates)),
        ),
        regions=draw(st.frozensets(st.sampled_from(HolidayRegion), min_size=1)),
        exams=tuple(draw(st.lists(WEEK, max_size=8))),
        free=tuple(draw(st.lists(WEEK, max_size=3))),
        meetings=draw(st.frozensets(SOME_DAY, max_size=12)),
        after=draw(st.one_of(st.just(date.min), st.just(since), SOME_DAY)),
    )


def lost(turn: Turn, days: Days) -> list[date]:
    """The working days of a turn on which no scan should run."""
    busy = {*days.school, *days.free, *days.exams}
    within = days_of(turn.start, turn.deadline)
    return [day for day in within if day in busy and is_working(day)]


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_turn_runs_ten_working_days_and_says_what_it_loses(case: Case) -> None:
    """From a working day to a working day, never on a day off unless that is said."""
    for turn in case.turns:
        assert is_working(turn.start)
        assert is_working(turn.deadline)
        assert working_days(turn.start, turn.deadline) == 10
        assert turn.lost == len(lost(turn, case.days))
        assert bool(turn.shifts) == (turn.start != turn.ideal or turn.lost > 0)
        assert turn.provisional == (turn.deadline > LAST)
        assert turn.start >= max(case.after, case.rhythm.since)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_turns_come_in_order_and_leave_each_other_rest(case: Case) -> None:
    """Each has its own ideal day, and twenty working days lie between one and the next."""
    turns = case.turns
    for before, turn in pairwise(turns):
        assert before.ideal < turn.ideal
        assert working_days(before.deadline, turn.start) >= 20


@settings(max_examples=60, deadline=None)
@given(cases())
def test_what_comes_does_not_depend_on_how_far_one_looks(case: Case) -> None:
    """The next four are the first four of many; a turn that ended changes none after it."""
    turns = case.turns
    assert upcoming(case.rhythm, case.days, case.after) == turns[:4]
    assert upcoming(case.rhythm, case.days, case.after, 1) == turns[:1]


def windows(case: Case, first: date, last: date, after: date) -> list[int]:
    """How many days each scan would lose that fits between two days and starts on or after one."""
    found = []
    for start in days_of(max(first, after), last):
        if is_working(start):
            deadline = next(
                day for day in days_of(start, start + timedelta(40)) if _ten(start, day)
            )
            if deadline <= last:
                turn = Turn(ideal=start, start=start, deadline=deadline)
                found.append(len(lost(turn, case.days)))
    return found


def _ten(start: date, day: date) -> bool:
    return is_working(day) and working_days(start, day) == 10


@settings(max_examples=25, deadline=None)
@given(cases(Every.QUARTER, Every.HALF_YEAR, Every.YEAR))
def test_no_quarter_is_skipped_and_none_has_two(case: Case) -> None:
    """Every first, second or fourth quarter has one turn within it, on its best days."""
    case = replace(case, after=case.rhythm.since)
    turns = case.turns
    assert len(turns) == MANY
    assert not left_out(case.rhythm, case.days, case.after, MANY)
    assert turns[0].ideal >= case.rhythm.since
    assert turns[0].ideal - case.rhythm.since <= timedelta(days=92)
    after = case.rhythm.since
    for turn in turns[:8]:
        end = quarter_end(turn.ideal)
        begin = quarter_end(quarter_end(turn.ideal) - timedelta(days=93)) + ONE_DAY
        assert begin <= turn.start <= turn.deadline <= end
        assert turn.lost == min(windows(case, begin, end, after))
        after = next(
            day
            for day in days_of(turn.deadline, turn.deadline + timedelta(days=60))
            if working_days(turn.deadline, day) == 20
        )
    quarters = [(turn.ideal.year * 12 + turn.ideal.month) // 3 for turn in turns]
    steps = {later - sooner for sooner, later in pairwise(quarters)}
    assert steps == {QUARTERS[case.rhythm.every]}


@settings(max_examples=60, deadline=None)
@given(cases(Every.MEETING))
def test_every_meeting_has_a_turn_or_is_named(case: Case) -> None:
    """It closes at least four working days before; only what comes too soon has none."""
    named = set(left_out(case.rhythm, case.days, case.after, MANY))
    served = {turn.meeting for turn in case.turns}
    for turn in case.turns:
        assert turn.meeting is not None
        assert turn.deadline <= add_working_days(turn.meeting, -4, PUBLIC)
    assert not named & served
    ahead = {day for day in case.days.meetings if day - case.rhythm.since > timedelta(days=21)}
    assert ahead <= named | served


@settings(max_examples=60, deadline=None)
@given(cases(Every.DATES))
def test_every_chosen_day_has_a_turn_or_is_named(case: Case) -> None:
    """Within eight weeks of it, either way."""
    named = {day.isoformat() for day in left_out(case.rhythm, case.days, case.after, MANY)}
    served = {turn.ideal.isoformat() for turn in case.turns}
    assert named | served == set(case.rhythm.dates)
    assert not named & served
    for turn in case.turns:
        assert abs(turn.start - turn.ideal) <= timedelta(weeks=8)
