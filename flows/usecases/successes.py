"""Somebody tells what went well or what was learnt, reads it back or takes it back."""

from collections.abc import Mapping, Sequence

from flows.calendar import local_day, texts_kept_until
from flows.check_in import CheckIn, Tap
from flows.messages import Form
from flows.region import Region
from flows.response import Sharing
from flows.success import Ripple, Success, SuccessKind
from flows.usecases.access import parts_of
from flows.usecases.answer import size
from flows.usecases.check_in_ask import told_success
from flows.usecases.desk import Reply, Request, Route, words_behind
from flows.usecases.regional import own_regions
from flows.usecases.success_kept import CONSENTED, keep_success, tell_again, withdraw
from flows.usecases.success_told import told
from flows.views.successes import LONGEST, Begun, Told, list_form, new_form, told_notice
from flows.wording import Phrase, say

WORKED = (Tap.ON_TRACK, Tap.DONE, Tap.WORKED, Tap.ROUTINE)
"""Answers after which something is told because it went well."""
LEARNT = (Tap.PARTLY_WORKED, Tap.NOT_WORKED, Tap.NEXT)
"""Answers after which something is told because it taught something."""


def _open_to(request: Request) -> list[Region]:
    """The regions in which the sender may tell something: that of the event, else all theirs.

    In the channel of one of them it is that one.
    """
    regions = own_regions(request)
    if asked := request.number("region"):
        return [region for region in regions if region.id == asked]
    channel = request.event.channel
    return [one for one in regions if channel and one.channel == channel] or regions


def _not_yours() -> Reply:
    return Reply(notice=say("success.not_yours"))


def _new(request: Request) -> Reply:
    regions = _open_to(request)
    if not regions:
        return _not_yours()
    check_in = request.store.check_ins.one(
        id=request.number("check_in"), person_id=request.person.id, region_id=regions[0].id
    )
    begun = _begun(check_in) if check_in else Begun(text=words_behind(request.event)[:LONGEST])
    args = {"region": regions[0].id} if len(regions) == 1 else {}
    if check_in is not None:
        args["check_in"] = check_in.id
    if action_id := (check_in.action_id if check_in else None) or request.number("action"):
        args["action"] = action_id
    return Reply(form=new_form(regions, begun, args))


def _begun(check_in: CheckIn) -> Begun:
    """With what a writer wrote at their own check-in; which sort it is follows from their tap."""
    kind: SuccessKind | None = None
    if check_in.tap in WORKED:
        kind = SuccessKind.SUCCESS
    elif check_in.tap in LEARNT:
        kind = SuccessKind.LESSON
    return Begun(text=check_in.text[:LONGEST], kind=kind, is_to_share=bool(check_in.text))


def _tell(request: Request) -> Reply:
    regions = _open_to(request)
    if not regions:
        return _not_yours()
    chosen = request.value("region")
    region = regions[0] if len(regions) == 1 else _chosen(regions, chosen)
    errors = _errors(request)
    if region is None:
        errors = {**errors, "region": say("success.error.region")}
    if region is None or errors:
        return Reply(errors=errors)
    success = _success(request, region)
    store = request.store
    told_success(store, request.number("check_in"), request.person.id, request.now)
    same = store.successes.one(
        region_id=region.id, writer_id=request.person.id, text=success.text, withdrawn=False
    )
    kept: Success | None
    if same is None:
        kept = keep_success(store, success, request.now)
    else:
        kept = tell_again(store, same, success, request.now)
    if kept is None:
        return Reply(notice=say("success.told_already"))
    until = texts_kept_until(local_day(kept.said_at, region.timezone))
    return Reply(notice=told_notice(kept, region, until), page=True)


def _chosen(regions: list[Region], value: str) -> Region | None:
    return next((region for region in regions if str(region.id) == value), None)


def _errors(request: Request) -> Mapping[str, Phrase]:
    errors: dict[str, Phrase] = {}
    if request.value("kind") not in set(SuccessKind):
        errors["kind"] = say("success.error.kind")
    text = request.value("text")
    if not text:
        errors["text"] = say("success.error.text")
    elif (length := size(text)) > LONGEST:
        errors["text"] = say("success.error.too_long", length=length, longest=LONGEST)
    if request.value("sharing") not in set(Sharing):
        errors["sharing"] = say("success.error.sharing")
    return errors


def _success(request: Request, region: Region) -> Success:
    store = request.store
    speaks = store.participants.one(
        region_id=region.id, person_id=request.person.id, removed_at=None
    )
    action = store.actions.one(id=request.number("action"), region_id=region.id)
    chosen = request.chosen("ripple")
    return Success(
        workspace_id=region.workspace_id,
        region_id=region.id,
        writer_id=request.person.id,
        partner=store.partners.get(speaks.partner_id).name if speaks else "",
        action_id=action.id if action else None,
        kind=SuccessKind(request.value("kind")),
        text=request.value("text"),
        ripple=tuple(ring.value for ring in Ripple if ring in chosen),
        sharing=Sharing(request.value("sharing")),
        said_at=request.now,
    )


def _list(request: Request) -> Reply:
    own = request.store.successes.find(writer_id=request.person.id, withdrawn=False)
    if not own and not _open_to(request):
        return _not_yours()
    return Reply(form=_list_form(request))


def _list_form(request: Request) -> Form:
    """What the sender told, wherever, and what they may see as a leader."""
    regions = _open_to(request)
    store, person = request.store, request.person
    leads = parts_of(store, person).leads
    led = [region for region in regions if region.id in leads]
    region = regions[0] if len(regions) == 1 else None
    shared = _shared_by_others(request, region) if region is not None and led else ()
    return list_form(
        _newest_first(request, store.successes.find(writer_id=person.id, withdrawn=False)),
        _newest_first(request, shared),
        region,
        led,
    )


def _shared_by_others(request: Request, region: Region) -> list[Success]:
    found = request.store.successes.find(region_id=region.id, sharing=CONSENTED, withdrawn=False)
    return [one for one in found if one.writer_id != request.person.id]


def _newest_first(request: Request, successes: Sequence[Success]) -> list[Told]:
    in_order = sorted(successes, key=lambda one: (one.said_at, one.id), reverse=True)
    return [told(request.store, one) for one in in_order]


def _withdraw(request: Request) -> Reply:
    """Take back one's own, or as a leader what stands in the channel."""
    store = request.store
    success = store.successes.one(id=request.number("success"), workspace_id=request.workspace.id)
    if success is None or not _may_withdraw(request, success):
        return _not_yours()
    if success.withdrawn:
        return Reply(notice=say("success.gone"))
    withdraw(store, success, request.now)
    return Reply(form=_list_form(request), replace=True, page=True)


def _may_withdraw(request: Request, success: Success) -> bool:
    if success.writer_id == request.person.id:
        return True
    leads = parts_of(request.store, request.person).leads
    return success.region_id in leads and success.sharing in CONSENTED


NEW = Route(_new)
LIST = Route(_list)
TAPS: Mapping[str, Route] = {
    "success.new": NEW,
    "success.list": LIST,
    "success.withdraw": Route(_withdraw),
}
FORMS: Mapping[str, Route] = {"success.new": Route(_tell)}
