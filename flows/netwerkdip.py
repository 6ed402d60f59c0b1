"""Signals that a network's energy sinks after its start: what they are made of, which are told.

Klaster 2025 names the netwerkdip without defining it. It was measured once: over three years the
monitoring of progress went 47 -> 72 -> 42 % and deciding together 33 -> 42 -> 31 %, enthusiasm
68 -> 83 -> 81 % (PMC6995057, table 3). So governance sags before enthusiasm, and energy alone is
not the measure. What is counted as a signal is a proposal of ours; the thresholds are a region's.
"""

from datetime import date, timedelta

from flows.action import is_over_date
from flows.calendar import day_of, is_working_day, local_day
from flows.comparison import Past
from flows.follow_up import FollowUp
from flows.scan_signals import readings_of
from flows.signals import Kind, Moment, Reading, Seen, Watched, Why

LEFT = 3
"""Check-ins that stayed unanswered before that counts."""
OVER_DATE = 2
"""Actions over their date before that counts; a third of the open ones at least."""
LONG_OVER = 15
"""Days over its date before an action counts: three working weeks. Its owner was asked by then."""
LOOKED_BACK = timedelta(days=61)
"""How far back check-ins are counted: two months."""
TIME_TO_ANSWER = 5
"""Days before somebody is late with a check-in: a working week."""
CURRENT = timedelta(days=183)
"""How long a scan says how things stand: half a year."""
AFTER_SUMMER = timedelta(days=56)
"""How long after the summer holiday a dip is to be expected."""
EXAMS = range(5, 8)
"""The months of exams and of the end of the school year."""
NEAR_SUBSIDY_END = timedelta(days=183)
"""How long before and after the end of the subsidy it is."""


WEIGHT = {kind: place for place, kind in enumerate(Kind)}
"""The place of a kind by its weight."""


def find_signals(seen: Seen, follow_up: FollowUp) -> Watched:
    """What there is to see in a region, by the thresholds of `follow_up`.

    The rules are our own: response below last time; a fall of `fall` or more on
    `statements` statements; spread growing; actions over their date; a partner without sign of
    life in two cycles; and check-ins unanswered. One scan of history gives no signal, and who no
    longer scans has those of actions and check-ins alone.

    How long an action is over its date, or a check-in is unanswered, is counted in the days on
    which its reader could do something about it: the working days of the region, without those on
    which a scan was open, for then check-ins rest.
    """
    last, before = seen.last, seen.before
    scan_on = day_of(last.scan, seen.timezone) if last else None
    why = _why(seen, scan_on)
    readings = [_overdue(seen), _unanswered(seen)]
    if last and before and why is None:
        readings += [*readings_of(seen, before, last, follow_up), _silent(seen, before)]
    return Watched(
        readings=tuple(sorted(readings, key=lambda one: WEIGHT[one.kind])),
        moments=_moments(seen, follow_up),
        why=why,
        scan=last.scan.id if last else 0,
        scan_on=scan_on,
        shorts={one.key: one.short for one in last.instrument.statements} if last else {},
    )


def _why(seen: Seen, scan_on: date | None) -> Why | None:
    if scan_on is None:
        return Why.NO_SCAN
    if seen.today - scan_on > CURRENT:
        return Why.NO_NEW_SCAN
    return Why.ONE_SCAN if seen.before is None else None


def _silent(seen: Seen, before: Past) -> Reading:
    """No answer in the last two scans, and to no check-in since the first of them began."""
    names = tuple(one.name for one in seen.partners if one.asked > 1 and not one.signs)
    since = local_day(before.scan.opened_at, seen.timezone)
    return Reading(kind=Kind.SILENT, rises=bool(names), since=since, names=names)


def _has_passed(seen: Seen, day: date, days: int) -> bool:
    """Whether since a day so many have passed on which people could be asked."""
    while days > 0 and day < seen.today:
        day += timedelta(days=1)
        days -= is_working_day(day, seen.quiet)
    return days == 0


def _overdue(seen: Seen) -> Reading:
    over = [
        one
        for one in seen.actions
        if is_over_date(one, seen.today) and _has_passed(seen, one.due_on, LONG_OVER)
    ]
    return Reading(
        kind=Kind.OVERDUE,
        rises=len(over) >= OVER_DATE and 3 * len(over) >= len(seen.actions),
        since=min((one.due_on for one in over), default=None),
        count=len(over),
        of=len(seen.actions),
    )


def _unanswered(seen: Seen) -> Reading:
    """More than half of what was asked in two months."""
    asked = [
        (day, one)
        for one in seen.check_ins
        if seen.today - (day := local_day(one.asked_at, seen.timezone)) <= LOOKED_BACK
        and _has_passed(seen, day, TIME_TO_ANSWER)
    ]
    left = [day for day, one in asked if one.answered_at is None]
    return Reading(
        kind=Kind.UNANSWERED,
        rises=len(left) >= LEFT and 2 * len(left) > len(asked),
        since=min(left, default=None),
        count=len(left),
        of=len(asked),
    )


def _moments(seen: Seen, follow_up: FollowUp) -> tuple[Moment, ...]:
    summer, end = seen.summer_until, follow_up.subsidy_until
    is_now = {
        Moment.SUMMER: summer is not None and timedelta() < seen.today - summer <= AFTER_SUMMER,
        Moment.EXAMS: seen.today.month in EXAMS,
        Moment.SUBSIDY: end is not None and abs(end - seen.today) <= NEAR_SUBSIDY_END,
        Moment.CONTACT: seen.contacts > 0,
    }
    return tuple(moment for moment, there in is_now.items() if there)
