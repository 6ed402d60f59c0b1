"""Decisions of the stuurgroep are kept, listed, changed and closed."""

from collections.abc import Mapping
from dataclasses import replace

from flows.decision import Decision, DecisionState
from flows.events import KEEP_DECISION, Event, Place, Wanted
from flows.ports import Store
from flows.region import Region
from flows.topics import Topic
from flows.usecases.access import parts_of
from flows.usecases.decision_forms import changed, choose_region, keep_new, open_edit, open_new
from flows.usecases.decision_shown import (
    CLOSED,
    list_form,
    listed,
    may_change,
    names_in,
    one_form,
)
from flows.usecases.desk import Reply, Request, Route, number
from flows.usecases.regional import may_read, own_regions, wants_here, wants_readers, wants_region
from flows.usecases.telling import wish_again
from flows.views.decisions import regions_form, state_of
from flows.views.owner import owner_name
from flows.wording import Phrase, say


def _keep(request: Request) -> Reply:
    decision = keep_new(request)
    if isinstance(decision, Reply):
        return decision
    region = request.store.regions.get(decision.region_id)
    leads = region.id in parts_of(request.store, request.person).leads
    if listed(request):
        return Reply(beneath=list_form(request, region), page=True)
    return Reply(notice=_kept(request, decision, region, leads=leads), page=True)


def _kept(request: Request, decision: Decision, region: Region, *, leads: bool) -> Phrase:
    owner = names_in(request, region).shown(decision).owner
    if owner is None:
        return say("decision.kept.open_yours" if leads else "decision.kept.open")
    name = owner_name(owner)
    if decision.due_on is None:
        return say("decision.kept.owned", owner=name)
    return say("decision.kept.owned_until", owner=name, day=decision.due_on)


def _list(request: Request) -> Reply:
    region = request.store.regions.one(
        id=request.number("region"), workspace_id=request.workspace.id
    )
    if region is None or not may_read(request, region):
        return _not_readable()
    only_closed = request.event.args.get("closed") == "1"
    form = list_form(request, region, request.number("first"), only_closed=only_closed)
    return Reply(form=form, replace="first" in request.event.args)


def _not_readable() -> Reply:
    return Reply(notice=say("decision.notice.not_readable"))


def _typed_list(request: Request) -> Reply:
    """The list that somebody asks for with the command: of the region where they are, or theirs."""
    channel = request.event.channel
    of_channel = {"channel": channel, "workspace_id": request.workspace.id}
    here = request.store.regions.find(**of_channel) if channel else ()
    readable = [one for one in here if may_read(request, one)] or own_regions(request)
    if not readable:
        return _not_readable()
    if len(readable) > 1:
        return Reply(form=regions_form(readable))
    return Reply(form=list_form(request, readable[0]))


def _seen(request: Request) -> Decision | Reply:
    """The decision that the event is about, if the sender may read it."""
    decision = request.store.decisions.one(
        id=request.number("decision"), workspace_id=request.workspace.id
    )
    if decision is None:
        return Reply(notice=say("decision.notice.gone"))
    if not may_read(request, request.store.regions.get(decision.region_id)):
        return _not_readable()
    return decision


def _changeable(request: Request) -> Decision | Reply:
    """The decision that the event is about, locked, if the sender may change it."""
    decision = _seen(request)
    if isinstance(decision, Reply):
        return decision
    if not may_change(request, decision):
        return Reply(notice=say("decision.notice.not_yours"))
    return request.store.decisions.get(decision.id, lock=True)


def wants_decision(store: Store, event: Event) -> Wanted:
    """Whether the sender reads the channel of the decision's region."""
    decision = store.decisions.one(id=number(event, "decision"))
    return wants_readers(store, event, (decision.region_id,)) if decision else Wanted()


def _open(request: Request) -> Reply:
    decision = _seen(request)
    return decision if isinstance(decision, Reply) else Reply(form=one_form(request, decision))


def _edit(request: Request) -> Reply:
    decision = _changeable(request)
    if isinstance(decision, Reply):
        return decision
    return open_edit(request, decision) if decision.is_open else _closed_already(request, decision)


def _closed_already(request: Request, decision: Decision) -> Reply:
    region = request.store.regions.get(decision.region_id)
    state = state_of(names_in(request, region).shown(decision))
    return Reply(notice=say("decision.notice.closed_already", state=state))


def _save(request: Request) -> Reply:
    decision = _changeable(request)
    if isinstance(decision, Reply):
        return decision
    if not decision.is_open:
        return _closed_already(request, decision)
    after = changed(request, decision)
    return after if isinstance(after, Reply) else _shown_again(request, after)


def _close(request: Request) -> Reply:
    decision = _changeable(request)
    if isinstance(decision, Reply):
        return decision
    if not decision.is_open:
        return _closed_already(request, decision)
    states = {state.value: state for state in CLOSED}
    state = states.get(request.event.args.get("state", ""))
    if state is None:
        return Reply(notice=say("walk.notice.further_on"))
    after = replace(decision, state=state, closed_at=request.now)
    request.store.decisions.save(after)
    return _shown_again(request, after)


def _reopen(request: Request) -> Reply:
    decision = _changeable(request)
    if isinstance(decision, Reply):
        return decision
    if decision.is_open:
        return Reply(notice=say("decision.notice.open_already"))
    after = replace(decision, state=DecisionState.OPEN, closed_at=None)
    request.store.decisions.save(after)
    return _shown_again(request, after)


def _shown_again(request: Request, decision: Decision) -> Reply:
    """What follows a change: the windows show it, and what leaders were told."""
    store = request.store
    for wish in store.wishes.find(topic=Topic.FOLLOW_UP, subject_id=decision.region_id):
        if wish.ts:
            wish_again(store, wish, request.now)
    if request.event.place is not Place.FORM:
        return Reply(notice=say(f"decision.notice.{decision.state.value}"), page=True)
    region = store.regions.get(decision.region_id)
    return Reply(
        form=one_form(request, decision),
        replace=True,
        beneath=list_form(request, region) if listed(request) else None,
        page=True,
    )


def _to_source(_request: Request) -> Reply:
    """The platform itself opens the address; nothing is to be done."""
    return Reply()


NEW = Route(open_new)
LIST = Route(_typed_list, wants_here)
TAPS: Mapping[str, Route] = {
    "decision.new": NEW,
    "decision.region": Route(choose_region),
    "decision.list": Route(_list, wants_region),
    "decision.open": Route(_open, wants_decision),
    "decision.edit": Route(_edit, wants_decision),
    "decision.close": Route(_close, wants_decision),
    "decision.reopen": Route(_reopen, wants_decision),
    "decision.source": Route(_to_source),
}
FORMS: Mapping[str, Route] = {
    "decision.new": Route(_keep),
    "decision.edit": Route(_save, wants_decision),
}
SHORTCUTS: Mapping[str, Route] = {KEEP_DECISION: NEW}
