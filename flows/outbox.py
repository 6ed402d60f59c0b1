"""What the bot wants said: the state of a wish, and what its delivery has to do next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from flows.pace import Call
from flows.topics import Topic


class Manner(StrEnum):
    """How a newer revision reaches the reader."""

    IN_PLACE = "in_place"  # the message that stands there is changed
    ANEW = "anew"  # a new message is posted, the old one is frozen


class WishState(StrEnum):
    """Where a wish is; docs/architecture.md draws the moves."""

    WAITING = "waiting"  # the reader does not yet see what is wanted
    SHOWN = "shown"  # the reader sees the wanted revision
    FAILED = "failed"  # it will not pass until somebody mends the reason; leaders are told
    BLOCKED = "blocked"  # nothing passes in the workspace; it waits until something does again
    DROPPED = "dropped"  # it became pointless before its reader saw anything of it


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
    `anew_at` is the revision from which on a new message is demanded (the one before it tells the
    same where the old message stands), `prompted_at` the newest one that its reader asked for
    themselves. `picture` is the digest of what the file `file_id` shows. The message that stands
    was posted at `posted_at`; `stale` are the places of old ones that have still to be frozen.
    `since` is when the message that waits was first wanted:
    messages of one reader keep that order. `tries` counts the posts that were begun and of which
    nobody knows whether they arrived; the first of them began at `tried_at`. `has_turn` says that
    its turn in the workspace's pace, at `due_at`, is kept free for it.
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
    prompted_at: int = 0
    channel: str = ""
    ts: str = ""
    file_id: str = ""
    picture: str = ""
    posted_at: datetime | None = None
    stale: tuple[str, ...] = ()
    attempts: int = 0
    tries: int = 0
    tried_at: datetime | None = None
    has_turn: bool = False
    since: datetime
    due_at: datetime
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The right to deliver a wish until the lease ends; `token` fences its completion.

    `wanted` is the revision that was wanted when it was claimed; `wish` may be as far of it as can
    be shown now. So many old messages may be frozen at once as `freezes`.
    """

    wish: Wish
    token: str
    wanted: int
    freezes: int = 0


def todo(wish: Wish) -> Todo:
    """What a delivery has to do so that the reader sees the wanted revision."""
    if wish.shown >= wish.wanted:
        return Todo.NOTHING
    if not wish.ts:
        return Todo.POST
    if wish.anew_at > wish.shown:
        return Todo.POST_ANEW
    return Todo.UPDATE


def posts(wish: Wish) -> bool:
    """Whether a delivery makes a new message, which notifies its reader."""
    return todo(wish) in {Todo.POST, Todo.POST_ANEW}


def disturbs(wish: Wish) -> bool:
    """Whether a delivery makes a new message that its reader did not ask for."""
    return posts(wish) and wish.prompted_at <= wish.shown


LOOK_BACK = timedelta(days=1)
"""How far apart this clock and the platform's may be."""


def look_from(wish: Wish, now: datetime) -> datetime | None:
    """From when on a post of this wish may stand that nobody heard of, None if there is none.

    The wish is as a post of it has just been begun.
    """
    if not posts(wish) or wish.tries <= 1 or wish.tried_at is None:
        return None
    return min(wish.tried_at, now) - LOOK_BACK


def lags(wish: Wish) -> bool:
    """Whether the message that stands there tells less than the one that is to be posted anew."""
    return bool(wish.ts) and not wish.tries and wish.shown < wish.anew_at - 1


def in_place(wish: Wish) -> Wish:
    """The wish as far as it can be shown without a new message, which is wanted all the same."""
    return replace(wish, wanted=wish.anew_at - 1, anew_at=wish.shown)


ASKED_FOR = timedelta(hours=1)
"""How long a message that its reader asked for may come at any hour; then it disturbs."""
LEASE_S = 60.0
"""Seconds that a message is one sender's; enough to send it and to keep that it was sent."""


