"""When what may be delivered, by what it is about and who reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.outbox import WishState
from flows.region import Leader, Participant, Sector
from flows.response import ResponseState
from flows.results import to_text
from flows.rhythm import Every, Rhythm, RhythmState
from flows.scan import Moments, ScanState
from flows.topics import IN_THREAD, Topic
from tests.support.builders import NOW, World
from tests.support.delivering import (
    EVENING,
    NEXT_MORNING,
    kept,
    passes,
    reminder,
    shown,
    told,
)
from tests.support.outcomes import results_from


@pytest.fixture
def world() -> World:
    """A region in which Karin was invited and reads the invitation."""
    world = World()
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    world.invited()
    return world


def test_the_channel_hears_in_the_regions_hours(world: World) -> None:
    """Any number of messages, in order."""
    started = told(world, Topic.STARTED, world.scan.id)
    assert passes(world, started, EVENING) is None
    assert passes(world, started, NEXT_MORNING) is not None
    shown(world, started)
    assert passes(world, told(world, Topic.RESULTS, world.scan.id), NEXT_MORNING) is not None


@pytest.mark.parametrize("topic", [Topic.HELLO, *IN_THREAD])
def test_some_things_may_be_said_at_any_hour(world: World, topic: Topic) -> None:
    """The answer to being taken in, and what stands in a thread."""
    results = to_text(results_from({"De Boer": [2, 2, 2, 4, 4, 4, 4]}))
    world.end_scan(state=ScanState.PUBLISHED, results=results, we=("een", "", ""))
    assert passes(world, told(world, topic, world.scan.id), EVENING) is not None


def test_sentences_that_stand_in_the_channel_come_in_its_hours(world: World) -> None:
    """Those of the first of two moments call the channel."""
    world.end_scan(moments=Moments.TWO, we=("een", "", ""))
    sentences = told(world, Topic.SENTENCES, world.scan.id)
    assert passes(world, sentences, EVENING) is None
    assert passes(world, sentences, NEXT_MORNING) is not None


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


def test_a_channel_gets_one_message_a_second(world: World) -> None:
    """The next waits for the rest of the second; people in their DMs do not wait for it."""
    world.store.wishes.save(
        replace(
            told(world, Topic.STARTED, world.scan.id),
            shown=1,
            state=WishState.SHOWN,
            ts="1.1",
            posted_at=NOW,
        )
    )
    second = told(world, Topic.LAST_CALL, world.scan.id)
    half = NOW + timedelta(seconds=0.5)
    assert passes(world, second, half) is None
    assert kept(world, second).due_at == NOW + timedelta(seconds=1)
    assert passes(world, second, NOW + timedelta(seconds=1)) is not None
    assert passes(world, reminder(world), half) is not None
    for one in world.store.wishes.find(topic=Topic.STARTED):
        ahead = replace(one, posted_at=NOW + timedelta(days=1))  # by a clock that was set back
        world.store.wishes.save(ahead)
    assert passes(world, second, half) is not None
