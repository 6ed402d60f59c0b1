"""What the passing of time asks for, in the order of its moments."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from flows.events import ChannelFacts
from flows.outbox import Manner
from flows.ports import Store
from flows.response import Response
from flows.scan import Hold, Scan, ScanState
from flows.topics import Topic
from flows.usecases.follow_up import follow
from flows.usecases.planned import begin_due
from flows.usecases.reminding import remind_due
from flows.usecases.rhythm_due import rhythm_due
from flows.usecases.scans import channel_as_promised, close, hold_back, show
from flows.usecases.surroundings import Surroundings
from flows.usecases.talk import remind_of_talk
from flows.usecases.walks import UNFINISHED
from flows.usecases.wishes import wish_for

PORTION = 50
"""Responses at most that one transaction acts on."""


class About(NamedTuple):
    """What is acted on by itself: the id of a scan, a rhythm or a follow-up; the others are 0."""

    scan_id: int = 0
    rhythm_id: int = 0
    follow_up_id: int = 0

    def __str__(self) -> str:
        """Its kind and id, for a log."""
        kinds = zip(("scan", "rhythm", "follow-up"), self, strict=True)
        return next((f"{kind} {known}" for kind, known in kinds if known), "nothing")


class Act(IntEnum):
    """What can be due, in the order in which it is done at one moment."""

    ASK = 0  # about the next turn of a rhythm
    BEGIN = 1
    CALL_LAST = 2
    REMIND = 3
    CLOSE = 4
    FOLLOW = 5  # a region between its scans


class Due(NamedTuple):
    """One thing that is due; `about` has to be locked for it. Of a response: its id, else 0."""

    moment: datetime
    about: About
    act: Act
    response_id: int = 0


def act_due(
    store: Store,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
    *,
    leave: Collection[About] = (),
    begins: Callable[[About], None] = lambda _about: None,
) -> int:
    """Do what is due first, as far as it is about one scan, rhythm or region; how many things.

    Call it again, each time in a transaction of its own, until it returns 0. Several may do so at
    once: each thing is locked and looked at again before it is done. What needs the facts of a
    channel that is not among `channels` stays due, and so does all that is about what to `leave`.
    `begins` is told what is acted on before it is: whatever is raised after that is about it.
    """
    due = _due(store, now, channels, leave)
    for about, portion in groupby(due, key=lambda one: one.about):
        begins(about)
        if about.scan_id:
            done = _act_on_scan(store, about.scan_id, list(portion), now, channels, around)
        elif about.rhythm_id:
            done = _act_on_rhythm(store, about.rhythm_id, now, channels, around)
        else:
            done = _follow(store, about.follow_up_id, now, around)
        if done:
            return done
    return 0


def channels_due(store: Store, now: datetime) -> list[tuple[int, str]]:
    """The channels, each with its workspace's id, whose facts `act_due` will want."""
    wanted = {
        (scan.workspace_id, _channel(store, scan))
        for scan in store.scans_due(now)
        if _needs_facts(scan, now)
    }
    for rhythm in store.rhythms_due(now):
        region = store.regions.get(rhythm.region_id)
        wanted.add((region.workspace_id, region.channel))
    return sorted((workspace_id, channel) for workspace_id, channel in wanted if channel)


def _channel(store: Store, scan: Scan) -> str:
    """The channel that matters: a planned scan takes the one that is set when it begins."""
    planned = scan.state is ScanState.PLANNED
    return store.regions.get(scan.region_id).channel if planned else scan.channel


def _needs_facts(scan: Scan, now: datetime) -> bool:
    if scan.hold is Hold.TALK:
        return False
    return scan.state is not ScanState.OPEN or scan.closes_at <= now


def _due(
    store: Store,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    leave: Collection[About],
) -> Sequence[Due]:
    due = [
        Due(response.remind_at or now, About(response.scan_id), Act.REMIND, response.id)
        for response in _responses_due(store, now, leave)
    ]
    for scan in store.scans_due(now):
        due += _of_scan(store, scan, now, channels)
    for rhythm in store.rhythms_due(now):
        channel = store.regions.get(rhythm.region_id).channel
        if not channel or channel in channels:
            due.append(Due(rhythm.due_at or now, About(rhythm_id=rhythm.id), Act.ASK))
    due += [
        Due(one.due_at or now, About(follow_up_id=one.id), Act.FOLLOW)
        for one in store.follow_ups_due(now)
    ]
    return sorted(one for one in due if one.about not in leave)


