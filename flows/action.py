"""What is agreed to lift a low score: an action in its Plan-Do-Check-Act cycle.

The cycle is Deming's, as the guide on borging describes it (Handreiking borging, 2022): plan is
making it SMART, do is carrying out and measuring, check is analysing and explaining the results,
act is settling what is needed to improve them.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never


class Phase(StrEnum):
    """Where an action is in its cycle."""

    PLAN = "plan"  # what is agreed is made SMART
    DO = "do"  # it is carried out
    CHECK = "check"  # it has been carried out: did it work, and what explains that?
    ACT = "act"  # what becomes routine, and what is tried next


class ActionState(StrEnum):
    """Whether an action is still followed."""

    OPEN = "open"
    FINISHED = "finished"  # it went through its cycle; the end
    DROPPED = "dropped"  # given up, with a reason; the end


class Bent(StrEnum):
    """What an action does with what was reached (Felix 2019, after the guide)."""

    KEEP = "keep"  # static: vastleggen
    DEVELOP = "develop"  # dynamic: doorontwikkelen


class Level(StrEnum):
    """Where an action plays (Klaster 2025: borging asks for attention on two levels)."""

    BETWEEN = "between"  # between the partners
    WITHIN = "within"  # within the owner's own organisation


class Help(StrEnum):
    """Whom the owner of an action that is stuck asked for help."""

    LEADER = "leader"
    CHANNEL = "channel"


class Move(StrEnum):
    """What brings an action further; docs/architecture.md draws the moves."""

    BEGIN = "begin"  # plan -> do: it is sharp enough, or they have begun
    CARRIED_OUT = "carried_out"  # plan or do -> check
    NOT_YET = "not_yet"  # check -> do: it was not done after all
    EXPLAIN = "explain"  # check -> act: what explains the result is said or left unsaid
    FINISH = "finish"  # act -> finished
    DROP = "drop"  # any -> dropped


@dataclass(frozen=True, kw_only=True)
class Action:
    """An agreement with an owner and a date. Moments are aware UTC datetimes.

    `scan_id` is the scan that it comes from, and `item` the statement of `instrument` that it
    should lift, "" for none; `aim` is the mean that it should reach, from 1 to 5. `sign` is how one
    will see that it worked. `owner_id` is a participant, None while nobody has it; `partner_id` is
    the organisation of the last owner. It follows up on the action `follows_id`.

    `asked_at` is when its owner was asked last, `unanswered` how many check-ins in a row they left;
    `stuck_at` is since when it is stuck, `help` whom the owner asked. `begun_at` is when its doing
    began, `carried_out_at` when it ended; `closed_at` is when it was finished or dropped and
    `reason` why it was dropped.
    `before_id` is the participant who had it before its owner, None if nobody had; `given_at` is
    when its owner came to have it.
    `routine` and `explanation` are what came of Act and Check, for the report, and the persons who
    wrote them `routine_by` and `explained_by`; they may have it deleted.
    `told` says that the leaders have been asked what to do about its unanswered check-ins.
    """

    id: int = 0
    workspace_id: int
    region_id: int
    scan_id: int | None = None
    follows_id: int | None = None
    instrument: str = ""
    item: str = ""
    what: str
    sign: str = ""
    aim: float | None = None
    owner_id: int | None
    partner_id: int | None
    before_id: int | None = None
    given_at: datetime | None = None
    due_on: date
    bent: Bent | None = None
    level: Level | None = None
    phase: Phase = Phase.PLAN
    state: ActionState = ActionState.OPEN
    created_at: datetime
    created_by: int | None = None
    asked_at: datetime | None = None
    unanswered: int = 0
    told: bool = False
    stuck_at: datetime | None = None
    help: Help | None = None
    begun_at: datetime | None = None
    carried_out_at: datetime | None = None
    explanation: str = ""
    explained_by: int | None = None
    routine: str = ""
    routine_by: int | None = None
    closed_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still followed."""
        return self.state is ActionState.OPEN


MOVES: dict[Move, tuple[Phase, ...]] = {
    Move.BEGIN: (Phase.PLAN,),
    Move.CARRIED_OUT: (Phase.PLAN, Phase.DO),
    Move.NOT_YET: (Phase.CHECK,),
    Move.EXPLAIN: (Phase.CHECK,),
    Move.FINISH: (Phase.ACT,),
    Move.DROP: tuple(Phase),
}
"""From which phases each move leads on."""


def can(action: Action, move: Move) -> bool:
    """Whether a move leads on from where the action is."""
    return action.is_open and action.phase in MOVES[move]


def moved(action: Action, move: Move, now: datetime) -> Action:
    """The action after a move; ValueError if it does not lead on from where it is."""
    if not can(action, move):
        raise ValueError(move)
    calm = replace(action, unanswered=0, told=False, stuck_at=None, help=None)
    match move:
        case Move.BEGIN:
            return replace(calm, phase=Phase.DO, begun_at=now)
        case Move.CARRIED_OUT:
            return replace(calm, phase=Phase.CHECK, carried_out_at=now)
        case Move.NOT_YET:
            return replace(calm, phase=Phase.DO, carried_out_at=None)
        case Move.EXPLAIN:
            return replace(calm, phase=Phase.ACT)
        case Move.FINISH:
            return replace(calm, state=ActionState.FINISHED, closed_at=now)
        case Move.DROP:
            return replace(calm, state=ActionState.DROPPED, closed_at=now)
        case _:
            assert_never(move)


def with_date(action: Action, due_on: date, now: datetime) -> Action:
    """The action with this date; with another one than it had, asking its owner begins anew."""
    if due_on == action.due_on:
        return action
    return replace(action, due_on=due_on, asked_at=now, unanswered=0, told=False)


def is_over_date(action: Action, today: date) -> bool:
    """Whether an action should have been carried out by now and was not."""
    return action.is_open and action.carried_out_at is None and action.due_on < today


def is_sharp(action: Action) -> bool:
    """Whether all is agreed that carrying it out needs: also how one sees it worked, and for what.

    The method calls that SMART (Handreiking borging, 2022); what and when it always has.
    """
    return bool(action.sign and action.item) and action.owner_id is not None
