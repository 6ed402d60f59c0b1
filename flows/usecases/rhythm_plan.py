"""What a rhythm's turns are made of: a region's days, its last scan, the scan that is planned."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from flows.calendar import local_day
from flows.catalogue import load_texts
from flows.events import ChannelFacts
from flows.holidays import Almanac, days_between, merged
from flows.language import Language
from flows.outbox import Manner
from flows.ports import Store
from flows.region import Period, PeriodKind, Person, Region
from flows.rhythm import (
    NOTICE,
    Every,
    Outcome,
    PutOff,
    Rhythm,
    RhythmState,
    begins_at,
    ended,
    forgotten,
    is_asked,
    next_moment,
    untold,
)
from flows.scan import Hold, Scan, ScanState
from flows.topics import Topic
from flows.turns import Days, Turn, put_off, rested, upcoming
from flows.usecases.diary import holiday_regions, region_diary
from flows.usecases.planned import why_not
from flows.usecases.scans import Plan, new_scan, open_scan_of, start
from flows.usecases.telling import wish_again
from flows.usecases.walks import Instruments
from flows.usecases.wishes import wish_for
from flows.wording import Wording, say

FIRST_NOTICE = NOTICE + timedelta(days=1)
"""From today to the first start of which leaders can still be told a week before."""
HELD = {
    Hold.RESPONSIBLE: PutOff.RESPONSIBLE,
    Hold.NOBODY: PutOff.NOBODY,
    Hold.CHANNEL: PutOff.CHANNEL,
}
"""What keeps a planned scan from beginning keeps a turn from being planned without a leader."""


def region_days(store: Store, region: Region, almanac: Almanac) -> Days:
    """The days that matter to when the scans of a region run."""
    school = merged(almanac.school, store.school_holidays.find())
    regions = holiday_regions(region)
    periods = store.periods.find(region_id=region.id)
    return Days(
        public=almanac.public,
        school={
            day: one.kind
            for one in school
            if one.region in regions
            for day in days_between(one.first, one.last)
        },
        free=_days(one for one in periods if _is_regions_own(one)),
        exams=_days(one for one in periods if one.kind is PeriodKind.EXAM),
        meetings=frozenset(
            one.on for one in store.meetings.find(region_id=region.id, moment=False)
        ),
        known_until=region_diary(store, region, almanac).known_until,
    )


def _days(periods: Iterable[Period]) -> frozenset[date]:
    return frozenset(day for one in periods for day in days_between(one.first, one.last))


def _is_regions_own(period: Period) -> bool:
    return period.kind is PeriodKind.FREE and period.partner_id is None


def earliest(store: Store, region: Region, days: Days) -> date:
    """The first day on which the region's next scan may start, by the scans it has had."""
    scans = store.scans.find(region_id=region.id)
    counted = [scan for scan in scans if scan.state is not ScanState.CANCELLED]
    return max((rested(scan.deadline, days) for scan in counted), default=date.min)


def coming(
    store: Store, rhythm: Rhythm, region: Region, days: Days, count: int = 2
) -> tuple[Turn, ...]:
    """The turns of a rhythm that have not ended, the one that comes now first."""
    return upcoming(rhythm, days, earliest(store, region, days), count)


def last_scan(store: Store, region_id: int) -> Scan | None:
    """The scan of the region whose outcome was published last."""
    published = store.scans.find(region_id=region_id, state=ScanState.PUBLISHED)
    return max(published, key=lambda scan: (scan.deadline, scan.id), default=None)


def obstacle(store: Store, region: Region, channel: ChannelFacts | None) -> PutOff:
    """What keeps a turn from becoming a scan without its leader, `PutOff.NONE` for nothing."""
    if last_scan(store, region.id) is None:
        return PutOff.FIRST
    if (unended := open_scan_of(store, region.id)) is not None:
        return PutOff.TALK if unended.hold is Hold.TALK else PutOff.RUNNING
    return HELD.get(why_not(store, region, channel), PutOff.NONE)


def keep(store: Store, rhythm: Rhythm, region: Region, almanac: Almanac) -> Rhythm:
    """Keep the rhythm with the moment at which something has to be done next."""
    days = region_days(store, region, almanac)
    turns = coming(store, rhythm, region, days, 1)
    if rhythm.turn is not None and rhythm.turn not in {turn.ideal for turn in turns}:
        rhythm = replace(forgotten(rhythm), outcome=Outcome.NONE)  # its meeting is gone
        turns = coming(store, rhythm, region, days, 1)
    diary = region_diary(store, region, almanac)
    start = turns[0].start if turns else None
    due_at = next_moment(rhythm, start, diary.timezone, diary.free)
    kept = replace(rhythm, due_at=due_at)
    store.rhythms.save(kept)
    return kept


