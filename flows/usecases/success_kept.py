"""What people told is kept, celebrated once in the channel if they allow it, and taken back."""

from dataclasses import replace
from datetime import date, datetime

from flows.calendar import local_day
from flows.outbox import WishState
from flows.ports import Store
from flows.response import Sharing
from flows.success import Success
from flows.topics import Topic
from flows.usecases.telling import wish_again
from flows.usecases.wishes import wish_for

CONSENTED = (Sharing.UNNAMED, Sharing.NAMED)
"""What lets the channel read a success."""


def keep_success(store: Store, success: Success, now: datetime) -> Success:
    """Keep what somebody told, and have the channel read it if they allow that.

    Without their consent, or without a channel, nothing is posted, then or later.
    """
    kept = store.successes.add(success)
    _celebrate(store, kept, now)
    return kept


def tell_again(store: Store, known: Success, again: Success, now: datetime) -> Success | None:
    """Keep what is told a second time as it is told now; None if nothing of it is to change.

    What the channel may read already is only taken out of it by withdrawing it.
    """
    known = store.successes.get(known.id, lock=True)
    same = (known.sharing, known.kind, known.ripple) == (again.sharing, again.kind, again.ripple)
    is_taken_out = again.sharing not in CONSENTED and known.sharing in CONSENTED
    if same or is_taken_out or known.withdrawn:
        return None
    is_new = known.sharing not in CONSENTED
    kept = replace(again, id=known.id, said_at=now if is_new else known.said_at)
    store.successes.save(kept)
    _celebrate(store, kept, now)
    return kept


def _celebrate(store: Store, success: Success, now: datetime) -> None:
    channel = store.regions.get(success.region_id).channel
    if channel and success.sharing in CONSENTED:
        wish_for(
            store,
            now,
            workspace_id=success.workspace_id,
            topic=Topic.SUCCESS,
            subject_id=success.id,
            address=channel,
        )


def celebrated(store: Store, region_id: int, first: date, last: date) -> list[Success]:
    """What may be shown of what was told from one local day to another, both included.

    Those with their writer's consent that were not withdrawn, the first told first.
    """
    timezone = store.regions.get(region_id).timezone
    found = store.successes.find(region_id=region_id, sharing=CONSENTED, withdrawn=False)
    told = [one for one in found if first <= local_day(one.said_at, timezone) <= last]
    return sorted(told, key=lambda one: (one.said_at, one.id))


def withdraw(store: Store, success: Success, now: datetime) -> Success:
    """Delete the text of a success; what stands of it in the channel follows."""
    gone = replace(store.successes.get(success.id, lock=True), text="", ripple=(), withdrawn=True)
    store.successes.save(gone)
    region = store.regions.get(gone.region_id)
    day = local_day(gone.said_at, region.timezone)
    digests = store.digests.find(region_id=region.id)
    counted = tuple(one.id for one in digests if one.first <= day <= one.last)
    for topic, subjects in ((Topic.SUCCESS, (gone.id,)), (Topic.DIGEST, counted)):
        for wish in store.wishes.find(topic=topic, subject_id=subjects) if subjects else ():
            if wish.ts or wish.state is WishState.WAITING:
                wish_again(store, wish, now)
    return gone


def forget_private(store: Store, region_id: int, before: datetime) -> None:
    """Delete what was told before a moment without consent: it was for its writer alone."""
    for success in store.successes.find(region_id=region_id, sharing=Sharing.NO):
        if success.said_at < before:
            store.successes.remove(success.id)


def withdraw_of(store: Store, person_id: int, now: datetime) -> int:
    """Take back and delete all that somebody told, as they asked; how many things."""
    own = store.successes.find(writer_id=person_id)
    for success in own:
        withdraw(store, success, now)
        store.successes.save(replace(store.successes.get(success.id), writer_id=None, partner=""))
    return len(own)
