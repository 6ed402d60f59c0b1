"""What the bot wants said: the state of a wish, and what its delivery has to do next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Topic(StrEnum):
    """What a message is about; together with its subject and reader it is the key of a wish."""

    WALK = "walk"  # a participant's way through a scan; subject: response
    HELLO = "hello"  # who the bot is, in a channel that took it in; subject: workspace
    STARTED = "started"  # that a scan has started, in the channel; subject: scan
    RESULTS = "results"  # the radar or why there is none, in the channel; subject: scan
    TABLE = "table"  # the table by partner, in the thread under the radar; subject: scan
    LEADER = "leader"  # what a leader has to decide or know about a scan; subject: scan


class Manner(StrEnum):
    """How a newer revision reaches the reader."""

    IN_PLACE = "in_place"  # the message that stands there is changed
    ANEW = "anew"  # a new message is posted, the old one is frozen


class WishState(StrEnum):
    """Where a wish is. Moves: waiting → shown, waiting → failed, shown or failed → waiting."""

    WAITING = "waiting"  # the reader does not yet see what is wanted
    SHOWN = "shown"  # the reader sees the wanted revision
    FAILED = "failed"  # it will not pass; the reason is kept for the leader


class Todo(StrEnum):
    """What the delivery of a wish has to do."""

    NOTHING = "nothing"
    POST = "post"
    UPDATE = "update"
    POST_ANEW = "post_anew"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A row of the outbox: whom to show what, which revision is wanted and which is shown.

    It holds no answer: the message is rendered from the current state on delivery.
    `anew_at` is the revision from which on a new message is demanded.
    """

    id: int = 0
    workspace_id: int
    key: str
    topic: Topic
    subject_id: int
    person_id: int | None = None
    address: str = ""
    manner: Manner = Manner.IN_PLACE
    state: WishState = WishState.WAITING
    wanted: int = 1
    shown: int = 0
    anew_at: int = 0
    channel: str = ""
    ts: str = ""
    file_id: str = ""
    attempts: int = 0
    due_at: datetime
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to deliver a wish until the lease ends; `token` fences its completion."""

    wish: Wish
    token: str


def todo(wish: Wish) -> Todo:
    """What a delivery has to do so that the reader sees the wanted revision."""
    if wish.shown >= wish.wanted:
        return Todo.NOTHING
    if not wish.ts:
        return Todo.POST
    if wish.anew_at > wish.shown:
        return Todo.POST_ANEW
    return Todo.UPDATE


RETRY_FIRST_S = 2.0
"""Seconds until the second attempt; doubles each time."""
RETRY_LONGEST_S = 300.0
"""Seconds between attempts at the most."""


def retry_after_s(attempts: int) -> float:
    """Seconds to wait after this many failed attempts (1 or more)."""
    doublings = min(attempts - 1, 30)  # more would overflow after days of attempts
    return min(RETRY_FIRST_S * 2.0**doublings, RETRY_LONGEST_S)
