"""What has been kept as long as promised is deleted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.pace import Ping
from flows.response import Sharing
from flows.results import from_text
from flows.scan import Mode, ScanState
from flows.topics import Topic
from flows.usecases.outcomes import outcome_of
from flows.usecases.retention import erase_expired
from tests.support.builders import INSTRUMENT, INSTRUMENTS, form_of, keys_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER, LedWorld, about
from tests.support.published import PublishedWorld
from tests.support.two_moments import close_sentences, with_sentences, write

TEXT = "Wat ik echt vind"
WE = "Wat wij samen vinden"


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


def test_the_means_of_three_stay_and_partners_scores_go() -> None:
    """With one person per organisation a line is that person's scores; so are extremes."""
    world = PublishedWorld()
    world.publish(U1=2, U2=3, U4=3)
    before = from_text(world.now_scan().results)
    assert before.lines
    world.now = datetime(2028, 8, 1, 12, tzinfo=UTC)
    erase_expired(world.store, world.now)
    after = from_text(world.now_scan().results)
    assert {(one.mean, one.spread, one.n) for one in after.figures} == {(2.7, None, 3)}
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


def test_what_the_group_wrote_goes_with_the_texts(world: LedWorld) -> None:
    """Channel, guide and who is scoring a later scan no longer read it; once."""
    world.lead("scan.close")
    form = form_of(world.lead("we.open"))
    world.hand(form, **{INSTRUMENT.sentences[0].key: WE})
    assert WE in "".join(post.words() for post in world.deliver())
    world.start(Mode.OPEN)
    world.deliver()
    world.tap("walk.begin", "U2")
    for item in INSTRUMENT.sentences:
        world.tap("walk.skip", "U2", item=item.key)
    assert WE in said(world.message("U2"))
    first = world.store.scans.find(region_id=world.region.id)[-2]
    world.now = datetime(2027, 8, 1, 12, tzinfo=UTC)
    world.store.scans.save(replace(world.now_scan(), texts_until=date(2028, 7, 31)))
    erase_expired(world.store, world.now)
    assert world.store.scans.get(first.id).we == ()
    posts = {(post.wish.topic, post.reader): post for post in world.deliver()}
    assert WE not in "".join(post.words() for post in posts.values())
    topics = {topic for topic, _ in posts}
    assert {Topic.RESULTS, Topic.SENTENCES, Topic.WALK} <= topics
    assert WE not in said(form_of(world.tap("guide.open", LEADER, scan=first.id)))
    erase_expired(world.store, world.now)
    assert not world.deliver()


def test_what_the_group_wrote_stays_as_long_as_promised(world: LedWorld) -> None:
    """On the last day it is there."""
    world.lead("scan.close")
    form = form_of(world.lead("we.open"))
    world.hand(form, **{INSTRUMENT.sentences[0].key: WE})
    erase_expired(world.store, datetime(2027, 7, 31, 12, tzinfo=UTC))
    assert WE in world.now_scan().we


def test_a_later_outcome_no_longer_tells_of_forgotten_lines() -> None:
    """What it said of the scan before goes from the channel as well."""
    world = PublishedWorld()
    first = world.publish(title="Najaar", U1=1, U2=5, U3=5)
    world.next_quarter()
    second = world.publish(title="Voorjaar", U1=4, U4=2, U5=2)
    told = outcome_of(world.store, second, INSTRUMENTS).since
    assert told is not None
    assert told.both == 1
    over = world.now.date() - timedelta(days=1)
    world.store.scans.save(replace(first, texts_until=over, scores_until=over))
    erase_expired(world.store, world.now)
    of_second = [post for post in world.deliver() if post.wish.subject_id == second.id]
    (again,) = about(of_second, Topic.RESULTS)
    assert "van 1,0 naar 4,0" not in again.words()


def test_sentences_between_the_moments_go_when_their_time_is_over() -> None:
    """The channel reads why they are gone, and the leader that the scan can only be stopped."""
    world = with_sentences()
    write(world, "U1", TEXT, Sharing.NAMED)
    scan = close_sentences(world)
    world.deliver()
    world.now = datetime(2027, 8, 1, 12, tzinfo=UTC)
    assert world.now.date() > scan.texts_until
    erase_expired(world.store, world.now)
    (post,) = about(world.deliver(), Topic.SENTENCES)
    assert "de afgesproken bewaartijd is voorbij" in post.words()
    assert TEXT not in post.words()
    assert notice_of(world.lead("scan.statements")) == "talk.too_late"
    world.lead("scan.cancel")
    assert world.now_scan().state is ScanState.CANCELLED


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
    """It matters on that day, and in the month in which messages are counted."""
    person = world.person("U1")
    for day in (world.now.date(), world.now.date() - timedelta(days=41)):
        ping = Ping(
            workspace_id=world.workspace.id, person_id=person.id, on=day, wish_id=1, shown=0
        )
        world.store.pings.add(ping)
    erase_expired(world.store, world.now)
    assert [ping.on for ping in world.store.pings.find()] == [date(2027, 3, 8)]
