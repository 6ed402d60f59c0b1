"""How fast messages may follow each other: one reader's day, one workspace's minute."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never


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
SKEW = timedelta(minutes=1)
"""How far the clocks of two replicas may be apart."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """When each kind of call of a workspace has its next regular turn; aware UTC datetimes.

    The platform takes none of a kind before its `…_from`: it said so, the last time at `held_at`.
    """

    id: int = 0
    workspace_id: int
    post_at: datetime
    update_at: datetime
    look_at: datetime
    post_from: datetime | None = None
    update_from: datetime | None = None
    look_from: datetime | None = None
    held_at: datetime | None = None


def reset(pace: Pace, now: datetime) -> Pace:
    """The pace when nothing has been called yet."""
    return Pace(id=pace.id, workspace_id=pace.workspace_id, post_at=now, update_at=now, look_at=now)


def free_from(pace: Pace, call: Call, now: datetime) -> datetime:
    """From when on the platform takes such calls again: `now` or later.

    What a clock was told that has since been set back is forgotten.
    """
    held_until = _held_until(pace, call)
    if held_until is None or pace.held_at is None or now < pace.held_at - SKEW:
        return now
    return max(held_until, now)


def hold(pace: Pace, call: Call, now: datetime, after_s: float) -> Pace:
    """The pace after the platform said that it takes no such call for so many seconds.

    Then it takes one, and the others at their regular turns: its burst has been used up.
    """
    free = {kind: free_from(pace, kind, now) for kind in Call}
    free[call] = max(free[call], now + timedelta(seconds=after_s))
    rate = RATES[call]
    regular = max(_regular(pace, call, now), free[call] + rate.interval * (rate.burst - 1))
    held = replace(
        pace,
        post_from=free[Call.POST],
        update_from=free[Call.UPDATE],
        look_from=free[Call.LOOK],
        held_at=now,
    )
    return _with_turn(held, call, regular)


def take_turn(pace: Pace, call: Call, now: datetime) -> tuple[Pace, datetime]:
    """The pace after one more call, and when that call may be made: `now` or later.

    The generic cell rate algorithm (ITU-T I.371): calls have regular turns, and one may be as
    many turns early as the burst allows.
    """
    rate = RATES[call]
    regular = _regular(pace, call, now)
    early = regular - rate.interval * (rate.burst - 1)
    return _with_turn(pace, call, regular + rate.interval), max(now, early)


def _regular(pace: Pace, call: Call, now: datetime) -> datetime:
    """The next regular turn, `now` if nobody waits for one."""
    kept = _turn_at(pace, call)
    return kept if now <= kept <= free_from(pace, call, now) + LONGEST_QUEUE else now


def _turn_at(pace: Pace, call: Call) -> datetime:
    match call:
        case Call.POST:
            return pace.post_at
        case Call.UPDATE:
            return pace.update_at
        case Call.LOOK:
            return pace.look_at
        case _:
            assert_never(call)


def _with_turn(pace: Pace, call: Call, at: datetime) -> Pace:
    match call:
        case Call.POST:
            return replace(pace, post_at=at)
        case Call.UPDATE:
            return replace(pace, update_at=at)
        case Call.LOOK:
            return replace(pace, look_at=at)
        case _:
            assert_never(call)


def _held_until(pace: Pace, call: Call) -> datetime | None:
    match call:
        case Call.POST:
            return pace.post_from
        case Call.UPDATE:
            return pace.update_from
        case Call.LOOK:
            return pace.look_from
        case _:
            assert_never(call)
