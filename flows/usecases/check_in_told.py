"""What a person is asked between scans, from the current state."""

from collections.abc import Sequence
from datetime import datetime

from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.check_in_questions import question_phrase, statement_of
from flows.holidays import Almanac
from flows.outbox import Wish
from flows.ports import Store
from flows.region import Region
from flows.scan import ScanState
from flows.usecases.check_in_held import asked_late
from flows.usecases.check_in_score import last_mean, lifted_by
from flows.usecases.digest import fewest_answers
from flows.usecases.rendering import Rendering
from flows.usecases.walks import Instruments, language_of
from flows.views.check_in import check_in_message, frozen_check_in_message
from flows.views.check_in_told import UNFINISHED, Asked, CheckInTold


def render_check_in(
    store: Store, wish: Wish, instruments: Instruments, _almanac: Almanac
) -> Rendering:
    """What they were asked last, in their DM."""
    participant = store.participants.get(wish.subject_id)
    region = store.regions.get(participant.region_id)
    person = store.people.get(participant.person_id)
    found = asked_last(store, participant.id)
    current = next((one for one in found if one.state in UNFINISHED), None)
    told = CheckInTold(
        asked=[
            _asked(store, region, one, instruments) if one is current else Asked(check_in=one)
            for one in found
        ],
        leaders=leaders_beside(store, region.id, person.id),
        channel=region.channel_name if region.channel else "",
        participant_id=participant.id,
        least=fewest_answers(store, region.id),
        quiet=participant.quiet_at is not None,
    )
    return Rendering(
        message=check_in_message(told),
        frozen=frozen_check_in_message(),
        language=language_of(person, region),
        user_id=person.user_id,
    )


def check_in_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether they should still be called: they take part, left something, and no scan is open."""
    participant = store.participants.get(wish.subject_id)
    rests = store.scans.one(region_id=participant.region_id, state=ScanState.OPEN) is not None
    if participant.removed_at is not None or rests:
        return False
    asked = asked_last(store, participant.id)
    return any(one.state is CheckInState.ASKED for one in asked)


def asked_last(store: Store, participant_id: int) -> list[CheckIn]:
    """What a participant was asked last in one go; what is about one action stands together."""
    found = store.check_ins.find(participant_id=participant_id)
    newest = max((one.asked_at for one in found), default=None)
    asked = [one for one in found if one.asked_at == newest]
    return sorted(asked, key=lambda one: (_first_of(one, asked), one.id))


def leaders_beside(store: Store, region_id: int, person_id: int) -> tuple[str, ...]:
    """The names of who leads a region, without this person."""
    roles = store.leaders.find(region_id=region_id)
    others = [role.person_id for role in roles if role.person_id != person_id]
    return tuple(sorted(store.people.get(one).name for one in others))


def _first_of(check_in: CheckIn, asked: Sequence[CheckIn]) -> int:
    if check_in.action_id is None:
        return check_in.id
    return min(one.id for one in asked if one.action_id == check_in.action_id)


def _asked(store: Store, region: Region, check_in: CheckIn, instruments: Instruments) -> Asked:
    if check_in.kind is CheckInKind.QUESTION:
        key = check_in.question
        item = statement_of(key, instruments)
        return Asked(
            check_in=check_in,
            question=question_phrase(key, instruments),
            item=item,
            mean=last_mean(store, region.id, key, instruments) if item else None,
        )
    action = store.actions.one(id=check_in.action_id) if check_in.action_id else None
    if action is None:
        asker = store.people.one(id=check_in.asked_by) if check_in.asked_by else None
        return Asked(check_in=check_in, asker=asker.name if asker else "")
    return Asked(
        check_in=check_in,
        action=action,
        lifted=lifted_by(store, action, instruments),
        followed=store.actions.one(follows_id=action.id) is not None,
        late=asked_late(check_in, action, region.timezone),
    )
