"""What the passing of time asks for: scans close, outcomes appear, answers are deleted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.outbox import Topic
from flows.results import from_text
from flows.scan import Hold, Mode, ScanState
from flows.usecases.due import channels_due, close_due, erase_expired
from tests.support.builders import INSTRUMENT, INSTRUMENTS
from tests.support.leading import CHANNEL, LEADER, LedWorld, about

TEXT = "Wat ik echt vind"


@pytest.fixture
def world() -> LedWorld:
    """An open scan with three people of two organisations, one of whom has handed in."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start(Mode.OPEN)
    world.deliver()
    world.tap("walk.begin", "U1")
    world.type(TEXT, "U1")
    for item in INSTRUMENT.sentences[1:]:
        world.tap("walk.skip", "U1", item=item.key)
    for item in INSTRUMENT.statements:
        world.tap("walk.score", "U1", item=item.key, score=2)
    world.tap("walk.hand_in", "U1")
    return world


def test_a_scan_closes_by_itself_at_its_moment_and_once(world: LedWorld) -> None:
    """A second before nothing happens; at four it does; then nothing is due any more."""
    world.until_closing()
    world.now -= timedelta(seconds=1)
    assert world.beat() == 0
    assert channels_due(world.store, world.now) == []
    world.now += timedelta(seconds=1)
    assert channels_due(world.store, world.now) == [(world.workspace.id, CHANNEL)]
    assert world.beat() == 1
    assert world.now_scan().state is ScanState.PUBLISHED
    assert world.beat() == 0
    assert channels_due(world.store, world.now) == []
    assert len(about(world.deliver(), Topic.RESULTS)) == 1


def test_a_missed_moment_is_made_up_for(world: LedWorld) -> None:
    """A bot that was down for a week closes when it is back."""
    world.now = world.now_scan().closes_at + timedelta(days=7)
    assert world.beat() == 1
    assert world.now_scan().closed_at == world.now


def test_a_scan_waits_for_the_facts_of_its_channel(world: LedWorld) -> None:
    """Without them nobody knows whether the channel is still the promised one."""
    world.until_closing()
    assert close_due(world.store, world.now, {}, INSTRUMENTS) == 0
    assert world.now_scan().state is ScanState.OPEN


def test_scans_of_more_regions_close_together(world: LedWorld) -> None:
    """Each with its own channel; one that is not due yet stays open."""
    scan = world.now_scan()
    due = world.store.scans.add(
        replace(scan, id=0, region_id=world.other.id, channel="C2", closes_at=scan.closes_at)
    )
    later = world.store.scans.add(replace(scan, id=0, closes_at=scan.closes_at + timedelta(days=1)))
    world.now = scan.closes_at
    assert world.beat() == 2
    assert world.store.scans.get(due.id).state is ScanState.PUBLISHED
    assert world.store.scans.get(later.id).state is ScanState.OPEN


def test_a_told_scan_waits_for_the_facts_of_its_channel_too(world: LedWorld) -> None:
    """And is published once it has them."""
    world.until_closing()
    world.store.scans.save(replace(world.now_scan(), state=ScanState.CLOSED, hold=Hold.TOLD))
    assert channels_due(world.store, world.now) == [(world.workspace.id, CHANNEL)]
    assert close_due(world.store, world.now, {}, INSTRUMENTS) == 0
    assert world.beat() == 1
    assert world.now_scan().state is ScanState.PUBLISHED


def texts(world: LedWorld) -> set[str]:
    """All that people wrote and that is still kept."""
    kept = world.store.answers.find()
    return {text for answer in kept for text in (answer.text, answer.basis)} - {""}


def scores(world: LedWorld) -> list[int]:
    """All scores that are still kept."""
    return [answer.score for answer in world.store.answers.find() if answer.score is not None]


def test_nothing_is_deleted_before_its_time(world: LedWorld) -> None:
    """On the last day that was promised all is there."""
    world.now = datetime(2027, 7, 31, 12, tzinfo=UTC)
    assert erase_expired(world.store, world.now) == 0
    assert texts(world) == {TEXT}


