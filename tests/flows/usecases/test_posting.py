"""What the channel refused: its leader posts it again, where partners were told it would stand."""

from dataclasses import replace

import pytest

from flows.events import Event, Kind, Known
from flows.messages import Message
from flows.outbox import WishState
from flows.scan import Hold, ScanState
from flows.topics import Topic
from flows.usecases.handle import handle
from flows.usecases.posting import post_again_in, refused
from flows.usecases.render import lock_subject
from flows.usecases.surroundings import Surroundings
from flows.views.unposted import unposted_elements
from tests.support.builders import INSTRUMENTS, TEAM, keys_of, notice_of
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


def test_a_joined_channel_is_told_who_the_bot_is_and_what_it_missed(world: LedWorld) -> None:
    """Also when the platform told nothing of the channel: then only the greeting."""
    event = Event(kind=Kind.JOINED, workspace=TEAM, team_id=TEAM, user_id=LEADER, channel=CHANNEL)
    for known in (Known(), Known(channels=world.channels)):
        around = Surroundings(
            now=world.now, almanac=world.almanac, instruments=INSTRUMENTS, message_url="{}{}".format
        )
        handle(world.store, world.workspace, event, known, around)
        posts = world.deliver()
        assert about(posts, Topic.HELLO)
        assert bool(about(posts, Topic.RESULTS)) is bool(known.channels)


def test_a_channel_that_still_refuses_is_said(world: LedWorld) -> None:
    """Nothing is posted, and the leader reads what to mend."""
    world.channels[CHANNEL] = replace(world.channels[CHANNEL], has_bot=False)
    assert notice_of(world.lead("scan.post_again")) == "setup.error.channel_no_bot"
    assert not about(world.deliver(), Topic.RESULTS)


def test_while_another_scan_runs_an_outcome_is_not_taken_back(world: LedWorld) -> None:
    """Its channel became public: the leader is told, and the running scan goes on."""
    world.start()
    public = replace(world.channels[CHANNEL], is_private=False)
    world.channels[CHANNEL] = public
    (old,) = world.store.scans.find(state=ScanState.PUBLISHED)
    reply = world.tap("scan.post_again", LEADER, scan=old.id)
    assert notice_of(reply) == "scan.not_as_promised"


@pytest.mark.parametrize(
    ("topic", "error", "expected"),
    [
        (Topic.STARTED, "is_archived", {"leader.unposted.started", "leader.why.archived"}),
        (Topic.TABLE, "restricted_action", {"leader.unposted.table", "leader.why.restricted"}),
        (Topic.FIRST_POINT, "thread_not_found", {"leader.unposted.point", "leader.why.thread"}),
        (Topic.SENTENCES, "no_text", {"leader.unposted.sentences", "leader.why.refused"}),
        (Topic.RESULTS, "no_text", {"leader.unposted.results", "leader.why.refused"}),
    ],
)
def test_leaders_read_what_is_missing_and_why(
    world: LedWorld, topic: Topic, error: str, expected: set[str]
) -> None:
    """Each thing that a channel can lack, and each reason, has its own words."""
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS)
    shown = unposted_elements(world.now_scan(), replace(wish, topic=topic, error=error))
    assert expected <= set(keys_of(Message(body=shown)))


def test_what_is_past_and_refused_is_no_news(world: LedWorld) -> None:
    """That the scan has started need not be told once its outcome is due."""
    (started,) = world.store.wishes.find(topic=Topic.STARTED)
    assert world.deliver()
    refused(world.store, started, world.now)
    assert not world.deliver()


def test_what_is_past_is_not_posted_again(world: LedWorld) -> None:
    """That a scan has started is no news once its outcome stands."""
    (started,) = world.store.wishes.find(topic=Topic.STARTED)
    world.store.wishes.save(replace(started, state=WishState.FAILED, ts=""))
    world.lead("scan.post_again")
    assert not about(world.deliver(), Topic.STARTED)


def test_a_walk_that_is_gone_is_not_locked(world: LedWorld) -> None:
    """What was deleted meanwhile does not keep its delivery from being settled."""
    (walk,) = world.store.wishes.find(topic=Topic.WALK)
    lock_subject(world.store, walk)
    lock_subject(world.store, replace(walk, subject_id=999_999))
    assert world.store.wishes.get(walk.id) == walk