@dataclass(frozen=True)
class Sent:
    """The message stands: where, its picture's file and digest, and which revision it shows.

    `revision` None is the one that was wanted; another was found in the conversation. `stale` are
    old messages that could not be frozen yet, which may pass after `stale_after_s` seconds; with
    `stale_limited` because changes came faster than the platform takes them.
    """

    channel: str
    ts: str
    file_id: str = ""
    picture: str = ""
    revision: int | None = None
    stale: tuple[str, ...] = ()
    stale_after_s: float = 0.0
    stale_limited: bool = False


@dataclass(frozen=True)
class Postponed:
    """It may pass later: after so many seconds, or after a backoff when None.

    With `maybe_taken` it may stand already, and nobody heard of it. `call` is what came faster
    than the platform takes it from this workspace, where it said so and that has a pace.
    """

    reason: str
    after_s: float | None = None
    maybe_taken: bool = True
    call: Call | None = None


@dataclass(frozen=True)
class Lost:
    """What was to be changed is no longer there: it has to be posted anew."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """It will not pass until somebody mends the reason, a code of the platform."""

    reason: str


@dataclass(frozen=True)
class Blocked:
    """Nothing passes in this workspace until somebody mends the reason."""

    reason: str


Result = Sent | Postponed | Lost | Refused | Blocked
"""What became of a delivery."""


def limited(result: Result) -> tuple[Call, float] | None:
    """Which calls the platform takes no more of, and for how many seconds, if it said so."""
    match result:
        case Postponed(call=Call() as call, after_s=float() | int() as after_s):
            return call, after_s
        case Sent(stale_limited=True, stale_after_s=after_s):
            return Call.UPDATE, after_s
        case _:
            return None


def learnt(wish: Wish, result: Result, now: datetime, chance: float) -> Wish:
    """The wish after a delivery; `chance` is for `retry_after_s`."""
    wish = replace(wish, has_turn=False)
    match result:
        case Sent():
            return replace(
                wish,
                shown=wish.wanted if result.revision is None else result.revision,
                state=WishState.WAITING if result.stale else WishState.SHOWN,
                channel=result.channel,
                ts=result.ts,
                posted_at=wish.posted_at if result.ts == wish.ts else now,
                file_id=result.file_id,
                picture=result.picture,
                stale=result.stale,
                attempts=0,
                tries=0,
                tried_at=None,
                due_at=now + timedelta(seconds=result.stale_after_s),
                error="",
            )
        case Postponed():
            attempts = wish.attempts + 1
            wait_s = result.after_s
            after_s = retry_after_s(attempts, chance) if wait_s is None else wait_s
            later = replace(
                wish,
                attempts=attempts,
                due_at=now + timedelta(seconds=after_s),
                error=result.reason,
            )
            return later if result.maybe_taken else _not_begun(later)
        case Lost(reason=reason):
            return replace(wish, ts="", tries=0, tried_at=None, due_at=now, error=reason)
        case Refused(reason=reason):
            return replace(_not_begun(wish), state=WishState.FAILED, error=reason)
        case Blocked(reason=reason):
            return replace(_not_begun(wish), state=WishState.BLOCKED, error=reason)
        case _:
            assert_never(result)


def _not_begun(wish: Wish) -> Wish:
    """As if this post had not been begun; an earlier one may have arrived all the same."""
    tries = max(wish.tries - posts(wish), 0)
    return replace(wish, tries=tries, tried_at=wish.tried_at if tries else None)


RETRY_FIRST_S = 2.0
"""Seconds until the second attempt; doubles each time."""
RETRY_LONGEST_S = 300.0
"""Seconds between attempts at the most."""


def retry_after_s(attempts: int, chance: float) -> float:
    """Seconds to wait after this many failed attempts (1 or more).

    `chance`, from 0 to 1, spreads them over the second half of the wait, so that what failed
    together is not tried again together.
    """
    doublings = min(attempts - 1, 30)  # more would overflow after days of attempts
    return min(RETRY_FIRST_S * 2.0**doublings, RETRY_LONGEST_S) * (0.5 + chance / 2)
