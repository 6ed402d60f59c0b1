"""A leader decides about the scan of a rhythm that comes now, or pauses or ends the rhythm."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flows.calendar import (
    LONGEST_SCAN,
    SCAN_WORKING_DAYS,
    add_working_days,
    is_working_day,
    local_day,
    meeting_after,
    next_open,
)
from flows.region import Region
from flows.rhythm import Outcome, PutOff, Rhythm, RhythmState, asks_at, ended, untold
from flows.scan import Hold
from flows.turns import Days, Turn, put_off
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.diary import region_diary
from flows.usecases.rhythm_plan import (
    asked,
    coming,
    keep,
    last_scan,
    placed,
    plan_scan,
    region_days,
    retell,
    tell,
)
from flows.usecases.scans import open_scan_of
from flows.usecases.setup import led_region, not_leader
from flows.usecases.start_scan import wants_channel
from flows.views.rhythm import move_form, reasons
from flows.wording import Phrase, say


@dataclass(frozen=True)
class _Table:
    """A turn about which a leader decides; `following` is the ideal day of the one after it."""

    rhythm: Rhythm
    region: Region
    days: Days
    turn: Turn
    following: date | None


def _rhythm(request: Request) -> tuple[Region, Rhythm] | Reply:
    """The sender's region and its rhythm, both locked."""
    region = led_region(request)
    if region is None:
        return not_leader()
    region = request.store.regions.get(region.id, lock=True)
    rhythm = request.store.rhythms.one(region_id=region.id)
    if rhythm is None:
        return Reply(notice=say("setup.gone"))
    return region, request.store.rhythms.get(rhythm.id, lock=True)


def _table(request: Request) -> _Table | Reply:
    """The turn that the button names, if it still is the one that comes now."""
    found = _rhythm(request)
    if isinstance(found, Reply):
        return found
    region, rhythm = found
    days = region_days(request.store, region, request.almanac)
    turns = coming(request.store, rhythm, region, days)
    is_on = rhythm.state is RhythmState.ON
    if not is_on or not turns or turns[0].ideal.isoformat() != request.event.args.get("turn"):
        return Reply(notice=say("rhythm.decided"), page=True)
    following = turns[1].ideal if len(turns) > 1 else None
    return _Table(rhythm, region, days, turns[0], following)


def _settle(request: Request, table: _Table, rhythm: Rhythm, notice: Phrase) -> Reply:
    kept = keep(request.store, rhythm, table.region, request.almanac)
    retell(request.store, kept, table.region, request.now, by=request.person.id)
    return Reply(notice=notice, page=True)


def _first_day(request: Request, region: Region) -> date:
    """The first day on which a scan can still begin."""
    diary = region_diary(request.store, region, request.almanac)
    return local_day(next_open(request.now, diary.timezone, diary.free), diary.timezone)


def _go(request: Request) -> Reply:
    table = _table(request)
    if isinstance(table, Reply):
        return table
    if last_scan(request.store, table.region.id) is None:
        return Reply(notice=say("rhythm.lacks.first"))
    if (unended := open_scan_of(request.store, table.region.id)) is not None:
        talking = unended.hold is Hold.TALK
        return Reply(notice=say("rhythm.lacks.talk" if talking else "rhythm.lacks.running"))
    turn: Turn | None = table.turn
    first = _first_day(request, table.region)
    if table.turn.start < first:
        turn = put_off(table.turn, table.days, first, table.following)
    if turn is None:
        return Reply(notice=say("rhythm.no_days_left"))
    return _planned(request, table, turn, say("rhythm.goes", start=turn.start))


def _planned(request: Request, table: _Table, turn: Turn, notice: Phrase) -> Reply:
    last = last_scan(request.store, table.region.id)
    if last is None or open_scan_of(request.store, table.region.id) is not None:
        return _moved(request, table, turn)
    rhythm = plan_scan(
        request.store,
        table.rhythm,
        turn,
        last,
        request.known.channels.get(table.region.channel),
        request.now,
        almanac=request.almanac,
        instruments=request.instruments,
        by=request.person.id,
    )
    return _settle(request, table, rhythm, notice)


def _moved(request: Request, table: _Table, turn: Turn) -> Reply:
    """Without settings to take over, or beside a running scan, the question comes again."""
    diary = region_diary(request.store, table.region, request.almanac)
    rhythm = placed(table.rhythm, turn, PutOff.NONE)
    if asks_at(turn.start, diary.timezone, diary.free) <= request.now:
        rhythm = asked(table.rhythm, turn, request.now, PutOff.NONE)
    return _settle(request, table, rhythm, say("rhythm.moved", start=turn.start))


