"""A participant wants no question of the month any more, or wants them again."""

from collections.abc import Mapping
from dataclasses import replace

from flows.check_in import CheckInKind, CheckInState
from flows.usecases.check_in_ask import wish_check_in
from flows.usecases.check_in_held import further_on, held_check_in, redrawn
from flows.usecases.desk import Reply, Request, Route
from flows.wording import say


def _no_more(request: Request) -> Reply:
    """Ask no question of the month any more; that is an answer too."""
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    check_in = held.check_in
    if check_in.kind is not CheckInKind.QUESTION or check_in.state is not CheckInState.ASKED:
        return further_on(request, held)
    store, now = request.store, request.now
    store.check_ins.save(replace(check_in, state=CheckInState.PASSED, answered_at=now))
    participant = store.participants.get(held.participant.id, lock=True)
    store.participants.save(replace(participant, quiet_at=now))
    return redrawn(request, held)


def _again(request: Request) -> Reply:
    """Ask it again, from the next month's on; what was left before is not held against anybody."""
    store, now = request.store, request.now
    own = store.participants.one(
        id=request.number("participant"), person_id=request.person.id, removed_at=None
    )
    if own is None:
        return Reply(notice=say("check_in.notice.left"))
    asked = store.check_ins.find(participant_id=own.id, kind=CheckInKind.QUESTION)
    for one in asked[-1:]:
        last = store.check_ins.get(one.id, lock=True)
        store.check_ins.save(replace(last, answered_at=last.answered_at or now))
    store.participants.save(
        replace(store.participants.get(own.id, lock=True), quiet_at=None),
    )
    resumed = Reply(notice=say("check_in.resumed"), page=True)
    if request.number("page"):
        return resumed
    return replace(resumed, wishes=(wish_check_in(store, own, now, prompted=True).id,))


TAPS: Mapping[str, Route] = {
    "check_in.no_more": Route(_no_more),
    "check_in.again": Route(_again),
}
