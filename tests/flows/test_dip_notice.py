"""When a notice is due, of which signals, and what step fits: few, and only what is new."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.dip_notice import (
    FITS,
    MONTH,
    MOST,
    QUARTER,
    Step,
    dismissed,
    heard,
    quiet_kinds,
    steps_for,
    to_tell,
    told,
)
from flows.follow_up import FollowUp
from flows.signals import Kind, Moved, Reading, Watched
from tests.support.signs import FOLLOWED, TODAY

DAY = timedelta(days=1)
KINDS = st.sets(st.sampled_from(Kind))


def a_signal(kind: Kind, *items: str, slight: bool = False) -> Reading:
    """A signal of this kind."""
    moved = tuple(Moved(item=item, before=4, now=3) for item in items or [kind])
    return Reading(kind=kind, rises=True, since=TODAY - 3 * DAY, moved=moved, slight=slight)


def watching(*signals: Kind | Reading, scan: int = 6) -> Watched:
    """What is watched, with these signals by weight."""
    readings = [one if isinstance(one, Reading) else a_signal(one) for one in signals]
    readings.sort(key=lambda one: [*Kind].index(one.kind))
    return Watched(readings=tuple(readings), moments=(), why=None, scan=scan)


def look(follow_up: FollowUp, watched: Watched, today: date) -> tuple[FollowUp, Sequence[Reading]]:
    """What a day brings: the follow-up after it, and what is told."""
    follow_up = dismissed(follow_up, (), watched.scan, today)
    signals = to_tell(follow_up, watched, today)
    return (told(follow_up, signals, today) if signals else follow_up), signals


def kinds(signals: Sequence[Reading]) -> list[Kind]:
    """The kinds of signals."""
    return [one.kind for one in signals]


def test_the_first_signal_is_told() -> None:
    """And then not on the next day."""
    watched = watching(Kind.RESPONSE)
    after, signals = look(FOLLOWED, watched, TODAY)
    assert kinds(signals) == [Kind.RESPONSE]
    assert (after.noticed_on, after.noticed) == (TODAY, (Kind.RESPONSE,))
    assert after.reported == (f"response:{TODAY}",)
    assert look(after, watched, TODAY + DAY)[1] == ()


def test_without_a_signal_there_is_no_notice() -> None:
    """However long."""
    assert look(FOLLOWED, watching(), TODAY) == (FOLLOWED, ())


def test_three_at_most_the_weightiest() -> None:
    """Governance and fall before response, before the rest."""
    _, signals = look(FOLLOWED, watching(*Kind), TODAY)
    assert kinds(signals) == [Kind.GOVERNANCE, Kind.FALL, Kind.RESPONSE]


def test_a_fall_that_is_governance_is_told_once() -> None:
    """One that is more is told beside it."""
    governance = a_signal(Kind.GOVERNANCE, "inzicht", "structuren")
    part = a_signal(Kind.FALL, "inzicht")
    more = a_signal(Kind.FALL, "inzicht", "aanbod")
    assert kinds(look(FOLLOWED, watching(governance, part), TODAY)[1]) == [Kind.GOVERNANCE]
    both = [Kind.GOVERNANCE, Kind.FALL]
    assert kinds(look(FOLLOWED, watching(governance, more), TODAY)[1]) == both


def test_what_is_new_is_told_after_a_month() -> None:
    """First, beside what there still is; without anything new there is no notice for a quarter."""
    first, _ = look(FOLLOWED, watching(Kind.RESPONSE), TODAY)
    more = watching(Kind.RESPONSE, Kind.OVERDUE)
    assert look(first, more, TODAY + MONTH - DAY)[1] == ()
    second, signals = look(first, more, TODAY + MONTH)
    assert kinds(signals) == [Kind.OVERDUE, Kind.RESPONSE]
    assert look(second, more, TODAY + MONTH + QUARTER - DAY)[1] == ()
    again = look(second, more, TODAY + MONTH + QUARTER)[1]
    assert kinds(again) == [Kind.RESPONSE, Kind.OVERDUE]


def test_what_is_new_has_a_place_among_the_three() -> None:
    """Though what there still is weighs more."""
    heavy = (Kind.GOVERNANCE, Kind.FALL, Kind.RESPONSE)
    first, _ = look(FOLLOWED, watching(*heavy), TODAY)
    _, signals = look(first, watching(*heavy, Kind.SPREAD), TODAY + MONTH)
    assert kinds(signals) == [Kind.SPREAD, Kind.GOVERNANCE, Kind.FALL]


def test_what_comes_back_within_a_quarter_is_not_new() -> None:
    """Whether it was gone for some days or comes from a later scan; after a quarter it is."""
    first, _ = look(FOLLOWED, watching(Kind.FALL), TODAY)
    gone, _ = look(first, watching(), TODAY + 20 * DAY)
    later = watching(Kind.FALL, scan=9)
    assert look(gone, later, TODAY + 60 * DAY)[1] == ()
    assert kinds(look(gone, later, TODAY + QUARTER)[1]) == [Kind.FALL]


def test_a_slight_signal_is_told_beside_others_alone() -> None:
    """Never by itself, nor as the only one that is new."""
    slight = a_signal(Kind.RESPONSE, slight=True)
    assert look(FOLLOWED, watching(slight), TODAY)[1] == ()
    first, signals = look(FOLLOWED, watching(slight, Kind.OVERDUE), TODAY)
    assert kinds(signals) == [Kind.RESPONSE, Kind.OVERDUE]
    overdue, _ = look(FOLLOWED, watching(Kind.OVERDUE), TODAY)
    assert look(overdue, watching(slight, Kind.OVERDUE), TODAY + MONTH)[1] == ()
    assert look(first, watching(slight), TODAY + QUARTER)[1] == ()


def test_dismissed_stays_quiet_for_the_cycle() -> None:
    """And only that: other kinds are told, and after the next scan it is heard again."""
    first, _ = look(FOLLOWED, watching(Kind.FALL), TODAY)
    quiet = dismissed(first, [Kind.FALL], 6, TODAY + DAY)
    assert quiet_kinds(quiet, 6, TODAY + DAY) == {Kind.FALL: TODAY + DAY + QUARTER}
    later = TODAY + 60 * DAY
    assert look(quiet, watching(Kind.FALL), later)[1] == ()
    assert kinds(look(quiet, watching(Kind.FALL, Kind.OVERDUE), later)[1]) == [Kind.OVERDUE]
    after, signals = look(quiet, watching(Kind.FALL, scan=9), TODAY + QUARTER)
    assert kinds(signals) == [Kind.FALL]
    assert after.quiet == ()


def test_without_a_next_scan_it_is_quiet_for_a_quarter() -> None:
    """A later dismissal does not make an earlier one last longer."""
    first, _ = look(FOLLOWED, watching(Kind.FALL), TODAY)
    quiet = dismissed(first, [Kind.FALL], 6, TODAY)
    both = dismissed(quiet, [Kind.OVERDUE], 6, TODAY + 50 * DAY)
    last = TODAY + QUARTER - DAY
    assert look(both, watching(Kind.FALL, Kind.OVERDUE), last)[1] == ()
    signals = look(both, watching(Kind.FALL, Kind.OVERDUE), last + DAY)[1]
    assert kinds(signals) == [Kind.FALL]


@given(
    days=st.lists(st.tuples(KINDS, KINDS, KINDS, st.integers(0, 9)), min_size=1, max_size=120),
    gap=st.integers(1, 9),
)
def test_few_notices_whatever_happens(
    days: list[tuple[set[Kind], set[Kind], set[Kind], int]], gap: int
) -> None:
    """Three signals at most, a month between two, and only if one that is new is not slight.

    Nothing of what was dismissed in a cycle is told; on each day some signals are there, of which
    some are dismissed and some are slight, and now and then there is one scan more.
    """
    follow_up, today, last, scan = FOLLOWED, TODAY, date.min, 1
    quiet: dict[Kind, tuple[int, date]] = {}
    reported: dict[Kind, date] = {}
    for there, dismisses, slight, later_scan in days:
        today += gap * DAY
        scan += later_scan == 9
        watched = watching(*(a_signal(one, slight=one in slight) for one in there), scan=scan)
        follow_up, signals = look(follow_up, watched, today)
        listened = kinds(heard(follow_up, watched, today))
        new = {one for one in listened if today - reported.get(one, date.min) >= QUARTER}
        assert bool(signals) == (today - last >= MONTH and not new <= slight)
        assert len(signals) <= MOST
        for one in signals:
            of, until = quiet.get(one.kind, (0, today))
            assert of != scan or today >= until
        if signals:
            last = today
            reported |= dict.fromkeys(kinds(signals), today)
        seen = [one for one in listened if one in dismisses]
        follow_up = dismissed(follow_up, seen, scan, today)
        quiet |= dict.fromkeys(seen, (scan, today + QUARTER))


@given(flickers=st.lists(st.booleans(), min_size=QUARTER.days, max_size=QUARTER.days))
def test_what_flickers_is_told_once_a_quarter(flickers: list[bool]) -> None:
    """Looked at every day, whenever it is there and is not."""
    follow_up, notices = look(FOLLOWED, watching(Kind.UNANSWERED), TODAY)[0], 0
    for number, is_there in enumerate(flickers[1:], start=1):
        watched = watching(*[Kind.UNANSWERED] * is_there)
        follow_up, signals = look(follow_up, watched, TODAY + number * DAY)
        notices += bool(signals)
    assert notices == 0


@given(signals=st.sets(st.sampled_from(Kind), min_size=1, max_size=MOST))
def test_three_steps_fit_whatever_is_seen(signals: set[Kind]) -> None:
    """Each of which fits a signal that there is, the first one the best."""
    steps = steps_for([a_signal(kind) for kind in Kind if kind in signals])
    assert len(steps) == len(set(steps)) == MOST
    assert set(steps) <= {step for kind in signals for step in FITS[kind]}
    first = next(kind for kind in Kind if kind in signals)
    assert steps[0] is FITS[first][0]


def test_every_step_fits_something() -> None:
    """No small step is there for nothing."""
    assert {step for fits in FITS.values() for step in fits} == set(Step)
    assert steps_for([]) == ()
