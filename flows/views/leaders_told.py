"""What leaders have to look after between scans: in their DM, and in a window with more room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flows.action import Action
from flows.check_in import CheckIn
from flows.decision import Decision
from flows.messages import (
    Button,
    Buttons,
    Element,
    Form,
    Heading,
    Message,
    Note,
    Paragraph,
    Quote,
    Row,
    Rule,
)
from flows.region import Partner, Region
from flows.views.short import shortened
from flows.views.undelivered import Missed, why
from flows.wording import Phrase, say

MOST_IN_MESSAGE = 4
"""Matters of one kind that a message names; the others are counted."""
MOST_IN_WINDOW = 8
"""The same in a window, which takes a hundred blocks."""
MOST_WRITTEN = 12
"""Sentences that a window shows."""
LONGEST = 120
"""Characters of an action or a decision in a line."""


@dataclass(frozen=True, kw_only=True)
class Owned:
    """An action with the name of who has it."""

    action: Action
    owner: str


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A decision with the name of who follows it up, "" for nobody."""

    decision: Decision
    owner: str = ""


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """Somebody whom a question did not reach, by their participant's id."""

    participant_id: int
    missed: Missed


@dataclass(frozen=True, kw_only=True)
class Replied:
    """Somebody who answered a leader; what they wrote stands in the window alone."""

    check_in: CheckIn
    who: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a participant wrote to the leaders, and what it answers."""

    who: str
    partner: str
    about: Phrase
    text: str
    on: date


@dataclass(frozen=True, kw_only=True)
class LookAfter:
    """What the leaders of a region have to look after.

    `helps` are the actions whose owners ask the leaders for help, `replies` answers to a leader of
    the last days, `silent` those of which the owners were asked in vain, `decisions` the ones that
    are due. Nobody sees to what is `empty`, nor speaks for the `partners`. `refused` says that the
    channel did not take something. `stopped` is the day of the last results if no questions are
    asked any more because of it.
    """

    region: Region
    helps: Sequence[Owned] = ()
    replies: Sequence[Replied] = ()
    silent: Sequence[Owned] = ()
    decisions: Sequence[Followed] = ()
    empty: Sequence[Action | Decision] = ()
    partners: Sequence[Partner] = ()
    unreached: Sequence[Unreached] = ()
    refused: bool = False
    stopped: date | None = None

    @property
    def matters(self) -> dict[str, datetime | None]:
        """Each by its name; of what somebody said to the leaders also when they did."""
        named = [f"silent:{one.action.id}" for one in self.silent]
        named += [f"due:{one.decision.id}" for one in self.decisions]
        named += [f"empty:{_kind(one)}:{one.id}" for one in self.empty]
        named += [f"partner:{one.id}" for one in self.partners]
        named += [f"unreached:{one.participant_id}" for one in self.unreached]
        named += ["refused"] if self.refused else []
        named += ["stopped"] if self.stopped else []
        helps = {f"help:{one.action.id}": one.action.stuck_at for one in self.helps}
        replies = {f"reply:{one.check_in.id}": one.check_in.answered_at for one in self.replies}
        return {**helps, **replies, **dict.fromkeys(named)}


def leaders_message(about: LookAfter) -> Message:
    """What waits for the leaders, or that nothing does any more."""
    if not about.matters:
        return Message(body=(Paragraph(say("follow_up.settled")),))
    everything = _about(about.region, "follow_up.open", say("follow_up.button.all"))
    return Message(
        body=(
            Paragraph(say("follow_up.head", region=about.region.name)),
            *_lines(about, MOST_IN_MESSAGE),
            Buttons((everything,)),
            Note(say("follow_up.readers")),
        )
    )


def frozen_leaders_message() -> Message:
    """What stays of an earlier message once there is a newer one."""
    return Message(body=(Paragraph(say("follow_up.frozen")),))


def look_after_form(about: LookAfter, written: Sequence[Written]) -> Form:
    """The same with more room, and what participants wrote to the leaders."""
    body: list[Element] = list(_lines(about, MOST_IN_WINDOW))
    if not body:
        body.append(Paragraph(say("follow_up.nothing")))
    body += [Rule(), Heading(say("follow_up.written"))]
    for one in written[:MOST_WRITTEN]:
        line = say(
            "follow_up.writer", who=one.who, partner=one.partner, day=one.on, about=one.about
        )
        body += [Paragraph(line), Quote(one.text)]
    if not written:
        body.append(Paragraph(say("follow_up.nothing_written")))
    if len(written) > MOST_WRITTEN:
        body.append(Note(say("follow_up.written_before", count=len(written) - MOST_WRITTEN)))
    body.append(Note(say("follow_up.written_for_you")))
    settings = _about(about.region, "follow_up.settings", say("follow_up.button.settings"))
    signals = _about(about.region, "dip.open", say("dip.button.open"))
    return Form(
        key="follow_up.open",
        title=say("follow_up.title"),
        body=(*body, Buttons((signals, settings))),
        close=say("form.close"),
    )


def _lines(about: LookAfter, most: int) -> list[Element]:
    doing = [one for one in about.silent if one.action.carried_out_at is None]
    done = [one for one in about.silent if one.action.carried_out_at is not None]
    groups: tuple[Sequence[Element], ...] = (
        [_help(one) for one in about.helps],
        [_reply(one) for one in about.replies],
        _silent("doing", doing),
        _silent("done", done),
        [_due(one) for one in about.decisions],
        [_empty(one) for one in about.empty],
        [_partner(about.region, one) for one in about.partners],
        [_unreached(about.region, one.missed) for one in about.unreached],
    )
    lines: list[Element] = []
    for group in groups:
        lines += group[:most]
        if len(group) > most:
            lines.append(Note(say("follow_up.more", count=len(group) - most)))
    if about.refused:
        lines.append(_refused(about.region))
    if about.stopped is not None:
        lines.append(Paragraph(say("follow_up.stopped", day=about.stopped)))
    return lines


def _help(one: Owned) -> Row:
    line = say("follow_up.help", owner=one.owner, what=_what(one.action))
    return Row(line, _of_action(one.action))


def _reply(one: Replied) -> Paragraph:
    return Paragraph(say("follow_up.reply", who=one.who))


def _silent(which: str, found: Sequence[Owned]) -> list[Element]:
    """One sentence above all of them: the same over and over would not be read."""
    lead = Paragraph(say(f"follow_up.silent.{which}", count=len(found)))
    rows = [
        Row(
            say("follow_up.silent.action", what=_what(one.action), owner=one.owner),
            _of_action(one.action),
        )
        for one in found
    ]
    return [lead, *rows] if rows else []


def _due(one: Followed) -> Row:
    decision = one.decision
    what, due = _what(decision), decision.due_on or decision.decided_on
    if one.owner:
        line = say("follow_up.due", what=what, due=due, owner=one.owner)
    else:
        line = say("follow_up.due_of_nobody", what=what, due=due)
    return Row(line, _of_decision(decision))


def _empty(one: Action | Decision) -> Row:
    if isinstance(one, Action):
        return Row(say("follow_up.empty.action", what=_what(one)), _of_action(one))
    return Row(say("follow_up.empty.decision", what=_what(one)), _of_decision(one))


def _partner(region: Region, partner: Partner) -> Row:
    return Row(say("follow_up.empty.partner", partner=partner.name), _partners(region))


def _unreached(region: Region, one: Missed) -> Row:
    line = say("follow_up.unreached", name=one.name, partner=one.partner, why=why(one.code))
    return Row(line, _partners(region))


def _refused(region: Region) -> Row:
    line = say("follow_up.refused", channel=region.channel_name)
    return Row(line, _about(region, "undelivered.again", say("undelivered.button.again")))


def _kind(one: Action | Decision) -> str:
    return "action" if isinstance(one, Action) else "decision"


def _what(one: Action | Decision) -> str:
    return shortened(one.what, LONGEST)


def _of_action(action: Action) -> Button:
    label = say("follow_up.button.open")
    return Button(action="action.open", label=label, args={"action": action.id})


def _of_decision(decision: Decision) -> Button:
    label = say("follow_up.button.open")
    return Button(action="decision.open", label=label, args={"decision": decision.id})


def _partners(region: Region) -> Button:
    return _about(region, "partners.list", say("follow_up.button.partners"))


def _about(region: Region, action: str, label: Phrase) -> Button:
    return Button(action=action, label=label, args={"region": region.id})
