"""A line typed in the DM answers the question that was last shown there."""

from typing import assert_never

from flows.instrument import Item, ItemKind
from flows.response import Response, ResponseState
from flows.scan import ScanState
from flows.steps import Score, Write
from flows.topics import Topic
from flows.usecases.answer import LONGEST_TEXT, closed, not_a_score, size, take
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.walks import walk_of
from flows.views.walk import Walk
from flows.wording import Phrase, say

UNKNOWN_WORDS = frozenset(
    {"weet niet", "weet ik niet", "geen idee", "don't know", "i don't know", "do not know"}
)
"""What people type for the button "I do not know"."""


def typed(request: Request) -> Reply:
    """Take a line typed in the DM as the answer to the question last shown there."""
    response = _asked(request)
    if response is None:
        return Reply(notice=say("walk.notice.nothing_asked"))
    response = request.store.responses.get(response.id, lock=True)
    walk = walk_of(request.store, response, request.instruments)
    if walk.scan.state is not ScanState.OPEN:
        return closed(request, walk)
    asked = {item.key: item for item in walk.questions}.get(response.asked_item)
    if response.state is not ResponseState.BEGUN or asked is None:
        return Reply(notice=_nothing_to_answer(walk))
    text = request.event.text.strip()
    if not text:
        return Reply(notice=say("walk.notice.no_text"))
    if _is_overtaken(request, walk):
        return Reply(notice=say("walk.notice.not_shown"))
    if asked.kind is ItemKind.SENTENCE:
        return _sentence(request, walk, asked, text)
    if text.lower().rstrip(".").replace("’", "'") in UNKNOWN_WORDS:
        return take(request, response, Score(asked.key, None), typed=True)
    scores = {str(score): score for score in walk.instrument.scale.scores}
    if text not in scores:
        return not_a_score(walk)
    return take(request, response, Score(asked.key, scores[text]), typed=True)


def _sentence(request: Request, walk: Walk, asked: Item, text: str) -> Reply:
    length = size(text)
    if length > LONGEST_TEXT:
        return Reply(notice=say("walk.notice.too_long", length=length, longest=LONGEST_TEXT))
    before = walk.answers.get(asked.key)
    if walk.item is not asked and before is not None and before.text not in {"", text}:
        # A second line before the next question stood there must not replace the first.
        return Reply(notice=say("walk.notice.not_shown"))
    return take(request, walk.response, Write(asked.key, text), typed=True)


def _is_overtaken(request: Request, walk: Walk) -> bool:
    """Whether the line was typed before the question that now stands there, and only came late."""
    wish = request.store.wishes.one(topic=Topic.WALK, subject_id=walk.response.id)
    return wish is not None and "" < request.event.mark < wish.ts


def _nothing_to_answer(walk: Walk) -> Phrase:
    match walk.response.state:
        case ResponseState.SUBMITTED:
            return say("walk.notice.handed_in")
        case ResponseState.HANDED_OVER | ResponseState.REMOVED:
            return say("walk.notice.nothing_asked")
        case ResponseState.INVITED | ResponseState.DECLINED | ResponseState.ERASED:
            return say("walk.notice.begin_first")
        case ResponseState.BEGUN:
            return say("walk.notice.use_buttons" if walk.is_ready else "walk.notice.not_shown")
        case _:
            assert_never(walk.response.state)


def _asked(request: Request) -> Response | None:
    store, person = request.store, request.person
    if person.asked_response_id is not None:
        return store.responses.one(id=person.asked_response_id, person_id=person.id)
    theirs = store.responses.find(person_id=person.id)
    return theirs[-1] if theirs else None


TYPED = Route(typed)
