"""The moments of a rhythm: leaders are asked, and their silence is an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.rhythm import Outcome, PutOff
from flows.scan import Hold, Mode, ScanState
from flows.topics import Topic
from flows.usecases.rhythm_due import rhythm_due
from tests.support.builders import keys_of, said
from tests.support.leading import CHANNEL, LEADER, STRANGER, about
from tests.support.repeating import RepeatingWorld, local

JUNE = date(2027, 6, 15)
SEPTEMBER = date(2027, 9, 15)


@pytest.fixture
def world() -> RepeatingWorld:
    """A scan in March in which all handed in, and a rhythm of quarters from June on."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat()
    return world


def test_leaders_are_asked_a_week_before_at_ten(world: RepeatingWorld) -> None:
    """Each in their own DM, once."""
    world.appoint(STRANGER)
    assert world.until_due() == "2027-06-08 10:00"
    posts = about(world.deliver(), Topic.RHYTHM)
    assert sorted(post.reader for post in posts) == [LEADER, STRANGER]
    assert all(post.is_new for post in posts)
    world.later(60)
    assert world.beat() == 0
    assert not world.deliver()


def test_silence_means_go_if_at_least_half_handed_in() -> None:
    """Two of three did: it is planned and begins at nine with the last one's settings."""
    world = RepeatingWorld()
    last = world.scanned(2)
    world.repeat()
    world.until_due()
    world.deliver()
    assert world.until_due() == "2027-06-15 09:00"
    scan = world.now_scan()
    assert scan.state is ScanState.OPEN
    assert (scan.turn, scan.deadline) == (JUNE, date(2027, 6, 29))
    assert (scan.mode, scan.minimum, scan.moments) == (last.mode, last.minimum, last.moments)
    assert scan.title == "Borgingsscan regio Noordwest, juni 2027"
    assert (world.rhythm.done_until, world.rhythm.outcome) == (JUNE, Outcome.BEGUN)
    (told,) = about(world.deliver(), Topic.RHYTHM)
    assert not told.is_new
    assert "rhythm.told.begins" in keys_of(told.rendering.message)


def test_silence_means_wait_if_fewer_did() -> None:
    """It moves a week on, and leaders are asked again at once, saying why."""
    world = RepeatingWorld()
    world.scanned(1)
    world.repeat()
    world.until_due()
    assert "rhythm.ask.silence_wait" in keys_of(world.question())
    world.deliver()
    assert world.until_due() == "2027-06-15 09:00"
    assert world.rhythm.put_off is PutOff.FEW
    assert world.rhythm.starts_on == date(2027, 6, 22)
    (again,) = about(world.deliver(), Topic.RHYTHM)
    assert again.is_new
    assert again.rendering.frozen is not None
    assert "rhythm.put_off.few" in keys_of(again.rendering.message)
    assert keys_of(again.rendering.frozen) == ["rhythm.told.below"]
    assert world.until_due() == "2027-06-22 09:00"


def test_a_scan_that_waits_until_the_next_ones_day_is_dropped_and_that_is_said() -> None:
    """Each turn ends once; the next question names the one that was not held."""
    world = RepeatingWorld()
    world.scanned(1)
    world.repeat()
    while world.rhythm.done_until != JUNE:
        world.until_due()
    assert world.rhythm.outcome is Outcome.DROPPED
    world.deliver()
    assert "rhythm.told.dropped" in keys_of(world.question())
    assert world.until_due() == "2027-09-08 10:00"
    assert "De scan van 15 juni is niet gehouden" in said(world.question())
    assert world.decide("rhythm.go").notice
    assert world.rhythm.done_until == SEPTEMBER


def test_without_a_scan_before_it_waits() -> None:
    """Nobody has said how it should run: the leader prepares one."""
    world = RepeatingWorld()
    world.repeat()
    while world.rhythm.put_off is PutOff.NONE:
        world.until_due()
    assert world.rhythm.put_off is PutOff.FIRST
    assert "rhythm.put_off.first" in keys_of(world.question())
    assert not world.store.scans.find()


