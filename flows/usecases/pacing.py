"""The turns of a workspace's calls, in its row of paces, which is locked after any wish."""

from datetime import datetime, timedelta

from flows.outbox import Todo, Wish, posts, todo
from flows.pace import Call, Pace, free_from, hold, take_turn
from flows.ports import Store

TURN_KEPT = timedelta(seconds=10)
"""How long after its moment a turn in the pace is still good."""


def turn(store: Store, wish: Wish, now: datetime) -> datetime | None:
    """When the workspace's pace lets a wish pass, None if now; the turn is then taken."""
    kept = wish.has_turn and now - wish.due_at <= TURN_KEPT
    if kept and not is_held(store, wish, now):
        return None
    pace, at = locked_pace(store, wish.workspace_id, now), now
    for call in _calls(wish):
        pace, this_at = take_turn(pace, call, now)
        at = max(at, this_at)
    store.paces.save(pace)
    return at if at > now else None


def is_held(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether the platform said that it takes no more of what a wish needs for a while."""
    pace = store.paces.one(workspace_id=wish.workspace_id)
    return pace is not None and any(free_from(pace, call, now) > now for call in _calls(wish))


def freezes(store: Store, wish: Wish, now: datetime) -> int:
    """How many old messages a delivery may freeze at once; their turns are then taken.

    Not more than it has: the rest come when there is room, for no new message waits for them.
    """
    work = todo(wish)
    old = len(wish.stale) + (work is Todo.POST_ANEW)
    # A delivery that has nothing else to do has its turn for the first of them.
    passing = min(old, 1) if work is Todo.NOTHING else 0
    if old == passing:
        return passing
    pace = locked_pace(store, wish.workspace_id, now)
    while passing < old:
        after, at = take_turn(pace, Call.UPDATE, now)
        if at > now:
            break
        pace, passing = after, passing + 1
    store.paces.save(pace)
    return passing


def hold_off(store: Store, workspace_id: int, call: Call, now: datetime, after_s: float) -> None:
    """Keep that the platform takes no such call of a workspace for so many seconds."""
    pace = locked_pace(store, workspace_id, now)
    store.paces.save(hold(pace, call, now, after_s))


def locked_pace(store: Store, workspace_id: int, now: datetime) -> Pace:
    """The pace of a workspace, which nobody else changes until the transaction ends."""
    known = store.paces.one(workspace_id=workspace_id)
    if known is None:
        known = store.paces.add(
            Pace(workspace_id=workspace_id, post_at=now, update_at=now, look_at=now)
        )
    return store.paces.get(known.id, lock=True)


def _calls(wish: Wish) -> tuple[Call, ...]:
    """What a delivery of a wish calls; what may stand already is looked for first."""
    if not posts(wish):
        return (Call.UPDATE,)
    return (Call.LOOK, Call.POST) if wish.tries else (Call.POST,)
