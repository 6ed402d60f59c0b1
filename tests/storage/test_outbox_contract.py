"""What the port `flows.ports.Outbox` promises, on the fake, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

from flows.outbox import Wish, WishState
from flows.ports import Store
from tests.support.kept import NOW, keep_one_of_each

LEASE_S = 60.0
ENDED_S = 0.0  # a lease of this length has ended when it is given


def test_a_claimed_wish_is_nobody_elses(store: Store) -> None:
    """While one sender has a wish no other gets it, by either way."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    assert claim.wish == wish
    assert store.outbox.claim(wish.id, lease_s=LEASE_S) is None
    assert store.outbox.claim_due(NOW, limit=9, lease_s=LEASE_S) == []


def test_a_lease_ends(store: Store) -> None:
    """Once the lease has ended another sender gets the wish, with another token."""
    wish = keep_one_of_each(store).wish
    first = store.outbox.claim(wish.id, lease_s=ENDED_S)
    second = store.outbox.claim(wish.id, lease_s=ENDED_S)
    (third,) = store.outbox.claim_due(NOW, limit=9, lease_s=LEASE_S)
    assert first is not None
    assert second is not None
    assert len({first.token, second.token, third.token}) == 3


def test_who_lost_the_lease_changes_nothing(store: Store) -> None:
    """A completion is fenced by the token of the claim."""
    wish = keep_one_of_each(store).wish
    lost = store.outbox.claim(wish.id, lease_s=ENDED_S)
    held = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert lost is not None
    assert held is not None
    shown = replace(wish, shown=1, state=WishState.SHOWN, ts="1.1")
    assert store.outbox.update(lost, shown, release=True) is None
    assert store.wishes.get(wish.id) == wish
    assert store.outbox.update(held, shown, release=True) == shown


def test_a_lapsed_lease_that_nobody_took_still_counts(store: Store) -> None:
    """What was sent is better known than sent again."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=ENDED_S)
    assert claim is not None
    shown = replace(wish, shown=1, state=WishState.SHOWN)
    assert store.outbox.update(claim, shown, release=True) == shown


def test_what_did_not_pass_settles_all_that_was_wanted_at_the_claim(store: Store) -> None:
    """A sender that could show only part of it leaves nothing that comes back at once."""
    kept = keep_one_of_each(store).wish
    store.wishes.save(replace(kept, wanted=kept.wanted + 2, state=WishState.WAITING))
    claim = store.outbox.claim(kept.id, lease_s=LEASE_S)
    assert claim is not None
    part = replace(claim.wish, wanted=claim.wish.wanted - 1)
    failed = replace(part, state=WishState.FAILED, error="user_disabled")
    row = store.outbox.update(replace(claim, wish=part), failed, release=True)
    assert row is not None
    assert store.wishes.get(kept.id).state is WishState.FAILED


def test_all_leases_end_when_a_new_run_says_so(store: Store) -> None:
    """What an earlier run held is anybody's again, and its late completion changes nothing."""
    wish = keep_one_of_each(store).wish
    held = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert held is not None
    store.outbox.release_all()
    assert store.outbox.update(held, replace(wish, shown=1), release=True) is None
    (again,) = store.outbox.claim_due(NOW, limit=9, lease_s=LEASE_S)
    assert again.wish == wish


