"""The leader follows a scan: progress, ready texts, one nudge, a later deadline."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.calendar import local_day
from flows.events import FieldValue
from flows.messages import Row
from flows.outbox import WishState
from flows.response import ResponseState
from flows.scan import Hold, ScanState
from flows.topics import Topic
from flows.views.undelivered import why
from flows.views.walk import NUDGED
from flows.wording import Phrase, say
from tests.support.builders import form_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER, LedWorld, snapshot, with_protected_scan
from tests.support.shown import phrases_of

SECRET = "Hier maak ik mij echt zorgen over"


@pytest.fixture
def world() -> LedWorld:
    """An open scan with five people of three organisations, all invited and reached."""
    return with_protected_scan()


def rows(world: LedWorld) -> str:
    """The progress, in words."""
    return said(form_of(world.lead("scan.progress")))


def test_progress_says_who_is_where_and_never_what_they_answered(world: LedWorld) -> None:
    """Names, partners and states; no score, no text, no count of answers."""
    world.tap("walk.begin", "U2")
    world.type(SECRET, "U2")
    world.hand_in("U1", score=2)
    world.tap("walk.decline", "U3")
    form = form_of(world.lead("scan.progress"))
    lines = said(form)
    for name in ("De Boer", "ROC West", "Gemeente", "U1 van", "U2 van", "U3 van", "U5 van"):
        assert name in lines
    for state in ("ingeleverd", "begonnen", "doet niet mee", "gevraagd"):
        assert state in lines
    assert SECRET not in lines
    assert "1 van 5" in lines


def test_progress_is_the_same_whatever_was_answered(world: LedWorld) -> None:
    """Two scans that differ in answers only cannot be told apart."""
    world.hand_in("U1", score=1)
    before = rows(world)
    for answer in world.store.answers.find():
        world.store.answers.save(replace(answer, score=5, text=SECRET, basis=SECRET))
    assert rows(world) == before


def test_of_a_scan_that_is_over_there_is_no_progress(world: LedWorld) -> None:
    """An old button says so."""
    world.lead("scan.cancel")
    assert notice_of(world.lead("scan.progress")) == "scan.over"


def test_progress_leaves_out_who_no_longer_takes_part(world: LedWorld) -> None:
    """Who handed over or was removed; the colleague who took over is there."""
    world.user("U9", "Nieuwe Collega")
    form = form_of(world.tap("walk.colleague", "U1"))
    world.submit(form, "U1", colleague=("U9",))
    partner = world.store.partners.one(name="Gemeente")
    assert partner is not None
    world.lead("partners.remove", partner=partner.id)
    lines = rows(world)
    assert "Nieuwe Collega" in lines
    assert "U1 van" not in lines
    assert "Gemeente" not in lines


def test_progress_can_be_looked_at_again_in_place(world: LedWorld) -> None:
    """The second look replaces the window."""
    again = world.lead("scan.progress_again")
    assert again.replace
    assert form_of(again) == form_of(world.lead("scan.progress"))


UNREACHED = say("progress.unreachable", why=why("user_not_found"))


@pytest.mark.parametrize(
    ("error", "delivery", "expected"),
    [
        ("user_not_found", WishState.FAILED, UNREACHED),
        ("token_revoked", WishState.BLOCKED, say("progress.blocked")),
        ("ratelimited", WishState.WAITING, say("progress.not_yet")),
    ],
)
def test_progress_says_why_somebody_was_not_reached(
    world: LedWorld, error: str, delivery: WishState, expected: Phrase
) -> None:
    """And whether there is hope yet; who answered was reached."""
    wish = world.store.wishes.one(topic=Topic.WALK, person_id=world.person("U1").id)
    assert wish is not None
    world.store.wishes.save(replace(wish, error=error, state=delivery, ts=""))

    def state() -> object:
        form = form_of(world.lead("scan.progress"))
        lines = [line for line in phrases_of(form.body) if line.key.startswith("progress.line")]
        return next(line.params["state"] for line in lines if line.params["partner"] == "De Boer")

    assert state() == expected
    world.tap("walk.begin", "U1")
    assert state() == say("state.begun")


def test_a_ready_text_for_each_who_has_not_handed_in(world: LedWorld) -> None:
    """With their name, the deadline, the leader's name and the address of their message."""
    world.hand_in("U1")
    world.tap("walk.begin", "U2")
    form = form_of(world.lead("scan.progress"))
    texts = [e.button for e in form.body if isinstance(e, Row)]
    assert len(texts) == 4
    shown = said(form_of(world.press(texts[0], LEADER)))
    assert "22 maart" in shown
    assert "Marijke Visser" in shown
    assert "https://chat.example/D-U" in shown


