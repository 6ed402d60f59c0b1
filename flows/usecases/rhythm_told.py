"""Gathering what leaders read about a rhythm: on their page and in their messages."""

from datetime import date

from flows.calendar import local_day, meeting_after
from flows.holidays import Almanac
from flows.ports import Store
from flows.region import PeriodKind, Region
from flows.response import ASKED
from flows.results import from_text
from flows.rhythm import Outcome, PutOff, Rhythm, goes_by_silence
from flows.scan import Hold, Scan, ScanState
from flows.turns import Days, left_out, upcoming
from flows.usecases.diary import holidays_known_until, holidays_run_out
from flows.usecases.rhythm_plan import earliest, last_scan, region_days
from flows.usecases.scans import open_scan_of
from flows.usecases.unheard import unasked
from flows.views.rhythm import DATES, RhythmPanel
from flows.views.rhythm_message import RhythmTold


def rhythm_panel(store: Store, region: Region, almanac: Almanac) -> RhythmPanel | None:
    """What a leader sees of the region's rhythm, None if it never had one."""
    rhythm = store.rhythms.one(region_id=region.id)
    if rhythm is None:
        return None
    return panel_for(store, rhythm, region, region_days(store, region, almanac))


def panel_for(store: Store, rhythm: Rhythm, region: Region, days: Days) -> RhythmPanel:
    """The next four turns of a rhythm, kept or not, and what they mind."""
    after = earliest(store, region, days)
    turns = upcoming(rhythm, days, after, DATES)
    weeks = [
        period
        for period in store.periods.find(region_id=region.id)
        if period.kind is PeriodKind.EXAM or period.partner_id is None
    ]
    minded = [
        period
        for period in weeks
        if turns and turns[0].ideal <= period.last and period.first <= turns[-1].deadline
    ]
    return RhythmPanel(
        rhythm=rhythm,
        turns=turns,
        without=left_out(rhythm, days, after, DATES),
        weeks=sorted(minded, key=lambda period: (period.first, period.last, period.id)),
    )


def rhythm_told(store: Store, rhythm: Rhythm, almanac: Almanac) -> RhythmTold:
    """What a leader's message is drawn from."""
    region = store.regions.get(rhythm.region_id)
    participants = store.participants.find(region_id=region.id, removed_at=None)
    last = last_scan(store, region.id)
    now_asked = {one.id: store.people.get(one.person_id).name for one in participants}
    before = _asked_before(store, last) if last is not None else {}
    deadline = rhythm.ends_on
    meetings = [one.on for one in store.meetings.find(region_id=region.id, moment=False)]
    results = from_text(last.results) if last is not None else None
    leader = store.people.one(id=rhythm.decided_by) if rhythm.decided_by else None
    return RhythmTold(
        rhythm=rhythm,
        region=region,
        people=len(participants),
        partners=len({one.partner_id for one in participants}),
        meeting=meeting_after(deadline, meetings) if deadline else None,
        last=last,
        new=sorted(name for one, name in now_asked.items() if one not in before),
        gone=sorted(name for one, name in before.items() if one not in now_asked),
        left=_left(store, region, last),
        goes=results is not None and goes_by_silence(results.people_asked, results.people_answered),
        missing=_missing(store, region, people=len(participants)),
        provisional=deadline is not None and deadline > holidays_known_until(store, almanac),
        holidays_until=_run_out(store, rhythm, region, almanac),
        unasked=unasked(store, region),
        scan=_scan_of(store, rhythm),
        decided_by=leader.name if leader else "",
    )


def _scan_of(store: Store, rhythm: Rhythm) -> Scan | None:
    """What the turn that ended last became."""
    if rhythm.outcome is not Outcome.BEGUN or rhythm.done_until is None:
        return None
    return store.scans.one(region_id=rhythm.region_id, turn=rhythm.done_until)


def _asked_before(store: Store, last: Scan) -> dict[int, str]:
    """Who was asked in the last scan: names by participant."""
    asked = store.responses.find(scan_id=last.id, state=ASKED)
    return {one.participant_id: store.people.get(one.person_id).name for one in asked}


def _left(store: Store, region: Region, last: Scan | None) -> list[str]:
    """The partners that were asked last time and have left the region."""
    if last is None:
        return []
    asked = {one.partner_id for one in store.responses.find(scan_id=last.id, state=ASKED)}
    partners = store.partners.find(region_id=region.id)
    return sorted(one.name for one in partners if one.id in asked and one.removed_at is not None)


def _missing(store: Store, region: Region, *, people: int) -> list[PutOff]:
    """What has to be mended before the next scan can begin, as far as the store knows."""
    running = open_scan_of(store, region.id)
    unended = running is not None and running.state is not ScanState.PLANNED
    talking = running is not None and running.hold is Hold.TALK
    lacks = {
        PutOff.RUNNING: unended and not talking,
        PutOff.TALK: talking,
        PutOff.RESPONSIBLE: not region.organisation or not region.contact,
        PutOff.CHANNEL: not region.channel,
        PutOff.NOBODY: not people,
    }
    return [why for why, is_so in lacks.items() if is_so]


def _run_out(store: Store, rhythm: Rhythm, region: Region, almanac: Almanac) -> date | None:
    """As of the day on which leaders were asked: their message does not change by itself."""
    if rhythm.asked_at is None:
        return None
    return holidays_run_out(store, almanac, local_day(rhythm.asked_at, region.timezone))
