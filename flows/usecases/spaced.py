"""A briefing waits for room: what is not urgent does not come on top of other messages."""

from datetime import date

from flows.check_in_rules import MOST_A_MONTH, WEEK, first_of, next_month
from flows.outbox import Wish, disturbs
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.actions_kept import owned_by
from flows.usecases.contacts import contact_of


def room_from(store: Store, wish: Wish, today: date) -> date | None:
    """From which day on a briefing has room; None if it has today, and for all else.

    A week after the last message to its reader, and in another month than two others unless they
    have an open action. What they are given meanwhile comes along.
    """
    if wish.topic is not Topic.BRIEFING or not disturbs(wish) or wish.tries:
        return None
    person_id = wish.person_id or 0
    ping = store.pings.one(person_id=person_id, on=today)
    if ping is not None and (ping.wish_id, ping.shown) == (wish.id, wish.shown):
        return None  # this day is its own
    days = contact_of(store, person_id).days
    last = max(days, default=date.min)
    if days and today - last < WEEK:
        return last + WEEK
    this_month = sum(first_of(one) == first_of(today) for one in days)
    speaks = store.participants.find(person_id=person_id, removed_at=None)
    if this_month < MOST_A_MONTH or any(owned_by(store, one.id) for one in speaks):
        return None
    return next_month(first_of(today))
