"""What scans leave room for, between them and in the months in which they run."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Help, Phase
from flows.check_in import CheckInKind
from flows.rhythm import Every, PutOff, Rhythm
from flows.scan import Hold, ScanState
from flows.topics import Topic
from flows.usecases.room import has_room
from tests.support.followed import FollowedWorld
from tests.support.leading import Post
from tests.support.published import PEOPLE

MARCH_15 = date(2027, 3, 15)
FAR = date(2027, 12, 17)


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on 8 March."""
    world = FollowedWorld()
    world.publish()
    return world


def readers(came: Iterable[tuple[object, Post]], topic: Topic = Topic.CHECK_IN) -> list[str]:
    """Who was called about this, in order."""
    return [post.reader for _, post in came if post.wish.topic is topic]


def test_check_ins_rest_while_a_scan_is_open(world: FollowedWorld) -> None:
    """And there is no question in any month with a scan in it, nor before one that is planned."""
    world.agreed(Phase.PLAN, due_on=FAR)
    world.until(date(2027, 4, 12))
    before = len(world.store.check_ins.find())
    world.start(deadline=date(2027, 5, 21))
    world.until(date(2027, 5, 20))
    assert len(world.store.check_ins.find()) == before
    world.until(date(2027, 5, 31))
    assert world.store.check_ins.find(kind=CheckInKind.QUESTION)[before:] == []
    for user_id in PEOPLE:
        in_may = [day for day in world.heard(user_id) if day.month == 5]
        assert len(in_may) <= 5


def test_a_scan_that_nobody_foresaw_keeps_to_five_messages_too(world: FollowedWorld) -> None:
    """Who was asked something earlier in the month is reminded less."""
    world.until(date(2027, 4, 1))
    for user_id in PEOPLE:
        world.ask(world.check_in(CheckInKind.QUESTION), user_id=user_id)
    world.start(deadline=date(2027, 4, 23))
    world.until(date(2027, 4, 14))
    world.lead("scan.nudge")
    world.until(date(2027, 4, 22))
    for user_id in PEOPLE:
        world.hand_in(user_id)
    world.until(date(2027, 4, 30))
    for user_id in PEOPLE:
        assert len(world.heard(user_id)) <= 5


@pytest.mark.parametrize("state", [ScanState.PLANNED, ScanState.CLOSED])
def test_a_month_in_which_a_scan_begins_or_goes_on_gets_no_question(
    world: FollowedWorld, state: ScanState
) -> None:
    """A planned one, and one between its two moments."""
    hold = Hold.TALK if state is ScanState.CLOSED else Hold.NONE
    began = date(2027, 4, 20) if state is ScanState.PLANNED else date(2027, 3, 20)
    opened_at = world.now + (began - world.today)
    world.store.scans.add(
        replace(world.now_scan(), id=0, state=state, hold=hold, opened_at=opened_at)
    )
    assert readers(world.until(date(2027, 4, 19))) == []


def test_right_before_a_scan_people_are_left_in_peace(world: FollowedWorld) -> None:
    """For three working days, in the month before as well; what was due comes after the scan."""
    world.agreed(Phase.PLAN, due_on=FAR)
    begins = world.now + (date(2027, 4, 2) - world.today)
    planned = replace(world.now_scan(), id=0, state=ScanState.PLANNED, opened_at=begins)
    world.store.scans.add(planned)
    assert readers(world.until(date(2027, 4, 1))) == ["U1"]
    assert world.heard("U1") == [MARCH_15]
    world.store.scans.remove(world.store.scans.find()[-1].id)
    assert readers(world.until(date(2027, 4, 2))).count("U1") == 1


def test_a_scan_of_which_nobody_knows_when_it_begins_holds_nothing_up(
    world: FollowedWorld,
) -> None:
    """It waits for its leader, and so does a rhythm's turn that was put off."""
    planned = replace(world.now_scan(), id=0, state=ScanState.PLANNED, hold=Hold.NOBODY)
    world.store.scans.add(replace(planned, opened_at=world.now + timedelta(days=30)))
    rhythm = Rhythm(region_id=world.region.id, every=Every.QUARTER, since=date(2027, 4, 1))
    world.store.rhythms.add(replace(rhythm, put_off=PutOff.NOBODY))
    assert len(readers(world.until(date(2027, 4, 5)))) == len(PEOPLE)


def test_a_turn_of_the_rhythm_is_foreseen(world: FollowedWorld) -> None:
    """Its month gets no question, the one before it does."""
    rhythm = Rhythm(region_id=world.region.id, every=Every.QUARTER, since=date(2027, 4, 1))
    world.store.rhythms.add(rhythm)
    world.until(date(2027, 7, 9))
    months = {day.month for day in world.heard("U1", Topic.CHECK_IN)}
    began = {scan.opened_at.month for scan in world.store.scans.find()}
    assert months
    assert not months & began


def test_there_is_room_for_two_messages_a_month(world: FollowedWorld) -> None:
    """For whoever has no open action; others wait a week, and all while a scan is open."""

    def room(user_id: str) -> bool:
        person = world.person(user_id)
        return has_room(world.store, world.region, person.id, world.now, world.almanac)

    world.until(date(2027, 4, 2))
    assert room("U1")
    world.agreed(Phase.DO, due_on=FAR)
    assert not room("U1")
    world.until(date(2027, 4, 12))
    assert room("U1")
    world.ask(world.check_in(CheckInKind.SUCCESS), user_id="U2")
    world.start()
    assert not room("U3")


def test_what_leaders_get_does_not_count(world: FollowedWorld) -> None:
    """Who leads and takes part as well is asked as everybody is."""
    world.appoint("U1")
    world.agreed(Phase.DO, "U2", due_on=FAR, help=Help.LEADER, stuck_at=world.now)
    world.until(date(2027, 3, 31))
    assert "U1" in readers(world.came, Topic.FOLLOW_UP)
    world.until(date(2027, 4, 30))
    assert world.heard("U1") == [date(2027, 4, 1)]
