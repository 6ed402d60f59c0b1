"""Rows of a leader's progress."""

from flows.outbox import Wish, WishState
from flows.response import Response, ResponseState
from flows.topics import Topic
from tests.support.builders import NOW, a_response


def row(
    number: int = 1,
    state: ResponseState = ResponseState.INVITED,
    error: str = "",
    shown: int = 1,
) -> tuple[str, str, Response, Wish]:
    """A participant in the progress."""
    wish = Wish(
        workspace_id=1,
        key=f"walk:{number}",
        topic=Topic.WALK,
        subject_id=number,
        since=NOW,
        due_at=NOW,
        error=error,
        shown=shown,
        state=WishState.FAILED if error else WishState.SHOWN if shown else WishState.WAITING,
    )
    return (f"Partner {number}", f"Mens {number}", a_response(id=number, state=state), wish)
