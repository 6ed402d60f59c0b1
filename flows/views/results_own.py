"""Somebody's own scores beside the region's, for themselves alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.comparison import Past
from flows.instrument import Instrument, Item
from flows.messages import Buttons, Element, Form, Note, Paragraph, Picture, Quote, Rule
from flows.plots import RadarPlot
from flows.response import Answer, ResponseState
from flows.results import Results
from flows.scan import Scan
from flows.views.figures import Scale
from flows.views.results import open_button
from flows.views.results_figures import has_figures
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """What somebody gave in a published scan, and what they may see beside it.

    `past` is None when they may not see the region's figures. `line` are the means of their
    organisation, where several people answered for it and the channel sees them; else empty.
    """

    scan: Scan
    instrument: Instrument
    state: ResponseState
    answers: Mapping[str, Answer]
    partner: str
    past: Past | None = None
    line: Sequence[float | None] = ()


def own_form(own: OwnLine) -> Form:
    """The window with somebody's own scores, their reasons, and the region's means."""
    return Form(
        key="results.own",
        title=say("results.own.title"),
        body=(*_body(own), *_onward(own)),
        close=say("form.close"),
    )


def _body(own: OwnLine) -> tuple[Element, ...]:
    title = own.scan.title
    if own.state is ResponseState.ERASED:
        return (Paragraph(say("results.own.erased", title=title)),)
    if own.state is not ResponseState.SUBMITTED:
        return (Paragraph(say("results.own.not_handed_in", title=title)),)
    given = [own.answers.get(item.key) for item in own.instrument.statements]
    if not any(given):
        gone = say(
            "results.own.expired" if not own.answers else "results.own.not_handed_in", title=title
        )
        return (Paragraph(gone),)
    intro = Paragraph(say("results.own.intro", title=title, partner=own.partner))
    return (intro, *_beside(own, given), *_statements(own, given))


def _beside(own: OwnLine, given: Sequence[Answer | None]) -> tuple[Element, ...]:
    if own.past is None or not has_figures(own.past.results):
        return (Note(say("results.own.alone")),)
    scores = tuple(answer.score if answer else None for answer in given)
    if all(score is None for score in scores):
        return ()
    return (Picture(say("results.alt.own"), RadarPlot(now=own.past, own=scores)),)


def _statements(own: OwnLine, given: Sequence[Answer | None]) -> list[Element]:
    body: list[Element] = []
    means = _means(own.past.results if own.past else None, len(given))
    line = own.line or [None] * len(given)
    scale = Scale()
    for number, (item, answer) in enumerate(zip(own.instrument.statements, given, strict=True)):
        mean = means[number]
        region = None if mean is None else scale.figure(mean)
        body.append(Paragraph(_title(item, number)))
        body.append(Paragraph(_score(answer, region, line[number])))
        if answer is not None and answer.basis:
            body += [Note(say("results.own.basis")), Quote(answer.basis)]
    return body


def _means(results: Results | None, count: int) -> Sequence[float | None]:
    return [figure.mean for figure in results.figures] if results else [None] * count


def _title(item: Item, number: int) -> Phrase:
    return say("results.statement", number=number + 1, item=item.short)


def _score(answer: Answer | None, region: Phrase | None, line: float | None) -> Phrase:
    if answer is None or answer.score is None:
        if region is None:
            return say("results.own.unknown")
        if line is None:
            return say("results.own.unknown_beside", mean=region)
        return say("results.own.unknown_organisation", line=line, mean=region)
    score = answer.score
    if region is None:
        return say("results.own.score", score=score)
    if line is None:
        return say("results.own.score_beside", score=score, mean=region)
    return say("results.own.score_organisation", score=score, line=line, mean=region)


def _onward(own: OwnLine) -> tuple[Element, ...]:
    return (Rule(), Buttons((open_button(own.scan),))) if own.past else ()
