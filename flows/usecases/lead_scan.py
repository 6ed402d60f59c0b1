"""The leader starts, follows, nudges, extends, closes and stops a scan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar import (
    add_working_days,
    closing_moment,
    local_day,
    meeting_after,
    proposed_deadline,
)
from flows.events import Event, Wanted
from flows.outbox import Manner, Topic, Wish
from flows.ports import Store
from flows.region import Region
from flows.response import ASKED, Response, ResponseState
from flows.scan import LOWEST_MINIMUM, MINIMUM_PARTNERS, Hold, Mode, Moments, Scan, ScanState
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.scans import (
    Plan,
    cancel,
    channel_as_promised,
    close,
    extend,
    new_scan,
    open_scan_of,
    publish,
    results_of,
    start,
    tell_leaders,
)
from flows.usecases.setup import (
    channel_error,
    coming_meetings,
    led_region,
    newest_instrument,
    not_leader,
)
from flows.usecases.walks import wish_walk
from flows.views.invitation import Invitation
from flows.views.page import channel_lines
from flows.views.scan_forms import (
    cannot_start_form,
    extend_form,
    preview_form,
    progress_form,
    scan_form,
    text_form,
)
from flows.views.walk import NUDGED
from flows.wording import Phrase, say

LONGEST_SCAN_DAYS = 366
"""Days between today and a deadline at the most."""
EXTENSION_WORKING_DAYS = 5
"""Working days that an extension adds when nothing else is chosen."""


def wants_channel(store: Store, event: Event) -> Wanted:
    """The channel of the region or scan that the event is about."""
    region_id, scan_id = event.args.get("region", ""), event.args.get("scan", "")
    channels = set()
    if scan_id.isdigit() and (scan := store.scans.one(id=int(scan_id))):
        channels |= {scan.channel, store.regions.get(scan.region_id).channel}
    if region_id.isdigit() and (region := store.regions.one(id=int(region_id))):
        channels.add(region.channel)
    return Wanted(users=frozenset({event.user_id}), channels=frozenset(channels - {""}))


def _led_scan(request: Request) -> tuple[Region, Scan] | Reply:
    scan = request.store.scans.one(id=request.number("scan"))
    if scan is None:
        return Reply(notice=say("setup.gone"))
    role = request.store.leaders.one(region_id=scan.region_id, person_id=request.person.id)
    if role is None:
        return not_leader()
    return request.store.regions.get(scan.region_id), request.store.scans.get(scan.id, lock=True)


def _over() -> Reply:
    return Reply(notice=say("scan.over"), page=True)


def _obstacles(request: Request, region: Region) -> list[Phrase]:
    """What keeps a scan from starting, each with how to mend it."""
    store = request.store
    reasons: list[Phrase] = []
    if open_scan_of(store, region.id) is not None:
        reasons.append(say("scan.already"))
    if not region.organisation or not region.contact:
        reasons.append(say("setup.missing.responsible"))
    channel = request.known.channels.get(region.channel) if region.channel else None
    if channel_error(channel) is not None:
        reasons += channel_lines(channel)
    if not store.participants.find(region_id=region.id, removed_at=None):
        reasons.append(say("setup.missing.partners"))
    return reasons


def _counts(request: Request, region: Region) -> tuple[int, int]:
    participants = request.store.participants.find(region_id=region.id, removed_at=None)
    return len(participants), len({one.partner_id for one in participants})


def _new_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    obstacles = _obstacles(request, region)
    if obstacles:
        return Reply(form=cannot_start_form(obstacles))
    today = local_day(request.now, region.timezone)
    meetings = [meeting.on for meeting in coming_meetings(request, region)]
    deadline, meeting_on = proposed_deadline(today, meetings, request.free_days)
    people, partners = _counts(request, region)
    return Reply(
        form=scan_form(
            region,
            title=_default_title(region, deadline),
            deadline=deadline,
            meeting_on=meeting_on,
            people=people,
            partners=partners,
        )
    )


def _default_title(region: Region, deadline: date) -> Phrase:
    return say("scan.default_title", region=region.name, day=deadline)


def _deadline_error(request: Request, region: Region, deadline: date | None) -> Phrase | None:
    if deadline is None or closing_moment(deadline, region.timezone) <= request.now:
        return say("scan.error.past")
    if deadline > request.now.date() + timedelta(days=LONGEST_SCAN_DAYS):
        return say("scan.error.far")
    return None


def _prepared(request: Request, region: Region) -> Scan | Reply:
    """The scan that the form or its preview describes, or what is wrong with it."""
    obstacles = _obstacles(request, region)
    if obstacles:
        return Reply(form=cannot_start_form(obstacles), replace=True)
    fields = {**request.event.args, **request.event.values}
    raw = fields.get("deadline")
    deadline = date.fromisoformat(raw) if isinstance(raw, str) and raw else raw
    deadline = deadline if isinstance(deadline, date) else None
    error = _deadline_error(request, region, deadline)
    if error is not None or deadline is None:
        return Reply(errors={"deadline": error or say("scan.error.past")})
    mode = fields.get("mode")
    if not isinstance(mode, str) or mode not in set(Mode):
        return Reply(errors={"mode": say("scan.error.mode")})
    title = str(fields.get("title") or "").strip()
    if not title:
        return Reply(errors={"title": say("scan.error.title")})
    meetings = [meeting.on for meeting in coming_meetings(request, region)]
    plan = Plan(
        title=title,
        deadline=deadline,
        meeting_on=meeting_after(deadline, meetings),
        mode=Mode(mode),
        minimum=max(int(str(fields.get("minimum") or LOWEST_MINIMUM)), LOWEST_MINIMUM),
        moments=Moments(str(fields.get("moments") or Moments.ONE)),
    )
    return new_scan(
        plan,
        region=region,
        instrument=newest_instrument(request),
        leader=request.person,
        channel=request.known.channels[region.channel],
        now=request.now,
    )


def _preview(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    scan = _prepared(request, region)
    if isinstance(scan, Reply):
        return scan
    return Reply(
        form=preview_form(scan, _example(request, region, scan), _warnings(request, region, scan)),
        replace=True,
    )


def _example(request: Request, region: Region, scan: Scan) -> Invitation:
    store = request.store
    first = store.participants.find(region_id=region.id, removed_at=None)[0]
    same = store.participants.find(partner_id=first.partner_id, removed_at=None)
    return Invitation(
        scan=scan,
        region=region,
        instrument=newest_instrument(request),
        person=store.people.get(first.person_id).name,
        partner=store.partners.get(first.partner_id).name,
        leader=request.person.name,
        colleagues=len(same) - 1,
    )


def _warnings(request: Request, region: Region, scan: Scan) -> list[Phrase]:
    warnings: list[Phrase] = []
    people, partners = _counts(request, region)
    if scan.mode is Mode.OPEN and not scan.channel_private:
        warnings.append(say("scan.warning.public_open"))
    too_few = people < scan.minimum or partners < MINIMUM_PARTNERS
    if scan.mode is Mode.PROTECTED and too_few:
        warnings.append(
            say(
                "scan.warning.few",
                people=say("channel.count_people", count=people),
                partners=say("channel.count_partners", count=partners),
                minimum=scan.minimum,
            )
        )
    store = request.store
    empty = tuple(
        partner.name
        for partner in store.partners.find(region_id=region.id, removed_at=None)
        if not store.participants.find(partner_id=partner.id, removed_at=None)
    )
    if empty:
        warnings.append(say("scan.warning.partner_without_people", partners=empty))
    return warnings


def _start(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    region = request.store.regions.get(region.id, lock=True)
    scan = _prepared(request, region)
    if isinstance(scan, Reply):
        return scan
    start(request.store, scan, request.now)
    people, _ = _counts(request, region)
    count = say("channel.count_people", count=people)
    return Reply(notice=say("scan.started", people=count), page=True)


def _rows(request: Request, scan: Scan) -> list[tuple[str, str, Response, Wish | None]]:
    store = request.store
    rows = []
    for response in store.responses.find(scan_id=scan.id):
        if response.state in {ResponseState.HANDED_OVER, ResponseState.REMOVED}:
            continue
        wish = store.wishes.one(topic=Topic.WALK, subject_id=response.id)
        partner = store.partners.get(response.partner_id).name
        rows.append((partner, store.people.get(response.person_id).name, response, wish))
    return sorted(rows, key=lambda row: (row[0].casefold(), row[1].casefold()))


def _progress(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    return Reply(form=progress_form(scan, _rows(request, scan)))


def _progress_again(request: Request) -> Reply:
    return replace(_progress(request), replace=True)


def _text(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    store = request.store
    response = store.responses.one(id=request.number("response"), scan_id=scan.id)
    if response is None:
        return Reply(notice=say("setup.gone"))
    wish = store.wishes.one(topic=Topic.WALK, subject_id=response.id)
    link = request.message_url(wish.channel, wish.ts) if wish and wish.ts else ""
    name = store.people.get(response.person_id).name
    text = say(
        "progress.ready_text",
        name=name,
        title=scan.title,
        deadline=scan.deadline,
        link=link or say("progress.no_link"),
        leader=request.person.name,
    )
    return Reply(form=text_form(name, text))


def _nudge(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state is not ScanState.OPEN:
        return _over()
    if scan.nudged_at is not None:
        return Reply(notice=say("scan.nudged_already"), page=True)
    store, now = request.store, request.now
    store.scans.save(replace(scan, nudged_at=now))
    unfinished = (ResponseState.INVITED, ResponseState.BEGUN)
    responses = store.responses.find(scan_id=scan.id, state=unfinished)
    for response in responses:
        nudged = replace(response, note=NUDGED)
        store.responses.save(nudged)
        wish_walk(store, now, nudged, Manner.ANEW)
    people = say("channel.count_people", count=len(responses))
    return Reply(notice=say("scan.nudged", people=people), page=True)


def _may_extend(scan: Scan) -> bool:
    held_once = scan.hold is Hold.TOO_FEW and not scan.extended
    return scan.state is ScanState.OPEN or held_once


def _extend_form(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if not _may_extend(scan):
        return _over()
    today = local_day(request.now, region.timezone)
    proposed = add_working_days(
        max(scan.deadline, today), EXTENSION_WORKING_DAYS, request.free_days
    )
    return Reply(form=extend_form(scan, proposed))


def _extend(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if not _may_extend(scan):
        return _over()
    deadline = request.day("deadline")
    error = _deadline_error(request, region, deadline)
    if error is None and deadline is not None and deadline <= scan.deadline:
        error = say("scan.error.not_later", deadline=scan.deadline)
    if error is not None or deadline is None:
        return Reply(errors={"deadline": error or say("scan.error.past")})
    extend(request.store, scan, deadline, region.timezone, request.now)
    return Reply(page=True)


def _close(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state is not ScanState.OPEN:
        return _over()
    channel = request.known.channels[scan.channel]
    closed = close(request.store, scan, channel, request.instruments, request.now)
    held = closed.hold is not Hold.NONE
    return Reply(notice=say("scan.still_waiting" if held else "scan.closed_now"), page=True)


def _cancel(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state not in {ScanState.OPEN, ScanState.CLOSED}:
        return _over()
    cancel(request.store, scan, request.now)
    return Reply(page=True)


def _finish(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.hold is not Hold.TOO_FEW:
        return _over()
    results = results_of(request.store, scan, request.instruments)
    publish(request.store, scan, results, request.now)
    return Reply(page=True)


def _recheck(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.hold is not Hold.CHANNEL:
        return _over()
    if not channel_as_promised(scan, request.known.channels[scan.channel]):
        return Reply(notice=say("scan.still_waiting"), page=True)
    results = results_of(request.store, scan, request.instruments)
    publish(request.store, scan, results, request.now)
    return Reply(notice=say("scan.closed_now"), page=True)


def _publish_anyway(request: Request) -> Reply:
    led = _led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if scan.hold is not Hold.CHANNEL:
        return _over()
    channel = request.known.channels.get(region.channel) if region.channel else None
    error = channel_error(channel)
    if error is not None:
        return Reply(notice=error, page=True)
    store, now = request.store, request.now
    today = local_day(now, region.timezone)
    day = add_working_days(today, 1, request.free_days)
    told = replace(
        scan,
        hold=Hold.TOLD,
        channel=region.channel,
        deadline=day,
        closes_at=closing_moment(day, region.timezone),
    )
    store.scans.save(told)
    for response in store.responses.find(scan_id=scan.id, state=ASKED):
        if response.state is ResponseState.SUBMITTED:
            wish_walk(store, now, response, Manner.ANEW)
    tell_leaders(store, told, now)
    return Reply(notice=say("scan.told", day=day), page=True)


TAPS: Mapping[str, Route] = {
    "scan.new": Route(_new_form, wants_channel),
    "scan.progress": Route(_progress),
    "scan.progress_again": Route(_progress_again),
    "scan.text": Route(_text),
    "scan.nudge": Route(_nudge),
    "scan.extend": Route(_extend_form),
    "scan.close": Route(_close, wants_channel),
    "scan.cancel": Route(_cancel),
    "scan.finish": Route(_finish),
    "scan.recheck": Route(_recheck, wants_channel),
    "scan.publish_anyway": Route(_publish_anyway, wants_channel),
}
FORMS: Mapping[str, Route] = {
    "scan.new": Route(_preview, wants_channel),
    "scan.start": Route(_start, wants_channel),
    "scan.extend": Route(_extend),
}
