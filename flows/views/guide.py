"""A plan for the conversation: the stages of the method, with the time that each may take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from flows.agenda import is_low
from flows.calendar import meeting_of
from flows.guide import LENGTHS, StagePlan, When, plan, shared_out
from flows.instrument import Certainty, Instrument, Item, SourcedText, Stage
from flows.messages import (
    Bullets,
    Button,
    Buttons,
    ChoiceInput,
    Element,
    Form,
    Note,
    Option,
    Paragraph,
)
from flows.outcome import Outcome
from flows.scan import Hold, Scan
from flows.views.agenda import marked, questions, valued
from flows.views.figures import Scale, shorts
from flows.views.we_sentences import we_elements, write_button
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What the guide is drawn from; `outcome` only once the channel has seen it.

    `region` is its name. `writes` says that the reader leads the region.
    """

    scan: Scan
    region: str
    instrument: Instrument
    outcome: Outcome | None
    minutes: int
    writes: bool

    @property
    def figures(self) -> bool:
        """Whether there are figures to talk about."""
        return self.outcome is not None and bool(self.outcome.findings.points)


def guide_button(scan: Scan) -> Button:
    """The way to the guide."""
    return Button(action="guide.open", label=say("guide.button"), args={"scan": scan.id})


def guide_form(guide: Guide) -> Form:
    """The guide in a window; choosing another length draws it anew."""
    scan = guide.scan
    body: list[Element] = [
        Paragraph(_intro(guide)),
        ChoiceInput(
            name="minutes",
            label=say("guide.length"),
            hint=say("guide.length_hint"),
            options=tuple(
                Option(value=str(length), label=say("guide.minutes", count=length))
                for length in LENGTHS
            ),
            initial=str(guide.minutes),
            folded=True,
            action="guide.length",
        ),
    ]
    parts = plan(scan, guide.minutes, figures=guide.figures)
    for number, part in enumerate(parts, start=1):
        body += _stage(guide, number, part)
    body.append(Note(say("guide.ours")))
    return Form(
        key="guide.done",
        title=say("guide.title"),
        body=tuple(body),
        submit=say("review.done"),
        close=say("form.close"),
        args={"scan": scan.id},
    )


def _intro(guide: Guide) -> Phrase:
    scan = guide.scan
    if scan.hold is Hold.TALK:
        return say("guide.intro.talk", title=scan.title)
    if not guide.figures:
        return say("guide.intro.no_figures", title=scan.title)
    meeting = meeting_of(scan)
    if meeting is not None:
        return say("guide.intro.meeting", title=scan.title, meeting=meeting)
    return say("guide.intro.figures", title=scan.title)


def _stage(guide: Guide, number: int, part: StagePlan) -> Iterator[Element]:
    title = say(f"guide.stage.{part.stage.value}")
    match part.when:
        case When.NOW:
            yield Paragraph(say("guide.now", number=number, title=title, count=part.minutes))
            yield Paragraph(_todo(guide, part.stage))
            for text in _method(guide, part.stage):
                yield Note(_sourced(text))
            yield from _material(guide, part)
        case When.DONE:
            yield Paragraph(say("guide.done", number=number, title=title))
            yield Paragraph(say(f"guide.past.{part.stage.value}"))
        case When.LATER:
            yield Paragraph(say("guide.later", number=number, title=title))
        case _:
            assert_never(part.when)
    if part.stage is Stage.PICTURE:
        yield from we_elements(guide.scan, guide.instrument, guide.region)
        if guide.writes:
            yield Buttons((write_button(guide.scan, minutes=guide.minutes),))


def _todo(guide: Guide, stage: Stage) -> Phrase:
    match stage:
        case Stage.STATEMENTS if guide.scan.hold is Hold.TALK:
            return say("guide.do.send")
        case Stage.DISCUSSION if not guide.figures:
            return say("guide.do.compare")
        case Stage.RADAR:
            return _look(guide)
        case _:
            return say(f"guide.do.{stage.value}")


def _look(guide: Guide) -> Phrase:
    channel, outcome = guide.scan.channel_name, guide.outcome
    strongest = outcome.findings.strongest if outcome else ()
    if not outcome or not strongest or is_low(outcome.results.figures[strongest[0]]):
        return say("guide.do.radar", channel=channel)
    items = shorts(guide.instrument, strongest)
    return say("guide.do.radar_strong", channel=channel, items=items, count=len(items))


def _material(guide: Guide, part: StagePlan) -> Iterator[Element]:
    """What the group has before it in a stage."""
    match part.stage:
        case Stage.REFLECTION:
            yield Bullets(_items(guide, guide.instrument.sentences))
        case Stage.STATEMENTS if guide.scan.hold is not Hold.TALK:
            yield Bullets(_items(guide, guide.instrument.statements))
        case Stage.DISCUSSION if guide.outcome is not None and guide.figures:
            shares = shared_out(part.minutes, [1] * len(guide.outcome.findings.points))
            yield Bullets(tuple(_lines(guide.outcome, shares)))


def _items(guide: Guide, items: Sequence[Item]) -> tuple[Phrase, ...]:
    return tuple(say("walk.lead", text=item.variant(guide.scan.variant)) for item in items)


def _method(guide: Guide, stage: Stage) -> Sequence[SourcedText]:
    """What the sources say of a stage; the one about scoring only if there is any."""
    if stage is Stage.STATEMENTS and guide.scan.hold is not Hold.TALK:
        return ()
    return guide.instrument.method.get(stage, ())


def _lines(outcome: Outcome, shares: Sequence[int]) -> Iterator[Phrase]:
    """The points of the agenda as the channel has them, each with its minutes."""
    scale = Scale()
    points = zip(outcome.findings.points, questions(outcome), shares, strict=True)
    for point, question, minutes in points:
        yield say(
            "guide.point",
            item=outcome.instrument.statements[point.number].short,
            value=valued(outcome, point.number, scale),
            marks=marked(outcome, point),
            count=minutes,
            question=question,
        )


def _sourced(text: SourcedText) -> Phrase:
    """What a source says, quoted where these are its own words; else what we say, and after it."""
    if text.source is None:
        return say("walk.lead", text=text)
    source = text.source.reference
    if text.certainty is Certainty.LITERAL:
        return say("guide.literal", text=text, source=source)
    return say("guide.after", text=text, source=source)
