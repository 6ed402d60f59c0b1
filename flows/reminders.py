"""When people who have not handed in are reminded: at most twice, by the days that they work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from flows.calendar import add_working_days, local_day, next_open, wall

REMINDED_AT = time(10)
"""Wall time of a reminder, and of the last call in the channel."""
MOST_REMINDERS = 2
"""Reminders that the bot itself sends a person about one scan."""
LAST_BEFORE_DEADLINE = 2
"""Working days between the last reminder and the deadline."""
BETWEEN_REMINDERS = 2
"""Working days that lie at least between the first reminder and the last."""
LAST_CALL_BEFORE_DEADLINE = 1
"""Working days between the last call and the deadline."""
NEW_LAST_FROM = 5
"""Working days that an extension adds at least before a second last reminder is fair."""


@dataclass(frozen=True)
class Reminders:
    """The moments of a person's reminders, aware UTC; `first` comes days before `last`."""

    first: datetime | None = None
    last: datetime | None = None


def reminders(
    invited_at: datetime, closes_at: datetime, timezone: str, free: Collection[date]
) -> Reminders:
    """The moments at which somebody is reminded, by their own free days.

    The first lies halfway between the day on which the invitation reached them and the deadline,
    the last two working days before the deadline: each at ten on a working day after that of the
    invitation. Unless two working days lie between them, only the last is left.
    """
    invited_on = local_day(next_open(invited_at, timezone, free), timezone)
    deadline = local_day(closes_at, timezone)
    last_on = add_working_days(deadline, -LAST_BEFORE_DEADLINE, free)
    if last_on <= invited_on:
        return Reminders()
    halfway = working_days(invited_on, deadline, free) // 2
    first_on = add_working_days(invited_on, halfway, free)
    last = wall(last_on, REMINDED_AT, timezone)
    apart = working_days(first_on, last_on, free) > BETWEEN_REMINDERS
    return Reminders(wall(first_on, REMINDED_AT, timezone) if apart else None, last)


def next_reminder(
    plan: Reminders, *, after: datetime, reminded: int, later_on: date | None, timezone: str
) -> datetime | None:
    """The next moment of the plan after a moment, None if there is none.

    `reminded` counts those already sent. Who chose to be asked again, `later_on` a day still to
    come, is spared the first, and the last as well unless it lies after that day.
    """
    coming = []
    if plan.first is not None and not reminded and later_on is None:
        coming.append(plan.first)
    if plan.last is not None and reminded < MOST_REMINDERS:
        spared = later_on is not None and later_on >= local_day(plan.last, timezone)
        coming += [] if spared else [plan.last]
    return min((moment for moment in coming if moment > after), default=None)


def last_call(
    started_at: datetime, closes_at: datetime, timezone: str, free: Collection[date]
) -> datetime | None:
    """When the channel hears how many still lack: at ten, a working day before the deadline.

    None if that is not at least a working day after the start.
    """
    started_on = local_day(next_open(started_at, timezone, free), timezone)
    day = add_working_days(local_day(closes_at, timezone), -LAST_CALL_BEFORE_DEADLINE, free)
    return wall(day, REMINDED_AT, timezone) if day > started_on else None


def working_days(after: date, until: date, free: Collection[date]) -> int:
    """How many working days lie after one day, up to and with another."""
    count = 0
    day = add_working_days(after, 1, free)
    while day <= until:
        count += 1
        day = add_working_days(day, 1, free)
    return count
