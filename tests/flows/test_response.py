"""One participant's way through a scan, step by step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.response import (
    ANSWERING,
    Advance,
    Answer,
    Notice,
    Response,
    ResponseState,
    advance,
    correct,
    is_answered,
)
from flows.resumed import restored
from flows.steps import Back, Begin, Decline, Explain, HandIn, Later, Score, Skip, Step, Write
from tests.support.builders import INSTRUMENT, NOW, a_response, sentence, statement

ITEMS = INSTRUMENT.items
SENTENCES = [item.key for item in INSTRUMENT.sentences]
STATEMENTS = [item.key for item in INSTRUMENT.statements]
LATE = NOW + timedelta(hours=1)


def after(
    *steps: Step, response: Response | None = None, answers: Mapping[str, Answer] | None = None
) -> Advance:
    """Take the steps one after the other, by default from the invitation."""
    outcome = Advance(response or a_response(), answers or {})
    for step in steps:
        outcome = advance(outcome.response, outcome.answers, step, ITEMS, LATE)
    return outcome


def skipped() -> list[Step]:
    """The steps to the first statement."""
    return [Begin(), *(Skip(key) for key in SENTENCES)]


def scored() -> list[Step]:
    """The steps to the end of the questions, with scores only."""
    return [*skipped(), *(Score(key, 4) for key in STATEMENTS)]


def test_begin_starts_at_the_first_question() -> None:
    """Who begins is asked the first item, and when is kept."""
    begun = after(Begin()).response
    assert (begun.state, begun.position, begun.begun_at) == (ResponseState.BEGUN, 0, LATE)


@pytest.mark.parametrize("state", [ResponseState.DECLINED, ResponseState.ERASED])
def test_who_stepped_out_can_take_part_after_all(state: ResponseState) -> None:
    """Declining or deleting does not close the door."""
    assert after(Begin(), response=a_response(state=state)).response.state is ResponseState.BEGUN


@pytest.mark.parametrize("state", [ResponseState.HANDED_OVER, ResponseState.REMOVED])
@pytest.mark.parametrize(
    "step",
    [Begin(), Later(LATE), Decline(), HandIn(), Score(STATEMENTS[0], 3), Back(STATEMENTS[0])],
)
def test_nothing_moves_who_is_out(state: ResponseState, step: Step) -> None:
    """After handing over or being taken out every button is told not to fit."""
    response = a_response(state=state)
    assert after(step, response=response) == Advance(response, {}, Notice.NOT_NOW)


def test_later_leaves_the_invitation_open() -> None:
    """Later changes no state, so that beginning stays possible."""
    later = after(Later(LATE)).response
    assert (later.state, later.later_at) == (ResponseState.INVITED, LATE)
    assert after(Begin(), response=later).response.state is ResponseState.BEGUN


def test_who_has_begun_can_choose_a_moment_too() -> None:
    """They stay where they are."""
    before = after(*skipped())
    later = after(Later(LATE), response=before.response, answers=before.answers)
    assert later.response.later_at == LATE
    assert later.response.position == before.response.position


@pytest.mark.parametrize("steps", [[Decline()], [*scored(), HandIn()]])
def test_later_is_for_who_can_still_hand_in(steps: list[Step]) -> None:
    """In an older message it no longer does anything."""
    before = after(*steps)
    assert after(Later(LATE), response=before.response, answers=before.answers) == replace(
        before, notice=Notice.NOT_NOW
    )


def test_declining_halfway_keeps_answers_and_place() -> None:
    """Who takes part after all goes on where they were."""
    outcome = after(*skipped(), Score(STATEMENTS[0], 2), Decline(), Begin())
    assert outcome.response.position == len(SENTENCES) + 1
    assert outcome.answers[STATEMENTS[0]].score == 2


def test_who_handed_in_cannot_decline_by_an_old_button() -> None:
    """What was handed in stays handed in."""
    outcome = after(*scored(), HandIn(), Decline())
    assert outcome.response.state is ResponseState.SUBMITTED
    assert outcome.notice is Notice.NOT_NOW


def test_declining_twice_is_declining() -> None:
    """A second tap says nothing new."""
    assert after(Decline(), Decline()) == after(Decline())


def test_seven_scores_lead_from_the_first_statement_to_the_review() -> None:
    """One tap scores and goes on."""
    outcome = after(*skipped())
    for number, key in enumerate(STATEMENTS):
        assert outcome.response.position == len(SENTENCES) + number
        outcome = advance(outcome.response, outcome.answers, Score(key, 3), ITEMS, NOW)
    assert outcome.response.position == len(ITEMS)


def test_not_knowing_is_an_answer() -> None:
    """I do not know takes away the score and goes on."""
    key = STATEMENTS[0]
    outcome = after(*skipped(), Score(key, 4), Back(STATEMENTS[1]), Score(key, None))
    assert (outcome.answers[key].score, outcome.answers[key].unknown) == (None, True)
    assert outcome.response.position == len(SENTENCES) + 1
    outcome = after(*skipped(), Score(key, None), Back(STATEMENTS[1]), Score(key, 5))
    assert (outcome.answers[key].score, outcome.answers[key].unknown) == (5, False)


def test_a_second_tap_with_another_score_changes_nothing() -> None:
    """The question was answered: the person is told where they are."""
    once = after(*skipped(), Score(STATEMENTS[0], 4))
    twice = after(*skipped(), Score(STATEMENTS[0], 4), Score(STATEMENTS[0], 1))
    assert twice == replace(once, notice=Notice.OLD_BUTTON)


def test_a_score_for_a_later_question_is_not_taken() -> None:
    """A button in a message that never stood there yet is as good as an old one."""
    outcome = after(Begin(), Score(STATEMENTS[3], 4))
    assert outcome == replace(after(Begin()), notice=Notice.OLD_BUTTON)


def test_a_text_goes_where_it_was_asked() -> None:
    """A form that stayed open keeps its text though the conversation moved on."""
    outcome = after(Begin(), Skip(SENTENCES[0]), Write(SENTENCES[0], "vakmanschap"))
    assert outcome.answers[SENTENCES[0]].text == "vakmanschap"
    assert not outcome.answers[SENTENCES[0]].skipped
    assert (outcome.response.position, outcome.notice) == (1, Notice.SAVED)


def test_a_text_after_handing_in_is_kept() -> None:
    """A form that was open on a second device loses nothing."""
    outcome = after(*scored(), HandIn(), Write(SENTENCES[1], "vakmanschap"))
    assert outcome.answers[SENTENCES[1]].text == "vakmanschap"
    assert outcome.response.state is ResponseState.SUBMITTED
    assert outcome.notice is Notice.SAVED


def test_the_same_text_twice_is_told_once() -> None:
    """A form that comes in twice says nothing the second time."""
    write = Write(SENTENCES[0], "vakmanschap")
    assert after(Begin(), write, write) == after(Begin(), write)


def test_a_reason_can_be_given_before_and_after_the_score() -> None:
    """It moves nothing, and an empty one takes it away."""
    key = STATEMENTS[0]
    before = after(*skipped(), Explain(key, "omdat"))
    assert before.response.position == len(SENTENCES)
    assert not is_answered(statement(), before.answers[key])
    scored_too = after(*skipped(), Explain(key, "omdat"), Score(key, 3), Explain(key, ""))
    assert (scored_too.answers[key].score, scored_too.answers[key].basis) == (3, "")


def test_an_answered_question_can_be_left_as_it_is() -> None:
    """After going back, skip goes on and changes nothing."""
    key = STATEMENTS[0]
    outcome = after(*skipped(), Score(key, 5), Back(STATEMENTS[1]), Skip(key))
    assert outcome.answers[key].score == 5
    assert outcome.response.position == len(SENTENCES) + 1
    write = after(Begin(), Write(SENTENCES[0], "a"), Back(SENTENCES[1]), Skip(SENTENCES[0]))
    assert write.answers[SENTENCES[0]].text == "a"
    assert not write.answers[SENTENCES[0]].skipped


def test_a_statement_cannot_be_skipped() -> None:
    """Who cannot judge says so: that is another answer than none."""
    outcome = after(*skipped(), Skip(STATEMENTS[0]))
    assert outcome == replace(after(*skipped()), notice=Notice.NOT_NOW)


def test_an_old_skip_or_back_moves_nothing() -> None:
    """Only buttons of the current question move."""
    once = after(Begin(), Skip(SENTENCES[0]))
    for step in (Skip(SENTENCES[0]), Back(SENTENCES[0]), Back()):
        outcome = after(Begin(), Skip(SENTENCES[0]), step)
        assert outcome == replace(once, notice=Notice.OLD_BUTTON)


def test_back_goes_one_question_back_and_not_before_the_first() -> None:
    """From the review it goes to the last question."""
    assert after(Begin(), Back(SENTENCES[0])).response.position == 0
    assert after(Begin(), Skip(SENTENCES[0]), Back(SENTENCES[1])).response.position == 0
    assert after(*scored(), Back()).response.position == len(ITEMS) - 1
    twice = after(*scored(), Back(), Back())
    assert twice.response.position == len(ITEMS) - 1
    assert after(*scored(), HandIn(), Back()).notice is Notice.OLD_BUTTON


def test_handing_in_needs_every_answer() -> None:
    """Whoever has open questions is told where they are."""
    for number in range(len(ITEMS)):
        outcome = after(*scored()[: number + 1], HandIn())
        assert outcome.response.state is ResponseState.BEGUN
        assert outcome.notice is Notice.NOT_NOW
    outcome = after(*scored(), HandIn())
    assert outcome.response.state is ResponseState.SUBMITTED
    assert outcome.response.submitted_at == LATE


def test_handing_in_after_going_back_counts() -> None:
    """All has an answer, so the place does not matter."""
    outcome = after(*scored(), Back(), HandIn())
    assert outcome.response.state is ResponseState.SUBMITTED
    assert outcome.response.position == len(ITEMS)


def test_handing_in_twice_keeps_the_first_moment() -> None:
    """The second tap says nothing and changes nothing."""
    once = after(*scored(), HandIn())
    later = NOW + timedelta(days=1)
    twice = advance(once.response, once.answers, HandIn(), ITEMS, later)
    assert twice == once


@pytest.mark.parametrize(
    "step",
    [Score("nonesuch", 3), Write(STATEMENTS[0], "a"), Score(SENTENCES[0], 3), Explain("", "a")],
)
def test_a_step_must_fit_its_item(step: Step) -> None:
    """A step for an item that the instrument lacks, or of the other kind, is a fault of ours."""
    with pytest.raises(ValueError, match=r"not in list|not for"):
        after(Begin(), step)


def test_what_is_answered() -> None:
    """A score, not knowing, a text and a skip count; a reason alone does not."""
    none = Answer(response_id=1, item="x", answered_at=NOW)
    assert not is_answered(sentence(), None)
    assert not is_answered(sentence(), none)
    assert is_answered(sentence(), replace(none, text="a"))
    assert is_answered(sentence(), replace(none, skipped=True))
    assert not is_answered(statement(), replace(none, basis="a"))
    assert is_answered(statement(), replace(none, score=1))
    assert is_answered(statement(), replace(none, unknown=True))


def test_who_is_taken_in_again_goes_on_where_they_were() -> None:
    """Taken out by mistake, nothing is lost; an invitation is shown in full again."""
    for steps in ([], [Begin()], [*scored(), HandIn()]):
        before = after(*steps).response
        out = replace(before, state=ResponseState.REMOVED)
        assert restored(out) == before
    handed = a_response(state=ResponseState.HANDED_OVER, later=True)
    assert restored(handed) == a_response()


@pytest.mark.parametrize("state", [*ANSWERING, ResponseState.INVITED, ResponseState.DECLINED])
def test_who_was_never_out_is_left_alone(state: ResponseState) -> None:
    """Inviting somebody again who is in changes nothing."""
    response = a_response(state=state, later=True)
    assert restored(response) is response


def test_correcting_in_the_review_changes_one_answer() -> None:
    """Whatever the position, and the moment is kept."""
    before = after(*scored())
    changed = replace(before.answers[STATEMENTS[2]], score=1, basis="omdat")
    answers = correct(before.answers, changed, LATE)
    assert answers == {**before.answers, STATEMENTS[2]: replace(changed, answered_at=LATE)}