def test_a_wish_that_is_gone_is_not_claimed(store: Store) -> None:
    """Nothing is delivered, and nothing learnt, for a wish that was removed."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    store.wishes.remove(wish.id)
    assert store.outbox.claim(wish.id, lease_s=LEASE_S) is None
    assert store.outbox.update(claim, wish, release=True) is None


def test_due_wishes(store: Store) -> None:
    """Claimed are waiting wishes whose moment has come, the longest waiting first."""
    wish = keep_one_of_each(store).wish
    store.wishes.save(replace(wish, due_at=NOW + timedelta(seconds=1)))
    other = [
        store.wishes.add(replace(wish, key=f"key-{number}", due_at=at, state=state))
        for number, (at, state) in enumerate(
            (
                (NOW, WishState.WAITING),
                (NOW - timedelta(hours=1), WishState.WAITING),
                (NOW - timedelta(hours=2), WishState.SHOWN),
                (NOW - timedelta(hours=2), WishState.FAILED),
                (NOW - timedelta(hours=2), WishState.WAITING),
            )
        )
    ]
    first = store.outbox.claim_due(NOW, limit=2, lease_s=LEASE_S)
    assert [claim.wish for claim in first] == [other[4], other[1]]
    rest = store.outbox.claim_due(NOW, limit=2, lease_s=LEASE_S)
    assert [claim.wish for claim in rest] == [other[0]]


def test_only_what_a_delivery_learnt_is_saved(store: Store) -> None:
    """What the delivery knows is kept, what was wished meanwhile stays, and waits."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    meanwhile = replace(wish, wanted=2, anew_at=2, address="C9")
    store.wishes.save(meanwhile)
    learnt = replace(
        wish,
        shown=1,
        state=WishState.SHOWN,
        channel="D1",
        ts="1.1",
        file_id="F1",
        picture="digest",
        attempts=3,
        due_at=NOW + timedelta(minutes=1),
        error="eens",
        key="other",
    )
    expected = replace(
        learnt,
        wanted=2,
        anew_at=2,
        address="C9",
        key=wish.key,
        state=WishState.WAITING,
    )
    assert store.outbox.update(claim, learnt, release=False) == expected
    assert store.wishes.get(wish.id) == expected


def test_not_released_is_still_held(store: Store) -> None:
    """A note on the way leaves the lease; releasing gives the wish free."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    assert store.outbox.update(claim, replace(wish, file_id="F1"), release=False) is not None
    assert store.outbox.claim(wish.id, lease_s=LEASE_S) is None
    finished = replace(wish, file_id="F2", picture="of F2")
    assert store.outbox.update(claim, finished, release=True) is not None
    again = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert again is not None
    assert (again.wish.file_id, again.wish.picture) == ("F2", "of F2")
    assert store.outbox.update(claim, wish, release=True) is None


def test_a_failure_is_final_for_what_was_tried(store: Store) -> None:
    """A failed wish stays failed, unless more was wished while it was tried."""

    def fail(wish: Wish, *, wanted: int) -> Wish | None:
        claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
        assert claim is not None
        store.wishes.save(replace(wish, wanted=wanted))
        failed = replace(claim.wish, state=WishState.FAILED, error="account_inactive")
        return store.outbox.update(claim, failed, release=True)

    wish = keep_one_of_each(store).wish
    failed = replace(wish, state=WishState.FAILED, error="account_inactive")
    assert fail(wish, wanted=1) == failed
    waiting = replace(failed, state=WishState.WAITING, wanted=2)
    assert fail(wish, wanted=2) == waiting


def test_changing_a_wish_leaves_the_lease(store: Store) -> None:
    """A wish that is bumped while it is delivered is not delivered twice at once."""
    wish = keep_one_of_each(store).wish
    assert store.outbox.claim(wish.id, lease_s=LEASE_S) is not None
    store.wishes.save(replace(wish, wanted=2))
    assert store.outbox.claim(wish.id, lease_s=LEASE_S) is None


def test_whether_any_is_due(store: Store) -> None:
    """There is something to deliver while a waiting wish is due and nobody has it."""
    wish = keep_one_of_each(store).wish
    assert store.outbox.any_due(NOW)
    assert not store.outbox.any_due(NOW - timedelta(seconds=1))
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    assert not store.outbox.any_due(NOW)
    shown = replace(wish, shown=1, state=WishState.SHOWN)
    assert store.outbox.update(claim, shown, release=True) == shown
    assert not store.outbox.any_due(NOW)
