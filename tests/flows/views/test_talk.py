"""What is said of a scan of two moments, part by part."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message
from flows.response import ResponseState
from flows.scan import Hold, Moments, Part, Scan, ScanState
from flows.views.channel import last_call_message, started_message
from flows.views.scan_forms import preview_form
from flows.views.talk import LONGEST_WE, above_statements
from flows.views.walk import Walk, invitation_of, minutes_left
from flows.views.walk_message import walk_message
from tests.support.builders import INSTRUMENT, NOW, a_response, a_walk, keys_of, said

SENTENCES = replace(a_walk(a_response()).scan, moments=Moments.TWO)
STATEMENTS = replace(SENTENCES, talked_at=NOW)
TALK = replace(SENTENCES, state=ScanState.CLOSED, hold=Hold.TALK)


def walking(scan: Scan, **changes: object) -> Walk:
    """Somebody in this scan whose response is so."""
    return replace(a_walk(a_response(**changes)), scan=scan)


def test_the_part_that_is_asked() -> None:
    """All in one sitting; else by whether the statements were sent."""
    assert a_walk(a_response()).scan.part is Part.ALL
    assert (SENTENCES.part, TALK.part, STATEMENTS.part) == (
        Part.SENTENCES,
        Part.SENTENCES,
        Part.STATEMENTS,
    )


@pytest.mark.parametrize(
    ("scan", "position", "minutes"),
    [(SENTENCES, 0, 4), (SENTENCES, 2, 2), (STATEMENTS, 0, 5), (STATEMENTS, 9, 1)],
)
def test_minutes_are_those_of_the_part(scan: Scan, position: int, minutes: int) -> None:
    """Nobody is told that the other part is still to be done."""
    assert minutes_left(walking(scan, position=position)) == minutes


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scan", [SENTENCES, STATEMENTS, TALK])
@pytest.mark.parametrize("state", ResponseState)
def test_every_message_of_both_parts_can_be_said(
    scan: Scan, state: ResponseState, language: Language
) -> None:
    """In both languages, wherever somebody is."""
    walk = walking(scan, state=state, position=scan.part is Part.STATEMENTS and 3)
    assert said(walk_message(walk), language)
    assert said(walk_message(replace(walk, scan=replace(scan, meeting_on=None))), language)


def test_a_scan_between_its_moments_says_so_in_the_channel() -> None:
    """Where it said that the scan runs, and how many lack."""
    started = started_message(TALK, people=3, partners=2)
    call = last_call_message(TALK, handed_in=1, asked=2)
    assert "talk.channel_between" in keys_of(started)
    assert keys_of(call)[-1] == "talk.channel_between"
    first = said(started_message(SENTENCES, people=3, partners=2))
    assert "drie zinnen" in first
    assert "drie mensen van twee organisaties" in first
    ended = replace(SENTENCES, state=ScanState.CANCELLED)
    assert "channel.cancelled" in keys_of(started_message(ended, people=3, partners=2))


def test_the_first_statement_stands_under_what_the_region_wrote() -> None:
    """Each of the group's sentences behind its beginning, on one line, a long one cut short."""
    walk = walking(STATEMENTS, state=ResponseState.BEGUN, position=3)
    walk = replace(walk, we=("samen\n delen", "", "x" * 500))
    first, title, lines = above_statements(walk)
    words = said(Message(body=(first, title, lines)))
    assert "regio Noordwest" in words
    assert "samen delen" in words
    assert words.endswith("…")
    assert "x" * LONGEST_WE in words
    assert "x" * (LONGEST_WE + 1) not in words
    bare = replace(walk, we=("", "", ""))
    assert above_statements(bare) == (first,)
    assert above_statements(replace(bare, scan=replace(STATEMENTS, moments=Moments.ONE))) == ()


@pytest.mark.parametrize("meeting", [True, False])
def test_the_preview_says_what_happens_when(*, meeting: bool) -> None:
    """Sentences until a day, the conversation in a meeting or some day, then the statements."""
    scan = SENTENCES if meeting else replace(SENTENCES, meeting_on=None)
    form = preview_form(scan, invitation_of(walking(scan)), (), NOW)
    key = "talk.preview" if meeting else "talk.preview_undated"
    assert key in keys_of(form)
    assert len(INSTRUMENT.sentences) == len(walking(scan).questions)
