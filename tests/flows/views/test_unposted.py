"""What the channel lacks and why, in words for each case."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Message
from flows.outbox import Wish
from flows.region import Person, Region
from flows.scan import ScanState
from flows.topics import IN_THREAD, Topic
from flows.views.unposted import REASONS, unposted_elements
from tests.support.builders import NOW, TEAM, a_scan, said

LEADER = Person(id=1, workspace_id=1, team_id=TEAM, user_id="U0", name="Marijke Visser")
SCAN = a_scan(Region(id=1, workspace_id=1, name="regio Noordwest"), LEADER)
TOPICS = (Topic.STARTED, Topic.LAST_CALL, Topic.RESULTS, *IN_THREAD)


def words(topic: Topic, code: str, ts: str = "", language: Language = Language.NL) -> str:
    """What a leader reads."""
    wish = Wish(
        workspace_id=1,
        key=f"{topic}:1:C1",
        topic=topic,
        subject_id=1,
        ts=ts,
        error=code,
        since=NOW,
        due_at=NOW,
    )
    state = ScanState.PUBLISHED if topic in {Topic.RESULTS, *IN_THREAD} else ScanState.OPEN
    scan = replace(SCAN, state=state)
    return said(Message(body=unposted_elements(scan, wish)), language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("topic", TOPICS)
def test_each_lack_reads_differently_when_it_is_merely_old(
    topic: Topic, language: Language
) -> None:
    """Whether nothing stands there or an old version does."""
    absent, old = (words(topic, "is_archived", ts, language) for ts in ("", "1.1"))
    assert absent != old
    assert "stuurgroep-sto" in absent
    assert "stuurgroep-sto" in old


@pytest.mark.parametrize("code", [*REASONS, "restricted_action_thread_locked"])
def test_a_known_reason_needs_no_code(code: str) -> None:
    """And says what to do."""
    shown = words(Topic.RESULTS, code)
    assert code not in shown
    assert "Opnieuw plaatsen" in shown


def test_an_unknown_reason_is_passed_on_by_its_code() -> None:
    """To whoever runs the bot."""
    assert "(odd_fault)" in words(Topic.RESULTS, "odd_fault")
