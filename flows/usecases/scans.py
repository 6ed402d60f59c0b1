"""A scan starts, closes, is published, extended or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.calendar import closing_moment, scores_kept_until, texts_kept_until
from flows.events import ChannelFacts
from flows.instrument import Instrument
from flows.outbox import Manner, Topic
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED, ResponseState
from flows.results import Results, Sheet, compute, to_text
from flows.scan import Hold, Mode, Moments, Scan, ScanState
from flows.usecases.hand_over import invite
from flows.usecases.walks import Instruments, instrument_of, wish_walk
from flows.usecases.wishes import wish_for


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a leader chose for a scan."""

    title: str
    deadline: date
    meeting_on: date | None
    mode: Mode
    minimum: int
    moments: Moments


def new_scan(
    plan: Plan,
    *,
    region: Region,
    instrument: Instrument,
    leader: Person,
    channel: ChannelFacts,
    now: datetime,
) -> Scan:
    """A scan as it would be if it started now, not kept yet."""
    return Scan(
        workspace_id=region.workspace_id,
        region_id=region.id,
        title=plan.title,
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
        channel_private=channel.is_private,
        channel_members=channel.members,
        started_by=leader.id,
        opened_at=now,
    )


def start(store: Store, scan: Scan, now: datetime) -> Scan:
    """Keep the scan, invite every participant of the region, tell the channel."""
    kept = store.scans.add(scan)
    for partner in store.partners.find(region_id=scan.region_id, removed_at=None):
        for participant in store.participants.find(partner_id=partner.id, removed_at=None):
            invite(store, kept, participant, now)
    _tell_channel(store, kept, Topic.STARTED, now)
    return kept


def open_scan_of(store: Store, region_id: int) -> Scan | None:
    """The scan of the region that has not ended yet: open, or closed and waiting."""
    return store.scans.one(region_id=region_id, state=(ScanState.OPEN, ScanState.CLOSED))


def results_of(store: Store, scan: Scan, instruments: Instruments) -> Results:
    """The results of a scan from what has been handed in until now."""
    responses = store.responses.find(scan_id=scan.id, state=ASKED)
    names = {
        partner.id: partner.name
        for partner in store.partners.find(region_id=scan.region_id)
        if any(response.partner_id == partner.id for response in responses)
    }
    statements = instrument_of(scan, instruments).statements
    submitted = [r for r in responses if r.state is ResponseState.SUBMITTED]
    sheets = [
        Sheet(
            partner_id=response.partner_id,
            scores={
                answer.item: answer.score for answer in store.answers.find(response_id=response.id)
            },
        )
        for response in submitted
    ]
    return compute(
        mode=scan.mode,
        minimum=scan.minimum,
        items=[item.key for item in statements],
        partners=names,
        people_asked=len(responses),
        sheets=sheets,
    )


def close(
    store: Store, scan: Scan, channel: ChannelFacts, instruments: Instruments, now: datetime
) -> Scan:
    """Close an open scan and publish it, or hold it for its leader.

    It is held below the minimum of a protected scan, and when the channel is no longer the
    private one that partners were promised.
    """
    results = results_of(store, scan, instruments)
    closed = replace(scan, state=ScanState.CLOSED, closed_at=now)
    hold = Hold.NONE
    if not results.enough:
        hold = Hold.TOO_FEW
    elif not channel_as_promised(scan, channel):
        hold = Hold.CHANNEL
    if hold is not Hold.NONE:
        held = replace(closed, hold=hold)
        store.scans.save(held)
        _tell_participants(store, held, now)
        tell_leaders(store, held, now)
        return held
    return publish(store, closed, results, now)


def channel_as_promised(scan: Scan, channel: ChannelFacts) -> bool:
    """Whether the channel is still what partners were told: there, and private if it was."""
    usable = channel.found and channel.has_bot and not channel.is_archived
    return usable and (channel.is_private or not scan.channel_private)


