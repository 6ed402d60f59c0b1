"""The leader prepares a scan, sees what partners will get, and starts it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flows.calendar import (
    is_working_day,
    local_day,
    local_time,
    nearest_working_day,
    proposed_deadline,
)
from flows.events import Event, Wanted
from flows.ports import Store
from flows.region import Region
from flows.reminders import working_days
from flows.scan import (
    LOWEST_MINIMUM,
    MINIMUM_PARTNERS,
    MINIMUM_PEOPLE,
    Hold,
    Mode,
    Moments,
    Scan,
    ScanState,
)
from flows.usecases.desk import Reply, Request, Route, number
from flows.usecases.diary import region_diary
from flows.usecases.scan_days import away, checked_deadline, checked_start, started_notice
from flows.usecases.scans import Plan, meeting_for, new_scan, open_scan_of, start
from flows.usecases.setup import (
    channel_error,
    coming_meetings,
    led_region,
    newest_instrument,
    not_leader,
)
from flows.usecases.walks import last_time
from flows.views.invitation import Invitation
from flows.views.led_region import channel_lines
from flows.views.scan_forms import cannot_start_form, preview_form, scan_form
from flows.wording import Phrase, say

SHORT_SCAN = 5
"""Working days after the first one below which a scan is short for people who are busy."""


def wants_channel(store: Store, event: Event) -> Wanted:
    """The channel of the region or scan that the event is about."""
    channels = set()
    if scan := store.scans.one(id=number(event, "scan")):
        channels |= {scan.channel, store.regions.get(scan.region_id).channel}
    if region := store.regions.one(id=number(event, "region")):
        channels.add(region.channel)
    return Wanted(users=frozenset({event.user_id}), channels=frozenset(channels - {""}))


def _obstacles(request: Request, region: Region) -> list[Phrase]:
    """What keeps a scan from starting, each with how to mend it."""
    store = request.store
    reasons: list[Phrase] = []
    running = open_scan_of(store, region.id)
    if running is not None:
        reasons.append(_already(running))
    if not region.organisation or not region.contact:
        reasons.append(say("setup.missing.responsible"))
    channel = request.known.channels.get(region.channel) if region.channel else None
    if channel_error(channel) is not None:
        reasons += channel_lines(channel)
    if not store.participants.find(region_id=region.id, removed_at=None):
        reasons.append(say("setup.missing.partners"))
    return reasons


def _already(scan: Scan) -> Phrase:
    if scan.hold is Hold.TALK:
        return say("talk.already")
    return say("scan.already_planned" if scan.state is ScanState.PLANNED else "scan.already")


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
    free = region_diary(request.store, region, request.almanac).free
    deadline, meeting_on = proposed_deadline(today, meetings, free)
    people, partners = _counts(request, region)
    return Reply(
        form=scan_form(
            region,
            title=_default_title(region, deadline),
            starts=today,
            deadline=deadline,
            meeting_on=meeting_on,
            people=people,
            partners=partners,
        )
    )


def _default_title(region: Region, deadline: date) -> Phrase:
    return say("scan.default_title", region=region.name, day=deadline)


def _day(raw: object) -> object:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else raw  # text in a preview


def _prepared(request: Request, region: Region) -> Scan | Reply:
    """The scan that the form or its preview describes, or what is wrong with it."""
    obstacles = _obstacles(request, region)
    if obstacles:
        return Reply(form=cannot_start_form(obstacles), replace=True)
    fields = {**request.event.args, **request.event.values}
    starts_at = checked_start(request, region, _day(fields.get("starts")))
    if isinstance(starts_at, Phrase):
        return Reply(errors={"starts": starts_at})
    deadline = checked_deadline(request, region, _day(fields.get("deadline")), starts_at)
    if isinstance(deadline, Phrase):
        return Reply(errors={"deadline": deadline})
    mode = fields.get("mode")
    if not isinstance(mode, str) or mode not in set(Mode):
        return Reply(errors={"mode": say("scan.error.mode")})
    title = str(fields.get("title") or "").strip()
    if not title:
        return Reply(errors={"title": say("scan.error.title")})
    meetings = [meeting.on for meeting in coming_meetings(request, region)]
    moments = Moments(str(fields.get("moments") or Moments.ONE))
    if moments is Moments.TWO and deadline in meetings:
        return Reply(errors={"deadline": say("talk.error.on_meeting", meeting=deadline)})
    plan = Plan(
        title=title,
        deadline=deadline,
        meeting_on=meeting_for(moments, deadline, meetings),
        mode=Mode(mode),
        minimum=max(int(str(fields.get("minimum") or MINIMUM_PEOPLE)), LOWEST_MINIMUM),
        moments=moments,
        starts_at=starts_at,
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
        form=preview_form(
            scan,
            _example(request, region, scan),
            _warnings(request, region, scan),
            local_time(scan.opened_at, region.timezone),
        ),
        replace=True,
    )


def _example(request: Request, region: Region, scan: Scan) -> Invitation:
    store = request.store
    first = store.participants.find(region_id=region.id, removed_at=None)[0]
    same = store.participants.find(partner_id=first.partner_id, removed_at=None)
    return Invitation(
        scan=scan,
        instrument=newest_instrument(request),
        person=store.people.get(first.person_id).name,
        partner=store.partners.get(first.partner_id).name,
        leader=request.person.name,
        colleagues=len(same) - 1,
        last=last_time(store, scan, store.people.get(first.person_id), request.instruments),
    )


def _warnings(request: Request, region: Region, scan: Scan) -> list[Phrase]:
    warnings: list[Phrase] = []
    people, partners = _counts(request, region)
    free = region_diary(request.store, region, request.almanac).free
    if not is_working_day(scan.deadline, free):
        nearest = nearest_working_day(scan.deadline, free)
        warnings.append(say("scan.warning.free_deadline", day=scan.deadline, nearest=nearest))
    begins = local_day(scan.opened_at, region.timezone)
    days = working_days(begins, scan.deadline, free)
    if days < SHORT_SCAN:
        warnings.append(say("scan.warning.short", count=days))
    partners_here = request.store.partners.find(region_id=region.id, removed_at=None)
    if names := away(request, scan, partners_here):
        warnings.append(say("scan.warning.away", partners=names))
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
        # The preview has no inputs to put an error beside.
        return replace(
            scan,
            form=scan.form or cannot_start_form(list(scan.errors.values())),
            replace=True,
            errors={},
        )
    kept = start(request.store, scan, request.now, request.almanac, by=request.person.id)
    return Reply(notice=started_notice(request, region, kept), page=True)


TAPS: Mapping[str, Route] = {"scan.new": Route(_new_form, wants_channel)}
FORMS: Mapping[str, Route] = {
    "scan.new": Route(_preview, wants_channel),
    "scan.start": Route(_start, wants_channel),
}
