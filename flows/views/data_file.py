"""A person's own data as a file of plain text."""

from collections.abc import Sequence
from datetime import date

from flows.instrument import ItemKind
from flows.language import Language
from flows.messages import Element, Heading, Message, Note, Paragraph, Rule
from flows.views.privacy import state_of
from flows.views.review import answer_lines
from flows.views.walk import Walk
from flows.wording import say


def data_file(walks: Sequence[Walk], language: Language, today: date) -> Message:
    """All that is kept of one person, newest scan first, as a message to write to a file."""
    body: list[Element] = [Heading(say("data.file.title", day=today))]
    for walk in walks:
        body += [
            Rule(),
            Heading(say("invite.title", title=walk.scan.title)),
            Note(
                say(
                    "data.about",
                    region=walk.region.name,
                    partner=walk.partner.name,
                    state=state_of(walk),
                    texts=walk.scan.texts_until,
                    scores=walk.scan.scores_until,
                )
            ),
        ]
        for item in walk.instrument.items:
            answer = walk.answers.get(item.key)
            label = item.short if item.kind is ItemKind.STATEMENT else item.text
            body.append(Paragraph(say("walk.item", text=label.in_(language))))
            body += answer_lines(item, answer)
    return Message(body=tuple(body))
