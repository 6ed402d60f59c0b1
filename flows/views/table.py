"""The scores in full, for the thread under the radar: a table in words, with the strip plot."""

from flows.instrument import Instrument
from flows.messages import Bullets, Element, Message, Paragraph, Picture
from flows.outcome import Outcome
from flows.plots import StripPlot
from flows.results import Line, Results
from flows.scan import Mode
from flows.views.figures import beside, number, spread_lines
from flows.wording import Phrase, say

FEW = 12
"""Partners up to which each statement lists them; above that each partner has a line."""
LIST_MOST = 3000
"""Characters of lists by statement, above which partners with long names have a line each."""
ABOUT_A_SCORE = 10
"""Characters that a score takes beside its partner's name, at most about."""


def table_message(outcome: Outcome) -> Message:
    """Every score of every partner; of a protected scan mean and spread of each statement."""
    results = outcome.results
    if results.mode is Mode.PROTECTED:
        if not results.enough:
            return Message(body=(Paragraph(say("table.withdrawn")),))
        body = _spreads(results, outcome.instrument)
        alt = say("table.alt_protected")
    elif results.lines:
        body = _scores(results, outcome.instrument)
        alt = say("table.alt")
    else:
        return Message(body=(Paragraph(say("table.gone")),))
    title, *rest = body
    return Message(body=(title, Picture(alt, StripPlot(now=outcome.past)), *rest))


def _spreads(results: Results, instrument: Instrument) -> list[Element]:
    return [
        Paragraph(say("table.spread_title")),
        Bullets(spread_lines(results, instrument)),
    ]


def _scores(results: Results, instrument: Instrument) -> list[Element]:
    if _fits_lists(results, instrument):
        return [Paragraph(say("table.title")), *_lists(results, instrument)]
    items = [
        say("table.item", place=place, item=item.short)
        for place, item in enumerate(instrument.statements, start=1)
    ]
    return [
        Paragraph(say("table.title")),
        Paragraph(say("table.order", items=beside(items))),
        Bullets(tuple(_line(line) for line in results.lines)),
    ]


def _fits_lists(results: Results, instrument: Instrument) -> bool:
    names = sum(len(line.partner) + ABOUT_A_SCORE for line in results.lines)
    return len(results.lines) <= FEW and names * len(instrument.statements) <= LIST_MOST


def _lists(results: Results, instrument: Instrument) -> list[Element]:
    """A list per statement, the partners in the same order in each."""
    body: list[Element] = []
    for place, item in enumerate(instrument.statements):
        scores = tuple(
            say("table.score", partner=line.partner, score=number(score))
            if (score := line.scores[place]) is not None
            else say("table.no_score", partner=line.partner)
            for line in results.lines
        )
        body += [Paragraph(say("table.statement", item=item.short)), Bullets(scores)]
    return body


def _line(line: Line) -> Phrase:
    return say(
        "table.line",
        partner=line.partner,
        scores=beside(
            [
                say("table.unknown") if score is None else say("table.known", score=number(score))
                for score in line.scores
            ]
        ),
    )
