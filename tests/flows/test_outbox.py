"""What a delivery has to do, and when it tries again."""

import pytest

from flows.outbox import RETRY_FIRST_S, RETRY_LONGEST_S, Todo, Topic, Wish, retry_after_s, todo
from tests.support.builders import NOW


def wish(*, wanted: int = 1, shown: int = 0, anew_at: int = 0, ts: str = "") -> Wish:
    """A wish with these revisions; `ts` is where its message stands."""
    return Wish(
        workspace_id=1,
        key="walk:1:p1",
        topic=Topic.WALK,
        subject_id=1,
        wanted=wanted,
        shown=shown,
        anew_at=anew_at,
        ts=ts,
        due_at=NOW,
    )


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


def test_attempts_come_slower_up_to_a_limit() -> None:
    """The wait doubles, and never grows beyond what a person would wait for."""
    waits = [retry_after_s(attempts) for attempts in range(1, 12)]
    assert waits[:3] == [RETRY_FIRST_S, 2 * RETRY_FIRST_S, 4 * RETRY_FIRST_S]
    assert waits == sorted(waits)
    assert waits[-1] == RETRY_LONGEST_S
    assert retry_after_s(5000) == RETRY_LONGEST_S
