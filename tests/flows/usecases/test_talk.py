"""The first of two moments: sentences are asked, closed and talked about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.outbox import WishState
from flows.region import Meeting
from flows.response import ResponseState, Sharing
from flows.scan import Hold, Mode, ScanState
from flows.topics import Topic
from flows.usecases.due import channels_due
from flows.views.leader import leader_message
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said, sentence
from tests.support.leading import CHANNEL, LEADER, OTHER_CHANNEL, LedWorld, about
from tests.support.two_moments import (
    CONVERSATION,
    close_sentences,
    walks,
    with_sentences,
    write,
)

TEXT = "wat wij samen doen"


@pytest.fixture
def world() -> LedWorld:
    """The sentences of an open scan are asked; the conversation is on 25 March."""
    return with_sentences()


def test_the_invitation_is_about_the_sentences(world: LedWorld) -> None:
    """What they are asked now, how long it takes, when the conversation is and what follows."""
    text = said(world.message("U1"))
    assert "U maakt nu drie zinnen af: ongeveer vijf minuten" in text
    assert "Na het gesprek op 25 maart krijgt u zeven stellingen" in text
    assert "**Uw cijfers** komen na de stellingen in" in text
    assert "bespreekt de uitkomst" not in text


def test_three_sentences_are_all(world: LedWorld) -> None:
    """Then only handing in is left; the review holds nothing else, and nothing is scored."""
    write(world, "U1", TEXT)
    receipt = said(world.message("U1"))
    assert "Eén zin." in receipt
    assert "cijfers" not in receipt
    assert "Het gesprek is op donderdag 25 maart" in receipt
    review = form_of(world.tap("walk.review", "U1"))
    edits = [button for button in buttons_of(review) if button.action == "review.edit"]
    assert len(edits) == len(world.walk("U1").instrument.sentences)
    assert world.response("U1").state is ResponseState.SUBMITTED


def test_a_statement_cannot_be_answered_yet(world: LedWorld) -> None:
    """Not by a button or form that somebody made up."""
    world.tap("walk.begin", "U1")
    item = world.walk("U1").instrument.statements[0].key
    for action in ("walk.score", "walk.basis"):
        assert notice_of(world.tap(action, "U1", item=item, score=3)) == "walk.notice.other_part"
    assert notice_of(world.tap("review.edit", "U1", item=item)) == "walk.notice.other_part"
    assert world.answers("U1") == {}


def test_what_leader_and_channel_read_is_about_the_sentences(world: LedWorld) -> None:
    """The page, the window with who is where, the text to send and the channel."""
    assert "page.running.sentences" in keys_of(world.page())
    progress = form_of(world.lead("scan.progress"))
    assert "page.running.sentences" in keys_of(progress)
    text = form_of(world.lead("scan.text", response=world.response("U1").id))
    assert "progress.ready.sentences" in keys_of(text)
    (started,) = world.store.wishes.find(topic=Topic.STARTED)
    assert "scan.extend.sentences" in keys_of(form_of(world.lead("scan.extend")))
    assert started.shown


@pytest.mark.parametrize("mode", Mode)
def test_closed_the_sentences_wait_for_the_conversation(mode: Mode) -> None:
    """Nothing is published: the channel gets the sentences, leaders and partners what follows."""
    world = with_sentences(mode)
    write(world, "U1", TEXT)
    world.tap("walk.decline", "U3")
    world.deliver()
    scan = close_sentences(world)
    assert (scan.state, scan.published_at, scan.results) == (ScanState.CLOSED, None, "")
    posts = world.deliver()
    (sentences,) = about(posts, Topic.SENTENCES)
    assert sentences.reader == CHANNEL
    assert TEXT in sentences.words()
    assert not about(posts, Topic.RESULTS)
    (leader,) = [post for post in about(posts, Topic.LEADER) if post.is_new]
    assert "Bespreek ze op **donderdag 25 maart**" in leader.words()
    actions = {button.action for button in buttons_of(leader.rendering.message)}
    assert {"guide.open", "scan.statements", "scan.cancel"} <= actions
    read = walks(posts)
    assert not any(post.is_new for post in read.values())
    assert "talk.sentences_in" in keys_of(read["U1"].rendering.message)
    assert "talk.sentences_closed" in keys_of(read["U2"].rendering.message)
    assert "talk.declined" in keys_of(read["U3"].rendering.message)
    for post in about(posts, Topic.STARTED):
        assert "De zinnen zijn binnen" in post.words()


def test_nobody_wrote_and_the_conversation_comes_all_the_same(world: LedWorld) -> None:
    """Sentences have no minimum; an answer afterwards changes nothing."""
    world.tap("walk.begin", "U1")
    close_sentences(world)
    (empty,) = about(world.deliver(), Topic.SENTENCES)
    assert "Het gesprek kan beginnen met de zinnen zelf" in empty.words()
    assert sentence(2).text.nl in empty.words()
    late = world.tap("walk.skip", "U1", item=sentence().key)
    assert notice_of(late) == "walk.notice.talk"
    assert world.answers("U1") == {}
    assert world.beat() == 0


def test_the_leader_closes_the_sentences_early(world: LedWorld) -> None:
    """It is asked about the sentences, not about an outcome."""
    asked = {button.action: button.confirm for button in buttons_of(world.page())}
    confirm = asked["scan.close"]
    assert confirm is not None
    assert confirm.title.key == "confirm.title.close_sentences"
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.TALK
    assert "talk.wait" in keys_of(world.page())


def test_leaders_are_reminded_once(world: LedWorld) -> None:
    """On the first working day after the conversation, without any facts of the platform."""
    scan = close_sentences(world)
    world.deliver()
    assert scan.last_call_at is not None
    assert scan.last_call_at.date() == date(2027, 3, 26)
    world.now = scan.last_call_at
    assert channels_due(world.store, world.now) == []
    assert world.act_due({}) == 1
    (reminder,) = about(world.deliver(), Topic.LEADER)
    assert (reminder.reader, reminder.is_new) == (LEADER, True)
    assert "talk.reminded" in keys_of(reminder.rendering.message)
    world.now += timedelta(days=60)
    assert world.beat() == 0


def test_without_a_meeting_leaders_are_reminded_after_ten_working_days() -> None:
    """From the day on which the sentences closed."""
    world = with_sentences(meeting=False)
    text = said(world.message("U1"))
    assert "Na het gesprek krijgt u zeven stellingen" in text
    world.free_days = (date(2027, 3, 29),)
    scan = close_sentences(world)
    assert scan.last_call_at is not None
    assert scan.last_call_at.date() == date(2027, 4, 5)
    assert "talk.wait_undated" in keys_of(world.page())
    (post,) = (post for post in about(world.deliver(), Topic.WALK) if post.reader == "U1")
    assert "Na het gesprek krijgt u de stellingen." in post.words()


def test_an_extension_comes_before_the_conversation(world: LedWorld) -> None:
    """One that overtakes it is for the next meeting, or for none that is known."""
    world.store.meetings.add(Meeting(region_id=world.region.id, on=date(2027, 4, 15)))
    form = form_of(world.lead("scan.extend"))
    for until, meeting in (
        (date(2027, 3, 24), CONVERSATION),
        (date(2027, 3, 25), date(2027, 4, 15)),
        (date(2027, 4, 20), None),
    ):
        assert not world.hand(form, deadline=until).errors
        assert (world.now_scan().deadline, world.now_scan().meeting_on) == (until, meeting)


def test_the_last_reminder_of_the_sentences_is_the_last_about_those(world: LedWorld) -> None:
    """For the statements there may be others."""
    while not world.response("U1").reminded or world.response("U1").remind_at:
        world.now += timedelta(hours=6)
        world.beat()
    assert "talk.no_more" in keys_of(world.message("U1"))


def test_a_channel_that_changed_gets_no_sentences_until_the_leader_says_so(world: LedWorld) -> None:
    """Partners are told first; then it is as if the channel had been that one."""
    write(world, "U1", TEXT, Sharing.NAMED)
    world.change_region(channel=OTHER_CHANNEL)
    world.until_closing()
    world.beat()
    assert world.now_scan().hold is Hold.CHANNEL
    assert not about(world.deliver(), Topic.SENTENCES)
    assert "talk.hold_channel" in keys_of(world.page())
    assert notice_of(world.lead("scan.publish_anyway")) == "talk.sentences_told"
    told = walks(world.deliver())["U1"]
    assert told.is_new
    assert "talk.other_channel" in keys_of(told.rendering.message)
    assert "talk.hold_told" in keys_of(world.page())
    close_sentences(world)
    (posted,) = about(world.deliver(), Topic.SENTENCES)
    assert posted.reader == OTHER_CHANNEL


def test_a_channel_that_is_mended_gets_the_sentences(world: LedWorld) -> None:
    """The leader has it looked at again."""
    world.channel(CHANNEL, is_private=False)
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.CHANNEL
    world.channel(CHANNEL)
    assert notice_of(world.lead("scan.recheck")) == "talk.sentences_now"
    assert world.now_scan().hold is Hold.TALK


def test_no_other_scan_starts_meanwhile(world: LedWorld) -> None:
    """And the leader reads why."""
    close_sentences(world)
    assert "talk.already" in keys_of(form_of(world.lead("scan.new")))


def test_stopped_between_the_moments_nothing_comes_any_more(world: LedWorld) -> None:
    """No reminder, no statements; everybody reads that it was stopped."""
    close_sentences(world)
    form = form_of(world.lead("scan.statements"))
    world.lead("scan.cancel")
    assert notice_of(world.hand(form)) == "scan.over"
    assert notice_of(world.lead("scan.statements")) == "scan.over"
    assert "walk.over.cancelled" in keys_of(world.message("U1"))
    world.now += timedelta(days=60)
    assert world.beat() == 0


def test_what_the_channel_refused_stands_above_what_to_do(world: LedWorld) -> None:
    """The leader can post the sentences again, and send the statements."""
    close_sentences(world)
    (wish,) = world.store.wishes.find(topic=Topic.SENTENCES)
    refused = replace(wish, state=WishState.FAILED, error="not_in_channel")
    world.store.wishes.save(refused)
    actions = {button.action for button in buttons_of(world.page())}
    assert {"scan.post_again", "scan.statements"} <= actions
    message = leader_message(world.now_scan(), world.region, refused)
    told = {button.action for button in buttons_of(message)}
    assert {"scan.post_again", "scan.statements"} <= told
