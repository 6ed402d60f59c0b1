"""What a check-in says of the scores, of the month's question and of what a leader wrote."""

from dataclasses import replace

import pytest

from flows.action import Phase
from flows.check_in import CheckInKind, CheckInState, Tap
from flows.check_in_questions import Condition
from flows.outbox import WishState
from flows.response import Sharing
from flows.scan import Mode, ScanState
from flows.success import SuccessKind
from flows.topics import Topic
from flows.usecases.check_in_told import check_in_has_point
from tests.support.asking import ITEM, AskingWorld
from tests.support.builders import form_of
from tests.support.leading import LEADER
from tests.support.published import PEOPLE


@pytest.fixture
def world() -> AskingWorld:
    """Nobody has been asked anything."""
    return AskingWorld()


# The score.


def test_what_is_carried_out_names_the_score_it_should_lift(world: AskingWorld) -> None:
    """With its scale, at its first mention."""
    scan = world.publish(U1=2, U2=3, U4=1)
    world.ask_of(world.agreed(item=ITEM, scan_id=scan.id))
    assert "Bedoeld om “Inzicht in resultaten” (2,0 van 5) omhoog te krijgen." in world.words()


def test_check_brings_the_newest_score_beside_the_aim(world: AskingWorld) -> None:
    """And beside the score that the action began with."""
    scan = world.publish(U1=2, U2=3, U4=1)
    world.next_quarter()
    world.publish(U1=3, U2=3, U4=2)
    world.ask_of(world.agreed(Phase.CHECK, item=ITEM, scan_id=scan.id, aim=3.0))
    assert "“Inzicht in resultaten” was 2,0 van 5, doel 3,0, nu 2,7." in world.words()
    assert "Klaar op" not in world.words()


def test_a_protected_scan_brings_its_published_mean(world: AskingWorld) -> None:
    """And nothing else of it."""
    scan = world.publish(Mode.PROTECTED, U1=2, U2=2, U3=2, U4=2, U5=3)
    world.next_quarter()
    world.publish(Mode.PROTECTED, U1=3, U2=3, U3=3, U4=4, U5=3)
    world.ask_of(world.agreed(Phase.CHECK, item=ITEM, scan_id=scan.id))
    assert "was 2,2 van 5, nu 3,2." in world.words()


def test_an_action_without_scan_has_the_scores_since_it_was_made(world: AskingWorld) -> None:
    """An older one is not new."""
    world.publish(U1=2)
    world.next_quarter()
    action = world.agreed(Phase.CHECK, item=ITEM, aim=3.0)
    world.ask_of(action)
    assert "“Inzicht in resultaten” doel 3,0 van 5. Sinds de uitvoering is er nog" in world.words()
    world.later(60)
    world.publish(U1=4)
    world.ask_of(action)
    assert "doel 3,0 van 5, nu 4,0." in world.words()


def test_without_a_new_scan_it_says_so(world: AskingWorld) -> None:
    """And asks all the same."""
    scan = world.publish(U1=2)
    world.ask_of(world.agreed(Phase.CHECK, item=ITEM, scan_id=scan.id))
    assert "was 2,0 van 5. Sinds de uitvoering is er nog geen nieuwe scan geweest." in world.words()
    assert "Heeft het gewerkt, en wat verklaart dat?" in world.words()


def test_a_withheld_score_is_said_to_be_missing(world: AskingWorld) -> None:
    """In a protected scan in which all agree, their mean would be everybody's score."""
    world.publish(Mode.PROTECTED, dict.fromkeys(PEOPLE, 5))
    world.ask_of(world.agreed(Phase.CHECK, item=ITEM, created_at=world.now.replace(year=2026)))
    words = world.words()
    assert "Bedoeld om “Inzicht in resultaten” omhoog te krijgen." in words
    assert "De nieuwste scan laat van deze stelling geen cijfer zien." in words


def test_other_words_are_not_compared(world: AskingWorld) -> None:
    """The region chose another variant since."""
    item = "betrokkenheid"
    scan = world.publish(U1=2)
    world.change_region(variant="wide")
    world.next_quarter()
    world.publish(U1=4)
    world.ask_of(world.agreed(Phase.CHECK, item=item, scan_id=scan.id))
    assert "heeft deze stelling niet, of in andere woorden." in world.words()
    assert "nu" not in world.words().split("Heeft het gewerkt")[0].replace("nieuw", "")


def test_what_the_channel_never_saw_is_no_score(world: AskingWorld) -> None:
    """It is as if there had been no scan."""
    scan = world.publish(posted=False, U1=2)
    for wish in world.store.wishes.find(topic=Topic.RESULTS):
        world.store.wishes.save(replace(wish, state=WishState.FAILED))
    world.ask_of(world.agreed(item=ITEM, scan_id=scan.id))
    assert "Bedoeld om “Inzicht in resultaten” omhoog te krijgen." in world.words()


def test_a_statement_that_is_not_known_any_more_is_left_out(world: AskingWorld) -> None:
    """The action is asked without it."""
    world.ask_of(world.agreed(Phase.CHECK, item="from another questionnaire"))
    assert "Bedoeld om" not in world.words()


def test_a_date_that_passed_is_named_without_blame(world: AskingWorld) -> None:
    """As of the day on which it was asked."""
    world.next_quarter()
    world.ask_of(world.agreed())
    assert "De afgesproken datum was vrijdag 28 mei." in world.words()


# A question, a success, a leader's words.


