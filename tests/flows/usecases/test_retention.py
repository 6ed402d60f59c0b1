"""What has been kept as long as promised is deleted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.outbox import Topic
from flows.pace import Ping
from flows.response import Sharing
from flows.results import from_text
from flows.scan import Mode
from flows.usecases.retention import erase_expired
from tests.support.builders import INSTRUMENT, keys_of
from tests.support.leading import CHANNEL, LEADER, LedWorld

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
    world.hand_in("U2", 3)
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


def redrawn(world: LedWorld) -> set[Topic]:
    """What is brought up to date in the channel, none of it as a new message."""
    posts = [post for post in world.deliver() if post.reader == CHANNEL]
    assert not any(post.is_new for post in posts)
    return {post.wish.topic for post in posts}


def test_what_stands_in_the_channel_follows(world: LedWorld) -> None:
    """Shared texts go when their time is over, lines and pictures when the scores' is; once."""
    world.tell("review.share", "U1", sharing=Sharing.NAMED)
    world.hand_in("U2", 3)
    world.lead("scan.close")
    (before,) = [post for post in world.deliver() if post.wish.topic is Topic.SENTENCES]
    assert TEXT in before.words()
    world.now = datetime(2027, 8, 1, 12, tzinfo=UTC)
    erase_expired(world.store, world.now)
    assert Topic.SENTENCES in redrawn(world)
    erase_expired(world.store, world.now)
    assert not redrawn(world)
    world.now = datetime(2028, 8, 1, 12, tzinfo=UTC)
    erase_expired(world.store, world.now)
    posts = {post.wish.topic: post for post in world.deliver() if post.reader == CHANNEL}
    assert posts[Topic.RESULTS].rendering.plot is None
    assert keys_of(posts[Topic.TABLE].rendering.message) == ["table.gone"]
    erase_expired(world.store, world.now)
    assert not redrawn(world)


def test_texts_that_nobody_was_to_see_change_nothing_in_the_channel(world: LedWorld) -> None:
    """They were never there."""
    world.lead("scan.close")
    world.deliver()
    erase_expired(world.store, datetime(2027, 8, 1, 12, tzinfo=UTC))
    assert texts(world) == set()
    assert not redrawn(world)


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


def test_who_got_a_message_on_a_day_is_soon_forgotten(world: LedWorld) -> None:
    """It matters on that day alone."""
    person = world.person("U1")
    for day in (world.now.date(), world.now.date() - timedelta(days=3)):
        ping = Ping(
            workspace_id=world.workspace.id, person_id=person.id, on=day, wish_id=1, shown=0
        )
        world.store.pings.add(ping)
    erase_expired(world.store, world.now)
    assert [ping.on for ping in world.store.pings.find()] == [date(2027, 3, 8)]
