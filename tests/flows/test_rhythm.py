"""The moments of a rhythm, and what silence means."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm import (
    Every,
    Outcome,
    PutOff,
    Rhythm,
    RhythmState,
    asks_at,
    begins_at,
    ended,
    forgotten,
    goes_by_silence,
    is_asked,
    next_moment,
    untold,
)
from tests.support.years import FIRST, LAST, PUBLIC, is_working

AMSTERDAM = "Europe/Amsterdam"
RHYTHM = Rhythm(region_id=1, every=Every.QUARTER, since=date(2026, 9, 1))
START = date(2027, 3, 15)


@given(st.dates(FIRST, LAST).filter(is_working))
def test_question_and_start_keep_their_wall_time(start: date) -> None:
    """Ten o'clock on a working day at least a week before, and nine, all year round."""
    asks = asks_at(start, AMSTERDAM, PUBLIC).astimezone(ZoneInfo(AMSTERDAM))
    begins = begins_at(start, AMSTERDAM).astimezone(ZoneInfo(AMSTERDAM))
    assert (asks.hour, asks.minute, begins.hour, begins.minute) == (10, 0, 9, 0)
    assert begins.date() == start
    assert is_working(asks.date())
    assert start - asks.date() >= timedelta(days=7)
    between = [asks.date() + timedelta(days=n) for n in range(1, (start - asks.date()).days - 6)]
    assert not any(is_working(day) for day in between)


@pytest.mark.parametrize(
    ("asked", "answered", "goes"),
    [(0, 0, False), (1, 0, False), (1, 1, True), (5, 2, False), (5, 3, True), (6, 3, True)],
)
def test_silence_means_go_when_half_handed_in(asked: int, answered: int, *, goes: bool) -> None:
    """Half is enough; where nobody was asked nothing is known."""
    assert goes_by_silence(asked, answered) is goes


def test_what_comes_next_is_the_question_or_the_start() -> None:
    """Nothing without a turn, and nothing while it is paused or ended."""
    now = datetime(2027, 3, 8, 9, tzinfo=UTC)
    asked = replace(RHYTHM, asked_at=now)
    assert next_moment(RHYTHM, START, AMSTERDAM, ()) == asks_at(START, AMSTERDAM, ())
    assert next_moment(asked, START, AMSTERDAM, ()) == begins_at(START, AMSTERDAM)
    assert next_moment(RHYTHM, None, AMSTERDAM, ()) is None
    for state in (RhythmState.PAUSED, RhythmState.ENDED):
        still = replace(asked, state=state)
        assert next_moment(still, START, AMSTERDAM, ()) is None
        assert not is_asked(still)


def test_a_turn_that_ends_leaves_nothing_settled() -> None:
    """What was put off or asked belongs to it alone."""
    settled = replace(
        RHYTHM,
        turn=START,
        starts_on=START,
        ends_on=START,
        put_off=PutOff.FEW,
        asked_at=datetime(2027, 3, 8, 9, tzinfo=UTC),
    )
    assert forgotten(settled) == RHYTHM
    skipped = ended(settled, START, Outcome.SKIPPED, 7)
    assert (skipped.done_until, skipped.outcome, skipped.decided_by) == (
        START,
        Outcome.SKIPPED,
        7,
    )
    assert forgotten(skipped) == skipped


def test_dropped_turns_are_told_with_the_next() -> None:
    """All that were dropped in a row; with the turn after them they have been told."""
    one = ended(RHYTHM, date(2027, 3, 15), Outcome.DROPPED)
    two = ended(one, date(2027, 6, 15), Outcome.DROPPED)
    assert untold(two) == ("2027-03-15", "2027-06-15")
    begun = ended(two, date(2027, 9, 15), Outcome.BEGUN)
    assert begun.dropped == untold(two)  # its message tells them
    assert untold(begun) == ()
    assert ended(begun, date(2027, 12, 15), Outcome.DROPPED).dropped == ("2027-12-15",)
