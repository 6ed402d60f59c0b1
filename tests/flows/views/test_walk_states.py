"""What a participant reads at the end of the questions, after handing in, and when they are out."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.response import ResponseState, Sharing
from flows.scan import ScanState
from flows.views.walk import counts, progress
from flows.views.walk_message import frozen_message, walk_message
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
from tests.support.walks import actions, answered, begun

ITEMS = INSTRUMENT.items


END = len(ITEMS)


SHARINGS = [None, *Sharing]


def test_the_end_of_the_questions_counts_and_hands_in() -> None:
    """Numbers of answers, not the answers, and until when."""
    message = walk_message(answered(begun(END), text="a"))
    assert "Zeven cijfers en drie zinnen." in said(message)
    assert actions(message) == ["walk.review", "walk.hand_in", "walk.back", "walk.later"]


def test_the_receipt_counts_and_can_be_changed() -> None:
    """What was handed in as counts; what is shared too."""
    handed = a_walk(a_response(state=ResponseState.SUBMITTED, position=END))
    message = walk_message(answered(handed))
    assert "Zeven cijfers en geen zinnen." in said(message)
    assert actions(message) == ["walk.review", "privacy.open"]


@pytest.mark.parametrize("state", [ResponseState.BEGUN, ResponseState.SUBMITTED])
def test_who_wrote_nothing_reads_nothing_about_sharing(state: ResponseState) -> None:
    """There is nothing to share."""
    walk = answered(a_walk(a_response(state=state, position=END)))
    assert "teksten" not in said(walk_message(walk))


def test_before_handing_in_one_reads_where_sharing_is_chosen() -> None:
    """Unless something is shared already: then what, and how."""
    walk = answered(begun(END), text="a")
    assert "Uw teksten deelt de bot niet, tenzij u dat kiest" in said(walk_message(walk))
    named = replace(walk, response=replace(walk.response, sharing=Sharing.NAMED))
    assert "U deelt drie teksten, met uw naam." in said(walk_message(named))


@pytest.mark.parametrize(
    ("for_all", "first", "expected"),
    [
        (Sharing.NO, None, "Uw teksten deelt de bot niet."),
        (Sharing.UNNAMED, None, "U deelt drie teksten, zonder naam."),
        (Sharing.NAMED, None, "U deelt drie teksten, met uw naam."),
        (Sharing.NO, Sharing.UNNAMED, "U deelt één tekst, zonder naam."),
        (Sharing.NAMED, Sharing.NO, "U deelt twee teksten, met uw naam."),
        (Sharing.NAMED, Sharing.UNNAMED, "U deelt twee teksten met uw naam en één tekst zonder"),
    ],
)
def test_what_is_shared_is_counted(for_all: Sharing, first: Sharing | None, expected: str) -> None:
    """One choice for all, and another for one text."""
    handed = a_response(state=ResponseState.SUBMITTED, position=END, sharing=for_all)
    walk = answered(a_walk(handed), text="a")
    key = sentence().key
    answers = {**walk.answers, key: replace(walk.answers[key], sharing=first)}
    assert expected in said(walk_message(replace(walk, answers=answers)))


def test_not_knowing_is_no_score() -> None:
    """The count is of scores."""
    walk = answered(begun(END))
    key = statement().key
    unknown = replace(walk.answers[key], score=None, unknown=True)
    one_less = replace(walk, answers={**walk.answers, key: unknown})
    assert WORDINGS[Language.NL].text(counts(one_less)) == "Zes cijfers en geen zinnen."


@pytest.mark.parametrize(
    ("state", "key", "can"),
    [
        (ResponseState.DECLINED, "walk.declined", ["walk.begin", "privacy.open"]),
        (ResponseState.ERASED, "walk.erased", ["walk.begin", "privacy.open"]),
        (ResponseState.HANDED_OVER, "walk.handed_over", ["privacy.open"]),
        (ResponseState.REMOVED, "walk.removed", ["privacy.open"]),
    ],
)
def test_who_is_out_reads_why_and_what_is_possible(
    state: ResponseState, key: str, can: list[str]
) -> None:
    """Some can take part after all; everybody gets at their data."""
    message = walk_message(a_walk(a_response(state=state)))
    assert key in keys_of(message)
    assert actions(message) == can


@pytest.mark.parametrize(
    ("scan", "state", "key", "can"),
    [
        (ScanState.CANCELLED, ResponseState.SUBMITTED, "walk.over.cancelled", []),
        (ScanState.CLOSED, ResponseState.SUBMITTED, "walk.over.closed", []),
        (ScanState.PUBLISHED, ResponseState.SUBMITTED, "walk.over.published", ["results.own"]),
        (ScanState.PUBLISHED, ResponseState.ERASED, "walk.over.erased", ["results.open"]),
        (ScanState.CLOSED, ResponseState.ERASED, "walk.over.erased", []),
        (ScanState.PUBLISHED, ResponseState.BEGUN, "walk.over.not_handed_in", ["results.open"]),
        (ScanState.PUBLISHED, ResponseState.REMOVED, "walk.over.not_handed_in", []),
        (ScanState.CLOSED, ResponseState.DECLINED, "walk.over.not_handed_in", []),
    ],
)
def test_after_the_end_the_outcome_and_privacy_can_be_tapped(
    scan: ScanState, state: ResponseState, key: str, can: list[str]
) -> None:
    """The message says how the scan ended for this person, and leads to what they may see."""
    walk = a_walk(a_response(state=state))
    message = walk_message(replace(walk, scan=replace(walk.scan, state=scan)))
    assert key in keys_of(message)
    assert actions(message) == [*can, "privacy.open"]


def test_what_does_not_stand_in_the_channel_yet_cannot_be_tapped() -> None:
    """Who handed in reads that it is coming."""
    walk = a_walk(a_response(state=ResponseState.SUBMITTED))
    published = replace(walk.scan, state=ScanState.PUBLISHED)
    message = walk_message(replace(walk, scan=published, outcome_stands=False))
    assert actions(message) == ["privacy.open"]


def test_a_frozen_message_keeps_the_question_only() -> None:
    """Nothing in it can be tapped; without a question it only says to look below."""
    frozen = frozen_message(answered(begun(2, asked_item=sentence(1).key), text="geheim"))
    assert keys_of(frozen) == ["walk.item", "walk.frozen"]
    assert sentence(1).text.nl in said(frozen)
    assert not list(buttons_of(frozen))
    assert keys_of(frozen_message(begun(END))) == ["walk.frozen"]


def test_progress_counts_within_the_kind() -> None:
    """Sentences and statements each have their own count."""
    walk = begun(0)
    assert WORDINGS[Language.NL].text(progress(walk, sentence(2))) == "Zin 3 van 3"
    assert WORDINGS[Language.EN].text(progress(walk, statement(2))) == "Statement 3 of 7"


def test_the_current_question_is_only_there_while_answering() -> None:
    """Not after the last, not outside the questions, not in a scan that ended."""
    walk = begun(3)
    assert walk.item is ITEMS[3]
    assert begun(END).item is None
    assert a_walk(a_response()).item is None
    assert replace(walk, scan=replace(walk.scan, state=ScanState.CLOSED)).item is None
