"""Posts begun, their order and what waits for a workspace: on the fake and both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.outbox import Wish, WishState
from flows.ports import Store
from tests.support.kept import NOW, keep_one_of_each

LEASE_S = 60.0
ENDED_S = 0.0  # a lease of this length has ended when it is given
MINUTE = timedelta(minutes=1)


def test_a_post_that_begins_is_counted(store: Store) -> None:
    """Each beginning counts, the first keeps its moment, and the turn is used."""
    wish = keep_one_of_each(store).wish
    other = store.wishes.add(replace(wish, key="other", has_turn=True))
    claims = store.outbox.claim_due(NOW, limit=9, lease_s=LEASE_S)
    begun = store.outbox.begin(claims[::-1], NOW)
    assert [claim.token for claim in begun] == [claim.token for claim in claims[::-1]]
    assert [claim.wish for claim in begun] == [
        replace(other, tries=1, tried_at=NOW, has_turn=False),
        replace(wish, tries=1, tried_at=NOW),
    ]
    (again,) = store.outbox.begin(begun[:1], NOW + MINUTE)
    assert again.wish == replace(begun[0].wish, tries=2)
    assert store.wishes.get(other.id) == again.wish
    assert store.outbox.begin([], NOW) == []


def test_posts_of_several_claims_begin_together(store: Store) -> None:
    """Wishes that were claimed one by one can begin at once; each keeps its own token."""
    wish = keep_one_of_each(store).wish
    other = store.wishes.add(replace(wish, key="other"))
    one = store.outbox.claim(wish.id, lease_s=LEASE_S)
    two = store.outbox.claim(other.id, lease_s=LEASE_S)
    assert one is not None
    assert two is not None
    begun = store.outbox.begin([two, one], NOW)
    assert [(claim.token, claim.wish.id) for claim in begun] == [
        (two.token, other.id),
        (one.token, wish.id),
    ]


def test_who_lost_the_lease_begins_nothing(store: Store) -> None:
    """A wish that another sender has now is left out, and not counted."""
    wish = keep_one_of_each(store).wish
    lost = store.outbox.claim(wish.id, lease_s=ENDED_S)
    assert lost is not None
    assert len(store.outbox.begin([lost], NOW)) == 1
    held = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert held is not None
    assert store.outbox.begin([lost], NOW) == []
    assert store.wishes.get(wish.id).tries == 1


def test_a_delivery_learns_whether_it_arrived(store: Store) -> None:
    """Tries, their moment and the turn are saved; since when it was wished is not."""
    wish = keep_one_of_each(store).wish
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    meanwhile = replace(wish, wanted=2, prompted_at=2, since=NOW - MINUTE)
    store.wishes.save(meanwhile)
    learnt = replace(
        wish,
        tries=3,
        tried_at=NOW,
        has_turn=True,
        stale=("1.1",),
        shown=1,
        state=WishState.SHOWN,
    )
    expected = replace(
        meanwhile,
        tries=3,
        tried_at=NOW,
        has_turn=True,
        stale=("1.1",),
        shown=1,
        state=WishState.WAITING,
    )
    assert store.outbox.update(claim, learnt, release=True) == expected
    assert store.wishes.get(wish.id) == expected


def test_when_the_next_wish_is_due(store: Store) -> None:
    """The next is the first that waits and that nobody delivers; None if there is none."""
    wish = keep_one_of_each(store).wish
    assert store.outbox.next_due() == NOW
    store.wishes.add(replace(wish, key="later", due_at=NOW + MINUTE))
    store.wishes.add(
        replace(wish, key="shown", due_at=NOW - MINUTE, state=WishState.SHOWN, shown=1)
    )
    claim = store.outbox.claim(wish.id, lease_s=LEASE_S)
    assert claim is not None
    assert store.outbox.next_due() == NOW + MINUTE
    for waiting in store.wishes.find(state=WishState.WAITING):
        store.wishes.remove(waiting.id)
    assert store.outbox.next_due() is None


def test_messages_to_a_person_keep_their_order(store: Store) -> None:
    """Ahead is the new message to the same person that was wanted first, delivered or not."""
    wish = keep_one_of_each(store).wish
    assert store.outbox.ahead_of(wish) is None
    second = store.wishes.add(replace(wish, key="second", since=NOW - MINUTE))
    first = store.wishes.add(replace(wish, key="first", since=NOW - 2 * MINUTE, address="D1"))
    same = store.wishes.add(replace(wish, key="same"))
    assert store.outbox.ahead_of(wish) == first
    assert store.outbox.ahead_of(second) == first
    assert store.outbox.ahead_of(first) is None
    assert store.outbox.claim(first.id, lease_s=LEASE_S) is not None
    assert store.outbox.ahead_of(second) == first
    store.wishes.remove(first.id)
    store.wishes.remove(second.id)
    assert store.outbox.ahead_of(wish) is None
    assert store.outbox.ahead_of(same) == wish


@pytest.mark.parametrize(
    "changes",
    [
        {"state": WishState.SHOWN, "shown": 1},
        {"state": WishState.FAILED},
        {"state": WishState.BLOCKED},
        {"state": WishState.DROPPED},
        {"shown": 1, "ts": "1.1"},
        {"shown": 1, "wanted": 2, "anew_at": 1, "ts": "1.1"},
    ],
    ids=["shown", "failed", "blocked", "dropped", "nothing wanted", "changed in place"],
)
def test_what_makes_no_new_message_is_not_ahead(store: Store, changes: dict[str, object]) -> None:
    """Only a message that waits to be posted is ahead of another."""
    wish = keep_one_of_each(store).wish
    other = replace(wish, key="other", since=NOW - MINUTE, **changes)  # type: ignore[arg-type]  # checked when it runs
    store.wishes.add(other)
    assert store.outbox.ahead_of(wish) is None


def test_a_message_that_is_posted_anew_is_ahead(store: Store) -> None:
    """A reminder is a new message, though one stands already."""
    wish = keep_one_of_each(store).wish
    anew = store.wishes.add(
        replace(wish, key="anew", since=NOW - MINUTE, shown=1, wanted=2, anew_at=2, ts="1.1")
    )
    assert store.outbox.ahead_of(wish) == anew


def test_messages_to_a_channel_keep_their_order(store: Store) -> None:
    """Ahead in a channel is what goes to the same address in the same workspace."""
    wish = keep_one_of_each(store).wish
    abroad = keep_one_of_each(store, "T2").workspace

    def said(key: str, minutes: int, **changes: object) -> Wish:
        since = NOW - minutes * MINUTE
        said = replace(wish, key=key, person_id=None, address="C1", since=since)
        return store.wishes.add(replace(said, **changes))  # type: ignore[arg-type]  # as above

    last = said("last", 0)
    said("elsewhere", 3, address="C2")
    said("abroad", 3, workspace_id=abroad.id)
    said("to a person", 3, person_id=wish.person_id)
    assert store.outbox.ahead_of(last) is None
    first = said("first", 1)
    assert store.outbox.ahead_of(last) == first


def test_a_workspace_in_which_messages_pass_again(store: Store) -> None:
    """What was blocked in it waits again, due now and without a turn; nothing else changes."""
    wish = keep_one_of_each(store).wish
    abroad = keep_one_of_each(store, "T2").wish
    later = NOW + MINUTE
    blocked = replace(wish, state=WishState.BLOCKED, has_turn=True, error="token_revoked")
    store.wishes.save(blocked)
    more = store.wishes.add(replace(blocked, key="more"))
    failed = store.wishes.add(replace(blocked, key="failed", state=WishState.FAILED))
    store.wishes.save(replace(abroad, state=WishState.BLOCKED))
    assert store.outbox.free_blocked(wish.workspace_id, later) == 2
    freed = [
        replace(one, state=WishState.WAITING, has_turn=False, due_at=later)
        for one in (blocked, more)
    ]
    assert store.wishes.find(workspace_id=wish.workspace_id) == [*freed, failed]
    assert store.wishes.get(abroad.id).state is WishState.BLOCKED
    assert store.outbox.free_blocked(wish.workspace_id, later) == 0
