"""Asking people between scans, and taking a question back that has lost its point."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.outbox import Manner, Topic, Wish, WishState
from flows.ports import Store
from flows.region import Participant
from flows.usecases.telling import wish_again
from flows.usecases.wishes import wish_for

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

    What they left unanswered until now has lost its point. `prompted` says that they asked for it
    by what they just did. Counting what was left is the caller's: nothing of an action changes.
    """
    if not check_ins:
        return
    end_open(store, participant)
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


def end_open(store: Store, participant: Participant) -> bool:
    """Ask a participant no longer what they have not finished; whether there was any of it."""
    left = store.check_ins.find(participant_id=participant.id, state=tuple(ENDED))
    for one in left:
        locked = store.check_ins.get(one.id, lock=True)
        store.check_ins.save(replace(locked, state=ENDED.get(locked.state, locked.state)))
    return bool(left)


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
