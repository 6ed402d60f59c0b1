"""What people allow to be shown of what they wrote."""

from flows.response import ASKED, Answer, Response, ResponseState, Sharing
from flows.scan import Part, Scan, ScanState


def chosen_for(response: Response, answer: Answer) -> Sharing:
    """What was chosen for the text of an answer, or for all of them; NO where it has none."""
    return (answer.sharing or response.sharing) if answer.text or answer.basis else Sharing.NO


def is_left_out(scan: Scan, response: Response, answer: Answer) -> bool:
    """Whether it is a sentence that was not handed in before the conversation.

    Handing in the statements later hands in no sentence.
    """
    return bool(answer.text) and scan.part is Part.STATEMENTS and response.sentences_at is None


def shown_as(scan: Scan, response: Response, answer: Answer) -> Sharing:
    """How the text of an answer may be shown, if it has one: only what was handed in.

    Sentences that were handed in before the conversation stay in, whatever comes of the
    statements. Of a scan that was stopped nothing is shown.
    """
    before_talk = bool(answer.text) and response.sentences_at is not None
    handed_in = response.state is ResponseState.SUBMITTED or before_talk
    counts = response.state in ASKED and scan.state is not ScanState.CANCELLED
    if not counts or not handed_in or is_left_out(scan, response, answer):
        return Sharing.NO
    return chosen_for(response, answer)
