"""While the statements are asked a scan runs as any other, and what it leaves behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.scan import Hold, Mode
from flows.topics import Topic
from tests.support.builders import form_of, item_keys, keys_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER, OTHER_CHANNEL, LedWorld, about
from tests.support.two_moments import WE, close_sentences, send, with_sentences, write


@pytest.fixture
def world() -> LedWorld:
    """The conversation is to come: U1 handed in sentences, U2 began, U3 did nothing."""
    world = with_sentences()
    write(world, "U1", "wat wij samen doen")
    world.tap("walk.begin", "U2")
    close_sentences(world)
    world.deliver()
    return world


def test_reminders_begin_afresh(world: LedWorld) -> None:
    """By the days of the statements; the leader can remind once more, and the channel hears."""
    store = world.store
    store.responses.save(replace(world.response("U2"), reminded=2))
    store.scans.save(replace(world.now_scan(), nudged_at=world.now))
    send(world)
    response, scan = world.response("U2"), world.now_scan()
    assert response.reminded == 0
    assert response.remind_at is not None
    assert world.now < response.remind_at < scan.closes_at
    assert scan.last_call_at is not None
    assert "scan.nudge" in world.actions()
    world.now = scan.last_call_at
    world.beat()
    (call,) = about(world.deliver(), Topic.LAST_CALL)
    assert "Ingeleverd: 0 van de 2 partners" in call.words()


def test_the_last_call_of_the_sentences_tells_of_the_statements() -> None:
    """The older message says what came of it, not that something was extended."""
    world = with_sentences()
    world.now = world.now_scan().last_call_at or world.now
    world.beat()
    (call,) = about(world.deliver(), Topic.LAST_CALL)
    assert call.is_new
    close_sentences(world)
    (closed,) = about(world.deliver(), Topic.LAST_CALL)
    assert "De zinnen zijn binnen" in closed.words()
    posts = send(world)
    for topic in (Topic.STARTED, Topic.LAST_CALL):
        (post,) = about(posts, topic)
        assert (post.reader, post.is_new) == (CHANNEL, False)
        assert "Wie meedoet, geeft nu cijfers bij de stellingen" in post.words()


def test_a_channel_that_changed_holds_the_outcome(world: LedWorld) -> None:
    """As in any scan."""
    send(world)
    world.hand_in("U1")
    world.change_region(channel=OTHER_CHANNEL)
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.CHANNEL
    assert "hold.channel" in keys_of(world.page())


def test_only_a_leader_sends_statements_and_only_once(world: LedWorld) -> None:
    """Twice tapped they are sent once; somebody else is told so."""
    form = form_of(world.lead("scan.statements"))
    scan = world.now_scan().id
    assert notice_of(world.tap("scan.statements", "U1", scan=scan)) == "setup.not_leader"
    assert notice_of(world.submit(form, "U1")) == "setup.not_leader"
    assert notice_of(world.hand(form)) == "talk.sent"
    sent_at = world.now_scan().talked_at
    world.now += timedelta(hours=1)
    assert notice_of(world.hand(form)) == "talk.sent_already"
    assert world.now_scan().talked_at == sent_at
    assert notice_of(world.tap("scan.statements", LEADER, scan=999)) == "setup.gone"


def test_the_next_scan_opens_with_what_the_region_wrote(world: LedWorld) -> None:
    """Also one of a single sitting, at its first statement only."""
    world.store.scans.save(replace(world.now_scan(), we=WE))
    send(world)
    world.hand_in("U1")
    world.lead("scan.close")
    world.deliver()
    world.now += timedelta(days=60)
    world.start(Mode.OPEN, deadline=world.now.date() + timedelta(days=14))
    world.deliver()
    world.begin("U1")
    first = said(world.message("U1"))
    assert WE[0] in first
    assert "De stellingen zijn er" not in first
    world.tap("walk.score", "U1", item=item_keys()[3], score=3)
    assert WE[0] not in said(world.message("U1"))


def test_the_second_of_two_leaders_reads_that_they_were_sent(world: LedWorld) -> None:
    """Whether their window stood open or they tap an old button; nothing is sent again."""
    world.appoint("U2")
    form = form_of(world.tap("scan.statements", "U2", scan=world.now_scan().id))
    send(world)
    late = world.submit(form, "U2", deadline=date(2027, 4, 16))
    button = world.tap("scan.statements", "U2", scan=world.now_scan().id)
    for reply in (late, button):
        assert notice_of(reply) == "talk.sent_already"
        assert reply.page
    assert not [post for post in about(world.deliver(), Topic.WALK) if post.is_new]
    world.lead("scan.cancel")
    over = world.tap("scan.statements", "U2", scan=world.now_scan().id)
    assert notice_of(over) == "scan.over"
