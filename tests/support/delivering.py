"""Asking whether a message may be delivered, on the fake store."""

from dataclasses import replace
from datetime import UTC, date, datetime

from flows.holidays import Almanac
from flows.outbox import Manner, Wish, WishState, posts
from flows.topics import Topic
from flows.usecases.deliver import admit
from flows.usecases.walks import wish_walk
from flows.usecases.wishes import wish_for
from tests.support.builders import NOW, SCHOOL_HOLIDAYS, World

EASTER_MONDAY = date(2027, 3, 29)
ALMANAC = Almanac(public=frozenset({EASTER_MONDAY}), school=SCHOOL_HOLIDAYS)
EVENING = datetime(2027, 3, 8, 18, tzinfo=UTC)
NEXT_MORNING = datetime(2027, 3, 9, 8, tzinfo=UTC)


def admitted(world: World, wish: Wish, now: datetime) -> Wish | None:
    """The wish as it may be delivered; it is no longer claimed afterwards."""
    world.store.outbox.release_all()
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    passed = admit(world.store, claim, now, ALMANAC)
    world.store.outbox.release_all()
    return passed.wish if passed else None


def passes(world: World, wish: Wish, now: datetime) -> Wish | None:
    """The wish if it may be delivered, once what stands there is up to date."""
    first = admitted(world, wish, now)
    if first is None or posts(first) or not posts(kept(world, wish)):
        return first
    world.store.wishes.save(replace(kept(world, wish), shown=first.wanted))
    return admitted(world, wish, now)


def kept(world: World, wish: Wish) -> Wish:
    """The wish as it now is."""
    return world.store.wishes.get(wish.id)


def reminder(world: World, user_id: str = "U1", *, prompted: bool = False) -> Wish:
    """A new message wanted in somebody's walk."""
    return wish_walk(
        world.store, world.now, world.response(user_id), Manner.ANEW, prompted=prompted
    )


def told(world: World, topic: Topic, subject_id: int, *, person_id: int | None = None) -> Wish:
    """Something to be said to a person, or else in the channel."""
    return wish_for(
        world.store,
        NOW,
        workspace_id=world.workspace.id,
        topic=topic,
        subject_id=subject_id,
        person_id=person_id,
        address="" if person_id else "C1",
    )


def shown(world: World, wish: Wish) -> None:
    """It now stands."""
    row = kept(world, wish)
    world.store.wishes.save(
        replace(row, shown=row.wanted, state=WishState.SHOWN, channel="C1", ts="2.2")
    )
