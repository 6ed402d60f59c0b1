"""On which days a scan may begin and close, and when its invitations go out."""

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
from flows.region import Region
from flows.scan import Scan, ScanState
from flows.usecases.desk import Request
from flows.usecases.diary import partner_diary, region_diary
from flows.usecases.planned import STARTS_AT
from flows.usecases.setup import coming_meetings
from flows.usecases.walks import UNFINISHED
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
