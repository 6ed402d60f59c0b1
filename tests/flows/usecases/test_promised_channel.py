"""An outcome only goes to the channel that partners were told of."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from flows.events import Kind
from flows.scan import Hold, ScanState
from flows.topics import Topic
from flows.usecases.start_scan import wants_channel
from tests.support.builders import buttons_of, notice_of
from tests.support.leading import (
    CHANNEL,
    LEADER,
    OTHER_CHANNEL,
    LedWorld,
    about,
    snapshot,
    with_protected_scan,
)


@pytest.fixture
def world() -> LedWorld:
    """An open scan with five people of three organisations, all invited and reached."""
    return with_protected_scan()


def became_public(world: LedWorld) -> None:
    """Anybody can read it."""
    world.channel(is_private=False)


def was_archived(world: LedWorld) -> None:
    """Nobody can post."""
    world.channel(is_archived=True)


def lost_the_bot(world: LedWorld) -> None:
    """It was taken out."""
    world.channel(has_bot=False)


def is_gone(world: LedWorld) -> None:
    """The bot cannot see it."""
    world.channel(found=False)


def was_replaced(world: LedWorld) -> None:
    """The leader chose another for the region."""
    world.change_region(channel=OTHER_CHANNEL)


CHANGES = [became_public, was_archived, lost_the_bot, is_gone, was_replaced]


@pytest.mark.parametrize("change", CHANGES)
def test_a_channel_that_is_not_the_promised_one_gets_nothing(
    world: LedWorld, change: Callable[[LedWorld], None]
) -> None:
    """Publishing waits for the leader, who hears why."""
    world.hand_in_all()
    world.deliver()
    change(world)
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.CHANNEL
    posts = world.deliver()
    assert not about(posts, Topic.RESULTS)
    (told,) = about(posts, Topic.LEADER)
    assert {button.action for button in buttons_of(told.rendering.message)} == {
        "scan.recheck",
        "scan.publish_anyway",
        "scan.cancel",
    }
    assert notice_of(world.lead("scan.recheck")) == "scan.still_waiting"
    assert world.now_scan().hold is Hold.CHANNEL


@pytest.mark.parametrize("change", CHANGES)
def test_a_channel_that_was_mended_gets_the_outcome(
    world: LedWorld, change: Callable[[LedWorld], None]
) -> None:
    """Once it is again what partners were told."""
    world.hand_in_all()
    change(world)
    world.lead("scan.close")
    world.channel()
    world.change_region(channel=CHANNEL)
    assert notice_of(world.lead("scan.recheck")) == "scan.closed_now"
    assert world.now_scan().state is ScanState.PUBLISHED
    (radar,) = about(world.deliver(), Topic.RESULTS)
    assert radar.reader == CHANNEL
    assert notice_of(world.lead("scan.recheck")) == "scan.over"


@pytest.mark.parametrize("change", [became_public, was_replaced])
def test_partners_are_told_of_another_channel_before_it_gets_anything(
    world: LedWorld, change: Callable[[LedWorld], None]
) -> None:
    """Those who handed in read which channel and when, in a new message; then it comes."""
    for number in range(1, 6):
        if number != 4:
            world.hand_in(f"U{number}")
    world.hand_in("U4")
    change(world)
    world.lead("scan.close")
    world.deliver()
    assert notice_of(world.lead("scan.publish_anyway")) == "scan.told"
    assert world.now_scan().hold is Hold.TOLD
    posts = world.deliver()
    told = [post for post in about(posts, Topic.WALK) if post.is_new]
    assert {post.reader for post in told} == {"U1", "U2", "U3", "U4", "U5"}
    assert all("9 maart" in post.words() for post in told)
    assert not about(posts, Topic.RESULTS)
    assert world.beat() == 0
    world.until_closing()
    assert world.beat() == 1
    assert world.beat() == 0
    (radar,) = about(world.deliver(), Topic.RESULTS)
    assert radar.reader == (OTHER_CHANNEL if change is was_replaced else CHANNEL)


def test_the_day_after_telling_is_a_working_day(world: LedWorld) -> None:
    """Told on a Friday before a free Monday, it comes on Tuesday."""
    world.hand_in_all()
    became_public(world)
    world.now = datetime(2027, 3, 12, 9, tzinfo=UTC)
    world.free_days = (date(2027, 3, 15),)
    world.lead("scan.close")
    world.lead("scan.publish_anyway")
    assert world.now_scan().closes_at == datetime(2027, 3, 16, 15, tzinfo=UTC)


@pytest.mark.parametrize("change", [was_archived, lost_the_bot, is_gone])
def test_a_channel_the_bot_cannot_post_in_is_no_choice(
    world: LedWorld, change: Callable[[LedWorld], None]
) -> None:
    """The leader reads what to mend; partners are told nothing."""
    world.hand_in_all()
    change(world)
    world.lead("scan.close")
    before = snapshot(world)
    assert notice_of(world.lead("scan.publish_anyway")).startswith("setup.error.channel_")
    assert snapshot(world) == before


def test_a_region_without_a_channel_cannot_publish(world: LedWorld) -> None:
    """The leader has to choose one first."""
    world.hand_in_all()
    world.change_region(channel="")
    world.lead("scan.close")
    before = snapshot(world)
    assert notice_of(world.lead("scan.publish_anyway")).startswith("setup.")
    assert snapshot(world) == before


@pytest.mark.parametrize("change", [was_archived, lost_the_bot, is_gone])
def test_a_channel_that_is_lost_after_telling_waits_again(
    world: LedWorld, change: Callable[[LedWorld], None]
) -> None:
    """The leader hears it instead of an outcome that nobody can read."""
    world.hand_in_all()
    became_public(world)
    world.lead("scan.close")
    world.lead("scan.publish_anyway")
    world.until_closing()
    change(world)
    world.beat()
    assert world.now_scan().hold is Hold.CHANNEL
    assert not about(world.deliver(), Topic.RESULTS)


def test_a_told_scan_can_be_stopped_until_its_moment(world: LedWorld) -> None:
    """Then nothing is published."""
    world.hand_in_all()
    was_replaced(world)
    world.lead("scan.close")
    world.lead("scan.publish_anyway")
    world.lead("scan.cancel")
    world.until_closing()
    assert world.beat() == 0
    posts = world.deliver()
    assert not about(posts, Topic.RESULTS)
    assert not [post for post in posts if post.reader == OTHER_CHANNEL]


def test_who_deletes_their_answers_after_being_told_is_not_in_the_outcome(world: LedWorld) -> None:
    """And if that leaves too few, nothing is shown in the other channel either."""
    world.hand_in_all()
    became_public(world)
    world.lead("scan.close")
    world.lead("scan.publish_anyway")
    world.tap("privacy.erase", "U1")
    world.until_closing()
    world.beat()
    (outcome,) = about(world.deliver(), Topic.RESULTS)
    assert outcome.rendering.plot is None
    assert "van 5" not in outcome.words()


@pytest.mark.parametrize("raw", ["", "x", "-1", "²", "999999"])
def test_facts_are_not_wanted_of_what_is_not_there(world: LedWorld, raw: str) -> None:
    """Ids of a button are looked at with care."""
    event = world.request(Kind.TAP, LEADER, "scan.new", {"scan": raw, "region": raw}, {}).event
    assert not wants_channel(world.store, event).channels


def test_facts_of_the_promised_and_of_the_present_channel_are_wanted(world: LedWorld) -> None:
    """Whichever of them it turns out to be."""
    was_replaced(world)
    scan = world.now_scan()
    event = world.request(Kind.TAP, LEADER, "scan.close", {"scan": scan.id}, {}).event
    assert wants_channel(world.store, event).channels == {CHANNEL, OTHER_CHANNEL}
