"""What calls somebody back who has not handed in: who asks, how far they are, until when."""

from flows.instrument import Item, ItemKind
from flows.messages import Element, Paragraph
from flows.response import ResponseState
from flows.scan import Part
from flows.views.walk import AGAIN, CHOSEN, NUDGED, Walk, minutes_left
from flows.wording import Phrase, say


def called_back(walk: Walk) -> tuple[Element, ...]:
    """What stands above a message that was posted again, nothing above another."""
    if walk.response.note not in AGAIN:
        return ()
    first = walk.scan.part is Part.SENTENCES
    last = say("talk.no_more" if first else "reminder.no_more")
    no_more = () if walk.response.remind_at else (Paragraph(last),)
    return (Paragraph(_greeting(walk)), *_where(walk), *no_more)


def _greeting(walk: Walk) -> Phrase:
    name = walk.person.name
    if walk.response.note == NUDGED:
        return say("reminder.from_leader", name=name, leader=walk.leader)
    if walk.response.note == CHOSEN:
        return say("reminder.chosen", name=name)
    return say("reminder.greeting", name=name)


def _where(walk: Walk) -> tuple[Element, ...]:
    item = walk.item
    if item is None and walk.response.state is not ResponseState.INVITED:
        return ()  # the message itself says that only handing in is left
    minutes = say("walk.count_minutes", count=minutes_left(walk))
    place = say("reminder.not_begun") if item is None else _place(walk, item)
    line = say("reminder.where", place=place, minutes=minutes, deadline=walk.scan.deadline)
    return (Paragraph(line),)


def _place(walk: Walk, item: Item) -> Phrase:
    same = walk.instrument.sentences
    if item.kind is ItemKind.STATEMENT:
        same = walk.instrument.statements
        return say("reminder.at_statement", number=same.index(item) + 1, total=len(same))
    return say("reminder.at_sentence", number=same.index(item) + 1, total=len(same))
