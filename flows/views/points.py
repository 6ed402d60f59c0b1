"""A point of the agenda in the thread: the statement, its figures, what to ask, who wrote what."""

from collections import defaultdict
from collections.abc import Sequence

from flows.agenda import Point
from flows.instrument import Certainty, Item, SourcedText
from flows.instrument import Element as BorgingElement
from flows.language import as_read
from flows.messages import Bullets, Buttons, Element, Message, Note, Paragraph
from flows.outcome import Outcome
from flows.results import Line
from flows.scan import Mode
from flows.views.action_message import new_button
from flows.views.agenda import marked, valued
from flows.views.figures import Scale, beside, number, run_on
from flows.views.shared import all_button, excerpt, of_item
from flows.wording import Phrase, say

FEW = 12
"""Partners up to which each score names who gave it; above that it says how many did."""


def point_message(outcome: Outcome, place: int) -> Message:
    """The agenda's point at this place, counted from 0, or that it is no point any more."""
    if place >= len(outcome.findings.points):
        return Message(body=(Paragraph(say("point.dropped")),))
    point = outcome.findings.points[place]
    item, scan = outcome.instrument.statements[point.number], outcome.scan
    return Message(
        body=(
            Paragraph(say("point.title", place=place + 1, item=item.short)),
            Paragraph(say("point.ours", text=item.variant(outcome.scan.variant))),
            Paragraph(_figures(outcome, point)),
            *_dots(outcome, point.number),
            *_questions(outcome.instrument.element_of(item)),
            *_reasons(outcome, item),
            Buttons((new_button(scan.region_id, scan=scan.id, item=item.key),)),
        )
    )


def _figures(outcome: Outcome, point: Point) -> Phrase:
    value = valued(outcome, point.number, Scale())
    said = [say("point.figures", value=value, marks=marked(outcome, point))]
    figure = point.figure
    if outcome.results.mode is Mode.PROTECTED:
        said.append(say("point.spread", spread=figure.spread or 0.0))
    elif figure.n is not None and figure.unknown:
        said.append(say("point.scored", count=figure.n, answered=outcome.results.answered))
    return run_on(said)


def _dots(outcome: Outcome, place: int) -> list[Element]:
    """Who gave which score, the highest first; of many partners how many did."""
    lines = outcome.results.lines
    if not lines:
        return []
    by_score: dict[float, list[Line]] = defaultdict(list)
    unknown: list[Line] = []
    for line in lines:
        score = line.scores[place]
        (unknown if score is None else by_score[as_read(score)]).append(line)
    few = len(lines) <= FEW
    dots = [
        say("point.dot", score=number(score), who=_who(by_score[score], few=few))
        for score in sorted(by_score, reverse=True)
    ]
    if unknown:
        dots.append(say("point.unknown", who=_who(unknown, few=few)))
    said = beside(dots)
    return [Paragraph(say("point.dots", dots=said) if few else say("point.counts", dots=said))]


def _who(lines: Sequence[Line], *, few: bool) -> Phrase:
    if few:
        return say("point.names", names=tuple(line.partner for line in lines))
    return say("point.partners", count=len(lines))


def _questions(element: BorgingElement) -> list[Element]:
    """The method's questions and checklist, each of its own words between quotation marks."""
    questions = [question.text for question in element.questions]
    checklist = element.checklist
    elements: list[Element] = [
        Paragraph(say("point.questions")),
        Bullets(tuple(sourced(text) for text in questions)),
    ]
    if checklist:
        elements.append(Paragraph(say("point.checklist")))
        elements.append(Bullets(tuple(sourced(text) for text in checklist)))
    return [*elements, *sources([*questions, *checklist])]


def sourced(text: SourcedText) -> Phrase:
    """A text of the method, between quotation marks if these are its own words."""
    literal = text.certainty is Certainty.LITERAL
    return say("point.quoted", text=text) if literal else say("point.ours", text=text)


def sources(texts: Sequence[SourcedText]) -> list[Element]:
    """Whose words these are, source by source."""
    notes: list[Element] = []
    for source in dict.fromkeys(text.source for text in texts if text.source):
        kinds = {text.certainty for text in texts if text.source == source}
        if kinds == {Certainty.LITERAL}:
            said = say("point.source.literal", source=source.reference)
        elif kinds == {Certainty.ADAPTED}:
            said = say("point.source.after", source=source.reference)
        else:
            said = say("point.source.mixed", source=source.reference)
        notes.append(Note(said))
    return notes


def _reasons(outcome: Outcome, item: Item) -> list[Element]:
    """On what people based their scores, as far as they shared it and it fits."""
    texts = of_item(outcome.shared, item)
    if not texts:
        return []
    lines, whole = excerpt(texts)
    button = all_button(outcome.scan, item, say("shared.all"))
    more = () if whole else (Buttons((button,)),)
    return [Paragraph(say("point.reasons")), Bullets(lines), *more]
