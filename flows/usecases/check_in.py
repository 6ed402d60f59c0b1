"""A person answers what they are asked between scans: taps, and a sentence."""

from collections.abc import Mapping
from dataclasses import replace

from flows.action import Action, Move, Phase
from flows.check_in import (
    MOVE_OF,
    CheckIn,
    CheckInKind,
    CheckInState,
    Tap,
    answers_to,
    concludes,
    for_group,
)
from flows.messages import Form
from flows.usecases import action_form
from flows.usecases.actions_kept import move_action, save_action
from flows.usecases.answer import size
from flows.usecases.check_in_held import Held, further_on, held_check_in, redrawn
from flows.usecases.check_in_told import leaders_beside
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.leaders_told import want_leaders
from flows.views.check_in_answered import next_args
from flows.views.check_in_forms import LONGEST, sentence_form
from flows.views.check_in_told import readers_of
from flows.wording import Phrase, say


def _tap(request: Request) -> Reply:
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    chosen = request.event.args.get("tap", "")
    tap = next((one for one in _taken(held) if one == chosen), None)
    if tap is None or held.check_in.state is not CheckInState.ASKED:
        return further_on(request, held)
    if held.is_elsewhere:
        request.store.check_ins.save(replace(held.check_in, state=CheckInState.PASSED))
        return redrawn(request, held, say("check_in.notice.elsewhere"))
    state = CheckInState.DONE if tap is Tap.SKIP else CheckInState.ANSWERED
    answered = replace(held.check_in, state=state, tap=tap, answered_at=request.now)
    request.store.check_ins.save(answered)
    if held.action is not None and answered.phase is not None:
        _act_on(request, held.action, answered, MOVE_OF.get((answered.phase, tap)))
    if held.participant.quiet_at is not None and answered.kind is CheckInKind.QUESTION:
        heard = request.store.participants.get(held.participant.id, lock=True)
        request.store.participants.save(replace(heard, quiet_at=None))
    reply = redrawn(request, held)
    if tap is Tap.NEXT and held.action is not None:
        return replace(reply, form=_next_action(request, held.action))
    return reply


def _taken(held: Held) -> tuple[Tap, ...]:
    """The taps that are taken: those of its message, however late it is; a date is chosen first."""
    taps = answers_to(held.check_in)
    return (*taps, Tap.DONE) if held.late else taps


def _act_on(request: Request, action: Action, check_in: CheckIn, move: Move | None) -> None:
    """Move the action as the answer says; who answers is there again, and asks no help yet."""
    store, now = request.store, request.now
    if move is None:
        is_stuck = check_in.tap is Tap.STUCK
        stuck_at = (action.stuck_at or now) if is_stuck else None
        calm = replace(action, unanswered=0, told=False, stuck_at=stuck_at, help=None)
        save_action(store, calm, now)
        return
    move_action(store, action, move, now)
    if move is Move.EXPLAIN:
        store.check_ins.add(_act(check_in))


def _act(check_in: CheckIn) -> CheckIn:
    """What is asked next, in the same go: what explains a result says what to do about it."""
    return replace(
        check_in,
        id=0,
        phase=Phase.ACT,
        state=CheckInState.ASKED,
        tap=None,
        answered_at=None,
    )


def _next_action(request: Request, action: Action) -> Form | None:
    """The window in which the action is made that follows up on this one."""
    args = {name: str(value) for name, value in next_args(action).items()}
    making = replace(request, event=replace(request.event, action="action.new", args=args))
    return action_form.TAPS[making.event.action].handle(making).form


def _skip(request: Request) -> Reply:
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    if held.check_in.state is not CheckInState.ANSWERED:
        return further_on(request, held)
    request.store.check_ins.save(replace(held.check_in, state=CheckInState.DONE))
    return redrawn(request, held)


def _open(request: Request) -> Reply:
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    if not _takes_sentence(held.check_in):
        return further_on(request, held)
    return Reply(form=sentence_form(held.check_in, held.action, _leaders(request, held)))


def _write(request: Request) -> Reply:
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    if not _takes_sentence(held.check_in):
        return further_on(request, held)
    text = request.value("text")
    if error := _wrong(text):
        return Reply(errors={"text": error})
    store, now, check_in = request.store, request.now, held.check_in
    answered_at = check_in.answered_at or now
    done = replace(check_in, state=CheckInState.DONE, text=text, answered_at=answered_at)
    store.check_ins.save(done)
    if held.action is not None and for_group(done, held.action):
        _keep_with(request, held.action, done)
    elif concludes(done):
        return redrawn(request, held, say("check_in.notice.kept_apart"))
    if done.kind is CheckInKind.LEADER:
        want_leaders(store, store.regions.get(done.region_id), now, {done.asked_by})
    return redrawn(request, held)


def _keep_with(request: Request, action: Action, check_in: CheckIn) -> None:
    if check_in.phase is Phase.CHECK:
        action = replace(action, explanation=check_in.text, explained_by=check_in.person_id)
    else:
        action = replace(action, routine=check_in.text, routine_by=check_in.person_id)
    save_action(request.store, action, request.now)


def _takes_sentence(check_in: CheckIn) -> bool:
    """Whether something may be written: after a tap, and to a leader who asked at once."""
    asked = check_in.kind is CheckInKind.LEADER and check_in.state is CheckInState.ASKED
    return asked or check_in.state is CheckInState.ANSWERED


def _wrong(text: str) -> Phrase | None:
    if not text:
        return say("check_in.error.empty")
    length = size(text)
    return say("check_in.error.long", length=length, longest=LONGEST) if length > LONGEST else None


def _leaders(request: Request, held: Held) -> tuple[str, ...]:
    check_in = held.check_in
    leaders = leaders_beside(request.store, check_in.region_id, check_in.person_id)
    asker = request.store.people.one(id=check_in.asked_by or 0)
    return readers_of(check_in, leaders, asker.name if asker else "")


TAPS: Mapping[str, Route] = {
    "check_in.tap": Route(_tap),
    "check_in.skip": Route(_skip),
    "check_in.write": Route(_open),
}
FORMS: Mapping[str, Route] = {"check_in.write": Route(_write)}
