"""How fast messages may follow each other: one reader's day, one workspace's minute."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Ping:
    """The one unprompted message that a person gets on a day, by their own clock.

    `shown` is what they had seen of its wish before: once they see more, the day is used.
    """

    id: int = 0
    workspace_id: int
    person_id: int
    on: date
    wish_id: int
    shown: int


class Call(StrEnum):
    """What a platform counts apart."""

    POST = "post"
    UPDATE = "update"
    LOOK = "look"


@dataclass(frozen=True)
class Rate:
    """So many calls a minute, of which `burst` may come at once."""

    per_minute: int
    burst: int

    @property
    def interval(self) -> timedelta:
        """Between two calls in the long run."""
        return timedelta(minutes=1) / self.per_minute


RATES = {
    Call.POST: Rate(300, 19),
    Call.UPDATE: Rate(50, 9),
    Call.LOOK: Rate(50, 9),
}
"""Within what Slack allows a workspace: several hundred posts a minute, tier 3 for the others.

Each burst is one less than what passes at once, so that a call may overtake the one before it.
"""
LONGEST_QUEUE = timedelta(hours=1)
"""A turn further ahead than this was reserved by a clock that has since been set back."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """When each kind of call of a workspace has its next regular turn; aware UTC datetimes."""

    id: int = 0
    workspace_id: int
    post_at: datetime
    update_at: datetime
    look_at: datetime


def take_turn(pace: Pace, call: Call, now: datetime) -> tuple[Pace, datetime]:
    """The pace after one more call, and when that call may be made: `now` or later.

    The generic cell rate algorithm (ITU-T I.371): calls have regular turns, and one may be as
    many turns early as the burst allows.
    """
    rate = RATES[call]
    name = f"{call}_at"
    regular: datetime = getattr(pace, name)
    if not now <= regular <= now + LONGEST_QUEUE:
        regular = now
    early = regular - rate.interval * (rate.burst - 1)
    moved: dict[str, Any] = {name: regular + rate.interval}
    return replace(pace, **moved), max(now, early)
