"""What a region did in a year, as values: its scans, actions, decisions and what it celebrated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flows.action import Action, ActionState, Phase, is_over_date
from flows.decision import Decision
from flows.language import Localized
from flows.success import SuccessKind


class Standing(StrEnum):
    """How an action stands, in words for who never heard of the cycle."""

    AGREED = "agreed"
    RUNNING = "running"  # it is carried out
    OVER_DATE = "over_date"  # it should have been carried out by now
    CARRIED_OUT = "carried_out"  # what it brought is looked at
    FINISHED = "finished"
    DROPPED = "dropped"


class ComingKind(StrEnum):
    """What the days ahead bring."""

    MEETING = "meeting"
    MOMENT = "moment"  # a day on which people speak each other
    SCAN = "scan"  # the next one of the rhythm begins
    CLOSING = "closing"  # the last day of a running scan
    ACTION = "action"  # an action has to be carried out by then
    DECISION = "decision"  # a decision has to be followed up by then


@dataclass(frozen=True, kw_only=True)
class YearScan:
    """A scan: the day its results came, how many partners answered, what rose and what fell.

    What rose most comes first.
    """

    day: date
    title: str
    answered: int
    asked: int
    rose: tuple[Localized, ...] = ()
    fell: tuple[Localized, ...] = ()


@dataclass(frozen=True, kw_only=True)
class YearAction:
    """An action with its local days; `partner` is its owner's organisation, "" for nobody.

    `item` is the short name of its statement, None without one.
    """

    action: Action
    partner: str
    item: Localized | None
    made_on: date
    carried_out_on: date | None = None
    closed_on: date | None = None

    @property
    def dropped_on(self) -> date | None:
        """When it was given up."""
        return self.closed_on if self.action.state is ActionState.DROPPED else None


@dataclass(frozen=True, kw_only=True)
class YearDecision:
    """A decision; `partner` is the organisation that follows it up, "" for nobody."""

    decision: Decision
    partner: str


@dataclass(frozen=True, kw_only=True)
class YearSuccess:
    """What was celebrated with its writer's consent; `by` names them, "" without a name."""

    day: date
    kind: SuccessKind
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Something ahead; `what` are people's own words for it, if any."""

    on: date
    kind: ComingKind
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A time that leaders were told of signs of a netwerkdip: when, and of which."""

    on: date
    signals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Year:
    """What a region did from `first` to `last`, both included, each part in order of time.

    Actions and decisions are those of these days and all that are still open, as they stand on
    `today`. `notices` are for leaders only, and so are left out of what goes to others.
    """

    region: str
    first: date
    last: date
    today: date
    scans: tuple[YearScan, ...] = ()
    actions: tuple[YearAction, ...] = ()
    decisions: tuple[YearDecision, ...] = ()
    successes: tuple[YearSuccess, ...] = ()
    coming: tuple[Coming, ...] = ()
    notices: Sequence[Notice] = ()

    def has(self, day: date | None) -> bool:
        """Whether a day is one of these days."""
        return day is not None and self.first <= day <= self.last

    @property
    def open_actions(self) -> Sequence[YearAction]:
        """The actions that are still followed."""
        return [one for one in self.actions if one.action.is_open]

    @property
    def over_date(self) -> Sequence[YearAction]:
        """The actions that should have been carried out by now."""
        return [one for one in self.actions if is_over_date(one.action, self.today)]

    @property
    def open_decisions(self) -> Sequence[YearDecision]:
        """The decisions that are still followed up."""
        return [one for one in self.decisions if one.decision.is_open]


def standing(action: Action, today: date) -> Standing:
    """How an action stands on a day."""
    match action.state:
        case ActionState.FINISHED:
            return Standing.FINISHED
        case ActionState.DROPPED:
            return Standing.DROPPED
        case _ if is_over_date(action, today):
            return Standing.OVER_DATE
        case _ if action.carried_out_at is not None:
            return Standing.CARRIED_OUT
        case _:
            return Standing.RUNNING if action.phase is Phase.DO else Standing.AGREED
