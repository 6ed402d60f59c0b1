"""What the owner of an action answered, as others read it in its window."""

from dataclasses import replace

import pytest

from flows.action import Action, Help
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.messages import Quote
from flows.views.action_open import MOST_ASKED
from tests.support.acting import (
    ActingWorld,
)
from tests.support.builders import said
from tests.support.leading import CHANNEL, LEADER

MEMBER = "UM"


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners, whose channel somebody reads without a part in it."""
    world = ActingWorld()
    world.user(MEMBER, "Mira Lid")
    world.members = {CHANNEL: {MEMBER}}
    return world


def answered(
    world: ActingWorld, action: Action, tap: Tap | None, text: str = "", user_id: str = "U1"
) -> None:
    """A check-in of somebody, that was answered or left."""
    world.later(60)
    world.store.check_ins.add(
        CheckIn(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            participant_id=world.participant(user_id),
            person_id=world.person(user_id).id,
            kind=CheckInKind.ACTION,
            action_id=action.id,
            phase=action.phase,
            state=CheckInState.DONE if tap else CheckInState.PASSED,
            tap=tap,
            text=text,
            asked_at=world.now,
            answered_at=world.now if tap else None,
        )
    )


def test_who_reads_what_was_answered(world: ActingWorld) -> None:
    """Taps are for all, sentences and what was left unanswered for the writer and the leaders."""
    action = world.made()
    answered(world, action, Tap.ON_TRACK, "De collega hielp")
    answered(world, action, None)
    for reader, sentence, left in (
        ("U1", True, True),
        (LEADER, True, True),
        ("U2", False, False),
        (MEMBER, False, False),
    ):
        form = world.opens(action, reader)
        assert "8 maart: op schema" in said(form)
        quoted = [one.text for one in form.body if isinstance(one, Quote)]
        assert quoted == (["De collega hielp"] if sentence else [])
        assert ("geen antwoord" in said(form)) is left


@pytest.mark.parametrize(
    ("asked", "readers"),
    [
        (None, {"U1"}),
        (Help.LEADER, {"U1", LEADER}),
        (Help.CHANNEL, {"U1", LEADER, "U2", MEMBER}),
    ],
)
def test_being_stuck_stays_with_the_owner_until_they_ask(
    world: ActingWorld, asked: Help | None, readers: set[str]
) -> None:
    """Then it is known to whom they asked, as long as it lasts."""
    action = world.change(world.made(), stuck_at=world.now, help=asked)
    answered(world, action, Tap.STUCK, "Geen tijd")
    for reader in ("U1", LEADER, "U2", MEMBER):
        shown = "loopt vast" in said(world.opens(action, reader)).replace("u vastloopt", "")
        assert shown is (reader in readers)
    solved = world.change(action, stuck_at=None, help=None)
    assert "loopt vast" not in said(world.opens(solved, LEADER))


def test_what_is_being_asked_is_no_answer_yet(world: ActingWorld) -> None:
    """Not even for who was asked: it stands in their DM."""
    action = world.made()
    answered(world, action, None)
    (one,) = world.store.check_ins.find()
    world.store.check_ins.save(replace(one, state=CheckInState.ASKED))
    for reader in ("U1", LEADER):
        assert "geen antwoord" not in said(world.opens(action, reader))


def test_a_new_owner_does_not_read_the_sentences_of_the_one_before(world: ActingWorld) -> None:
    """They were written for the leaders."""
    action = world.made()
    answered(world, action, Tap.ON_TRACK, "Van de vorige")
    given = world.change(action, owner_id=world.participant("U2"))
    assert not [one for one in world.opens(given, "U2").body if isinstance(one, Quote)]


def test_a_long_history_is_cut_with_a_count(world: ActingWorld) -> None:
    """The newest answers stay."""
    action = world.made()
    for _ in range(MOST_ASKED + 2):
        answered(world, action, Tap.ON_TRACK)
    assert "2 eerdere antwoorden" in said(world.opens(action))


def test_what_was_written_for_the_report_is_for_all(world: ActingWorld) -> None:
    """What explains the result, and what stays as it is."""
    action = world.change(world.made(), explanation="Meer tijd", routine="Elk kwartaal")
    quoted = [one.text for one in world.opens(action, MEMBER).body if isinstance(one, Quote)]
    assert quoted == ["Meer tijd", "Elk kwartaal"]
