"""What may be shown of what somebody wrote."""

from dataclasses import replace

import pytest

from flows.consent import chosen_for, is_left_out, shown_as
from flows.response import ASKED, Answer, Response, ResponseState, Sharing
from flows.scan import Moments, Scan, ScanState
from tests.support.builders import NOW, a_response, sentence, statement
from tests.support.outcomes import a_published_scan

ONE = a_published_scan()
TALKED = replace(ONE, moments=Moments.TWO, talked_at=NOW)
SENTENCE = Answer(response_id=1, item=sentence().key, answered_at=NOW, text="zin")
REASON = Answer(response_id=1, item=statement().key, answered_at=NOW, basis="omdat")


def response(state: ResponseState, *, sentences: bool = False) -> Response:
    """Somebody who shares all texts with their name; `sentences` says they handed those in."""
    sharing = replace(a_response(state=state), sharing=Sharing.NAMED)
    return replace(sharing, sentences_at=NOW if sentences else None)


@pytest.mark.parametrize("state", ResponseState)
@pytest.mark.parametrize("sentences", [False, True])
def test_only_what_was_handed_in_is_shown(state: ResponseState, *, sentences: bool) -> None:
    """Sentences before the conversation, reasons with the statements; of who is out nothing."""
    writer = response(state, sentences=sentences)
    reason = Sharing.NAMED if state is ResponseState.SUBMITTED else Sharing.NO
    assert shown_as(TALKED, writer, REASON) is reason
    before = Sharing.NAMED if sentences and state in ASKED else Sharing.NO
    assert shown_as(TALKED, writer, SENTENCE) is before
    assert is_left_out(TALKED, writer, SENTENCE) is not sentences
    assert not is_left_out(TALKED, writer, REASON)


@pytest.mark.parametrize(
    ("scan", "expected"),
    [
        (ONE, Sharing.NAMED),
        (replace(TALKED, talked_at=None), Sharing.NAMED),
        (replace(ONE, state=ScanState.CANCELLED), Sharing.NO),
    ],
)
def test_in_one_sitting_handing_in_is_enough(scan: Scan, expected: Sharing) -> None:
    """As it is before the conversation; of a scan that was stopped nothing is shown."""
    assert shown_as(scan, response(ResponseState.SUBMITTED), SENTENCE) is expected


def test_a_text_has_its_own_choice_or_that_of_all() -> None:
    """Where there is no text there is nothing to share."""
    writer = response(ResponseState.SUBMITTED)
    assert chosen_for(writer, SENTENCE) is Sharing.NAMED
    assert chosen_for(writer, replace(REASON, sharing=Sharing.UNNAMED)) is Sharing.UNNAMED
    assert chosen_for(writer, replace(SENTENCE, text="")) is Sharing.NO
