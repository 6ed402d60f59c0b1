"""The leader begins a planned scan now, or moves it."""

from collections.abc import Mapping
from dataclasses import replace

from flows.calendar import (
    closing_moment,
    local_day,
    local_time,
    scores_kept_until,
    texts_kept_until,
)
from flows.region import Region
from flows.scan import Hold, Scan, ScanState
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.lead_scan import led_with_region, over
from flows.usecases.planned import begin_planned, why_not
from flows.usecases.scan_days import checked_deadline, checked_start, started_notice
from flows.usecases.scans import meeting_for
from flows.usecases.setup import coming_meetings
from flows.usecases.start_scan import wants_channel
from flows.usecases.telling import retell
from flows.views.planned import move_form, waits_for
from flows.views.scan_forms import cannot_start_form
from flows.wording import Phrase, say


def _planned(request: Request) -> tuple[Region, Scan] | Reply:
    led = led_with_region(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    return (region, scan) if scan.state is ScanState.PLANNED else over()


def _begin_now(request: Request) -> Reply:
    led = _planned(request)
    if isinstance(led, Reply):
        return led
    return _begin(request, *led)


def _begin(request: Request, region: Region, scan: Scan) -> Reply:
    store, now = request.store, request.now
    if scan.closes_at <= now:
        return Reply(notice=say("planned.too_late", title=scan.title), page=True)
    channel = request.known.channels.get(region.channel)
    why = why_not(store, region, channel)
    if channel is None or why is not Hold.NONE:
        held = replace(scan, hold=why)
        store.scans.save(held)
        retell(store, held, now)
        return Reply(form=cannot_start_form([waits_for(why)]), page=True)
    begun = begin_planned(store, scan, now, channel, request.almanac, by=request.person.id)
    return Reply(notice=started_notice(request, region, begun), page=True)


def _move_form(request: Request) -> Reply:
    led = _planned(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    return Reply(form=move_form(scan, local_day(scan.opened_at, region.timezone)))


def _move(request: Request) -> Reply:
    led = _planned(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    starts_at = checked_start(request, region, request.day("starts"))
    if isinstance(starts_at, Phrase):
        return Reply(errors={"starts": starts_at})
    if starts_at is None:
        return Reply(errors={"starts": say("planned.error.today")})
    deadline = checked_deadline(request, region, request.day("deadline"), starts_at)
    if isinstance(deadline, Phrase):
        return Reply(errors={"deadline": deadline})
    meetings = [meeting.on for meeting in coming_meetings(request, region)]
    moved = replace(
        scan,
        hold=Hold.NONE,
        opened_at=starts_at,
        deadline=deadline,
        closes_at=closing_moment(deadline, region.timezone),
        meeting_on=meeting_for(scan.moments, deadline, meetings),
        texts_until=texts_kept_until(deadline),
        scores_until=scores_kept_until(deadline),
    )
    request.store.scans.save(moved)
    retell(request.store, moved, request.now)
    start = local_time(moved.opened_at, region.timezone)
    return Reply(notice=say("scan.planned", start=start), page=True)


TAPS: Mapping[str, Route] = {
    "scan.begin_now": Route(_begin_now, wants_channel),
    "scan.move": Route(_move_form),
}
FORMS: Mapping[str, Route] = {"scan.move": Route(_move)}
