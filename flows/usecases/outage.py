"""Nothing passes in a workspace, and then it does again: leaders hear of it if it took long."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.outbox import Manner, WishState
from flows.ports import Store
from flows.store_errors import NotFoundError
from flows.topics import Topic
from flows.usecases.wishes import wish_for

TOLD_FROM = timedelta(minutes=15)
"""How long nothing must have passed for leaders to hear of it."""


def block(store: Store, workspace_id: int, reason: str, now: datetime) -> None:
    """Keep that nothing passes in a workspace, and why (a code of the platform).

    The first moment stays until `unblock`; the newest reason is kept.
    """
    # Locked before it is read: who frees it now must not leave a wish behind that was just blocked.
    workspace = store.workspaces.get(workspace_id, lock=True)
    if workspace.blocked != reason:
        blocked_at = workspace.blocked_at if workspace.blocked else now
        store.workspaces.save(replace(workspace, blocked=reason, blocked_at=blocked_at))


def unblock(store: Store, workspace_id: int, now: datetime) -> None:
    """Keep that messages pass again: what waited is sent, and leaders hear of it if it took long.

    One message tells of all that happened since its reader last heard.
    """
    store.outbox.free_blocked(workspace_id, now)  # wishes before the workspace, as in `block`
    workspace = store.workspaces.get(workspace_id, lock=True)
    if not workspace.blocked:
        return
    # Those that were blocked while this waited for the workspace: nobody adds to them now.
    store.outbox.free_blocked(workspace_id, now)
    began = workspace.blocked_at or now
    free = replace(workspace, blocked="", blocked_at=None)
    if now - began <= TOLD_FROM:
        store.workspaces.save(free)
        return
    unheard = store.wishes.one(
        workspace_id=workspace_id, topic=Topic.OUTAGE, state=WishState.WAITING
    )
    if unheard is not None and workspace.outage_from is not None:
        began = min(began, workspace.outage_from)
    store.workspaces.save(replace(free, outage_from=began, outage_until=now))
    for person_id in _leaders(store, workspace_id):
        wish_for(
            store,
            now,
            workspace_id=workspace_id,
            topic=Topic.OUTAGE,
            subject_id=workspace_id,
            person_id=person_id,
            manner=Manner.ANEW,
        )


def outage_of(store: Store, workspace_id: int, timezone: str) -> tuple[datetime, datetime]:
    """From when to when nothing passed the last time that leaders hear of, on a zone's clocks."""
    workspace = store.workspaces.get(workspace_id)
    if workspace.outage_from is None or workspace.outage_until is None:
        raise NotFoundError
    zone = ZoneInfo(timezone)
    return workspace.outage_from.astimezone(zone), workspace.outage_until.astimezone(zone)


def _leaders(store: Store, workspace_id: int) -> list[int]:
    regions = store.regions.find(workspace_id=workspace_id)
    return sorted(
        {
            leader.person_id
            for region in regions
            for leader in store.leaders.find(region_id=region.id)
        }
    )
