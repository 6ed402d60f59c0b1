"""On which days a scan may begin and close, and when its invitations go out, and to whom not."""

from collections.abc import Iterable
from datetime import date, datetime

from flows.calendar import (
    LONGEST_SCAN,
    add_working_days,
    closing_moment,
    is_working_day,
    local_day,
    local_time,
    next_day_open,
    next_open,
    proposed_deadline,
    wall,
)
from flows.region import Partner, Region
from flows.response import ResponseState
from flows.scan import Scan, ScanState
from flows.usecases.desk import Request
from flows.usecases.diary import partner_diary, region_diary
from flows.usecases.planned import STARTS_AT
from flows.usecases.setup import coming_meetings
from flows.usecases.walks import UNFINISHED, not_asked
from flows.wording import Phrase, say


def checked_start(request: Request, region: Region, start: object) -> datetime | Phrase | None:
    """When a scan of the region is to begin, None for at once, or why it cannot be that day.

    Without a day it is today, and today means at once. Any other has to be a working day.
    """
    today = local_day(request.now, region.timezone)
    if not isinstance(start, date) or start == today:
        return None
    if start < today:
        return say("scan.error.start_past")
    if start > today + LONGEST_SCAN:
        return say("scan.error.far")
    free = region_diary(request.store, region, request.almanac).free
    if not is_working_day(start, free):
        return say("scan.error.start_free", day=add_working_days(start, 1, free))
    return wall(start, STARTS_AT, region.timezone)


def checked_deadline(
    request: Request, region: Region, deadline: object, starts_at: datetime | None = None
) -> date | Phrase:
    """The day on which a scan of the region is to close, or why it cannot be that day.

    It lies after the day on which the scan begins, or is today for one that has begun.
    """
    if starts_at is not None:
        start = local_day(starts_at, region.timezone)
        if not isinstance(deadline, date) or deadline <= start:
            meetings = [meeting.on for meeting in coming_meetings(request, region)]
            free = region_diary(request.store, region, request.almanac).free
            proposed, _ = proposed_deadline(start, meetings, free)
            return say("scan.error.before_start", start=start, proposed=proposed)
    if not isinstance(deadline, date) or closing_moment(deadline, region.timezone) <= request.now:
        return say("scan.error.past")
    if deadline > request.now.date() + LONGEST_SCAN:
        return say("scan.error.far")
    return deadline


def started_notice(request: Request, region: Region, scan: Scan) -> Phrase:
    """That a scan has begun and when its invitations go out, or when it will begin.

    Who had today's message already, of another scan, is invited on their next working day.
    """
    if scan.state is ScanState.PLANNED:
        return say("scan.planned", start=local_time(scan.opened_at, region.timezone))
    store, now = request.store, request.now
    reached = []
    for response in store.responses.find(scan_id=scan.id, state=UNFINISHED):
        partner = store.partners.get(response.partner_id)
        diary = partner_diary(store, partner, request.almanac)
        opens = next_open(now, diary.timezone, diary.free)
        today = local_day(now, diary.timezone)
        if opens == now and store.pings.one(person_id=response.person_id, on=today):
            opens = next_day_open(now, diary.timezone, diary.free)
        reached.append(opens)
    at_once = sum(moment == now for moment in reached)
    if at_once == len(reached):
        return say("scan.started", count=at_once)
    first = local_time(min(moment for moment in reached if moment > now), region.timezone)
    if not at_once:
        return say("scan.started_later", first=first)
    return say("scan.started_partly", count=at_once, first=first)


def away(request: Request, scan: Scan, partners: Iterable[Partner]) -> tuple[str, ...]:
    """The names of those partners that do not work any more before the scan closes."""
    start = max(request.now, scan.opened_at)
    diaries = [(one, partner_diary(request.store, one, request.almanac)) for one in partners]
    return tuple(
        partner.name
        for partner, diary in diaries
        if next_open(start, diary.timezone, diary.free) >= scan.closes_at
    )


def away_warning(request: Request, region: Region) -> Phrase | None:
    """Who cannot be asked in the region's scan, planned or open, and what to do; None if all can.

    Of an open scan only who has not been asked yet matters.
    """
    store = request.store
    scan = store.scans.one(region_id=region.id, state=(ScanState.PLANNED, ScanState.OPEN))
    if scan is None:
        return None
    partners = store.partners.find(region_id=region.id, removed_at=None)
    is_open = scan.state is ScanState.OPEN
    if is_open:
        invited = store.responses.find(scan_id=scan.id, state=ResponseState.INVITED)
        ids = not_asked(store, scan, invited)
        waiting = {response.partner_id for response in invited if response.id in ids}
        partners = [partner for partner in partners if partner.id in waiting]
    names = away(request, scan, partners)
    if not names:
        return None
    return say(
        "free_weeks.away_open" if is_open else "free_weeks.away_planned",
        title=scan.title,
        deadline=scan.deadline,
        partners=names,
    )
