"""How fast messages may follow each other: never faster than the platform takes them."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.pace import LONGEST_QUEUE, RATES, SKEW, Call, Pace, free_from, hold, reset, take_turn
from tests.support.builders import NOW

FRESH = Pace(workspace_id=1, post_at=NOW, update_at=NOW, look_at=NOW)


def turns(pace: Pace, call: Call, count: int, now: datetime) -> list[datetime]:
    """The moments of so many calls that are wanted at once."""
    moments = []
    for _ in range(count):
        pace, at = take_turn(pace, call, now)
        moments.append(at)
    return moments


@given(st.sampled_from(Call), st.lists(st.integers(0, 3000), min_size=1, max_size=200))
def test_never_more_in_a_while_than_allowed(call: Call, gaps: list[int]) -> None:
    """Whenever they are wanted: in any stretch of time at most the burst and the rate."""
    rate, pace, now, moments = RATES[call], FRESH, NOW, []
    for gap_ms in gaps:
        now += timedelta(milliseconds=gap_ms)
        pace, at = take_turn(pace, call, now)
        assert at >= now
        moments.append(at)
    assert moments == sorted(moments)
    for first, begin in enumerate(moments):
        for count, end in enumerate(moments[first:], start=1):
            assert count <= rate.burst + (end - begin) / rate.interval + 1e-3


@given(st.sampled_from(Call), st.integers(1, 300))
def test_no_turn_is_wasted(call: Call, count: int) -> None:
    """The burst comes at once, then one at each regular turn."""
    rate = RATES[call]
    moments = turns(FRESH, call, count, NOW)
    wanted = [max(0, number - rate.burst + 1) for number in range(count)]
    assert moments == [NOW + rate.interval * late for late in wanted]


def test_each_kind_of_call_has_its_own_turns() -> None:
    """A queue of posts does not hold up a change."""
    pace = FRESH
    for _ in range(100):
        pace, _ = take_turn(pace, Call.POST, NOW)
    assert take_turn(pace, Call.UPDATE, NOW)[1] == NOW
    assert (pace.update_at, pace.look_at) == (NOW, NOW)


def test_a_clock_that_was_set_back_holds_nobody_up() -> None:
    """Turns that a wrong clock reserved far ahead are forgotten."""
    ahead = replace(FRESH, post_at=NOW + LONGEST_QUEUE + timedelta(seconds=1))
    assert take_turn(ahead, Call.POST, NOW)[1] == NOW
    queue = replace(FRESH, post_at=NOW + LONGEST_QUEUE)
    assert take_turn(queue, Call.POST, NOW)[1] > NOW


@given(
    st.sampled_from(Call),
    st.integers(0, 100),
    st.floats(0, 2 * LONGEST_QUEUE.total_seconds()),
    st.integers(1, 100),
)
def test_nothing_is_called_before_the_platform_takes_it(
    call: Call, queue: int, after_s: float, count: int
) -> None:
    """However long it says; then one call passes, and the others at their regular turns."""
    pace = FRESH
    for _ in range(queue):
        pace, _ = take_turn(pace, call, NOW)
    free = NOW + timedelta(seconds=after_s)
    held = hold(pace, call, NOW, after_s)
    assert free_from(held, call, NOW) == max(free, NOW)
    moments = turns(held, call, count, NOW)
    assert moments[0] >= free
    intervals = {later - earlier for earlier, later in pairwise(moments)}
    assert intervals <= {RATES[call].interval}


@pytest.mark.parametrize("call", Call)
def test_only_such_calls_are_held_up(call: Call) -> None:
    """The others are counted apart; what they were held up by before still holds."""
    (before, other) = (kind for kind in Call if kind is not call)
    held = hold(hold(FRESH, before, NOW, 60), call, NOW, 30)
    assert free_from(held, call, NOW) == NOW + timedelta(seconds=30)
    assert free_from(held, before, NOW) == NOW + timedelta(seconds=60)
    assert free_from(held, other, NOW) == NOW
    assert take_turn(held, other, NOW)[1] == NOW


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    """Calls that were on their way hear of it one after the other."""
    held = hold(hold(FRESH, Call.POST, NOW, 30), Call.POST, NOW + timedelta(seconds=1), 1)
    assert free_from(held, Call.POST, NOW) == NOW + timedelta(seconds=30)


def test_it_is_over_when_it_is_over() -> None:
    """Whoever comes later passes at once."""
    held, later = hold(FRESH, Call.POST, NOW, 30), NOW + timedelta(minutes=1)
    assert free_from(held, Call.POST, later) == later
    assert take_turn(held, Call.POST, later)[1] == later


def test_what_a_clock_was_told_that_was_set_back_is_forgotten() -> None:
    """Clocks of replicas may differ a little; a clock that was set days ahead locks nobody up."""
    ahead = NOW + timedelta(days=400)
    held = hold(FRESH, Call.POST, ahead, 30)
    assert free_from(held, Call.POST, ahead - SKEW) == ahead + timedelta(seconds=30)
    assert free_from(held, Call.POST, NOW) == NOW
    assert take_turn(held, Call.POST, NOW)[1] == NOW
    told_again = hold(held, Call.LOOK, NOW, 5)
    assert free_from(told_again, Call.POST, NOW) == NOW


def test_a_pace_begins_anew() -> None:
    """As if nothing had been called: it stays the same row."""
    kept = replace(FRESH, id=7, workspace_id=3)
    held = hold(replace(kept, look_at=NOW + LONGEST_QUEUE), Call.POST, NOW, 30)
    assert reset(held, NOW) == kept
