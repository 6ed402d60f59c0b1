"""Somebody makes an action or changes it; what would make it sharper is asked for once."""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flows.action import Action, Bent, Move, Phase, can, is_sharp, with_date
from flows.scan import Scan
from flows.usecases.action_access import (
    Seen,
    made_in,
    wants_action,
)
from flows.usecases.action_filled import (
    Agreed,
    agreed,
    choices_in,
    filled,
    fitting,
    missing,
    one_of,
    too_long,
)
from flows.usecases.action_open import is_inside, open_action, opened
from flows.usecases.action_told import owner_of
from flows.usecases.actions_kept import add_action, give_action, move_action, save_action
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.regional import wants_region
from flows.usecases.succession import tell_owner
from flows.views.action_form import (
    Change,
    Draft,
    Written,
    edit_form,
    new_form,
    sharpen_form,
)
from flows.wording import say


def _scan(request: Request, seen: Seen) -> Scan | None:
    """The scan that the action comes from, if it is one of the region."""
    return request.store.scans.one(id=request.number("scan"), region_id=seen.region.id)


def _before(request: Request, seen: Seen) -> Action | None:
    """The action that the new one follows up on, if it is one of the region."""
    return request.store.actions.one(id=request.number("follows"), region_id=seen.region.id)


def _new(request: Request) -> Reply:
    seen = made_in(request)
    return seen if isinstance(seen, Reply) else making(request, seen)


def making(request: Request, seen: Seen, what: str = "", *, replaces: bool = False) -> Reply:
    """Open the window to make an action, as far filled in as what it comes from allows."""
    choices = choices_in(request, seen.region.id)
    if not choices.owners:
        return Reply(notice=say("action.nobody_yet"))
    scan, before = _scan(request, seen), _before(request, seen)
    args = {
        "region": seen.region.id,
        **({"scan": scan.id} if scan else {}),
        **({"follows": before.id} if before else {}),
    }
    form = new_form(
        _draft(request, seen, before, what), choices, args, before.what if before else ""
    )
    return Reply(form=form, replace=replaces or is_inside(request))


def _draft(request: Request, seen: Seen, before: Action | None, what: str) -> Draft:
    given = request.event.args
    draft = Draft(
        what=fitting(what),
        owner=str(seen.own.id) if seen.own else "",
        item=given.get("item", ""),
        bent=one_of(Bent, given.get("bent", "")),
    )
    if before is None:
        return draft
    owner = owner_of(request.store, before)
    return replace(
        draft, owner=str(owner.id) if owner else draft.owner, item=before.item, level=before.level
    )


def _make(request: Request) -> Reply:
    seen = made_in(request)
    if isinstance(seen, Reply):
        return seen
    scan, before = _scan(request, seen), _before(request, seen)
    blank = Action(
        workspace_id=seen.region.workspace_id,
        region_id=seen.region.id,
        scan_id=scan.id if scan else None,
        follows_id=before.id if before else None,
        what="",
        owner_id=None,
        partner_id=None,
        due_on=date.min,
        created_at=request.now,
        created_by=request.person.id,
    )
    told = agreed(request, seen.region, blank)
    if not isinstance(told, Agreed):
        return Reply(errors=told)
    made = replace(
        filled(request, blank),
        owner_id=told.owner.id,
        partner_id=told.owner.partner_id,
        due_on=told.due_on,
    )
    phase = Phase.DO if is_sharp(made) else Phase.PLAN
    action = add_action(request.store, replace(made, phase=phase), request.now)
    tell_owner(request.store, told.owner, request.person, request.now)
    if left := missing(request):
        choices = choices_in(request, seen.region.id)
        form = sharpen_form(left, choices, {"action": action.id}, told.moved_to)
        return Reply(form=form, replace=True, page=True)
    return _shown(request, seen, action, told.moved_to)


def _shown(request: Request, seen: Seen, action: Action, moved_to: date | None = None) -> Reply:
    head = say("action.moved_to", day=moved_to) if moved_to else say("action.saved")
    return replace(opened(request, seen, action, head), replace=True, page=True)


def _sharpen(request: Request) -> Reply:
    found = open_action(request)
    if isinstance(found, Reply):
        return found
    seen, before = found
    if errors := too_long(request):
        return Reply(errors=errors)
    said = filled(request, before)
    after = replace(said, sign=said.sign or before.sign)
    return _shown(request, seen, _kept(request, before, after))


def _kept(request: Request, before: Action, after: Action) -> Action:
    """Keep a change; what has become sharp by it is carried out from now on."""
    save_action(request.store, after, request.now)
    if is_sharp(after) and not is_sharp(before) and can(after, Move.BEGIN):
        return move_action(request.store, after, Move.BEGIN, request.now)
    return after


def _edit(request: Request) -> Reply:
    found = open_action(request)
    if isinstance(found, Reply):
        return found
    seen, action = found
    choices = choices_in(request, seen.region.id, action)
    if not choices.owners:
        return Reply(notice=say("action.nobody_yet"))
    owner = owner_of(request.store, action)
    draft = Draft(
        what=action.what,
        sign=action.sign,
        owner=str(owner.id) if owner else "",
        due_on=action.due_on,
        item=action.item,
        aim=action.aim,
        bent=action.bent,
        level=action.level,
    )
    written = Written(
        explanation=action.explanation if action.phase in {Phase.CHECK, Phase.ACT} else None,
        routine=action.routine if action.phase is Phase.ACT else None,
    )
    change = Change(draft=draft, choices=choices, written=written)
    return Reply(
        form=edit_form(change, {"action": action.id, "seen": _mark(action)}),
        replace=is_inside(request),
    )


def _signed(before: Action, after: Action, person_id: int) -> Action:
    """An action with who wrote what came of it, as far as that was changed."""
    if after.explanation != before.explanation:
        after = replace(after, explained_by=person_id)
    return replace(after, routine_by=person_id) if after.routine != before.routine else after


def _mark(action: Action) -> int:
    """By what one sees that an action has changed since a window was opened."""
    asked = replace(action, asked_at=None, unanswered=0, told=False, stuck_at=None, help=None)
    return zlib.crc32(repr(asked).encode())


def _change(request: Request) -> Reply:
    found = open_action(request)
    if isinstance(found, Reply):
        return found
    seen, before = found
    if request.number("seen") != _mark(before):
        return Reply(errors={"what": say("action.error.changed")})
    told = agreed(request, seen.region, before)
    if not isinstance(told, Agreed):
        return Reply(errors=told)
    values = request.event.values
    changed = replace(
        with_date(filled(request, before), told.due_on, request.now),
        explanation=request.value("explanation") if "explanation" in values else before.explanation,
        routine=request.value("routine") if "routine" in values else before.routine,
    )
    changed = _signed(before, changed, request.person.id)
    if told.owner.id != before.owner_id:
        changed = give_action(request.store, changed, told.owner, request.now)
        tell_owner(request.store, told.owner, request.person, request.now)
    return _shown(request, seen, _kept(request, before, changed), told.moved_to)


TAPS: Mapping[str, Route] = {
    "action.new": Route(_new, wants_region),
    "action.edit": Route(_edit, wants_action),
}
FORMS: Mapping[str, Route] = {
    "action.save": Route(_make, wants_region),
    "action.sharpen": Route(_sharpen, wants_action),
    "action.edit": Route(_change, wants_action),
}
