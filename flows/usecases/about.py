"""Which region a wish is about."""

from flows.outbox import Wish
from flows.ports import Store
from flows.region import Region
from flows.topics import Topic


def region_of(store: Store, wish: Wish) -> Region:
    """The region that a wish is about; NotFoundError if what it is about is gone."""
    subject = wish.subject_id
    match wish.topic:
        case Topic.RHYTHM:
            region_id = store.rhythms.get(subject).region_id
        case Topic.OUTAGE:
            led = store.leaders.find(person_id=wish.person_id)
            region_id = led[0].region_id if led else 0
        case Topic.CHECK_IN | Topic.BRIEFING:
            region_id = store.participants.get(subject).region_id
        case Topic.ACTION | Topic.HELP:
            region_id = store.actions.get(subject).region_id
        case Topic.SUCCESS:
            region_id = store.successes.get(subject).region_id
        case Topic.MOMENT:
            region_id = store.meetings.get(subject).region_id
        case Topic.DIGEST:
            region_id = store.digests.get(subject).region_id
        case Topic.FOLLOW_UP | Topic.DIP | Topic.APPOINTED:
            region_id = subject
        case _:
            region_id = store.scans.get(subject).region_id
    return store.regions.get(region_id)
