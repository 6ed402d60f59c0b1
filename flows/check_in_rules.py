"""Who is asked what between scans, and when: as much as keeps things going, and no more.

All days are calendar days of the region.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from flows.action import Action, Phase
from flows.calendar import add_working_days
from flows.follow_up import Asked

MOST_A_MONTH = 2
"""Messages at most to a person in a month without a scan, unless they have an open action."""
MOST_IN_SCAN_MONTH = 5
"""In a month with a scan: invitation, two reminders, nudge, result, or what takes their place."""
WEEK = timedelta(weeks=1)
"""Between two messages about actions to one person at least."""
PATIENCE = 3
"""Check-ins in a row that an owner leaves before the leaders are asked what to do."""
BEFORE_SCAN = 3
"""Working days before a scan begins on which nothing else is asked: its invitation comes first."""
A_DAY = 10
"""People who get the month's question on one day; the others on the next working days."""
YEAR = timedelta(days=366)
"""A region without results for so long is left in peace."""

FIRST_OF_PLAN = timedelta(weeks=1)
NEXT_OF_PLAN = timedelta(weeks=2)
OF_DO = timedelta(weeks=4)
OVER_DATE = timedelta(weeks=1)
CHECK_ALONE = timedelta(weeks=6)  # without a statement there is no score to wait for
CHECK_AT_LAST = timedelta(weeks=17)  # four months: the scan that was waited for does not come
NEXT_OF_CHECK = timedelta(weeks=2)
OF_ACT = timedelta(weeks=2)


@dataclass(frozen=True, kw_only=True)
class ScanDays:
    """From when to when a scan was open, both included; `last` None while it is or is to come.

    `is_open` says that answers are taken today. From `quiet_from` on, None for a scan that has
    begun, people are left in peace until it begins.
    """

    first: date
    last: date | None = None
    is_open: bool = False
    quiet_from: date | None = None


def rests(scans: Iterable[ScanDays], today: date) -> bool:
    """Whether check-ins rest: a scan is open, or begins within a few days."""
    return any(
        scan.is_open or (scan.quiet_from is not None and scan.quiet_from <= today <= scan.first)
        for scan in scans
    )


def is_scan_month(month: date, scans: Iterable[ScanDays]) -> bool:
    """Whether a scan was, is or will be open on any day of the month with this first day."""
    after = next_month(month)
    return any(scan.first < after and (scan.last is None or scan.last >= month) for scan in scans)


def begins_in(month: date, today: date, scans: Iterable[ScanDays]) -> bool:
    """Whether a scan is still to begin in the month: its messages need the room that is left."""
    return any(today <= scan.first < next_month(month) for scan in scans if not scan.is_open)


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after the one with this first day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What a person has heard: the days on which they got a message, and how many are under way."""

    days: Sequence[date] = ()
    coming: int = 0

    def in_month(self, day: date) -> int:
        """The messages of the month of a day, with those under way."""
        return sum(first_of(one) == first_of(day) for one in self.days) + self.coming


def may_ask_of_actions(contact: Contact, today: date, scans: Sequence[ScanDays]) -> bool:
    """Whether a person may be asked of their actions today, as far as others' messages allow."""
    month = first_of(today)
    if rests(scans, today) or begins_in(month, today, scans) or _heard_this_week(contact, today):
        return False
    return not is_scan_month(month, scans) or contact.in_month(today) < MOST_IN_SCAN_MONTH


def may_ask_more(contact: Contact, today: date, scans: Sequence[ScanDays], *, spaced: bool) -> bool:
    """Whether a person has room this month for something that is not about an action.

    If messages to them are to be `spaced` there is a week between: so it is for whoever has an
    open action, and for what could as well come a week later.
    """
    if rests(scans, today) or (spaced and _heard_this_week(contact, today)):
        return False
    if is_scan_month(first_of(today), scans):
        return contact.in_month(today) < MOST_IN_SCAN_MONTH - 1  # the result may be still to come
    return contact.in_month(today) < MOST_A_MONTH


def _heard_this_week(contact: Contact, today: date) -> bool:
    return contact.coming > 0 or any(today - WEEK < one <= today for one in contact.days)


def may_remind(contact: Contact, today: date, *, is_last: bool) -> bool:
    """Whether a person still has room this month for a reminder of a scan.

    Room is kept for the result, and before the last reminder for that one too. Without messages
    about anything else there always is.
    """
    return contact.in_month(today) < MOST_IN_SCAN_MONTH - (1 if is_last else 2)


def may_ask_a_question(month: date, asked: Asked, before: date | None) -> bool:
    """Whether a month is one for a question, the last one having been of the month `before`."""
    if asked is Asked.NEVER:
        return False
    return not (asked is Asked.TWO_MONTHLY and before is not None and next_month(before) == month)


def question_day(month: date, place: int, free: Collection[date]) -> date | None:
    """The working day on which who stands at this place gets the month's question.

    None if their month has none.
    """
    first = add_working_days(month - timedelta(days=1), 1, free)
    day = add_working_days(first, place // A_DAY, free)
    while day.month != month.month and day > first:
        day = add_working_days(day, -1, free)
    return day if day.month == month.month else None


@dataclass(frozen=True, kw_only=True)
class ActionDays:
    """When an action or its doing began, when it was carried out, and its statement scored anew."""

    begun: date
    carried_out: date | None = None
    scored: date | None = None


def next_check_in(action: Action, heard_on: date | None, days: ActionDays) -> date:
    """From which day on the owner of an open action may be asked of it again.

    `heard_on` is when they were asked last or answered, None if they were not yet.
    """
    match action.phase:
        case Phase.CHECK:
            return _check(action, heard_on, days)
        case Phase.ACT:
            return (heard_on or days.carried_out or days.begun) + OF_ACT
        case Phase.PLAN:
            first, then = FIRST_OF_PLAN, NEXT_OF_PLAN
        case Phase.DO:
            first, then = OF_DO, OF_DO
        case _:
            assert_never(action.phase)
    regular = heard_on + then if heard_on else days.begun + first
    over = min(action.due_on, date.max - timedelta(days=1)) + timedelta(days=1)
    if heard_on is not None and heard_on >= over:
        over = heard_on + OVER_DATE
    if action.phase is Phase.DO and regular + WEEK >= over:
        return over  # right before or on its date they would be asked twice
    return min(regular, over)


def _check(action: Action, heard_on: date | None, days: ActionDays) -> date:
    since = days.carried_out or days.begun
    if heard_on is not None and heard_on > since:
        return heard_on + NEXT_OF_CHECK
    if not action.item:
        return since + CHECK_ALONE
    return days.scored or since + CHECK_AT_LAST


def leaves_questions(answered: Sequence[bool]) -> bool:
    """Whether somebody left the last questions of the month that reached them, the newest last."""
    return len(answered) >= PATIENCE and not any(answered[-PATIENCE:])


def is_left(action: Action) -> bool:
    """Whether the owner is not asked of an action any more: they never answer."""
    return action.unanswered >= PATIENCE


def gathered(due: Iterable[tuple[date, Action]], today: date) -> list[Action]:
    """What one message to an owner is about: all that is due or will be within a week.

    Nothing if none is due today; the first due comes first.
    """
    soon = sorted(
        ((on, action.id, action) for on, action in due if on <= today + WEEK),
        key=lambda one: one[:2],
    )
    return [action for _, _, action in soon] if soon and soon[0][0] <= today else []


def has_stopped(last_published: date | None, today: date) -> bool:
    """Whether a region is asked nothing any more: it has not had results for a year."""
    return last_published is not None and today - last_published >= YEAR
