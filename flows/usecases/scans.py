"""A scan starts, closes, is published, extended or cancelled."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.calendar import closing_moment, scores_kept_until, texts_kept_until
from flows.events import ChannelFacts
from flows.instrument import Instrument
from flows.outbox import Manner, Topic
from flows.ports import Store
from flows.region import Person, Region
from flows.response import ASKED, Response, ResponseState
from flows.results import Results, Sheet, compute, to_text
from flows.scan import Hold, Mode, Moments, Scan, ScanState
from flows.usecases.hand_over import invite
from flows.usecases.walks import UNFINISHED, Instruments, instrument_of, wish_walk
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
        channel_name=channel.name,
        channel_private=channel.is_private,
        channel_members=channel.members,
        started_by=leader.id,
        opened_at=now,
    )


def start(store: Store, scan: Scan, now: datetime) -> Scan:
    """Keep the scan, invite every participant of the region, tell the channel."""
    kept = store.scans.add(scan)
    _invite_all(store, kept, now)
    _tell_channel(store, kept, Topic.STARTED, now)
    return kept


def _invite_all(store: Store, scan: Scan, now: datetime) -> None:
    for participant in store.participants.find(region_id=scan.region_id, removed_at=None):
        invite(store, scan, participant, now)


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

    It is held below the minimum of a protected scan, and when the channel is no longer the one
    that partners were promised.
    """
    _tell_channel(store, scan, Topic.STARTED, now)
    results = results_of(store, scan, instruments)
    closed = replace(scan, state=ScanState.CLOSED, closed_at=now)
    if not results.enough:
        return hold_back(store, closed, Hold.TOO_FEW, now)
    if not channel_as_promised(scan, store.regions.get(scan.region_id), channel):
        return hold_back(store, closed, Hold.CHANNEL, now)
    return publish(store, closed, results, now)


def hold_back(store: Store, scan: Scan, why: Hold, now: datetime) -> Scan:
    """Have a closed scan wait for its leader; participants and leaders are told."""
    held = replace(scan, hold=why)
    store.scans.save(held)
    _tell_participants(store, held, now)
    tell_leaders(store, held, now)
    return held


def channel_as_promised(scan: Scan, region: Region, channel: ChannelFacts) -> bool:
    """Whether the channel is still what partners were told: the same, and private if it was."""
    usable = channel.found and channel.has_bot and not channel.is_archived
    same = region.channel == scan.channel
    return usable and same and (channel.is_private or not scan.channel_private)


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
    """Give an open or held scan a later deadline; what was promised about keeping stays.

    Who has not handed in is asked anew after a hold: they were told that it was over. Who joined
    or left the region meanwhile now takes part or no longer does. That extension comes once.
    """
    was_held = scan.state is ScanState.CLOSED
    extended = replace(
        scan,
        state=ScanState.OPEN,
        hold=Hold.NONE,
        deadline=deadline,
        closes_at=closing_moment(deadline, timezone),
        closed_at=None,
        extended=scan.extended or was_held,
    )
    store.scans.save(extended)
    for response in _asked(store, extended):
        if store.participants.get(response.participant_id).removed_at is not None:
            gone = replace(response, state=ResponseState.REMOVED)
            store.responses.save(gone)
            wish_walk(store, now, gone)
        else:
            again = was_held and response.state in UNFINISHED
            wish_walk(store, now, response, Manner.ANEW if again else Manner.IN_PLACE)
    _invite_all(store, extended, now)
    retell(store, extended, now)
    return extended


def cancel(store: Store, scan: Scan, now: datetime) -> Scan:
    """Stop a scan without results."""
    cancelled = replace(scan, state=ScanState.CANCELLED, hold=Hold.NONE, closed_at=now)
    store.scans.save(cancelled)
    _tell_participants(store, cancelled, now)
    retell(store, cancelled, now)
    return cancelled


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


def retell(
    store: Store,
    scan: Scan,
    now: datetime,
    topics: tuple[Topic, ...] = (Topic.STARTED, Topic.LEADER),
) -> None:
    """Bring up to date what leaders and channel have been told of the scan, where it stands."""
    for told in store.wishes.find(topic=topics, subject_id=scan.id):
        wish_for(
            store,
            now,
            workspace_id=scan.workspace_id,
            topic=told.topic,
            subject_id=scan.id,
            person_id=told.person_id,
            address=told.address,
        )


def _asked(store: Store, scan: Scan) -> list[Response]:
    """The responses of all who were asked, locked: they may be answering right now."""
    asked = store.responses.find(scan_id=scan.id, state=ASKED)
    return [store.responses.get(response.id, lock=True) for response in asked]


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
