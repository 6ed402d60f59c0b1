"""The windows of a check-in: a sentence, another date."""

from datetime import date

from flows.action import Action
from flows.check_in import CheckIn
from flows.messages import DateInput, Element, Form, Note, Paragraph, TextInput
from flows.views.check_in_answered import added_question, sentence_readers
from flows.wording import say

LONGEST = 500
"""Characters of a sentence at the most."""


def sentence_form(check_in: CheckIn, action: Action | None, leaders: tuple[str, ...]) -> Form:
    """A window to write a sentence in; it says who reads it."""
    return Form(
        key="check_in.write",
        title=say("check_in.sentence.title"),
        body=(
            TextInput(
                name="text",
                label=added_question(check_in),
                hint=say("form.no_names"),
                multiline=True,
                longest=LONGEST,
            ),
            Note(sentence_readers(leaders, check_in, action)),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"check_in": check_in.id},
    )


def date_form(check_in: CheckIn, action: Action, free: tuple[date, date] | None = None) -> Form:
    """A window to choose another date for an action in.

    `free` is the day that was chosen although nobody works then, and the first working day after.
    """
    hint: list[Element] = []
    if free is not None:
        hint = [Paragraph(say("check_in.date.free", day=free[0], after=free[1]))]
    return Form(
        key="check_in.date",
        title=say("check_in.date.title"),
        body=(
            *hint,
            DateInput(
                name="day",
                label=say("check_in.date.label"),
                initial=free[1] if free is not None else action.due_on,
            ),
            Note(say("check_in.date.seen")),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"check_in": check_in.id, **({"seen": free[0].isoformat()} if free else {})},
    )