def test_the_months_question_takes_two_taps(world: AskingWorld) -> None:
    """The tap is only counted; a sentence is for the leader."""
    world.ask(world.check_in(CheckInKind.QUESTION, question=Condition.MEANS))
    assert "genoeg tijd en ruimte" in world.words()
    assert "De bot laat niemand zien wat u kiest." in world.words()
    assert world.labels() == ["Ja", "Deels", "Nee", "Weet ik niet", "Geen korte vragen meer"]
    world.answers_with("Deels")
    assert (world.asked().tap, world.asked().answered_at) == (Tap.PARTLY, world.now)
    assert "Genoteerd. Wilt u er iets bij zeggen?" in world.words()
    world.writes("Te weinig uren")
    assert world.labels() == []
    assert "Te weinig uren" not in world.words()


def test_who_does_not_know_is_done(world: AskingWorld) -> None:
    """Nothing more is asked."""
    world.ask(world.check_in(CheckInKind.QUESTION, question=Condition.MEANS))
    world.answers_with("Weet ik niet")
    assert world.asked().state is CheckInState.DONE
    assert "U bent klaar." in world.words()


def test_a_low_statement_is_asked_with_its_mean(world: AskingWorld) -> None:
    """The published one."""
    world.publish(U1=2)
    world.ask(world.check_in(CheckInKind.QUESTION, question=ITEM))
    assert "Inzicht in resultaten" in world.words()
    assert "**Inzicht in resultaten** kreeg in de laatste scan 2,0 van 5." in world.words()
    assert "\nGaat dat volgens u nu beter?" in world.words()


def test_a_low_statement_of_which_no_scan_stands_has_no_mean(world: AskingWorld) -> None:
    """The question is asked all the same."""
    world.ask(world.check_in(CheckInKind.QUESTION, question=ITEM))
    assert "van 5" not in world.words()


def test_a_success_is_told_or_not(world: AskingWorld) -> None:
    """Not now is a good answer."""
    world.ask(world.check_in(CheckInKind.SUCCESS))
    assert world.labels() == ["Vertellen", "Nu niet"]
    assert "Alleen wat u zelf wilt delen, komt in het kanaal." in world.words()
    world.answers_with("Nu niet")
    assert world.asked().state is CheckInState.DONE


def test_a_success_that_was_told_answers_the_question(world: AskingWorld) -> None:
    """Nobody asks for it again."""
    world.ask(world.check_in(CheckInKind.SUCCESS))
    window = form_of(world.press(world.labelled("Vertellen")))
    world.submit(window, kind=SuccessKind.SUCCESS, text="Tien bedrijven", sharing=Sharing.NO)
    world.reads()
    assert world.asked().state is CheckInState.DONE
    assert "U bent klaar." in world.words()
    assert len(world.store.successes.find()) == 1
    world.submit(window, kind=SuccessKind.LESSON, text="Klein begonnen", sharing=Sharing.NO)
    assert len(world.store.successes.find()) == 2
    assert world.reads() == []


def test_a_leader_writes_in_their_own_words(world: AskingWorld) -> None:
    """With their name; the answer is for leaders alone, who hear that there is one."""
    leader = world.person(LEADER)
    words = "Dank voor het open huis.\nWat kan de regio voor u doen?"
    world.ask(world.check_in(CheckInKind.LEADER, asked_by=leader.id, words=words))
    assert "Een bericht van Marijke Visser" in world.words()
    assert "“Dank voor het open huis. Wat kan de regio voor u doen?”" in world.words()
    assert "Alleen u en Marijke Visser lezen wat u antwoordt." in world.words()
    assert world.labels() == ["Antwoorden", "Dank u"]
    window = world.window_of("Antwoorden")
    world.submit(window, text="Meer stages")
    assert (world.asked().text, world.asked().state) == ("Meer stages", CheckInState.DONE)
    assert world.store.wishes.find(topic=Topic.FOLLOW_UP)


def test_thanks_may_be_thanked_for(world: AskingWorld) -> None:
    """A leader who is not kept any more is not named."""
    world.ask(world.check_in(CheckInKind.LEADER, words="Dank u wel"))
    assert "Een bericht van de programmaleider" in world.words()
    world.answers_with("Dank u")
    assert world.asked().state is CheckInState.DONE


def test_a_leader_who_takes_part_reads_their_own(world: AskingWorld) -> None:
    """They are not named as somebody else."""
    world.appoint("U1")
    world.dismiss(LEADER)
    world.ask(world.check_in(CheckInKind.QUESTION, question=Condition.MEANS))
    assert "Alleen u leest wat u er eventueel bij schrijft." in world.words()


# Whether it still has a point.


def has_point(world: AskingWorld) -> bool:
    """Whether U1 should still be called for their check-in."""
    wish = world.store.wishes.one(topic=Topic.CHECK_IN)
    assert wish is not None
    return check_in_has_point(world.store, wish, world.now)


def test_what_is_asked_has_a_point_until_it_is_answered(world: AskingWorld) -> None:
    """Nobody is called for what they did."""
    world.ask(world.check_in(CheckInKind.QUESTION, question=Condition.MEANS))
    assert has_point(world)
    world.answers_with("Ja")
    assert not has_point(world)


def test_who_left_is_not_called(world: AskingWorld) -> None:
    """Whatever they left unanswered."""
    world.ask_of(world.agreed())
    world.store.participants.save(replace(world.participant(), removed_at=world.now))
    assert not has_point(world)


def test_check_ins_rest_while_a_scan_is_open(world: AskingWorld) -> None:
    """Then only the scan is asked for."""
    world.ask_of(world.agreed())
    world.start()
    assert not has_point(world)
    world.end_scan(state=ScanState.CANCELLED)
    assert has_point(world)