def test_a_ready_text_without_a_message_says_where_to_find_the_bot(world: LedWorld) -> None:
    """Somebody the bot could not reach."""
    wish = world.store.wishes.one(topic=Topic.WALK, person_id=world.person("U1").id)
    assert wish is not None
    world.store.wishes.save(replace(wish, ts="", channel=""))
    response = world.response_of("U1")
    assert response is not None
    shown = said(form_of(world.lead("scan.text", response=response.id)))
    assert "https://" not in shown
    assert "Borgingsbot" in shown


def test_a_ready_text_of_another_scans_response_is_not_given(world: LedWorld) -> None:
    """The id has to belong to the scan that the leader leads."""
    assert notice_of(world.lead("scan.text", response=999)) == "setup.gone"
    assert notice_of(world.lead("scan.text", response=0)) == "setup.gone"


def test_a_nudge_reaches_all_who_have_not_handed_in_once(world: LedWorld) -> None:
    """In a new message; who handed in or declined hears nothing; a second nudge is refused."""
    world.hand_in("U1")
    world.tap("walk.decline", "U2")
    world.tap("walk.begin", "U3")
    world.deliver()
    assert notice_of(world.lead("scan.nudge")) == "scan.nudged"
    posts = world.deliver()
    assert sorted(post.reader for post in posts) == ["U3", "U4", "U5"]
    assert all(post.is_new for post in posts)
    assert all("Marijke Visser" in post.words() and "22 maart" in post.words() for post in posts)
    before = snapshot(world)
    assert notice_of(world.lead("scan.nudge")) == "scan.nudged_already"
    assert snapshot(world) == before
    assert "scan.nudge" not in world.actions()


def test_a_nudge_keeps_where_everybody_is(world: LedWorld) -> None:
    """Answers and positions stay as they are; the reminder goes with the next answer."""
    world.begin("U3")
    kept = world.response("U3")
    world.lead("scan.nudge")
    called = world.response("U3")
    assert replace(called, note="", remind_at=kept.remind_at) == replace(kept, note="")
    assert called.note == NUDGED


def test_a_nudge_takes_the_place_of_the_first_reminder(world: LedWorld) -> None:
    """Who was called by their leader hears of the bot once more at the most: the last time."""
    before = world.response("U3")
    world.lead("scan.nudge")
    after = world.response("U3")
    assert before.remind_at is not None
    assert after.remind_at is not None
    assert after.remind_at > before.remind_at
    assert local_day(after.remind_at, "Europe/Amsterdam") == date(2027, 3, 18)


def test_with_nobody_to_nudge_the_one_nudge_is_kept(world: LedWorld) -> None:
    """Everybody has handed in or declined; who comes later can still be reminded."""
    world.hand_in_all()
    assert notice_of(world.lead("scan.nudge")) == "scan.nobody_to_nudge"
    assert world.now_scan().nudged_at is None


def test_extending_proposes_five_working_days_more(world: LedWorld) -> None:
    """From the deadline, or from today when that is later."""
    form = form_of(world.lead("scan.extend"))
    assert next(e.initial for e in form.body if hasattr(e, "initial")) == date(2027, 3, 29)
    world.until_closing()
    world.beat()
    world.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    form = form_of(world.lead("scan.extend"))
    assert next(e.initial for e in form.body if hasattr(e, "initial")) == date(2027, 4, 8)


