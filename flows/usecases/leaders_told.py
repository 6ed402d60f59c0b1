"""What leaders have to look after between scans, and that they are told of it."""

from collections.abc import Collection
from datetime import datetime

from flows.outbox import Manner
from flows.ports import Store
from flows.region import Region
from flows.topics import Topic
from flows.usecases.wishes import wish_for


def want_leaders(
    store: Store, region: Region, now: datetime, only: Collection[int | None] | None = None
) -> None:
    """Want the leaders told, each in their own DM, what they have to look after by now.

    All of them, or `only` these people as far as they lead the region.
    """
    for leader in store.leaders.find(region_id=region.id):
        if only is not None and leader.person_id not in only:
            continue
        wish_for(
            store,
            now,
            workspace_id=region.workspace_id,
            topic=Topic.FOLLOW_UP,
            subject_id=region.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
        )
