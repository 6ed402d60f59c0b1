"""The leader closes, finishes or stops a scan; what is over stays over."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Button
from flows.scan import Hold, ScanState
from flows.topics import Topic
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, sentence
from tests.support.leading import CHANNEL, LEADER, LedWorld, about, snapshot, with_protected_scan


@pytest.fixture
def world() -> LedWorld:
    """An open scan with five people of three organisations, all invited and reached."""
    return with_protected_scan()


def test_closing_early_publishes_at_once(world: LedWorld) -> None:
    """The radar goes to the channel, once, and everybody can read that it is over."""
    world.hand_in_all()
    world.deliver()
    assert world.lead("scan.close").page
    scan = world.now_scan()
    assert (scan.state, scan.published_at) == (ScanState.PUBLISHED, world.now)
    posts = world.deliver()
    (radar,) = about(posts, Topic.RESULTS)
    assert (radar.reader, radar.is_new) == (CHANNEL, True)
    assert radar.rendering.plot is not None
    (leader,) = about(posts, Topic.LEADER)
    assert leader.reader == LEADER
    assert {post.reader for post in about(posts, Topic.WALK)} == {"U1", "U2", "U3", "U4", "U5"}


def test_the_channel_no_longer_reads_that_answering_is_possible(world: LedWorld) -> None:
    """What was said at the start is brought up to date when a scan closes before its deadline."""
    world.hand_in_all()
    world.deliver()
    world.lead("scan.close")
    (started,) = about(world.deliver(), Topic.STARTED)
    assert not started.is_new
    assert "22 maart" not in started.words()


def test_closing_twice_publishes_once(world: LedWorld) -> None:
    """A second tap is told that the scan is over."""
    world.hand_in_all()
    world.lead("scan.close")
    before = snapshot(world)
    assert notice_of(world.lead("scan.close")) == "scan.over"
    assert snapshot(world) == before


def test_closing_too_early_waits_for_the_leader(world: LedWorld) -> None:
    """Below the minimum nothing is shown; the leader hears it, the channel does not."""
    world.hand_in("U1")
    world.deliver()
    assert world.lead("scan.close").page
    assert world.now_scan().hold is Hold.TOO_FEW
    posts = world.deliver()
    assert not about(posts, Topic.RESULTS)
    (told,) = about(posts, Topic.LEADER)
    assert {button.action for button in buttons_of(told.rendering.message)} == {
        "scan.extend",
        "guide.open",
        "scan.finish",
    }


def test_finishing_without_figures_gives_help_for_the_conversation(world: LedWorld) -> None:
    """No number of a score, no radar, no table; the sentences to talk about."""
    world.hand_in("U1", score=2)
    world.lead("scan.close")
    world.deliver()
    world.lead("scan.finish")
    assert world.now_scan().state is ScanState.PUBLISHED
    posts = world.deliver()
    (outcome,) = about(posts, Topic.RESULTS)
    assert outcome.rendering.plot is None
    assert "van 5" not in outcome.words()
    assert all(item.text.in_(Language.NL) in outcome.words() for item in [sentence(0), sentence(2)])
    assert not about(posts, Topic.TABLE)
    leader, *changed = about(posts, Topic.LEADER)
    assert leader.is_new  # what was said of the hold stands further up
    assert not any(post.is_new for post in changed)


def test_stopping_takes_the_scan_away_everywhere(world: LedWorld) -> None:
    """Participants and channel read it where the invitation stood; a new scan can start."""
    world.hand_in("U1")
    world.deliver()
    world.lead("scan.cancel")
    assert world.now_scan().state is ScanState.CANCELLED
    posts = world.deliver()
    assert {post.reader for post in posts} == {CHANNEL, "U1", "U2", "U3", "U4", "U5"}
    assert not any(post.is_new for post in posts)
    assert world.now_scan().results == ""
    world.start()
    assert world.now_scan().state is ScanState.OPEN


def test_a_held_scan_can_be_stopped(world: LedWorld) -> None:
    """What its leader was told about it is brought up to date."""
    world.lead("scan.close")
    world.deliver()
    world.lead("scan.cancel")
    (told,) = about(world.deliver(), Topic.LEADER)
    assert not told.is_new
    assert not list(buttons_of(told.rendering.message))


def test_a_leader_is_never_told_of_an_outcome_that_is_not_there(world: LedWorld) -> None:
    """A message about a hold that is delivered after the scan was opened or stopped."""
    world.lead("scan.close")
    world.hand(form_of(world.lead("scan.extend")))
    (told,) = about(world.deliver(), Topic.LEADER)
    assert "leader.published" not in keys_of(told.rendering.message)
    world.lead("scan.cancel")
    (told,) = about(world.deliver(), Topic.LEADER)
    assert "leader.published" not in keys_of(told.rendering.message)


OVER = [
    "scan.nudge",
    "scan.extend",
    "scan.close",
    "scan.cancel",
    "scan.finish",
    "scan.recheck",
    "scan.publish_anyway",
    "scan.progress",
]


@pytest.mark.parametrize("action", OVER)
@pytest.mark.parametrize("end", ["scan.close", "scan.cancel"])
def test_buttons_of_a_scan_that_is_over_change_nothing(
    world: LedWorld, action: str, end: str
) -> None:
    """Old messages keep their buttons: they answer kindly."""
    world.hand_in_all()
    form = form_of(world.lead("scan.extend"))
    world.lead(end)
    before = snapshot(world)
    assert notice_of(world.lead(action)) == "scan.over"
    assert notice_of(world.hand(form)) == "scan.over"
    assert snapshot(world) == before


@pytest.mark.parametrize("action", ["scan.finish", "scan.recheck", "scan.publish_anyway"])
def test_what_is_for_a_held_scan_does_nothing_to_an_open_one(world: LedWorld, action: str) -> None:
    """Nothing is published before it closes."""
    before = snapshot(world)
    assert notice_of(world.lead(action)) == "scan.over"
    assert snapshot(world) == before


@pytest.mark.parametrize("action", ["scan.recheck", "scan.publish_anyway", "scan.nudge"])
def test_what_is_for_another_hold_does_nothing_below_the_minimum(
    world: LedWorld, action: str
) -> None:
    """There is no way around the minimum."""
    world.hand_in("U1")
    world.lead("scan.close")
    before = snapshot(world)
    assert notice_of(world.lead(action)) == "scan.over"
    assert snapshot(world) == before


@pytest.mark.parametrize("action", ["scan.finish", "scan.extend"])
def test_what_is_for_too_few_answers_does_nothing_for_a_lost_channel(
    world: LedWorld, action: str
) -> None:
    """There is no way around the channel that was promised."""
    world.hand_in_all()
    world.channel(is_private=False)
    world.lead("scan.close")
    before = snapshot(world)
    assert notice_of(world.lead(action)) == "scan.over"
    assert snapshot(world) == before


@pytest.mark.parametrize("hold", [None, Hold.NONE, Hold.TOO_FEW, Hold.CHANNEL, Hold.TOLD])
def test_every_button_on_the_leaders_page_does_something(
    world: LedWorld, hold: Hold | None
) -> None:
    """In each state of a scan; none of them is answered with a refusal."""
    world.hand_in_all()
    if hold is not None:
        state = ScanState.OPEN if hold is Hold.NONE else ScanState.CLOSED
        world.store.scans.save(replace(world.now_scan(), state=state, hold=hold))
    pressed: list[Button] = [*buttons_of(world.page())]
    for button in pressed:
        if not button.action.startswith("scan."):
            continue
        kept = world.now_scan()
        reply = world.press(button, LEADER)
        assert notice_of(reply) not in {"scan.over", "setup.not_leader", "setup.gone"}
        world.store.scans.save(kept)
    assert any(button.action.startswith("scan.") for button in pressed)
