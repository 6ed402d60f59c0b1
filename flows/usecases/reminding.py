"""Who has not handed in is reminded, and who chose a moment is asked again then."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flows.calendar import local_day, wall
from flows.check_in_rules import may_remind
from flows.holidays import Almanac
from flows.outbox import ASKED_FOR, Manner
from flows.ports import Store
from flows.reminders import (
    MOST_REMINDERS,
    NEW_LAST_FROM,
    Reminders,
    next_reminder,
    reminders,
    working_days,
)
from flows.response import Response
from flows.scan import Scan, ScanState
from flows.usecases.contacts import contact_of
from flows.usecases.diary import Diary, partner_diary
from flows.usecases.walks import UNFINISHED, wish_walk
from flows.views.walk import CHOSEN, LAST, NUDGED, REMINDED


def _diary(store: Store, response: Response, almanac: Almanac) -> Diary:
    return partner_diary(store, store.partners.get(response.partner_id), almanac)


def _plan(response: Response, scan: Scan, diary: Diary) -> Reminders:
    """When somebody is reminded of what is asked now: of the statements since they were sent."""
    asked_at = max(response.invited_at, scan.talked_at or response.invited_at)
    return reminders(asked_at, scan.closes_at, diary.timezone, diary.free)


def _end_of_day(moment: datetime, timezone: str) -> datetime:
    tomorrow = local_day(moment, timezone) + timedelta(days=1)
    return wall(tomorrow, time(0), timezone) - timedelta(microseconds=1)


def _with_next(response: Response, plan: Reminders, after: datetime, timezone: str) -> Response:
    later_at = response.later_at
    reminder = next_reminder(
        plan,
        after=after,
        reminded=response.reminded,
        later_on=local_day(later_at, timezone) if later_at else None,
        timezone=timezone,
    )
    moments = [moment for moment in (later_at, reminder) if moment is not None]
    return replace(response, remind_at=min(moments, default=None))


def scheduled(
    store: Store, response: Response, scan: Scan, now: datetime, almanac: Almanac
) -> Response:
    """The response with the moment at which its person hears of the bot next; not kept yet."""
    if response.state not in UNFINISHED or scan.state is not ScanState.OPEN:
        return unscheduled(response)
    diary = _diary(store, response, almanac)
    return _with_next(response, _plan(response, scan, diary), now, diary.timezone)


def unscheduled(response: Response) -> Response:
    """The response of somebody whom the bot leaves alone; not kept yet."""
    return replace(response, remind_at=None, later_at=None)


def rescheduled(
    store: Store, before: Response, after: Response, scan: Scan, now: datetime, almanac: Almanac
) -> Response:
    """The response after an act of its person, who chose a moment by it or is back before it."""
    moved = (before.later_at, before.state in UNFINISHED) != (
        after.later_at,
        after.state in UNFINISHED,
    )
    return scheduled(store, after, scan, now, almanac) if moved else after


def spared_today(
    store: Store, response: Response, scan: Scan, now: datetime, almanac: Almanac
) -> Response:
    """The response of an unfinished person who hears of the scan today anyway; not kept yet."""
    diary = _diary(store, response, almanac)
    plan = _plan(response, scan, diary)
    return _with_next(response, plan, _end_of_day(now, diary.timezone), diary.timezone)


def nudged(
    store: Store, response: Response, scan: Scan, now: datetime, almanac: Almanac
) -> Response:
    """The response of an unfinished person whom a leader reminds; not kept yet.

    It takes the place of the bot's first reminder: only the last is still to come, and not today.
    """
    diary = _diary(store, response, almanac)
    plan = Reminders(last=_plan(response, scan, diary).last)
    today = _end_of_day(now, diary.timezone)
    return _with_next(replace(response, note=NUDGED), plan, today, diary.timezone)


def after_extension(
    store: Store, response: Response, old: Scan, new: Scan, now: datetime, almanac: Almanac
) -> Response:
    """The response of an unfinished person who gets more time; not kept yet.

    Who was told that no other reminder would come gets one only if the time is worth it.
    """
    diary = _diary(store, response, almanac)
    had = _plan(response, old, diary).last
    if response.reminded and had is not None and had <= now:
        more = working_days(old.deadline, new.deadline, diary.free)
        if more < NEW_LAST_FROM:
            return _with_next(response, Reminders(), now, diary.timezone)
    return spared_today(store, response, new, now, almanac)


def remind_due(store: Store, response_id: int, scan: Scan, now: datetime, almanac: Almanac) -> bool:
    """Do what is due for one response of a locked scan; False if somebody else did it already.

    Of two reminders that were missed only the last is sent, and none once the scan's moment has
    come, nor to somebody who heard enough of the bot this month. A moment that the person chose
    comes whatever the hour.
    """
    response = store.responses.get(response_id, lock=True)
    if response.remind_at is None or response.remind_at > now:
        return False
    over = scan.state is not ScanState.OPEN or now >= scan.closes_at
    if over or response.state not in UNFINISHED:
        store.responses.save(unscheduled(response))
        return True
    diary = _diary(store, response, almanac)
    zone = diary.timezone
    plan = _plan(response, scan, diary)
    today = _end_of_day(now, zone)
    if response.later_at is not None and response.later_at <= now:
        asked = replace(response, note=CHOSEN, later_at=None)
        store.responses.save(_with_next(asked, plan, today, zone))
        in_time = now - response.later_at < ASKED_FOR
        wish_walk(store, now, asked, Manner.ANEW, prompted=in_time)
        return True
    note = _reminder_due(response, plan, now, zone)
    if not note or not _may_remind(store, response, local_day(now, zone), note):
        store.responses.save(_with_next(response, plan, now, zone))
        return True
    told = replace(response, note=note, reminded=response.reminded + 1)
    store.responses.save(_with_next(told, plan, today, zone))
    wish_walk(store, now, told, Manner.ANEW)
    return True


def _may_remind(store: Store, response: Response, today: date, note: str) -> bool:
    return may_remind(contact_of(store, response.person_id), today, is_last=note == LAST)


def _reminder_due(response: Response, plan: Reminders, now: datetime, timezone: str) -> str:
    """Which reminder has come, "" if none: a free week may have been added meanwhile."""
    if plan.last is None or response.reminded >= MOST_REMINDERS:
        return ""
    if now >= plan.last:
        return LAST
    first_day = local_day(now, timezone) < local_day(plan.last, timezone)
    has_come = plan.first is not None and plan.first <= now
    return REMINDED if has_come and first_day and not response.reminded else ""
