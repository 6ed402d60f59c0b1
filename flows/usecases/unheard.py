"""Leaders who missed what concerns their whole region, and no scan of it.

They get it as soon as something else reaches them, when they act, or when a leader tries again.
Meanwhile it stands on the page of the region's leaders, and in the question that the others got.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from flows.outbox import Wish, WishState
from flows.ports import Store
from flows.region import Region
from flows.rhythm import RhythmState, is_asked
from flows.topics import Topic
from flows.usecases.telling import wish_again
from flows.usecases.wishes import key_of
from flows.views.undelivered import Missed

BETWEEN = (Topic.FOLLOW_UP, Topic.DIP, Topic.APPOINTED)
"""What leaders get of their region between its scans."""
OF_REGION = (Topic.RHYTHM, Topic.OUTAGE, *BETWEEN)
"""What leaders get that is about no scan."""
READ = (WishState.WAITING, WishState.SHOWN, WishState.BLOCKED)
"""Where the message of a leader is who reads it, or is to."""


def unheard(store: Store, region: Region) -> list[Missed]:
    """The leaders of a region who did not get something that concerns all of it."""
    return [
        Missed(name=store.people.get(person_id).name, partner="", code=code)
        for person_id, code in _codes(_failed(store, region)).items()
    ]


def unasked(store: Store, region: Region) -> list[str]:
    """The names of the leaders whom the question about the next scan did not reach."""
    failed = _failed(store, region, topics=(Topic.RHYTHM,))
    return sorted(store.people.get(person_id).name for person_id in _codes(failed))


def tell_unasked(store: Store, wish: Wish, now: datetime) -> None:
    """Have the other leaders read in their question that somebody did not get it, or does now.

    `wish` is the question that did not pass, or passed at last. Whose own failed is left alone.
    """
    if not is_asked(store.rhythms.get(wish.subject_id)):
        return
    asked = store.wishes.find(topic=Topic.RHYTHM, subject_id=wish.subject_id, state=READ)
    for other in asked:
        if other.id != wish.id:
            wish_again(store, other, now)


def catch_up(store: Store, person_id: int, now: datetime) -> None:
    """Want sent again what a leader missed of their regions: they are there."""
    for role in store.leaders.find(person_id=person_id):
        for wish in _failed(store, store.regions.get(role.region_id), people=(person_id,)):
            wish_again(store, wish, now)


def try_again_in(store: Store, region: Region, now: datetime, by: int) -> set[int | None]:
    """Want sent again what leaders missed of a region, as the leader `by` asks; to whom."""
    failed = _failed(store, region)
    for wish in failed:
        wish_again(store, wish, now, prompted=wish.person_id == by)
    return {wish.person_id for wish in failed}


def _codes(failed: Sequence[Wish]) -> dict[int, str]:
    """Why it did not reach somebody, by person."""
    return {wish.person_id or 0: wish.error for wish in failed}


def _failed(
    store: Store,
    region: Region,
    *,
    people: Collection[int] | None = None,
    topics: Collection[Topic] = OF_REGION,
) -> Sequence[Wish]:
    """What did not reach leaders of a region, all of them unless `people` are named.

    A question about a rhythm that is off is missed by nobody.
    """
    if people is None:
        people = [role.person_id for role in store.leaders.find(region_id=region.id)]
    subjects = {Topic.OUTAGE: region.workspace_id, **dict.fromkeys(BETWEEN, region.id)}
    rhythm = store.rhythms.one(region_id=region.id)
    if rhythm is not None and rhythm.state is RhythmState.ON:
        subjects[Topic.RHYTHM] = rhythm.id
    keys = tuple(
        key_of(topic, subject, person_id)
        for topic, subject in subjects.items()
        if topic in topics
        for person_id in people
    )
    if not keys:
        return ()
    return store.wishes.find(workspace_id=region.workspace_id, key=keys, state=WishState.FAILED)
