"""Nothing passes in a workspace, and then it does again: leaders hear of it if it took long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.outbox import WishState
from flows.store_errors import NotFoundError
from flows.topics import Topic
from flows.usecases.outage import block, outage_of, unblock
from flows.usecases.render import render
from tests.support.builders import INSTRUMENTS
from tests.support.leading import FORMER, LEADER, OTHER, LedWorld, about

BEGAN = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
LONG = timedelta(hours=2)


@pytest.fixture
def world() -> LedWorld:
    """A workspace with two regions, in which nothing passes since BEGAN."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.start()
    world.deliver()
    block(world.store, world.workspace.id, "token_revoked", BEGAN)
    return world


def blocked(world: LedWorld) -> tuple[str, datetime | None]:
    """What is kept of it."""
    workspace = world.store.workspaces.get(world.workspace.id)
    return workspace.blocked, workspace.blocked_at


def test_the_first_moment_and_the_newest_reason_are_kept(world: LedWorld) -> None:
    """However often something does not pass."""
    block(world.store, world.workspace.id, "token_revoked", BEGAN + LONG)
    assert blocked(world) == ("token_revoked", BEGAN)
    block(world.store, world.workspace.id, "missing_scope", BEGAN + LONG)
    assert blocked(world) == ("missing_scope", BEGAN)


def test_what_waited_is_sent_and_leaders_hear_from_when_to_when(world: LedWorld) -> None:
    """Each leader of each region once, on their own clocks, and nobody else."""
    (walk,) = world.store.wishes.find(topic=Topic.WALK)
    world.store.wishes.save(replace(walk, state=WishState.BLOCKED, wanted=2))
    unblock(world.store, world.workspace.id, BEGAN + LONG)
    assert blocked(world) == ("", None)
    posts = world.deliver()
    assert about(posts, Topic.WALK)
    told = about(posts, Topic.OUTAGE)
    assert {post.reader for post in told} == {LEADER, OTHER}
    assert FORMER not in {post.reader for post in told}
    assert "maandag 8 maart van 10.30 tot 12.30 uur" in told[0].words()
    assert len(told) == 2


def test_over_midnight_both_days_are_named(world: LedWorld) -> None:
    """A leader reads which day it was."""
    unblock(world.store, world.workspace.id, BEGAN + timedelta(days=1))
    (post, *_) = about(world.deliver(), Topic.OUTAGE)
    assert "van maandag 8 maart 10.30 uur tot dinsdag 9 maart 10.30 uur" in post.words()


def test_a_short_one_is_not_told(world: LedWorld) -> None:
    """What waited is sent all the same."""
    unblock(world.store, world.workspace.id, BEGAN + timedelta(minutes=15))
    assert blocked(world) == ("", None)
    assert not about(world.deliver(), Topic.OUTAGE)


def test_what_passes_again_already_is_not_told_twice(world: LedWorld) -> None:
    """A second probe that passes changes nothing."""
    unblock(world.store, world.workspace.id, BEGAN + LONG)
    world.deliver()
    unblock(world.store, world.workspace.id, BEGAN + 2 * LONG)
    assert not world.deliver()


def test_two_that_nobody_heard_of_yet_are_told_as_one(world: LedWorld) -> None:
    """A leader who comes in after a night of faults reads one message of all of it."""
    unblock(world.store, world.workspace.id, BEGAN + LONG)
    block(world.store, world.workspace.id, "token_revoked", BEGAN + 2 * LONG)
    unblock(world.store, world.workspace.id, BEGAN + 3 * LONG)
    told = about(world.deliver(), Topic.OUTAGE)
    assert len(told) == 2
    assert "van 10.30 tot 16.30 uur" in told[0].words()


def test_a_later_one_is_a_new_message_of_its_own(world: LedWorld) -> None:
    """It calls leaders again."""
    unblock(world.store, world.workspace.id, BEGAN + LONG)
    world.deliver()
    block(world.store, world.workspace.id, "token_revoked", BEGAN + 2 * LONG)
    unblock(world.store, world.workspace.id, BEGAN + 3 * LONG)
    (post, *_) = about(world.deliver(), Topic.OUTAGE)
    assert post.is_new
    assert "van 14.30 tot 16.30 uur" in post.words()


def test_who_leads_nothing_any_more_hears_nothing(world: LedWorld) -> None:
    """Nor is there anything to tell where nothing happened."""
    unblock(world.store, world.workspace.id, BEGAN + LONG)
    world.dismiss(LEADER)
    (wish,) = world.store.wishes.find(topic=Topic.OUTAGE, person_id=world.person(LEADER).id)
    with pytest.raises(NotFoundError):
        render(world.store, wish, INSTRUMENTS, world.almanac)


def test_without_an_outage_there_is_none_to_tell() -> None:
    """Asked all the same, it is not found."""
    world = LedWorld()
    with pytest.raises(NotFoundError):
        outage_of(world.store, world.workspace.id, "Europe/Amsterdam")
