"""Gathering the year's thread of a region: for its leaders' window, and for the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flows.action import Action
from flows.calendar import day_of, local_day
from flows.decision import Decision
from flows.holidays import Almanac
from flows.ports import Store
from flows.region import Region
from flows.response import Sharing
from flows.rhythm import RhythmState
from flows.scan import Scan, ScanState
from flows.success import Success
from flows.usecases.access import is_out
from flows.usecases.actions_kept import open_actions
from flows.usecases.decisions_kept import open_decisions
from flows.usecases.outcomes import outcome_of
from flows.usecases.published import published_after
from flows.usecases.rhythm_told import rhythm_panel
from flows.usecases.scans import open_scan_of
from flows.usecases.success_kept import celebrated
from flows.usecases.walks import Instruments
from flows.wording import Localized
from flows.year import (
    Coming,
    ComingKind,
    Year,
    YearAction,
    YearDecision,
    YearScan,
    YearSuccess,
)

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a year is gathered with besides the store: `now` is an aware UTC datetime."""

    instruments: Instruments
    almanac: Almanac
    now: datetime


def year_until_now(store: Store, region: Region, seen: Sequence[Scan], around: Around) -> Year:
    """The last twelve months of a region and what comes; `seen` are the scans to tell of."""
    today = local_day(around.now, region.timezone)
    year = _year(store, region, (today - A_YEAR, today, today), seen, around)
    return replace(year, coming=_coming(store, region, today, around.almanac))


def year_of_report(store: Store, scan: Scan, seen: Sequence[Scan], around: Around) -> Year:
    """What a region did around a scan, for the report of it: the twelve months up to now.

    Or up to the day on which the results of the next scan came: what follows is in its report.
    `seen` are the scans of the region that the reader may see.
    """
    region = store.regions.get(scan.region_id)
    today = local_day(around.now, region.timezone)
    later = [
        day_of(one, region.timezone) for one in published_after(store, scan) if is_out(store, one)
    ]
    last = min([today, *later])
    first = min(last - A_YEAR, day_of(scan, region.timezone))
    year = _year(store, region, (first, last, today), seen, around)
    if later:
        return year
    return replace(year, coming=_coming(store, region, today, around.almanac))


def _year(
    store: Store,
    region: Region,
    days: tuple[date, date, date],
    seen: Sequence[Scan],
    around: Around,
) -> Year:
    """The year from a first to a last day, as it stands on a third."""
    first, last, today = days
    year = Year(region=region.name, first=first, last=last, today=today)
    partners = {one.id: one.name for one in store.partners.find(region_id=region.id)}
    return replace(
        year,
        scans=tuple(
            _scan(store, scan, seen, around.instruments, day)
            for scan in seen
            if year.has(day := day_of(scan, region.timezone))
        ),
        actions=_actions(store, region, year, around.instruments, partners),
        decisions=_decisions(store, region, year, partners),
        successes=tuple(
            _success(store, region, one)
            for one in celebrated(store, region.id, year.first, year.last)
        ),
    )


def _scan(
    store: Store, scan: Scan, seen: Sequence[Scan], instruments: Instruments, day: date
) -> YearScan:
    outcome = outcome_of(store, scan, instruments, seen)
    statements = outcome.instrument.statements
    return YearScan(
        day=day,
        title=scan.title,
        answered=outcome.results.answered,
        asked=outcome.results.asked,
        rose=tuple(statements[place].short for place, _ in outcome.findings.rose),
        fell=tuple(statements[place].short for place, _ in outcome.findings.fell),
    )


def _actions(
    store: Store,
    region: Region,
    year: Year,
    instruments: Instruments,
    partners: Mapping[int, str],
) -> tuple[YearAction, ...]:
    """What was made, carried out or closed in these days or is still open, first made first."""
    shorts = {item.key: item.short for one in instruments.values() for item in one.statements}
    found = [
        _action(one, region, shorts, partners) for one in store.actions.find(region_id=region.id)
    ]
    told = [one for one in found if one.made_on <= year.last and _is_of(year, one)]
    return tuple(sorted(told, key=lambda one: (one.made_on, one.action.id)))


def _is_of(year: Year, one: YearAction) -> bool:
    days = (one.made_on, one.carried_out_on, one.closed_on)
    return one.action.is_open or any(map(year.has, days))


def _action(
    action: Action, region: Region, shorts: Mapping[str, Localized], partners: Mapping[int, str]
) -> YearAction:
    return YearAction(
        action=action,
        partner=partners.get(action.partner_id or 0, ""),
        item=shorts.get(action.item),
        made_on=local_day(action.created_at, region.timezone),
        carried_out_on=_day(action.carried_out_at, region),
        closed_on=_day(action.closed_at, region),
    )


def _day(moment: datetime | None, region: Region) -> date | None:
    return local_day(moment, region.timezone) if moment else None


def _decisions(
    store: Store, region: Region, year: Year, partners: Mapping[int, str]
) -> tuple[YearDecision, ...]:
    """What was decided or closed in these days or is still open, first decided first."""

    def is_told(one: Decision) -> bool:
        is_of = year.has(one.decided_on) or year.has(_day(one.closed_at, region))
        return one.decided_on <= year.last and (one.is_open or is_of)

    found = [one for one in store.decisions.find(region_id=region.id) if is_told(one)]
    return tuple(
        YearDecision(decision=one, partner=partners.get(one.partner_id or 0, ""))
        for one in sorted(found, key=lambda one: (one.decided_on, one.id))
    )


def _success(store: Store, region: Region, success: Success) -> YearSuccess:
    """What was celebrated, with who told it only if they let that be read."""
    is_named = success.sharing is Sharing.NAMED
    writer = store.people.one(id=success.writer_id) if is_named and success.writer_id else None
    names = (writer.name if writer else "", success.partner if is_named else "")
    return YearSuccess(
        day=local_day(success.said_at, region.timezone),
        kind=success.kind,
        text=success.text,
        by=", ".join(name for name in names if name),
    )


def _coming(store: Store, region: Region, today: date, almanac: Almanac) -> tuple[Coming, ...]:
    """What is ahead from today on, the nearest first."""
    ahead = [
        *(
            Coming(on=one.on, kind=ComingKind.MOMENT if one.moment else ComingKind.MEETING)
            for one in store.meetings.find(region_id=region.id)
        ),
        *_scans_ahead(store, region, almanac),
        *(
            Coming(on=one.due_on, kind=ComingKind.ACTION, what=one.what)
            for one in open_actions(store, region.id)
            if one.carried_out_at is None
        ),
        *(
            Coming(on=one.due_on, kind=ComingKind.DECISION, what=one.what)
            for one in open_decisions(store, region.id)
            if one.due_on is not None
        ),
    ]
    return tuple(sorted((one for one in ahead if one.on >= today), key=lambda one: one.on))


def _scans_ahead(store: Store, region: Region, almanac: Almanac) -> list[Coming]:
    """The last day of the scan that runs, the first of one that is planned or of the next turn."""
    running = open_scan_of(store, region.id)
    ahead = []
    if running is not None and running.state is ScanState.OPEN:
        ahead.append(Coming(on=running.deadline, kind=ComingKind.CLOSING))
    elif running is not None and running.state is ScanState.PLANNED:
        ahead.append(Coming(on=local_day(running.opened_at, region.timezone), kind=ComingKind.SCAN))
    panel = rhythm_panel(store, region, almanac)
    if panel is not None and panel.rhythm.state is RhythmState.ON and panel.turns:
        ahead.append(Coming(on=panel.turns[0].start, kind=ComingKind.SCAN))
    return ahead
