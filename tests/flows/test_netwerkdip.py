"""What is seen of a region: with and without scans, in actions and in check-ins."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import SATURDAY
from flows.netwerkdip import AFTER_SUMMER, CURRENT, LONG_OVER, find_signals
from flows.signals import Heard, Kind, Moment, Reading, Seen, Why
from tests.support.signs import (
    FOLLOWED,
    JUNE,
    TODAY,
    a_check_in,
    a_past,
    an_action,
    evenly,
    seen_from,
)

DAY = timedelta(days=1)
LATE = an_action(TODAY - 21 * DAY)
APRIL = date(2027, 4, 19)
SUNK = {
    "actions": [LATE] * 5,
    "check_ins": [a_check_in(20)] * 5,
    "partners": [Heard(name="ROC", asked=2, signs=0)],
}
"""A region in which everything but its scans is quiet."""


def signals(seen: Seen) -> dict[Kind, Reading]:
    """The signals by kind."""
    return {one.kind: one for one in find_signals(seen, FOLLOWED).signals}


def calm(**known: object) -> Seen:
    """Two scans that say the same."""
    return seen_from(a_past(evenly(4)), a_past(evenly(4), JUNE), **known)


@given(
    scores=st.lists(st.integers(1, 5), min_size=4, max_size=4),
    overdue=st.integers(0, 9),
    left=st.integers(0, 9),
)
def test_one_scan_gives_no_signal(scores: list[int], overdue: int, left: int) -> None:
    """Whatever else there is, and it says why; so without any scan."""
    known = {"actions": [LATE] * overdue, "check_ins": [a_check_in(20)] * left}
    one = find_signals(seen_from(None, a_past(evenly(*scores), JUNE), **known), FOLLOWED)
    assert (one.signals, one.why, one.scan) == ((), Why.ONE_SCAN, 6)
    none = find_signals(seen_from(None, None, **known), FOLLOWED)
    assert (none.signals, none.why, none.scan) == ((), Why.NO_SCAN, 0)


def test_a_region_that_never_scans_again() -> None:
    """Half a year after its last scan only actions and check-ins are watched, and it says so."""
    long_ago = JUNE - CURRENT - 4 * DAY
    fallen = seen_from(a_past(evenly(4)), a_past(evenly(2), long_ago), **SUNK)
    watched = find_signals(fallen, FOLLOWED)
    assert watched.why is Why.NO_NEW_SCAN
    assert {one.kind for one in watched.signals} == {Kind.OVERDUE, Kind.UNANSWERED}
    only = find_signals(replace(fallen, before=None), FOLLOWED)
    assert {one.kind for one in only.signals} == {Kind.OVERDUE, Kind.UNANSWERED}


def test_the_weightiest_comes_first() -> None:
    """Falls before response, before the rest."""
    seen = seen_from(a_past(evenly(4)), a_past(evenly(3), JUNE, missing=["Zuid"]), **SUNK)
    found = [one.kind for one in find_signals(seen, FOLLOWED).signals]
    assert found == [Kind.FALL, Kind.SILENT, Kind.OVERDUE, Kind.UNANSWERED]


def test_nothing_to_see() -> None:
    """Two scans that say the same, no actions, nothing asked."""
    watched = find_signals(calm(), FOLLOWED)
    assert (watched.signals, watched.why) == ((), None)
    assert len(watched.readings) == len(Kind)


@pytest.mark.parametrize(
    ("overdue", "others", "is_signal"),
    [(1, 0, False), (2, 0, True), (2, 4, True), (2, 5, False), (50, 150, False), (67, 133, True)],
)
def test_actions_over_their_date(overdue: int, others: int, *, is_signal: bool) -> None:
    """Two or more by three weeks, and a third of the open ones; told with the oldest date."""
    late, later = [LATE] * overdue, [an_action(TODAY + DAY), an_action(TODAY - 20 * DAY)] * others
    found = signals(calm(actions=[*late, *later[:others]]))
    assert (Kind.OVERDUE in found) is is_signal
    if is_signal:
        told = found[Kind.OVERDUE]
        assert (told.count, told.of, told.since) == (overdue, overdue + others, LATE.due_on)


@given(
    quiet=st.sets(st.integers(0, 60)),
    over=st.integers(1, 60),
)
def test_only_days_on_which_owners_are_asked_count(quiet: set[int], over: int) -> None:
    """Weekends, holidays and days of a scan are not among the fifteen."""
    due_on = TODAY - over * DAY
    off = {TODAY - days * DAY for days in quiet}
    days = [due_on + number * DAY for number in range(1, over + 1)]
    counted = [day for day in days if day.weekday() < SATURDAY and day not in off]
    found = signals(calm(actions=[an_action(due_on)] * 2, quiet=off))
    assert (Kind.OVERDUE in found) is (len(counted) >= LONG_OVER)


@pytest.mark.parametrize(
    ("left", "answered", "is_signal"),
    [(2, 0, False), (3, 0, True), (3, 2, True), (3, 3, False), (20, 19, True)],
)
def test_check_ins_that_stay_unanswered(left: int, answered: int, *, is_signal: bool) -> None:
    """More than half, and three at least."""
    asked = [*[a_check_in(30)] * left, *[a_check_in(10, answered=True)] * answered]
    found = signals(calm(check_ins=asked))
    assert (Kind.UNANSWERED in found) is is_signal
    if is_signal:
        told = found[Kind.UNANSWERED]
        expected = (left, left + answered, TODAY - 30 * DAY)
        assert (told.count, told.of, told.since) == expected


@pytest.mark.parametrize("days_ago", [0, 6, 62, 400])
def test_check_ins_of_this_week_or_long_ago_do_not_count(days_ago: int) -> None:
    """There is time to answer, and the past is past."""
    assert Kind.UNANSWERED not in signals(calm(check_ins=[a_check_in(days_ago)] * 9))


def test_who_was_asked_before_the_holiday_is_not_late_after_it() -> None:
    """Nor before or during a scan: a working week to answer has to have passed."""
    holiday = {TODAY - days * DAY for days in range(44)}
    asked = [a_check_in(46)] * 9
    assert Kind.UNANSWERED not in signals(calm(check_ins=asked, quiet=holiday))
    assert Kind.UNANSWERED in signals(calm(check_ins=asked, quiet=sorted(holiday)[:-6]))


def test_a_partner_without_sign_of_life() -> None:
    """Asked in both scans and not heard since; who was asked once, or was heard, is not named."""
    partners = [
        Heard(name="ROC", asked=2, signs=0),
        Heard(name="Nieuw", asked=1, signs=0),
        Heard(name="Noord", asked=2, signs=1),
    ]
    assert signals(calm(partners=partners))[Kind.SILENT].names == ("ROC",)
    assert Kind.SILENT not in signals(calm(partners=partners[1:]))


@pytest.mark.parametrize(
    ("known", "subsidy_until", "moments"),
    [
        ({"summer_until": APRIL - DAY}, None, (Moment.SUMMER,)),
        ({"summer_until": APRIL}, None, ()),
        ({"summer_until": APRIL - AFTER_SUMMER - DAY}, None, ()),
        ({"contacts": 1}, None, (Moment.CONTACT,)),
        ({}, APRIL + 100 * DAY, (Moment.SUBSIDY,)),
        ({}, APRIL - 100 * DAY, (Moment.SUBSIDY,)),
        ({}, APRIL + 200 * DAY, ()),
        ({"today": date(2027, 5, 3)}, None, (Moment.EXAMS,)),
        ({"today": date(2027, 7, 9)}, None, (Moment.EXAMS,)),
        ({"today": date(2027, 8, 30), "summer_until": date(2027, 8, 22)}, None, (Moment.SUMMER,)),
    ],
)
def test_moments_are_named_and_are_no_signal(
    known: dict[str, object], subsidy_until: date | None, moments: tuple[Moment, ...]
) -> None:
    """After the summer, during exams, near the end of a subsidy, when a contact changed."""
    followed = replace(FOLLOWED, subsidy_until=subsidy_until)
    watched = find_signals(calm(**{"today": APRIL, **known}), followed)
    assert (watched.moments, watched.signals) == (moments, ())
