"""What moved in a region since the channel last read of it, each line short and true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from flows.follow_up import Digest
from flows.messages import Bullets, Button, Buttons, Element, Heading, Message, Note, Paragraph
from flows.views.short import shortened
from flows.wording import Phrase, say

NAMED = 3
"""Actions that a line names; the others are counted."""
MONTH_AT_MOST = timedelta(weeks=6)
"""What is about more days is no message of a month."""
MOST_OPEN = 10
"""Lines on what is open before a meeting; the others are counted."""
WHAT_MOST = 90
"""Characters of what was agreed; all of it stands in the list."""


class Heard(StrEnum):
    """What the channel reads of actions, in this order: of each what comes first."""

    ASKS_HELP = "asks_help"
    FINISHED = "finished"
    CARRIED_OUT = "carried_out"
    OVER_DATE = "over_date"
    DUE_SOON = "due_soon"
    BEGUN = "begun"
    ON_TRACK = "on_track"


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed: `partner` is the organisation that sees to it, "" for none.

    `due` is by when, None without a date. `late` says that its date went by, `asks_help` that its
    owner asked the channel for help, `carried_out` that only its effect has to be looked at.
    """

    what: str
    partner: str = ""
    due: date | None = None
    late: bool = False
    asks_help: bool = False
    carried_out: bool = False
    is_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What can be said of the days of a digest.

    `actions` are those that something is to be said of, each once and each kind by its date;
    `until` is the day before which those that are due soon are due. `open` are actions and
    decisions that are open, what asks help and what is late first; of the decisions
    `due_decisions` are due. `new` counts the actions of these days; the channel read of each then.
    `question` is what the network was asked, None if too few answered.
    """

    digest: Digest
    until: date
    actions: dict[Heard, Sequence[Agreed]]
    open: Sequence[Agreed]
    new: int = 0
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
    body: list[Element] = [Heading(_title(digest))]
    if lines := [*_lines(moved), *_new(moved)]:
        is_one_year = digest.first.year == digest.last.year
        years = "one_year" if is_one_year else "two_years"
        days = say(f"digest.days.{years}", first=digest.first, last=digest.last)
        body += [Note(days), Bullets(tuple(lines))]
    if meeting is not None and moved.open:
        body += _open(moved)
    if len(body) == 1:
        body.append(Paragraph(say("digest.nothing_left")))
    return Message(body=(*body, Buttons(_buttons(digest.region_id))))


def _title(digest: Digest) -> Phrase:
    if digest.meeting_on is not None:
        return say("digest.title.meeting", day=digest.meeting_on)
    is_month = digest.last - digest.first <= MONTH_AT_MOST
    return say("digest.title.month" if is_month else "digest.title.longer")


def _new(moved: Moved) -> list[Phrase]:
    """How many actions are new: not worth a message, for the channel read of each."""
    if not moved.new or moved.digest.meeting_on is not None:
        return []
    return [say("digest.new", count=moved.new)]


def _lines(moved: Moved) -> list[Phrase]:
    before_meeting = moved.digest.meeting_on is not None
    lines = [
        _of_actions(moved, heard)
        for heard in Heard
        if moved.actions.get(heard) and (heard is Heard.FINISHED or not before_meeting)
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
    """How often each answer was given that was; if all gave the same one, so."""
    counts = {"yes": digest.yes, "partly": digest.partly, "no": digest.no}
    answers = [
        say(f"digest.answers.{answer}", count=count) for answer, count in counts.items() if count
    ]
    if len(answers) == 1:
        answers = [say("digest.all_of_them", answer=answers[0])]
    asked = digest.asked_on or digest.last
    is_then = (asked.year, asked.month) == (digest.last.year, digest.last.month)
    count = sum(counts.values())
    if is_then:
        return say("digest.question.then", question=question, count=count, answers=answers)
    return say(
        "digest.question.before", question=question, count=count, answers=answers, month=asked
    )


def _open(moved: Moved) -> list[Element]:
    """What is open: there all that is to be said of it stands, before a meeting."""
    decisions = len(moved.decisions)
    actions = len(moved.open) - decisions
    title = say(
        "digest.open.title",
        actions=say("digest.open.actions", count=actions),
        decisions=say("digest.open.decisions", count=decisions),
    )
    body: list[Element] = [Paragraph(title)]
    if late := sum(one.late and not one.is_decision for one in moved.open):
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
    if one.asks_help:
        return say("digest.open.when.asks_help", due=one.due)
    return say("digest.open.when.late" if one.late else "digest.open.when.due", due=one.due)


def _buttons(region_id: int) -> tuple[Button, ...]:
    args = {"region": region_id}
    return (
        Button(action="action.list", label=say("digest.button.actions"), args=args),
        Button(action="decision.list", label=say("digest.button.decisions"), args=args),
    )
