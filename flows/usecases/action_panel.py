"""The actions of the regions that the sender has a part in, for their page."""

from flows.action import is_over_date
from flows.calendar import local_day
from flows.usecases.actions_kept import open_actions
from flows.usecases.desk import Request
from flows.usecases.regional import own_regions
from flows.views.action_page import RegionActions


def region_actions(request: Request) -> list[RegionActions]:
    """One a region: how many actions run there and how many of them are over their date."""
    found = []
    for region in own_regions(request):
        running = open_actions(request.store, region.id)
        today = local_day(request.now, region.timezone)
        late = sum(is_over_date(action, today) for action in running)
        own = request.store.participants.one(
            region_id=region.id, person_id=request.person.id, removed_at=None
        )
        found.append(
            RegionActions(
                region_id=region.id,
                region=region.name,
                running=len(running),
                late=late,
                quiet=own.id if own and own.quiet_at else 0,
            )
        )
    return found
