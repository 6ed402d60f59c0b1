"""Who leads a region: appointed and told where it stands, dismissed and told no more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from flows.outbox import Manner
from flows.ports import Store
from flows.region import Leader, Region
from flows.rhythm import is_asked
from flows.topics import Topic
from flows.usecases.undelivered import TO_LEADERS
from flows.usecases.unheard import BETWEEN
from flows.usecases.wishes import key_of, wish_for


def set_leaders(store: Store, region: Region, chosen: Collection[int]) -> frozenset[int]:
    """Have these people lead a region and nobody else; who is new among them.

    Who leads no more gets nothing of what leaders get any longer.
    """
    roles = store.leaders.find(region_id=region.id)
    for role in roles:
        if role.person_id not in chosen:
            store.leaders.remove(role.id)
            _leave_behind(store, region, role.person_id)
    new = frozenset(chosen) - {role.person_id for role in roles}
    for person_id in sorted(new):
        store.leaders.add(Leader(region_id=region.id, person_id=person_id))
    return new


def brief(store: Store, region: Region, new: Collection[int], now: datetime, *, by: int) -> None:
    """Want new leaders told where the region stands, and asked what waits for an answer.

    `by` is the person who appointed them.
    """
    rhythm = store.rhythms.one(region_id=region.id)
    topics = {Topic.APPOINTED: region.id}
    if rhythm is not None and is_asked(rhythm):
        topics[Topic.RHYTHM] = rhythm.id
    for person_id in sorted(new):
        for topic, subject_id in topics.items():
            wish_for(
                store,
                now,
                workspace_id=region.workspace_id,
                topic=topic,
                subject_id=subject_id,
                person_id=person_id,
                manner=Manner.ANEW,
                prompted=person_id == by,
            )


def _leave_behind(store: Store, region: Region, person_id: int) -> None:
    """Leave what a leader got as it stands: the next would be a new message, without a point."""
    scans = tuple(scan.id for scan in store.scans.find(region_id=region.id))
    rhythms = tuple(rhythm.id for rhythm in store.rhythms.find(region_id=region.id))
    subjects = {
        **dict.fromkeys(TO_LEADERS, scans),
        Topic.RHYTHM: rhythms,
        **dict.fromkeys(BETWEEN, (region.id,)),
    }
    keys = tuple(key_of(topic, one, person_id) for topic, ids in subjects.items() for one in ids)
    for found in store.wishes.find(workspace_id=region.workspace_id, key=keys):
        wish = store.wishes.get(found.id, lock=True)
        if wish.ts:
            store.wishes.save(replace(wish, channel="", ts="", stale=()))
