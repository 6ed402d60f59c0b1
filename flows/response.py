"""One participant's way through a scan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from flows.instrument import Item, ItemKind
from flows.steps import (
    Back,
    Begin,
    Decline,
    Explain,
    Giving,
    HandIn,
    Later,
    Score,
    Skip,
    Step,
    Write,
)


class ResponseState(StrEnum):
    """Where a participant is; only what is submitted counts."""

    INVITED = "invited"  # asked, has not begun
    BEGUN = "begun"  # answering; `position` says where
    SUBMITTED = "submitted"  # handed in; answers can be changed until the scan closes
    DECLINED = "declined"  # does not take part; may still change their mind
    HANDED_OVER = "handed_over"  # gave the invitation to a colleague; the end
    ERASED = "erased"  # deleted their own answers; may begin afresh
    REMOVED = "removed"  # taken out by the leader; the end


class Sharing(StrEnum):
    """What may be done with a text in the channel."""

    NO = "no"
    UNNAMED = "unnamed"
    NAMED = "named"


@dataclass(frozen=True, kw_only=True)
class Response:
    """One participant's way through a scan; `position` counts items, the last is the review.

    `reminded` counts the reminders sent and `remind_at` is when the next is due, None if there is
    none. `later_at` is the moment that the participant chose to be asked again. `sentences_at` is
    when the sentences were handed in of a scan in which the statements were sent after them.
    """

    id: int = 0
    workspace_id: int
    scan_id: int
    partner_id: int
    participant_id: int
    person_id: int
    state: ResponseState = ResponseState.INVITED
    position: int = 0
    asked_item: str = ""
    sharing: Sharing = Sharing.NO
    later: bool = False
    passed_on_by: int | None = None
    note: str = ""
    reminded: int = 0
    remind_at: datetime | None = None
    later_at: datetime | None = None
    invited_at: datetime
    begun_at: datetime | None = None
    submitted_at: datetime | None = None
    sentences_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a participant gave for one item; a statement has a score or `unknown`."""

    id: int = 0
    response_id: int
    item: str
    score: int | None = None
    unknown: bool = False
    skipped: bool = False
    text: str = ""
    basis: str = ""
    sharing: Sharing | None = None
    answered_at: datetime


class Notice(StrEnum):
    """What a person is told, to them alone, when a step did not do what it seemed to ask."""

    NONE = ""  # nothing: the message itself says what happened
    OLD_BUTTON = "old_button"  # the question was answered already; says where they are
    NOT_NOW = "not_now"  # the step does not fit where they are
    SAVED = "saved"  # kept, while the conversation had already moved on
    OTHER_PART = "other_part"  # about the part of a scan of two moments that is not asked


@dataclass(frozen=True)
class Advance:
    """The outcome of a step: the response and answers as they now are, and what to tell."""

    response: Response
    answers: Mapping[str, Answer]
    notice: Notice = Notice.NONE


MAY_BEGIN = (ResponseState.INVITED, ResponseState.DECLINED, ResponseState.ERASED)
"""States from which a participant can start."""
ANSWERING = (ResponseState.BEGUN, ResponseState.SUBMITTED)
"""States in which answers are taken."""
ASKED = (*MAY_BEGIN, *ANSWERING)
"""States of people who were asked and still could answer."""


def is_answered(item: Item, answer: Answer | None) -> bool:
    """Whether the item has an answer: a score or "I do not know", a text or a skip."""
    if answer is None:
        return False
    if item.kind is ItemKind.STATEMENT:
        return answer.score is not None or answer.unknown
    return bool(answer.text) or answer.skipped


def advance(
    response: Response,
    answers: Mapping[str, Answer],
    step: Step,
    items: Sequence[Item],
    now: datetime,
    part: range | None = None,
) -> Advance:
    """What one step does to a response in an open scan.

    `part` are the positions of the items that are asked now, all unless given: no step gets
    behind the first of them or changes an answer to another item.

    A step that names another item than the current one comes from an old message or an open
    form: a text is kept where it belongs, a score is only taken if nothing else was chosen, and
    the position stays. ValueError if a step names an item that the instrument lacks, or one of
    the other kind.
    """
    part = range(len(items)) if part is None else part
    match step:
        case Begin():
            return _begin(response, answers, now, part)
        case Later(at=moment):
            return _put_off(response, answers, moment)
        case Decline():
            return _decline(response, answers)
        case HandIn():
            return _hand_in(response, answers, items, now, part)
        case Back(item=""):
            is_ready = response.position == part.stop and response.state is ResponseState.BEGUN
            return _moved(response, answers, part.stop - 1 if is_ready else None)
        case Back() | Skip() | Score() | Write() | Explain():
            return _at_question(response, answers, step, items, now, part)
        case _:
            assert_never(step)