def publish(store: Store, scan: Scan, results: Results, now: datetime) -> Scan:
    """Publish a closed scan: figures kept, channel, participants and leaders told."""
    published = replace(
        scan,
        state=ScanState.PUBLISHED,
        hold=Hold.NONE,
        published_at=now,
        results=to_text(results),
    )
    store.scans.save(published)
    _tell_channel(store, published, Topic.RESULTS, now)
    _tell_participants(store, published, now)
    tell_leaders(store, published, now)
    return published


def extend(store: Store, scan: Scan, deadline: date, timezone: str, now: datetime) -> Scan:
    """Give an open or held scan a later deadline; what was promised about keeping stays."""
    extended = replace(
        scan,
        state=ScanState.OPEN,
        hold=Hold.NONE,
        deadline=deadline,
        closes_at=closing_moment(deadline, timezone),
        closed_at=None,
        extended=True,
    )
    store.scans.save(extended)
    for response in store.responses.find(scan_id=scan.id, state=ASKED):
        wish_walk(store, now, response)
    _tell_channel(store, extended, Topic.STARTED, now)
    return extended


def cancel(store: Store, scan: Scan, now: datetime) -> Scan:
    """Stop a scan without results."""
    cancelled = replace(scan, state=ScanState.CANCELLED, hold=Hold.NONE, closed_at=now)
    store.scans.save(cancelled)
    _tell_participants(store, cancelled, now)
    _tell_channel(store, cancelled, Topic.STARTED, now)
    return cancelled


def close_due(
    store: Store, now: datetime, channels: Mapping[str, ChannelFacts], instruments: Instruments
) -> int:
    """Close every scan whose moment has come and whose channel's facts are known; how many."""
    due = [scan for scan in store.scans_due(now) if scan.channel in channels]
    for scan in due:
        close(store, scan, channels[scan.channel], instruments, now)
    told = [
        store.scans.get(scan.id, lock=True)
        for scan in told_due(store, now)
        if scan.channel in channels
    ]
    for scan in told:
        if scan.hold is Hold.TOLD:
            publish(store, scan, results_of(store, scan, instruments), now)
    return len(due) + len(told)


def told_due(store: Store, now: datetime) -> list[Scan]:
    """Held scans whose partners know of the other channel and whose moment has come."""
    held = store.scans.find(state=ScanState.CLOSED, hold=Hold.TOLD)
    return [scan for scan in held if scan.closes_at <= now]


def channels_due(store: Store, now: datetime) -> list[tuple[int, str]]:
    """The channels, each with its workspace's id, whose facts `close_due` will want."""
    due = [*store.scans_due(now), *told_due(store, now)]
    return sorted({(scan.workspace_id, scan.channel) for scan in due})


def erase_expired(store: Store, now: datetime) -> int:
    """Delete texts and scores whose promised time is over; how many answers changed.

    The means stay with the scan; partners' lines go with the scores.
    """
    today = now.date()
    changed = 0
    for scan in store.scans.find():
        if today <= scan.texts_until:
            continue
        scores_too = today > scan.scores_until
        for response in store.responses.find(scan_id=scan.id):
            for answer in store.answers.find(response_id=response.id):
                if scores_too:
                    store.answers.remove(answer.id)
                elif answer.text or answer.basis:
                    store.answers.save(replace(answer, text="", basis=""))
                else:
                    continue
                changed += 1
    return changed


def tell_leaders(store: Store, scan: Scan, now: datetime) -> None:
    """Want the leaders told how the scan stands, each in their own DM."""
    for leader in store.leaders.find(region_id=scan.region_id):
        wish_for(
            store,
            now,
            workspace_id=scan.workspace_id,
            topic=Topic.LEADER,
            subject_id=scan.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
        )


def _tell_channel(store: Store, scan: Scan, topic: Topic, now: datetime) -> None:
    wish_for(
        store,
        now,
        workspace_id=scan.workspace_id,
        topic=topic,
        subject_id=scan.id,
        address=scan.channel,
    )


def _tell_participants(store: Store, scan: Scan, now: datetime) -> None:
    for response in store.responses.find(scan_id=scan.id, state=ASKED):
        wish_walk(store, now, response)
