"""What came of the scan before, as the invitation to the next one opens with it."""

from dataclasses import dataclass

from flows.calendar import day_of, meeting_of
from flows.instrument import Instrument
from flows.messages import Element, Paragraph
from flows.results import Results
from flows.scan import Scan
from flows.wording import Localized, Phrase, say


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """The published scan before; `was_asked` says whether the reader was asked then.

    `was_discussed` says that the meeting it was for is over.
    """

    scan: Scan
    results: Results
    instrument: Instrument
    was_asked: bool
    was_discussed: bool


def last_time_elements(last: LastTime | None) -> tuple[Element, ...]:
    """What came of it, in means that the channel saw; for who is new only that it was held."""
    if last is None:
        return ()
    if not last.was_asked:
        return (Paragraph(say("rhythm.last.new", month=day_of(last.scan))),)
    means = _means(last)
    if not means:
        return (Paragraph(say("rhythm.last.none", month=day_of(last.scan))),)
    return (Paragraph(say("rhythm.last.line", what=_figures(last, means), where=_where(last))),)


def _means(last: LastTime) -> list[tuple[Localized, float]]:
    figures = zip(last.instrument.statements, last.results.figures, strict=True)
    return [(item.short, one.mean) for item, one in figures if one.mean is not None]


def _figures(last: LastTime, means: list[tuple[Localized, float]]) -> Phrase:
    month, results = day_of(last.scan), last.results
    strongest, weakest = (choose(means, key=lambda one: one[1]) for choose in (max, min))
    answered = say("rhythm.last.answered", answered=results.answered, count=results.asked)
    if strongest[1] == weakest[1]:
        return say("rhythm.last.even", month=month, answered=answered, mean=strongest[1])
    return say(
        "rhythm.last.both",
        month=month,
        answered=answered,
        strongest=strongest[0],
        highest=strongest[1],
        weakest=weakest[0],
        lowest=weakest[1],
    )


def _where(last: LastTime) -> Phrase:
    meeting = meeting_of(last.scan)
    if last.was_discussed and meeting is not None:
        return say("rhythm.last.discussed", meeting=meeting)
    return say("rhythm.last.stands", channel=last.scan.channel_name)
