"""What is asked of the network between scans, in turn."""

from collections.abc import Sequence
from datetime import date

import pytest

from flows.check_in_questions import (
    CONDITIONS,
    is_asking,
    low_statements,
    question_of,
    question_phrase,
    with_question,
)
from flows.check_in_rules import ScanDays
from flows.follow_up import Asked, FollowUp
from tests.support.builders import INSTRUMENTS, statement
from tests.support.outcomes import results_from
from tests.support.shown import DUTCH

TODAY = date(2027, 4, 6)
APRIL = date(2027, 4, 1)
LAST = date(2027, 3, 20)
SCAN = ScanDays(first=date(2027, 3, 1), last=LAST)
PLAIN = FollowUp(region_id=1, due_at=None)


def asked_next(follow_up: FollowUp = PLAIN, *, low: Sequence[str] = ()) -> FollowUp:
    """How the region is followed once it was looked at."""
    return with_question(follow_up, TODAY, [SCAN], LAST, low)


def test_without_low_statements_both_levels_take_turns() -> None:
    """Six questions in six turns, between organisations and within one's own."""
    turns = [question_of(turn, ()) for turn in range(6)]
    assert set(turns) == set(CONDITIONS)
    assert turns[:4] == ["relations", "leadership", "means", "people"]
    assert question_of(6, ()) in CONDITIONS


def test_low_statements_are_asked_of_in_between() -> None:
    """The lowest first; the conditions still all come."""
    turns = [question_of(turn, ("inzicht", "cultuur")) for turn in range(12)]
    assert turns[1::2] == ["inzicht", "cultuur"] * 3
    assert tuple(turns[::2]) == CONDITIONS


def test_the_lowest_statement_comes_first() -> None:
    """Of those that read below the middle."""
    results = results_from({"De Boer": [4, 2, 3, 1, 4, 4, None]})
    assert low_statements(results) == (statement(3).key, statement(1).key)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_condition_has_its_question(condition: str) -> None:
    """In plain words, as something to say yes, partly or no to."""
    assert DUTCH.text(question_phrase(condition, INSTRUMENTS)).endswith("?")


def test_a_low_statement_is_named() -> None:
    """As it stands beside an axis; without one that is known it is asked in general."""
    phrase = question_phrase(statement(6).key, INSTRUMENTS)
    assert statement(6).short.nl in DUTCH.text(phrase)
    assert question_phrase("vroeger", INSTRUMENTS).key == "question.network"


def test_a_month_gets_one_question() -> None:
    """From the first published scan on; the next month gets the next one."""
    assert with_question(PLAIN, TODAY, [], None, ()) == PLAIN
    first = asked_next()
    assert (first.month, first.question, first.turn) == (APRIL, "relations", 1)
    assert asked_next(first) == first
    assert is_asking(first, TODAY, [SCAN])
    later = with_question(first, date(2027, 5, 10), [SCAN], LAST, ("inzicht",))
    assert (later.month, later.question, later.turn) == (date(2027, 5, 1), "inzicht", 2)
    assert not is_asking(first, date(2027, 5, 10), [SCAN])


def test_a_month_with_a_scan_gets_none() -> None:
    """Nor does the rest of a month in which one was begun after all."""
    march = date(2027, 3, 29)
    assert with_question(PLAIN, march, [SCAN], LAST, ()) == PLAIN
    begun = ScanDays(first=TODAY, is_open=True)
    assert not is_asking(asked_next(), TODAY, [SCAN, begun])


def test_the_leader_decides_how_often() -> None:
    """Every other month, or never; also in the middle of a month."""
    every_other = FollowUp(region_id=1, asked=Asked.TWO_MONTHLY, month=SCAN.first, due_at=None)
    assert asked_next(every_other) == every_other
    never = FollowUp(region_id=1, asked=Asked.NEVER, month=APRIL, due_at=None)
    assert asked_next(never) == never
    assert not is_asking(never, TODAY, [SCAN])


def test_a_year_after_the_last_results_questions_stop() -> None:
    """From one day on, until there are results again; where none were asked nothing stops."""
    first = asked_next()
    year_later = date(2028, 4, 6)
    stopped = with_question(first, year_later, [SCAN], LAST, ())
    assert stopped.stopped_on == year_later
    assert with_question(stopped, date(2028, 4, 7), [SCAN], LAST, ()) == stopped
    assert not is_asking(stopped, year_later, [SCAN])
    assert with_question(PLAIN, year_later, [SCAN], LAST, ()) == PLAIN
    again = with_question(stopped, date(2028, 5, 8), [SCAN], date(2028, 4, 20), ())
    assert (again.stopped_on, again.question) == (None, "leadership")
