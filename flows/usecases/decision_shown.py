"""The decisions of a region as the sender comes to see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.calendar import local_day
from flows.decision import Decision, DecisionState
from flows.messages import Form
from flows.ports import Store
from flows.region import Region
from flows.usecases.access import parts_of
from flows.usecases.decisions_kept import open_decisions
from flows.usecases.desk import Request
from flows.usecases.regional import has_part, owners_of
from flows.views.decisions import DecisionList, Shown, decision_form, decisions_form
from flows.views.owner import Owner

CLOSED = (DecisionState.DONE, DecisionState.DROPPED)
"""Where a decision is no longer followed up."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Who takes part in a region by participant id, its partners' names, and which day it is."""

    region: Region
    owners: Mapping[int, Owner]
    partners: Mapping[int, str]
    today: date

    def shown(self, decision: Decision, maker: str = "") -> Shown:
        """A decision with the names in it."""
        closed_at = decision.closed_at or decision.created_at
        return Shown(
            decision=decision,
            owner=self.owners.get(decision.owner_id or 0),
            partner=self.partners.get(decision.partner_id or 0, ""),
            maker=maker,
            closed_on=local_day(closed_at, self.region.timezone),
            today=self.today,
        )


def names_in(request: Request, region: Region) -> Names:
    """The names that a region's decisions can have in them."""
    store = request.store
    return Names(
        region=region,
        owners={one.id: one for one in owners_of(store, region.id)},
        partners={one.id: one.name for one in store.partners.find(region_id=region.id)},
        today=local_day(request.now, region.timezone),
    )


def list_form(
    request: Request, region: Region, first: int = 0, *, only_closed: bool = False
) -> Form:
    """The decisions of a region, from the one at this place on."""
    store, names = request.store, names_in(request, region)
    return decisions_form(
        DecisionList(
            region=region,
            open=[names.shown(one) for one in open_decisions(store, region.id)],
            closed=[names.shown(one) for one in closed_decisions(store, region.id)],
            first=first,
            only_closed=only_closed,
            may_make=has_part(request, region.id),
        )
    )


def closed_decisions(store: Store, region_id: int) -> list[Decision]:
    """Those that are no longer followed up, the last closed first."""
    found = store.decisions.find(region_id=region_id, state=CLOSED)
    return sorted(found, key=lambda one: (one.closed_at or one.created_at, one.id), reverse=True)


def one_form(request: Request, decision: Decision) -> Form:
    """One decision, with what the sender may do with it."""
    store = request.store
    maker = store.people.one(id=decision.created_by or 0)
    region = store.regions.get(decision.region_id)
    shown = names_in(request, region).shown(decision, maker.name if maker else "")
    return decision_form(shown, listed(request), may_change=may_change(request, decision))


def listed(request: Request) -> dict[str, int]:
    """What a window hands on that was opened from the list, which then is redrawn."""
    return {"listed": 1} if "listed" in request.event.args else {}


def may_change(request: Request, decision: Decision) -> bool:
    """Whether the sender leads the region, or takes part and follows it up or kept it."""
    parts = parts_of(request.store, request.person)
    if decision.region_id in parts.leads:
        return True
    own = request.store.participants.one(
        region_id=decision.region_id, person_id=request.person.id, removed_at=None
    )
    is_maker = decision.created_by == request.person.id
    return own is not None and (is_maker or decision.owner_id == own.id)
