"""A person's own data as a file of plain text."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from flows.instrument import ItemKind
from flows.language import Language
from flows.messages import Bullets, Element, Heading, Message, Note, Paragraph, Rule
from flows.region import Person
from flows.views.data_between import Between, between_elements
from flows.views.privacy import state_of
from flows.views.review import answer_lines, sharing_note
from flows.views.walk import Walk
from flows.wording import say


def data_file(
    person: Person, walks: Sequence[Walk], between: Between, language: Language, today: date
) -> Message:
    """All that is kept of one person, newest scan first, as a message to write to a file."""
    body: list[Element] = [Heading(say("data.file.title", day=today)), _about(person)]
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
            *_course(walk),
        ]
        for item in walk.instrument.items:
            answer = walk.answers.get(item.key)
            label = item.short if item.kind is ItemKind.STATEMENT else item.text
            body.append(Paragraph(say("walk.item", text=label.in_(language))))
            body += answer_lines(item, answer)
            if answer is not None and (note := sharing_note(walk, answer)):
                body.append(Note(note))
    if between:
        body += [Rule(), *between_elements(between)]
    return Message(body=tuple(body))


def _about(person: Person) -> Bullets:
    language = say("data.file.no_language")
    if person.language is not None:
        dutch = person.language is Language.NL
        language = say("data.file.dutch" if dutch else "data.file.english")
    return Bullets(
        (
            say("data.file.name", name=person.name),
            say("data.file.user", user=person.user_id, team=person.team_id),
            say("data.file.chosen", language=language),
        )
    )


def _course(walk: Walk) -> tuple[Bullets]:
    """When a person was asked, began and handed in, by whom, and what may be shared."""
    response = walk.response
    zone = ZoneInfo(walk.region.timezone)
    moments = {
        "invited": response.invited_at,
        "begun": response.begun_at,
        "sentences": response.sentences_at,
        "submitted": response.submitted_at,
    }
    lines = [
        say(f"data.file.moment.{step}", moment=moment.astimezone(zone))
        for step, moment in moments.items()
        if moment is not None
    ]
    if walk.passed_on_by:
        lines.append(say("data.file.passed_on", colleague=walk.passed_on_by))
    lines.append(say(f"data.file.sharing.{response.sharing.value}"))
    return (Bullets(tuple(lines)),)