def test_a_scan_that_a_leader_starts_after_being_asked_is_the_turns() -> None:
    """It does not come on top of it."""
    world = RepeatingWorld()
    world.repeat()
    world.until_due()
    turn = world.rhythm.turn
    world.start()
    world.until_due()
    assert (world.rhythm.done_until, world.rhythm.outcome) == (turn, Outcome.BEGUN)
    assert len(world.store.scans.find()) == 1
    assert "rhythm.told.by_hand" in keys_of(world.question())


def test_a_scan_that_was_started_and_stopped_is_not(world: RepeatingWorld) -> None:
    """The turn goes on as if it had not been."""
    world.until_due()
    world.start()
    world.lead("scan.cancel")
    world.until_due()
    assert world.now_scan().turn == JUNE


@pytest.mark.parametrize(
    ("why", "obstacle"),
    [
        (PutOff.CHANNEL, "channel"),
        (PutOff.RESPONSIBLE, "contact"),
        (PutOff.NOBODY, "people"),
        (PutOff.RUNNING, "scan"),
        (PutOff.TALK, "talk"),
    ],
)
def test_what_is_in_the_way_makes_it_wait(
    world: RepeatingWorld, why: PutOff, obstacle: str
) -> None:
    """And is said with how to mend it."""
    if obstacle in {"scan", "talk"}:
        world.start(deadline=date(2027, 3, 24))
        hold = Hold.TALK if obstacle == "talk" else Hold.TOO_FEW
        closed = replace(world.now_scan(), state=ScanState.CLOSED, hold=hold, last_call_at=None)
        world.store.scans.save(closed)
    world.until_due()
    if obstacle == "channel":
        world.channel(CHANNEL, has_bot=False)
    elif obstacle == "contact":
        world.change_region(contact="")
    elif obstacle == "people":
        for partner in world.store.partners.find(removed_at=None):
            world.lead("partners.remove", partner=partner.id)
    world.until_due()
    assert world.rhythm.put_off is why
    assert f"rhythm.put_off.{why.value}" in keys_of(world.question())


def test_without_a_channel_it_waits_too(world: RepeatingWorld) -> None:
    """Nothing has to be known of it then."""
    world.until_due()
    world.change_region(channel="")
    world.until_due()
    assert world.rhythm.put_off is PutOff.CHANNEL


def test_without_the_facts_of_the_channel_it_stays_due(world: RepeatingWorld) -> None:
    """They are fetched for the next look."""
    world.until_due()
    before = world.rhythm
    assert before.due_at is not None
    world.now = before.due_at
    rhythm_due(world.store, before, world.now, {}, world.around)
    assert world.rhythm == before
    world.beat()
    assert world.rhythm.outcome is Outcome.BEGUN


def test_what_is_not_due_is_left_alone(world: RepeatingWorld) -> None:
    """Another replica was faster, or the rhythm was paused."""
    before = world.rhythm
    rhythm_due(world.store, before, world.now, world.channels, world.around)
    world.lead("rhythm.pause")
    rhythm_due(world.store, before, world.now + timedelta(days=99), {}, world.around)
    assert not world.store.wishes.find(topic=Topic.RHYTHM)


def test_a_moment_that_has_moved_on_is_kept_anew(world: RepeatingWorld) -> None:
    """A leader's own scan in May keeps June's turn away until its rest is over."""
    world.on(date(2027, 5, 24))
    world.start(deadline=date(2027, 6, 4))
    world.until_due()
    assert not world.store.wishes.find(topic=Topic.RHYTHM)
    assert local(world.rhythm.due_at) > "2027-06-08 10:00"


