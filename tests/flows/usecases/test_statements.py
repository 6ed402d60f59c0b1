"""The second of two moments: after the conversation a leader sends the statements."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.messages import Quote
from flows.region import Meeting
from flows.response import ResponseState, Sharing
from flows.results import from_text
from flows.scan import Hold, Mode, Part, ScanState
from flows.topics import Topic
from tests.support.builders import (
    buttons_of,
    form_of,
    keys_of,
    notice_of,
    said,
    sentence,
    statement,
)
from tests.support.leading import LedWorld, about
from tests.support.shown import fields_of
from tests.support.two_moments import (
    CONVERSATION,
    WE,
    close_sentences,
    send,
    walks,
    with_sentences,
    write,
)

TEXT = "wat wij samen doen"
NEXT_MEETING = date(2027, 4, 22)


@pytest.fixture
def world() -> LedWorld:
    """The conversation is to come: U1 handed in sentences, U2 began, U3 did nothing."""
    world = with_sentences()
    world.store.meetings.add(Meeting(region_id=world.region.id, on=NEXT_MEETING))
    write(world, "U1", TEXT)
    world.tap("walk.begin", "U2")
    world.type("nog niet af", "U2")
    close_sentences(world)
    world.deliver()
    return world


def test_the_form_proposes_days_as_for_any_scan(world: LedWorld) -> None:
    """Four working days before the next meeting, which is for the outcome; or ten days."""
    world.now += timedelta(days=7)
    form = form_of(world.lead("scan.statements"))
    assert fields_of(form) == {"deadline": date(2027, 4, 16), "meeting": NEXT_MEETING}
    for meeting in world.store.meetings.find():
        world.store.meetings.remove(meeting.id)
    later = form_of(world.lead("scan.statements"))
    assert fields_of(later) == {"deadline": date(2027, 4, 9), "meeting": None}


def test_days_that_cannot_be_are_refused_beside_them(world: LedWorld) -> None:
    """A deadline behind us or beyond what was promised about keeping, a meeting before it."""
    form = form_of(world.lead("scan.statements"))
    for values, wrong in (
        ({"deadline": world.now.date() - timedelta(days=1)}, {"deadline": "scan.error.past"}),
        ({"deadline": date(2027, 7, 31)}, {"deadline": "scan.error.kept_until"}),
        ({"meeting": CONVERSATION}, {"meeting": "talk.error.meeting"}),
    ):
        reply = world.hand(form, **values)
        assert {name: one.key for name, one in reply.errors.items()} == wrong
    assert world.now_scan().hold is Hold.TALK
    assert notice_of(world.hand(form, meeting="")) == "talk.sent"
    assert world.now_scan().meeting_on is None


def test_past_the_time_that_texts_are_kept_the_scan_can_only_be_stopped(world: LedWorld) -> None:
    """From the last day on that could be chosen, also in a window that was open already."""
    form = form_of(world.lead("scan.statements"))
    last = world.now_scan().texts_until - timedelta(days=1)
    world.now = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    assert form_of(world.lead("scan.statements")).key == "scan.statements"
    world.now += timedelta(hours=6)
    assert notice_of(world.lead("scan.statements")) == "talk.too_late"
    assert notice_of(world.hand(form)) == "talk.too_late"
    assert world.now_scan().hold is Hold.TALK


def test_all_who_were_asked_get_the_statements(world: LedWorld) -> None:
    """A new message, at the first one, under what the group wrote; sentences stay as they are."""
    before = {user: world.answers(user) for user in ("U1", "U2")}
    world.store.scans.save(replace(world.now_scan(), we=WE))
    read = walks(send(world))
    scan = world.now_scan()
    assert (scan.state, scan.part, scan.talked_at) == (
        ScanState.OPEN,
        Part.STATEMENTS,
        world.now,
    )
    assert (scan.deadline, scan.meeting_on) == (date(2027, 4, 16), NEXT_MEETING)
    assert {user: post.is_new for user, post in read.items()} == dict.fromkeys(
        ("U1", "U2", "U3"), True
    )
    for user in ("U1", "U2"):
        assert world.response(user).state is ResponseState.BEGUN
        text = read[user].words()
        assert "**De stellingen zijn er.**" in text
        assert "Zo ziet onze regio het:" in text
        assert WE[0] in text
        assert text.index(WE[2]) < text.index(statement().text.nl)
    sentences = {user: world.answers(user) for user in ("U1", "U2")}
    assert {
        user: {key: one.text for key, one in kept.items()} for user, kept in sentences.items()
    } == {user: {key: one.text for key, one in kept.items()} for user, kept in before.items()}
    invitation = read["U3"].words()
    assert "De zinnen en het gesprek zijn geweest" in invitation
    assert "De stuurgroep bespreekt de uitkomst op 22 april" in invitation


def test_who_did_not_begin_begins_at_the_first_statement(world: LedWorld) -> None:
    """From the invitation; there is no way back into the sentences."""
    send(world)
    world.tap("walk.begin", "U3")
    for user in ("U1", "U3"):
        walk = world.walk(user)
        assert walk.item is statement()
        actions = {button.action for button in buttons_of(world.message(user))}
        assert "walk.back" not in actions
        world.tap("walk.back", user, item=statement().key)
        assert world.walk(user).item is statement()
        world.tap("walk.score", user, item=statement().key, score=4)
        assert "talk.here" not in keys_of(world.message(user))
        world.tap("walk.back", user, item=statement(1).key)
        assert world.walk(user).item is statement()


def test_sentences_are_shown_and_no_longer_changed() -> None:
    """The review has them without a button; no older button, form or typed line changes them."""
    world = with_sentences()
    write(world, "U1", TEXT)
    old = form_of(world.tap("walk.write", "U1", item=sentence().key))
    older = form_of(world.tap("review.edit", "U1", item=sentence().key))
    close_sentences(world)
    assert notice_of(world.submit(old, "U1", text="te laat")) == "walk.notice.talk"
    send(world)
    for form in (old, older):
        assert notice_of(world.submit(form, "U1", text="te laat")) == "walk.notice.other_part"
    for action in ("walk.write", "review.edit", "walk.skip"):
        tapped = world.tap(action, "U1", item=sentence().key)
        assert notice_of(tapped) == "walk.notice.other_part"
    assert world.answers("U1")[sentence().key].text == TEXT
    review = form_of(world.tap("walk.review", "U1"))
    edited = [one.args["item"] for one in buttons_of(review) if one.action == "review.edit"]
    assert edited == [item.key for item in world.walk("U1").instrument.statements]
    assert Quote(TEXT) in review.body
    assert "talk.review_sentences" in keys_of(review)


def test_a_line_typed_before_the_statement_stands_there_is_no_answer(world: LedWorld) -> None:
    """Their last question was a sentence, and that is closed."""
    world.now += timedelta(days=7)
    world.hand(form_of(world.lead("scan.statements")))
    assert notice_of(world.type("5", "U2")) == "walk.notice.not_shown"
    assert set(world.answers("U2")) == {sentence().key}


def test_seven_scores_are_all(world: LedWorld) -> None:
    """The sentences need not be finished any more; the receipt counts scores."""
    send(world)
    for item in world.walk("U2").instrument.statements:
        world.tap("walk.score", "U2", item=item.key, score=3)
    assert notice_of(world.tap("walk.hand_in", "U2")) == ""
    assert world.response("U2").state is ResponseState.SUBMITTED
    receipt = said(world.message("U2"))
    assert "Zeven cijfers." in receipt
    assert "Daarna leest u hier waar de uitkomst staat" in receipt


def test_results_are_of_who_handed_in_the_statements(world: LedWorld) -> None:
    """Having handed in sentences counts for nothing; all that is said is about the outcome."""
    send(world)
    world.hand_in("U2", score=2)
    world.until_closing()
    world.beat()
    published = world.now_scan()
    assert published.state is ScanState.PUBLISHED
    results = from_text(published.results)
    assert (results.people_answered, results.people_asked) == (1, 3)
    assert results.missing == ("De Boer",)
    assert about(world.deliver(), Topic.RESULTS)


def test_a_protected_scan_counts_people_of_the_second_part() -> None:
    """Five handed in sentences, four scores: no figures."""
    world = with_sentences(Mode.PROTECTED)
    world.take_in("Gemeente", "U4", "U5")
    for user in ("U1", "U2", "U3", "U4", "U5"):
        write(world, user, TEXT)
    close_sentences(world)
    send(world)
    for user in ("U1", "U2", "U3", "U4"):
        world.hand_in(user)
    world.lead("scan.close")
    assert world.now_scan().hold is Hold.TOO_FEW
    form = form_of(world.lead("scan.extend"))
    assert "scan.extend.statements" in keys_of(form)
    world.hand(form)
    world.hand_in("U5")
    world.lead("scan.close")
    assert world.now_scan().state is ScanState.PUBLISHED
    assert from_text(world.now_scan().results).people_answered == 5


def test_what_was_chosen_for_the_sentences_stays(world: LedWorld) -> None:
    """What is chosen with the statements is about the reasons for the scores."""
    send(world)
    world.hand_in("U1")
    world.tell("review.share", "U1", sharing=Sharing.NAMED.value)
    assert world.answers("U1")[sentence().key].sharing is Sharing.UNNAMED
    assert world.answers("U2")[sentence().key].sharing is Sharing.NO


def test_who_joined_or_left_between_the_moments(world: LedWorld) -> None:
    """Is asked the statements, or nothing any more."""
    partner = world.store.partners.one(name="De Boer")
    assert partner is not None
    world.lead("partners.remove", partner=partner.id)
    world.take_in("Gemeente", "U4")
    assert world.response_of("U4") is None
    read = walks(send(world))
    assert world.response("U1").state is ResponseState.REMOVED
    assert not read["U1"].is_new
    assert "geeft nu zeven cijfers" in read["U4"].words()
    world.tap("walk.begin", "U4")
    assert world.walk("U4").item is statement()
    world.take_in("De Boer", "U1")
    back = world.response("U1")
    assert (back.state, back.position) == (ResponseState.BEGUN, 3)


def test_who_was_taken_out_before_hears_nothing_until_taken_in_again() -> None:
    """Then they begin at the first statement, also with sentences that they handed in."""
    world = with_sentences()
    write(world, "U2", TEXT)
    partner = world.store.partners.one(name="ROC West")
    assert partner is not None
    world.lead("partners.remove", partner=partner.id)
    close_sentences(world)
    assert "U2" not in walks(send(world))
    world.take_in("ROC West", "U2", "U3")
    assert walks(world.deliver())["U2"].is_new
    assert world.walk("U2").item is statement()


def test_who_does_not_take_part_may_still(world: LedWorld) -> None:
    """They are not called; if they change their mind they begin at the statements."""
    world.store.responses.save(replace(world.response("U3"), state=ResponseState.DECLINED))
    read = walks(send(world))
    assert not read["U3"].is_new
    assert world.response("U3").state is ResponseState.DECLINED
    world.tap("walk.begin", "U3")
    assert world.walk("U3").item is statement()


def test_who_deleted_their_answers_between_the_moments(world: LedWorld) -> None:
    """Their sentence leaves the channel; they may take part in the statements all the same."""
    world.tap("privacy.erase", "U1")
    (sentences,) = about(world.deliver(), Topic.SENTENCES)
    assert TEXT not in sentences.words()
    assert "talk.erased" in keys_of(world.message("U1"))
    send(world)
    assert world.response("U1").state is ResponseState.ERASED
    world.tap("walk.begin", "U1")
    assert world.walk("U1").item is statement()
    assert world.response("U1").sentences_at is None


def test_who_deletes_among_the_statements_leaves_the_sentences_too(world: LedWorld) -> None:
    """What stood in the channel since the conversation goes as well."""
    send(world)
    world.tap("privacy.erase", "U1")
    (sentences,) = about(world.deliver(), Topic.SENTENCES)
    assert TEXT not in sentences.words()
