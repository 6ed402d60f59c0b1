"""Check-ins that are answered twice, too late, by somebody else, or make no sense."""

from dataclasses import replace

import pytest

from flows.action import ActionState, Phase
from flows.check_in import CheckInState, Tap
from flows.usecases.check_in_ask import pass_for_action
from tests.support.asking import AskingWorld
from tests.support.builders import notice_of, said
from tests.support.leading import LEADER

SECRET = "De directie van school B ligt dwars"


@pytest.fixture
def world() -> AskingWorld:
    """U1 has an action that is being carried out."""
    return AskingWorld()


def test_only_who_is_asked_can_answer(world: AskingWorld) -> None:
    """Not a colleague, and not the leader."""
    world.ask_of(world.agreed())
    button = world.labelled("Klaar")
    for user_id in ("U2", LEADER):
        assert notice_of(world.press(button, user_id)) == "check_in.notice.not_yours"
    assert world.action().phase is Phase.DO


def test_who_left_need_not_answer(world: AskingWorld) -> None:
    """Their old message does nothing any more."""
    world.ask_of(world.agreed())
    world.store.participants.save(replace(world.participant(), removed_at=world.now))
    button = world.labelled("Klaar")
    for action in ("check_in.tap", "check_in.skip", "check_in.write", "check_in.help"):
        reply = world.tap(action, "U1", **button.args)
        assert notice_of(reply) == "check_in.notice.left"


def test_a_window_may_be_handed_in_too_late(world: AskingWorld) -> None:
    """What was written by somebody who left in the meantime is not kept."""
    world.ask_of(world.agreed())
    world.answers_with("Op schema")
    window = world.window_of("Schrijven")
    world.store.participants.save(replace(world.participant(), removed_at=world.now))
    assert notice_of(world.submit(window, text=SECRET)) == "check_in.notice.left"
    assert world.asked().text == ""


def test_a_second_tap_changes_nothing(world: AskingWorld) -> None:
    """Nor does one of a message that shows another question by now, or of no such answer."""
    world.ask_of(world.agreed())
    done, stuck = world.labelled("Klaar"), world.labelled("Ik loop vast")
    world.press(done)
    before = (world.action(), world.asked())
    for button in (done, stuck):
        assert notice_of(world.press(button)) == "check_in.notice.further_on"
    assert notice_of(world.taps(Tap.YES)) == "check_in.notice.further_on"
    assert (world.action(), world.asked()) == before


@pytest.mark.parametrize("action", ["check_in.skip", "check_in.write"])
def test_nothing_is_added_before_the_answer(world: AskingWorld, action: str) -> None:
    """Nor once it has been left out."""
    world.ask_of(world.agreed())
    args = {"check_in": world.asked().id}
    assert notice_of(world.tap(action, "U1", **args)) == "check_in.notice.further_on"
    world.answers_with("Klaar")
    window = world.window_of("Schrijven")
    world.answers_with("Overslaan")
    assert notice_of(world.submit(window, text=SECRET)) == "check_in.notice.further_on"
    assert world.asked().text == ""


@pytest.mark.parametrize(
    "changes",
    [{"state": ActionState.FINISHED}, {"owner_id": None}, {"phase": Phase.CHECK}],
    ids=["finished", "given to somebody else", "moved"],
)
def test_what_has_moved_on_is_not_moved_by_an_old_answer(
    world: AskingWorld, changes: dict[str, object]
) -> None:
    """Who answers late reads so, and the action stays where it is."""
    world.ask_of(world.agreed())
    elsewhere = replace(world.action(), **changes)  # type: ignore[arg-type]  # when it runs
    world.store.actions.save(elsewhere)
    assert notice_of(world.answers_with("Klaar")) == "check_in.notice.elsewhere"
    assert world.action() == elsewhere
    assert world.asked().state is CheckInState.PASSED
    assert world.words() == "Deze vraag is niet meer nodig."


def test_what_lost_its_point_is_taken_back_in_place(world: AskingWorld) -> None:
    """Nobody is called for it."""
    action = world.agreed()
    world.ask_of(action)
    pass_for_action(world.store, action.id, world.now)
    assert [post.is_new for post in world.reads()] == [False]
    assert world.words() == "Deze vraag is niet meer nodig."
    pass_for_action(world.store, action.id, world.now)
    assert world.reads() == []


def test_the_window_says_nothing_of_a_leader_where_there_is_none(world: AskingWorld) -> None:
    """Then its writer alone reads it."""
    world.dismiss(LEADER)
    world.ask_of(world.agreed())
    world.answers_with("Op schema")
    assert "Alleen u leest wat u schrijft." in said(world.window_of("Schrijven"))