def _move_form(request: Request) -> Reply:
    table = _table(request)
    if isinstance(table, Reply):
        return table
    return Reply(form=move_form(table.region.id, table.turn))


def _move(request: Request) -> Reply:
    table = _table(request)
    if isinstance(table, Reply):
        return table
    day = request.day("day")
    wrong = _wrong_day(request, table, day)
    if wrong is not None or day is None:
        return Reply(errors={"day": wrong or say("rhythm.error.no_day")})
    free = region_diary(request.store, table.region, request.almanac).free
    deadline = add_working_days(day, SCAN_WORKING_DAYS, free)
    turn = Turn(
        ideal=table.turn.ideal,
        start=day,
        deadline=deadline,
        meeting=meeting_after(deadline, table.days.meetings),
    )
    shifts = table.days.within(day, deadline)
    notice = say("rhythm.moved", start=day)
    if shifts:
        notice = say("rhythm.moved_within", start=day, why=reasons(shifts))
    return _planned(request, table, turn, notice)


def _wrong_day(request: Request, table: _Table, day: date | None) -> Phrase | None:
    """Why a scan cannot start on this day."""
    if day is None:
        return say("rhythm.error.no_day")
    first = _first_day(request, table.region)
    if day < first:
        return say("rhythm.error.too_soon", first=first)
    free = region_diary(request.store, table.region, request.almanac).free
    if not is_working_day(day, free):
        return say("scan.error.start_free", day=add_working_days(day, 1, free))
    if day > first + LONGEST_SCAN:
        return say("rhythm.error.far")
    if table.following is not None and day >= table.following:
        return say("rhythm.error.next", following=table.following)
    running = open_scan_of(request.store, table.region.id)
    if running is not None and day <= running.deadline:
        return say("rhythm.error.running", title=running.title, deadline=running.deadline)
    return None


def _skip(request: Request) -> Reply:
    table = _table(request)
    if isinstance(table, Reply):
        return table
    rhythm = ended(table.rhythm, table.turn.ideal, Outcome.SKIPPED, request.person.id)
    notice = (
        say("rhythm.skipped_until", following=table.following)
        if table.following
        else say("rhythm.skipped")
    )
    return _settle(request, table, rhythm, notice)


def _pause(request: Request) -> Reply:
    return _turned(request, RhythmState.PAUSED, say("rhythm.is_paused"))


def _stop(request: Request) -> Reply:
    return _turned(request, RhythmState.ENDED, say("rhythm.is_stopped"))


def _turned(request: Request, state: RhythmState, notice: Phrase) -> Reply:
    found = _rhythm(request)
    if isinstance(found, Reply):
        return found
    region, rhythm = found
    if rhythm.state in {state, RhythmState.ENDED}:
        return Reply(page=True)
    kept = keep(request.store, replace(rhythm, state=state), region, request.almanac)
    retell(request.store, kept, region, request.now, by=request.person.id)
    return Reply(notice=notice, page=True)


def _resume(request: Request) -> Reply:
    """Go on with the first turn that is still to come; what fell in the pause is left out."""
    found = _rhythm(request)
    if isinstance(found, Reply):
        return found
    region, rhythm = found
    if rhythm.state is not RhythmState.PAUSED:
        return Reply(page=True)
    store, days = request.store, region_days(request.store, region, request.almanac)
    today = local_day(request.now, region.timezone)
    rhythm = replace(rhythm, state=RhythmState.ON)
    while (turns := coming(store, rhythm, region, days, 1)) and turns[0].start <= today:
        rhythm = ended(rhythm, turns[0].ideal, Outcome.SKIPPED, request.person.id)
    kept = keep(store, rhythm, region, request.almanac)
    # What was dropped is told with the next thing said, which may be that others are left out.
    say_it = tell if untold(found[1]) and not untold(kept) else retell
    say_it(store, kept, region, request.now, by=request.person.id)
    return Reply(notice=say("rhythm.is_resumed"), page=True)


TAPS: Mapping[str, Route] = {
    "rhythm.go": Route(_go, wants_channel),
    "rhythm.move": Route(_move_form),
    "rhythm.skip": Route(_skip),
    "rhythm.pause": Route(_pause),
    "rhythm.resume": Route(_resume),
    "rhythm.stop": Route(_stop),
}
FORMS: Mapping[str, Route] = {"rhythm.move": Route(_move, wants_channel)}
