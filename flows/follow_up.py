"""How a region is followed between its scans: what is asked how often, and when it is looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Asked(StrEnum):
    """How often participants get a question between scans."""

    MONTHLY = "monthly"
    TWO_MONTHLY = "two_monthly"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """How a region is followed, one row a region. Moments are aware UTC datetimes.

    It is looked at on every working day, next at `due_at`. `month` is the first day of the month
    whose question is `question`, and `turn` counts the questions so far. `subsidy_until` is the
    last day of the subsidy, as the leader entered it.

    Thresholds of the netwerkdip: a fall of a mean counts from `fall` points on, on at least
    `statements` statements; `digest_on` is the day of the last digest, `noticed_on` that of the
    last notice to the leaders, `noticed` the kinds of signals in it and `reported` all that they
    were told of in the last year, the oldest first, with its day ("kind:2027-03-24"). `quiet` are
    the signals that were dismissed, with the last scan then, during whose cycle they stay quiet,
    and the day on which they are heard again anyway ("kind:12:2027-06-24").
    `told` names what the leaders have been told to look after ("silent:12"). No questions are asked
    since `stopped_on`, for the last published scan is too long ago.
    """

    id: int = 0
    region_id: int
    asked: Asked = Asked.MONTHLY
    month: date | None = None
    question: str = ""
    turn: int = 0
    subsidy_until: date | None = None
    fall: float = 0.5
    statements: int = 2
    digest_on: date | None = None
    noticed_on: date | None = None
    noticed: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    stopped_on: date | None = None
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A message to the channel about the days from `first` to `last`, both included.

    `meeting_on` is the meeting that it comes before, if any. `question` is what the network was
    asked, "" if too few answered, and `asked_on` the last day on which it was; `yes`, `partly` and
    `no` count the answers, and stay as they were when the channel first read them: a later
    difference would tell what one person answered.
    """

    id: int = 0
    workspace_id: int
    region_id: int
    first: date
    last: date
    meeting_on: date | None = None
    question: str = ""
    asked_on: date | None = None
    yes: int = 0
    partly: int = 0
    no: int = 0
