"""Writing down what the bot wants said, in the transaction of the state that wants it."""

from dataclasses import replace
from datetime import datetime

from flows.outbox import Manner, Topic, Wish, WishState
from flows.ports import Store


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
