"""A scan is planned, starts, closes, is published, extended or cancelled.

`by` is the person who asked for it by a tap, None if time did.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flows.calendar import closing_moment, meeting_after, scores_kept_until, texts_kept_until
from flows.events import ChannelFacts
from flows.holidays import Almanac
from flows.instrument import Instrument
from flows.outbox import Manner
from flows.ports import Store
from flows.region import GROUP_OF, Person, Region
from flows.reminders import last_call
from flows.response import ASKED, ResponseState
from flows.results import Organisation, Results, Sheet, compute, to_text
from flows.scan import Hold, Mode, Moments, Part, Scan, ScanState
from flows.topics import Topic
from flows.usecases.diary import region_diary
from flows.usecases.followed import follow_up_of
from flows.usecases.hand_over import invite, leave
from flows.usecases.reminding import after_extension
from flows.usecases.talk import begin_talk
from flows.usecases.telling import (
    asked_of,
    redraw,
    retell,
    tell_channel,
    tell_leaders,
    tell_participants,
)
from flows.usecases.walks import UNFINISHED, Instruments, instrument_of, not_asked, wish_walk

UNENDED = (ScanState.PLANNED, ScanState.OPEN, ScanState.CLOSED)
"""States of scans beside which a region starts no other."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a leader chose for a scan, which begins at once unless `starts_at` is set.

    `turn` is the day of the rhythm that it comes from.
    """

    title: str
    deadline: date
    meeting_on: date | None
    mode: Mode
    minimum: int
    moments: Moments
    starts_at: datetime | None = None
    turn: date | None = None


def meeting_for(moments: Moments, deadline: date, meetings: Iterable[date]) -> date | None:
    """The meeting a scan is for: about its outcome, or of two moments the conversation between.

    The outcome may be discussed on the deadline itself; the conversation is on a day after it.
    """
    first = deadline + timedelta(days=1) if moments is Moments.TWO else deadline
    return meeting_after(first, meetings)


def new_scan(
    plan: Plan,
    *,
    region: Region,
    instrument: Instrument,
    leader: Person,
    channel: ChannelFacts,
    now: datetime,
) -> Scan:
    """A scan as it would be if it started or were planned now, not kept yet."""
    return Scan(
        workspace_id=region.workspace_id,
        region_id=region.id,
        title=plan.title,
        state=ScanState.OPEN if plan.starts_at is None else ScanState.PLANNED,
        instrument=instrument.key,
        version=instrument.version,
        variant=region.variant,
        mode=plan.mode,
        minimum=plan.minimum,
        moments=plan.moments,
        deadline=plan.deadline,
        closes_at=closing_moment(plan.deadline, region.timezone),
        meeting_on=plan.meeting_on,
        texts_until=texts_kept_until(plan.deadline),
        scores_until=scores_kept_until(plan.deadline),
        channel=region.channel,
        channel_name=channel.name,
        channel_private=channel.is_private,
        channel_members=channel.members,
        started_by=leader.id,
        turn=plan.turn,
        opened_at=plan.starts_at or now,
    )


def start(
    store: Store, scan: Scan, now: datetime, almanac: Almanac, *, by: int | None = None
) -> Scan:
    """Keep a scan, and unless it is planned for later begin it."""
    kept = store.scans.add(scan)
    return kept if kept.state is ScanState.PLANNED else begin(store, kept, now, almanac, by=by)


def begin(
    store: Store, scan: Scan, now: datetime, almanac: Almanac, *, by: int | None = None
) -> Scan:
    """Open a kept scan: invite every participant of the region, tell the channel."""
    opened = replace(scan, state=ScanState.OPEN, hold=Hold.NONE, opened_at=now)
    opened = with_last_call(store, opened, now, almanac)
    store.scans.save(opened)
    invite_all(store, opened, now, almanac)
    tell_channel(store, opened, Topic.STARTED, now, by)
    return opened


def with_last_call(store: Store, scan: Scan, now: datetime, almanac: Almanac) -> Scan:
    """An open scan with the moment at which its channel hears how many still lack; not kept yet."""
    diary = region_diary(store, store.regions.get(scan.region_id), almanac)
    return replace(scan, last_call_at=last_call(now, scan.closes_at, diary.timezone, diary.free))


def invite_all(store: Store, scan: Scan, now: datetime, almanac: Almanac) -> None:
    """Ask every participant of the region who has not been asked in an open scan yet."""
    for participant in store.participants.find(region_id=scan.region_id, removed_at=None):
        invite(store, scan, participant, now, almanac)


def open_scan_of(store: Store, region_id: int) -> Scan | None:
    """The scan of the region that has not ended yet: planned, open, or closed and waiting."""
    return store.scans.one(region_id=region_id, state=UNENDED)


def results_of(store: Store, scan: Scan, instruments: Instruments) -> Results:
    """The results of a scan from what has been handed in until now.

    Whom no message reached, all their days having been free for one, was not asked.
    """
    responses = store.responses.find(scan_id=scan.id, state=ASKED)
    unasked = not_asked(store, scan, responses)
    responses = [response for response in responses if response.id not in unasked]
    partners = {
        partner.id: Organisation(name=partner.name, group=GROUP_OF[partner.sector])
        for partner in store.partners.find(region_id=scan.region_id)
        if any(response.partner_id == partner.id for response in responses)
    }
    statements = instrument_of(scan, instruments).statements
    submitted = [r for r in responses if r.state is ResponseState.SUBMITTED]
    scores: dict[int, dict[str, int | None]] = {response.id: {} for response in submitted}
    for answer in store.answers.find(response_id=tuple(scores)) if scores else ():
        scores[answer.response_id][answer.item] = answer.score
    return compute(
        mode=scan.mode,
        minimum=scan.minimum,
        items=[item.key for item in statements],
        partners=partners,
        people_asked=len(responses),
        sheets=[Sheet(partner_id=one.partner_id, scores=scores[one.id]) for one in submitted],
    )


def close(  # noqa: PLR0913 - what the platform and the calendar know
    store: Store,
    scan: Scan,
    channel: ChannelFacts,
    instruments: Instruments,
    now: datetime,
    almanac: Almanac,
    *,
    by: int | None = None,
) -> Scan:
    """Close an open scan and publish it, or hold it for its leader.

    It is held below the minimum of a protected scan, and when the channel is no longer the one
    that partners were promised. Between its two moments it waits for the conversation.
    """
    retell(store, scan, now, (Topic.STARTED, Topic.LAST_CALL))
    closed = replace(scan, state=ScanState.CLOSED, closed_at=now, last_call_at=None)
    results = None if scan.part is Part.SENTENCES else results_of(store, scan, instruments)
    if results is not None and not results.enough:
        return hold_back(store, closed, Hold.TOO_FEW, now, by=by)
    if not channel_as_promised(scan, store.regions.get(scan.region_id), channel):
        return hold_back(store, closed, Hold.CHANNEL, now, by=by)
    if results is None:
        return begin_talk(store, closed, now, almanac, by=by)
    return publish(store, closed, results, now, by=by)


def show(
    store: Store,
    scan: Scan,
    instruments: Instruments,
    now: datetime,
    almanac: Almanac,
    *,
    by: int | None = None,
) -> Scan:
    """Have the channel see what a closed scan gave: the outcome, between moments the sentences."""
    if scan.part is Part.SENTENCES:
        return begin_talk(store, scan, now, almanac, by=by)
    return publish(store, scan, results_of(store, scan, instruments), now, by=by)


def hold_back(store: Store, scan: Scan, why: Hold, now: datetime, *, by: int | None = None) -> Scan:
    """Have a closed or planned scan wait for its leader; participants and leaders are told."""
    held = replace(scan, hold=why)
    store.scans.save(held)
    tell_participants(store, held, now)
    tell_leaders(store, held, now, by=by)
    return held


def channel_as_promised(scan: Scan, region: Region, channel: ChannelFacts) -> bool:
    """Whether the channel is still what partners were told: the same, and private if it was."""
    usable = channel.found and channel.has_bot and not channel.is_archived
    same = region.channel == scan.channel
    return usable and same and (channel.is_private or not scan.channel_private)


def publish(
    store: Store, scan: Scan, results: Results, now: datetime, *, by: int | None = None
) -> Scan:
    """Publish a closed scan: figures kept, channel, participants and leaders told."""
    published = replace(
        scan,
        state=ScanState.PUBLISHED,
        hold=Hold.NONE,
        published_at=now,
        results=to_text(results),
    )
    store.scans.save(published)
    follow_up_of(store, store.regions.get(scan.region_id), now)
    tell_channel(store, published, Topic.RESULTS, now, by)
    tell_participants(store, published, now)
    tell_leaders(store, published, now, by=by)
    return published


def extend(
    store: Store, scan: Scan, deadline: date, timezone: str, now: datetime, almanac: Almanac
) -> Scan:
    """Give an open or held scan a later deadline; what was promised about keeping stays.

    Who has not handed in is asked anew after a hold: they were told that it was over. Who joined
    or left the region meanwhile now takes part or no longer does. That extension comes once.
    """
    was_held = scan.state is ScanState.CLOSED
    meetings = [
        meeting.on for meeting in store.meetings.find(region_id=scan.region_id, moment=False)
    ]
    extended = replace(
        scan,
        state=ScanState.OPEN,
        hold=Hold.NONE,
        deadline=deadline,
        closes_at=closing_moment(deadline, timezone),
        meeting_on=_meeting_then(scan, deadline, meetings),
        closed_at=None,
        extended=scan.extended or was_held,
    )
    extended = with_last_call(store, extended, now, almanac)
    store.scans.save(extended)
    for response in asked_of(store, extended):
        if store.participants.get(response.participant_id).removed_at is not None:
            leave(store, extended, response, now)
        elif response.state in UNFINISHED:
            again = after_extension(store, response, scan, extended, now, almanac)
            store.responses.save(replace(again, note="") if was_held else again)
            wish_walk(store, now, again, Manner.ANEW if was_held else Manner.IN_PLACE)
        else:
            wish_walk(store, now, response)
    invite_all(store, extended, now, almanac)
    retell(store, extended, now)
    return extended


def _meeting_then(scan: Scan, deadline: date, meetings: Iterable[date]) -> date | None:
    """The meeting of an extended scan: a conversation comes after the sentences."""
    overtaken = scan.meeting_on is not None and scan.meeting_on <= deadline
    if scan.part is Part.SENTENCES and overtaken:
        return meeting_for(scan.moments, deadline, meetings)
    return scan.meeting_on


def cancel(store: Store, scan: Scan, now: datetime) -> Scan:
    """Stop a scan without results; sentences that the channel got before it are taken away."""
    cancelled = replace(
        scan, state=ScanState.CANCELLED, hold=Hold.NONE, closed_at=now, last_call_at=None
    )
    store.scans.save(cancelled)
    tell_participants(store, cancelled, now)
    retell(store, cancelled, now)
    redraw(store, cancelled, (Topic.SENTENCES,), now)
    return cancelled