def test_extending_an_open_scan_tells_everybody_in_place(world: LedWorld) -> None:
    """Nobody is disturbed by a new message, all read the new date; the promise stays."""
    before = world.now_scan()
    world.hand(form_of(world.lead("scan.extend")), deadline=date(2027, 4, 2))
    scan = world.now_scan()
    assert (scan.deadline, scan.closes_at) == (
        date(2027, 4, 2),
        datetime(2027, 4, 2, 14, tzinfo=UTC),
    )
    assert (scan.texts_until, scan.scores_until) == (before.texts_until, before.scores_until)
    posts = world.deliver()
    assert {post.reader for post in posts} == {CHANNEL, "U1", "U2", "U3", "U4", "U5"}
    assert not any(post.is_new for post in posts)
    assert all("2 april" in post.words() for post in posts)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (None, "scan.error.past"),
        (date(2027, 3, 1), "scan.error.past"),
        (date(2030, 3, 1), "scan.error.far"),
        (date(2027, 3, 22), "scan.error.not_later"),
        (date(2027, 3, 19), "scan.error.not_later"),
        (date(2027, 7, 31), "scan.error.kept_until"),
    ],
)
def test_only_a_later_day_extends(world: LedWorld, deadline: FieldValue, expected: str) -> None:
    """Anything else is refused beside the input, and nothing changes."""
    form = form_of(world.lead("scan.extend"))
    before = snapshot(world)
    assert world.hand(form, deadline=deadline).errors["deadline"].key == expected
    assert snapshot(world) == before


def test_below_the_minimum_a_scan_is_extended_once(world: LedWorld) -> None:
    """Open again, asked anew, closed again: then it can only be finished."""
    world.hand_in("U1")
    world.until_closing()
    world.beat()
    assert world.now_scan().hold is Hold.TOO_FEW
    assert {"scan.extend", "scan.finish"} <= world.actions()
    world.deliver()
    world.hand(form_of(world.lead("scan.extend")))
    assert (world.now_scan().state, world.now_scan().hold) == (ScanState.OPEN, Hold.NONE)
    new = {post.reader for post in world.deliver() if post.is_new}
    assert new == {"U2", "U3", "U4", "U5"}
    world.until_closing()
    world.beat()
    assert world.now_scan().hold is Hold.TOO_FEW
    before = snapshot(world)
    assert notice_of(world.lead("scan.extend")) == "scan.over"
    assert "scan.extend" not in world.actions()
    assert "scan.finish" in world.actions()
    assert snapshot(world) == before


def test_an_extension_while_open_does_not_use_up_the_one_after_closing(world: LedWorld) -> None:
    """A leader who gave more time before a holiday still gets the extension of a held scan."""
    world.hand(form_of(world.lead("scan.extend")))
    world.until_closing()
    world.beat()
    assert world.now_scan().hold is Hold.TOO_FEW
    assert "scan.extend" in world.actions()
    world.hand(form_of(world.lead("scan.extend")))
    assert world.now_scan().state is ScanState.OPEN


def test_who_joined_or_left_during_a_hold_is_asked_or_not_after_it(world: LedWorld) -> None:
    """The extension counts with the region as it then is."""
    world.hand_in("U2")
    world.until_closing()
    world.beat()
    gone = world.store.partners.one(name="De Boer")
    assert gone is not None
    world.lead("partners.remove", partner=gone.id)
    world.take_in("Vakschool", "U7")
    assert world.response_of("U7") is None
    world.hand(form_of(world.lead("scan.extend")))
    joined, left = world.response_of("U7"), world.response_of("U1")
    assert joined is not None
    assert left is not None
    assert (joined.state, left.state) == (ResponseState.INVITED, ResponseState.REMOVED)
    assert "Vakschool" in rows(world)
    assert "De Boer" not in rows(world)