def correct(answers: Mapping[str, Answer], answer: Answer, now: datetime) -> Mapping[str, Answer]:
    """The answers with one changed in the review, where any item can be changed."""
    return {**answers, answer.item: replace(answer, answered_at=now)}


def _begin(
    response: Response, answers: Mapping[str, Answer], now: datetime, part: range
) -> Advance:
    if response.state in ANSWERING:
        return Advance(response, answers)
    if response.state not in MAY_BEGIN:
        return Advance(response, answers, Notice.NOT_NOW)
    begun = replace(
        response,
        state=ResponseState.BEGUN,
        position=max(response.position, part.start),
        begun_at=response.begun_at or now,
    )
    return Advance(begun, answers)


def _put_off(response: Response, answers: Mapping[str, Answer], moment: datetime) -> Advance:
    if response.state not in {ResponseState.INVITED, ResponseState.BEGUN}:
        return Advance(response, answers, Notice.NOT_NOW)
    return Advance(replace(response, later=True, later_at=moment), answers)


def _decline(response: Response, answers: Mapping[str, Answer]) -> Advance:
    may_decline = (ResponseState.INVITED, ResponseState.BEGUN, ResponseState.DECLINED)
    if response.state not in may_decline:
        return Advance(response, answers, Notice.NOT_NOW)
    return Advance(replace(response, state=ResponseState.DECLINED), answers)


def _hand_in(
    response: Response,
    answers: Mapping[str, Answer],
    items: Sequence[Item],
    now: datetime,
    part: range,
) -> Advance:
    if response.state is ResponseState.SUBMITTED:
        return Advance(response, answers)
    asked = [items[position] for position in part]
    complete = all(is_answered(item, answers.get(item.key)) for item in asked)
    if response.state is not ResponseState.BEGUN or not complete:
        return Advance(response, answers, Notice.NOT_NOW)
    submitted = replace(
        response, state=ResponseState.SUBMITTED, position=part.stop, submitted_at=now
    )
    return Advance(submitted, answers)


def _at_question(
    response: Response,
    answers: Mapping[str, Answer],
    step: Back | Skip | Giving,
    items: Sequence[Item],
    now: datetime,
    part: range,
) -> Advance:
    if response.state not in ANSWERING:
        return Advance(response, answers, Notice.NOT_NOW)
    position = [item.key for item in items].index(step.item)
    if position not in part:
        return Advance(response, answers, Notice.OTHER_PART)
    item = items[position]
    is_current = response.state is ResponseState.BEGUN and position == response.position
    match step:
        case Back():
            return _moved(response, answers, max(position - 1, part.start) if is_current else None)
        case Skip():
            if not is_current:
                return _moved(response, answers, None)
            return _skip(response, answers, item, now)
        case Score() | Write() | Explain():
            return _give(response, answers, step, item, now, is_current=is_current)
        case _:
            assert_never(step)


def _skip(response: Response, answers: Mapping[str, Answer], item: Item, now: datetime) -> Advance:
    answer = answers.get(item.key)
    if not is_answered(item, answer):
        if item.kind is ItemKind.STATEMENT:
            return Advance(response, answers, Notice.NOT_NOW)
        answer = answer or Answer(response_id=response.id, item=item.key, answered_at=now)
        answers = {**answers, item.key: replace(answer, skipped=True, answered_at=now)}
    return _moved(response, answers, response.position + 1)


def _give(
    response: Response,
    answers: Mapping[str, Answer],
    step: Giving,
    item: Item,
    now: datetime,
    *,
    is_current: bool,
) -> Advance:
    if isinstance(step, Write) is not (item.kind is ItemKind.SENTENCE):
        raise ValueError(f"{item.key} is a {item.kind}, not for {type(step).__name__}")
    before = answers.get(item.key) or Answer(
        response_id=response.id, item=item.key, answered_at=now
    )
    after = _given(before, step)
    is_new = after != before
    if isinstance(step, Score) and is_new and not is_current:
        return Advance(response, answers, Notice.OLD_BUTTON)
    if is_new:
        answers = {**answers, item.key: replace(after, answered_at=now)}
    if isinstance(step, Explain):
        return Advance(response, answers)
    if is_current:
        return _moved(response, answers, response.position + 1)
    return Advance(response, answers, Notice.SAVED if is_new else Notice.NONE)


def _given(answer: Answer, step: Giving) -> Answer:
    match step:
        case Score(score=score):
            return replace(answer, score=score, unknown=score is None)
        case Write(text=text):
            return replace(answer, text=text, skipped=not text)
        case Explain(text=text):
            return replace(answer, basis=text)
        case _:
            assert_never(step)


def _moved(response: Response, answers: Mapping[str, Answer], position: int | None) -> Advance:
    if position is None:
        return Advance(response, answers, Notice.OLD_BUTTON)
    return Advance(replace(response, position=position), answers)
