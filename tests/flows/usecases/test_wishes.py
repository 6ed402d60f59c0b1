"""What the bot wants said is one row that is raised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.outbox import Manner, Wish, WishState
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from tests.support.builders import NOW, World, sentence


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, whose message is shown."""
    world = World()
    world.invited()
    return world


def only_wish(world: World) -> Wish:
    """The wish for U1's message."""
    (wish,) = world.store.wishes.find(topic=Topic.WALK, person_id=world.person().id)
    return wish


def test_a_wish_is_one_row_that_is_raised(world: World) -> None:
    """A later wish wants a newer revision; one that was given up is tried again from the start."""
    store = world.store

    def want(manner: Manner = Manner.IN_PLACE) -> Wish:
        return wish_for(
            store,
            world.now,
            workspace_id=world.workspace.id,
            topic=Topic.STARTED,
            subject_id=1,
            address="C1",
            manner=manner,
        )

    first = want()
    assert (first.key, first.wanted, first.due_at) == ("started:1:C1", 1, NOW)
    assert want().wanted == 2
    assert want(Manner.ANEW).anew_at == 3
    assert want().anew_at == 4
    assert len(store.wishes.find(topic=Topic.STARTED)) == 1


def test_a_wish_that_is_backing_off_keeps_its_turn(world: World) -> None:
    """A new revision does not hurry a platform that is waited for; after giving up it does."""
    store = world.store
    wish = only_wish(world)
    due = NOW + timedelta(minutes=5)
    store.wishes.save(replace(wish, attempts=3, due_at=due, shown=0))
    world.tap("walk.begin")
    assert (only_wish(world).attempts, only_wish(world).due_at) == (3, due)
    store.wishes.save(replace(only_wish(world), state=WishState.FAILED))
    world.tap("walk.skip", item=sentence().key)
    raised = only_wish(world)
    assert (raised.state, raised.attempts, raised.due_at) == (WishState.WAITING, 0, NOW)
