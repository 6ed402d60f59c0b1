"""Whom the bot could not reach in a scan: its leaders are told once, and it can try again.

The message that says so is changed where it stands while somebody is not reached. Once everybody
is, it says that and is left behind: what fails later gets a message of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.response import Response, ResponseState
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.usecases.telling import wish_again
from flows.usecases.unheard import catch_up, try_again_in
from flows.usecases.walks import COUNTED
from flows.usecases.wishes import key_of, wish_for
from flows.views.undelivered import Missed, Undelivered

TO_LEADERS = (Topic.LEADER, Topic.UNDELIVERED)
"""What leaders get about a scan."""

_MISSED: dict[ScanState, tuple[ResponseState, ...]] = {
    ScanState.PLANNED: (),
    ScanState.OPEN: COUNTED,
    ScanState.CLOSED: (ResponseState.SUBMITTED,),
    ScanState.PUBLISHED: (ResponseState.SUBMITTED,),
    ScanState.CANCELLED: (),
}
"""Who misses something when a message does not reach them, by where the scan is."""


def unreached(store: Store, scan: Scan) -> list[Missed]:
    """The participants of a scan whose message failed, by partner and name.

    Who was taken out, passed it on, declined or deleted their answers is not waited for, and who
    had not handed in when it ended misses nothing any more.
    """
    missed = [
        Missed(
            name=store.people.get(response.person_id).name,
            partner=store.partners.get(response.partner_id).name,
            code=wish.error,
            handed_in=response.state is ResponseState.SUBMITTED,
        )
        for response, wish in _walks(store, scan)
        if wish.state is WishState.FAILED
    ]
    return sorted(missed, key=lambda one: (one.partner.casefold(), one.name.casefold()))


def unreached_leaders(store: Store, scan: Scan, but: int | None = None) -> list[Missed]:
    """The leaders who did not get what they had to know of a scan, without the person `but`."""
    failed = {
        wish.person_id: wish
        for wish in _to_leaders(store, scan)
        if wish.state is WishState.FAILED and wish.person_id != but
    }
    return [
        Missed(name=store.people.get(person_id or 0).name, partner="", code=wish.error)
        for person_id, wish in failed.items()
    ]


def undelivered(store: Store, scan: Scan, reader: int | None = None) -> Undelivered:
    """Whom the bot could not reach about a scan, and how many participants it tries again.

    Without the person who reads it in their DM: they are reached now.
    """
    return Undelivered(
        scan=scan,
        people=unreached(store, scan),
        leaders=unreached_leaders(store, scan, but=reader),
        trying=sum(_is_tried_again(wish) for _, wish in _walks(store, scan)),
    )


def tell_undelivered(store: Store, scan: Scan, now: datetime) -> None:
    """Want the leaders told whom the bot could not reach, where they are told already in place.

    Who cannot be told themselves is left alone until somebody tries again.
    """
    told = {wish.person_id: wish for wish in _to_leaders(store, scan, (Topic.UNDELIVERED,))}
    for leader in store.leaders.find(region_id=scan.region_id):
        known = told.get(leader.person_id)
        if known is not None and known.state is WishState.FAILED:
            continue
        stands = known is not None and _stands(known)
        if stands or undelivered(store, scan, leader.person_id).missed:
            wish_for(
                store,
                now,
                workspace_id=scan.workspace_id,
                topic=Topic.UNDELIVERED,
                subject_id=scan.id,
                person_id=leader.person_id,
                manner=Manner.IN_PLACE if stands else Manner.ANEW,
            )


def leave_if_solved(store: Store, wish: Wish) -> None:
    """Leave a message behind that says that all have been reached: the next one is a new one."""
    about = undelivered(store, store.scans.get(wish.subject_id), wish.person_id)
    kept = store.wishes.get(wish.id, lock=True)
    if kept.state is WishState.SHOWN and not about.missed and not about.trying:
        store.wishes.save(replace(kept, channel="", ts=""))


def try_again(store: Store, scan: Scan, now: datetime, by: int) -> int:
    """Want sent again what did not reach participants and leaders of a scan; to how many people.

    `by` is the leader who asks for it.
    """
    wishes = [*(wish for _, wish in _walks(store, scan)), *_to_leaders(store, scan)]
    failed = [wish for wish in wishes if wish.state is WishState.FAILED]
    for wish in failed:
        wish_again(store, wish, now, prompted=wish.person_id == by)
    _retell(store, scan, now)
    unheard = try_again_in(store, store.regions.get(scan.region_id), now, by)
    return len({wish.person_id for wish in failed} | unheard)


def reached(store: Store, wish: Wish, now: datetime) -> None:
    """What follows when a message passed that had not passed before: leaders read so.

    `wish` is a participant's message, or a leader's, who then gets what else they missed.
    """
    if wish.topic is Topic.WALK:
        _retell(store, store.scans.get(store.responses.get(wish.subject_id).scan_id), now)
        return
    for scan in _told_of(store, wish):
        missed = [
            other
            for other in _to_leaders(store, scan)
            if other.person_id == wish.person_id and other.state is WishState.FAILED
        ]
        for other in missed:
            wish_again(store, other, now)
        if missed or wish.topic in TO_LEADERS:
            _retell(store, scan, now)
    catch_up(store, wish.person_id or 0, now)


def _told_of(store: Store, wish: Wish) -> Sequence[Scan]:
    """The scans of which who got a leader's message may have missed something."""
    if wish.topic in TO_LEADERS:
        return [store.scans.get(wish.subject_id)]
    led = store.leaders.find(person_id=wish.person_id)
    return [scan for role in led for scan in store.scans.find(region_id=role.region_id)[-1:]]


def _retell(store: Store, scan: Scan, now: datetime) -> None:
    """Bring up to date what leaders read of whom the bot could not reach, where they read it."""
    if any(_stands(wish) for wish in _to_leaders(store, scan, (Topic.UNDELIVERED,))):
        tell_undelivered(store, scan, now)


def _walks(store: Store, scan: Scan) -> Sequence[tuple[Response, Wish]]:
    """Who would miss something, each with the wish of their message."""
    asked = {
        key_of(Topic.WALK, response.id, response.person_id): response
        for response in store.responses.find(scan_id=scan.id, state=_MISSED[scan.state])
    }
    return [(asked[wish.key], wish) for wish in _by_key(store, scan, asked)]


def _to_leaders(store: Store, scan: Scan, topics: tuple[Topic, ...] = TO_LEADERS) -> Sequence[Wish]:
    roles = store.leaders.find(region_id=scan.region_id)
    keys = [key_of(topic, scan.id, role.person_id) for role in roles for topic in topics]
    return _by_key(store, scan, keys)


def _by_key(store: Store, scan: Scan, keys: Iterable[str]) -> Sequence[Wish]:
    wanted = tuple(keys)
    return store.wishes.find(workspace_id=scan.workspace_id, key=wanted) if wanted else ()


def _stands(wish: Wish) -> bool:
    """Whether its reader sees it, or is about to."""
    return bool(wish.ts) or wish.state in {WishState.WAITING, WishState.BLOCKED}


def _is_tried_again(wish: Wish) -> bool:
    """Whether it is under way and did not pass before."""
    return wish.state is WishState.WAITING and bool(wish.error)
