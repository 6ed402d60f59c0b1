"""What follows when the channel took what was posted in it, or refused it."""

from dataclasses import replace
from datetime import date, datetime

from flows.calendar import local_day
from flows.events import ChannelFacts
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.response import ResponseState
from flows.scan import Scan
from flows.topics import IN_THREAD, Topic
from flows.usecases.scans import channel_as_promised
from flows.usecases.telling import retell, wish_again
from flows.usecases.undelivered import TO_LEADERS, tell_undelivered
from flows.usecases.unheard import tell_unasked
from flows.usecases.unreached import post_between_again
from flows.usecases.walks import wish_walk
from flows.usecases.wishes import in_channel, key_of, wish_for
from flows.views.walk import THANKED

CHANNEL_TOPICS = (Topic.STARTED, Topic.LAST_CALL, Topic.RESULTS, *IN_THREAD)
"""What the channel gets of a scan."""
OF_A_MOMENT = (Topic.STARTED, Topic.LAST_CALL)
"""What tells of a moment: an old version of it in the channel calls no leader."""


def results_posted(store: Store, scan: Scan, now: datetime) -> None:
    """Thank who handed in, once, and tell the leaders, who read that the outcome was coming."""
    for found in store.responses.find(scan_id=scan.id, state=ResponseState.SUBMITTED):
        response = store.responses.get(found.id, lock=True)
        if response.note == THANKED:
            wish_walk(store, now, response)
        else:
            store.responses.save(replace(response, note=THANKED))
            wish_walk(store, now, response, Manner.ANEW)
    for wish in _refused_of(store, scan):
        if wish.ts and wish.topic in OF_A_MOMENT:  # the channel takes messages again
            wish_again(store, wish, now)
    retell(store, scan, now, (Topic.LEADER,))


def refused(store: Store, wish: Wish, now: datetime) -> None:
    """Tell the leaders what did not pass: whom it did not reach, or what the channel lacks.

    Of what is said between scans they hear with what else they have to look after.
    """
    if wish.topic is Topic.WALK:
        if response := store.responses.one(id=wish.subject_id):
            tell_undelivered(store, store.scans.get(response.scan_id), now)
    elif wish.topic in TO_LEADERS:
        tell_undelivered(store, store.scans.get(wish.subject_id), now)
    elif wish.topic is Topic.RHYTHM:
        tell_unasked(store, wish, now)
    elif wish.topic in CHANNEL_TOPICS:
        _tell_refused(store, store.scans.get(wish.subject_id), wish, now)


def _tell_refused(store: Store, scan: Scan, refused: Wish, now: datetime) -> None:
    """Have the leaders read what the channel lacks; it calls them once.

    Who had it posted again is called by what came of it. Nobody is called for something more that
    the same channel refuses, or for an old version of what tells of a moment; nor whom the same
    message called today already: it says at once how things stand, not tomorrow.
    """
    lacking = in_channel(store, scan)
    if all(wish.id != refused.id for wish in lacking):
        return
    more = any(wish.state is WishState.FAILED and wish.id != refused.id for wish in lacking)
    silent = more or (bool(refused.ts) and refused.topic in OF_A_MOMENT)
    roles = store.leaders.find(region_id=scan.region_id)
    told = {role.person_id: _told(store, scan, role.person_id) for role in roles}
    asked = {person_id for person_id, wish in told.items() if wish and _asked_again(wish)}
    today = local_day(now, store.regions.get(scan.region_id).timezone)
    for role in roles:
        by_them = role.person_id in asked
        called = _was_called(store, told[role.person_id], today)
        calls = by_them or not (asked or silent or called)
        wish_for(
            store,
            now,
            workspace_id=scan.workspace_id,
            topic=Topic.LEADER,
            subject_id=scan.id,
            person_id=role.person_id,
            manner=Manner.ANEW if calls else Manner.IN_PLACE,
            prompted=by_them,
        )


def _told(store: Store, scan: Scan, person_id: int) -> Wish | None:
    key = key_of(Topic.LEADER, scan.id, person_id)
    return store.wishes.one(workspace_id=scan.workspace_id, key=key)


def _asked_again(told: Wish) -> bool:
    """Whether this leader had posted again what the channel refused, and that is the newest."""
    return told.prompted_at == told.wanted and told.anew_at < told.wanted


def _was_called(store: Store, told: Wish | None, today: date) -> bool:
    """Whether the message that stands there is the one that called its reader today."""
    if told is None or not told.ts:
        return False
    ping = store.pings.one(person_id=told.person_id, on=today)
    return ping is not None and ping.wish_id == told.id


def post_again(store: Store, scan: Scan, now: datetime, *, by: int | None = None) -> None:
    """Want posted at once what the channel refused of a scan, and the leaders told so.

    Somebody asked for it: the leader `by`, or who took the bot into the channel.
    """
    lacking = {wish.id for wish in in_channel(store, scan)}
    for wish in _refused_of(store, scan):
        if wish.ts or wish.id in lacking:
            wish_again(store, wish, now, prompted=True)
    retell(store, scan, now, (Topic.LEADER,), by=by)


def _refused_of(store: Store, scan: Scan) -> list[Wish]:
    """All that the channel refused of a scan, what is past included."""
    keys = tuple(key_of(topic, scan.id, address=scan.channel) for topic in CHANNEL_TOPICS)
    found = store.wishes.find(workspace_id=scan.workspace_id, key=keys, state=WishState.FAILED)
    return list(found)


def post_again_in(store: Store, workspace_id: int, channel: ChannelFacts, now: datetime) -> None:
    """Want posted what a channel refused, if it is the one that partners were promised."""
    failed = store.wishes.find(
        workspace_id=workspace_id,
        topic=CHANNEL_TOPICS,
        address=channel.channel_id,
        state=WishState.FAILED,
    )
    for scan_id in sorted({wish.subject_id for wish in failed}):
        scan = store.scans.one(id=scan_id)
        if scan and channel_as_promised(scan, store.regions.get(scan.region_id), channel):
            post_again(store, scan, now)
    if store.regions.one(workspace_id=workspace_id, channel=channel.channel_id):
        post_between_again(store, workspace_id, channel.channel_id, now)
