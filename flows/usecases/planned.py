"""A planned scan begins at its moment, waits for what is missing, or is given up."""

from dataclasses import replace
from datetime import datetime, time

from flows.calendar import OPENS, add_working_days, local_day, wall
from flows.events import ChannelFacts
from flows.holidays import Almanac
from flows.ports import Store
from flows.region import Region
from flows.scan import Hold, Mode, Scan, ScanState
from flows.usecases.diary import Diary, region_diary
from flows.usecases.scans import begin, cancel, meeting_for
from flows.usecases.telling import retell, tell_leaders

STARTS_AT: time = OPENS
"""Wall time at which a planned scan begins."""


def why_not(store: Store, region: Region, channel: ChannelFacts | None) -> Hold:
    """What keeps a planned scan of the region from beginning, `Hold.NONE` for nothing."""
    if not region.organisation or not region.contact:
        return Hold.RESPONSIBLE
    if not store.participants.find(region_id=region.id, removed_at=None):
        return Hold.NOBODY
    usable = channel is not None and channel.found and channel.has_bot and not channel.is_archived
    return Hold.NONE if usable else Hold.CHANNEL


def begin_due(
    store: Store, scan: Scan, now: datetime, channel: ChannelFacts | None, almanac: Almanac
) -> bool:
    """Begin a locked planned scan whose moment has come; False without the facts of its channel.

    If something is missing its leaders are told once, and it is tried again each working day
    until its deadline; then it is given up.
    """
    if scan.closes_at <= now:
        _give_up(store, scan, now)
        return True
    region = store.regions.get(scan.region_id)
    if region.channel and channel is None:
        return False
    why = why_not(store, region, channel)
    became_public = channel is not None and scan.channel_private and not channel.is_private
    if why is Hold.NONE and became_public and scan.mode is Mode.OPEN:
        why = Hold.CHANNEL  # nobody has read the warning about it: a leader may still want it
    if channel is not None and why is Hold.NONE:
        begin_planned(store, scan, now, channel, almanac)
        return True
    again = _next_try(scan, now, region_diary(store, region, almanac))
    held = replace(scan, hold=why, opened_at=again)
    store.scans.save(held)
    if why is not scan.hold:
        tell_leaders(store, held, now)
    return True


def begin_planned(
    store: Store,
    scan: Scan,
    now: datetime,
    channel: ChannelFacts,
    almanac: Almanac,
    *,
    by: int | None = None,
) -> Scan:
    """Begin a planned scan with channel, meeting and leader as they now are."""
    region = store.regions.get(scan.region_id)
    meetings = [meeting.on for meeting in store.meetings.find(region_id=region.id, moment=False)]
    leaders = [role.person_id for role in store.leaders.find(region_id=region.id)]
    is_led = not leaders or scan.started_by in leaders
    fresh = replace(
        scan,
        variant=region.variant,
        channel=region.channel,
        channel_name=channel.name,
        channel_private=channel.is_private,
        channel_members=channel.members,
        meeting_on=meeting_for(scan.moments, scan.deadline, meetings),
        started_by=scan.started_by if is_led else by or leaders[0],
    )
    begun = begin(store, fresh, now, almanac, by=by)
    retell(store, begun, now)
    return begun


def _next_try(scan: Scan, now: datetime, diary: Diary) -> datetime:
    day = add_working_days(local_day(now, diary.timezone), 1, diary.free)
    return min(wall(day, STARTS_AT, diary.timezone), scan.closes_at)


def _give_up(store: Store, scan: Scan, now: datetime) -> None:
    cancelled = cancel(store, scan, now)
    missed = replace(cancelled, state=ScanState.CANCELLED, hold=Hold.MISSED)
    store.scans.save(missed)
    tell_leaders(store, missed, now)