def _responses_due(store: Store, now: datetime, leave: Collection[About]) -> Sequence[Response]:
    """A portion without those to leave, however many of them come first."""
    limit = PORTION
    while True:
        due = store.responses_due(now, limit=limit)
        others = [response for response in due if About(response.scan_id) not in leave]
        if others or len(due) < limit:
            return others[:PORTION]
        limit *= 2


def _of_scan(
    store: Store, scan: Scan, now: datetime, channels: Mapping[str, ChannelFacts]
) -> Iterator[Due]:
    if scan.last_call_at is not None and scan.last_call_at <= now:
        yield Due(scan.last_call_at, About(scan.id), Act.CALL_LAST)
    channel = _channel(store, scan)
    if _needs_facts(scan, now) and (not channel or channel in channels):
        if scan.state is ScanState.PLANNED:
            yield Due(scan.opened_at, About(scan.id), Act.BEGIN)
        else:
            yield Due(scan.closes_at, About(scan.id), Act.CLOSE)


def _act_on_rhythm(
    store: Store,
    rhythm_id: int,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
) -> int:
    rhythm = store.rhythms.get(rhythm_id)  # its region is locked first, then it
    if rhythm.due_at is None or rhythm.due_at > now:
        return 0
    rhythm_due(store, rhythm, now, channels, around)
    return int(store.rhythms.get(rhythm_id) != rhythm)  # what could not be done stays due


def _follow(store: Store, follow_up_id: int, now: datetime, around: Surroundings) -> int:
    found = store.follow_ups.get(follow_up_id)
    store.regions.get(found.region_id, lock=True)
    follow_up = store.follow_ups.get(follow_up_id, lock=True)
    if follow_up.due_at is None or follow_up.due_at > now:
        return 0
    follow(store, follow_up, now, around)
    return 1


def _act_on_scan(
    store: Store,
    scan_id: int,
    portion: Sequence[Due],
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
) -> int:
    if any(due.act is Act.BEGIN for due in portion):
        # Who is added to the region right now is either invited with the others or by that.
        store.regions.get(store.scans.get(scan_id).region_id, lock=True)
    scan = store.scans.get(scan_id, lock=True)
    done = 0
    for due in portion:
        if due.act is Act.REMIND:
            done += remind_due(store, due.response_id, scan, now, around.almanac)
            continue
        if due.act is Act.CALL_LAST:
            done += _call_last(store, scan, now)
        elif due.act is Act.BEGIN:
            done += _begin(store, scan, now, channels, around)
        else:
            done += _close(store, scan, now, channels, around)
        scan = store.scans.get(scan_id)
    return done


def _call_last(store: Store, scan: Scan, now: datetime) -> bool:
    """Tell the channel how many still lack, unless nobody does or the scan is over by now.

    Between two moments it is the leaders who are reminded.
    """
    waits = scan.state is ScanState.OPEN or scan.hold is Hold.TALK
    if not waits or scan.last_call_at is None or scan.last_call_at > now:
        return False
    if scan.hold is Hold.TALK:
        remind_of_talk(store, scan, now)
        return True
    store.scans.save(replace(scan, last_call_at=None))
    lacking = store.responses.find(scan_id=scan.id, state=UNFINISHED)
    if lacking and now < scan.closes_at:
        wish_for(
            store,
            now,
            workspace_id=scan.workspace_id,
            topic=Topic.LAST_CALL,
            subject_id=scan.id,
            address=scan.channel,
            manner=Manner.ANEW,
        )
    return True


def _begin(
    store: Store,
    scan: Scan,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
) -> bool:
    if scan.state is not ScanState.PLANNED or scan.opened_at > now:
        return False
    channel = channels.get(_channel(store, scan))
    return begin_due(store, scan, now, channel, around.almanac)


def _close(
    store: Store,
    scan: Scan,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
) -> bool:
    if scan.closes_at > now or scan.channel not in channels:
        return False  # somebody extended it, or chose another channel, just now
    if scan.state is ScanState.OPEN:
        close(store, scan, channels[scan.channel], around.instruments, now, around.almanac)
    elif scan.hold is Hold.TOLD:
        if channel_as_promised(scan, store.regions.get(scan.region_id), channels[scan.channel]):
            show(store, scan, around.instruments, now, around.almanac)
        else:
            hold_back(store, scan, Hold.CHANNEL, now)
    else:
        return False
    return True
