"""What the figures of a scan say, in sentences: what is good, what to talk about, the others."""

from collections import defaultdict
from collections.abc import Iterator

from flows.agenda import LOW, Absence, Agreement, Mark, Point, absence, agreement
from flows.calendar import day_of, meeting_of
from flows.comparison import Change
from flows.language import as_read
from flows.messages import Element, Paragraph
from flows.outcome import Outcome
from flows.results import AGREEMENT, Figure
from flows.views.figures import Scale, beside, number, run_on, shorts
from flows.views.ran import ran_for, ran_lines
from flows.wording import Localized, Phrase, say

ASKED = ("lift", "arrangement", "step")
"""What is asked of the first, second and third point that is to be lifted."""


def finding_elements(outcome: Outcome) -> list[Element]:
    """All that is said of the figures, in order; the first that is said has its scale."""
    if not outcome.findings.points:
        return [Paragraph(_without(outcome))]
    scale = Scale()
    good = _good(outcome, scale)
    return [
        *good,
        *_points(outcome, scale),
        *_others(outcome, scale),
        *_compared(outcome),
    ]


def _good(outcome: Outcome, scale: Scale) -> list[Element]:
    """What rose, most first, and what is strongest."""
    findings = outcome.findings
    lines = _rises(outcome, scale)
    highest = findings.points[0].figure.mean or 0.0
    if findings.strongest:
        highest = outcome.results.figures[findings.strongest[0]].mean or 0.0
        items = shorts(outcome.instrument, findings.strongest)
        lines.append(say("agenda.strongest", mean=scale.figure(highest), items=items))
    elif _known(outcome) > 1:
        lines.append(say("agenda.equal", mean=scale.figure(highest)))
    if not lines:
        return []
    good = findings.rose or as_read(highest) >= LOW
    title = say("agenda.good" if good else "agenda.first")
    return [Paragraph(say("agenda.section", title=title, text=run_on(lines)))]


def _rises(outcome: Outcome, scale: Scale) -> list[Phrase]:
    if not outcome.findings.rose:
        return []
    (place, change), *more = outcome.findings.rose
    item, before = _short(outcome, place), change.before or 0.0
    rose = say("agenda.rose", item=item, before=before, now=scale.figure(change.now or 0.0))
    lines = [rose, *ran_lines(outcome, change.item)]
    if more:
        items = beside([_from_to(outcome, *one) for one in more])
        also = ran_for(outcome, [other.item for _, other in more])
        lines += [say("agenda.rose_too", items=items), *also]
    return lines


def _points(outcome: Outcome, scale: Scale) -> list[Element]:
    meeting = meeting_of(outcome.scan)
    title = say("agenda.points_on", meeting=meeting) if meeting else say("agenda.points")
    elements: list[Element] = [Paragraph(title)]
    points = zip(outcome.findings.points, questions(outcome), strict=True)
    for place, (point, question) in enumerate(points, start=1):
        value = valued(outcome, point.number, scale)
        item = _short(outcome, point.number)
        line = say(
            "agenda.point",
            place=place,
            item=item,
            value=value,
            marks=marked(outcome, point),
            question=question,
        )
        elements.append(Paragraph(line))
    return elements


def questions(outcome: Outcome) -> tuple[Phrase, ...]:
    """What to ask about each point of the agenda."""
    asked = iter(ASKED)
    return tuple(_question(outcome, point, asked) for point in outcome.findings.points)


def _question(outcome: Outcome, point: Point, asked: Iterator[str]) -> Phrase:
    if Mark.DIVIDED in point.marks:
        return say("agenda.ask.divided")
    if as_read(point.figure.mean or 0.0) >= outcome.instrument.scale.maximum:
        return say("agenda.ask.hold")
    return say(f"agenda.ask.{next(asked)}")


def valued(outcome: Outcome, place: int, scale: Scale) -> Phrase:
    """The mean of a statement, and what it was if it fell."""
    value = scale.figure(outcome.results.figures[place].mean or 0.0)
    fell = dict(outcome.findings.fell).get(place)
    return say("agenda.was", value=value, before=fell.before or 0.0) if fell else value


