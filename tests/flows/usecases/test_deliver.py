"""When a message may be delivered: in its reader's hours, once a day, while it has a point."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.outbox import Blocked, Refused, Result, WishState, learnt, posts
from flows.pace import Ping
from flows.region import Leader, Period, PeriodKind
from flows.topics import Topic
from flows.usecases.deliver import admit, may_disturb_now
from flows.usecases.walks import wish_walk
from tests.support.builders import NOW, World
from tests.support.delivering import (
    ALMANAC,
    EVENING,
    NEXT_MORNING,
    admitted,
    kept,
    passes,
    reminder,
    shown,
    told,
)
from tests.support.fake_records import FakeRecords


@pytest.fixture
def world() -> World:
    """A region in which Karin was invited and reads the invitation."""
    world = World()
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    world.invited()
    return world


def test_nobody_is_disturbed_in_the_evening(world: World) -> None:
    """It waits until nine on the next working day."""
    wish = reminder(world)
    assert passes(world, wish, EVENING) is None
    assert kept(world, wish).due_at == NEXT_MORNING
    assert passes(world, wish, NEXT_MORNING) is not None


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        (datetime(2027, 3, 12, 18, tzinfo=UTC), datetime(2027, 3, 15, 8, tzinfo=UTC)),
        (datetime(2027, 3, 26, 18, tzinfo=UTC), datetime(2027, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_nor_on_free_days(world: World, evening: datetime, morning: datetime) -> None:
    """Over a weekend, over Easter with the clock's change in it: nine on the wall."""
    later = replace(world.scan, closes_at=datetime(2027, 4, 9, 14, tzinfo=UTC))
    world.store.scans.save(later)
    wish = reminder(world)
    assert passes(world, wish, evening) is None
    assert kept(world, wish).due_at == morning


def test_a_partners_own_free_week(world: World) -> None:
    """Their people hear nothing in it, others do."""
    response = world.response()
    world.invited("U2", "Tom", world.partner("Vakcollege"))
    world.store.periods.add(
        Period(
            region_id=world.region.id,
            partner_id=response.partner_id,
            kind=PeriodKind.FREE,
            first=date(2027, 3, 8),
            last=date(2027, 3, 12),
        )
    )
    wish = reminder(world)
    assert passes(world, wish, NOW) is None
    assert kept(world, wish).due_at == datetime(2027, 3, 15, 8, tzinfo=UTC)
    assert passes(world, reminder(world, "U2"), NOW) is not None


def test_what_somebody_asked_for_comes_at_any_hour(world: World) -> None:
    """And takes nothing of their day."""
    world.now = EVENING
    assert passes(world, reminder(world, prompted=True), EVENING) is not None
    assert world.store.pings.find() == []


def test_what_is_changed_in_place_disturbs_nobody(world: World) -> None:
    """It comes in the evening too."""
    wish = wish_walk(world.store, NOW, world.response())
    assert passes(world, wish, EVENING) is not None


def test_what_follows_at_once_waits_for_the_morning_if_it_disturbs(world: World) -> None:
    """All else takes no turn."""
    wish = wish_walk(world.store, NOW, world.response())
    for _ in range(50):
        claim = world.store.outbox.claim(wish.id, lease_s=0)
        assert claim is not None
        assert may_disturb_now(world.store, claim, EVENING, ALMANAC) == claim
    call = reminder(world)
    world.store.wishes.save(replace(call, shown=call.anew_at - 1))
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    assert may_disturb_now(world.store, claim, EVENING, ALMANAC) is None


def test_while_a_call_waits_what_stands_is_brought_up_to_date(world: World) -> None:
    """The old message tells at once what the new one will; the new one comes in the morning."""
    wish = reminder(world)
    first = admitted(world, wish, EVENING)
    assert first is not None
    assert not posts(first)
    world.store.wishes.save(replace(kept(world, wish), shown=first.wanted))
    assert admitted(world, wish, EVENING) is None
    changed = wish_walk(world.store, EVENING, world.response())
    second = admitted(world, changed, EVENING)
    assert second is not None
    assert not posts(second)
    world.store.wishes.save(replace(kept(world, wish), shown=second.wanted))
    assert admitted(world, wish, EVENING) is None
    morning = admitted(world, wish, NEXT_MORNING)
    assert morning is not None
    assert posts(morning)


@pytest.mark.parametrize(
    ("result", "state"),
    [(Refused("user_disabled"), WishState.FAILED), (Blocked("token_revoked"), WishState.BLOCKED)],
)
def test_what_will_not_pass_in_place_is_not_tried_for_ever(
    world: World, result: Result, state: WishState
) -> None:
    """Refused or blocked while its call waits, the whole wish is: it does not come back at once."""
    wish = reminder(world)
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    passed = admit(world.store, claim, EVENING, ALMANAC)
    assert passed is not None
    after = learnt(passed.wish, result, EVENING, 0.5)
    world.store.outbox.update(passed, after, release=True)
    assert kept(world, wish).state is state


def test_a_call_is_unprompted_though_an_earlier_tap_was_not_answered(world: World) -> None:
    """What somebody asked for days ago and never got opens no door at night."""
    wish_walk(world.store, NOW, world.response(), prompted=True)
    wish = reminder(world)
    assert passes(world, wish, EVENING) is None
    world.now = EVENING
    typed = reminder(world, prompted=True)
    assert passes(world, typed, EVENING) is not None
    assert passes(world, reminder(world), EVENING) is not None  # their own line still waits


def test_what_comes_much_later_is_no_longer_what_was_asked_for(world: World) -> None:
    """A moment that somebody chose, delivered in the night after: it waits for the morning."""
    wish = reminder(world, prompted=True)
    late = datetime(2027, 3, 9, 3, tzinfo=UTC)
    assert passes(world, wish, late) is None
    assert kept(world, wish).due_at == NEXT_MORNING


def test_one_message_a_day(world: World) -> None:
    """A second one waits for the next morning, whatever it is about."""
    person = world.person()
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=person.id))
    first, second = reminder(world), told(world, Topic.LEADER, world.scan.id, person_id=person.id)
    assert passes(world, first, NOW) is not None
    shown(world, first)
    assert passes(world, second, NOW) is None
    assert kept(world, second).due_at == NEXT_MORNING
    assert passes(world, second, NEXT_MORNING) is not None


def test_the_same_message_is_tried_again_on_its_day(world: World) -> None:
    """The day is its own until it stands; then it is used."""
    wish = reminder(world)
    assert passes(world, wish, NOW) is not None
    assert passes(world, wish, NOW + timedelta(hours=1)) is not None
    shown(world, wish)
    again = reminder(world)
    assert passes(world, again, NOW + timedelta(hours=2)) is None


class Unseen(FakeRecords[Ping]):
    """Days that another replica has just taken: they are there, and not seen yet."""

    def one(self, **_equals: object) -> Ping | None:
        """Nothing, as before the other one's transaction ended."""
        return None


def test_somebody_else_took_the_day(world: World) -> None:
    """Before, or just now in another replica: the message waits."""
    wish = reminder(world)
    taken = Ping(
        workspace_id=world.workspace.id,
        person_id=world.person().id,
        on=NOW.date(),
        wish_id=99,
        shown=0,
    )
    world.store.pings.add(taken)
    assert passes(world, wish, NOW) is None
    world.store.pings = Unseen(Ping, lambda ping: (ping.person_id, ping.on))
    world.store.pings.add(taken)
    assert passes(world, wish, NOW) is None
    assert kept(world, wish).due_at == NEXT_MORNING
