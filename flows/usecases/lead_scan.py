"""The leader follows a scan, nudges, extends, closes and stops it."""

from collections.abc import Mapping
from dataclasses import replace

from flows.calendar import add_working_days, closing_moment, local_day
from flows.outbox import Manner, WishState
from flows.region import Region
from flows.response import ResponseState
from flows.scan import Hold, Part, Scan, ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.diary import region_diary
from flows.usecases.posting import post_again
from flows.usecases.reminding import nudged
from flows.usecases.rhythm_plan import refresh_rhythm
from flows.usecases.scan_days import checked_deadline
from flows.usecases.scans import (
    UNENDED,
    cancel,
    channel_as_promised,
    close,
    extend,
    hold_back,
    open_scan_of,
    publish,
    results_of,
    show,
)
from flows.usecases.setup import channel_error, not_leader
from flows.usecases.start_scan import wants_channel
from flows.usecases.telling import tell_leaders
from flows.usecases.walks import UNFINISHED, wish_walk
from flows.usecases.wishes import unposted
from flows.views.scan_forms import extend_form
from flows.wording import Phrase, say

EXTENSION_WORKING_DAYS = 5
"""Working days that an extension adds when nothing else is chosen."""


def led_scan(request: Request) -> tuple[Region, Scan] | Reply:
    """The scan that the event is about, locked, with its region; or why it is not theirs."""
    scan = request.store.scans.one(id=request.number("scan"))
    if scan is None:
        return Reply(notice=say("setup.gone"))
    role = request.store.leaders.one(region_id=scan.region_id, person_id=request.person.id)
    if role is None:
        return not_leader()
    return request.store.regions.get(scan.region_id), request.store.scans.get(scan.id, lock=True)


def led_with_region(request: Request) -> tuple[Region, Scan] | Reply:
    """The same with the region locked too: who is added right now has to be asked as well."""
    found = request.store.scans.one(id=request.number("scan"))
    if found is not None:
        request.store.regions.get(found.region_id, lock=True)  # before the scan, as everywhere
    return led_scan(request)


def over() -> Reply:
    """The answer to an act on a scan that is not where it was."""
    return Reply(notice=say("scan.over"), page=True)


