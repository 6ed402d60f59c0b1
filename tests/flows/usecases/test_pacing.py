"""What a platform takes no more of is not called; old messages are frozen when there is room."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.holidays import Almanac
from flows.outbox import Claim, Wish
from flows.pace import RATES, Call
from flows.topics import Topic
from flows.usecases.deliver import admit, may_disturb_now
from flows.usecases.pacing import freezes, hold_off
from flows.usecases.wishes import wish_for
from tests.support.builders import NOW, World

ALMANAC = Almanac()
HELD_S = 30.0
FREE = NOW + timedelta(seconds=HELD_S)


@pytest.fixture
def world() -> World:
    """A region with a scan."""
    return World()


def hello(world: World, number: int = 0, **changes: object) -> Wish:
    """A message in a channel of its own, at any hour."""
    wish = wish_for(
        world.store,
        NOW,
        workspace_id=world.workspace.id,
        topic=Topic.HELLO,
        subject_id=1,
        address=f"C{number}",
    )
    changed = replace(wish, **changes)  # type: ignore[arg-type]  # checked when it runs
    world.store.wishes.save(changed)
    return changed


def held(world: World, call: Call) -> None:
    """The platform takes no such calls for a while."""
    hold_off(world.store, world.workspace.id, call, NOW, HELD_S)


def claimed(world: World, wish: Wish) -> Claim:
    """The right to deliver it."""
    world.store.outbox.release_all()
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    return claim


def look(world: World, wish: Wish, now: datetime = NOW) -> Claim | None:
    """The claim if it may be delivered."""
    return admit(world.store, claimed(world, wish), now, ALMANAC)


@pytest.mark.parametrize("has_turn", [False, True])
def test_nothing_is_posted_before_the_platform_takes_it(world: World, *, has_turn: bool) -> None:
    """Not even what holds a turn: it gets a later one."""
    wishes = [hello(world, number, has_turn=has_turn) for number in range(3)]
    held(world, Call.POST)
    assert [look(world, wish) for wish in wishes] == [None] * 3
    rows = [world.store.wishes.get(wish.id) for wish in wishes]
    interval = RATES[Call.POST].interval
    assert [row.due_at for row in rows] == [FREE + interval * n for n in range(3)]
    assert all(look(world, row, row.due_at) for row in rows)


def test_what_has_to_be_looked_for_waits_for_both(world: World) -> None:
    """It is looked for first: a hold on looks holds up its post."""
    held(world, Call.LOOK)
    assert look(world, hello(world, 1))
    assert look(world, hello(world, 2, tries=1, tried_at=NOW, has_turn=True)) is None


def test_a_change_waits_for_changes_only(world: World) -> None:
    """Posts are counted apart."""
    changing = hello(world, wanted=2, shown=1, ts="1.1", has_turn=True)
    held(world, Call.POST)
    assert look(world, changing)
    held(world, Call.UPDATE)
    assert look(world, changing) is None


def test_what_follows_a_tap_waits_too_if_it_is_posted(world: World) -> None:
    """A change passes: it has a way of its own, by the tap."""
    posted = hello(world, 1, prompted_at=1)
    changed = hello(world, 2, wanted=2, shown=1, ts="1.1")
    held(world, Call.POST)
    held(world, Call.UPDATE)
    assert may_disturb_now(world.store, claimed(world, posted), NOW, ALMANAC) is None
    assert world.store.wishes.get(posted.id).due_at == FREE
    assert may_disturb_now(world.store, claimed(world, changed), NOW, ALMANAC)


def test_an_old_message_is_frozen_at_once_while_there_is_room(world: World) -> None:
    """With its new one; more than passes at once comes later."""
    burst = RATES[Call.UPDATE].burst
    wishes = [hello(world, number, ts="1.1", shown=1, wanted=2, anew_at=2) for number in range(12)]
    claims = [look(world, wish) for wish in wishes]
    assert [claim.freezes for claim in claims if claim] == [1] * burst + [0] * (12 - burst)


def test_and_after_a_tap_or_a_typed_line(world: World) -> None:
    """Which takes its turn for the old message all the same."""
    typed = hello(world, ts="1.1", shown=1, wanted=2, anew_at=2, prompted_at=2)
    claim = may_disturb_now(world.store, claimed(world, typed), NOW, ALMANAC)
    assert claim is not None
    assert claim.freezes == 1
    held(world, Call.UPDATE)
    claim = may_disturb_now(world.store, claimed(world, typed), NOW, ALMANAC)
    assert claim is not None
    assert claim.freezes == 0


def test_old_messages_have_the_turn_of_a_delivery_with_nothing_else_to_do(world: World) -> None:
    """One each time at the least, so that all get frozen; more while there is room."""
    old = hello(world, ts="2.1", shown=1, stale=("1.1", "1.2", "1.3"))
    assert freezes(world.store, old, NOW) == 3
    held(world, Call.UPDATE)
    assert freezes(world.store, old, NOW) == 1
    assert freezes(world.store, replace(old, stale=()), NOW) == 0
