"""Asking people between scans, and taking a question back that has lost its point."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from flows.action import Action
from flows.check_in import CheckIn, CheckInKind, CheckInState, asks_for_help, for_group
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.telling import wish_again
from flows.usecases.wishes import key_of, wish_for

ENDED = {CheckInState.ASKED: CheckInState.PASSED, CheckInState.ANSWERED: CheckInState.DONE}
"""What becomes of an unfinished check-in when its message makes room for a newer one."""


def ask(
    store: Store,
    participant: Participant,
    check_ins: Sequence[CheckIn],
    now: datetime,
    *,
    prompted: bool = False,
) -> None:
    """Ask a participant these things in one message, below whatever they were asked before.

    What they left unanswered until now has lost its point; but what they have still to say of an
    action stands before something else, and is not left by that. `prompted` says that they asked
    for it by what they just did. Counting what was left is the caller's: nothing of an action
    changes.
    """
    if not check_ins:
        return
    of_action = any(one.kind is CheckInKind.ACTION for one in check_ins)
    kept = () if of_action else _to_say(store, participant)
    end_open(store, participant, besides=kept)
    for check_in_id in kept:
        store.check_ins.save(replace(store.check_ins.get(check_in_id, lock=True), asked_at=now))
    for one in check_ins:
        store.check_ins.add(
            replace(
                one,
                workspace_id=_workspace_id(store, participant),
                region_id=participant.region_id,
                participant_id=participant.id,
                person_id=participant.person_id,
                asked_at=now,
            )
        )
    wish_check_in(store, participant, now, Manner.ANEW, prompted=prompted)


def _to_say(store: Store, participant: Participant) -> tuple[int, ...]:
    """Which check-ins of their actions a participant has not finished, as far as they still can."""
    found = store.check_ins.find(
        participant_id=participant.id, kind=CheckInKind.ACTION, state=tuple(ENDED)
    )
    actions = {one.id: store.actions.get(one.action_id or 0) for one in found}
    return tuple(one.id for one in found if _is_open(one, actions[one.id]))


def _is_open(check_in: CheckIn, action: Action) -> bool:
    if check_in.state is CheckInState.ANSWERED and not asks_for_help(check_in):
        return for_group(check_in, action)
    is_theirs = action.is_open and action.owner_id == check_in.participant_id
    return is_theirs and action.phase is check_in.phase


def end_open(store: Store, participant: Participant, besides: Collection[int] = ()) -> bool:
    """Ask a participant no longer what they have not finished; whether there was any of it.

    What never reached them was not asked at all; `besides` are those that stay.
    """
    wish = _known(store, participant)
    found = store.check_ins.find(participant_id=participant.id, state=tuple(ENDED))
    left = [one for one in found if one.id not in besides]
    for one in left:
        locked = store.check_ins.get(one.id, lock=True)
        if locked.state is CheckInState.ASKED and not has_reached(wish, locked):
            store.check_ins.remove(locked.id)
        else:
            store.check_ins.save(replace(locked, state=ENDED.get(locked.state, locked.state)))
    return bool(left)


def has_reached(wish: Wish | None, check_in: CheckIn) -> bool:
    """Whether what was asked last was shown to who was asked; `wish` is that of their message."""
    return wish is not None and wish.posted_at is not None and wish.posted_at >= check_in.asked_at


def was_reached(store: Store, check_in: CheckIn) -> bool:
    """Whether a check-in was shown to who was asked."""
    return has_reached(_known(store, store.participants.get(check_in.participant_id)), check_in)


def _known(store: Store, participant: Participant) -> Wish | None:
    key = key_of(Topic.CHECK_IN, participant.id, participant.person_id)
    return store.wishes.one(workspace_id=_workspace_id(store, participant), key=key)


def wish_check_in(
    store: Store,
    participant: Participant,
    now: datetime,
    manner: Manner = Manner.IN_PLACE,
    *,
    prompted: bool = False,
) -> Wish:
    """Want the participant's message as it now has to be; `prompted` if they asked for it."""
    return wish_for(
        store,
        now,
        workspace_id=_workspace_id(store, participant),
        topic=Topic.CHECK_IN,
        subject_id=participant.id,
        person_id=participant.person_id,
        manner=manner,
        prompted=prompted,
    )


def pass_for_action(store: Store, action_id: int, now: datetime) -> None:
    """Take back what nobody answered yet about an action that is elsewhere now; it is locked."""
    left = store.check_ins.find(action_id=action_id, state=CheckInState.ASKED)
    for one in left:
        store.check_ins.save(
            replace(store.check_ins.get(one.id, lock=True), state=CheckInState.PASSED)
        )
    for participant_id in sorted({one.participant_id for one in left}):
        wish_check_in(store, store.participants.get(participant_id), now)


def redraw_for_action(store: Store, action_id: int, now: datetime) -> None:
    """Bring up to date what its owner was asked of an action, where it stands or will."""
    asked = store.check_ins.find(action_id=action_id, state=CheckInState.ASKED)
    subjects = tuple({one.participant_id for one in asked})
    for wish in store.wishes.find(topic=Topic.CHECK_IN, subject_id=subjects) if subjects else ():
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now)


def told_success(store: Store, check_in_id: int, person_id: int, now: datetime) -> None:
    """Take what somebody just told for the answer to a check-in that asked them for a success."""
    found = store.check_ins.one(id=check_in_id, person_id=person_id, kind=CheckInKind.SUCCESS)
    if found is None or found.state is not CheckInState.ASKED:
        return
    locked = store.check_ins.get(found.id, lock=True)
    store.check_ins.save(replace(locked, state=CheckInState.DONE, answered_at=now))
    wish_check_in(store, store.participants.get(locked.participant_id), now, prompted=True)


def _workspace_id(store: Store, participant: Participant) -> int:
    return store.regions.get(participant.region_id).workspace_id