def _nudge(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state is not ScanState.OPEN:
        return over()
    if scan.nudged_at is not None:
        return Reply(notice=say("scan.nudged_already"), page=True)
    store, now = request.store, request.now
    found = store.responses.find(scan_id=scan.id, state=UNFINISHED)
    locked = [store.responses.get(one.id, lock=True) for one in found]
    responses = [one for one in locked if one.state in UNFINISHED]  # not who declined just now
    if not responses:
        return Reply(notice=say("scan.nobody_to_nudge"), page=True)
    store.scans.save(replace(scan, nudged_at=now))
    for response in responses:
        called = nudged(store, response, scan, now, request.almanac)
        store.responses.save(called)
        wish_walk(store, now, called, Manner.ANEW)
    return Reply(notice=say("scan.nudged", count=len(responses)), page=True)


def _may_extend(scan: Scan) -> bool:
    held_once = scan.hold is Hold.TOO_FEW and not scan.extended
    return scan.state is ScanState.OPEN or held_once


def _extend_form(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if not _may_extend(scan):
        return over()
    today = local_day(request.now, region.timezone)
    free = region_diary(request.store, region, request.almanac).free
    proposed = add_working_days(max(scan.deadline, today), EXTENSION_WORKING_DAYS, free)
    return Reply(form=extend_form(scan, proposed))


def _extend(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if not _may_extend(scan):
        return over()
    deadline = checked_deadline(request, region, request.day("deadline"))
    if isinstance(deadline, Phrase):
        return Reply(errors={"deadline": deadline})
    if deadline <= scan.deadline:
        return Reply(errors={"deadline": say("scan.error.not_later", deadline=scan.deadline)})
    if deadline >= scan.texts_until:
        return Reply(errors={"deadline": say("scan.error.kept_until", day=scan.texts_until)})
    extend(request.store, scan, deadline, region.timezone, request.now, request.almanac)
    return Reply(page=True)


def _close(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state is not ScanState.OPEN:
        return over()
    channel = request.known.channels[scan.channel]
    store, now, by = request.store, request.now, request.person.id
    close(store, scan, channel, request.instruments, now, request.almanac, by=by)
    # The page says where the outcome stands, or why the scan waits and what to do.
    return Reply(page=True)


def _cancel(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if scan.state not in UNENDED:
        return over()
    cancel(request.store, scan, request.now)
    refresh_rhythm(request.store, region, request.now, request.almanac)
    return Reply(page=True)


def _finish(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.hold is not Hold.TOO_FEW:
        return over()
    results = results_of(request.store, scan, request.instruments)
    publish(request.store, scan, results, request.now, by=request.person.id)
    return Reply(page=True)


def _recheck(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if scan.hold is not Hold.CHANNEL:
        return over()
    if not channel_as_promised(scan, region, request.known.channels[scan.channel]):
        return Reply(notice=say("scan.still_waiting"), page=True)
    store, now, by = request.store, request.now, request.person.id
    show(store, scan, request.instruments, now, request.almanac, by=by)
    first = scan.part is Part.SENTENCES
    return Reply(notice=say("talk.sentences_now" if first else "scan.closed_now"), page=True)


def _publish_anyway(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if scan.hold is not Hold.CHANNEL:
        return over()
    channel = request.known.channels.get(region.channel) if region.channel else None
    if channel is None:
        return Reply(notice=say("setup.error.no_channel"), page=True)
    error = channel_error(channel)
    if error is not None:
        return Reply(notice=error, page=True)
    store, now = request.store, request.now
    today = local_day(now, region.timezone)
    day = add_working_days(today, 1, region_diary(store, region, request.almanac).free)
    told = replace(
        scan,
        hold=Hold.TOLD,
        channel=region.channel,
        channel_name=channel.name,
        channel_private=channel.is_private,
        channel_members=channel.members,
        deadline=day,
        closes_at=closing_moment(day, region.timezone),
    )
    store.scans.save(told)
    for response in store.responses.find(scan_id=scan.id, state=ResponseState.SUBMITTED):
        wish_walk(store, now, response, Manner.ANEW)
    tell_leaders(store, told, now, by=request.person.id)
    first = scan.part is Part.SENTENCES
    return Reply(notice=say("talk.sentences_told" if first else "scan.told", day=day), page=True)


def _post_again(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    store, now = request.store, request.now
    missing = unposted(store, scan)
    if missing is None or missing.state is not WishState.FAILED:
        return Reply(notice=say("scan.nothing_unposted"), page=True)
    channel = request.known.channels[scan.channel]
    if channel_as_promised(scan, region, channel):
        post_again(store, scan, now, by=request.person.id)
        return Reply(notice=say("scan.posting", channel=scan.channel_name), page=True)
    if region.channel == scan.channel and (error := channel_error(channel)):
        return Reply(notice=error, page=True)
    seen = missing.topic is not Topic.RESULTS or missing.ts
    if seen or open_scan_of(store, region.id) is not None:
        return Reply(notice=say("scan.not_as_promised"), page=True)
    # Nobody has seen the outcome: partners hear of the other channel first, as after closing.
    held = replace(scan, state=ScanState.CLOSED)
    hold_back(store, held, Hold.CHANNEL, now, by=request.person.id)
    return Reply(notice=say("scan.still_waiting"), page=True)


TAPS: Mapping[str, Route] = {
    "scan.nudge": Route(_nudge),
    "scan.extend": Route(_extend_form),
    "scan.close": Route(_close, wants_channel),
    "scan.cancel": Route(_cancel),
    "scan.finish": Route(_finish),
    "scan.recheck": Route(_recheck, wants_channel),
    "scan.publish_anyway": Route(_publish_anyway, wants_channel),
    "scan.post_again": Route(_post_again, wants_channel),
}
FORMS: Mapping[str, Route] = {
    "scan.extend": Route(_extend),
}
