"""The window of one action, as its reader may see it."""

from dataclasses import replace

from flows.action import Action, Help
from flows.calendar import local_day
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.events import Kind
from flows.usecases.action_access import Seen, changed_action, may_change
from flows.usecases.action_told import seen_as
from flows.usecases.desk import Reply, Request
from flows.views.action_open import Opened, Told, action_form
from flows.wording import Phrase, say

KEPT = ("show", "of")
"""What the list showed from which the window was opened."""


def is_inside(request: Request) -> bool:
    """Whether this happens in a window about actions, which then changes where it stands."""
    return request.event.args.get("inside") == "1"


def opened(request: Request, seen: Seen, action: Action, head: Phrase | None = None) -> Reply:
    """Show an action; `head` says what has just happened to it."""
    store = request.store
    today = local_day(request.now, seen.region.timezone)
    before = store.actions.one(id=action.follows_id) if action.follows_id else None
    shown = Opened(
        seen=seen_as(store, action, request.instruments, today),
        region=seen.region,
        follows=before.what if before else "",
        told=_told(request, seen, action),
        stuck=action.stuck_at is not None and _knows_stuck(seen, action),
        changes=may_change(request, seen, action),
        makes=seen.makes,
    )
    args: dict[str, str | int] = {
        name: request.event.args[name] for name in KEPT if name in request.event.args
    }
    return Reply(form=action_form(shown, args, head), replace=is_inside(request))


def _knows_stuck(seen: Seen, action: Action) -> bool:
    """Being stuck stays with the owner until they ask for help, and then with whom they asked."""
    asked_leader = action.help is Help.LEADER and seen.leads
    return asked_leader or action.help is Help.CHANNEL or _owns(seen, action)


def _owns(seen: Seen, action: Action) -> bool:
    return seen.own is not None and action.owner_id == seen.own.id


def _told(request: Request, seen: Seen, action: Action) -> list[Told]:
    found = request.store.check_ins.find(action_id=action.id, kind=CheckInKind.ACTION)
    timezone = seen.region.timezone
    return [
        Told(
            on=local_day(one.answered_at or one.asked_at, timezone),
            tap=one.tap,
            text=one.text if seen.leads or _is_own(request, one) else "",
        )
        for one in sorted(found, key=lambda one: (one.asked_at, one.id))
        if _may_read(request, seen, one)
    ]


def _may_read(request: Request, seen: Seen, one: CheckIn) -> bool:
    """Whether a check-in is shown, once it is over: unanswered only to who was asked and leaders.

    That somebody was stuck only they read, and whom they asked for help then.
    """
    if one.state is CheckInState.ASKED:
        return False
    if _is_own(request, one):
        return True
    if one.tap is Tap.STUCK:
        return one.help is Help.CHANNEL or (one.help is Help.LEADER and seen.leads)
    return seen.leads or one.state is not CheckInState.PASSED


def _is_own(request: Request, one: CheckIn) -> bool:
    return one.person_id == request.person.id


def open_action(request: Request) -> tuple[Seen, Action] | Reply:
    """The event's action, locked, if the sender may change it and it is still followed.

    Else the answer: that they may not, or how it now is.
    """
    found = changed_action(request)
    if isinstance(found, Reply) or found[1].is_open:
        return found
    return over(request, *found)


def over(request: Request, seen: Seen, action: Action) -> Reply:
    """The answer to an act on an action that is not where it was: how it now is."""
    if is_inside(request) or request.event.kind is Kind.SUBMIT:
        return replace(opened(request, seen, action, say("action.elsewhere")), replace=True)
    return Reply(notice=say("action.elsewhere_notice"))
