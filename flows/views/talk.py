"""A scan of two moments: what is said of its parts, of the conversation and of the statements."""

from datetime import date

from flows.messages import Bullets, DateInput, Element, Form, Paragraph
from flows.response import ResponseState
from flows.scan import Hold, Part, Scan, ScanState
from flows.views.shared import we_phrases
from flows.views.walk import Walk
from flows.wording import Phrase, say

LONGEST_WE = 300
"""Characters of a group's sentence at the most above a statement; all of it stands in the guide."""


def text_of_part(scan: Scan, *, people: Phrase, partners: Phrase) -> Phrase | None:
    """How a scan of two moments stands, for the channel; None to say what is said of any scan."""
    if scan.hold is Hold.TALK:
        return say("talk.channel_between")
    if scan.state is not ScanState.OPEN:
        return None
    match scan.part:
        case Part.SENTENCES:
            return say(
                "talk.channel_sentences", people=people, partners=partners, deadline=scan.deadline
            )
        case Part.STATEMENTS:
            return say("talk.channel_statements", deadline=scan.deadline)
        case _:
            return None


def running_text(scan: Scan, *, handed_in: int, asked: int) -> Phrase:
    """Until when an open scan, or the part of it that is asked, runs and how many handed in."""
    return say(
        f"page.running.{scan.part.value}",
        title=scan.title,
        handed_in=handed_in,
        asked=asked,
        deadline=scan.deadline,
    )


def talk_text(scan: Scan) -> Phrase:
    """What a leader reads while the conversation is to come; once reminded, as a reminder."""
    if scan.last_call_at is None:
        return say("talk.reminded", title=scan.title)
    if scan.meeting_on is None:
        return say("talk.wait_undated", title=scan.title)
    return say("talk.wait", title=scan.title, meeting=scan.meeting_on)


def statements_form(scan: Scan, deadline: date, meeting_on: date | None) -> Form:
    """A window to send the statements: until when, and the meeting about the outcome."""
    why = (
        say("scan.deadline_meeting", meeting=meeting_on)
        if meeting_on
        else say("scan.deadline_ten_days")
    )
    written = any(scan.we)
    return Form(
        key="scan.statements",
        title=say("talk.send_title"),
        body=(
            Paragraph(say("talk.send")),
            Paragraph(say("talk.send_with_we" if written else "talk.send_without_we")),
            DateInput(name="deadline", label=say("scan.deadline"), hint=why, initial=deadline),
            DateInput(
                name="meeting",
                label=say("talk.meeting"),
                hint=say("talk.meeting_hint"),
                initial=meeting_on,
                required=False,
            ),
        ),
        submit=say("talk.button.send"),
        close=say("form.back"),
        args={"scan": scan.id},
    )


def above_statements(walk: Walk) -> tuple[Element, ...]:
    """What heads the first statement: that they are there, and how the region itself sees it."""
    elements: list[Element] = []
    if walk.scan.part is Part.STATEMENTS and walk.response.position == walk.positions.start:
        count = len(walk.instrument.statements)
        here = say("talk.here", deadline=walk.scan.deadline, statements=count)
        elements.append(Paragraph(here))
    lines = we_phrases(walk.we, walk.instrument, walk.region.name, most=LONGEST_WE)
    if lines:
        elements += [Paragraph(say("talk.we")), Bullets(lines)]
    return tuple(elements)


def what_then(scan: Scan) -> Phrase:
    """What comes after the sentences."""
    if scan.meeting_on:
        return say("talk.then_dated", meeting=scan.meeting_on)
    return say("talk.then")


def after_sentences(walk: Walk) -> Phrase:
    """What a participant reads while the conversation is to come."""
    then = what_then(walk.scan)
    match walk.response.state:
        case ResponseState.SUBMITTED:
            return say("talk.sentences_in", then=then)
        case ResponseState.DECLINED:
            return say("talk.declined")
        case ResponseState.ERASED:
            return say("talk.erased", then=then)
        case _:
            return say("talk.sentences_closed", then=then, leader=walk.leader)
