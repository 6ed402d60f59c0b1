"""When a message may be delivered: after those before it, and as fast as the platform takes it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.holidays import Almanac
from flows.outbox import Claim, Wish
from flows.pace import RATES, Call
from flows.topics import Topic
from flows.usecases.deliver import HOPELESS, QUEUE_LOOK, admit
from flows.usecases.pacing import TURN_KEPT
from flows.usecases.wishes import wish_for
from tests.support.builders import NOW, World

ALMANAC = Almanac()
BURST = RATES[Call.POST].burst


def hello(world: World, number: int) -> Wish:
    """A message in a channel of its own, at any hour."""
    return wish_for(
        world.store,
        NOW,
        workspace_id=world.workspace.id,
        topic=Topic.HELLO,
        subject_id=1,
        address=f"C{number}",
    )


def in_channel(world: World, topic: Topic, seconds: int = 0) -> Wish:
    """A message in the one channel, wanted so many seconds after the start."""
    return wish_for(
        world.store,
        NOW + timedelta(seconds=seconds),
        workspace_id=world.workspace.id,
        topic=topic,
        subject_id=world.scan.id,
        address="C1",
    )


def look(world: World, wish: Wish, now: datetime = NOW) -> Claim | None:
    """The claim if it may be delivered."""
    world.store.outbox.release_all()
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    return admit(world.store, claim, now, ALMANAC)


@pytest.fixture
def world() -> World:
    """A region with a scan."""
    return World()


def test_a_burst_comes_at_once_and_the_rest_has_turns(world: World) -> None:
    """Each waits for its own, which is kept free for it."""
    wishes = [hello(world, number) for number in range(BURST + 3)]
    passed = [wish for wish in wishes if look(world, wish)]
    assert passed == wishes[:BURST]
    rest = [world.store.wishes.get(wish.id) for wish in wishes[BURST:]]
    interval = RATES[Call.POST].interval
    assert [one.due_at - NOW for one in rest] == [interval * n for n in (1, 2, 3)]
    assert all(one.has_turn for one in rest)
    assert all(look(world, one, one.due_at) for one in reversed(rest))


def test_a_turn_that_was_missed_long_ago_is_taken_anew(world: World) -> None:
    """After a stop not everything comes at once."""
    waiting = replace(hello(world, 0), has_turn=True)
    world.store.wishes.save(waiting)
    late = NOW + TURN_KEPT + timedelta(seconds=1)
    assert look(world, waiting, late)
    (pace,) = world.store.paces.find()
    assert pace.post_at > late


def test_who_has_to_be_looked_for_takes_two_turns(world: World) -> None:
    """One for the look and one for the post; a change takes its own kind."""
    again = replace(hello(world, 0), tries=1, tried_at=NOW)
    world.store.wishes.save(again)
    assert look(world, again)
    changing = replace(hello(world, 1), wanted=2, shown=1, ts="1.1", tries=1)
    world.store.wishes.save(changing)
    assert look(world, changing)
    (pace,) = world.store.paces.find()
    spent = {call: getattr(pace, f"{call}_at") - NOW for call in Call}
    assert spent == {call: RATES[call].interval for call in Call}


def test_what_was_wanted_first_stands_first(world: World) -> None:
    """The later message waits a moment, as long as the earlier one does."""
    first, second = in_channel(world, Topic.STARTED), in_channel(world, Topic.LAST_CALL, 5)
    world.store.responses.add(replace(world.invited(), id=0, participant_id=99))
    world.store.wishes.save(replace(first, due_at=NOW + timedelta(minutes=3)))
    assert look(world, second) is None
    held = world.store.wishes.get(second.id)
    assert held.due_at == NOW + timedelta(minutes=3) + QUEUE_LOOK
    world.store.wishes.save(replace(first, shown=1, ts="1.1"))
    assert look(world, second)


def test_what_fails_again_and_again_holds_nobody_up(world: World) -> None:
    """It comes when it can."""
    first, second = in_channel(world, Topic.STARTED), in_channel(world, Topic.RESULTS, 5)
    world.store.wishes.save(replace(first, attempts=HOPELESS - 1))
    assert look(world, second) is None
    world.store.wishes.save(replace(first, attempts=HOPELESS))
    assert look(world, second)


def test_what_somebody_asked_for_goes_before(world: World) -> None:
    """A person's own tap waits for no other message to them; the channel keeps its order."""
    world.invited()
    leader = wish_for(
        world.store,
        NOW,
        workspace_id=world.workspace.id,
        topic=Topic.LEADER,
        subject_id=world.scan.id,
        person_id=world.person().id,
    )
    walk = world.store.wishes.one(topic=Topic.WALK)
    assert walk is not None
    later = replace(walk, ts="", shown=0, prompted_at=1, since=NOW + timedelta(seconds=9))
    world.store.wishes.save(later)
    assert leader.since < later.since
    assert look(world, later)
    in_channel(world, Topic.STARTED)
    asked = replace(in_channel(world, Topic.RESULTS, 5), prompted_at=1)
    world.store.wishes.save(asked)
    assert look(world, asked) is None
