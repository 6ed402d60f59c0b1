"""The windows in which a leader follows a scan: who is where, never what anybody answers."""

from collections.abc import Sequence

from flows.messages import Button, Buttons, Element, Form, Note, Paragraph, Row, TextInput
from flows.outbox import Wish, WishState
from flows.response import Response, ResponseState
from flows.scan import Scan
from flows.views.talk import running_text
from flows.views.undelivered import advice, why
from flows.wording import Phrase, say

MISSING_IT = (ResponseState.INVITED, ResponseState.BEGUN, ResponseState.SUBMITTED)
"""Who misses something when a message does not reach them."""
TEXTS_IN_WINDOW = 90
"""People beside whom a window has room for a button; lines alone take less."""


def progress_form(scan: Scan, rows: Sequence[tuple[str, str, Response, Wish | None]]) -> Form:
    """Who has been invited, begun, handed in, declined or could not be reached; never an answer.

    `rows` are (partner, person, response, the wish of their message), in the order to show.
    """
    handed_in = sum(row[2].state is ResponseState.SUBMITTED for row in rows)
    args = {"scan": scan.id}
    buttons = [Button(action="scan.progress_again", label=say("progress.again"), args=args)]
    if any(_is_missed(response, wish) for _, _, response, wish in rows):
        again = say("undelivered.button.again")
        buttons.append(Button(action="undelivered.again", label=again, args=args))
    body: list[Element] = [
        Paragraph(running_text(scan, handed_in=handed_in, asked=len(rows))),
        Buttons(tuple(buttons)),
        Note(say("progress.never_answers")),
    ]
    texts = 0
    for partner, person, response, wish in rows:
        line = _line(partner, person, response, wish)
        unfinished = response.state in {ResponseState.INVITED, ResponseState.BEGUN}
        if unfinished and texts < TEXTS_IN_WINDOW:
            texts += 1
            text = Button(
                action="scan.text",
                label=say("progress.text"),
                args={"scan": scan.id, "response": response.id},
            )
            body.append(Row(line, text))
        else:
            body.append(Paragraph(line))
    return Form(
        key="scan.progress", title=say("progress.title"), body=tuple(body), close=say("form.back")
    )


def _line(partner: str, person: str, response: Response, wish: Wish | None) -> Phrase:
    state = _state(response, wish)
    if wish is None or not _is_missed(response, wish):
        return say("progress.line", partner=partner, person=person, state=state)
    handed_in = response.state is ResponseState.SUBMITTED
    todo = say("undelivered.todo.handed_in") if handed_in else advice(wish.error)
    return say("progress.line_todo", partner=partner, person=person, state=state, todo=todo)


def _is_missed(response: Response, wish: Wish | None) -> bool:
    return wish is not None and wish.state is WishState.FAILED and response.state in MISSING_IT


def _state(response: Response, wish: Wish | None) -> Phrase:
    state = say(f"state.{response.state.value}")
    if wish is None or response.state not in MISSING_IT:
        return state
    invited = response.state is ResponseState.INVITED
    match wish.state:
        case WishState.FAILED if invited:
            return say("progress.unreachable", why=why(wish.error))
        case WishState.FAILED:
            return say("progress.then_unreachable", state=state, why=why(wish.error))
        case WishState.BLOCKED if invited:
            return say("progress.blocked")
        case WishState.WAITING if invited and wish.error:
            return say("progress.not_yet")
        case _ if invited and not wish.shown:
            return say("progress.not_asked")
        case _:
            return state


def text_form(scan: Scan, person: str, text: Phrase) -> Form:
    """A ready text for one participant, to copy into a mail or app."""
    return Form(
        key="scan.text",
        title=say("progress.text_title"),
        body=(
            Note(say("progress.text_intro", name=person)),
            TextInput(name="text", label=say("progress.text_label"), initial=text, multiline=True),
        ),
        submit=say("review.done"),
        close=say("form.back"),
        args={"scan": scan.id},
    )
