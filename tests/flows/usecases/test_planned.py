"""A scan is planned: it begins at its moment, waits for what is missing, or is given up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.region import Meeting
from flows.scan import Hold, Mode, ScanState
from flows.topics import Topic
from flows.usecases.planned import begin_due
from tests.support.builders import said
from tests.support.leading import CHANNEL, LEADER, OTHER_CHANNEL, LedWorld, about
from tests.support.planned import BEGINS, CLOSES, planned


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners in which a scan is planned for Monday 15 to Friday 26 March."""
    return planned()


def test_until_its_moment_nobody_but_the_leader_knows(world: LedWorld) -> None:
    """Nothing is sent; the page shows when it begins and what can be done."""
    scan = world.now_scan()
    assert (scan.state, scan.opened_at, scan.closes_at) == (ScanState.PLANNED, BEGINS, CLOSES)
    assert world.deliver() == []
    assert {"scan.begin_now", "scan.move", "scan.cancel"} <= world.actions()
    assert "maandag 15 maart, 9.00 uur" in said(world.page())
    world.now = BEGINS - timedelta(seconds=1)
    assert world.beat() == 0


def test_at_its_moment_it_begins_as_the_region_then_is(world: LedWorld) -> None:
    """With who takes part, the channel and the meetings of that moment."""
    world.take_in("Gemeente", "U3")
    world.channel(CHANNEL, "stuurgroep-nieuw")
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 4, 1)))
    world.now = BEGINS
    assert world.beat() == 1
    scan = world.now_scan()
    assert (scan.state, scan.opened_at, scan.hold) == (ScanState.OPEN, BEGINS, Hold.NONE)
    assert (scan.channel_name, scan.meeting_on) == ("stuurgroep-nieuw", date(2027, 4, 1))
    posts = world.deliver()
    assert {post.reader for post in about(posts, Topic.WALK)} == {"U1", "U2", "U3"}
    assert len(about(posts, Topic.STARTED)) == 1
    assert scan.last_call_at == datetime(2027, 3, 25, 9, tzinfo=UTC)
    assert world.beat() == 0


def test_after_downtime_it_begins_at_the_real_moment(world: LedWorld) -> None:
    """What counts from the beginning counts from then."""
    world.now = BEGINS + timedelta(days=2)
    world.beat()
    assert world.now_scan().opened_at == world.now


@pytest.mark.parametrize(
    ("changes", "hold"),
    [
        ({"organisation": ""}, Hold.RESPONSIBLE),
        ({"contact": ""}, Hold.RESPONSIBLE),
        ({"channel": ""}, Hold.CHANNEL),
    ],
)
def test_what_is_missing_in_the_region_is_told_once(
    world: LedWorld, changes: Mapping[str, str], hold: Hold
) -> None:
    """It waits, is tried again each working day, and begins once that is mended."""
    world.change_region(**changes)
    world.now = BEGINS
    assert world.beat() == 1
    scan = world.now_scan()
    assert (scan.state, scan.hold, scan.opened_at) == (
        ScanState.PLANNED,
        hold,
        BEGINS + timedelta(days=1),
    )
    (told,) = world.deliver()
    assert (told.wish.topic, told.reader) == (Topic.LEADER, LEADER)
    assert "kon niet beginnen" in told.words()
    world.now += timedelta(days=1)
    assert world.beat() == 1
    assert world.deliver() == []
    world.change_region(organisation="Vakcollege Noord", contact="fg@x.example", channel=CHANNEL)
    world.now += timedelta(days=1)
    assert world.beat() == 1
    assert world.now_scan().state is ScanState.OPEN
    leader = about(world.deliver(), Topic.LEADER)
    assert [post.is_new for post in leader] == [False]


@pytest.mark.parametrize(
    "state", [{"found": False}, {"is_archived": True}, {"has_bot": False}, {"is_private": False}]
)
def test_a_channel_that_cannot_be_used_holds_it(world: LedWorld, state: dict[str, bool]) -> None:
    """So does one that became public, for nobody read the warning about that."""
    world.channel(CHANNEL, "stuurgroep-sto", **state)
    world.now = BEGINS
    world.beat()
    assert world.now_scan().hold is Hold.CHANNEL


def test_a_protected_scan_begins_in_a_channel_that_became_public() -> None:
    """It shows nothing of organisations."""
    world = planned(Mode.PROTECTED)
    world.channel(is_private=False)
    world.now = BEGINS
    world.beat()
    assert world.now_scan().state is ScanState.OPEN


def test_without_people_it_waits(world: LedWorld) -> None:
    """There is nobody to ask."""
    for partner in world.store.partners.find(region_id=world.region.id):
        world.lead("partners.remove", partner=partner.id)
    world.now = BEGINS
    world.beat()
    assert world.now_scan().hold is Hold.NOBODY


def test_it_waits_for_the_facts_of_its_channel(world: LedWorld) -> None:
    """While the platform does not say, nobody knows."""
    world.now = BEGINS
    assert world.act_due({}) == 0
    assert world.now_scan().hold is Hold.NONE
    assert world.act_due() == 1


def test_without_the_facts_of_a_channel_chosen_just_now_it_stays_due(world: LedWorld) -> None:
    """Only what was looked at counts."""
    world.now = BEGINS
    before = world.now_scan()
    assert not begin_due(world.store, before, world.now, None, world.almanac)
    assert world.now_scan() == before


def test_the_channel_that_is_set_by_then_counts(world: LedWorld) -> None:
    """Not the one that was set when it was planned."""
    world.change_region(channel=OTHER_CHANNEL)
    world.now = BEGINS
    world.beat()
    assert world.now_scan().channel == OTHER_CHANNEL


def test_one_that_cannot_begin_before_its_deadline_is_given_up(world: LedWorld) -> None:
    """Its leaders are told that nobody was asked, and can start another."""
    world.change_region(contact="")
    world.now = BEGINS
    while world.now < CLOSES:
        world.beat()
        world.now = world.now_scan().opened_at
    assert world.now == CLOSES
    world.deliver()
    assert world.beat() == 1
    scan = world.now_scan()
    assert (scan.state, scan.hold) == (ScanState.CANCELLED, Hold.MISSED)
    (told,) = world.deliver()
    assert told.is_new
    assert "niet begonnen" in told.words()
    assert "scan.new" in world.actions()


def test_who_asks_is_somebody_who_still_leads(world: LedWorld) -> None:
    """The one who planned it has left."""
    world.user("UB", "Bea Mede")
    world.appoint("UB")
    world.dismiss(LEADER)
    world.now = BEGINS
    world.beat()
    assert world.now_scan().started_by == world.person("UB").id
