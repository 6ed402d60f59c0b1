"""A decision is written down or changed: where it belongs, what stands in it, whether that fits."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.calendar import local_day
from flows.decision import Decision
from flows.events import Kind
from flows.messages import Form
from flows.region import Region
from flows.usecases.answer import size
from flows.usecases.decision_shown import listed
from flows.usecases.decisions_kept import owned_by
from flows.usecases.desk import Reply, Request, words_behind
from flows.usecases.regional import chosen_owner, own_regions, owners_of
from flows.usecases.succession import tell_owner
from flows.views.decision_forms import LONGEST, Draft, edit_form, new_form
from flows.views.owner import NOBODY, Owner
from flows.views.short import ELLIPSIS
from flows.wording import Phrase, say

FARTHEST = timedelta(days=5 * 366)
"""Ahead at the most: further on it is a slip of the keyboard."""
CARRIED = ("region", "channel", "mark", "listed")
"""What the form of a new decision keeps by: its region, the message that it comes from."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What stands in a form, checked."""

    what: str
    decided_on: date
    owner: Owner | None
    due_on: date | None


def not_part() -> Reply:
    """The answer to somebody who has a part in no region."""
    return Reply(notice=say("decision.notice.not_part"))


def open_new(request: Request) -> Reply:
    """Open the form for a new decision, with what was typed or said already."""
    regions = _open_to(request)
    if not regions:
        return not_part()
    region = regions[0] if len(regions) == 1 else None
    event = request.event
    words = event.text if event.kind is Kind.SHORTCUT else words_behind(event)
    today = local_day(request.now, regions[0].timezone)
    draft = Draft(what=_fitting(words), decided_on=today)
    return Reply(form=_new_form(request, regions, region, draft))


def _open_to(request: Request) -> list[Region]:
    """Where the sender may keep a decision: in the event's region, that of its channel, or any."""
    regions = own_regions(request)
    if asked := request.number("region"):
        return [one for one in regions if one.id == asked]
    channel = request.event.channel
    return [one for one in regions if channel and one.channel == channel] or regions


def _fitting(text: str) -> str:
    """As much of a message as a decision can be long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + ELLIPSIS


def _new_form(request: Request, regions: list[Region], region: Region | None, draft: Draft) -> Form:
    event = request.event
    args = {name: value for name, value in event.args.items() if name in CARRIED}
    if len(regions) == 1:
        args["region"] = str(regions[0].id)
    if event.kind is Kind.SHORTCUT and event.mark:
        args |= {"channel": event.channel, "mark": event.mark}
    owners = owners_of(request.store, region.id) if region else ()
    return new_form(regions, region, owners, draft, args)


def choose_region(request: Request) -> Reply:
    """Redraw the form for the region that was chosen in it: who can follow it up depends on it."""
    regions = own_regions(request)
    region = _chosen(request, regions)
    draft = Draft(
        what=request.value("what"),
        decided_on=request.day("decided_on"),
        due_on=request.day("due_on"),
    )
    return Reply(form=_new_form(request, regions, region, draft), replace=True)


def _chosen(request: Request, regions: list[Region]) -> Region | None:
    chosen = request.event.args.get("region") or request.value("region")
    return next((one for one in regions if str(one.id) == chosen), None)


def keep_new(request: Request) -> Decision | Reply:
    """The decision that a form describes, kept; or what is wrong with it."""
    regions = own_regions(request)
    if not regions:
        return not_part()
    region = _chosen(request, regions)
    if region is None:
        return Reply(errors={"region": say("decision.error.region")})
    written = _written(request, region)
    if not isinstance(written, Written):
        return Reply(errors=written)
    store, args = request.store, request.event.args
    mark, channel = args.get("mark", ""), args.get("channel", "")
    decision = Decision(
        workspace_id=region.workspace_id,
        region_id=region.id,
        what=written.what,
        decided_on=written.decided_on,
        owner_id=None,
        partner_id=None,
        due_on=written.due_on,
        source=request.message_url(channel, mark) if mark else "",
        created_at=request.now,
        created_by=request.person.id,
    )
    kept = store.decisions.add(_given(request, decision, written.owner))
    _tell_owner(request, kept)
    return kept


def open_edit(request: Request, decision: Decision) -> Reply:
    """Open the form with what is kept, in the place of the decision's window."""
    owners = owners_of(request.store, decision.region_id)
    draft = Draft(
        what=decision.what,
        decided_on=decision.decided_on,
        owner=str(decision.owner_id or NOBODY),
        due_on=decision.due_on,
    )
    args = {"decision": decision.id, "seen": _mark(decision), **listed(request)}
    return Reply(form=edit_form(draft, owners, args), replace=True)


def changed(request: Request, decision: Decision) -> Decision | Reply:
    """The decision as it was changed in the form, kept; or what is wrong with it."""
    if request.number("seen") != _mark(decision):
        return Reply(errors={"what": say("decision.error.changed")})
    written = _written(request, request.store.regions.get(decision.region_id))
    if not isinstance(written, Written):
        return Reply(errors=written)
    after = _given(
        request,
        replace(decision, what=written.what, decided_on=written.decided_on, due_on=written.due_on),
        written.owner,
    )
    request.store.decisions.save(after)
    if after.owner_id != decision.owner_id:
        _tell_owner(request, after)
    return after


def _tell_owner(request: Request, decision: Decision) -> None:
    if decision.owner_id is not None:
        to = request.store.participants.get(decision.owner_id)
        tell_owner(request.store, to, request.person, request.now)


def _mark(decision: Decision) -> int:
    """By what one sees that a decision has changed since a window was opened."""
    return zlib.crc32(repr(decision).encode())


def _given(request: Request, decision: Decision, owner: Owner | None) -> Decision:
    to = request.store.participants.get(owner.id) if owner else None
    return owned_by(decision, to, request.now)


def _written(request: Request, region: Region) -> Written | Mapping[str, Phrase]:
    """What stands in the form, or what is wrong with it by input."""
    today = local_day(request.now, region.timezone)
    what, decided_on = request.value("what"), request.day("decided_on")
    due_on, chosen = request.day("due_on"), request.value("owner")
    owner = chosen_owner(owners_of(request.store, region.id), chosen)
    wrong = {
        "what": _wrong_what(what),
        "decided_on": _wrong_day(decided_on, today),
        "owner": say("decision.error.not_here")
        if chosen not in {"", NOBODY} and not owner
        else None,
        "due_on": _wrong_due(due_on, decided_on, today),
    }
    errors = {name: error for name, error in wrong.items() if error is not None}
    if errors or decided_on is None:
        return errors
    return Written(what=what, decided_on=decided_on, owner=owner, due_on=due_on)


def _wrong_what(what: str) -> Phrase | None:
    if not what:
        return say("decision.error.no_what")
    length = size(what)
    if length > LONGEST:
        return say("decision.error.too_long", length=length, longest=LONGEST)
    return None


def _wrong_day(decided_on: date | None, today: date) -> Phrase | None:
    if decided_on is None:
        return say("decision.error.no_day")
    return say("decision.error.future") if decided_on > today else None


def _wrong_due(due_on: date | None, decided_on: date | None, today: date) -> Phrase | None:
    if due_on is None:
        return None
    if decided_on is not None and due_on < decided_on:
        return say("decision.error.before")
    latest = today + FARTHEST
    return say("decision.error.far", latest=latest) if due_on > latest else None
