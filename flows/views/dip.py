"""Signals of a netwerkdip to a leader: the notice, and the window with all that is watched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.dip_notice import Step
from flows.follow_up import FollowUp
from flows.messages import (
    Args,
    Bullets,
    Button,
    Buttons,
    Element,
    Form,
    Message,
    Note,
    Paragraph,
    Rule,
)
from flows.signals import Kind, Reading, Watched
from flows.views.dip_lines import now_line, signal_lines
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class DipTold:
    """What a leader's notice is drawn from.

    `signals` are those of the notice that there still are, `steps` what fits them; without any it
    was dismissed up to `quiet_until`, or they are over. It went to so many `leaders`.
    """

    region: int
    watched: Watched
    signals: Sequence[Reading]
    steps: Sequence[Step]
    leaders: int
    quiet_until: date | None = None


def dip_message(told: DipTold) -> Message:
    """What is seen, since when, what it could mean, and small steps that fit."""
    if not told.signals:
        until = told.quiet_until
        over = say("dip.dismissed", until=until) if until else say("dip.over")
        return Message(body=(Paragraph(over), Buttons((_open(told.region),))))
    dismiss = _about(told.region, "dip.dismiss", say("dip.button.dismiss"))
    return Message(
        body=(
            Paragraph(say("dip.title")),
            Paragraph(say("dip.seen")),
            Bullets(signal_lines(told.signals, told.watched)),
            Paragraph(say("dip.meaning", reasons=_reasons(told.watched))),
            Paragraph(say("dip.steps")),
            Buttons(tuple(step_button(told.region, step) for step in told.steps)),
            Note(say("dip.credit")),
            Buttons((dismiss, _open(told.region))),
            Note(say("dip.private", count=told.leaders)),
        )
    )


def _reasons(watched: Watched) -> tuple[Phrase, ...]:
    """What else it may come from at this time."""
    there = tuple(say(f"dip.reason.{one}") for one in watched.moments)
    return there or (say("dip.reason.busy"),)


def frozen_dip_message() -> Message:
    """What stays of a notice once there is a newer one below."""
    return Message(body=(Paragraph(say("dip.below")),))


def moment_message(day: date, leaders: Sequence[str]) -> Message:
    """A day to speak each other, in the channel: no word on why."""
    body: list[Element] = [Paragraph(say("dip.moment.told", day=day))]
    if leaders:
        body.append(Note(say("dip.moment.told_by", count=len(leaders), leaders=tuple(leaders))))
    return Message(body=tuple(body))


STEPS: Mapping[Step, tuple[str, Args]] = {
    Step.MEET: ("dip.moment", {}),
    Step.ROOM: ("dip.dates", {}),
    Step.CELEBRATE: ("dip.celebrate", {}),
    Step.IMPACT: ("dip.ask", {"impact": 1}),
    Step.ANCHOR: ("dip.ask", {"anchor": 1}),
    Step.THANK: ("dip.thank", {}),
    Step.ASK: ("dip.ask", {}),
}
"""The way to each small step: a window that needs one more tap."""


def step_button(region: int, step: Step) -> Button:
    """The way to a small step."""
    action, args = STEPS[step]
    return _about(region, action, say(f"dip.step.{step}"), args)


def dip_window(
    region: int,
    watched: Watched,
    follow_up: FollowUp,
    quiet: Mapping[Kind, date],
    steps: Sequence[Step],
) -> Form:
    """All that is watched with its rule and the numbers of now, and why nothing is seen."""
    return Form(
        key="dip.open",
        title=say("dip.window"),
        body=(
            Paragraph(say("dip.intro")),
            *_why(watched),
            *_watched(watched, follow_up, quiet),
            Rule(),
            *_often(watched),
            Paragraph(say("dip.steps")),
            Buttons(tuple(step_button(region, step) for step in steps)),
            Note(say("dip.credit")),
            *_dismissing(region, watched, quiet),
        ),
        close=say("form.close"),
    )


def _why(watched: Watched) -> Iterator[Element]:
    if watched.why is not None:
        day = watched.scan_on or date.min
        yield Paragraph(say(f"dip.why.{watched.why}", day=day))
    elif not watched.signals:
        yield Paragraph(say("dip.why.nothing"))


def _often(watched: Watched) -> Iterator[Element]:
    if watched.moments:
        yield Note(say("dip.often", reasons=_reasons(watched)))


def _watched(
    watched: Watched, follow_up: FollowUp, quiet: Mapping[Kind, date]
) -> Iterator[Element]:
    readings = {one.kind: one for one in watched.readings}
    signals = {one.kind for one in watched.signals}
    for kind in Kind:
        rule = say(f"dip.rule.{kind}", fall=follow_up.fall, count=follow_up.statements)
        yield Paragraph(rule)
        reading = readings.get(kind)
        line = now_line(reading, watched) if reading else say("dip.now.unknown")
        if until := quiet.get(kind):
            line = say("dip.now.quiet", line=line, until=until)
        elif kind in signals:
            line = say("dip.now.rises", line=line)
        yield Note(line)


def _dismissing(region: int, watched: Watched, quiet: Mapping[Kind, date]) -> Iterator[Element]:
    if any(one.kind not in quiet for one in watched.signals):
        label = say("dip.button.dismiss")
        yield Buttons((_about(region, "dip.dismiss", label, {"window": 1}),))


def _open(region: int) -> Button:
    return _about(region, "dip.open", say("dip.button.open"))


def _about(region: int, action: str, label: Phrase, args: Args | None = None) -> Button:
    return Button(action=action, label=label, args={"region": region, **(args or {})})
