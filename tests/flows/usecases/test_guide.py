"""The guide to the conversation: who may open it, and when."""

from dataclasses import replace

import pytest

from flows.events import Kind
from flows.guide import LENGTHS
from flows.messages import ChoiceInput, Form
from flows.scan import Hold, Mode, Moments, Scan, ScanState
from flows.usecases.desk import Reply
from tests.support.builders import buttons_of, form_of, notice_of, said
from tests.support.leading import (
    ADMIN,
    CHANNEL,
    FORMER,
    LEADER,
    OTHER,
    STRANGER,
    LedWorld,
    snapshot,
)


@pytest.fixture
def world() -> LedWorld:
    """A region whose scan is published: U1 and U2 took part."""
    world = LedWorld()
    world.take_in_many(2)
    world.start(Mode.OPEN)
    world.deliver()
    world.hand_in_all()
    world.lead("scan.close")
    world.deliver()
    return world


def change(world: LedWorld, **changes: object) -> Scan:
    """Have the newest scan be otherwise."""
    scan = replace(world.now_scan(), **changes)  # type: ignore[arg-type]  # checked when it runs
    world.store.scans.save(scan)
    return scan


def open_it(world: LedWorld, user_id: str = LEADER) -> Reply:
    """Tap the button in the channel."""
    return world.tap("guide.open", user_id, scan=world.now_scan().id)


def writes(form: Form) -> bool:
    """Whether the sentences of the group can be written from here."""
    return "we.open" in {button.action for button in buttons_of(form)}


def test_a_leader_opens_it_and_can_write(world: LedWorld) -> None:
    """With the points of this scan; from the channel, their own message and their page alike."""
    form = form_of(open_it(world))
    assert "van 5" in said(form)
    assert writes(form)
    assert "guide.open" in world.actions()


def test_who_took_part_reads_it(world: LedWorld) -> None:
    """And writes nothing."""
    assert not writes(form_of(open_it(world, "U1")))


def test_a_member_of_the_channel_reads_it(world: LedWorld) -> None:
    """As they may see the outcome."""
    world.members[CHANNEL] = {STRANGER}
    assert not writes(form_of(open_it(world, STRANGER)))


@pytest.mark.parametrize("user_id", [STRANGER, FORMER, OTHER, ADMIN])
def test_nobody_else_reads_it(world: LedWorld, user_id: str) -> None:
    """No more than the outcome."""
    assert notice_of(open_it(world, user_id)) == "results.not_yours"


@pytest.mark.parametrize("hold", [Hold.TOO_FEW, Hold.TALK])
def test_while_a_scan_waits_only_its_leader_reads_it(world: LedWorld, hold: Hold) -> None:
    """Without a score: the channel has seen none."""
    change(world, state=ScanState.CLOSED, hold=hold, moments=Moments.TWO, published_at=None)
    form = form_of(open_it(world))
    assert "van 5" not in said(form)
    assert writes(form)
    assert notice_of(open_it(world, "U1")) == "results.not_yet"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ScanState.OPEN},
        {"state": ScanState.CANCELLED},
        {"state": ScanState.CLOSED, "hold": Hold.CHANNEL},
        {"state": ScanState.CLOSED, "hold": Hold.TOLD},
    ],
    ids=lambda changes: "-".join(changes.values()),
)
def test_there_is_nothing_to_talk_about_yet(world: LedWorld, changes: dict[str, object]) -> None:
    """An old button answers kindly."""
    change(world, **changes)
    assert notice_of(open_it(world)) == "guide.notice.not_now"


def test_results_that_the_channel_does_not_show_are_not_shown_here() -> None:
    """Published, and not posted yet."""
    world = LedWorld()
    world.take_in_many(2)
    world.start(Mode.OPEN)
    world.deliver()
    world.hand_in_all()
    world.lead("scan.close")
    assert notice_of(open_it(world)) == "results.not_yet"
    assert "guide.open" not in world.actions()


def test_what_is_gone_is_answered_kindly(world: LedWorld) -> None:
    """No such scan."""
    assert notice_of(world.tap("guide.open", LEADER, scan=999)) == "setup.gone"


def choose(world: LedWorld, minutes: str) -> Reply:
    """Choose a length in the window."""
    scan = world.now_scan().id
    args: dict[str, str | int] = {"scan": scan}
    return world.act(world.request(Kind.TAP, LEADER, "guide.length", args, {"minutes": minutes}))


@pytest.mark.parametrize("minutes", LENGTHS)
def test_another_length_draws_it_anew(world: LedWorld, minutes: int) -> None:
    """In the place of the window, the length chosen."""
    reply = choose(world, str(minutes))
    assert reply.replace
    asked = next(one for one in form_of(reply).body if isinstance(one, ChoiceInput))
    assert asked.initial == str(minutes)


def test_a_length_that_is_not_offered_is_the_usual(world: LedWorld) -> None:
    """Nothing breaks on a crafted one."""
    asked = next(one for one in form_of(choose(world, "7")).body if isinstance(one, ChoiceInput))
    assert asked.initial == "60"


def test_closing_it_changes_nothing(world: LedWorld) -> None:
    """There is nothing in it to keep."""
    form = form_of(open_it(world))
    before = snapshot(world)
    assert world.hand(form) == Reply()
    assert snapshot(world) == before
