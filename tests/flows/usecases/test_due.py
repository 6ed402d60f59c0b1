"""What the passing of time asks for is done once and in the order of its moments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from flows.calendar import local_time
from flows.ports import Store
from flows.response import Response, ResponseState
from flows.rhythm import Every, Rhythm
from flows.scan import Hold, Mode, Scan, ScanState
from flows.topics import Topic
from flows.usecases.due import PORTION, About, act_due, channels_due
from flows.views.walk import LAST, REMINDED
from tests.support.fake_store import FakeStore
from tests.support.leading import CHANNEL, OTHER_CHANNEL, LedWorld, about


@pytest.fixture
def world() -> LedWorld:
    """An open scan until Friday 19 March with U1, U2 and U3 of two organisations; U1 is done."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start(Mode.OPEN, deadline=world.now.date() + timedelta(days=11))
    world.deliver()
    world.hand_in("U1")
    return world


def copied(world: LedWorld, **changes: object) -> Scan:
    """Another scan like the one that runs, but for some changes, without participants."""
    like = replace(world.now_scan(), id=0, **changes)  # type: ignore[arg-type]  # when it runs
    return world.store.scans.add(like)


def test_a_scan_closes_by_itself_at_its_moment_and_once(world: LedWorld) -> None:
    """A second before nothing happens; at four it does; then nothing is due any more."""
    world.until_closing()
    world.now -= timedelta(seconds=1)
    world.beat()
    assert world.now_scan().state is ScanState.OPEN
    assert channels_due(world.store, world.now) == []
    world.now += timedelta(seconds=1)
    assert channels_due(world.store, world.now) == [(world.workspace.id, CHANNEL)]
    assert world.beat() == 1
    assert world.now_scan().state is ScanState.PUBLISHED
    assert world.beat() == 0
    assert channels_due(world.store, world.now) == []
    assert len(about(world.deliver(), Topic.RESULTS)) == 1


def test_what_became_pointless_while_the_bot_was_down_is_dropped(world: LedWorld) -> None:
    """Back after a week it closes the scan; nobody is reminded of it, nor called."""
    world.now = world.now_scan().closes_at + timedelta(days=7)
    world.beat()
    assert world.now_scan().closed_at == world.now
    posts = world.deliver()
    assert not about(posts, Topic.LAST_CALL)
    assert not [post for post in about(posts, Topic.WALK) if post.is_new and post.reader != "U1"]
    assert world.response("U2").reminded == 0
    (follow_up,) = world.store.follow_ups.find()
    assert world.store.next_due() == follow_up.due_at


def test_a_scan_waits_for_the_facts_of_its_channel(world: LedWorld) -> None:
    """Without them nobody knows whether the channel is still the promised one."""
    world.until_closing()
    while world.act_due({}):
        pass
    assert world.now_scan().state is ScanState.OPEN
    assert world.beat() == 1


def test_scans_of_more_regions_close_one_after_the_other(world: LedWorld) -> None:
    """Each with its own channel; one that is not due yet stays open."""
    closes_at = world.now_scan().closes_at
    due = copied(world, region_id=world.other.id, channel=OTHER_CHANNEL)
    later = copied(world, closes_at=closes_at + timedelta(days=1))
    world.now = closes_at
    world.beat()
    assert world.store.scans.get(due.id).state is ScanState.PUBLISHED
    assert world.store.scans.get(later.id).state is ScanState.OPEN


def test_a_told_scan_waits_for_the_facts_of_its_channel_too(world: LedWorld) -> None:
    """And is published once it has them."""
    world.until_closing()
    world.beat()
    published = world.now_scan()
    world.store.scans.save(replace(published, state=ScanState.CLOSED, hold=Hold.TOLD))
    assert channels_due(world.store, world.now) == [(world.workspace.id, CHANNEL)]
    assert world.act_due({}) == 0
    assert world.act_due() == 1
    assert world.now_scan().state is ScanState.PUBLISHED


def test_a_told_scan_whose_channel_changed_again_waits_for_its_leader(world: LedWorld) -> None:
    """Partners were told of another one."""
    world.until_closing()
    world.beat()
    world.store.scans.save(replace(world.now_scan(), state=ScanState.CLOSED, hold=Hold.TOLD))
    world.channel(is_archived=True)
    assert world.beat() == 1
    assert world.now_scan().hold is Hold.CHANNEL


def test_all_that_was_missed_is_done_in_the_order_of_its_moments(world: LedWorld) -> None:
    """A planned scan elsewhere, then the reminder, then the last call; one scan at a time."""
    world.channel(OTHER_CHANNEL, "stuurgroep-zuid")
    planned = copied(
        world,
        region_id=world.other.id,
        channel=OTHER_CHANNEL,
        state=ScanState.PLANNED,
        opened_at=world.now + timedelta(days=1),
        last_call_at=None,
    )
    world.now = world.now_scan().closes_at - timedelta(hours=20)
    seen = []
    while world.act_due():
        seen.append(
            (
                world.store.scans.get(planned.id).hold is not Hold.NONE,
                {world.response(user).note for user in ("U2", "U3")} == {LAST},
                world.store.scans.get(world.scan.id).last_call_at is None,
            )
        )
    assert seen[0] == (True, False, False)
    assert seen[-1] == (True, True, True)


def test_a_portion_is_small(world: LedWorld) -> None:
    """More reminders than fit one transaction come in the next, nobody twice."""
    world = LedWorld()
    world.take_in_many(PORTION + 10)
    world.start(Mode.PROTECTED, deadline=world.now.date() + timedelta(days=11))
    world.deliver()
    first = min(r.remind_at for r in world.store.responses.find() if r.remind_at)
    world.now = first
    assert (world.act_due(), world.act_due(), world.act_due()) == (PORTION, 10, 0)
    notes = [response.note for response in world.store.responses.find()]
    assert notes == [REMINDED] * (PORTION + 10)
    assert len([p for p in about(world.deliver(), Topic.WALK) if p.is_new]) == PORTION + 10


