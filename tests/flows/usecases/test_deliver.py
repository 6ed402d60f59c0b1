"""When a message may be delivered: in its reader's hours, once a day, while it has a point."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.holidays import Almanac
from flows.outbox import Manner, Topic, Wish, WishState, posts
from flows.pace import Ping
from flows.region import Leader, Participant, Period, PeriodKind, Sector
from flows.response import ResponseState
from flows.rhythm import Every, Rhythm, RhythmState
from flows.scan import ScanState
from flows.usecases.deliver import admit, may_disturb_now
from flows.usecases.walks import wish_walk
from flows.usecases.wishes import wish_for
from tests.support.builders import NOW, SCHOOL_HOLIDAYS, World
from tests.support.fake_records import FakeRecords

EASTER_MONDAY = date(2027, 3, 29)
ALMANAC = Almanac(public=frozenset({EASTER_MONDAY}), school=SCHOOL_HOLIDAYS)
EVENING = datetime(2027, 3, 8, 18, tzinfo=UTC)
NEXT_MORNING = datetime(2027, 3, 9, 8, tzinfo=UTC)


def admitted(world: World, wish: Wish, now: datetime) -> Wish | None:
    """The wish as it may be delivered; it is no longer claimed afterwards."""
    world.store.outbox.release_all()
    claim = world.store.outbox.claim(wish.id, lease_s=60)
    assert claim is not None
    passed = admit(world.store, claim, now, ALMANAC)
    world.store.outbox.release_all()
    return passed.wish if passed else None


def passes(world: World, wish: Wish, now: datetime) -> Wish | None:
    """The wish if it may be delivered, once what stands there is up to date."""
    first = admitted(world, wish, now)
    if first is None or posts(first) or not posts(kept(world, wish)):
        return first
    world.store.wishes.save(replace(kept(world, wish), shown=first.wanted))
    return admitted(world, wish, now)


def kept(world: World, wish: Wish) -> Wish:
    """The wish as it now is."""
    return world.store.wishes.get(wish.id)


def reminder(world: World, user_id: str = "U1", *, prompted: bool = False) -> Wish:
    """A new message wanted in somebody's walk."""
    return wish_walk(
        world.store, world.now, world.response(user_id), Manner.ANEW, prompted=prompted
    )


def told(world: World, topic: Topic, subject_id: int, *, person_id: int | None = None) -> Wish:
    """Something to be said to a person, or else in the channel."""
    return wish_for(
        world.store,
        NOW,
        workspace_id=world.workspace.id,
        topic=topic,
        subject_id=subject_id,
        person_id=person_id,
        address="" if person_id else "C1",
    )


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
        assert may_disturb_now(world.store, claim, EVENING, ALMANAC) is claim
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


def test_the_channel_hears_in_the_regions_hours(world: World) -> None:
    """Any number of messages, in order."""
    started = told(world, Topic.STARTED, world.scan.id)
    assert passes(world, started, EVENING) is None
    assert passes(world, started, NEXT_MORNING) is not None
    shown(world, started)
    assert passes(world, told(world, Topic.RESULTS, world.scan.id), NEXT_MORNING) is not None


@pytest.mark.parametrize("topic", [Topic.HELLO, Topic.TABLE])
def test_some_things_may_be_said_at_any_hour(world: World, topic: Topic) -> None:
    """The answer to being taken in, and what stands in a thread."""
    assert passes(world, told(world, topic, world.scan.id), EVENING) is not None


def test_a_leader_is_told_in_their_own_hours(world: World) -> None:
    """Who speaks for a partner keeps that one's; who does not, the region's."""
    person, leader = world.person(), world.leader
    school = world.store.partners.add(
        replace(world.partner(), id=0, name="School", sector=Sector.VMBO)
    )
    world.store.participants.add(
        Participant(region_id=world.region.id, partner_id=school.id, person_id=leader.id)
    )
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=person.id))
    may_holiday = datetime(2027, 4, 28, 10, tzinfo=UTC)
    of_leader = told(world, Topic.OUTAGE, world.workspace.id, person_id=leader.id)
    of_company = told(world, Topic.OUTAGE, world.workspace.id, person_id=person.id)
    assert passes(world, of_leader, may_holiday) is None
    assert passes(world, of_company, may_holiday) is not None


def test_the_question_of_a_rhythm_comes_in_its_regions_hours(world: World) -> None:
    """And only while the rhythm is on."""
    rhythm = world.store.rhythms.add(
        Rhythm(
            region_id=world.region.id,
            every=Every.QUARTER,
            state=RhythmState.ON,
            since=date(2027, 3, 1),
        )
    )
    wish = told(world, Topic.RHYTHM, rhythm.id, person_id=world.leader.id)
    assert passes(world, wish, EVENING) is None
    assert passes(world, wish, NEXT_MORNING) is not None
    world.store.rhythms.save(replace(rhythm, state=RhythmState.PAUSED))
    assert passes(world, wish, NEXT_MORNING) is None
    assert kept(world, wish).state is WishState.DROPPED


def test_an_outage_in_a_workspace_without_regions(world: World) -> None:
    """Somebody who no longer leads any region is not told."""
    for leader in world.store.leaders.find():
        world.store.leaders.remove(leader.id)
    wish = told(world, Topic.OUTAGE, world.workspace.id, person_id=world.leader.id)
    assert passes(world, wish, NOW) is None
    assert kept(world, wish).state is WishState.DROPPED


def test_what_has_become_pointless_is_dropped(world: World) -> None:
    """Nobody hears of the end of what they never heard of."""
    wish = told(world, Topic.STARTED, world.scan.id)
    world.end_scan(state=ScanState.CANCELLED)
    assert passes(world, wish, NOW) is None
    assert kept(world, wish).state is WishState.DROPPED


def test_what_may_stand_already_is_seen_through(world: World) -> None:
    """Though it has become pointless: else it would stand there without being known."""
    wish = told(world, Topic.STARTED, world.scan.id)
    world.store.wishes.save(replace(wish, tries=1, tried_at=NOW))
    world.end_scan(state=ScanState.CANCELLED)
    assert passes(world, wish, NOW) is not None


def test_a_reminder_that_has_become_pointless_calls_nobody(world: World) -> None:
    """The message that stands is brought up to date."""
    wish = reminder(world)
    world.store.responses.save(replace(world.response(), state=ResponseState.SUBMITTED))
    admitted = passes(world, wish, EVENING)
    assert admitted is not None
    assert admitted.anew_at <= admitted.shown < admitted.wanted
    assert kept(world, wish) == admitted


def shown(world: World, wish: Wish) -> None:
    """It now stands."""
    row = kept(world, wish)
    world.store.wishes.save(
        replace(row, shown=row.wanted, state=WishState.SHOWN, channel="C1", ts="2.2")
    )
