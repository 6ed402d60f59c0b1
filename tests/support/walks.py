"""Walks at a place, for the tests of what a participant reads."""

from dataclasses import replace

from flows.instrument import ItemKind
from flows.messages import Message
from flows.response import Answer, ResponseState
from flows.views.walk import Walk
from tests.support.builders import INSTRUMENT, NOW, a_response, a_walk, buttons_of


def begun(position: int, **changes: object) -> Walk:
    """A walk at a position, nothing answered."""
    return a_walk(a_response(state=ResponseState.BEGUN, position=position, **changes))


def answered(walk: Walk, *, text: str = "", basis: str = "", score: int = 4) -> Walk:
    """The walk with an answer to everything."""
    answers = {
        item.key: Answer(
            response_id=1,
            item=item.key,
            score=score if item.kind is ItemKind.STATEMENT else None,
            text=text if item.kind is ItemKind.SENTENCE else "",
            skipped=item.kind is ItemKind.SENTENCE and not text,
            basis=basis if item.kind is ItemKind.STATEMENT else "",
            answered_at=NOW,
        )
        for item in INSTRUMENT.items
    }
    return replace(walk, answers=answers)


def actions(message: Message) -> list[str]:
    """What can be tapped, in order."""
    return [button.action for button in buttons_of(message)]
