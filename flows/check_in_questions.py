"""What participants are asked of the network between scans, in turn.

The conditions are those of borging on two levels, between organisations and within them (Klaster
2025); beside them stand the statements that were low in the last scan.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from flows.agenda import is_low
from flows.check_in_rules import (
    ScanDays,
    first_of,
    has_stopped,
    is_scan_month,
    may_ask_a_question,
)
from flows.follow_up import Asked, FollowUp
from flows.instrument import Instrument
from flows.results import Results
from flows.wording import Localized, Phrase, say


class Condition(StrEnum):
    """What a network needs to last: the key of a question."""

    RELATIONS = "relations"  # between organisations: knowing and trusting each other
    MEANS = "means"  # between organisations: time, means, room to develop
    PROCESS = "process"  # between organisations: celebrating, learning, making impact visible
    LEADERSHIP = "leadership"  # within one's own organisation: strategy and leadership
    PEOPLE = "people"  # within one's own organisation: people and culture
    STRUCTURE = "structure"  # within one's own organisation: structure and systems


CONDITIONS = tuple(Condition)
"""In their order: three between organisations, three within one's own."""
HALF = len(CONDITIONS) // 2


def low_statements(results: Results) -> tuple[str, ...]:
    """The keys of the statements that were low, the lowest first."""
    low = [figure for figure in results.figures if is_low(figure)]
    return tuple(one.item for one in sorted(low, key=lambda figure: figure.mean or 0.0))


def question_of(turn: int, low: Sequence[str]) -> str:
    """The question of a turn, the first of which is 0: a condition, then a low statement.

    Without low statements the two levels take turns.
    """
    pair, is_second = divmod(turn, 2)
    if is_second and low:
        return low[pair % len(low)]
    return CONDITIONS[(pair + HALF * is_second) % len(CONDITIONS)].value


def with_question(
    follow_up: FollowUp,
    today: date,
    scans: Iterable[ScanDays],
    last: date | None,
    low: Sequence[str],
) -> FollowUp:
    """The follow-up with the question of this month, if it is one for a question.

    `last` is the day of the last results, None if there were none yet: questions begin after the
    first and stop a year after the last. `low` are the statements that were low in them.
    """
    if last is None:
        return follow_up
    if has_stopped(last, today):
        begun = follow_up.month is not None and follow_up.asked is not Asked.NEVER
        return replace(follow_up, stopped_on=follow_up.stopped_on or (today if begun else None))
    follow_up = replace(follow_up, stopped_on=None)
    month = first_of(today)
    if month == follow_up.month or is_scan_month(month, scans):
        return follow_up
    if not may_ask_a_question(month, follow_up.asked, follow_up.month):
        return follow_up
    question = question_of(follow_up.turn, low)
    return replace(follow_up, month=month, question=question, turn=follow_up.turn + 1)


def is_asking(follow_up: FollowUp, today: date, scans: Iterable[ScanDays]) -> bool:
    """Whether the month's question may be asked on a day."""
    month = first_of(today)
    asks = follow_up.asked is not Asked.NEVER and follow_up.stopped_on is None
    return asks and follow_up.month == month and not is_scan_month(month, scans)


def question_phrase(question: str, instruments: Mapping[str, Instrument]) -> Phrase:
    """A question as it is asked, to be answered with yes, partly or no."""
    if question in CONDITIONS:
        return say(f"question.condition.{question}")
    named = statement_of(question, instruments)
    return say("question.statement", statement=named) if named else say("question.network")


def statement_of(question: str, instruments: Mapping[str, Instrument]) -> Localized | None:
    """The statement that a question is about as it stands beside an axis, None if about none."""
    statements = (item for one in instruments.values() for item in one.statements)
    return next((item.short for item in statements if item.key == question), None)
