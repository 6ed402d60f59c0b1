"""What was answered and told between scans is kept as long as promised, and no longer."""

from datetime import UTC, date, datetime

import pytest

from flows.check_in import CheckInKind, CheckInState, Tap
from flows.response import Sharing
from flows.topics import Topic
from flows.usecases.retention import erase_expired
from tests.support.asking import WHAT
from tests.support.builders import said
from tests.support.leading import LEADER
from tests.support.succeeding import SuccessionWorld
from tests.support.successes import TEXT, tells

HELPED = "De collega's deden mee"
TEXTS_END = date(2027, 7, 31)
"""The last day of the quarter after the one in which all of it was written (8 March)."""
TAPS_END = date(2028, 7, 31)
"""The last day of the school year after that one."""


@pytest.fixture
def world() -> SuccessionWorld:
    """U1 answered a question about their action, and told one thing for themselves, one for all."""
    world = SuccessionWorld()
    world.agreed()
    world.ask_of(world.action())
    world.answers_with("Op schema")
    world.writes(HELPED)
    tells(world, "U1", Sharing.NO)
    tells(world, "U1", Sharing.NAMED, text="Voor iedereen")
    world.deliver()
    return world


def at_noon(day: date) -> datetime:
    """A moment on a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def after(day: date) -> datetime:
    """Noon on the day after."""
    return at_noon(date.fromordinal(day.toordinal() + 1))


def test_sentences_go_first_and_taps_a_year_later(world: SuccessionWorld) -> None:
    """Each the day after what was promised, and once; the agreement and what was shared stay."""
    assert erase_expired(world.store, at_noon(TEXTS_END)) == 0
    assert erase_expired(world.store, after(TEXTS_END)) == 1
    (check_in,) = world.store.check_ins.find()
    assert (check_in.tap, check_in.text) == (Tap.ON_TRACK, "")
    assert [one.text for one in world.store.successes.find()] == ["Voor iedereen"]
    assert erase_expired(world.store, at_noon(TAPS_END)) == 0
    assert erase_expired(world.store, after(TAPS_END)) == 1
    assert not world.store.check_ins.find()
    assert world.action().what == WHAT
    assert [one.text for one in world.store.successes.find()] == ["Voor iedereen"]


def test_what_a_leader_wrote_goes_with_the_sentences(world: SuccessionWorld) -> None:
    """Who never answered it is not asked any more, and their message still can be drawn."""
    world.ask(world.check_in(CheckInKind.LEADER, words="Hoe gaat het?"))
    erase_expired(world.store, after(TEXTS_END))
    check_in = world.asked()
    assert (check_in.words, check_in.state) == ("", CheckInState.PASSED)
    (wish,) = world.store.wishes.find(topic=Topic.CHECK_IN)
    assert not world.calls(wish)


def test_who_left_goes_once_nothing_of_them_is_kept(world: SuccessionWorld) -> None:
    """With the messages about them; not while somebody sees to what was theirs."""
    world.staff("De Boer", "U6")
    world.briefings()
    gone = world.store.participants.find(person_id=world.person("U1").id)[0]
    erase_expired(world.store, at_noon(TAPS_END))
    assert world.store.participants.one(id=gone.id) is not None
    erase_expired(world.store, after(TAPS_END))
    assert world.store.participants.one(id=gone.id) is not None
    world.tap("action.drop", LEADER, action=world.action().id)
    world.store.actions.remove(world.action().id)
    erase_expired(world.store, after(TAPS_END))
    assert world.store.participants.one(id=gone.id) is None
    assert not world.store.wishes.find(subject_id=gone.id, topic=Topic.CHECK_IN)


def test_what_somebody_took_over_is_named_as_long_as_it_is_open(world: SuccessionWorld) -> None:
    """Also a decision; and once it is not, nobody is kept for it."""
    world.store.check_ins.remove(world.asked().id)
    world.store.actions.remove(world.action().id)
    decision = world.decided()
    world.staff("De Boer", "U6")
    gone = decision.owner_id
    erase_expired(world.store, world.now)
    assert world.store.participants.one(id=gone) is not None
    world.store.decisions.remove(decision.id)
    erase_expired(world.store, world.now)
    assert world.store.participants.one(id=gone) is None


def test_what_somebody_told_for_themselves_goes_with_them(world: SuccessionWorld) -> None:
    """What they shared stays without their name."""
    world.store.check_ins.remove(world.asked().id)
    world.store.actions.remove(world.action().id)
    world.staff("De Boer", "U6")
    erase_expired(world.store, world.now)
    assert world.store.people.one(user_id="U1") is None
    (told,) = world.store.successes.find()
    assert (told.text, told.writer_id) == ("Voor iedereen", None)
    assert told.text != TEXT


def test_what_their_successor_reads_can_still_be_drawn(world: SuccessionWorld) -> None:
    """Whoever was forgotten is named no more, and nothing breaks."""
    world.staff("De Boer", "U6")
    world.briefings()
    world.store.check_ins.remove(world.asked().id)
    world.store.participants.remove(
        world.store.participants.find(person_id=world.person("U1").id)[0].id
    )
    (wish,) = world.store.wishes.find(topic=Topic.BRIEFING)
    assert world.calls(wish)  # it is still new to them
    assert "U1 van" not in said(world.page("U6"))
