"""Whether a wish that is due may be delivered now: its point, its reader's day, order and pace."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from flows.calendar import local_day, next_day_open, next_open, wall
from flows.holidays import Almanac
from flows.outbox import (
    ASKED_FOR,
    Claim,
    Wish,
    WishState,
    disturbs,
    in_place,
    lags,
    posts,
)
from flows.pace import Ping
from flows.ports import Store
from flows.store_errors import AlreadyThereError
from flows.topics import IN_THREAD, Topic
from flows.usecases.about import region_of
from flows.usecases.diary import Diary, partner_diary, reader_diary, region_diary
from flows.usecases.pacing import freezes, is_held, locked_pace, turn
from flows.usecases.point import has_point
from flows.usecases.spaced import room_from
from flows.usecases.thread import is_in_thread

QUEUE_LOOK = timedelta(seconds=1)
"""How long a message waits at least for the one that stands before it."""
HOPELESS = 10
"""Attempts, about a quarter of an hour, after which a message no longer holds up later ones."""
INVITED_SOON = timedelta(hours=1)
"""A check-in lets an invitation go first that comes within so long."""
BETWEEN_POSTS = timedelta(seconds=1)
"""Between two new messages in a channel."""


@dataclass(frozen=True)
class Later:
    """It may be delivered at a moment; `has_turn` if its turn is then kept free."""

    at: datetime
    has_turn: bool = False


def admit(store: Store, claim: Claim, now: datetime, almanac: Almanac) -> Claim | None:
    """The claim if its wish may be delivered now; else it waits, or is dropped as pointless.

    What a reader asked for themselves waits for nothing but the pace. While a new message waits
    for its hour, what stands there is brought up to date.
    """
    wish = claim.wish
    if posts(wish) and not disturbs(wish) and now - wish.since > ASKED_FOR:
        wish = replace(wish, prompted_at=0)  # it comes too late to be what they asked for
    # What may have arrived already is seen through: it must not stand there without being known.
    if disturbs(wish) and not wish.tries and not has_point(store, wish, now):
        if not wish.ts:
            dropped = replace(wish, state=WishState.DROPPED)
            store.outbox.update(claim, dropped, release=True)
            return None
        # The message that stands there is brought up to date, and calls nobody.
        wish = replace(wish, anew_at=wish.shown)
        store.wishes.save(wish)
    if later := (
        _behind(store, wish, now)
        or _crowds(store, wish, now)
        or _disturbed_later(store, wish, now, almanac)
    ):
        if not lags(wish):
            _put_off(store, claim, later)
            return None
        wish = in_place(wish)
    if at := turn(store, wish, now):
        _put_off(store, claim, Later(at, has_turn=True))
        return None
    return replace(claim, wish=wish, freezes=freezes(store, wish, now))


def may_disturb_now(store: Store, claim: Claim, now: datetime, almanac: Almanac) -> Claim | None:
    """As `admit`, but what disturbs nobody passes at once: without a turn in the pace.

    A new message waits all the same while the platform takes none.
    """
    wish = claim.wish
    if disturbs(wish) or (posts(wish) and is_held(store, wish, now)):
        return admit(store, claim, now, almanac)
    return replace(claim, freezes=freezes(store, wish, now))


def _put_off(store: Store, claim: Claim, later: Later) -> None:
    waiting = replace(claim.wish, due_at=later.at, has_turn=later.has_turn)
    store.outbox.update(claim, waiting, release=True)


def _disturbed_later(store: Store, wish: Wish, now: datetime, almanac: Almanac) -> Later | None:
    """When its reader may be disturbed, None if now: in their hours, and once a day."""
    if not disturbs(wish) or _is_silent(store, wish):
        return None
    diary = _diary(store, wish, almanac)
    opens = next_open(now, diary.timezone, diary.free)
    if opens > now:
        return Later(opens)
    if room := room_from(store, wish, local_day(now, diary.timezone)):
        from_then = wall(room, time(), diary.timezone)
        return Later(next_open(from_then, diary.timezone, diary.free))
    if wish.person_id is None or _has_the_day(store, wish, now, diary):
        return None
    return Later(next_day_open(now, diary.timezone, diary.free))


def _is_silent(store: Store, wish: Wish) -> bool:
    """Whether it may stand there at any hour: the answer to being taken in, and a thread."""
    if wish.topic in IN_THREAD:
        return is_in_thread(store.scans.get(wish.subject_id), wish.topic)
    return wish.topic is Topic.HELLO


def _has_the_day(store: Store, wish: Wish, now: datetime, diary: Diary) -> bool:
    """Whether this is the one message that its reader gets today; the day is kept for it.

    The pace is locked first, as it is for all that is posted: so nobody who waits for a day holds
    what its holder waits for.
    """
    locked_pace(store, wish.workspace_id, now)
    ping = Ping(
        workspace_id=wish.workspace_id,
        person_id=wish.person_id or 0,
        on=local_day(now, diary.timezone),
        wish_id=wish.id,
        shown=wish.shown,
    )
    known = store.pings.one(person_id=ping.person_id, on=ping.on)
    if known is None:
        try:
            store.pings.add(ping)
        except AlreadyThereError:
            return False
        return True
    return (known.wish_id, known.shown) == (ping.wish_id, ping.shown)


def _diary(store: Store, wish: Wish, almanac: Almanac) -> Diary:
    if wish.topic is Topic.WALK:
        response = store.responses.get(wish.subject_id)
        return partner_diary(store, store.partners.get(response.partner_id), almanac)
    region = region_of(store, wish)
    if wish.person_id is None:
        return region_diary(store, region, almanac)
    return reader_diary(store, wish.person_id, region, almanac)


def _behind(store: Store, wish: Wish, now: datetime) -> Later | None:
    """A reader's messages come in the order in which they were wanted, an invitation sooner."""
    asked_for = wish.person_id is not None and not disturbs(wish)
    if not posts(wish) or asked_for:
        return None
    ahead = _ahead(store, wish, now)
    if ahead is None or ahead.attempts >= HOPELESS or _waits_for_room(store, ahead, now):
        return None
    return Later(max(ahead.due_at, now) + QUEUE_LOOK)


