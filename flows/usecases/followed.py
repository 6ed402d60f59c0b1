"""How a region is followed between its scans."""

from datetime import datetime, time, timedelta

from flows.calendar import local_day, wall
from flows.follow_up import FollowUp
from flows.ports import Store
from flows.region import Region

LOOKED_AT = time(10)
"""Wall time at which a region is looked at."""


def follow_up_of(store: Store, region: Region, now: datetime) -> FollowUp:
    """How a region is followed; what was not followed yet is looked at from the next day on."""
    known = store.follow_ups.one(region_id=region.id)
    if known is not None:
        return known
    tomorrow = local_day(now, region.timezone) + timedelta(days=1)
    first = wall(tomorrow, LOOKED_AT, region.timezone)
    return store.follow_ups.add(FollowUp(region_id=region.id, due_at=first))