def asked(rhythm: Rhythm, turn: Turn, now: datetime, why: PutOff) -> Rhythm:
    """The rhythm once leaders are asked about a turn, which from now on keeps its days."""
    return replace(placed(rhythm, turn, why), asked_at=now)


def placed(rhythm: Rhythm, turn: Turn, why: PutOff) -> Rhythm:
    """The rhythm with the days of the turn that comes now settled, and nobody asked yet."""
    return replace(
        forgotten(rhythm),
        turn=turn.ideal,
        starts_on=turn.start,
        ends_on=turn.deadline,
        put_off=why,
        dropped=untold(rhythm),
    )


def refresh_rhythm(store: Store, region: Region, now: datetime, almanac: Almanac) -> None:
    """Have a region's rhythm follow its days: call it after meetings, weeks or holidays changed.

    A turn that leaders were asked about keeps its days. One that by the new days would have begun
    already is put off so that leaders hear a week before, or dropped with its meeting.
    """
    known = store.rhythms.one(region_id=region.id)
    if known is None or known.state is not RhythmState.ON:
        return
    rhythm = store.rhythms.get(known.id, lock=True)
    was_asked, was_due = is_asked(rhythm), rhythm.due_at is not None and rhythm.due_at <= now
    if not was_asked and not was_due:
        rhythm = _on_time(store, rhythm, region, region_days(store, region, almanac), now)
    rhythm = keep(store, rhythm, region, almanac)
    if was_asked:
        retell(store, rhythm, region, now)


def _on_time(store: Store, rhythm: Rhythm, region: Region, days: Days, now: datetime) -> Rhythm:
    while turns := coming(store, rhythm, region, days):
        turn, following = turns[0], turns[1].ideal if len(turns) > 1 else None
        if now < begins_at(turn.start, region.timezone):
            break
        first = local_day(now, region.timezone) + FIRST_NOTICE
        of_meeting = rhythm.every is Every.MEETING
        later = None if of_meeting else put_off(turn, days, first, following)
        if later is not None:
            return placed(rhythm, later, PutOff.NOTICE)
        rhythm = ended(rhythm, turn.ideal, Outcome.DROPPED)
    return rhythm


def plan_scan(  # noqa: PLR0913 - what a scan is made of
    store: Store,
    rhythm: Rhythm,
    turn: Turn,
    last: Scan,
    channel: ChannelFacts | None,
    now: datetime,
    *,
    almanac: Almanac,
    instruments: Instruments,
    by: int | None = None,
) -> Rhythm:
    """Have a turn become a scan with the settings of the last one; the turn has ended so.

    `by` is the leader who decided it, None if nobody objected.
    """
    region = store.regions.get(rhythm.region_id)
    for scan in store.scans.find(region_id=region.id, turn=turn.ideal, state=ScanState.CANCELLED):
        # What was called off leaves its turn to the scan that comes in its place.
        store.scans.save(replace(store.scans.get(scan.id, lock=True), turn=None))
    title = say("scan.default_title", region=region.name, day=turn.deadline)
    plan = Plan(
        title=_voice(region.language).text(title),
        deadline=turn.deadline,
        meeting_on=turn.meeting,
        mode=last.mode,
        minimum=last.minimum,
        moments=last.moments,
        starts_at=begins_at(turn.start, region.timezone),
        turn=turn.ideal,
    )
    scan = new_scan(
        plan,
        region=region,
        instrument=instruments[max(instruments)],
        leader=_starter(store, region, last, by),
        channel=channel or ChannelFacts(channel_id=region.channel, name=region.channel_name),
        now=now,
    )
    start(store, scan, now, almanac, by=by)
    return ended(rhythm, turn.ideal, Outcome.BEGUN, by)


def _starter(store: Store, region: Region, last: Scan, by: int | None) -> Person:
    """Who is named as asking: the leader who decided, else who asked last time and still leads."""
    leaders = [role.person_id for role in store.leaders.find(region_id=region.id)]
    known = last.started_by if last.started_by in leaders or not leaders else leaders[0]
    return store.people.get(by or known)


@cache
def _voice(language: Language) -> Wording:
    return Wording(load_texts(), language)


def tell(
    store: Store, rhythm: Rhythm, region: Region, now: datetime, *, by: int | None = None
) -> None:
    """Want every leader asked, or told, about the turn that comes now, in a new message."""
    for leader in store.leaders.find(region_id=region.id):
        wish_for(
            store,
            now,
            workspace_id=region.workspace_id,
            topic=Topic.RHYTHM,
            subject_id=rhythm.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
            prompted=leader.person_id == by,
        )


def retell(
    store: Store, rhythm: Rhythm, region: Region, now: datetime, *, by: int | None = None
) -> None:
    """Bring up to date what leaders were asked, where it stands."""
    for told in store.wishes.find(
        workspace_id=region.workspace_id, topic=Topic.RHYTHM, subject_id=rhythm.id
    ):
        wish_again(store, told, now, prompted=told.person_id == by)
