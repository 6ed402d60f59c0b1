"""Whether somebody should still be called for what was wanted a while ago."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.outbox import Wish
from flows.region import Leader
from flows.response import ResponseState
from flows.results import to_text
from flows.rhythm import Every, Rhythm
from flows.scan import Hold, ScanState
from flows.topics import FOR_LEADERS, IN_THREAD, Topic
from flows.usecases.point import has_point
from tests.support.builders import NOW, World
from tests.support.outcomes import results_from


def about(world: World, topic: Topic, subject_id: int) -> Wish:
    """A message that was never shown."""
    return Wish(
        workspace_id=world.workspace.id,
        key="k",
        topic=topic,
        subject_id=subject_id,
        person_id=world.leader.id,
        since=NOW,
        due_at=NOW,
    )


@pytest.mark.parametrize(
    ("scan", "hold", "response", "expected"),
    [
        (ScanState.OPEN, Hold.NONE, ResponseState.INVITED, True),
        (ScanState.OPEN, Hold.NONE, ResponseState.BEGUN, True),
        (ScanState.OPEN, Hold.NONE, ResponseState.SUBMITTED, False),
        (ScanState.OPEN, Hold.NONE, ResponseState.DECLINED, False),
        (ScanState.OPEN, Hold.NONE, ResponseState.REMOVED, False),
        (ScanState.CANCELLED, Hold.NONE, ResponseState.INVITED, False),
        (ScanState.CLOSED, Hold.CHANNEL, ResponseState.SUBMITTED, False),
        (ScanState.CLOSED, Hold.TOLD, ResponseState.SUBMITTED, True),
        (ScanState.PUBLISHED, Hold.NONE, ResponseState.SUBMITTED, True),
        (ScanState.PUBLISHED, Hold.NONE, ResponseState.BEGUN, False),
    ],
)
def test_a_participant(
    scan: ScanState, hold: Hold, response: ResponseState, *, expected: bool
) -> None:
    """Is asked while their answers are taken, and told of what came of those that they gave."""
    world = World()
    invited = world.invited()
    world.store.responses.save(replace(world.response(), state=response))
    world.end_scan(state=scan, hold=hold)
    assert has_point(world.store, about(world, Topic.WALK, invited.id), NOW) is expected


def test_a_last_call() -> None:
    """Has a point while the scan is open and somebody has not answered."""
    world = World()
    call = about(world, Topic.LAST_CALL, world.scan.id)
    assert not has_point(world.store, call, NOW)
    world.invited()
    assert has_point(world.store, call, NOW)
    world.end_scan(state=ScanState.CLOSED)
    assert not has_point(world.store, call, NOW)


@pytest.mark.parametrize("topic", [Topic.WALK, Topic.LAST_CALL, Topic.STARTED])
def test_after_the_deadline_nobody_is_called(topic: Topic) -> None:
    """A scan whose moment has come only waits to be closed, whatever its state still says."""
    world = World()
    invited = world.invited()
    call = about(world, topic, invited.id if topic is Topic.WALK else world.scan.id)
    just_before = world.scan.closes_at - timedelta(seconds=1)
    assert has_point(world.store, call, just_before)
    assert not has_point(world.store, call, world.scan.closes_at)


def test_whom_the_bot_could_not_reach() -> None:
    """Once all are reached there is nothing to tell."""
    world = World()
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    world.invited()
    assert not has_point(world.store, about(world, Topic.UNDELIVERED, world.scan.id), NOW)


@pytest.mark.parametrize("topic", FOR_LEADERS)
def test_who_leads_no_more_gets_nothing_of_what_leaders_get(topic: Topic) -> None:
    """Of a scan, of the rhythm, of what goes on between scans."""
    world = World()
    rhythm = world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=Every.QUARTER, since=NOW.date())
    )
    subject = rhythm.id if topic is Topic.RHYTHM else world.scan.id
    assert not has_point(world.store, about(world, topic, subject), NOW)


def test_that_a_scan_started() -> None:
    """Is said while it runs; where it stands already, its end is said there too."""
    world = World()
    started = about(world, Topic.STARTED, world.scan.id)
    assert has_point(world.store, started, NOW)
    world.end_scan(state=ScanState.PUBLISHED)
    assert not has_point(world.store, started, NOW)
    assert has_point(world.store, replace(started, ts="1.1"), NOW)


def test_what_is_always_told() -> None:
    """The outcome, and what leaders have to decide."""
    world = World()
    world.store.leaders.add(Leader(region_id=world.region.id, person_id=world.leader.id))
    for topic in (Topic.RESULTS, Topic.LEADER, Topic.HELLO):
        assert has_point(world.store, about(world, topic, world.scan.id), NOW)


@pytest.mark.parametrize("topic", IN_THREAD)
def test_what_stands_under_the_radar(topic: Topic) -> None:
    """Only what has content is posted; what stands there is brought up to date all the same."""
    world = World()
    wish = about(world, topic, world.scan.id)
    assert not has_point(world.store, wish, NOW)
    assert has_point(world.store, replace(wish, ts="1.1"), NOW)
    results = to_text(results_from({"De Boer": [2, 2, 2, 4, 4, 4, 4]}))
    world.end_scan(state=ScanState.PUBLISHED, results=results, we=("een", "", ""))
    assert has_point(world.store, wish, NOW)