def test_after_downtime_the_silence_rule_decides(world: RepeatingWorld) -> None:
    """The question's day and the start went by: it begins on the next working day, and is told."""
    world.on(date(2027, 6, 19))  # a Saturday
    world.beat()
    scan = world.now_scan()
    assert (scan.state, local(scan.opened_at)) == (ScanState.PLANNED, "2027-06-21 09:00")
    (told,) = about(world.deliver(), Topic.RHYTHM)
    assert told.is_new
    assert "rhythm.told.begins" in keys_of(told.rendering.message)


def test_a_question_that_is_late_is_still_asked_before_the_start(world: RepeatingWorld) -> None:
    """Three days before, since the bot was down."""
    world.on(date(2027, 6, 12))
    world.beat()
    assert world.rhythm.asked_at == world.now
    assert "rhythm.ask.when" in keys_of(world.question())


def test_after_long_downtime_only_the_newest_turn_is_made_up_for(world: RepeatingWorld) -> None:
    """June's was dropped, which is said; September's begins."""
    world.on(date(2027, 9, 20))
    world.beat()
    assert [scan.turn for scan in world.store.scans.find() if scan.turn] == [SEPTEMBER]
    assert world.now_scan().state is ScanState.OPEN
    assert "De scan van 15 juni is niet gehouden" in said(world.question())
    world.until_due()
    assert "15 juni" not in said(world.question())


def test_a_meeting_that_is_over_is_not_made_up_for() -> None:
    """A scan for it would have no point."""
    world = RepeatingWorld()
    world.scanned()
    world.meet(date(2027, 6, 17), date(2027, 11, 18))
    world.repeat("meeting")
    world.on(date(2027, 6, 21))
    world.beat()
    assert world.rhythm.outcome is Outcome.DROPPED
    assert len(world.store.scans.find()) == 1
    assert local(world.rhythm.due_at)[:10] == "2027-10-15"  # the week between is a holiday


def test_the_last_turn_that_is_dropped_is_told_at_once() -> None:
    """There is no next question to tell it."""
    world = RepeatingWorld()
    world.scanned(1)
    world.repeat("dates", date_1=date(2027, 4, 12))
    world.until_due()
    world.deliver()
    posts = []
    while world.rhythm.due_at is not None:
        world.until_due()
        posts += about(world.deliver(), Topic.RHYTHM)
    assert world.rhythm.outcome is Outcome.DROPPED
    assert posts[-1].is_new
    assert "rhythm.told.dropped" in keys_of(posts[-1].rendering.message)


def test_too_late_for_any_day_it_is_dropped() -> None:
    """A chosen day that lies half a year back is not made up for."""
    world = RepeatingWorld()
    world.scanned()
    world.repeat("dates", date_1=date(2027, 4, 12))
    world.on(date(2027, 10, 4))
    world.beat()
    assert world.rhythm.outcome is Outcome.DROPPED
    assert len(world.store.scans.find()) == 1


def test_who_asked_last_time_asks_again_if_they_still_lead(world: RepeatingWorld) -> None:
    """Else another leader is named."""
    world.appoint(STRANGER)
    world.dismiss(LEADER)
    world.until_due()
    world.until_due()
    assert world.now_scan().started_by == world.person(STRANGER).id


def test_without_leaders_it_goes_on_in_the_name_of_who_asked(world: RepeatingWorld) -> None:
    """Nobody is left to be asked."""
    world.dismiss(LEADER)
    world.until_due()
    world.until_due()
    assert world.now_scan().started_by == world.person(LEADER).id
    assert world.now_scan().mode is Mode.OPEN


def test_a_rhythm_whose_days_are_gone_waits_for_new_ones() -> None:
    """A meeting was taken away by something that told nobody."""
    world = RepeatingWorld()
    world.scanned()
    world.meet(date(2027, 6, 17))
    world.repeat("meeting")
    for meeting in world.store.meetings.find():
        world.store.meetings.remove(meeting.id)
    world.until_due()
    assert world.rhythm.due_at is None
    assert "rhythm.panel_none" in keys_of(world.page())