def _waits_for_room(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether it may wait for days: nothing else waits for that."""
    if wish.topic is not Topic.BRIEFING:
        return False
    timezone = region_of(store, wish).timezone
    return room_from(store, wish, local_day(now, timezone)) is not None


def _ahead(store: Store, wish: Wish, now: datetime) -> Wish | None:
    """What is to be sent before a wish.

    Of an invitation to a scan and a check-in only one comes that day: it is the invitation.
    """
    ahead = store.outbox.ahead_of(wish)
    if _invites(wish):
        return None if ahead is not None and ahead.topic is Topic.CHECK_IN else ahead
    if wish.topic is not Topic.CHECK_IN or ahead is not None:
        return ahead
    mine = store.wishes.find(
        person_id=wish.person_id, topic=Topic.WALK, state=WishState.WAITING, shown=0
    )
    return next((one for one in mine if one.due_at <= now + INVITED_SOON), None)


def _invites(wish: Wish) -> bool:
    return wish.topic is Topic.WALK and not wish.shown


def _crowds(store: Store, wish: Wish, now: datetime) -> Later | None:
    """A channel takes about one new message a second."""
    if wish.person_id is not None or not posts(wish):
        return None
    there = store.wishes.find(workspace_id=wish.workspace_id, address=wish.address)
    newest = max((one.posted_at for one in there if one.posted_at), default=now - BETWEEN_POSTS)
    # One from the future is of a clock that has since been set back.
    return Later(newest + BETWEEN_POSTS) if newest <= now < newest + BETWEEN_POSTS else None