def test_texts_go_first_and_scores_a_year_later(world: LedWorld) -> None:
    """Each the day after what was promised, and once."""
    world.lead("scan.close")
    (answer,) = world.store.answers.find(item=INSTRUMENT.statements[0].key)
    world.store.answers.save(replace(answer, basis=TEXT))
    world.now = datetime(2027, 8, 1, 12, tzinfo=UTC)
    assert erase_expired(world.store, world.now) == 2
    assert texts(world) == set()
    assert scores(world) == [2] * 7
    assert erase_expired(world.store, world.now) == 0
    assert erase_expired(world.store, datetime(2028, 7, 31, 12, tzinfo=UTC)) == 0
    world.now = datetime(2028, 8, 1, 12, tzinfo=UTC)
    assert erase_expired(world.store, world.now) == 10
    assert not world.store.answers.find()
    assert erase_expired(world.store, world.now) == 0


def test_the_means_stay_and_partners_scores_go(world: LedWorld) -> None:
    """With one person per organisation a line is that person's scores; so are extremes."""
    world.lead("scan.close")
    world.deliver()
    before = from_text(world.now_scan().results)
    assert before.lines
    world.now = datetime(2028, 8, 1, 12, tzinfo=UTC)
    erase_expired(world.store, world.now)
    after = from_text(world.now_scan().results)
    assert [figure.mean for figure in after.figures] == [figure.mean for figure in before.figures]
    assert after.lines == ()
    assert {(figure.lowest, figure.highest) for figure in after.figures} == {(None, None)}


def test_a_scan_without_an_outcome_keeps_nothing_either(world: LedWorld) -> None:
    """A stopped scan's answers go at the same time."""
    world.lead("scan.cancel")
    world.now = datetime(2028, 8, 1, 12, tzinfo=UTC)
    assert erase_expired(world.store, world.now) == 10
    assert world.now_scan().results == ""


def people(world: LedWorld) -> set[str]:
    """The platform ids of all people that are kept."""
    return {person.user_id for person in world.store.people.find()}


def test_who_left_is_deleted_with_the_scores(world: LedWorld) -> None:
    """Their response, message and name; who still takes part or leads stays."""
    world.store.participants.save(replace(world.store.participants.find()[0], removed_at=world.now))
    gone = world.response("U1")
    erase_expired(world.store, datetime(2028, 7, 31, 12, tzinfo=UTC))
    assert {"U0", "U1", "U2", "U3"} <= people(world)
    assert not {"UX", "UF"} & people(world)
    erase_expired(world.store, datetime(2028, 8, 1, 12, tzinfo=UTC))
    assert {"U0", "U2", "U3"} <= people(world)
    assert "U1" not in people(world)
    assert not world.store.responses.find(id=gone.id)
    assert not world.store.wishes.find(topic=Topic.WALK, subject_id=gone.id)
    assert len(world.store.participants.find()) == len(world.store.responses.find()) == 2


def test_who_left_is_kept_while_a_later_scan_keeps_their_scores(world: LedWorld) -> None:
    """The old response goes, the person goes with the last one."""
    first = world.response("U1")
    later = world.store.scans.add(
        replace(world.now_scan(), id=0, scores_until=datetime(2029, 7, 31, tzinfo=UTC).date())
    )
    second = world.store.responses.add(replace(first, id=0, scan_id=later.id))
    world.store.participants.save(
        replace(world.store.participants.get(first.participant_id), removed_at=world.now)
    )
    erase_expired(world.store, datetime(2028, 8, 1, 12, tzinfo=UTC))
    assert world.store.responses.find(person_id=first.person_id) == [second]
    erase_expired(world.store, datetime(2029, 8, 1, 12, tzinfo=UTC))
    assert "U1" not in people(world)


def test_who_started_a_scan_and_left_loses_their_name(world: LedWorld) -> None:
    """The scan's means are kept and need somebody who started it; whoever that was."""
    world.lead("scan.close")
    person = world.person(LEADER)
    assert world.store.wishes.find(person_id=person.id)
    world.dismiss(LEADER)
    erase_expired(world.store, datetime(2028, 7, 31, 12, tzinfo=UTC))
    assert world.store.people.get(person.id) == person
    for _ in range(2):
        erase_expired(world.store, datetime(2028, 8, 1, 12, tzinfo=UTC))
        kept = world.store.people.get(person.id)
        assert (kept.name, kept.team_id, kept.user_id) == ("", "", f"gone-{person.id}")
    assert not world.store.wishes.find(person_id=person.id)
