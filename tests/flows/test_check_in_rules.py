"""Who is asked what between scans, and when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.action import Action, Phase
from flows.check_in_rules import (
    MOST_A_MONTH,
    MOST_IN_SCAN_MONTH,
    PATIENCE,
    WEEK,
    ActionDays,
    Contact,
    ScanDays,
    begins_in,
    first_of,
    gathered,
    has_stopped,
    is_left,
    is_scan_month,
    may_ask_a_question,
    may_ask_more,
    may_ask_of_actions,
    may_remind,
    next_check_in,
    next_month,
    question_day,
    rests,
)
from flows.follow_up import Asked

MADE = date(2027, 3, 1)
FAR = date(2027, 12, 31)
MARCH = date(2027, 3, 1)
DAYS = st.dates(date(2026, 8, 1), date(2028, 7, 31))


def an_action(phase: Phase, **changes: object) -> Action:
    """An action that was made on 1 March."""
    action = Action(
        id=1,
        workspace_id=1,
        region_id=1,
        what="Eén overzicht",
        owner_id=1,
        partner_id=1,
        due_on=FAR,
        phase=phase,
        created_at=datetime(2027, 3, 1, 9, tzinfo=UTC),
    )
    return replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs


def weeks_later(action: Action, heard: int | None = None, **days: date) -> float:
    """After how many weeks since 1 March it is asked of, its owner `heard` so many weeks after."""
    heard_on = None if heard is None else MADE + timedelta(weeks=heard)
    on = next_check_in(action, heard_on, ActionDays(begun=MADE, **days))
    return (on - MADE).days / 7


@pytest.mark.parametrize(
    ("phase", "heard", "weeks"),
    [
        (Phase.PLAN, None, 1),
        (Phase.PLAN, 1, 3),
        (Phase.DO, None, 4),
        (Phase.DO, 2, 6),
        (Phase.ACT, None, 2),
        (Phase.ACT, 5, 7),
    ],
)
def test_each_phase_has_its_own_pace(phase: Phase, heard: int | None, weeks: int) -> None:
    """Plan after a week and then every two, do every four, act after two."""
    assert weeks_later(an_action(phase), heard) == weeks


@pytest.mark.parametrize("phase", [Phase.PLAN, Phase.DO])
def test_what_is_over_date_is_asked_of_every_week(phase: Phase) -> None:
    """From the day after its date on."""
    action = an_action(phase, due_on=date(2027, 3, 4))
    assert next_check_in(action, None, ActionDays(begun=MADE)) == date(2027, 3, 5)
    assert next_check_in(action, MADE, ActionDays(begun=MADE)) == date(2027, 3, 5)
    assert weeks_later(action, 2) == 3


def test_check_waits_for_the_next_score() -> None:
    """As soon as there is one; after four months it is asked all the same."""
    action = an_action(Phase.CHECK, item="inzicht")
    carried_out = date(2027, 3, 8)
    assert weeks_later(action, carried_out=carried_out) == 18
    assert weeks_later(action, carried_out=carried_out, scored=date(2027, 4, 5)) == 5
    assert weeks_later(action, 0, carried_out=carried_out) == 18  # asked when it was carried out


def test_check_without_a_statement_waits_six_weeks() -> None:
    """And every two weeks from when it was asked."""
    action = an_action(Phase.CHECK)
    assert weeks_later(action, carried_out=date(2027, 3, 8)) == 7
    assert weeks_later(action, 7, carried_out=date(2027, 3, 8)) == 9
    assert weeks_later(an_action(Phase.ACT), carried_out=date(2027, 3, 8)) == 3


def test_what_is_due_within_a_week_comes_along() -> None:
    """In one message, the first due first; nothing if nothing is due yet."""
    actions = [an_action(Phase.DO, id=number) for number in range(1, 5)]
    days = [MADE + WEEK, MADE, MADE + WEEK + timedelta(days=1), MADE - WEEK]
    due = list(zip(days, actions, strict=True))
    assert [action.id for action in gathered(due, MADE)] == [4, 2, 1]
    assert gathered(due, MADE - timedelta(days=8)) == []
    assert gathered([], MADE) == []


def test_who_never_answers_is_left() -> None:
    """After three check-ins."""
    assert not is_left(an_action(Phase.DO, unanswered=PATIENCE - 1))
    assert is_left(an_action(Phase.DO, unanswered=PATIENCE))


def test_a_month_with_a_scan_in_it() -> None:
    """If it was open on any day, or will be."""
    scan = ScanDays(first=date(2027, 2, 22), last=date(2027, 3, 1))
    assert is_scan_month(MARCH, [scan])
    assert not is_scan_month(date(2027, 4, 1), [scan])
    assert not is_scan_month(date(2027, 1, 1), [scan])
    running = ScanDays(first=date(2027, 2, 22), is_open=True)
    assert is_scan_month(date(2027, 5, 1), [running])
    assert rests([scan, running], MARCH)
    assert not rests([scan], MARCH)
    planned = ScanDays(first=date(2027, 3, 20), quiet_from=date(2027, 3, 17))
    assert [day for day in range(1, 32) if rests([planned], date(2027, 3, day))] == [17, 18, 19, 20]
    assert begins_in(MARCH, date(2027, 3, 19), [planned])
    assert not begins_in(date(2027, 2, 1), date(2027, 2, 19), [planned])
    assert not begins_in(MARCH, date(2027, 3, 1), [running])


def test_december_is_followed_by_january() -> None:
    """Of the next year."""
    assert next_month(date(2027, 12, 1)) == date(2028, 1, 1)
    assert first_of(date(2028, 2, 29)) == date(2028, 2, 1)


@pytest.mark.parametrize(
    ("asked", "before", "may"),
    [
        (Asked.MONTHLY, date(2027, 2, 1), True),
        (Asked.TWO_MONTHLY, date(2027, 2, 1), False),
        (Asked.TWO_MONTHLY, date(2027, 1, 1), True),
        (Asked.TWO_MONTHLY, None, True),
        (Asked.NEVER, None, False),
    ],
)
def test_questions_come_as_often_as_chosen(asked: Asked, before: date | None, may: bool) -> None:  # noqa: FBT001
    """Every month, every other one, or never."""
    assert may_ask_a_question(MARCH, asked, before) is may


def test_many_people_are_asked_on_several_days() -> None:
    """Ten a working day, from the first of the month on."""
    assert question_day(date(2027, 5, 1), 0, ()) == date(2027, 5, 3)
    assert question_day(date(2027, 5, 1), 9, ()) == date(2027, 5, 3)
    assert question_day(date(2027, 5, 1), 50, ()) == date(2027, 5, 10)


def test_nobody_is_asked_in_a_month_without_working_days() -> None:
    """And where few are left, all are asked on the last of them."""
    august = [date(2027, 8, 1) + timedelta(days=n) for n in range(31)]
    assert question_day(date(2027, 8, 1), 0, august) is None
    assert question_day(date(2027, 8, 1), 99, august) is None
    assert question_day(date(2027, 8, 1), 99, august[:-1]) == date(2027, 8, 31)


def test_a_region_without_scans_is_left_in_peace() -> None:
    """A year after its last results."""
    assert not has_stopped(None, MADE)
    assert not has_stopped(MADE - timedelta(days=365), MADE)
    assert has_stopped(MADE - timedelta(days=366), MADE)


def test_what_is_under_way_counts() -> None:
    """Nobody is asked of actions while something they were asked has not reached them."""
    assert not may_ask_of_actions(Contact(coming=1), MADE, [])
    assert not may_ask_more(Contact(coming=2), MADE, [], spaced=False)


def test_a_scans_result_keeps_its_room() -> None:
    """After a scan one message less is left for others than in all."""
    over = [ScanDays(first=date(2027, 3, 1), last=date(2027, 3, 12))]
    today = date(2027, 3, 30)
    four = Contact(days=[date(2027, 3, day) for day in (1, 4, 8, 12)])
    assert may_ask_of_actions(four, today, over)
    assert not may_ask_more(four, today, over, spaced=False)
    assert may_ask_more(Contact(days=four.days[1:]), today, over, spaced=False)
    open_now = [replace(over[0], last=None, is_open=True)]
    assert not may_ask_more(Contact(), today, open_now, spaced=False)


def test_reminders_of_a_scan_keep_room_for_its_result() -> None:
    """Five messages in a month at most, whatever came before the scan."""
    three = Contact(days=[date(2027, 3, day) for day in (1, 4, 8)])
    four = Contact(days=three.days, coming=1)
    today = date(2027, 3, 12)
    assert may_remind(Contact(days=three.days[1:]), today, is_last=False)
    assert not may_remind(three, today, is_last=False)
    assert may_remind(three, today, is_last=True)
    assert not may_remind(four, today, is_last=True)


@given(
    st.lists(DAYS, max_size=60, unique=True),
    st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=8),
    DAYS,
)
def test_no_history_leads_to_too_much(
    heard: Sequence[date], spans: Sequence[tuple[date, int]], today: date
) -> None:
    """Whoever may be asked has room for it: by week, by month, and beside a scan."""
    scans = [
        ScanDays(first=first, last=first + timedelta(days=days))
        if first + timedelta(days=days) < today
        else ScanDays(first=first, is_open=first <= today)
        for first, days in spans
    ]
    contact = Contact(days=heard)
    of_month = sum(first_of(day) == first_of(today) for day in heard)
    if may_ask_of_actions(contact, today, scans):
        assert not rests(scans, today)
        assert not any(today - WEEK < day <= today for day in heard)
        if is_scan_month(first_of(today), scans):
            assert of_month < MOST_IN_SCAN_MONTH
    if may_ask_more(contact, today, scans, spaced=True):
        assert not any(today - WEEK < day <= today for day in heard)
    if may_ask_more(contact, today, scans, spaced=False):
        assert of_month < (
            MOST_IN_SCAN_MONTH if is_scan_month(first_of(today), scans) else MOST_A_MONTH
        )


@given(st.integers(0, 80), DAYS, st.sets(DAYS, max_size=200))
def test_a_day_for_the_question_is_a_working_day_of_the_month(
    place: int, day: date, free: set[date]
) -> None:
    """Or there is none."""
    month = first_of(day)
    on = question_day(month, place, free)
    if on is not None:
        assert first_of(on) == month
        assert on.weekday() < 5
        assert on not in free


@given(
    st.sampled_from(Phase),
    st.none() | st.integers(0, 400),
    st.integers(-30, 400),
    st.booleans(),
)
def test_nobody_is_asked_again_within_a_week(
    phase: Phase,
    heard: int | None,
    due: int,
    has_item: bool,  # noqa: FBT001
) -> None:
    """Whatever the phase and the date, one week lies between, or the date between."""
    action = an_action(phase, due_on=MADE + timedelta(days=due), item="inzicht" if has_item else "")
    heard_on = None if heard is None else MADE + timedelta(days=heard)
    on = next_check_in(action, heard_on, ActionDays(begun=MADE, carried_out=MADE))
    if heard_on is not None and on < heard_on + WEEK:
        is_first_over_date = on == action.due_on + timedelta(days=1)
        assert is_first_over_date or phase is Phase.CHECK
