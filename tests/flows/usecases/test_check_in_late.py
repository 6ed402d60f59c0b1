"""The owner of an action that is over its date says that it is done, or by when it will be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Phase
from flows.check_in import CheckInState, Tap
from flows.language import Language
from flows.messages import Form
from flows.usecases.actions_kept import save_action
from tests.support.asking import DUE, AskingWorld
from tests.support.builders import notice_of, said

NEW_DATE = date(2027, 4, 15)
OVER = date(2027, 3, 5)


@pytest.fixture
def world() -> AskingWorld:
    """U1 has an action that should have been done on Friday, and left two check-ins of it."""
    world = AskingWorld()
    world.ask_of(world.agreed(due_on=OVER, unanswered=2, told=True))
    return world


@pytest.fixture
def window(world: AskingWorld) -> Form:
    """The window for another date."""
    return world.window_of("Andere datum")


def test_nobody_is_on_track_over_the_date(world: AskingWorld) -> None:
    """Every week again that would say nothing; who reads what stands with it."""
    assert "De afgesproken datum was vrijdag 5 maart." in world.words()
    assert "Is het klaar, of past een andere datum beter?" in world.words()
    assert "“Klaar” en een nieuwe datum lezen deelnemers en kanaalleden" in world.words()
    assert "does another date suit better?" in world.words(Language.EN)
    assert world.labels() == ["Klaar", "Andere datum", "Ik loop vast"]


def test_the_date_opens_at_once(world: AskingWorld, window: Form) -> None:
    """With a day to come the question is answered, and what was in the way may be said."""
    assert "De stuurgroep ziet die daar." in said(window)
    world.submit(window, day=NEW_DATE)
    world.reads()
    action, asked = world.action(), world.asked()
    assert (action.due_on, action.unanswered, action.told) == (NEW_DATE, 0, False)
    assert (asked.tap, asked.state, asked.answered_at) == (
        Tap.OTHER_DATE,
        CheckInState.ANSWERED,
        world.now,
    )
    assert "Klaar op donderdag 15 april." in world.words()
    assert "Genoteerd. Wat staat in de weg?" in world.words()
    world.writes("De roosters zitten vol")
    assert world.labels() == []
    assert notice_of(world.submit(window, day=DUE)) == "check_in.notice.further_on"
    assert world.action().due_on == NEW_DATE


def test_closing_the_window_leaves_the_question(world: AskingWorld, window: Form) -> None:
    """A day that has gone is none either: nothing is kept."""
    assert world.submit(window, day=OVER).errors["day"].key == "check_in.date.past"
    assert (world.action().due_on, world.asked().state) == (OVER, CheckInState.ASKED)
    world.answers_with("Klaar")
    assert world.action().phase is Phase.CHECK


def test_who_is_stuck_is_offered_the_date_once_more(world: AskingWorld) -> None:
    """Beside other help."""
    world.answers_with("Ik loop vast")
    world.submit(world.window_of("Andere datum"), day=NEW_DATE)
    assert (world.action().due_on, world.action().stuck_at) == (NEW_DATE, None)
    assert world.asked().tap is Tap.STUCK


def test_what_was_not_begun_may_be_done_too(world: AskingWorld) -> None:
    """Whether it is sharp enough to begin is not asked any more."""
    world.later(60)
    world.ask_of(world.agreed(Phase.PLAN, due_on=OVER))
    assert world.labels() == ["Klaar", "Andere datum", "Ik loop vast"]
    assert "Er staat niet bij welke stelling" not in world.words()
    world.answers_with("Klaar")
    assert world.store.actions.find()[-1].phase is Phase.CHECK


def test_a_date_that_was_moved_by_others_is_asked_as_before(world: AskingWorld) -> None:
    """The old button changes nothing: the owner is on track again."""
    button = world.labelled("Andere datum")
    save_action(world.store, replace(world.action(), due_on=NEW_DATE), world.now)
    world.reads()
    assert world.labels() == ["Op schema", "Ik loop vast", "Klaar"]
    assert notice_of(world.press(button)) == "check_in.notice.further_on"
    assert world.asked().state is CheckInState.ASKED


def test_the_date_is_a_window_and_no_tap(world: AskingWorld) -> None:
    """A crafted tap without a day changes nothing."""
    assert notice_of(world.taps(Tap.OTHER_DATE)) == "check_in.notice.further_on"
    assert world.asked().state is CheckInState.ASKED


@pytest.mark.parametrize("days", [0, 1])
def test_on_the_day_itself_it_is_not_late(days: int) -> None:
    """Only from the day after on."""
    world = AskingWorld()
    day = date(2027, 3, 8) - timedelta(days=days)
    world.ask_of(world.agreed(due_on=day))
    assert ("Op schema" in world.labels()) == (days == 0)
