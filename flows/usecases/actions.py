"""Somebody looks at the actions of a region, moves one, or gives it up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flows.action import Action, Move, Phase, can, is_over_date
from flows.calendar import local_day
from flows.instrument import Item
from flows.region import Region
from flows.usecases.access import parts_of, reads_channel
from flows.usecases.action_access import (
    Seen,
    changed_action,
    seen_action,
    seen_region,
    wants_action,
    wants_all,
)
from flows.usecases.action_filled import fitting, one_of, too_long
from flows.usecases.action_form import making
from flows.usecases.action_open import is_inside, open_action, opened, over
from flows.usecases.action_told import seen_as, statement_in
from flows.usecases.actions_kept import move_action
from flows.usecases.desk import Reply, Request, Route, words_behind
from flows.usecases.regional import wants_region
from flows.views.action_form import NONE, drop_form, where_form
from flows.views.actions import ON_A_PAGE, Listed, Show, list_form
from flows.wording import say

IN_PHASE = {Show.PLAN: Phase.PLAN, Show.DO: Phase.DO, Show.CHECK: Phase.CHECK, Show.ACT: Phase.ACT}
"""The phase of the actions that each choice shows."""


def _list(request: Request) -> Reply:
    seen = seen_region(request, request.number("region"))
    return seen if isinstance(seen, Reply) else listing(request, seen)


def listing(request: Request, seen: Seen, *, replaces: bool = False) -> Reply:
    """Open the actions of a region, those that were chosen in the window if any were."""
    given = request.event.args
    show = one_of(Show, request.value("show") or given.get("show", "")) or Show.ALL
    of = request.value("of") or given.get("of", NONE)
    found = request.store.actions.find(region_id=seen.region.id)
    about = [action for action in found if of in {NONE, action.item}]
    by_show = {one: _fitting(request, seen, about, one) for one in Show}
    chosen = by_show[show]
    first = min(max(request.number("first"), 1), max(len(chosen), 1))
    today = local_day(request.now, seen.region.timezone)
    listed = Listed(
        region=seen.region,
        show=show,
        of=of,
        counts={
            one: len(actions)
            for one, actions in by_show.items()
            if one is not Show.MINE or seen.own is not None
        },
        statements=_statements(request, found),
        shown=[
            seen_as(request.store, action, request.instruments, today)
            for action in chosen[first - 1 : first - 1 + ON_A_PAGE]
        ],
        first=first,
        total=len(chosen),
        makes=seen.makes,
    )
    return Reply(form=list_form(listed), replace=replaces or is_inside(request))


def _fitting(request: Request, seen: Seen, actions: Sequence[Action], show: Show) -> list[Action]:
    """Those that a choice shows: the first due first, of those that are over the last one first."""
    if show is Show.OVER:
        over_now = [(one.closed_at, one.id, one) for one in actions if one.closed_at is not None]
        return [one for _, _, one in sorted(over_now, key=lambda one: one[:2], reverse=True)]
    fits = _choice(request, seen, show)
    found = [action for action in actions if action.is_open and fits(action)]
    return sorted(found, key=lambda action: (action.due_on, action.id))


def _choice(request: Request, seen: Seen, show: Show) -> Callable[[Action], bool]:
    today = local_day(request.now, seen.region.timezone)
    match show:
        case Show.MINE:
            own = seen.own.id if seen.own else 0
            return lambda action: action.owner_id == own
        case Show.LATE:
            return lambda action: is_over_date(action, today)
        case Show.NOBODY:
            there = request.store.participants.find(region_id=seen.region.id, removed_at=None)
            ids = {participant.id for participant in there}
            return lambda action: action.owner_id not in ids
        case phase if phase in IN_PHASE:
            return lambda action: action.phase is IN_PHASE[phase]
        case _:
            return lambda _action: True


def _statements(request: Request, actions: Sequence[Action]) -> list[Item]:
    """The statements that actions are about, as the newest questionnaire of each words them."""
    found: dict[str, Item] = {}
    for action in actions:
        instrument = request.instruments.get(action.instrument)
        item = statement_in(instrument, action.item) if instrument else None
        if item is not None:
            found[item.key] = item
    return list(found.values())


def _open(request: Request) -> Reply:
    found = seen_action(request)
    return found if isinstance(found, Reply) else opened(request, *found)


def _move(request: Request) -> Reply:
    """Bring an action further, unless somebody else did meanwhile."""
    found = changed_action(request)
    if isinstance(found, Reply):
        return found
    seen, action = found
    move = one_of(Move, request.event.args.get("move", ""))
    phase = one_of(Phase, request.event.args.get("phase", ""))
    if move in {None, Move.DROP} or action.phase is not phase or not can(action, move):
        return over(request, seen, action)
    after = move_action(request.store, action, move, request.now)
    head = say(f"action.moved.{move.value}")
    return replace(opened(request, seen, after, head), page=True)


def _drop_form(request: Request) -> Reply:
    found = open_action(request)
    if isinstance(found, Reply):
        return found
    _, action = found
    return Reply(form=drop_form(action.what, {"action": action.id}), replace=is_inside(request))


def _drop(request: Request) -> Reply:
    found = open_action(request)
    if isinstance(found, Reply):
        return found
    seen, action = found
    reason = request.value("reason")
    errors = too_long(request) if reason else {"reason": say("action.error.no_reason")}
    if errors:
        return Reply(errors=errors)
    given_up = replace(action, reason=reason)
    after = move_action(request.store, given_up, Move.DROP, request.now)
    return replace(opened(request, seen, after, say("action.moved.drop")), replace=True, page=True)


def _regions(request: Request) -> list[Region]:
    """The regions whose actions the sender may read; where they type first if it is one of them."""
    parts = parts_of(request.store, request.person)
    found = request.store.regions.find(workspace_id=request.workspace.id)
    seen = [one for one in found if one.id in parts.regions or reads_channel(request, one.channel)]
    here = [one for one in seen if one.channel and one.channel == request.event.channel]
    return here or sorted(seen, key=lambda one: (one.name.casefold(), one.id))


def action_command(request: Request) -> Reply:
    """Answer "/borging actie": all actions, or with words behind it the window to make that one."""
    regions, what = _regions(request), words_behind(request.event)
    if len(regions) > 1:
        return Reply(form=where_form(regions, fitting(what)))
    return _in_region(request, regions[0].id if regions else 0, what)


def _in_region(request: Request, region_id: int, what: str, *, replaces: bool = False) -> Reply:
    seen = seen_region(request, region_id)
    if isinstance(seen, Reply):
        return seen
    if what and seen.makes:
        return making(request, seen, what, replaces=replaces)
    if what:
        return Reply(notice=say("action.only_parts"))
    return listing(request, seen, replaces=replaces)


def _where(request: Request) -> Reply:
    chosen = request.value("region")
    region_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    return _in_region(request, region_id, request.value("what"), replaces=True)


def _done(_request: Request) -> Reply:
    """Close the list: there is nothing to keep."""
    return Reply()


TAPS: Mapping[str, Route] = {
    "action.list": Route(_list, wants_region),
    "action.open": Route(_open, wants_action),
    "action.move": Route(_move, wants_action),
    "action.drop": Route(_drop_form, wants_action),
}
FORMS: Mapping[str, Route] = {
    "action.done": Route(_done),
    "action.drop": Route(_drop, wants_action),
    "action.where": Route(_where, wants_all),
}
ACTIONS = Route(action_command, wants_all)
