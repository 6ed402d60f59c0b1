"""What the port promises of what is followed between scans, on all three stores."""

from dataclasses import fields, replace
from datetime import date

import pytest

from flows.action import ActionState
from flows.ports import Store
from flows.store_errors import AlreadyThereError
from tests.support.kept import keep_one_of_each
from tests.support.kept_between import KeptBetween, an_action, keep_between


def test_every_field_comes_back_as_it_was(store: Store) -> None:
    """What is got by its id is what was added, with every field other than it is by itself."""
    kept = keep_between(store, keep_one_of_each(store))
    assert store.follow_ups.get(kept.follow_up.id) == kept.follow_up
    assert store.digests.get(kept.digest.id) == kept.digest
    assert store.actions.get(kept.action.id, lock=True) == kept.action
    assert store.actions.find(state=ActionState.OPEN) == [kept.first]
    assert store.decisions.get(kept.decision.id, lock=True) == kept.decision
    assert store.check_ins.get(kept.check_in.id, lock=True) == kept.check_in
    assert store.successes.get(kept.success.id, lock=True) == kept.success
    for name in (one.name for one in fields(KeptBetween) if one.name not in {"before", "first"}):
        value = getattr(kept, name)
        unset = [one.name for one in fields(value) if getattr(value, one.name) == one.default]
        assert unset == [], name


def test_one_follow_up_a_region_and_one_digest_a_day(store: Store) -> None:
    """Two beats at once cannot follow a region twice, nor tell its channel the same days twice."""
    kept = keep_between(store, keep_one_of_each(store))
    with pytest.raises(AlreadyThereError):
        store.follow_ups.add(kept.follow_up)
    with pytest.raises(AlreadyThereError):
        store.digests.add(replace(kept.digest, first=date(2027, 2, 1)))
    assert store.digests.add(replace(kept.digest, last=date(2027, 4, 30))).id > kept.digest.id


def test_agreements_outlive_who_saw_to_them(store: Store) -> None:
    """Action and decision stay without an owner when their participants go; check-ins go along."""
    base = keep_one_of_each(store)
    kept = keep_between(store, base)
    store.participants.remove(kept.before.id)
    store.participants.remove(base.participant.id)
    action, decision = store.actions.get(kept.action.id), store.decisions.get(kept.decision.id)
    assert (action.owner_id, action.before_id) == (None, None)
    assert (decision.owner_id, decision.before_id) == (None, None)
    assert (action.partner_id, decision.partner_id) == (base.partner.id, base.partner.id)
    assert store.check_ins.find() == []


def test_what_somebody_made_or_told_outlives_them(store: Store) -> None:
    """Who made, asked or told it is forgotten; what they made, asked or told is not."""
    kept = keep_between(store, keep_one_of_each(store))
    store.people.remove(kept.before.person_id)
    assert store.actions.get(kept.action.id).created_by is None
    assert store.decisions.get(kept.decision.id).created_by is None
    assert store.check_ins.get(kept.check_in.id).asked_by is None
    assert store.successes.get(kept.success.id) == replace(kept.success, writer_id=None)


def test_what_comes_of_an_action_goes_with_it(store: Store) -> None:
    """Its check-ins and successes do; an action that followed on it stays."""
    base = keep_one_of_each(store)
    kept = keep_between(store, base)
    later = store.actions.add(replace(an_action(base), follows_id=kept.action.id))
    store.actions.remove(kept.action.id)
    assert store.actions.get(later.id).follows_id is None
    assert store.check_ins.find() == []
    assert store.successes.find() == []


def test_a_region_takes_all_of_it_along(store: Store) -> None:
    """Nothing of a removed region stays, and everything of the others does."""
    gone = keep_one_of_each(store, "T1")
    keep_between(store, gone)
    stays = keep_between(store, keep_one_of_each(store, "T2"))
    store.regions.remove(gone.region.id)
    assert store.follow_ups.find() == [stays.follow_up]
    assert store.digests.find() == [stays.digest]
    assert store.actions.find() == [stays.first, stays.action]
    assert store.decisions.find() == [stays.decision]
    assert store.check_ins.find() == [stays.check_in]
    assert store.successes.find() == [stays.success]
