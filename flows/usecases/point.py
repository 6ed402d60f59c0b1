"""Whether a new message that nobody asked for still has a point."""

from datetime import datetime

from flows.outbox import Wish
from flows.ports import Store
from flows.response import ResponseState
from flows.rhythm import RhythmState
from flows.scan import Hold, Scan, ScanState
from flows.topics import BETWEEN_SCANS, FOR_LEADERS, IN_THREAD, Topic
from flows.usecases.about import region_of
from flows.usecases.between import TOPICS
from flows.usecases.thread import has_content
from flows.usecases.undelivered import undelivered
from flows.usecases.walks import UNFINISHED


def has_point(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether its reader should still be called for it; things may have changed since.

    Nobody is asked for answers that they gave or that are no longer taken, and nobody hears of
    the end of what they never heard of. Who leads no more gets nothing of what leaders get.
    """
    if wish.topic in FOR_LEADERS and not _leads(store, wish):
        return False
    match wish.topic:
        case Topic.WALK:
            return _walk_has_point(store, wish, now)
        case Topic.STARTED:
            return bool(wish.ts) or _takes_answers(_scan(store, wish), now)
        case Topic.LAST_CALL:
            scan = _scan(store, wish)
            lacking = store.responses.find(scan_id=scan.id, state=UNFINISHED)
            return _takes_answers(scan, now) and bool(lacking)
        case Topic.UNDELIVERED:
            return bool(undelivered(store, _scan(store, wish), wish.person_id).missed)
        case Topic.OUTAGE:
            return bool(store.leaders.find(person_id=wish.person_id))
        case Topic.RHYTHM:
            return store.rhythms.get(wish.subject_id).state is RhythmState.ON
        case topic if topic in IN_THREAD:
            return bool(wish.ts) or has_content(store, _scan(store, wish), topic)
        case topic if topic in BETWEEN_SCANS:
            return TOPICS[topic].has_point(store, wish, now)
        case _:
            return True


def _leads(store: Store, wish: Wish) -> bool:
    region = region_of(store, wish)
    return store.leaders.one(region_id=region.id, person_id=wish.person_id) is not None


def _takes_answers(scan: Scan, now: datetime) -> bool:
    """Whether answers are taken: after its moment a scan only waits to be closed."""
    return scan.state is ScanState.OPEN and now < scan.closes_at


def _walk_has_point(store: Store, wish: Wish, now: datetime) -> bool:
    response = store.responses.get(wish.subject_id)
    scan = store.scans.get(response.scan_id)
    if scan.state is ScanState.OPEN:
        return _takes_answers(scan, now) and response.state in UNFINISHED
    told = scan.state is ScanState.PUBLISHED or scan.hold is Hold.TOLD
    return told and response.state is ResponseState.SUBMITTED


def _scan(store: Store, wish: Wish) -> Scan:
    return store.scans.get(wish.subject_id)
