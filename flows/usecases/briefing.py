"""What a new owner, a successor and a new leader are told of what they are given."""

from datetime import date, datetime

from flows.action import Action, is_over_date
from flows.calendar import local_day, meeting_after
from flows.decision import Decision, is_due
from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.region import Participant, Region
from flows.response import ASKED, ResponseState
from flows.scan import Scan, ScanState
from flows.usecases.actions_kept import open_actions, owned_by
from flows.usecases.decisions_kept import decisions_of, open_decisions
from flows.usecases.rendering import Rendering
from flows.usecases.rhythm_told import rhythm_panel
from flows.usecases.scans import open_scan_of
from flows.usecases.succession import vacancies
from flows.usecases.walks import UNFINISHED, Instruments, language_of
from flows.views.briefing import (
    Briefing,
    Duty,
    Standing,
    Taken,
    appointed_message,
    briefing_message,
    frozen_briefing_message,
)


def briefing(store: Store, wish: Wish, _instruments: Instruments, _almanac: Almanac) -> Rendering:
    """What somebody was given, as it was on the day on which they were to hear of it."""
    participant = store.participants.get(wish.subject_id)
    region = store.regions.get(participant.region_id)
    person = store.people.get(participant.person_id)
    told = Briefing(
        region=region,
        name=person.name,
        partner=store.partners.get(participant.partner_id).name,
        leaders=_leaders(store, region),
        taken=_taken(store, participant, wish.since, local_day(wish.since, region.timezone)),
        scan=_to_answer(store, participant),
    )
    return Rendering(
        message=briefing_message(told),
        frozen=frozen_briefing_message(),
        language=language_of(person, region),
        user_id=person.user_id,
        retried=bool(wish.error),
    )


def briefing_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether who was given something still takes part, and has any of it."""
    participant = store.participants.get(wish.subject_id)
    return participant.removed_at is None and bool(_given(store, participant, wish.since))


def _leaders(store: Store, region: Region, but: int | None = None) -> list[str]:
    roles = store.leaders.find(region_id=region.id)
    return [store.people.get(one.person_id).name for one in roles if one.person_id != but]


def _given(store: Store, participant: Participant, since: datetime) -> list[Action | Decision]:
    """What somebody sees to since a moment that others gave them or saw to before.

    Actions, then decisions; soonest first.
    """
    actions, decisions = owned_by(store, participant.id), decisions_of(store, participant.id)
    own: list[Action | Decision] = [*actions, *decisions]
    return [
        one
        for one in own
        if one.given_at is not None
        and one.given_at >= since
        and (_before(one, participant) or one.created_by != participant.person_id)
    ]


def _before(one: Action | Decision, participant: Participant) -> int:
    """Which other participant saw to it before, 0 for nobody."""
    return 0 if one.before_id in {None, participant.id} else one.before_id or 0


def _taken(store: Store, participant: Participant, since: datetime, today: date) -> list[Taken]:
    """The same by who saw to it before, what nobody did last."""
    own: dict[int, list[Duty]] = {}
    for one in _given(store, participant, since):
        own.setdefault(_before(one, participant), []).append(_duty(one, today))
    new = own.pop(0, [])
    taken = [
        Taken(
            before=store.people.get(store.participants.get(before_id).person_id).name,
            duties=duties,
        )
        for before_id, duties in own.items()
    ]
    return [*taken, Taken(before="", duties=new)] if new else taken


def _duty(one: Action | Decision, today: date) -> Duty:
    if isinstance(one, Action):
        return Duty(what=one.what, due=one.due_on, late=is_over_date(one, today))
    late = one.due_on is not None and one.due_on < today
    return Duty(what=one.what, due=one.due_on, late=late, is_decision=True)


def _to_answer(store: Store, participant: Participant) -> Scan | None:
    """The scan that runs and waits for their answers, if there is one."""
    scan = open_scan_of(store, participant.region_id)
    if scan is None or scan.state is not ScanState.OPEN:
        return None
    waits = store.responses.one(scan_id=scan.id, participant_id=participant.id, state=UNFINISHED)
    return scan if waits else None


def appointed_has_point(_store: Store, _wish: Wish, _now: datetime) -> bool:
    """Always: who leads no more is left out of all that leaders get."""
    return True


def appointed(store: Store, wish: Wish, _instruments: Instruments, almanac: Almanac) -> Rendering:
    """Where a region stands on the day on which somebody was to hear that they lead it."""
    region = store.regions.get(wish.subject_id)
    person = store.people.get(wish.person_id or 0)
    return Rendering(
        message=appointed_message(_standing(store, wish, region, almanac)),
        frozen=frozen_briefing_message(),
        language=language_of(person, region),
        user_id=person.user_id,
        retried=bool(wish.error),
    )


def _standing(store: Store, wish: Wish, region: Region, almanac: Almanac) -> Standing:
    today = local_day(wish.since, region.timezone)
    scan = open_scan_of(store, region.id)
    asked = store.responses.find(scan_id=scan.id, state=ASKED) if scan else ()
    published = store.scans.find(region_id=region.id, state=ScanState.PUBLISHED)
    actions, decisions = open_actions(store, region.id), open_decisions(store, region.id)
    empty = vacancies(store, region)
    return Standing(
        region=region,
        name=store.people.get(wish.person_id or 0).name,
        others=_leaders(store, region, but=wish.person_id),
        scan=scan,
        last=published[-1] if published else None,
        handed_in=sum(one.state is ResponseState.SUBMITTED for one in asked),
        asked=len(asked),
        actions=len(actions),
        late=sum(is_over_date(one, today) for one in actions),
        decisions=len(decisions),
        due=sum(is_due(one, today) for one in decisions),
        ownerless=len(empty.actions) + len(empty.decisions),
        deserted=[partner.name for partner in empty.partners],
        meeting=meeting_after(
            today, [one.on for one in store.meetings.find(region_id=region.id, moment=False)]
        ),
        rhythm=rhythm_panel(store, region, almanac),
    )
