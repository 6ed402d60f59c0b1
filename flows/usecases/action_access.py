"""Who may do what with the actions of a region.

Its leaders everything. Who takes part makes actions, and changes those that they own or made. Who
reads the stuurgroep's channel reads them. Checked at every act.
"""

from dataclasses import dataclass

from flows.action import Action
from flows.events import Event, Wanted
from flows.ports import Store
from flows.region import Participant, Region
from flows.usecases.access import parts_of, reads_channel
from flows.usecases.desk import Reply, Request, number
from flows.usecases.regional import wants_readers
from flows.wording import say


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A region as the sender of an act comes to its actions; `own` is who they are in it."""

    region: Region
    leads: bool
    own: Participant | None

    @property
    def makes(self) -> bool:
        """Whether they may make actions."""
        return self.leads or self.own is not None


def seen_region(request: Request, region_id: int) -> Seen | Reply:
    """The region if the sender may read its actions, or the answer if not."""
    region = request.store.regions.one(id=region_id, workspace_id=request.workspace.id)
    if region is None:
        return refused()
    parts = parts_of(request.store, request.person)
    if region.id not in parts.regions and not reads_channel(request, region.channel):
        return refused()
    return Seen(
        region=region,
        leads=region.id in parts.leads,
        own=request.store.participants.one(
            region_id=region.id, person_id=request.person.id, removed_at=None
        ),
    )


def refused() -> Reply:
    """The answer to somebody who may not read the actions of a region."""
    return Reply(notice=say("action.not_yours"))


def made_in(request: Request) -> Seen | Reply:
    """The region of the event if the sender may make actions there, or the answer if not."""
    seen = seen_region(request, request.number("region"))
    if isinstance(seen, Seen) and not seen.makes:
        return Reply(notice=say("action.only_parts"))
    return seen


def seen_action(request: Request) -> tuple[Seen, Action] | Reply:
    """The action of the event with its region, or the answer if the sender may not read it."""
    action = request.store.actions.one(
        id=request.number("action"), workspace_id=request.workspace.id
    )
    if action is None:
        return refused()
    seen = seen_region(request, action.region_id)
    return seen if isinstance(seen, Reply) else (seen, action)


def changed_action(request: Request) -> tuple[Seen, Action] | Reply:
    """The same with the action locked, or the answer if the sender may not change it."""
    found = seen_action(request)
    if isinstance(found, Reply):
        return found
    seen, action = found
    if not may_change(request, seen, action):
        return Reply(notice=say("action.only_own"))
    return seen, request.store.actions.get(action.id, lock=True)


def may_change(request: Request, seen: Seen, action: Action) -> bool:
    """Whether the sender leads the region, or takes part and owns the action or made it."""
    if seen.own is None:
        return seen.leads
    own = action.owner_id == seen.own.id or action.created_by == request.person.id
    return seen.leads or own


def wants_action(store: Store, event: Event) -> Wanted:
    """Whether the sender reads the channel of the action's region, where they have no part."""
    action = store.actions.one(id=number(event, "action"))
    return wants_readers(store, event, (action.region_id,)) if action else Wanted()


def wants_all(store: Store, event: Event) -> Wanted:
    """The same for all regions of the workspace; first of the channel where the sender is."""
    workspace = store.workspaces.one(team_id=event.workspace)
    found = store.regions.find(workspace_id=workspace.id) if workspace else ()
    return wants_readers(store, event, [region.id for region in found])
