"""A leader has scans repeated: how often, and the days that follow from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar import local_day, quarter_end
from flows.region import Region
from flows.rhythm import Every, Rhythm, RhythmState
from flows.scan import Scan, ScanState
from flows.turns import Days, upcoming
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.rhythm_plan import FIRST_NOTICE, coming, earliest, keep, region_days, retell
from flows.usecases.rhythm_told import panel_for
from flows.usecases.setup import led_region, not_leader
from flows.views.rhythm import DATES, dates_form, rhythm_form
from flows.wording import Phrase, say

ONE_DAY = timedelta(days=1)
FIELDS = tuple(f"date_{number}" for number in range(1, DATES + 1))
"""The inputs of the chosen days."""


def _form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    rhythm = _running(request, region)
    if rhythm is None:
        return Reply(form=rhythm_form(region.id, Every.QUARTER, (), is_on=False))
    return Reply(form=rhythm_form(region.id, rhythm.every, _ahead(request, rhythm), is_on=True))


def _every(request: Request) -> Reply:
    """Another choice of how often: only chosen days have inputs."""
    region = led_region(request)
    if region is None:
        return not_leader()
    rhythm = _running(request, region)
    dates = _ahead(request, rhythm) if rhythm else []
    form = rhythm_form(region.id, _chosen(request), dates, is_on=rhythm is not None)
    return Reply(form=form, replace=True)


def _running(request: Request, region: Region) -> Rhythm | None:
    rhythm = request.store.rhythms.one(region_id=region.id)
    return None if rhythm is None or rhythm.state is RhythmState.ENDED else rhythm


def _ahead(request: Request, rhythm: Rhythm) -> list[date]:
    today = local_day(request.now, request.store.regions.get(rhythm.region_id).timezone)
    taken = _taken(request, rhythm.region_id)
    chosen = map(date.fromisoformat, rhythm.dates)
    return [day for day in chosen if day > today and day not in taken]


def _taken(request: Request, region_id: int) -> set[date]:
    """The ideal days of turns that became a scan, unless that was called off."""
    scans = request.store.scans.find(region_id=region_id)
    return {scan.turn for scan in scans if scan.turn and scan.state is not ScanState.CANCELLED}


def _chosen(request: Request) -> Every:
    raw = request.value("every") or request.event.args.get("every", "")
    return Every(raw) if raw in set(Every) else Every.QUARTER


def _chosen_days(request: Request) -> dict[str, date]:
    """The chosen days by the input that they stand in; the second step has them as arguments."""
    texts = {name: request.event.args.get(name, "") for name in FIELDS}
    given = {name: date.fromisoformat(text) for name, text in texts.items() if text}
    return given | {name: day for name in FIELDS if (day := request.day(name)) is not None}


def _prepared(request: Request, region: Region, days: Days) -> Rhythm | Mapping[str, Phrase]:
    """The rhythm that the form describes, not kept yet, or what is wrong with it."""
    every, today = _chosen(request), local_day(request.now, region.timezone)
    chosen = _chosen_days(request) if every is Every.DATES else {}
    over = {name: day for name, day in chosen.items() if day <= today}
    if over:
        return {name: say("rhythm.error.past", day=day) for name, day in over.items()}
    if every is Every.DATES and not chosen:
        return {FIELDS[0]: say("rhythm.error.no_day")}
    taken = _taken(request, region.id)
    if twice := {name: day for name, day in chosen.items() if day in taken}:
        return {name: say("rhythm.error.taken", day=day) for name, day in twice.items()}
    rhythm = Rhythm(
        region_id=region.id,
        every=every,
        dates=tuple(day.isoformat() for day in sorted(set(chosen.values()))),
        since=_since(request, region, days, every),
        # A day that was chosen counts, whatever scan is planned after it.
        done_until=None if every is Every.DATES else max(taken, default=None),
    )
    if coming(request.store, rhythm, region, days, 1):
        return rhythm
    if every is Every.DATES:
        return {FIELDS[0]: say("rhythm.error.no_room")}
    return {"every": say("rhythm.error.no_meetings")}


def _since(request: Request, region: Region, days: Days, every: Every) -> date:
    """The first day on which a turn may fall: leaders hear of each a week before.

    This quarter's turn still comes if its days allow it and no scan was begun in the quarter.
    """
    today = local_day(request.now, region.timezone)
    if every is Every.DATES:
        return today + ONE_DAY
    notice = today + FIRST_NOTICE
    if every is Every.MEETING:
        return notice
    begins = today.replace(day=1)
    while quarter_end(begins - ONE_DAY) == quarter_end(today):
        begins = (begins - ONE_DAY).replace(day=1)
    if any(_is_of(scan, begins, region) for scan in request.store.scans.find(region_id=region.id)):
        return max(notice, quarter_end(today) + ONE_DAY)
    trial = Rhythm(region_id=region.id, every=Every.QUARTER, since=begins)
    (turn,) = upcoming(trial, days, earliest(request.store, region, days), 1)
    return begins if turn.start >= notice else notice


def _is_of(scan: Scan, begins: date, region: Region) -> bool:
    began = local_day(scan.opened_at, region.timezone)
    return scan.state is not ScanState.CANCELLED and began >= begins


def _preview(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    days = region_days(request.store, region, request.almanac)
    rhythm = _prepared(request, region, days)
    if not isinstance(rhythm, Rhythm):
        return Reply(errors=rhythm)
    return Reply(form=dates_form(panel_for(request.store, rhythm, region, days)), replace=True)


def _start(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    store = request.store
    region = store.regions.get(region.id, lock=True)
    rhythm = _prepared(request, region, region_days(store, region, request.almanac))
    if not isinstance(rhythm, Rhythm):
        return Reply(notice=next(iter(rhythm.values())))  # days passed since they were shown
    known = store.rhythms.one(region_id=region.id)
    if known is None:
        rhythm = store.rhythms.add(rhythm)
    else:
        store.rhythms.get(known.id, lock=True)
        rhythm = replace(rhythm, id=known.id)
    kept = keep(store, rhythm, region, request.almanac)
    retell(store, kept, region, request.now, by=request.person.id)
    return Reply(notice=say("rhythm.started"), page=True)


TAPS: Mapping[str, Route] = {
    "rhythm.form": Route(_form),
    "rhythm.every": Route(_every),
}
FORMS: Mapping[str, Route] = {
    "rhythm.form": Route(_preview),
    "rhythm.start": Route(_start),
}
