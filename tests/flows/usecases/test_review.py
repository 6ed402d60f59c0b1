"""Checking, changing, sharing and handing in."""

from dataclasses import replace

import pytest

from flows.messages import Form
from flows.response import ResponseState, Sharing
from flows.scan import ScanState
from flows.usecases.desk import Reply
from flows.views.review import AS_ALL, UNKNOWN
from tests.support.builders import (
    NOW,
    World,
    form_of,
    keys_of,
    notice_of,
    said,
    sentence,
    statement,
)
from tests.support.shown import fields_of, words_of


@pytest.fixture
def world() -> World:
    """A region with one person, U1, who has only to hand in."""
    world = World()
    world.invited()
    world.score_all()
    return world


def edit(world: World, item: str) -> Form:
    """The window to change an answer, opened from the review."""
    return form_of(world.tap("review.edit", item=item))


def beneath(reply: Reply) -> Form:
    """The review as it stands after a change."""
    assert reply.beneath is not None
    return reply.beneath


def test_handing_in_from_the_review(world: World) -> None:
    """With the choice about sharing as it stands in the window."""
    form = form_of(world.tap("walk.review"))
    assert world.submit(form, sharing=Sharing.NAMED).notice is None
    response = world.response()
    assert (response.state, response.sharing) == (ResponseState.SUBMITTED, Sharing.NAMED)
    assert "walk.receipt.thanks" in keys_of(world.message())


def test_without_a_choice_nothing_is_shared(world: World) -> None:
    """An untouched window hands in and shares nothing."""
    world.submit(form_of(world.tap("walk.review")))
    assert world.response().sharing is Sharing.NO
    world.submit(form_of(world.tap("walk.review")), sharing=None)
    assert world.response().sharing is Sharing.NO


def test_handing_in_twice_changes_nothing(world: World) -> None:
    """A form that comes in again, later, keeps the first moment."""
    form = form_of(world.tap("walk.review"))
    world.submit(form)
    once = world.response()
    world.later(minutes=5)
    assert world.submit(form).notice is None
    assert world.response() == once
    assert once.submitted_at == NOW


def test_the_choice_about_sharing_is_kept_at_once(world: World) -> None:
    """Closing the window afterwards loses nothing."""
    assert world.tell("review.share", sharing=Sharing.UNNAMED).wishes
    assert world.response().sharing is Sharing.UNNAMED
    assert fields_of(form_of(world.tap("walk.review"))) == {"sharing": Sharing.UNNAMED}
    world.tell("review.share", sharing=None)
    assert world.response().sharing is Sharing.NO


def test_every_answer_can_be_changed(world: World) -> None:
    """A sentence written after all, a score changed, with its reason; the review is redrawn."""
    reply = world.submit(edit(world, sentence().key), text="vakmanschap <!channel>")
    assert "vakmanschap <!channel>" in list(words_of(beneath(reply)))
    reply = world.submit(edit(world, statement().key), score="2", basis="omdat")
    assert "Uw cijfer: **2** van 5" in said(beneath(reply))
    answers = world.answers()
    assert (answers[sentence().key].text, answers[sentence().key].skipped) == (
        "vakmanschap <!channel>",
        False,
    )
    assert (answers[statement().key].score, answers[statement().key].basis) == (2, "omdat")
    assert "Zeven cijfers en één zin." in said(world.message())


def test_a_sentence_can_be_emptied(world: World) -> None:
    """It then counts as skipped, so that handing in stays possible."""
    world.submit(edit(world, sentence().key), text="vakmanschap")
    world.submit(edit(world, sentence().key), text=" ")
    assert world.answers()[sentence().key].skipped
    world.tap("walk.hand_in")
    assert world.response().state is ResponseState.SUBMITTED


def test_a_score_can_become_not_knowing_and_back(world: World) -> None:
    """One or the other, never both."""
    world.submit(edit(world, statement().key), score=UNKNOWN)
    answer = world.answers()[statement().key]
    assert (answer.score, answer.unknown) == (None, True)
    world.submit(edit(world, statement().key), score="5")
    answer = world.answers()[statement().key]
    assert (answer.score, answer.unknown) == (5, False)


@pytest.mark.parametrize("score", ["", "0", "6", "vier", None])
def test_a_statement_keeps_an_answer(world: World, score: str | None) -> None:
    """Without a score of the scale the window stays open and nothing changes."""
    before = world.answers()
    reply = world.submit(edit(world, statement().key), score=score, basis="omdat")
    assert reply.errors["score"].key == "walk.error.no_score"
    assert world.answers() == before


