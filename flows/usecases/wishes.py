"""Writing down what the bot wants said, in the transaction of the state that wants it."""

from dataclasses import replace
from datetime import datetime

from flows.outbox import Manner, Topic, Wish, WishState
from flows.ports import Store
from flows.scan import Scan, ScanState

IN_CHANNEL = {
    ScanState.OPEN: (Topic.STARTED,),
    ScanState.PUBLISHED: (Topic.RESULTS, Topic.TABLE),
}
"""What the channel has to show of a scan in a state."""


def wish_for(  # noqa: PLR0913 - what a wish is made of
    store: Store,
    now: datetime,
    *,
    workspace_id: int,
    topic: Topic,
    subject_id: int,
    person_id: int | None = None,
    address: str = "",
    manner: Manner = Manner.IN_PLACE,
) -> Wish:
    """Want a message shown as it now has to be, to a person in their DM or in a channel.

    One row per topic, subject and reader: a later wish raises the wanted revision. With
    `Manner.ANEW` the message is posted again below and the old one is frozen.
    """
    reader = f"p{person_id}" if person_id is not None else address
    key = f"{topic}:{subject_id}:{reader}"
    known = store.wishes.one(workspace_id=workspace_id, key=key)
    if known is None:
        return store.wishes.add(
            Wish(
                workspace_id=workspace_id,
                key=key,
                topic=topic,
                subject_id=subject_id,
                person_id=person_id,
                address=address,
                manner=manner,
                due_at=now,
            )
        )
    known = store.wishes.get(known.id, lock=True)
    wanted = known.wanted + 1
    backing_off = known.state is WishState.WAITING and known.attempts > 0
    raised = replace(
        known,
        manner=manner,
        wanted=wanted,
        anew_at=wanted if manner is Manner.ANEW else known.anew_at,
        state=WishState.WAITING,
        attempts=known.attempts if backing_off else 0,
        due_at=known.due_at if backing_off else now,
    )
    store.wishes.save(raised)
    return raised


def unposted(store: Store, scan: Scan) -> Wish | None:
    """What the channel does not show of a scan: what it refused, else results under way."""
    if scan.state not in IN_CHANNEL:
        return None
    wishes = store.wishes.find(
        topic=IN_CHANNEL[scan.state], subject_id=scan.id, address=scan.channel
    )
    absent = [wish for wish in wishes if not wish.ts]
    failed = [wish for wish in absent if wish.state is WishState.FAILED]
    coming = [wish for wish in absent if wish.topic is Topic.RESULTS]
    return next(iter([*failed, *coming]), None)


def results_stand(store: Store, scan: Scan) -> bool:
    """Whether the channel shows the outcome of a published scan."""
    missing = unposted(store, scan)
    return missing is None or missing.topic is not Topic.RESULTS
