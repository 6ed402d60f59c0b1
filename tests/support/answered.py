"""Walks with answers, without a store."""

from dataclasses import replace

from flows.instrument import Item, ItemKind
from flows.response import Answer, ResponseState, Sharing
from flows.views.walk import Walk
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    a_response,
    a_walk,
)

TEXT = "regel één\n\n<!channel> *vet* :smile: \u202eomgekeerd"
"""Words that mean something to a platform, over several lines."""


def full(state: ResponseState = ResponseState.BEGUN, sharing: Sharing | None = None) -> Walk:
    """A walk with everything answered, and said why."""
    answers = {
        item.key: Answer(
            response_id=1,
            item=item.key,
            score=4 if item.kind is ItemKind.STATEMENT else None,
            text=TEXT if item.kind is ItemKind.SENTENCE else "",
            basis=TEXT if item.kind is ItemKind.STATEMENT else "",
            sharing=sharing,
            answered_at=NOW,
        )
        for item in INSTRUMENT.items
    }
    return a_walk(a_response(state=state, position=len(INSTRUMENT.items)), answers)


def with_answer(item: Item, **changes: object) -> Walk:
    """A walk with one answer."""
    answer = Answer(response_id=1, item=item.key, answered_at=NOW)
    changed = replace(answer, **changes)  # type: ignore[arg-type]  # checked when it runs
    return a_walk(a_response(state=ResponseState.BEGUN), {item.key: changed})
