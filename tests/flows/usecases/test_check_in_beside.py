"""What is asked of an action stays, or stays private, whatever else is asked and by whom."""

from datetime import date, timedelta

import pytest

from flows.action import Help, Move, Phase
from flows.check_in import CheckInKind, CheckInState, Tap
from flows.check_in_rules import ActionDays, next_check_in
from flows.messages import Quote
from flows.usecases.action_form import FORMS
from flows.usecases.actions_kept import give_action, move_action
from flows.usecases.retention import erase_expired
from tests.support.asking import DUE, ITEM, WHAT, AskingWorld
from tests.support.builders import form_of, notice_of, said
from tests.support.leading import LEADER

STUCK = "Ik loop vast"
WHY = "Wij maakten er tijd voor"


@pytest.fixture
def world() -> AskingWorld:
    """U1 has an action that is being carried out."""
    return AskingWorld()


# Thanks of a leader beside it.


def test_thanks_take_no_question_of_an_action_away(world: AskingWorld) -> None:
    """One message: the action first, then the new; nothing was left."""
    world.ask_of(world.agreed())
    world.later(60)
    world.ask(world.check_in(CheckInKind.LEADER, words="Dank voor het open huis."))
    assert "Vraag 1 van 2" in world.words()
    assert WHAT in world.words()
    assert world.action().unanswered == 0
    world.answers_with("Op schema")
    world.answers_with("Overslaan")
    assert "Dank voor het open huis." in world.words()


def test_an_open_choice_of_help_stays(world: AskingWorld) -> None:
    """Who is stuck has still to say what helps."""
    world.ask_of(world.agreed())
    world.answers_with(STUCK)
    world.later(60)
    world.ask(world.check_in(CheckInKind.SUCCESS))
    assert "Wat helpt u nu?" in world.words()
    assert [one.state for one in world.store.check_ins.find()] == [
        CheckInState.ANSWERED,
        CheckInState.ASKED,
    ]


def test_a_sentence_that_is_left_open_makes_room(world: AskingWorld) -> None:
    """But what explains the result does not."""
    world.ask_of(world.agreed())
    world.answers_with("Op schema")
    world.later(60)
    world.ask(world.check_in(CheckInKind.SUCCESS))
    assert world.labels() == ["Vertellen", "Nu niet"]
    world.later(60)
    world.ask_of(world.agreed(Phase.CHECK))
    world.answers_with("Het werkte")
    world.ask(world.check_in(CheckInKind.SUCCESS))
    assert "Wat verklaart dat?" in world.words()


# Who knows that somebody was stuck.


def test_being_stuck_in_private_stays_private(world: AskingWorld) -> None:
    """Also once they ask for help later, and for whoever has the action then."""
    world.ask_of(world.agreed())
    world.answers_with(STUCK)
    world.answers_with("Niets, dank u")
    world.later(60)
    world.ask_of(world.action())
    world.answers_with(STUCK)
    world.answers_with("Het kanaal vragen")
    assert [one.help for one in world.store.check_ins.find()] == [None, Help.CHANNEL]

    def told(user_id: str) -> int:
        opened = world.tap("action.open", user_id, action=world.action().id)
        return said(form_of(opened)).count(": loopt vast")

    assert (told("U1"), told("U2"), told(LEADER)) == (2, 1, 1)
    give_action(world.store, world.action(), world.participant("U2"), world.now)
    assert (told("U1"), told("U2"), told(LEADER)) == (2, 1, 1)


# A date that is far away.


def test_a_date_too_far_ahead_is_refused(world: AskingWorld) -> None:
    """The window stays open."""
    world.ask_of(world.agreed())
    world.answers_with(STUCK)
    reply = world.submit(world.window_of("Andere datum"), day=date.max)
    assert reply.errors["day"].key == "action.error.far"
    assert world.action().due_on == DUE


def test_the_rules_take_any_date(world: AskingWorld) -> None:
    """One that was kept all the same stops nobody's round."""
    action = world.agreed(due_on=date.max)
    begun = date(2027, 3, 8)
    assert next_check_in(action, None, ActionDays(begun=begun)) == begun + timedelta(weeks=4)


# Sentences that belong to what was agreed.


@pytest.fixture
def window(world: AskingWorld) -> None:
    """U1 wrote what explains the result."""
    world.ask_of(world.agreed(Phase.CHECK))
    world.answers_with("Het werkte")


@pytest.mark.usefixtures("window")
def test_what_one_wrote_with_an_action_is_shown_and_deleted_on_request(world: AskingWorld) -> None:
    """Also once the check-in has been deleted, because its time was over."""
    world.writes(WHY)
    world.answers_with("Dit wordt gewoonte")
    world.writes("Elke maand een overzicht")
    erase_expired(world.store, world.now.replace(year=2029))
    assert not world.store.check_ins.find()
    assert world.action().explanation == WHY
    data = form_of(world.tap("privacy.data", "U1"))
    assert "Deze zinnen horen bij de afspraak van de regio" in said(data)
    assert WHY in [one.text for one in data.body if isinstance(one, Quote)]
    erased = said(form_of(world.tap("privacy.erase", "U1")))
    assert "Twee antwoorden en berichten van tussen de scans zijn gewist." in erased
    action = world.action()
    assert (action.explanation, action.routine) == ("", "")
    assert (action.explained_by, action.routine_by) == (None, None)


@pytest.mark.usefixtures("window")
def test_what_others_wrote_stays(world: AskingWorld) -> None:
    """Each has only their own deleted, in whatever window they wrote it."""
    world.writes(WHY)
    window = form_of(world.tap("action.edit", LEADER, action=world.action().id))
    assert window.key in FORMS
    world.submit(window, LEADER, explanation="Van de leider", routine="Elk kwartaal")
    leader = world.person(LEADER).id
    assert (world.action().explained_by, world.action().routine_by) == (leader, leader)
    world.tap("privacy.erase", "U1")
    assert world.action().explanation == "Van de leider"
    world.tap("privacy.erase", LEADER)
    assert (world.action().explanation, world.action().routine) == ("", "")


@pytest.mark.usefixtures("window")
def test_who_had_an_action_before_does_not_overwrite_it(world: AskingWorld) -> None:
    """Their sentence stays with what they were asked."""
    window = world.window_of("Schrijven")
    give_action(world.store, world.action(), world.participant("U2"), world.now)
    reply = world.submit(window, text=WHY)
    assert notice_of(reply) == "check_in.notice.kept_apart"
    assert world.action().explanation == ""
    assert world.store.check_ins.find(tap=Tap.WORKED)[0].text == WHY


# The newest score.


def test_only_a_scan_after_it_was_carried_out_is_new(world: AskingWorld) -> None:
    """Answers from before knew nothing of it."""
    scan = world.publish(U1=2)
    world.next_quarter()
    world.publish(U1=3)
    action = world.agreed(Phase.DO, item=ITEM, scan_id=scan.id, begun_at=world.now)
    world.later(60)
    world.ask_of(move_action(world.store, action, Move.CARRIED_OUT, world.now))
    assert "was 2,0 van 5. Sinds de uitvoering is er nog geen nieuwe scan geweest." in world.words()
    world.next_quarter()
    world.publish(U1=4)
    world.ask_of(world.action())
    assert "was 2,0 van 5, nu 4,0." in world.words()
