"""The daily round of a region: who is asked of their actions, and who gets the month's question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.action import Action
from flows.calendar import day_of, is_working_day, local_day
from flows.check_in import CheckIn, CheckInKind
from flows.check_in_questions import is_asking, low_statements, with_question
from flows.check_in_rules import (
    PATIENCE,
    ActionDays,
    Contact,
    ScanDays,
    first_of,
    gathered,
    is_left,
    leaves_questions,
    may_ask_more,
    may_ask_of_actions,
    next_check_in,
    next_month,
    question_day,
    rests,
)
from flows.follow_up import FollowUp
from flows.ports import Store
from flows.region import Participant, Region
from flows.results import from_text
from flows.scan import Scan, ScanState
from flows.usecases.actions_kept import open_actions
from flows.usecases.check_in_ask import ask, was_reached
from flows.usecases.contacts import contacts_of
from flows.usecases.diary import partner_diary
from flows.usecases.rhythm_plan import last_scan
from flows.usecases.room import scan_days
from flows.usecases.surroundings import Surroundings
from flows.usecases.walks import instrument_of


@dataclass(frozen=True, kw_only=True)
class _Round:
    """What holds for all on a day.

    `published` are the scans of which there are results. `actions` are the open ones by owner, and
    `asked` what was asked of each, the oldest first. Of the participants `free` are the days
    without work, `contacts` what they have heard, by person, and `last_asked` when each was asked
    last. All is read once: everybody's taps may wait for this.
    """

    store: Store
    region: Region
    now: datetime
    around: Surroundings
    scans: Sequence[ScanDays]
    published: Sequence[Scan]
    actions: Mapping[int, Sequence[Action]]
    asked: Mapping[int, Sequence[CheckIn]]
    participants: Sequence[Participant]
    free: Mapping[int, Collection[date]]
    contacts: Mapping[int, Contact]
    last_asked: Mapping[int, datetime]

    @property
    def today(self) -> date:
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        return local_day(moment, self.region.timezone)


@dataclass(frozen=True)
class _Due:
    """An action of which its owner is to be asked today; so many check-ins were `left` by then."""

    action: Action
    left: int


def hold_round(
    store: Store, region: Region, follow_up: FollowUp, now: datetime, around: Surroundings
) -> FollowUp:
    """Ask whoever is to be asked today; the follow-up as it now is, not saved.

    Nobody is asked anything while a scan is open, or right before one.
    """
    today = local_day(now, region.timezone)
    scans = scan_days(store, region, around.almanac, today)
    if rests(scans, today):
        return follow_up
    held = _round(store, region, scans, now, around)
    last = last_scan(store, region.id)
    follow_up = with_question(
        follow_up,
        held.today,
        held.scans,
        day_of(last, region.timezone) if last else None,
        low_statements(from_text(last.results)) if last else (),
    )
    works = [one for one in enumerate(held.participants) if _works(held, one[1])]
    asked = _kept(held, [due for _, one in works for due in _due(held, one)])
    asks = is_asking(follow_up, held.today, held.scans)
    for place, participant in works:
        check_ins = [_of_action(held, participant, one) for one in asked.get(participant.id, ())]
        if not check_ins and asks and _gets_question(held, participant, place):
            check_ins = _question(held, participant, follow_up.question)
        ask(store, participant, check_ins, now)
    return follow_up


def _round(
    store: Store, region: Region, scans: Sequence[ScanDays], now: datetime, around: Surroundings
) -> _Round:
    ids = tuple(sorted(action.id for action in open_actions(store, region.id)))
    # All at once and in one order, before any wish: their owners may be tapping right now.
    found = [action for one in ids if (action := store.actions.get(one, lock=True)).is_open]
    by_owner: dict[int, list[Action]] = {}
    for action in found:
        by_owner.setdefault(action.owner_id or 0, []).append(action)
    asked: dict[int, list[CheckIn]] = {}
    kinds = {CheckInKind.QUESTION, CheckInKind.ACTION}
    # All of the region's, which are read to look for signals anyway.
    regular = [one for one in store.check_ins.find(region_id=region.id) if one.kind in kinds]
    for one in regular:
        if one.kind is CheckInKind.ACTION:
            asked.setdefault(one.action_id or 0, []).append(one)
    partners = {one.id: one for one in store.partners.find(region_id=region.id)}
    participants = store.participants.find(region_id=region.id, removed_at=None)
    return _Round(
        store=store,
        region=region,
        now=now,
        around=around,
        scans=scans,
        published=store.scans.find(region_id=region.id, state=ScanState.PUBLISHED),
        actions=by_owner,
        asked=asked,
        participants=participants,
        free={
            one.id: partner_diary(store, partners[one.partner_id], around.almanac).free
            for one in participants
        },
        contacts=contacts_of(store, {one.person_id for one in participants}),
        last_asked={one.participant_id: one.asked_at for one in regular},
    )


def _works(held: _Round, participant: Participant) -> bool:
    return is_working_day(held.today, held.free[participant.id])


def _due(held: _Round, participant: Participant) -> list[_Due]:
    """What somebody is asked of their actions today; nothing if they heard of the bot enough."""
    owned = _followed(held, participant)
    if not owned:
        return []
    if not may_ask_of_actions(held.contacts[participant.person_id], held.today, held.scans):
        return []
    return [
        _Due(action, _left(held, action))
        for action in gathered([(_next(held, one), one) for one in owned], held.today)
    ]


def _followed(held: _Round, participant: Participant) -> list[Action]:
    owned = held.actions.get(participant.id, ())
    return [action for action in owned if not is_left(action)]


def _next(held: _Round, action: Action) -> date:
    carried_out = action.carried_out_at
    days = ActionDays(
        begun=held.day(action.begun_at or action.created_at),
        carried_out=held.day(carried_out) if carried_out else None,
        scored=_scored(held, action),
    )
    return next_check_in(action, _heard_on(held, action), days)


def _scored(held: _Round, action: Action) -> date | None:
    """The day on which the statement of an action that was carried out got its next score.

    Only of a scan that was opened later: earlier answers knew nothing of it.
    """
    after = action.carried_out_at
    if after is None or not action.item:
        return None
    days = [
        held.day(scan.published_at)
        for scan in held.published
        if scan.published_at is not None and scan.opened_at > after
        for item in instrument_of(scan, held.around.instruments).statements
        if item.key == action.item
    ]
    return min(days, default=None)


def _asked_before(held: _Round, action: Action) -> Sequence[CheckIn]:
    """What the owner of an action was asked of it until now, the newest last."""
    asked = held.asked.get(action.id, ())
    return [one for one in asked if one.participant_id == action.owner_id]


def _heard_on(held: _Round, action: Action) -> date | None:
    """The day on which the owner of an action was asked of it last, or answered."""
    asked = _asked_before(held, action)
    moments = [action.asked_at, *(one.answered_at for one in asked)]
    return max((held.day(moment) for moment in moments if moment is not None), default=None)


def _left(held: _Round, action: Action) -> int:
    """How many check-ins of an action its owner has left in a row, the last one included.

    One that did not reach them is not left, nor is one of an earlier phase or an earlier date.
    """
    last = next(reversed(_asked_before(held, action)), None)
    if last is None or last.phase is not action.phase:
        return action.unanswered
    if action.asked_at is not None and last.asked_at < action.asked_at:
        return action.unanswered
    if last.answered_at is not None:
        return 0
    return action.unanswered + was_reached(held.store, last)


def _kept(held: _Round, due: Iterable[_Due]) -> Mapping[int, Sequence[Action]]:
    """The actions of which their owners are asked now, by owner; the leaders hear of the others."""
    asked: dict[int, list[Action]] = {}
    for one in due:
        is_silent = one.left >= PATIENCE
        asked_at = one.action.asked_at if is_silent else held.now
        kept = replace(one.action, asked_at=asked_at, unanswered=one.left, told=is_silent)
        held.store.actions.save(kept)
        if not is_silent:
            asked.setdefault(kept.owner_id or 0, []).append(kept)
    return asked


def _gets_question(held: _Round, participant: Participant, place: int) -> bool:
    """Whether it is somebody's day for the month's question, and nothing takes its place."""
    month = first_of(held.today)
    on = question_day(month, place, held.free[participant.id])
    if participant.quiet_at is not None or on is None or on > held.today:
        return False
    asked_at = held.last_asked.get(participant.id)
    if asked_at is not None and held.day(asked_at) >= month:
        return False
    if any(_next(held, one) < next_month(month) for one in _followed(held, participant)):
        return False
    contact = held.contacts[participant.person_id]
    return may_ask_more(contact, held.today, held.scans, spaced=True)


def _of_action(held: _Round, participant: Participant, action: Action) -> CheckIn:
    asked = _asked_of(held, participant, CheckInKind.ACTION)
    return replace(asked, action_id=action.id, phase=action.phase)


def _question(held: _Round, participant: Participant, question: str) -> list[CheckIn]:
    """The question of the month; it rests, and they are marked so, once they left some in a row."""
    store, kind = held.store, CheckInKind.QUESTION
    before = store.check_ins.find(participant_id=participant.id, kind=kind)
    heard = [one for one in before if one.answered_at is not None or was_reached(store, one)]
    if leaves_questions([one.answered_at is not None for one in heard]):
        locked = store.participants.get(participant.id, lock=True)
        store.participants.save(replace(locked, quiet_at=held.now))
        return []
    return [replace(_asked_of(held, participant, kind), question=question)]


def _asked_of(held: _Round, participant: Participant, kind: CheckInKind) -> CheckIn:
    return CheckIn(
        workspace_id=held.region.workspace_id,
        region_id=held.region.id,
        participant_id=participant.id,
        person_id=participant.person_id,
        kind=kind,
        asked_at=held.now,
    )
