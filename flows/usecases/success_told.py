"""What the channel reads of a success that may be shown there."""

from datetime import datetime

from flows.calendar import local_day
from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.response import Sharing
from flows.success import Success
from flows.usecases.rendering import Rendering
from flows.usecases.success_kept import CONSENTED
from flows.usecases.walks import Instruments
from flows.views.successes import Told, success_message


def told(store: Store, success: Success) -> Told:
    """A success with what goes with it; who told it only if that may be said.

    Nor of which action it came without their name: its owner stands by name in the same channel.
    """
    region = store.regions.get(success.region_id)
    named = success.sharing is Sharing.NAMED and success.writer_id is not None
    writer = store.people.one(id=success.writer_id) if named else None
    action = store.actions.one(id=success.action_id) if named and success.action_id else None
    return Told(
        success=success,
        day=local_day(success.said_at, region.timezone),
        person=writer.name if writer else "",
        action=action.what if action else "",
    )


def render_success(
    store: Store, wish: Wish, _instruments: Instruments, _almanac: Almanac
) -> Rendering:
    """The message in the channel, or that it was withdrawn."""
    success = store.successes.get(wish.subject_id)
    return Rendering(
        message=success_message(told(store, success)),
        language=store.regions.get(success.region_id).language,
        channel=wish.address,
    )


def success_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether it may still come: its writer wants it, and said so of this channel."""
    success = store.successes.get(wish.subject_id)
    region = store.regions.get(success.region_id)
    may = success.sharing in CONSENTED and not success.withdrawn
    return may and region.channel == wish.address
