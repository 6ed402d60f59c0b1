"""The review and its window to change one answer."""

import pytest

from flows.instrument import Item
from flows.language import Language
from flows.messages import ChoiceInput, Quote
from flows.response import ResponseState, Sharing
from flows.views.review import UNKNOWN, edit_form, review_form
from tests.support.answered import TEXT, full, with_answer
from tests.support.builders import (
    INSTRUMENT,
    WORDINGS,
    a_response,
    a_walk,
    buttons_of,
    keys_of,
    said,
    sentence,
    statement,
)
from tests.support.shown import fields_of

ITEMS = INSTRUMENT.items
END = len(ITEMS)


def test_not_knowing_is_a_choice_among_the_scores() -> None:
    """And what was chosen stands there."""
    form = edit_form(with_answer(statement(), unknown=True), statement())
    score = next(element for element in form.body if isinstance(element, ChoiceInput))
    assert [option.value for option in score.options] == ["1", "2", "3", "4", "5", UNKNOWN]
    assert (score.initial, score.required) == (UNKNOWN, True)
    reason = edit_form(with_answer(statement(), basis="omdat"), statement())
    assert fields_of(reason)["score"] == ""


def test_the_review_shows_every_answer_and_each_can_be_changed() -> None:
    """Texts to the letter, scores on their scale."""
    form = review_form(full())
    assert [part.text for part in form.body if isinstance(part, Quote)] == [TEXT] * END
    assert said(form).count("Uw cijfer: **4** van 5") == len(INSTRUMENT.statements)
    edits = [button for button in buttons_of(form) if button.action == "review.edit"]
    assert [button.args["item"] for button in edits] == [item.key for item in ITEMS]
    assert WORDINGS[Language.NL].text(form.submit or form.close) == "Inleveren"


def test_the_review_of_what_was_handed_in_says_that_changes_count() -> None:
    """It is done, not handed in again."""
    form = review_form(full(ResponseState.SUBMITTED))
    assert "wat u wijzigt, telt meteen" in said(form)
    assert WORDINGS[Language.NL].text(form.submit or form.close) == "Klaar"


def test_texts_are_not_shared_unless_chosen() -> None:
    """The first choice is no, and it is what an untouched review has."""
    assert fields_of(review_form(full())) == {"sharing": Sharing.NO}


@pytest.mark.parametrize("sharing", Sharing)
def test_a_text_with_its_own_choice_says_so(sharing: Sharing) -> None:
    """In the review, and in the window that changes it."""
    walk = with_answer(sentence(), text="a", sharing=sharing)
    assert f"review.shared.{sharing}" in keys_of(review_form(walk))
    assert fields_of(edit_form(walk, sentence()))["sharing"] == sharing


def test_a_choice_about_no_text_is_not_shown() -> None:
    """There is nothing to share."""
    walk = with_answer(statement(), score=3, sharing=Sharing.NAMED)
    assert "review.shared.named" not in keys_of(review_form(walk))


@pytest.mark.parametrize(
    ("item", "changes", "key"),
    [
        (sentence(), {"skipped": True}, "review.skipped"),
        (sentence(), {}, "review.expired"),
        (statement(), {"unknown": True}, "review.unknown"),
        (statement(), {"basis": "omdat"}, "review.nothing"),
        (statement(), {"score": 3}, "review.score"),
    ],
)
def test_each_kind_of_answer_reads_as_what_it_is(
    item: Item, changes: dict[str, object], key: str
) -> None:
    """Skipped, unknown, deleted after its time, or not answered yet."""
    named = f"key='{key}'"  # a score's phrase stands within its statement's
    nothing = str(review_form(a_walk(a_response()))).count(named)
    with_it = str(review_form(with_answer(item, **changes))).count(named)
    assert with_it == nothing + (0 if key == "review.nothing" else 1)
