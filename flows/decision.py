"""What the stuurgroep decided, who follows it up and when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DecisionState(StrEnum):
    """Whether a decision is still followed up."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"  # no longer applies


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision of a region's stuurgroep. Moments are aware UTC datetimes.

    `owner_id` is the participant who follows it up and `partner_id` their organisation; None while
    nobody does; `before_id` is the participant who did so before, `given_at` when its owner came
    to have it. `due_on` is by when, None without a date. `source` is the address of the message
    that it was kept from, "" if none.
    """

    id: int = 0
    workspace_id: int
    region_id: int
    what: str
    decided_on: date
    owner_id: int | None
    partner_id: int | None
    before_id: int | None = None
    given_at: datetime | None = None
    due_on: date | None
    state: DecisionState = DecisionState.OPEN
    source: str = ""
    created_at: datetime
    created_by: int | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still followed up."""
        return self.state is DecisionState.OPEN


def is_due(decision: Decision, today: date) -> bool:
    """Whether its date has come."""
    return decision.is_open and decision.due_on is not None and decision.due_on <= today
