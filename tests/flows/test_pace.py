"""How fast messages may follow each other: never faster than the platform takes them."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.pace import LONGEST_QUEUE, RATES, Call, Pace, take_turn
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
