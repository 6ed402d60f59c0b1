"""What people have heard of the bot of late."""

from collections.abc import Collection, Mapping
from datetime import date

from flows.check_in_rules import Contact
from flows.outbox import WishState, disturbs
from flows.ports import Store
from flows.topics import Topic

TO_PARTICIPANTS = (Topic.WALK, Topic.CHECK_IN, Topic.BRIEFING)
"""What counts: what people get because they take part, not because they lead."""


def contact_of(store: Store, person_id: int) -> Contact:
    """The days on which a person got a message that they did not ask for, and what is coming."""
    return contacts_of(store, (person_id,))[person_id]


def contacts_of(store: Store, person_ids: Collection[int]) -> Mapping[int, Contact]:
    """The same of several people, all asked for at once."""
    people = tuple(sorted(person_ids))
    pings = store.pings.find(person_id=people)
    ids = tuple(sorted({ping.wish_id for ping in pings}))
    found = store.wishes.find(id=ids, topic=TO_PARTICIPANTS)
    counted = {wish.id for wish in found}
    waiting = store.wishes.find(
        person_id=people,
        topic=TO_PARTICIPANTS,
        state=(WishState.WAITING, WishState.BLOCKED),
    )
    days: dict[int, list[date]] = {one: [] for one in people}
    coming = dict.fromkeys(people, 0)
    for ping in pings:
        if ping.wish_id in counted:
            days[ping.person_id].append(ping.on)
    for wish in waiting:
        coming[wish.person_id or 0] += disturbs(wish)
    return {one: Contact(days=days[one], coming=coming[one]) for one in people}
