"""What the channel refuses: leaders hear of it once, and of what stands there and is outdated."""

from dataclasses import replace

import pytest

from flows.calendar import local_day
from flows.outbox import WishState
from flows.pace import Ping
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from tests.support.builders import keys_of, notice_of
from tests.support.leading import CHANNEL, LEADER, STRANGER, Post, about
from tests.support.refusing import RefusingWorld

REFUSED = {CHANNEL: "restricted_action_read_only_channel"}


@pytest.fixture
def world() -> RefusingWorld:
    """A scan that is about to start, of a region with two leaders."""
    world = RefusingWorld()
    world.appoint(STRANGER)
    world.take_in("De Boer", "U1")
    return world


def to_leaders(posts: list[Post]) -> list[tuple[str, bool, str]]:
    """Who read what of the scan, and whether they were called for it."""
    told = about(posts, Topic.LEADER)
    return [(one.reader, one.is_new, keys_of(one.rendering.message)[0]) for one in told]


def want(world: RefusingWorld, topic: Topic) -> None:
    """Something for the channel, as time or an act brings it about."""
    scan = world.now_scan()
    wish_for(
        world.store,
        world.now,
        workspace_id=scan.workspace_id,
        topic=topic,
        subject_id=scan.id,
        address=scan.channel,
    )


def test_each_leader_is_called_once_for_what_the_channel_lacks(world: RefusingWorld) -> None:
    """What it refuses besides changes nothing in what they have to do."""
    world.refuses = dict(REFUSED)
    world.start()
    lacks = "leader.unposted.started"
    assert to_leaders(world.deliver()) == [(LEADER, True, lacks), (STRANGER, True, lacks)]
    want(world, Topic.LAST_CALL)
    assert to_leaders(world.deliver()) == [(LEADER, False, lacks), (STRANGER, False, lacks)]


def test_who_posts_again_in_vain_is_called_and_the_others_are_not(world: RefusingWorld) -> None:
    """Their tap asked for an answer; for the others nothing is new."""
    world.refuses = dict(REFUSED)
    world.start()
    world.deliver()
    assert notice_of(world.lead("scan.post_again")) == "scan.posting"
    read = to_leaders(world.deliver())
    lacks = "leader.unposted.started"
    assert (LEADER, True, lacks) in read
    assert (STRANGER, True, lacks) not in read
    assert read[-1][-1] == lacks


@pytest.mark.parametrize("same", [True, False])
def test_whom_the_same_message_called_today_reads_it_there(
    world: RefusingWorld, *, same: bool
) -> None:
    """At once, where a second call would come tomorrow."""
    publish(world)
    told = world.wish_of(Topic.LEADER, LEADER)
    on = local_day(world.now, world.region.timezone)
    world.store.pings.add(
        Ping(
            workspace_id=told.workspace_id,
            person_id=world.person(LEADER).id,
            on=on,
            wish_id=told.id if same else 999,
            shown=0,
        )
    )
    world.stale = {CHANNEL: "is_inactive"}
    want(world, Topic.RESULTS)
    read = to_leaders(world.deliver())
    assert (LEADER, not same, "leader.outdated.results") in read
    assert (STRANGER, True, "leader.outdated.results") in read


def test_a_last_call_that_was_refused_is_posted_again(world: RefusingWorld) -> None:
    """It has words of its own, and the same button."""
    world.start()
    world.deliver()
    world.refuses = dict(REFUSED)
    want(world, Topic.LAST_CALL)
    assert to_leaders(world.deliver())[0] == (LEADER, True, "leader.unposted.last_call")
    world.refuses.clear()
    world.lead("scan.post_again")
    (wish,) = world.store.wishes.find(topic=Topic.LAST_CALL)
    assert (wish.state, wish.prompted_at) == (WishState.WAITING, wish.wanted)


def test_an_old_outcome_in_the_channel_calls_leaders(world: RefusingWorld) -> None:
    """What should no longer be read there can be changed with one tap once it is mended."""
    publish(world)
    world.stale = {CHANNEL: "is_archived"}
    want(world, Topic.RESULTS)
    assert to_leaders(world.deliver())[0] == (LEADER, True, "leader.outdated.results")
    assert "scan.post_again" in world.actions()
    world.stale.clear()
    world.lead("scan.post_again")
    (changed,) = about(world.deliver(), Topic.RESULTS)
    assert not changed.is_new
    assert "scan.post_again" not in world.actions()


def test_an_old_outcome_is_not_taken_back(world: RefusingWorld) -> None:
    """It has been seen: another channel does not make the scan wait again."""
    publish(world)
    world.stale = {CHANNEL: "is_archived"}
    want(world, Topic.RESULTS)
    world.deliver()
    world.channels[CHANNEL] = replace(world.channels[CHANNEL], is_private=False)
    assert notice_of(world.lead("scan.post_again")) == "scan.not_as_promised"
    assert world.now_scan().state is ScanState.PUBLISHED


def test_an_old_word_of_a_moment_calls_nobody(world: RefusingWorld) -> None:
    """Leaders read it where they are told already, and it goes along with what passes next."""
    world.start()
    world.deliver()
    world.stale = {CHANNEL: "is_archived"}
    want(world, Topic.STARTED)
    posts = world.deliver()
    assert {key for _, _, key in to_leaders(posts)} == {"leader.outdated.started"}
    world.stale.clear()
    world.hand_in("U1")
    world.lead("scan.close")
    (started,) = world.store.wishes.find(topic=Topic.STARTED)
    world.store.wishes.save(replace(started, state=WishState.FAILED))
    posts = world.deliver()
    assert about(posts, Topic.STARTED)
    assert not any(post.is_new for post in about(posts, Topic.STARTED))


def test_a_stopped_scan_that_seems_to_run_in_the_channel(world: RefusingWorld) -> None:
    """Leaders read that the channel does not know yet; a channel that never heard is left alone."""
    world.start()
    world.deliver()
    world.stale = {CHANNEL: "not_in_channel"}
    world.lead("scan.cancel")
    assert to_leaders(world.deliver())[-1][-1] == "leader.outdated.cancelled"


def test_a_stopped_scan_of_which_the_channel_never_heard(world: RefusingWorld) -> None:
    """Nothing is lacking there."""
    world.refuses = dict(REFUSED)
    world.start()
    world.deliver()
    world.lead("scan.cancel")
    assert to_leaders(world.deliver())[-1][-1] == "leader.cancelled"


def publish(world: RefusingWorld) -> None:
    """An outcome that stands in the channel."""
    world.start()
    world.deliver()
    world.hand_in("U1")
    world.lead("scan.close")
    world.deliver()