def test_what_is_left_out_holds_up_no_other(world: LedWorld) -> None:
    """Neither a scan with more reminders than a portion nor a rhythm that is due before."""
    world = LedWorld()
    world.take_in_many(PORTION + 10)
    world.start(Mode.PROTECTED, deadline=world.now.date() + timedelta(days=11))
    first = min(r.remind_at for r in world.store.responses.find() if r.remind_at)
    other = copied(world, region_id=world.other.id)
    like = world.response("U1")
    asked = world.store.responses.add(
        replace(like, id=0, scan_id=other.id, remind_at=first + timedelta(minutes=1))
    )
    rhythm = Rhythm(region_id=world.region.id, every=Every.QUARTER, since=first.date())
    kept = world.store.rhythms.add(replace(rhythm, due_at=first))
    world.now = first + timedelta(hours=1)
    leave, begun = {About(world.scan.id), About(rhythm_id=kept.id)}, list[About]()

    def act() -> int:
        return act_due(
            world.store,
            world.now,
            world.channels,
            world.around,
            leave=leave,
            begins=begun.append,
        )

    assert (act(), act()) == (1, 0)
    assert begun == [About(other.id)]
    assert world.store.responses.get(asked.id).note == REMINDED
    left = world.store.responses.find(scan_id=world.scan.id)
    assert {response.note for response in left} == {""}


@dataclass
class Replica:
    """The store of a second replica, which read what is due before the first kept anything."""

    store: FakeStore
    now: datetime

    def __post_init__(self) -> None:
        """Read what is due."""
        self._scans = self.store.scans_due(self.now)
        self._rhythms = self.store.rhythms_due(self.now)
        self._responses = self.store.responses_due(self.now, limit=PORTION)

    def __getattr__(self, name: str) -> object:
        """All else is as it is by then."""
        return getattr(self.store, name)

    def scans_due(self, _now: datetime) -> Sequence[Scan]:
        """As they were."""
        return self._scans

    def rhythms_due(self, _now: datetime) -> Sequence[Rhythm]:
        """As they were."""
        return self._rhythms

    def responses_due(self, _now: datetime, *, limit: int) -> Sequence[Response]:
        """As they were."""
        return self._responses[:limit]


def replica(world: LedWorld) -> Store:
    """Another replica, which has read what is due at this moment."""
    return cast("Store", Replica(world.store, world.now))


def test_what_another_replica_did_is_not_done_again(world: LedWorld) -> None:
    """Both read what is due; the second finds it done under its lock."""
    world.until_closing()
    second = replica(world)
    world.beat()
    wishes = world.store.wishes.find()
    assert act_due(second, world.now, world.channels, world.around) == 0
    assert world.store.wishes.find() == wishes
    assert world.now_scan().state is ScanState.PUBLISHED


def test_what_another_replica_held_back_is_left_to_its_leader(world: LedWorld) -> None:
    """It is closed by then, for a reason that time does not mend."""
    world.channel(is_archived=True)
    world.until_closing()
    second = replica(world)
    world.beat()
    assert act_due(second, world.now, world.channels, world.around) == 0
    assert world.now_scan().hold is Hold.CHANNEL


def test_a_scan_that_was_extended_just_now_stays_open(world: LedWorld) -> None:
    """Its moments are others by the time it is locked."""
    world.until_closing()
    second = replica(world)
    later = world.now + timedelta(days=7)
    world.store.scans.save(replace(world.now_scan(), closes_at=later, last_call_at=later))
    while act_due(second, world.now, world.channels, world.around):
        pass
    assert world.now_scan().state is ScanState.OPEN


def test_a_planned_scan_begins_once(world: LedWorld) -> None:
    """Another replica may have begun it just now."""
    world.lead("scan.cancel")
    later = world.now + timedelta(days=30)
    copied(world, state=ScanState.PLANNED, hold=Hold.NONE, closes_at=later, last_call_at=None)
    second = replica(world)
    world.beat()
    before = world.store.wishes.find()
    assert act_due(second, world.now, world.channels, world.around) == 0
    assert world.store.wishes.find() == before


def test_a_rhythm_waits_for_the_facts_of_its_channel_and_is_acted_on_once(world: LedWorld) -> None:
    """It may start a scan; a replica that comes second finds its moment moved."""
    world.lead("scan.cancel")
    today = world.now.date()
    rhythm = Rhythm(region_id=world.region.id, every=Every.QUARTER, since=today, due_at=world.now)
    kept = world.store.rhythms.add(rhythm)
    assert channels_due(world.store, world.now) == [(world.workspace.id, CHANNEL)]
    assert world.act_due({}) == 0
    assert world.store.rhythms.get(kept.id) == kept
    second = replica(world)
    assert world.beat() == 1
    moved = world.store.rhythms.get(kept.id)
    assert moved.due_at is None or moved.due_at > world.now
    assert act_due(second, world.now, world.channels, world.around) == 0
    assert world.store.rhythms.get(kept.id) == moved


def test_who_handed_in_is_done_with(world: LedWorld) -> None:
    """No moment is kept for them."""
    assert world.response("U1").state is ResponseState.SUBMITTED
    assert world.response("U1").remind_at is None
    moment = world.response("U2").remind_at
    assert moment is not None
    assert local_time(moment, world.region.timezone).hour == 10
