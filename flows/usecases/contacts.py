"""What people have heard of the bot of late."""

from flows.check_in_rules import Contact
from flows.outbox import Topic, WishState, disturbs
from flows.ports import Store

TO_PARTICIPANTS = (Topic.WALK, Topic.CHECK_IN, Topic.BRIEFING)
"""What counts: what people get because they take part, not because they lead."""


def contact_of(store: Store, person_id: int) -> Contact:
    """The days on which a person got a message that they did not ask for, and what is coming."""
    pings = store.pings.find(person_id=person_id)
    ids = tuple(ping.wish_id for ping in pings)
    found = store.wishes.find(id=ids, topic=TO_PARTICIPANTS) if ids else ()
    counted = {wish.id for wish in found}
    waiting = store.wishes.find(
        person_id=person_id,
        topic=TO_PARTICIPANTS,
        state=(WishState.WAITING, WishState.BLOCKED),
    )
    return Contact(
        days=[ping.on for ping in pings if ping.wish_id in counted],
        coming=sum(disturbs(wish) for wish in waiting),
    )
