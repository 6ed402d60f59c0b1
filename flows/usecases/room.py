"""When scans of a region ask for people's time, and whether there is room for more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from flows.calendar import add_working_days, local_day
from flows.check_in_rules import BEFORE_SCAN, ScanDays, may_ask_more
from flows.holidays import Almanac
from flows.ports import Store
from flows.region import Region
from flows.rhythm import PutOff, RhythmState
from flows.scan import Hold, Scan, ScanState
from flows.usecases.actions_kept import owned_by
from flows.usecases.contacts import contact_of
from flows.usecases.diary import region_diary
from flows.usecases.rhythm_plan import coming, region_days


def scan_days(store: Store, region: Region, almanac: Almanac, today: date) -> list[ScanDays]:
    """When scans of a region were open, are, and will be as far as that is known."""
    found = [
        _days_of(scan, region.timezone)
        for scan in store.scans.find(region_id=region.id)
        if not _is_put_off(scan)
    ]
    rhythm = store.rhythms.one(region_id=region.id)
    if rhythm is not None and rhythm.state is RhythmState.ON and rhythm.put_off is PutOff.NONE:
        turns = coming(store, rhythm, region, region_days(store, region, almanac), 1)
        found += [ScanDays(first=max(turn.start, today)) for turn in turns]
    free = region_diary(store, region, almanac).free
    return [_with_quiet(one, free) for one in found]


def has_room(store: Store, region: Region, person_id: int, now: datetime, almanac: Almanac) -> bool:
    """Whether somebody may get one message more this month that is not about an action."""
    today = local_day(now, region.timezone)
    scans = scan_days(store, region, almanac, today)
    speaks = store.participants.find(person_id=person_id, removed_at=None)
    has_action = any(owned_by(store, participant.id) for participant in speaks)
    return may_ask_more(contact_of(store, person_id), today, scans, spaced=has_action)


def _with_quiet(scan: ScanDays, free: Collection[date]) -> ScanDays:
    """The same with the days before it on which nothing else is asked, if it is still to begin."""
    if scan.last is not None or scan.is_open:
        return scan
    return replace(scan, quiet_from=add_working_days(scan.first, -BEFORE_SCAN, free))


def _is_put_off(scan: Scan) -> bool:
    """Whether nobody knows when it begins: what is followed does not wait for it."""
    return scan.state is ScanState.PLANNED and scan.hold is not Hold.NONE


def _days_of(scan: Scan, timezone: str) -> ScanDays:
    # Between its two moments a scan goes on, though nobody is asked anything.
    goes_on = scan.state in {ScanState.PLANNED, ScanState.OPEN} or scan.hold is Hold.TALK
    ended = None if goes_on else scan.closed_at or scan.closes_at
    return ScanDays(
        first=local_day(scan.opened_at, timezone),
        last=local_day(ended, timezone) if ended else None,
        is_open=scan.state is ScanState.OPEN,
    )
