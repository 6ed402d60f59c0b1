"""Gathering what is looked at for signs of a netwerkdip."""

from collections.abc import Sequence
from datetime import date

from flows.action import Action, ActionState
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.holidays import Almanac, HolidayKind, days_between, merged
from flows.ports import Store
from flows.region import Region
from flows.response import ASKED, Response, ResponseState
from flows.scan import Scan
from flows.signals import Heard, Seen
from flows.topics import Topic
from flows.usecases.check_in_ask import has_reached
from flows.usecases.diary import holiday_regions, region_diary
from flows.usecases.outcomes import history_of
from flows.usecases.rhythm_plan import last_scan
from flows.usecases.room import scan_days
from flows.usecases.walks import Instruments

OUT = frozenset({ResponseState.REMOVED, ResponseState.HANDED_OVER})
"""Whoever was taken out, or had a colleague answer, was not asked."""
UNHEARD = frozenset({ResponseState.INVITED, ResponseState.BEGUN, ResponseState.REMOVED})
"""Where somebody is who gave no sign in a scan."""


def seen_of(
    store: Store, region: Region, instruments: Instruments, almanac: Almanac, today: date
) -> Seen:
    """What is known of a region on a day; of its scans what the channel has seen come of them."""
    published = last_scan(store, region.id)
    history = history_of(store, published, instruments)[-2:] if published else ()
    scans = [past.scan for past in history]
    asked = [store.responses.find(scan_id=scan.id) for scan in scans]
    check_ins = store.check_ins.find(region_id=region.id)
    actions = store.actions.find(region_id=region.id, state=ActionState.OPEN)
    return Seen(
        today=today,
        timezone=region.timezone,
        before=history[0] if len(history) > 1 else None,
        last=history[-1] if history else None,
        twice=len(_handed_in(asked[0]) & _handed_in(asked[-1])) if len(asked) > 1 else 0,
        partners=_partners(store, region, scans, asked, check_ins),
        actions=actions,
        check_ins=_to_answer(store, check_ins, actions),
        summer_until=_summer_until(store, region, almanac, today),
        contacts=_contacts(store, region, asked[-1]) if asked else 0,
        quiet=_quiet(store, region, almanac, today),
    )


def _handed_in(responses: Sequence[Response]) -> set[int]:
    return {one.person_id for one in responses if one.state is ResponseState.SUBMITTED}


def _partners(
    store: Store,
    region: Region,
    scans: Sequence[Scan],
    asked: Sequence[Sequence[Response]],
    check_ins: Sequence[CheckIn],
) -> list[Heard]:
    people = store.participants.find(region_id=region.id)
    partner_of = {one.id: one.partner_id for one in people}
    since = scans[0].opened_at if scans else None
    answered = [
        partner_of.get(one.participant_id)
        for one in check_ins
        if one.answered_at is not None and since is not None and one.answered_at >= since
    ]
    heard = [
        one.partner_id
        for responses in asked
        for one in responses
        if one.state not in UNHEARD or one.sentences_at is not None
    ]
    invited = [{one.partner_id for one in theirs if one.state not in OUT} for theirs in asked]
    signs = [*answered, *heard]
    return [
        Heard(
            name=partner.name,
            asked=sum(partner.id in each for each in invited),
            signs=signs.count(partner.id),
        )
        for partner in store.partners.find(region_id=region.id, removed_at=None)
    ]


def _to_answer(
    store: Store, check_ins: Sequence[CheckIn], actions: Sequence[Action]
) -> list[CheckIn]:
    """Those that count when it is asked how many stayed unanswered.

    Thanks need no answer, and what was asked of an action that has moved on was answered so. What
    was not shown was not asked.
    """
    phases = {one.id: one.phase for one in actions}
    asked = tuple({one.participant_id for one in check_ins})
    found = store.wishes.find(topic=Topic.CHECK_IN, subject_id=asked) if asked else ()
    wishes = {one.subject_id: one for one in found}
    return [
        one
        for one in check_ins
        if one.kind is not CheckInKind.LEADER
        and (one.answered_at is not None or has_reached(wishes.get(one.participant_id), one))
        and not (
            one.kind is CheckInKind.ACTION
            and one.state is CheckInState.PASSED
            and phases.get(one.action_id or 0) is not one.phase
        )
    ]


def _summer_until(store: Store, region: Region, almanac: Almanac, today: date) -> date | None:
    """The last day of the last summer holiday that began in any of its holiday regions."""
    regions = holiday_regions(region)
    ends = [
        one.last
        for one in merged(almanac.school, store.school_holidays.find())
        if one.kind is HolidayKind.SUMMER and one.region in regions and one.first <= today
    ]
    return max(ends, default=None)


def _quiet(store: Store, region: Region, almanac: Almanac, today: date) -> frozenset[date]:
    """The free days of the region, and those on which a scan was open, its last one included."""
    days = set(region_diary(store, region, almanac).free)
    for scan in scan_days(store, region, almanac, today):
        last = today if scan.is_open else scan.last
        if last is not None:
            days |= set(days_between(scan.first, last))
    return frozenset(days)


def _contacts(store: Store, region: Region, asked: Sequence[Response]) -> int:
    """For how many partners other people speak now than were asked in the last scan."""
    then: dict[int, set[int]] = {}
    for one in asked:
        if one.state in ASKED:
            then.setdefault(one.partner_id, set()).add(one.person_id)
    now: dict[int, set[int]] = {}
    for participant in store.participants.find(region_id=region.id, removed_at=None):
        now.setdefault(participant.partner_id, set()).add(participant.person_id)
    return sum(people != now[partner] for partner, people in then.items() if partner in now)
