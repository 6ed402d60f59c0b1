"""The decisions that are kept of a region: what is open, what is due, who follows it up."""

from dataclasses import replace
from datetime import date, datetime

from flows.decision import Decision, DecisionState, is_due
from flows.ports import Store
from flows.region import Participant


def open_decisions(store: Store, region_id: int) -> list[Decision]:
    """Those that are still followed up: by their date, then those without one, oldest first."""
    found = store.decisions.find(region_id=region_id, state=DecisionState.OPEN)
    return sorted(found, key=_by_date)


def due_decisions(store: Store, region_id: int, today: date) -> list[Decision]:
    """Those whose date has come, the earliest first."""
    return [one for one in open_decisions(store, region_id) if is_due(one, today)]


def decisions_of(store: Store, participant_id: int) -> list[Decision]:
    """The open ones that a participant follows up, in the same order."""
    found = store.decisions.find(owner_id=participant_id, state=DecisionState.OPEN)
    return sorted(found, key=_by_date)


def give_decision(
    store: Store, decision: Decision, participant: Participant | None, now: datetime
) -> Decision:
    """Let somebody else follow it up, or nobody; the organisation stays known then.

    One that was closed meanwhile stays as it is.
    """
    current = store.decisions.get(decision.id, lock=True)
    if not current.is_open:
        return current
    given = owned_by(current, participant, now)
    store.decisions.save(given)
    return given


def owned_by(decision: Decision, participant: Participant | None, now: datetime) -> Decision:
    """The same decision with somebody who follows it up, or nobody."""
    owner_id = participant.id if participant else None
    is_same = decision.owner_id in {None, owner_id}
    given_at = decision.given_at if decision.owner_id == owner_id else now
    return replace(
        decision,
        owner_id=owner_id,
        partner_id=participant.partner_id if participant else decision.partner_id,
        before_id=decision.before_id if is_same else decision.owner_id,
        given_at=given_at,
    )


def _by_date(decision: Decision) -> tuple[date, int]:
    return (decision.due_on or date.max, decision.id)