def marked(outcome: Outcome, point: Point) -> Phrase:
    """Why a statement is on the agenda, and how far its scores lie apart."""
    why, apart = _why(outcome, point), _apart(point.figure)
    return say("agenda.marked", why=why, apart=apart) if apart else why


def _why(outcome: Outcome, point: Point) -> Phrase:
    divided = Mark.DIVIDED in point.marks
    if Mark.LOW in point.marks:
        first = say("agenda.mark.low")
    elif point.lowest:
        others = len(outcome.findings.lowest) - 1
        first = say("agenda.mark.shared", count=others) if others else say("agenda.mark.lowest")
    elif divided:
        return say("agenda.mark.divided")
    else:
        return say("agenda.mark.equal" if _known(outcome) > 1 else "agenda.mark.only")
    return say("agenda.mark.both", first=first) if divided else first


def _apart(figure: Figure) -> Phrase | None:
    found = agreement(figure)
    has_ends = figure.lowest is not None and figure.highest is not None
    match found:
        case Agreement.FAR | Agreement.WITHIN if has_ends:
            lowest, highest = number(figure.lowest or 0.0), number(figure.highest or 0.0)
            return say("agenda.apart.range", lowest=lowest, highest=highest)
        case Agreement.WITHIN:
            return say("agenda.apart.within", limit=AGREEMENT)
        case Agreement.NONE:
            return say("agenda.apart.single") if figure.n == 1 else None
        case _:
            return say(f"agenda.apart.{found}")


def _others(outcome: Outcome, scale: Scale) -> list[Element]:
    findings = outcome.findings
    elements: list[Element] = []
    if findings.others:
        values = [
            say("agenda.value", item=_short(outcome, place), value=valued(outcome, place, scale))
            for place in findings.others
        ]
        elements.append(Paragraph(say("agenda.others", values=beside(values))))
    if findings.without:
        elements.append(Paragraph(_without(outcome)))
    return elements


def _without(outcome: Outcome) -> Phrase:
    """Which statements have no figure, and why."""
    by_reason: dict[Absence, list[int]] = defaultdict(list)
    for place in outcome.findings.without:
        by_reason[absence(outcome.results.figures[place])].append(place)
    return run_on(
        [
            say(f"agenda.{reason.value}", items=shorts(outcome.instrument, places))
            for reason, places in by_reason.items()
        ]
    )


def _compared(outcome: Outcome) -> list[Element]:
    """With which scan is compared, what is not, and who went another way than all together."""
    since, findings = outcome.since, outcome.findings
    if since is None:
        return []
    lines = []
    if any(change.overall is not None for change in since.changes):
        lines.append(say("agenda.compared", month=day_of(since.before.scan)))
    if findings.apart:
        ways = [_among_both(outcome, place, change) for place, change in findings.apart]
        lines.append(say("agenda.apart_from", ways=beside(ways)))
    if since.other_items:
        other = [each for each in outcome.instrument.statements if each.key in since.other_items]
        lines.append(say("agenda.other_items", items=tuple(each.short for each in other)))
    return [Paragraph(run_on(lines))] if lines else []


def _among_both(outcome: Outcome, place: int, change: Change) -> Phrase:
    item, now = _short(outcome, place), change.both_now or 0.0
    if change.among_both == 0:
        return say("agenda.both_stayed", item=item, now=now, count=change.both)
    before = change.both_before or 0.0
    return say("agenda.both_went", item=item, before=before, now=now, count=change.both)


def _from_to(outcome: Outcome, place: int, change: Change) -> Phrase:
    item = _short(outcome, place)
    return say("agenda.from_to", item=item, before=change.before or 0.0, now=change.now or 0.0)


def _short(outcome: Outcome, place: int) -> Localized:
    return outcome.instrument.statements[place].short


def _known(outcome: Outcome) -> int:
    """How many statements have a mean."""
    return len(outcome.findings.points) + len(outcome.findings.others)
