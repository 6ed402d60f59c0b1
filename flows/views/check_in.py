"""What a person is asked between scans: one thing after the other, in one message."""

from flows.check_in import CheckInState
from flows.messages import Element, Message, Note, Paragraph
from flows.views.check_in_answered import answered_elements, share_elements
from flows.views.check_in_question import question_elements, subject_elements
from flows.views.check_in_told import Asked, CheckInTold
from flows.wording import say


def check_in_message(told: CheckInTold) -> Message:
    """Where its reader is: a question, what may be added to the answer, or the end."""
    shares, current = share_elements(told), told.current
    if current is None:
        answered = any(one.check_in.answered_at is not None for one in told.asked)
        end = say("check_in.end" if answered else "check_in.passed")
        return Message(body=(Paragraph(end), *shares))
    is_asked = current.check_in.state is CheckInState.ASKED
    dialog = (question_elements if is_asked else answered_elements)(told, current)
    return Message(
        body=(*shares, *_place(told, current), *subject_elements(current), *dialog),
    )


def frozen_check_in_message() -> Message:
    """What stays of an earlier message once there is a newer one."""
    return Message(body=(Paragraph(say("check_in.frozen")),))


def _place(told: CheckInTold, current: Asked) -> list[Element]:
    subjects = list(dict.fromkeys(one.subject for one in told.asked))
    if len(subjects) == 1:
        return []
    place = subjects.index(current.subject) + 1
    return [Note(say("check_in.place", place=place, total=len(subjects)))]
