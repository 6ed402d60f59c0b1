"""What is kept of a person between scans, as their window and their file show it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.action import Action
from flows.check_in import CheckIn, Tap
from flows.decision import Decision
from flows.messages import Bullets, Element, Heading, Note, Paragraph, Quote
from flows.success import Success
from flows.wording import Phrase, say

LATEST = 6
"""Of each kind, what surely fits a window; the file has all."""


@dataclass(frozen=True, kw_only=True)
class KeptCheckIn:
    """A check-in, what it asked and on which local day."""

    check_in: CheckIn
    about: Phrase
    day: date


@dataclass(frozen=True, kw_only=True)
class KeptSuccess:
    """What somebody told and on which local day."""

    success: Success
    day: date


@dataclass(frozen=True, kw_only=True)
class KeptWords:
    """What somebody wrote to participants as a leader, and on which local day."""

    text: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Concluded:
    """What somebody wrote of how an action went, and what was agreed."""

    what: str
    texts: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Between:
    """What is kept of a person between scans; check-ins, successes and words newest first.

    `actions` and `decisions` are the open ones that they see to.
    """

    check_ins: Sequence[KeptCheckIn] = ()
    successes: Sequence[KeptSuccess] = ()
    concluded: Sequence[Concluded] = ()
    words: Sequence[KeptWords] = ()
    actions: Sequence[Action] = ()
    decisions: Sequence[Decision] = ()

    def __bool__(self) -> bool:
        """Whether anything is kept."""
        kept = (self.check_ins, self.successes, self.concluded, self.words, self.duties)
        return any(kept)

    @property
    def duties(self) -> Sequence[Action | Decision]:
        """All that they see to."""
        return (*self.actions, *self.decisions)

    @property
    def latest(self) -> "Between":
        """As much of it as surely fits a window."""
        return replace(
            self,
            check_ins=self.check_ins[:LATEST],
            successes=self.successes[:LATEST],
            concluded=self.concluded[-LATEST:],
            words=self.words[:LATEST],
            actions=self.actions[:LATEST],
            decisions=self.decisions[:LATEST],
        )


def between_elements(between: Between) -> list[Element]:
    """All of it, each part under its heading."""
    body: list[Element] = []
    if between.check_ins:
        body += [Heading(say("data.check_ins")), Note(say("data.between_kept"))]
        for asked in between.check_ins:
            body += _check_in(asked)
    if between.successes:
        body.append(Heading(say("data.successes")))
        for told in between.successes:
            body += _success(told)
    if between.concluded:
        body += [Heading(say("data.concluded")), Note(say("data.concluded_stay"))]
        for written in between.concluded:
            body.append(Paragraph(say("data.of_action", what=written.what)))
            body += [Quote(text) for text in written.texts]
    if between.words:
        body.append(Heading(say("data.words")))
        for one in between.words:
            body += [Paragraph(say("data.wrote", day=one.day)), Quote(one.text)]
    if between.duties:
        lines = (*map(_action, between.actions), *map(_decision, between.decisions))
        body += [Heading(say("data.duties")), Bullets(lines), Note(say("data.duties_stay"))]
    return body


def _check_in(kept: KeptCheckIn) -> list[Element]:
    check_in = kept.check_in
    line = say("data.check_in", day=kept.day, about=kept.about, answer=_answer(check_in))
    return [Paragraph(line), *([Quote(check_in.text)] if check_in.text else ())]


def _answer(check_in: CheckIn) -> Phrase:
    if check_in.tap is None:
        return say("data.no_answer")
    if check_in.tap is Tap.SKIP:
        return say("data.skipped")
    return say(f"check_in.tap.{check_in.tap}")


def _success(kept: KeptSuccess) -> list[Element]:
    success = kept.success
    line = say(
        "data.success",
        day=kept.day,
        kind=say(f"data.told.{success.kind}"),
        read=say(f"success.list.read.{success.sharing}"),
    )
    return [Paragraph(line), Quote(success.text)]


def _action(action: Action) -> Phrase:
    return say("data.action", what=action.what, due=action.due_on)


def _decision(decision: Decision) -> Phrase:
    if decision.due_on is None:
        return say("briefing.decision.undated", what=decision.what)
    return say("briefing.decision.due", what=decision.what, due=decision.due_on)
