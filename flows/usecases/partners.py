"""Partners of a region are listed, added, changed and removed, with their people."""

from collections.abc import Mapping
from dataclasses import replace

from flows.messages import Form
from flows.region import Partner, Region, Sector
from flows.response import ResponseState
from flows.scan import ScanState
from flows.usecases.desk import Reply, Request, Route, keep_person
from flows.usecases.hand_over import (
    add_participant,
    invite,
    refusal,
    remove_participant,
    wants_people,
)
from flows.usecases.scan_days import away_warning
from flows.usecases.scans import open_scan_of
from flows.usecases.setup import led_region, not_leader
from flows.usecases.succession import follow_on
from flows.views.partners import Follows, partner_form, partners_form, removed_form
from flows.wording import Phrase, say


def _partners_form(request: Request, region: Region) -> Form:
    store = request.store
    listed = []
    for partner in store.partners.find(region_id=region.id, removed_at=None):
        participants = store.participants.find(partner_id=partner.id, removed_at=None)
        listed.append((partner, [store.people.get(p.person_id).name for p in participants]))
    return partners_form(region, listed)


def _partners(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    return Reply(form=_partners_form(request, region))


def _partner(request: Request, region: Region) -> Partner | None:
    return request.store.partners.one(
        id=request.number("partner"), region_id=region.id, removed_at=None
    )


def _partner_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    partner = _partner(request, region)
    if partner is None and request.number("partner"):
        return Reply(notice=say("setup.gone"))
    store = request.store
    participants = (
        store.participants.find(partner_id=partner.id, removed_at=None) if partner else ()
    )
    user_ids = [store.people.get(p.person_id).user_id for p in participants]
    return Reply(form=partner_form(region, partner, user_ids))


def _keep_partner(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    request.store.regions.get(region.id, lock=True)  # one change, or start of a scan, at a time
    partner = _partner(request, region)
    if partner is None and request.number("partner"):
        return Reply(notice=say("setup.gone"))
    errors = _partner_errors(request, region, partner)
    if errors:
        return Reply(errors=errors)
    name, sector = request.value("name"), Sector(request.value("sector") or Sector.OTHER)
    follows = Follows(request.value("follows_schools") or Follows.AS_SECTOR).kept
    known = partner or _removed_before(request, region, name)
    if known is None:
        partner = request.store.partners.add(
            Partner(region_id=region.id, name=name, sector=sector, follows_schools=follows)
        )
    else:
        partner = replace(known, name=name, sector=sector, follows_schools=follows, removed_at=None)
        request.store.partners.save(partner)
    is_left = _set_people(request, partner)
    left = say("partners.left", name=partner.name) if is_left else None
    return Reply(
        beneath=_partners_form(request, region),
        notice=left or away_warning(request, region),
        page=True,
    )


def _partner_errors(
    request: Request, region: Region, partner: Partner | None
) -> Mapping[str, Phrase]:
    name = request.value("name")
    if not name:
        return {"name": say("partners.error.no_name")}
    for other in request.store.partners.find(region_id=region.id, removed_at=None):
        same = other.name.casefold() == name.casefold()
        if same and (partner is None or other.id != partner.id):
            return {"name": say("partners.error.same_name", name=other.name)}
    chosen = request.chosen("people")
    if not chosen:
        return {"people": say("partners.error.no_people")}
    for user_id in chosen:
        facts = request.known.users.get(user_id)
        why_not = refusal(request.store, region.id, user_id, facts, partner.id if partner else 0)
        if why_not is not None:
            return {"people": why_not}
    return {}


def _removed_before(request: Request, region: Region, name: str) -> Partner | None:
    """The partner of this name that was taken out: its people go on where they were."""
    same = (
        partner
        for partner in request.store.partners.find(region_id=region.id)
        if partner.removed_at is not None and partner.name.casefold() == name.casefold()
    )
    return max(same, key=lambda partner: partner.id, default=None)


def _set_people(request: Request, partner: Partner) -> bool:
    """Let the chosen speak for a partner; whether something has nobody who sees to it now."""
    store, now = request.store, request.now
    scan = open_scan_of(store, partner.region_id)
    chosen = set()
    for user_id in request.chosen("people"):
        facts = request.known.users[user_id]
        person = keep_person(store, request.workspace, facts.team_id, facts.user_id, facts.name)
        chosen.add(person.id)
    before = store.participants.find(partner_id=partner.id, removed_at=None)
    leaving = [one for one in before if one.person_id not in chosen]
    for participant in leaving:
        remove_participant(store, participant, now, state=ResponseState.REMOVED)
    present = []
    for person_id in sorted(chosen):
        participant = add_participant(store, partner, store.people.get(person_id))
        present.append(participant)
        if scan is not None and scan.state is ScanState.OPEN:
            invite(store, scan, participant, now, request.almanac)
    return follow_on(store, partner, before, present, now)


def _remove_partner(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    request.store.regions.get(region.id, lock=True)
    partner = _partner(request, region)
    if partner is None:
        return Reply(notice=say("setup.gone"))
    store, now = request.store, request.now
    before = store.participants.find(partner_id=partner.id, removed_at=None)
    for participant in before:
        remove_participant(store, participant, now, state=ResponseState.REMOVED)
    store.partners.save(replace(partner, removed_at=now))
    is_left = follow_on(store, partner, before, (), now)
    return Reply(
        form=removed_form(partner, is_left=is_left),
        replace=True,
        beneath=_partners_form(request, region),
        page=True,
    )


TAPS: Mapping[str, Route] = {
    "partners.list": Route(_partners),
    "partners.edit": Route(_partner_form),
    "partners.remove": Route(_remove_partner),
}
FORMS: Mapping[str, Route] = {"partners.edit": Route(_keep_partner, wants_people)}
