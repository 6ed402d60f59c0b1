"""The review: every answer in a window, each editable, and the choice about sharing."""

from flows.consent import chosen_for, is_left_out
from flows.instrument import Item, ItemKind
from flows.messages import (
    Button,
    ChoiceInput,
    Element,
    Form,
    Note,
    Option,
    Paragraph,
    Quote,
    Row,
    Rule,
    TextInput,
)
from flows.response import Answer, ResponseState, Sharing
from flows.views.walk import Walk, progress, whose_scores
from flows.wording import Phrase, say

AS_ALL = "as_all"
"""The option of a text that follows the choice for all texts."""
UNKNOWN = "unknown"
"""The option of a statement that somebody cannot judge."""


def review_form(walk: Walk) -> Form:
    """All answers of a response, to check, change, and hand in."""
    submitted = walk.response.state is ResponseState.SUBMITTED
    intro = (
        say("review.intro_submitted", deadline=walk.scan.deadline)
        if submitted
        else say("review.intro")
    )
    closed = walk.instrument.items[: walk.positions.start]
    body: list[Element] = [
        Paragraph(intro),
        *whose_scores(walk),
        ChoiceInput(
            name="sharing",
            label=say("review.sharing"),
            options=sharing_options(),
            initial=walk.response.sharing,
            action="review.share",
            hint=say("talk.review_sharing" if closed else "review.sharing_hint"),
        ),
    ]
    for item in walk.questions:
        body += [Rule(), *_answer(walk, item)]
    if closed:
        body += [Rule(), Paragraph(say("talk.review_sentences"))]
    for item in closed:
        body += [Rule(), *_answer(walk, item, is_closed=True)]
    return Form(
        key="review.hand_in",
        title=say("review.title"),
        body=tuple(body),
        submit=say("review.done" if submitted else "review.hand_in"),
        close=say("form.back"),
        args={"response": walk.response.id},
    )


def sharing_options() -> tuple[Option, ...]:
    """The ways to share a text, the most private first."""
    return (
        Option(value=Sharing.NO, label=say("review.share_no")),
        Option(value=Sharing.UNNAMED, label=say("review.share_unnamed")),
        Option(value=Sharing.NAMED, label=say("review.share_named")),
    )


def answer_lines(item: Item, answer: Answer | None) -> tuple[Element, ...]:
    """An answer to the letter, for windows only."""
    if answer is None:
        return (Note(say("review.nothing")),)
    lines: list[Element] = []
    if item.kind is ItemKind.STATEMENT:
        lines.append(Paragraph(_score(answer)))
    elif answer.text:
        lines.append(Quote(answer.text))
    else:
        lines.append(Note(say("review.skipped" if answer.skipped else "review.expired")))
    return (*lines, *_basis(answer))


def _basis(answer: Answer) -> tuple[Element, ...]:
    return (Note(say("review.basis")), Quote(answer.basis)) if answer.basis else ()


def _score(answer: Answer) -> Phrase:
    if answer.score is not None:
        return say("review.score", score=answer.score)
    return say("review.unknown" if answer.unknown else "review.nothing")


def _answer(walk: Walk, item: Item, *, is_closed: bool = False) -> tuple[Element, ...]:
    edit = Button(
        action="review.edit",
        label=say("review.edit"),
        args={"response": walk.response.id, "item": item.key},
    )
    place, text = progress(walk, item), item.wording(walk.scan.variant, walk.language)
    answer = walk.answers.get(item.key)
    if item.kind is ItemKind.STATEMENT and answer is not None:
        # A score is short enough to stand with its statement, before the button.
        question = say("review.scored", place=place, text=text, score=_score(answer))
        lines = _basis(answer)
    else:
        question = say("review.question", place=place, text=text)
        lines = answer_lines(item, answer)
    # What follows the choice for all texts is said once, by that choice.
    is_told = answer and (answer.sharing or is_left_out(walk.scan, walk.response, answer))
    note = sharing_note(walk, answer) if answer and is_told else None
    shared = (Note(note),) if note else ()
    return (Paragraph(question) if is_closed else Row(question, edit), *lines, *shared)


def sharing_note(walk: Walk, answer: Answer) -> Phrase | None:
    """Whether the text of an answer may be shown and how; None if it has none."""
    if not answer.text and not answer.basis:
        return None
    if is_left_out(walk.scan, walk.response, answer):
        return say("review.shared.left_out")
    return say(f"review.shared.{chosen_for(walk.response, answer).value}")


def edit_form(walk: Walk, item: Item) -> Form:
    """A window to change one answer, its reason and whether it may be shared."""
    answer = walk.answers.get(item.key)
    prompts = " ".join(prompt.in_(walk.language) for prompt in walk.instrument.prompts)
    question = item.wording(walk.scan.variant, walk.language)
    if item.kind is ItemKind.SENTENCE:
        inputs: tuple[Element, ...] = (
            TextInput(
                name="text",
                label=say("form.sentence", text=question),
                hint=say("form.no_names"),
                initial=answer.text if answer else "",
                multiline=True,
                required=False,
            ),
        )
    else:
        inputs = (
            _score_input(walk, answer, question),
            TextInput(
                name="basis",
                label=say("form.basis", prompts=prompts),
                hint=say("form.no_names"),
                initial=answer.basis if answer else "",
                multiline=True,
                required=False,
            ),
        )
    sharing = answer.sharing if answer and answer.sharing is not None else AS_ALL
    return Form(
        key="review.edit",
        title=progress(walk, item),
        body=(
            *inputs,
            ChoiceInput(
                name="sharing",
                label=say("review.share_this"),
                options=(
                    Option(value=AS_ALL, label=say("review.share_as_all")),
                    *sharing_options(),
                ),
                initial=sharing,
                folded=True,
            ),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"response": walk.response.id, "item": item.key},
    )


def _score_input(walk: Walk, answer: Answer | None, question: str) -> ChoiceInput:
    scale = walk.instrument.scale
    options = tuple(
        Option(
            value=str(score),
            label=say(
                "walk.button.score_end", score=score, label=scale.labels[score].in_(walk.language)
            )
            if score in scale.labels
            else say("walk.button.score", score=score),
        )
        for score in scale.scores
    )
    initial = ""
    if answer is not None:
        initial = UNKNOWN if answer.unknown else str(answer.score or "")
    return ChoiceInput(
        name="score",
        label=say(
            "review.statement",
            lead=walk.instrument.lead_question.in_(walk.language),
            text=question,
        ),
        options=(*options, Option(value=UNKNOWN, label=say("walk.button.unknown"))),
        initial=initial,
    )
