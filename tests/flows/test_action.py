"""An action's cycle: which moves lead where, whatever people do with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.action import (
    MOVES,
    Action,
    ActionState,
    Help,
    Move,
    Phase,
    can,
    is_over_date,
    is_sharp,
    moved,
)

NOW = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
NEW = Action(
    workspace_id=1,
    region_id=1,
    what="Een overzicht",
    owner_id=1,
    partner_id=1,
    due_on=date(2027, 5, 28),
    created_at=NOW,
)
DAY = timedelta(days=1)
DONE_IN = {Phase.CHECK, Phase.ACT}
"""The phases of an action that has been carried out."""


def play(moves: Sequence[Move], begun: Action = NEW) -> list[Action]:
    """The action after each move, a day apart; one that does not lead on leaves it as it is."""
    states = [begun]
    for number, move in enumerate(moves, start=1):
        action = replace(states[-1], unanswered=2, told=True, stuck_at=NOW, help=Help.CHANNEL)
        if can(action, move):
            states.append(moved(action, move, NOW + number * DAY))
        else:
            with pytest.raises(ValueError, match=move):
                moved(action, move, NOW + number * DAY)
    return states


MOVES_OF_PEOPLE = st.lists(st.sampled_from(Move), max_size=30)


@given(MOVES_OF_PEOPLE, st.sampled_from(Phase))
def test_every_sequence_of_moves_ends_in_a_legal_state(moves: list[Move], phase: Phase) -> None:
    """Carried out in Check and Act only, closed at the end only, and nobody is waited for."""
    carried_out_at = NOW if phase in DONE_IN else None
    begun = replace(NEW, phase=phase, carried_out_at=carried_out_at)
    for action in play(moves, begun):
        assert (action.closed_at is None) is action.is_open
        finished = action.state is ActionState.FINISHED
        assert not finished or action.phase is Phase.ACT
        if action.is_open or finished:
            assert (action.carried_out_at is not None) is (action.phase in DONE_IN)
        if action is not begun:
            calm = (action.unanswered, action.told, action.stuck_at, action.help)
            assert calm == (0, False, None, None)


@given(MOVES_OF_PEOPLE)
def test_what_is_closed_never_moves(moves: list[Move]) -> None:
    """Neither a finished action nor one that was given up: of later moves none leads on."""
    states = play(moves)
    closed = [number for number, action in enumerate(states) if not action.is_open]
    assert closed in ([], [len(states) - 1])


@given(MOVES_OF_PEOPLE)
def test_it_was_carried_out_when_its_doing_ended(moves: list[Move]) -> None:
    """Explaining and finishing leave that moment; not having done it after all takes it away."""
    states = play(moves)
    for before, after in pairwise(states):
        if before.phase in DONE_IN and after.phase in DONE_IN:
            assert after.carried_out_at == before.carried_out_at
        elif after.phase is Phase.DO:
            assert after.carried_out_at is None


@given(st.lists(st.sampled_from([one for one in Move if one is not Move.DROP]), max_size=30))
def test_it_can_be_given_up_as_long_as_it_is_open(moves: list[Move]) -> None:
    """From every phase; where it was stays to be seen."""
    action = play(moves)[-1]
    if action.is_open:
        dropped = moved(action, Move.DROP, NOW)
        assert dropped.state is ActionState.DROPPED
        assert dropped.phase is action.phase


def test_every_phase_leads_on() -> None:
    """Nowhere does an action end up from which only giving it up leads."""
    for phase in Phase:
        assert [move for move in Move if phase in MOVES[move] and move is not Move.DROP]


def test_the_whole_way() -> None:
    """Plan, Do, Check, Act, finished."""
    way = play([Move.BEGIN, Move.CARRIED_OUT, Move.EXPLAIN, Move.FINISH])
    assert [action.phase for action in way] == [*Phase, Phase.ACT]
    assert way[-1].state is ActionState.FINISHED
    assert way[-1].carried_out_at == NOW + 2 * DAY
    assert way[-1].closed_at == NOW + 4 * DAY


def test_over_its_date() -> None:
    """From the day after, until it has been carried out or is closed."""
    after = NEW.due_on + DAY
    assert is_over_date(NEW, after)
    assert not is_over_date(NEW, NEW.due_on)
    assert not is_over_date(moved(NEW, Move.CARRIED_OUT, NOW), after)
    assert not is_over_date(moved(NEW, Move.DROP, NOW), after)


WHOLE = replace(NEW, sign="Iedereen leverde", item="inzicht")


@pytest.mark.parametrize(
    ("action", "sharp"),
    [
        pytest.param(WHOLE, True, id="whole"),
        pytest.param(replace(WHOLE, sign=""), False, id="no sign"),
        pytest.param(replace(WHOLE, item=""), False, id="no statement"),
        pytest.param(replace(WHOLE, owner_id=None), False, id="no owner"),
    ],
)
def test_sharp_enough_to_begin(action: Action, sharp: bool) -> None:  # noqa: FBT001 - a column of the table
    """With a sign that it worked, a statement and an owner; what and when it always has."""
    assert is_sharp(action) is sharp
