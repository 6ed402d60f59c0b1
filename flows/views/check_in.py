"""What a person is asked between scans: one thing after the other, in one message."""

from flows.check_in import CheckInKind, CheckInState
from flows.messages import Button, Buttons, Element, Message, Note, Paragraph
from flows.views.check_in_answered import answered_elements, share_elements
from flows.views.check_in_question import question_elements, subject_elements
from flows.views.check_in_told import Asked, CheckInTold
from flows.wording import say


def check_in_message(told: CheckInTold) -> Message:
    """Where its reader is: a question, what may be added to the answer, or the end."""
    shares, current = share_elements(told), told.current
    if current is None:
        return Message(body=(*_end(told), *shares))
    is_asked = current.check_in.state is CheckInState.ASKED
    dialog = (question_elements if is_asked else answered_elements)(told, current)
    return Message(
        body=(*shares, *_place(told, current), *subject_elements(current), *dialog),
    )


def _end(told: CheckInTold) -> list[Element]:
    """What its reader reads once they are through."""
    over = [one.check_in for one in told.asked]
    if told.quiet and any(one.kind is CheckInKind.QUESTION for one in over):
        return [
            Paragraph(say("check_in.stopped")),
            Buttons((again_button(told.participant_id),)),
        ]
    passed = all(one.answered_at is None or one.state is CheckInState.PASSED for one in over)
    return [Paragraph(say("check_in.passed" if passed else "check_in.end"))]


def again_button(participant_id: int, *, on_page: bool = False) -> Button:
    """The way to get the question of the month again."""
    args = {"participant": participant_id, **({"page": 1} if on_page else {})}
    return Button(action="check_in.again", label=say("check_in.again"), args=args)


def frozen_check_in_message() -> Message:
    """What stays of an earlier message once there is a newer one."""
    return Message(body=(Paragraph(say("check_in.frozen")),))


def _place(told: CheckInTold, current: Asked) -> list[Element]:
    subjects = list(dict.fromkeys(one.subject for one in told.asked))
    if len(subjects) == 1:
        return []
    place = subjects.index(current.subject) + 1
    return [Note(say("check_in.place", place=place, total=len(subjects)))]
