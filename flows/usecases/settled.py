"""What a delivery means for others, once it is kept what became of it."""

from datetime import datetime

from flows.outbox import Blocked, Refused, Result, Sent, Wish, WishState, limited
from flows.ports import Store
from flows.usecases.outage import block
from flows.usecases.pacing import hold_off
from flows.usecases.posting import refused
from flows.usecases.render import shown
from flows.usecases.rendering import Rendering


def follow(
    store: Store, before: Wish, row: Wish, rendering: Rendering, result: Result, now: datetime
) -> None:
    """Keep what follows from a delivery; `before` is the wish as it was, `row` as it now is."""
    match result:
        case Sent():
            shown(store, row, rendering, now, posted=row.ts != before.ts)
        case Refused() if row.state is WishState.FAILED:
            refused(store, row, now)
        case Blocked(reason=reason):
            block(store, row.workspace_id, reason, now)
        case _:
            pass
    # Last, for a pace is locked after all wishes.
    if (too_fast := limited(result)) is not None:
        call, after_s = too_fast
        hold_off(store, row.workspace_id, call, now, after_s)
