"""What is kept of decisions: their order, what is due, who follows them up."""

from dataclasses import replace
from datetime import date

import pytest

from flows.decision import DecisionState
from flows.usecases.decisions_kept import (
    decisions_of,
    due_decisions,
    give_decision,
    open_decisions,
)
from tests.support.deciding import KARIN, TODAY, TOM, deciding, keep, now, owner_id
from tests.support.leading import LedWorld


@pytest.fixture
def world() -> LedWorld:
    """A region in which nothing was decided yet."""
    return deciding()


def test_open_ones_come_by_their_date(world: LedWorld) -> None:
    """Undated ones last, equal ones as they were kept; closed ones and other regions' do not."""
    days = (None, date(2027, 4, 1), date(2027, 3, 8), None, date(2027, 4, 1))
    kept = [keep(world, what=f"Besluit {number}", due_on=day) for number, day in enumerate(days)]
    store = world.store
    store.decisions.save(replace(kept[4], state=DecisionState.DONE))
    store.decisions.add(replace(kept[0], id=0, region_id=world.other.id))
    found = open_decisions(store, world.region.id)
    assert [one.what for one in found] == ["Besluit 2", "Besluit 1", "Besluit 0", "Besluit 3"]
    assert [one.what for one in due_decisions(store, world.region.id, TODAY)] == ["Besluit 2"]
    assert due_decisions(store, world.region.id, date(2027, 3, 7)) == []


def test_a_decision_is_given_to_somebody_else(world: LedWorld) -> None:
    """With their organisation; to nobody, and the organisation stays known."""
    tom = world.store.participants.get(owner_id(world, TOM))
    decision = keep(world, owner=str(owner_id(world, KARIN)))
    given = give_decision(world.store, decision, tom, world.now)
    assert (given.owner_id, given.partner_id) == (tom.id, tom.partner_id)
    assert decisions_of(world.store, tom.id) == [given]
    left = give_decision(world.store, given, None, world.now)
    assert (left.owner_id, left.partner_id) == (None, tom.partner_id)
    assert now(world, decision) == left
    assert decisions_of(world.store, tom.id) == []


def test_one_that_was_closed_meanwhile_stays_as_it_is(world: LedWorld) -> None:
    """Whoever gives it on had it from before."""
    decision = keep(world, owner=str(owner_id(world, KARIN)))
    closed = replace(decision, state=DecisionState.DONE, closed_at=world.now)
    world.store.decisions.save(closed)
    assert give_decision(world.store, decision, None, world.now) == closed
    assert now(world, decision) == closed
