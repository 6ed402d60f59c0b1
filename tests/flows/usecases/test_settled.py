"""What a delivery means for others."""

from datetime import timedelta

import pytest

from flows.catalogue import load_instruments
from flows.outbox import Blocked, Postponed, Refused, Result, Sent, learnt
from flows.pace import Call, free_from
from flows.region import Leader
from flows.topics import Topic
from flows.usecases.render import render
from flows.usecases.settled import follow
from flows.usecases.walks import wish_walk
from tests.support.builders import NOW, World

FREE = NOW + timedelta(seconds=30)


@pytest.fixture
def world() -> World:
    """Somebody is invited."""
    made = World()
    made.invited()
    return made


def settled(world: World, result: Result) -> None:
    """A delivery of the invitation ended so."""
    wish = wish_walk(world.store, NOW, world.response())
    rendering = render(world.store, wish, load_instruments(), world.almanac)
    row = learnt(wish, result, NOW, 0.5)
    world.store.wishes.save(row)
    follow(world.store, wish, row, rendering, result, NOW)


@pytest.mark.parametrize(
    ("result", "call"),
    [
        (Postponed("rate_limited", 30.0, maybe_taken=False, call=Call.POST), Call.POST),
        (Postponed("rate_limited", 30.0, maybe_taken=False, call=Call.LOOK), Call.LOOK),
        (Sent("D1", "1.1", stale=("1.0",), stale_after_s=30, stale_limited=True), Call.UPDATE),
    ],
)
def test_the_workspace_keeps_to_what_the_platform_said(
    world: World, result: Result, call: Call
) -> None:
    """For all its messages: such calls are not made before it takes them."""
    settled(world, result)
    (pace,) = world.store.paces.find()
    assert {one: free_from(pace, one, NOW) for one in Call} == {
        one: FREE if one is call else NOW for one in Call
    }


@pytest.mark.parametrize(
    "result",
    [
        Sent("D1", "1.1", stale=("1.0",), stale_after_s=30),
        Postponed("rate_limited", 30.0, maybe_taken=False),
        Postponed("http_502"),
    ],
)
def test_other_faults_are_of_one_message(world: World, result: Result) -> None:
    """They say nothing of the others."""
    settled(world, result)
    assert world.store.paces.find() == []


def test_leaders_hear_of_what_will_not_pass(world: World) -> None:
    """Not of what will."""
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    settled(world, Postponed("http_502"))
    assert world.store.wishes.find(topic=Topic.UNDELIVERED) == []
    settled(world, Refused("user_disabled"))
    assert len(world.store.wishes.find(topic=Topic.UNDELIVERED)) == 1


def test_nothing_passes(world: World) -> None:
    """The workspace keeps why."""
    settled(world, Blocked("token_revoked"))
    assert world.store.workspaces.get(world.workspace.id).blocked == "token_revoked"
