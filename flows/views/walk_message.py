"""The one message in a participant's DM that takes them through a scan."""

from typing import assert_never

from flows.instrument import Item, ItemKind
from flows.messages import Button, Buttons, Element, Heading, Look, Message, Note, Paragraph
from flows.response import ResponseState, Sharing, is_answered
from flows.scan import Part, ScanState
from flows.views.called_back import called_back
from flows.views.earlier import earlier_buttons
from flows.views.invitation import invitation_body, language_button
from flows.views.later import chosen
from flows.views.over import after_scan, privacy_button
from flows.views.talk import above_statements, what_then
from flows.views.walk import (
    AGAIN,
    READY,
    Walk,
    counts,
    invitation_of,
    progress,
    whose_scores,
)
from flows.wording import Phrase, say


def walk_message(walk: Walk) -> Message:
    """The message as it has to stand now."""
    if walk.scan.state is not ScanState.OPEN:
        return Message(body=after_scan(walk))
    match walk.response.state:
        case ResponseState.INVITED:
            again = walk.response.later or walk.response.note in AGAIN
            return Message(body=_waiting(walk) if again else _invited(walk))
        case ResponseState.BEGUN:
            item = walk.item
            return Message(body=_ready(walk) if item is None else _question(walk, item))
        case ResponseState.SUBMITTED:
            return Message(body=_receipt(walk))
        case ResponseState.DECLINED | ResponseState.ERASED:
            return Message(body=_stepped_out(walk))
        case ResponseState.HANDED_OVER:
            return Message(body=(Paragraph(say("walk.handed_over")), privacy_button(walk)))
        case ResponseState.REMOVED:
            return Message(
                body=(Paragraph(say("walk.removed", leader=walk.leader)), privacy_button(walk))
            )
        case _:
            assert_never(walk.response.state)


def frozen_message(walk: Walk) -> Message:
    """What stays where the message stood when it goes on further down: the question, no answer."""
    asked = [item for item in walk.instrument.items if item.key == walk.response.asked_item]
    question = tuple(
        Paragraph(say("walk.item", text=item.wording(walk.scan.variant, walk.language)))
        for item in asked
    )
    return Message(body=(*question, Note(say("walk.frozen"))))


def _shared(walk: Walk) -> Phrase | None:
    asked = [walk.answers[item.key] for item in walk.questions if item.key in walk.answers]
    written = [answer for answer in asked if answer.text or answer.basis]
    if not written:
        return None
    ways = [answer.sharing or walk.response.sharing for answer in written]
    named, unnamed = ways.count(Sharing.NAMED), ways.count(Sharing.UNNAMED)
    if not named and not unnamed:
        return say("walk.shared.none")
    if not named:
        return say("walk.shared.unnamed", texts=say("walk.count_texts", count=unnamed))
    if not unnamed:
        return say("walk.shared.named", texts=say("walk.count_texts", count=named))
    return say(
        "walk.shared.both",
        named=say("walk.count_texts", count=named),
        unnamed=say("walk.count_texts", count=unnamed),
    )


def _invited(walk: Walk) -> tuple[Element, ...]:
    return (
        *invitation_body(invitation_of(walk)),
        Buttons(
            (
                walk.button("walk.begin", say("walk.button.begin"), Look.PRIMARY),
                walk.button("walk.later", say("walk.button.later")),
                walk.button("walk.colleague", say("walk.button.colleague")),
                walk.button("walk.decline", say("walk.button.decline")),
            )
        ),
        Buttons(
            (
                walk.button("privacy.open", say("walk.button.privacy")),
                language_button(walk.language, response=walk.response.id),
            )
        ),
    )


def _waiting(walk: Walk) -> tuple[Element, ...]:
    return (
        Heading(say("invite.title", title=walk.scan.title)),
        *called_back(walk),
        *_put_off(walk),
        Buttons(
            (
                walk.button("walk.begin", say("walk.button.begin"), Look.PRIMARY),
                _later(walk),
                walk.button("walk.invitation", say("walk.button.invitation")),
                walk.button("walk.colleague", say("walk.button.colleague")),
                walk.button("walk.decline", say("walk.button.decline")),
                walk.button("privacy.open", say("walk.button.privacy")),
            )
        ),
    )


def _put_off(walk: Walk) -> tuple[Element, ...]:
    moment = chosen(walk)
    if moment is not None:
        return (Paragraph(moment),)
    if walk.response.note in AGAIN or walk.response.state is not ResponseState.INVITED:
        return ()
    return (Paragraph(say("walk.later", deadline=walk.scan.deadline)),)


def _later(walk: Walk) -> Button:
    chose = walk.response.later_at is not None
    return walk.button(
        "walk.later", say("walk.button.other_moment" if chose else "walk.button.later")
    )


