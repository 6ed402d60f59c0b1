"""What moved in a region since the channel last read of it, each line short and true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flows.follow_up import Digest
from flows.messages import Bullets, Button, Buttons, Element, Heading, Message, Note, Paragraph
from flows.views.short import shortened
from flows.wording import Phrase, say

NAMED = 3
"""Actions that a line names; the others are counted."""
MOST_OPEN = 10
"""Lines on what is open before a meeting; the others are counted."""
WHAT_MOST = 90
"""Characters of what was agreed; all of it stands in the list."""


class Heard(StrEnum):
    """What the channel reads of actions, in this order."""

    FINISHED = "finished"
    CARRIED_OUT = "carried_out"
    BEGUN = "begun"
    ON_TRACK = "on_track"
    ASKS_HELP = "asks_help"
    DUE_SOON = "due_soon"
    OVER_DATE = "over_date"


LISTED_OPEN = (Heard.DUE_SOON, Heard.OVER_DATE)
"""What stands in the list of what is open already, before a meeting."""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed: `partner` is the organisation that sees to it, "" for none.

    `due` is by when, None without a date. `late` says that its date went by, `carried_out` that
    only its effect has to be looked at.
    """

    what: str
    partner: str = ""
    due: date | None = None
    late: bool = False
    carried_out: bool = False
    is_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What can be said of the days of a digest.

    `actions` are those that something is to be said of, each kind by its date; `until` is the day
    before which those that are due soon are due. `open` are actions and decisions that are open,
    what is late first; of the decisions `due_decisions` are due. `question` is what the network
    was asked, None if too few answered.
    """

    digest: Digest
    until: date
    actions: dict[Heard, Sequence[Agreed]]
    open: Sequence[Agreed]
    due_decisions: int = 0
    successes: int = 0
    lessons: int = 0
    question: Phrase | None = None

    @property
    def decisions(self) -> list[Agreed]:
        """The open decisions."""
        return [one for one in self.open if one.is_decision]


def is_worth_saying(moved: Moved) -> bool:
    """Whether there is something to say; before a meeting what is open is enough."""
    is_listed = moved.digest.meeting_on is not None and bool(moved.open)
    return is_listed or bool(_lines(moved))


def digest_message(moved: Moved) -> Message:
    """What the channel reads."""
    digest = moved.digest
    meeting = digest.meeting_on
    title = (
        say("digest.title.month") if meeting is None else say("digest.title.meeting", day=meeting)
    )
    body: list[Element] = [Heading(title)]
    if lines := _lines(moved):
        days = say("digest.days", first=digest.first, last=digest.last)
        body += [Note(days), Bullets(tuple(lines))]
    if meeting is not None and moved.open:
        body += _open(moved)
    return Message(body=(*body, Buttons(_buttons(digest.region_id))))


def _lines(moved: Moved) -> list[Phrase]:
    before_meeting = moved.digest.meeting_on is not None
    lines = [
        _of_actions(moved, heard)
        for heard in Heard
        if moved.actions.get(heard) and not (before_meeting and heard in LISTED_OPEN)
    ]
    if told := _told(moved):
        lines.append(say("digest.told", told=told))
    if moved.due_decisions and not before_meeting:
        count = len(moved.decisions)
        lines.append(say("digest.decisions", count=count, due=moved.due_decisions))
    if moved.question is not None:
        lines.append(_answers(moved.digest, moved.question))
    return lines


def _of_actions(moved: Moved, heard: Heard) -> Phrase:
    """How many and the first few, by what was agreed and by organisation."""
    agreed = moved.actions[heard]
    named = [_named(one) for one in agreed[:NAMED]]
    if len(agreed) > NAMED:
        named.append(say("digest.more", count=len(agreed) - NAMED))
    count = len(agreed)
    if heard is Heard.DUE_SOON:
        return say("digest.moved.due_soon", count=count, actions=named, until=moved.until)
    return say(f"digest.moved.{heard.value}", count=count, actions=named)


def _named(one: Agreed) -> Phrase:
    what = shortened(one.what, WHAT_MOST)
    if not one.partner:
        return say("digest.action", what=what)
    return say("digest.action_of", what=what, partner=shortened(one.partner, WHAT_MOST))


def _told(moved: Moved) -> list[Phrase]:
    told = []
    if moved.successes:
        told.append(say("digest.successes", count=moved.successes))
    if moved.lessons:
        told.append(say("digest.lessons", count=moved.lessons))
    return told


def _answers(digest: Digest, question: Phrase) -> Phrase:
    return say(
        "digest.question",
        question=question,
        count=digest.yes + digest.partly + digest.no,
        yes=digest.yes,
        partly=digest.partly,
        no=digest.no,
    )


def _open(moved: Moved) -> list[Element]:
    """What is open, what is late first."""
    decisions = len(moved.decisions)
    actions = len(moved.open) - decisions
    title = say(
        "digest.open.title",
        actions=say("digest.open.actions", count=actions),
        decisions=say("digest.open.decisions", count=decisions),
    )
    body: list[Element] = [Paragraph(title)]
    if late := len(moved.actions.get(Heard.OVER_DATE, ())):
        body.append(Paragraph(say("digest.open.over_date", count=late)))
    body.append(Bullets(tuple(_open_line(one) for one in moved.open[:MOST_OPEN])))
    if (left := len(moved.open) - MOST_OPEN) > 0:
        body.append(Note(say("digest.open.more", count=left)))
    return body


def _open_line(one: Agreed) -> Phrase:
    what = say("digest.open.decision", what=_named(one)) if one.is_decision else _named(one)
    return say("digest.open.line", what=what, when=_when(one))


def _when(one: Agreed) -> Phrase:
    if one.carried_out:
        return say("digest.open.when.carried_out")
    if one.due is None:
        return say("digest.open.when.none")
    return say("digest.open.when.late" if one.late else "digest.open.when.due", due=one.due)


def _buttons(region_id: int) -> tuple[Button, ...]:
    args = {"region": region_id}
    return (
        Button(action="action.list", label=say("digest.button.actions"), args=args),
        Button(action="decision.list", label=say("digest.button.decisions"), args=args),
    )
