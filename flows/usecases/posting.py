"""What follows when the channel took what was posted in it, or refused it."""

from datetime import datetime

from flows.events import ChannelFacts
from flows.outbox import Topic, Wish, WishState
from flows.ports import Store
from flows.response import ResponseState
from flows.scan import Scan
from flows.usecases.scans import channel_as_promised, retell, tell_leaders
from flows.usecases.walks import wish_walk
from flows.usecases.wishes import IN_CHANNEL, wish_for

CHANNEL_TOPICS = tuple(topic for topics in IN_CHANNEL.values() for topic in topics)


def results_posted(store: Store, scan: Scan, now: datetime) -> None:
    """Tell who handed in and the leaders that the outcome stands: they read that it was coming."""
    for response in store.responses.find(scan_id=scan.id, state=ResponseState.SUBMITTED):
        wish_walk(store, now, response)
    retell(store, scan, now, (Topic.LEADER,))


def refused(store: Store, wish: Wish, now: datetime) -> None:
    """Tell the leaders that the channel does not show what it should."""
    if wish.topic not in CHANNEL_TOPICS or wish.ts:
        return
    scan = store.scans.get(wish.subject_id)
    if wish.topic in IN_CHANNEL.get(scan.state, ()):
        tell_leaders(store, scan, now)


def post_again(store: Store, scan: Scan, now: datetime) -> None:
    """Want posted what the channel refused of a scan, and the leaders told so."""
    failed = store.wishes.find(
        topic=CHANNEL_TOPICS, subject_id=scan.id, address=scan.channel, state=WishState.FAILED
    )
    for wish in failed:
        if wish.topic in IN_CHANNEL.get(scan.state, ()):
            wish_for(
                store,
                now,
                workspace_id=wish.workspace_id,
                topic=wish.topic,
                subject_id=scan.id,
                address=wish.address,
            )
    retell(store, scan, now, (Topic.LEADER,))


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
