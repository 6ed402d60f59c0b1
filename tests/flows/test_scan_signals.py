"""What two scans say: falls among who answered both times, governance, response, division."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.netwerkdip import find_signals
from flows.scan import Mode
from flows.signals import Kind, Moved, Reading, Seen, Watched
from tests.support.outcomes import ITEMS
from tests.support.signs import ALL, FOLLOWED, JUNE, MARCH, PARTNERS, a_past, evenly, seen_from

RULED = {"structuren", "inzicht", "communicatie"}
FIVE = ("a", "b", "c", "d", "e")


def kinds(watched: Watched) -> set[Kind]:
    """The kinds of signals."""
    return {one.kind for one in watched.signals}


def reading(watched: Watched, kind: Kind) -> Reading:
    """What a rule found."""
    (found,) = [one for one in watched.readings if one.kind is kind]
    return found


def scores(low: int, high: int, *fallen: int) -> list[int]:
    """Seven scores, those at some places low."""
    return [low if place in fallen else high for place in range(ALL)]


def protected(before: int, now: list[int], twice: int) -> Seen:
    """Two protected scans with five people of five partners, of whom so many answered twice."""
    return seen_from(
        a_past({name: [before] * ALL for name in FIVE}, mode=Mode.PROTECTED),
        a_past(dict.fromkeys(FIVE, now), JUNE, Mode.PROTECTED),
        twice=twice,
    )


def test_a_fall_is_told_with_its_numbers() -> None:
    """Two statements that fell at three of the four partners that answered both times."""
    now = {name: scores(3, 4, 0, 1) for name in PARTNERS[:3]} | {PARTNERS[3]: [4] * ALL}
    watched = find_signals(seen_from(a_past(evenly(4)), a_past(now, JUNE)), FOLLOWED)
    assert kinds(watched) == {Kind.FALL}
    fall = reading(watched, Kind.FALL)
    assert (fall.then, fall.since) == (MARCH.date(), JUNE.date())
    assert fall.moved == tuple(
        Moved(item=item, before=4.0, now=3.3, lower=3, both=4) for item in ITEMS[:2]
    )


def test_two_lower_partners_are_no_fall() -> None:
    """However deep; a third of them makes it one."""
    deep = {name: [1] * ALL for name in PARTNERS[:2]}
    same = {name: [4] * ALL for name in PARTNERS[2:]}
    before = a_past(evenly(4))
    two = find_signals(seen_from(before, a_past(deep | same, JUNE)), FOLLOWED)
    assert kinds(two) == {Kind.SPREAD}
    third = deep | same | {PARTNERS[2]: [3] * ALL}
    assert kinds(find_signals(seen_from(before, a_past(third, JUNE)), FOLLOWED)) >= {Kind.FALL}


@given(
    before=st.lists(st.integers(1, 5), min_size=4, max_size=4),
    now=st.lists(st.integers(1, 5), min_size=2, max_size=2),
)
def test_no_fall_of_two_partners_is_told(before: list[int], now: list[int]) -> None:
    """Whatever two partners score while the others stay as they were."""
    last = a_past(evenly(*now, *before[2:]), JUNE)
    watched = find_signals(seen_from(a_past(evenly(*before)), last), FOLLOWED)
    assert kinds(watched) <= {Kind.SPREAD}


def test_who_came_or_went_makes_no_fall() -> None:
    """Only partners that answered both times count."""
    now = evenly(4) | {name: [1] * ALL for name in ("Nieuw", "Zuid", "Oost")}
    assert not find_signals(seen_from(a_past(evenly(4)), a_past(now, JUNE)), FOLLOWED).signals


def test_governance_falls_while_the_rest_holds() -> None:
    """The three statements are told together, with their mean."""
    low = [3 if item in RULED else 4 for item in ITEMS]
    now = dict.fromkeys(PARTNERS, low)
    watched = find_signals(seen_from(a_past(evenly(4)), a_past(now, JUNE)), FOLLOWED)
    governance = reading(watched, Kind.GOVERNANCE)
    assert governance.rises
    assert {one.item for one in governance.moved} == RULED
    assert governance.together == Moved(item="", before=4.0, now=3.0)


def test_when_all_falls_it_is_not_governance() -> None:
    """Then it is a fall of everything."""
    watched = find_signals(seen_from(a_past(evenly(4)), a_past(evenly(3), JUNE)), FOLLOWED)
    assert kinds(watched) == {Kind.FALL}
    assert not reading(watched, Kind.GOVERNANCE).rises


def test_an_instrument_without_those_statements_has_no_governance() -> None:
    """Nor one that asks about nothing else."""
    before, last = a_past(evenly(4)), a_past(evenly(3), JUNE)
    for left in (RULED, set(ITEMS) - RULED):
        items = tuple(one for one in last.instrument.items if one.key not in left)
        numbers = [number for number, item in enumerate(ITEMS) if item not in left]
        lines = tuple(
            replace(line, scores=tuple(line.scores[number] for number in numbers))
            for line in last.results.lines
        )
        later = replace(
            last,
            instrument=replace(last.instrument, items=items),
            results=replace(last.results, lines=lines),
        )
        watched = find_signals(seen_from(before, later), FOLLOWED)
        assert Kind.GOVERNANCE not in {one.kind for one in watched.readings}


def test_fewer_partners_answer() -> None:
    """Told with both numbers; as many answers of a smaller region are none fewer."""
    before = a_past(evenly(4))
    less = {name: [4] * ALL for name in PARTNERS[:3]}
    fewer = find_signals(seen_from(before, a_past(less, JUNE, missing=["Gemeente"])), FOLLOWED)
    assert kinds(fewer) == {Kind.RESPONSE}
    told = reading(fewer, Kind.RESPONSE)
    assert (told.count, told.of, told.before, told.before_of) == (3, 4, 4, 4)
    assert told.slight
    smaller = find_signals(seen_from(before, a_past(less, JUNE)), FOLLOWED)
    assert not smaller.signals
    grown = a_past(evenly(4), JUNE, missing=["Zuid", "Oost"])
    assert not find_signals(seen_from(before, grown), FOLLOWED).signals


def test_two_partners_fewer_are_not_slight() -> None:
    """Nor is anything else that is seen while one partner did not answer."""
    two = {name: [4] * ALL for name in PARTNERS[:2]}
    fewer = a_past(two, JUNE, missing=PARTNERS[2:])
    assert not reading(
        find_signals(seen_from(a_past(evenly(4)), fewer), FOLLOWED), Kind.RESPONSE
    ).slight
    lower = a_past({name: [3] * ALL for name in PARTNERS[:3]}, JUNE, missing=PARTNERS[3:])
    watched = find_signals(seen_from(a_past(evenly(4)), lower), FOLLOWED)
    assert {one.kind for one in watched.signals if one.slight} == {Kind.RESPONSE}
    assert kinds(watched) == {Kind.FALL, Kind.RESPONSE}


def test_partners_agreed_and_do_no_longer() -> None:
    """By the average deviation among who answered both times."""
    watched = find_signals(seen_from(a_past(evenly(3)), a_past(evenly(1, 5, 1, 5), JUNE)), FOLLOWED)
    spread = reading(watched, Kind.SPREAD)
    assert spread.rises
    assert spread.moved[0] == Moved(item=ITEMS[0], before=0.0, now=2.0, both=4)
    two = [
        {name: theirs for name, theirs in evenly(*s).items() if name in PARTNERS[:2]}
        for s in ((3, 3, 3, 3), (1, 5, 3, 3))
    ]
    few = find_signals(seen_from(a_past(two[0]), a_past(two[1], JUNE)), FOLLOWED)
    assert not reading(few, Kind.SPREAD).moved


def test_a_protected_scan_tells_published_means_alone() -> None:
    """Without how many were lower, and only if as many people as the minimum answered twice."""
    watched = find_signals(protected(4, [2] * ALL, twice=5), FOLLOWED)
    fall = reading(watched, Kind.FALL)
    assert fall.rises
    assert {(one.before, one.now, one.lower, one.both) for one in fall.moved} == {(4.0, 2.0, 0, 0)}
    too_few = find_signals(protected(4, [2] * ALL, twice=4), FOLLOWED)
    assert {one.kind for one in too_few.readings} & {
        Kind.FALL,
        Kind.GOVERNANCE,
        Kind.SPREAD,
    } == set()


def test_a_protected_scan_tells_what_deviations_do_not_exceed() -> None:
    """By the published bounds."""
    before = a_past({name: [3] * ALL for name in FIVE}, mode=Mode.PROTECTED)
    last = a_past({name: [3] * ALL for name in FIVE}, JUNE, Mode.PROTECTED)
    apart = tuple(replace(one, spread=1.3) for one in last.results.figures)
    unknown = (replace(apart[0], spread=None), *apart[1:])
    later = replace(last, results=replace(last.results, figures=unknown))
    spread = reading(find_signals(seen_from(before, later, twice=5), FOLLOWED), Kind.SPREAD)
    assert spread.rises
    assert spread.moved[0] == Moved(
        item=ITEMS[1], before=before.results.figures[1].spread or 0, now=1.3
    )


def test_what_was_deleted_is_not_compared() -> None:
    """A scan without figures falls in nothing."""
    empty = a_past({}, JUNE)
    watched = find_signals(seen_from(a_past(evenly(4)), empty), FOLLOWED)
    assert kinds(watched) == set()


@given(
    before=st.lists(st.integers(1, 5), min_size=4, max_size=4),
    now=st.lists(st.lists(st.integers(1, 5), min_size=7, max_size=7), min_size=4, max_size=4),
    fall=st.sampled_from([0.3, 0.5, 0.8, 1.0, 1.5]),
    more=st.sampled_from([0.0, 0.2, 0.5, 1.0]),
    statements=st.integers(1, 4),
    others=st.integers(0, 3),
)
def test_higher_thresholds_give_no_other_signals(
    before: list[int],
    now: list[list[int]],
    fall: float,
    more: float,
    statements: int,
    others: int,
) -> None:
    """What is a signal by strict thresholds is one by lenient ones."""
    last = a_past(dict(zip(PARTNERS, now, strict=True)), JUNE)
    seen = seen_from(a_past(evenly(*before)), last)
    lenient = replace(FOLLOWED, fall=fall, statements=statements)
    strict = replace(FOLLOWED, fall=fall + more, statements=statements + others)
    assert kinds(find_signals(seen, strict)) <= kinds(find_signals(seen, lenient))


@pytest.mark.parametrize("mode", list(Mode))
def test_what_stays_as_it_was_is_no_signal(mode: Mode) -> None:
    """Nor what rises."""
    before = a_past({name: [3] * ALL for name in FIVE}, mode=mode)
    for score in (3, 4):
        last = a_past({name: [score] * ALL for name in FIVE}, JUNE, mode)
        assert not find_signals(seen_from(before, last, twice=5), FOLLOWED).signals