def _question(walk: Walk, item: Item) -> tuple[Element, ...]:
    top: list[Element] = [*called_back(walk), *_put_off(walk), Note(progress(walk, item))]
    if walk.response.note == item.key:
        top.append(Note(say("walk.typed_stays")))
    answer = walk.answers.get(item.key)
    answered = is_answered(item, answer)
    if answered:
        top.append(Note(say("walk.answered")))
    elif answer is not None and answer.basis:
        top.append(Note(say("walk.basis_kept")))
    moves = [
        walk.button("walk.skip", say("walk.button.keep"), item=item.key)
        if answered
        else walk.button("walk.skip", say("walk.button.skip"), item=item.key)
    ]
    if walk.response.position > walk.positions.start:
        moves.append(walk.button("walk.back", say("walk.button.back"), item=item.key))
    moves.append(_later(walk))
    if walk.response.note in AGAIN:
        moves.append(walk.button("walk.decline", say("walk.button.decline")))
    if item.kind is ItemKind.SENTENCE:
        return (*top, *_sentence(walk, item, moves))
    return (*top, *_statement(walk, item, moves if answered else moves[1:]))


def _sentence(walk: Walk, item: Item, moves: list[Button]) -> tuple[Element, ...]:
    write = walk.button("walk.write", say("walk.button.write"), Look.PRIMARY, item=item.key)
    return (
        Paragraph(say("walk.item", text=item.wording(walk.scan.variant, walk.language))),
        Paragraph(say("walk.sentence_hint")),
        Buttons((write, *earlier_buttons(walk, item), *moves)),
    )


def _statement(walk: Walk, item: Item, moves: list[Button]) -> tuple[Element, ...]:
    instrument, language = walk.instrument, walk.language
    scale = instrument.scale
    low = scale.labels[scale.minimum].in_(language)
    high = scale.labels[scale.maximum].in_(language)
    ends = {scale.minimum: low, scale.maximum: high}
    prompts = " ".join(prompt.in_(language) for prompt in instrument.prompts)
    is_first = item is instrument.statements[0]
    not_a_mark = (Note(say("walk.not_a_mark")),) if is_first else ()
    scores = tuple(
        walk.button(
            "walk.score",
            say("walk.button.score_end", score=score, label=ends[score])
            if score in ends
            else say("walk.button.score", score=score),
            item=item.key,
            score=str(score),
        )
        for score in scale.scores
    )
    return (
        *above_statements(walk),
        Paragraph(say("walk.lead", text=instrument.lead_question.in_(language))),
        Paragraph(say("walk.item", text=item.wording(walk.scan.variant, language))),
        Paragraph(
            say(
                "walk.legend",
                prompts=prompts,
                minimum=scale.minimum,
                low=low,
                maximum=scale.maximum,
                high=high,
            )
        ),
        *not_a_mark,
        Buttons(scores),
        Buttons(
            (
                walk.button("walk.unknown", say("walk.button.unknown"), item=item.key),
                walk.button("walk.explain", say("walk.button.explain"), item=item.key),
                walk.button("walk.basis", say("walk.button.basis"), item=item.key),
                *moves,
            )
        ),
    )


def _ready(walk: Walk) -> tuple[Element, ...]:
    note = (Note(say("walk.typed_stays")),) if walk.response.note == READY else ()
    way = _shared(walk)
    if way is not None and way.key == "walk.shared.none":
        way = say("walk.shared.choose")
    shared = (Paragraph(way),) if way is not None else ()
    return (
        *called_back(walk),
        *_put_off(walk),
        *note,
        Paragraph(say("walk.ready", counts=counts(walk), deadline=walk.scan.deadline)),
        *whose_scores(walk),
        *shared,
        Buttons(
            (
                walk.button("walk.review", say("walk.button.review"), Look.PRIMARY),
                walk.button("walk.hand_in", say("walk.button.hand_in")),
                walk.button("walk.back", say("walk.button.back")),
                _later(walk),
            )
        ),
    )


def _receipt(walk: Walk) -> tuple[Element, ...]:
    shared, counted = _shared(walk), counts(walk)
    return (
        Paragraph(say("walk.receipt.thanks")),
        Paragraph(say("walk.receipt.counts", counts=counted, shared=shared) if shared else counted),
        Paragraph(_until_when(walk)),
        Buttons(
            (
                walk.button("walk.review", say("walk.button.view_or_change")),
                walk.button("privacy.open", say("walk.button.privacy")),
            )
        ),
    )


def _until_when(walk: Walk) -> Phrase:
    deadline = walk.scan.deadline
    if walk.scan.part is Part.SENTENCES:
        return say("talk.receipt", deadline=deadline, then=what_then(walk.scan))
    return say("walk.receipt.change", deadline=deadline)


def _stepped_out(walk: Walk) -> tuple[Element, ...]:
    declined = walk.response.state is ResponseState.DECLINED
    return (
        Paragraph(say("walk.declined" if declined else "walk.erased", leader=walk.leader)),
        Paragraph(say("walk.still_possible", deadline=walk.scan.deadline)),
        Buttons(
            (
                walk.button("walk.begin", say("walk.button.after_all")),
                walk.button("privacy.open", say("walk.button.privacy")),
            )
        ),
    )
