"""What leaders have to look after between scans, and that they are told of it."""

from datetime import datetime

from flows.outbox import Manner, Topic
from flows.ports import Store
from flows.region import Region
from flows.usecases.wishes import wish_for


def want_leaders(store: Store, region: Region, now: datetime) -> None:
    """Want the leaders told, each in their own DM, what they have to look after by now."""
    for leader in store.leaders.find(region_id=region.id):
        wish_for(
            store,
            now,
            workspace_id=region.workspace_id,
            topic=Topic.FOLLOW_UP,
            subject_id=region.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
        )
