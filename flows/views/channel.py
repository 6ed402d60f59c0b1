"""What the stuurgroep's channel reads: who the bot is, that a scan runs, and its results."""

from collections.abc import Sequence

from flows.instrument import Instrument, Item
from flows.messages import Bullets, Element, Heading, Message, Note, Paragraph, Picture
from flows.results import Figure, Results
from flows.scan import MINIMUM_PARTNERS, Mode, Scan, ScanState
from flows.wording import Phrase, say


def hello_message() -> Message:
    """Who the bot is, for a channel that has just taken it in."""
    return Message(
        body=(
            Paragraph(say("channel.hello")),
            Paragraph(say("channel.hello_how")),
            Note(say("channel.hello_privacy")),
        )
    )


def started_message(scan: Scan, *, people: int, partners: int) -> Message:
    """That a scan runs, or how it ended; never who takes part."""
    match scan.state:
        case ScanState.CANCELLED:
            text = say("channel.cancelled")
        case ScanState.OPEN if scan.extended:
            text = say("channel.extended", deadline=scan.deadline)
        case ScanState.OPEN:
            text = say(
                "channel.started",
                people=say("channel.count_people", count=people),
                partners=say("channel.count_partners", count=partners),
                deadline=scan.deadline,
            )
        case _:
            text = say("channel.closed")
    show = say("channel.shown_open" if scan.mode is Mode.OPEN else "channel.shown_protected")
    running = (Note(show),) if scan.state is ScanState.OPEN else ()
    return Message(
        body=(Paragraph(say("channel.title", title=scan.title)), Paragraph(text), *running)
    )


def last_call_message(scan: Scan, *, handed_in: int, asked: int) -> Message:
    """How many have handed in shortly before the deadline, or that it is over; never who.

    They are partners in an open scan and people in a protected one.
    """
    title = Paragraph(say("channel.title", title=scan.title))
    if scan.state is not ScanState.OPEN:
        ended = scan.state is ScanState.CANCELLED
        return Message(
            body=(title, Paragraph(say("channel.cancelled" if ended else "last_call.closed")))
        )
    if scan.last_call_at is not None:  # the next is still to come: the scan has been extended
        return Message(body=(title, Paragraph(say("last_call.extended", deadline=scan.deadline))))
    text = say(
        "last_call.open" if scan.mode is Mode.OPEN else "last_call.protected",
        count=asked,
        handed_in=handed_in,
        deadline=scan.deadline,
    )
    return Message(body=(title, Paragraph(text), Note(say("last_call.where"))))


def results_message(
    scan: Scan, results: Results, instrument: Instrument, *, drawn: bool = True
) -> Message:
    """The combined radar with the seven means in words, or why there are no figures.

    Not `drawn` are figures that were changed once the radar stood.
    """
    top: list[Element] = [Heading(say("invite.title", title=scan.title))]
    if not results.enough:
        return Message(body=(*top, *_too_few(scan, results, instrument)))
    top.append(Paragraph(_answered(results)))
    if results.missing:
        top.append(Paragraph(say("channel.missing", partners=results.missing)))
    if not results.answered:
        return Message(body=(*top, Paragraph(say("channel.nobody"))))
    if drawn:
        top.append(Picture(alt_text(scan, results, instrument)))
    else:
        top.append(Note(say("channel.changed")))
    top.append(Paragraph(say("channel.means")))
    top.append(Bullets(tuple(mean_lines(results, instrument))))
    if scan.meeting_on:
        top.append(Paragraph(say("channel.meeting", meeting=scan.meeting_on)))
    top.append(
        Note(say("channel.table_below" if results.mode is Mode.OPEN else "channel.start_talking"))
    )
    return Message(body=tuple(top))


def mean_lines(results: Results, instrument: Instrument) -> Sequence[Phrase]:
    """A line per statement in the order of the tool, the first with its scale."""
    lines = []
    first = True
    for item, figure in zip(instrument.statements, results.figures, strict=True):
        lines.append(_mean_line(item, figure, results.mode, with_scale=first))
        first = first and figure.mean is None
    return lines


def _mean_line(item: Item, figure: Figure, mode: Mode, *, with_scale: bool) -> Phrase:
    if figure.mean is None or figure.spread is None:
        why = say("channel.mean.none" if mode is Mode.OPEN else "channel.mean.hidden")
        return say("channel.mean.line", item=item.short, value=why)
    value = say("channel.mean.of_five" if with_scale else "channel.mean.plain", mean=figure.mean)
    if figure.lowest is None or figure.highest is None:
        return say("channel.mean.spread", item=item.short, value=value, spread=figure.spread)
    if figure.lowest == figure.highest:
        return say("channel.mean.line", item=item.short, value=value)
    return say(
        "channel.mean.range",
        item=item.short,
        value=value,
        lowest=number(figure.lowest),
        highest=number(figure.highest),
    )


def number(score: float) -> int | float:
    """A score as people write it: whole scores without a decimal."""
    return int(score) if float(score).is_integer() else score


def alt_text(scan: Scan, results: Results, instrument: Instrument) -> Phrase:
    """What the radar shows, for who cannot see it."""
    return say(
        "channel.alt",
        title=scan.title,
        answered=results.answered,
        asked=results.asked,
        means=tuple(
            say("channel.alt_mean", item=item.short, mean=figure.mean)
            if figure.mean is not None
            else say("channel.alt_none", item=item.short)
            for item, figure in zip(instrument.statements, results.figures, strict=True)
        ),
    )


def table_message(results: Results, instrument: Instrument) -> Message:
    """The scores by partner, a list per statement, for the thread under the radar."""
    if not results.lines:
        return Message(body=(Paragraph(say("channel.table.gone")),))
    body: list[Element] = [Paragraph(say("channel.table.title"))]
    for position, item in enumerate(instrument.statements):
        scores = tuple(
            say("channel.table.score", partner=line.partner, score=number(score))
            if (score := line.scores[position]) is not None
            else say("channel.table.no_score", partner=line.partner)
            for line in results.lines
        )
        body += [Paragraph(say("channel.table.line", item=item.short)), Bullets(scores)]
    return Message(body=tuple(body))


def _answered(results: Results) -> Phrase:
    answered = say("channel.count_partners_of", count=results.asked, answered=results.answered)
    if results.mode is Mode.OPEN:
        return say("channel.answered_open", count=results.answered, answered=answered)
    return say(
        "channel.answered_protected",
        answered=answered,
        people=say("channel.count_people", count=results.people_answered),
    )


def _too_few(scan: Scan, results: Results, instrument: Instrument) -> tuple[Element, ...]:
    return (
        Paragraph(
            say(
                "channel.too_few",
                count=results.people_answered,
                minimum=scan.minimum,
                partners=MINIMUM_PARTNERS,
            )
        ),
        Paragraph(say("channel.talk_anyway")),
        Bullets(tuple(say("walk.lead", text=item.text) for item in instrument.sentences)),
        Note(say("channel.source", source=instrument.source.reference)),
    )
