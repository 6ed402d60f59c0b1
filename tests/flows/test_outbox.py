"""What a delivery has to do, what it learns, and when it tries again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.outbox import (
    LOOK_BACK,
    RETRY_FIRST_S,
    RETRY_LONGEST_S,
    Blocked,
    Lost,
    Postponed,
    Refused,
    Sent,
    Todo,
    Wish,
    WishState,
    disturbs,
    learnt,
    look_from,
    posts,
    retry_after_s,
    todo,
)
from flows.topics import Topic
from tests.support.builders import NOW

WISH = Wish(workspace_id=1, key="walk:1:p1", topic=Topic.WALK, subject_id=1, since=NOW, due_at=NOW)
STANDING = replace(WISH, wanted=4, shown=3, channel="D1", ts="1.1", file_id="F1")
BEGUN = replace(STANDING, anew_at=4, tries=1, tried_at=NOW)


def wish(*, wanted: int = 1, shown: int = 0, anew_at: int = 0, ts: str = "") -> Wish:
    """A wish with these revisions; `ts` is where its message stands."""
    return replace(WISH, wanted=wanted, shown=shown, anew_at=anew_at, ts=ts)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (wish(), Todo.POST),
        (wish(wanted=3, anew_at=2), Todo.POST),
        (wish(wanted=3, shown=3, ts="1.1"), Todo.NOTHING),
        (wish(wanted=3, shown=3, anew_at=3, ts="1.1"), Todo.NOTHING),
        (wish(wanted=4, shown=3, ts="1.1"), Todo.UPDATE),
        (wish(wanted=4, shown=3, anew_at=3, ts="1.1"), Todo.UPDATE),
        (wish(wanted=4, shown=3, anew_at=4, ts="1.1"), Todo.POST_ANEW),
        (wish(wanted=5, shown=3, anew_at=4, ts="1.1"), Todo.POST_ANEW),
    ],
)
def test_what_a_delivery_does(row: Wish, expected: Todo) -> None:
    """Nothing when it is shown, else post, update, or post anew when that was wanted since."""
    assert todo(row) is expected
    assert posts(row) is (expected in {Todo.POST, Todo.POST_ANEW})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (wish(), True),
        (replace(wish(), prompted_at=1), False),
        (wish(wanted=4, shown=3, ts="1.1"), False),
        (wish(wanted=4, shown=3, anew_at=4, ts="1.1"), True),
        (replace(wish(wanted=4, shown=3, anew_at=4, ts="1.1"), prompted_at=3), True),
        (replace(wish(wanted=4, shown=3, anew_at=4, ts="1.1"), prompted_at=4), False),
    ],
)
def test_what_disturbs(row: Wish, *, expected: bool) -> None:
    """A new message of which its reader has asked for nothing since the last one."""
    assert disturbs(row) is expected


def test_what_stands_is_known() -> None:
    """Where, in which revision, and that nothing of it has to be tried again."""
    failing = replace(BEGUN, attempts=3, error="http_500", has_turn=True)
    row = learnt(failing, Sent("D1", "2.2", "F2", "digest"), NOW, 0.5)
    assert row == replace(
        BEGUN,
        shown=4,
        state=WishState.SHOWN,
        posted_at=NOW,
        ts="2.2",
        file_id="F2",
        picture="digest",
        tries=0,
        tried_at=None,
    )


def test_an_older_revision_that_was_found_is_what_is_shown() -> None:
    """What was wanted since is still to be shown."""
    row = learnt(replace(BEGUN, wanted=6), Sent("D1", "2.2", revision=4), NOW, 0.5)
    assert (row.shown, todo(row)) == (4, Todo.UPDATE)


def test_what_could_not_be_frozen_waits() -> None:
    """The new message stands; the old one is frozen when the platform takes that again."""
    row = learnt(BEGUN, Sent("D1", "2.2", stale=("1.1",), stale_after_s=30), NOW, 0.5)
    assert (row.state, row.stale, todo(row)) == (WishState.WAITING, ("1.1",), Todo.NOTHING)
    assert row.due_at == NOW + timedelta(seconds=30)
    assert learnt(row, Sent("D1", "2.2"), NOW, 0.5).state is WishState.SHOWN


def test_what_the_platform_puts_off_waits_as_long_as_it_says() -> None:
    """And what surely did not arrive is not looked for."""
    row = learnt(BEGUN, Postponed("rate_limited", 17.0, maybe_taken=False), NOW, 0.5)
    assert (row.state, row.attempts, row.error) == (WishState.WAITING, 1, "rate_limited")
    assert row.due_at == NOW + timedelta(seconds=17)
    assert (row.tries, row.tried_at) == (0, None)


def test_what_may_have_arrived_is_remembered() -> None:
    """By its first attempt, also when a later one surely did not arrive."""
    row = learnt(BEGUN, Postponed("TimeoutError"), NOW, 0.5)
    assert (row.tries, row.tried_at) == (1, NOW)
    again = learnt(replace(row, tries=2), Postponed("x", maybe_taken=False), NOW, 0.5)
    assert (again.tries, again.tried_at) == (1, NOW)


def test_a_change_that_failed_is_no_post() -> None:
    """It takes nothing from what is known of posts."""
    changing = replace(STANDING, tries=1, tried_at=NOW)
    row = learnt(changing, Postponed("x", maybe_taken=False), NOW, 0.5)
    assert (row.tries, row.tried_at) == (1, NOW)


def test_what_is_gone_is_posted_again() -> None:
    """At once, as a new message."""
    row = learnt(STANDING, Lost("message_not_found"), NOW, 0.5)
    assert (row.state, row.error, todo(row)) == (WishState.WAITING, "message_not_found", Todo.POST)
    assert row.due_at == NOW


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (Refused("user_disabled"), WishState.FAILED),
        (Blocked("token_revoked"), WishState.BLOCKED),
    ],
)
def test_what_will_not_pass_has_a_state_of_its_own(
    result: Refused | Blocked, state: WishState
) -> None:
    """With the reason, and nothing begun."""
    row = learnt(BEGUN, result, NOW, 0.5)
    assert (row.state, row.error, row.tries) == (state, result.reason, 0)


@pytest.mark.parametrize(
    "row",
    [replace(STANDING, tries=2, tried_at=NOW), BEGUN, replace(WISH, tries=2)],
)
def test_what_was_never_posted_before_is_not_looked_for(row: Wish) -> None:
    """Neither what only changes, nor a first attempt."""
    assert look_from(row, NOW) is None


@pytest.mark.parametrize("moved", [timedelta(hours=1), timedelta(days=-400)])
def test_an_earlier_post_is_looked_for_by_either_clock(moved: timedelta) -> None:
    """From a day before its first attempt, or before now where the clock has been set back."""
    again = replace(BEGUN, tries=2)
    assert look_from(again, NOW + moved) == min(NOW, NOW + moved) - LOOK_BACK


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_attempts_come_slower_up_to_a_limit(chance: float) -> None:
    """The wait doubles, and never grows beyond what a person would wait for."""
    share = 0.5 + chance / 2
    waits = [retry_after_s(attempts, chance) for attempts in range(1, 12)]
    assert waits[:3] == [share * RETRY_FIRST_S * 2**doublings for doublings in range(3)]
    assert waits == sorted(waits)
    assert waits[-1] == share * RETRY_LONGEST_S
    assert retry_after_s(5000, chance) == share * RETRY_LONGEST_S


@given(st.integers(1, 40), st.floats(0, 1), st.floats(0, 1))
def test_what_failed_together_is_spread(attempts: int, one: float, other: float) -> None:
    """Over half of the wait, and never longer than it."""
    longest = retry_after_s(attempts, 1.0)
    for chance in (one, other):
        assert longest / 2 <= retry_after_s(attempts, chance) <= longest