@pytest.mark.parametrize("field", ["text", "basis"])
def test_too_much_text_stays_in_the_window(world: World, field: str) -> None:
    """Nothing is cut off in silence."""
    item = sentence() if field == "text" else statement()
    reply = world.submit(edit(world, item.key), **{field: "x" * 3001})
    assert reply.errors[field].key == "walk.error.too_long"
    assert not world.answers()[item.key].text


def test_one_text_can_be_shared_otherwise(world: World) -> None:
    """And follow the choice for all again."""
    key = sentence().key
    reply = world.submit(edit(world, key), text="vakmanschap", sharing=Sharing.NAMED)
    assert "review.shared.named" in keys_of(beneath(reply))
    assert "U deelt één tekst, met uw naam." in said(world.message())
    world.submit(edit(world, key), sharing=AS_ALL)
    assert world.answers()[key].sharing is None
    assert "Uw teksten deelt de bot niet, tenzij" in said(world.message())
    world.submit(edit(world, key), sharing=None)
    assert world.answers()[key].sharing is None


def test_changes_after_handing_in_count_at_once(world: World) -> None:
    """Nothing needs handing in again."""
    world.tap("walk.hand_in")
    world.submit(edit(world, statement().key), score="1")
    assert world.answers()[statement().key].score == 1
    assert world.response().state is ResponseState.SUBMITTED


def test_the_review_opens_halfway_by_an_old_button(world: World) -> None:
    """What is not answered yet can be answered there; handing in says what is missing."""
    world.invited("U2", "Jan Smit")
    world.tap("walk.begin", "U2")
    form = form_of(world.tap("walk.review", "U2"))
    assert "review.nothing" in keys_of(form)
    assert notice_of(world.submit(form, "U2")) == "walk.notice.you_are_at"
    world.submit(form_of(world.tap("review.edit", "U2", item=statement().key)), "U2", score="3")
    assert world.answers("U2")[statement().key].score == 3
    assert world.response("U2").position == 0


@pytest.mark.parametrize(
    "state", [ResponseState.DECLINED, ResponseState.ERASED, ResponseState.REMOVED]
)
def test_who_stepped_out_reviews_nothing(world: World, state: ResponseState) -> None:
    """Old buttons and windows change nothing and say so."""
    review = form_of(world.tap("walk.review"))
    change = edit(world, sentence().key)
    out = replace(world.response(), state=state)
    world.store.responses.save(out)
    before = world.answers()
    for reply in (
        world.tap("walk.review"),
        world.tap("review.edit", item=sentence().key),
        world.tell("review.share", sharing=Sharing.NAMED),
        world.submit(change, text="te laat"),
        world.submit(review, sharing=Sharing.NAMED),
    ):
        assert (reply.form, notice_of(reply)) == (None, "walk.notice.further_on")
    assert (replace(world.response(), asked_item=out.asked_item), world.answers()) == (out, before)


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        (ScanState.CLOSED, "walk.notice.closed"),
        (ScanState.PUBLISHED, "walk.notice.closed"),
        (ScanState.CANCELLED, "walk.notice.cancelled"),
    ],
)
def test_after_the_end_the_review_is_closed(world: World, state: ScanState, notice: str) -> None:
    """Whatever window was still open."""
    review = form_of(world.tap("walk.review"))
    change = edit(world, sentence().key)
    world.end_scan(state=state)
    before = (world.response(), world.answers())
    for reply in (
        world.tap("walk.review"),
        world.tap("review.edit", item=sentence().key),
        world.tell("review.share", sharing=Sharing.NAMED),
        world.submit(change, text="te laat"),
        world.submit(review, sharing=Sharing.NAMED),
    ):
        assert (reply.form, notice_of(reply)) == (None, notice)
    assert (world.response(), world.answers()) == before


def test_nobody_reviews_somebody_elses_answers(world: World) -> None:
    """Not by a button, a window or a made-up id."""
    review = form_of(world.tap("walk.review"))
    change = edit(world, sentence().key)
    world.invited("U2", "Jan Smit")
    theirs, before = world.response(), world.answers()
    for reply in (
        world.tap("walk.review", "U2", response=theirs.id),
        world.tap("review.edit", "U2", response=theirs.id, item=sentence().key),
        world.tap("review.share", "U2", response=theirs.id),
        world.submit(change, "U2", text="van een ander"),
        world.submit(review, "U2", sharing=Sharing.NAMED),
    ):
        assert (reply.form, notice_of(reply)) == (None, "walk.notice.not_yours")
    assert (world.response(), world.answers()) == (theirs, before)
