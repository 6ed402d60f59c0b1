"""What the channel refused: its leader posts it again, where partners were told it would stand."""

from dataclasses import replace

import pytest

from flows.outbox import Topic, WishState
from flows.scan import Hold, ScanState
from flows.usecases.posting import post_again_in, refused
from tests.support.builders import keys_of, notice_of
from tests.support.leading import CHANNEL, LEADER, OTHER_CHANNEL, LedWorld, about


@pytest.fixture
def world() -> LedWorld:
    """A published scan whose outcome the channel refused."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.start()
    world.deliver()
    world.hand_in("U1")
    world.lead("scan.close")
    refuse(world)
    return world


def refuse(world: LedWorld) -> None:
    """Have the channel take nothing."""
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS, state=WishState.WAITING)
    failed = replace(wish, state=WishState.FAILED, error="not_in_channel")
    world.store.wishes.save(failed)
    refused(world.store, failed, world.now)


def test_nobody_reads_that_a_refused_outcome_stands(world: LedWorld) -> None:
    """The leader reads why not, and what to do, in the DM and on the page."""
    posts = world.deliver()
    (told,) = about(posts, Topic.LEADER)
    assert {"leader.unposted.results", "leader.why.no_bot"} <= set(keys_of(told.rendering.message))
    (walk,) = [post for post in about(posts, Topic.WALK) if post.reader == "U1"]
    assert "walk.over.publishing" in keys_of(walk.rendering.message)
    assert "scan.post_again" in world.actions()
    assert "page.last" not in keys_of(world.page())


def test_posted_again_it_stands_and_everybody_reads_so(world: LedWorld) -> None:
    """The button has nothing left to do."""
    assert notice_of(world.lead("scan.post_again")) == "scan.posting"
    posts = world.deliver()
    assert len([post for post in about(posts, Topic.RESULTS) if post.is_new]) == 1
    assert "leader.published" in keys_of(about(posts, Topic.LEADER)[-1].rendering.message)
    assert "walk.over.published" in keys_of(about(posts, Topic.WALK)[-1].rendering.message)
    assert "scan.post_again" not in world.actions()
    assert notice_of(world.lead("scan.post_again")) == "scan.nothing_unposted"


def test_only_a_leader_posts_again(world: LedWorld) -> None:
    """A participant's tap changes nothing."""
    world.tap("scan.post_again", "U1", scan=world.now_scan().id)
    assert not about(world.deliver(), Topic.RESULTS)


def test_another_channel_is_told_to_partners_first(world: LedWorld) -> None:
    """The scan waits for its leader, as one does whose channel changed before it closed."""
    world.change_region(channel=OTHER_CHANNEL)
    world.lead("scan.post_again")
    assert (world.now_scan().state, world.now_scan().hold) == (ScanState.CLOSED, Hold.CHANNEL)
    assert not about(world.deliver(), Topic.RESULTS)
    assert "scan.publish_anyway" in world.actions(LEADER)


def test_a_channel_that_takes_the_bot_in_gets_what_it_refused(world: LedWorld) -> None:
    """Unless it is no longer the one that partners were promised."""
    public = replace(world.channels[CHANNEL], is_private=False)
    post_again_in(world.store, world.workspace.id, public, world.now)
    assert not about(world.deliver(), Topic.RESULTS)
    post_again_in(world.store, world.workspace.id, world.channels[CHANNEL], world.now)
    assert about(world.deliver(), Topic.RESULTS)
