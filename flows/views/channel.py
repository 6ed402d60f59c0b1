"""What the stuurgroep's channel reads: who the bot is, that a scan runs, and its results."""

from flows.instrument import Instrument
from flows.messages import (
    Bullets,
    Button,
    Buttons,
    Element,
    Heading,
    Message,
    Note,
    Paragraph,
    Picture,
)
from flows.outcome import Outcome
from flows.plots import RadarPlot
from flows.results import Results
from flows.scan import MINIMUM_PARTNERS, Hold, Mode, Scan, ScanState
from flows.views.action_message import new_button
from flows.views.agenda import finding_elements
from flows.views.figures import alt_text, run_on
from flows.views.results_figures import has_figures
from flows.views.shared import has_sentences
from flows.views.talk import text_of_part
from flows.wording import Phrase, say

FEW_MISSING = 12
"""So many missing partners are named above the figures at the most."""


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
    asked = say("channel.count_people", count=people)
    organisations = say("channel.count_partners", count=partners)
    of_part = text_of_part(scan, people=asked, partners=organisations)
    match scan.state:
        case _ if of_part is not None:
            text = of_part
        case ScanState.CANCELLED:
            text = say("channel.cancelled")
        case ScanState.OPEN if scan.extended:
            text = say("channel.extended", deadline=scan.deadline)
        case ScanState.OPEN:
            text = say(
                "channel.started",
                people=asked,
                partners=organisations,
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
    if scan.hold is Hold.TALK:
        return Message(body=(title, Paragraph(say("talk.channel_between"))))
    if scan.state is not ScanState.OPEN:
        ended = scan.state is ScanState.CANCELLED
        return Message(
            body=(title, Paragraph(say("channel.cancelled" if ended else "last_call.closed")))
        )
    if scan.last_call_at is not None:  # the next is still to come: the scan has been extended
        is_first = scan.talked_at is None
        more = say(
            "last_call.extended" if is_first else "talk.channel_statements", deadline=scan.deadline
        )
        return Message(body=(title, Paragraph(more)))
    text = say(
        "last_call.open" if scan.mode is Mode.OPEN else "last_call.protected",
        count=asked,
        handed_in=handed_in,
        deadline=scan.deadline,
    )
    return Message(body=(title, Paragraph(text), Note(say("last_call.where"))))


def results_message(outcome: Outcome) -> Message:
    """The combined radar with what its figures say, or why there are none."""
    scan, results = outcome.scan, outcome.results
    title = Heading(say("invite.title", title=scan.title))
    talk = Buttons((_button("guide.open", say("channel.button.guide"), scan),))
    if results.withdrawn:
        return Message(body=(title, Paragraph(say("channel.withdrawn")), talk))
    if not results.enough:
        return Message(body=(title, *_too_few(scan, results, outcome.instrument), talk))
    top: list[Element] = [title, *([Paragraph(_answered(results))] if results.answered else [])]
    late = _missing(results)
    if len(results.missing) <= FEW_MISSING:
        top, late = [*top, *late], []
    if not results.answered:
        return Message(body=(*top, Paragraph(say("channel.nobody")), *late, talk))
    body = (*top, *_radar(outcome), *finding_elements(outcome), _note(outcome))
    return Message(body=(*body, *late, _buttons(outcome)))


def _missing(results: Results) -> list[Element]:
    """Who is missing, by name; many of them stand below, so that the figures come first."""
    names = results.missing
    if len(names) > FEW_MISSING:
        lines = tuple(say("channel.missing_one", partner=name) for name in names)
        return [Paragraph(say("channel.missing_many")), Bullets(lines)]
    return [Paragraph(say("channel.missing", partners=names))] if names else []


def _radar(outcome: Outcome) -> tuple[Element, ...]:
    if not has_figures(outcome.results):
        return ()
    before = outcome.since.before if outcome.since else None
    alt = alt_text(outcome.scan, outcome.results, outcome.instrument)
    changed = (Note(say("channel.changed")),) if outcome.results.changed else ()
    return Picture(alt, RadarPlot(now=outcome.past, before=before)), *changed


def _note(outcome: Outcome) -> Element:
    """What the thread holds."""
    parts = []
    if outcome.findings.points:
        parts.append(say("channel.thread.questions"))
    if has_sentences(outcome):
        parts.append(say("channel.thread.sentences"))
    if has_figures(outcome.results) and outcome.results.mode is Mode.PROTECTED:
        parts.append(say("channel.thread.spread"))
    elif has_figures(outcome.results) and outcome.results.lines:
        parts.append(say("channel.thread.table"))
    return Note(say("channel.below", parts=parts) if parts else say("channel.start_talking"))


def _buttons(outcome: Outcome) -> Buttons:
    scan = outcome.scan
    compare = (_button("results.compare", say("channel.button.compare"), scan),)
    files = (_button("results.files", say("channel.button.files"), scan),)
    return Buttons(
        (
            _button("results.open", say("channel.button.open"), scan),
            *(compare if outcome.since else ()),
            *(files if has_figures(outcome.results) else ()),
            _button("guide.open", say("channel.button.guide"), scan),
            new_button(scan.region_id, scan=scan.id),
        )
    )


def _button(action: str, label: Phrase, scan: Scan) -> Button:
    return Button(action=action, label=label, args={"scan": scan.id})


def _answered(results: Results) -> Phrase:
    scored = results.answered - results.silent
    answered = say("channel.count_partners_of", count=results.asked, answered=scored)
    if results.mode is Mode.OPEN:
        gave = say("channel.answered_open", count=scored, answered=answered)
        silent = say("results.silent", count=results.silent)
        return run_on([gave, silent]) if results.silent else gave
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
