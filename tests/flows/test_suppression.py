"""What a protected scan shows of a statement tells nobody's score to anybody."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from math import floor, prod
from statistics import fmean, mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.language import as_read
from flows.results import AGREEMENT
from flows.suppression import BOUNDS, Band, band

Sizes = tuple[int, ...]
Answers = tuple[int, ...]
Seen = Band | None

COMMON = (1, 3, 6, 6, 2)
"""How often each score is given, roughly as regions do."""
SMALL = [(1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 1, 1), (2, 2, 1), (3, 1, 1), (2, 1, 1, 1), (2, 2, 2)]


def parted(answers: Sequence[int], sizes: Sizes) -> list[list[int]]:
    """The answers by partner."""
    left = iter(answers)
    return [[next(left) for _ in range(size)] for size in sizes]


def all_answers(sizes: Sizes) -> Iterator[Answers]:
    """All that people may have answered."""
    return product(range(1, 6), repeat=sum(sizes))


def told_by(same: Sequence[Answers]) -> set[tuple[int, int, int]]:
    """Who, with which score, knows whose, if these are all the answers that it can have been."""
    seen: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    people = range(len(same[0]))
    for answers in same:
        for one in people:
            for other in people:
                if one != other:
                    seen[one, answers[one], other].add(answers[other])
    return {view for view, values in seen.items() if len(values) == 1}


@cache
def by_what_is_seen(sizes: Sizes) -> dict[Seen, list[Answers]]:
    """All answers by what is published of them, or that nothing is."""
    found: dict[Seen, list[Answers]] = defaultdict(list)
    for answers in all_answers(sizes):
        found[band(parted(answers, sizes))].append(answers)
    return found


@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_nobody_is_singled_out(sizes: Sizes) -> None:
    """Who goes through all that can have been answered, and knows the rule, learns no score.

    Neither from what is published, nor from that it was withheld.
    """
    for same in by_what_is_seen(sizes).values():
        assert told_by(same) == set()


@pytest.mark.parametrize(
    ("sizes", "most"),
    [
        ((1, 1, 1, 1, 1), 0.03),
        ((2, 2, 1), 0.03),
        ((2, 2, 2), 0.01),
        ((2, 1, 1, 1), 0.2),
        ((1, 1, 1), 0.4),
        ((3, 1, 1), 0.6),
    ],
    ids=str,
)
def test_it_stays_of_use(sizes: Sizes, most: float) -> None:
    """Of small groups so many statements are withheld at the most, scored as regions do."""
    withheld = sum(
        prod(COMMON[score - 1] for score in answers)
        for answers in by_what_is_seen(sizes).get(None, ())
    )
    assert withheld / sum(COMMON) ** sum(sizes) <= most


@pytest.mark.parametrize(
    "sizes", [(3, 2, 2, 1), (4, 3, 2, 1), (5, 4, 3, 2, 1), (7, 6, 1, 1), (2,) * 8], ids=str
)
def test_larger_groups_are_hardly_ever_withheld(sizes: Sizes) -> None:
    """From eight people on, a few in a hundred at the most."""
    chance = random.Random(8)  # noqa: S311 - made-up answers
    answers = [chance.choices(range(1, 6), COMMON, k=sum(sizes)) for _ in range(200)]
    assert sum(band(parted(one, sizes)) is None for one in answers) <= 14


@pytest.mark.parametrize("score", range(1, 6))
@pytest.mark.parametrize("partners", [3, 5, 12, 30])
def test_a_unanimous_end_of_the_scale_is_withheld(partners: int, score: int) -> None:
    """All at the end of the scale is each of them; in the middle it may have been otherwise."""
    shown = band([[score]] * partners)
    at_end = score in {1, 5}
    assert (shown is None) == at_end


@settings(deadline=None)  # a new structure takes a tenth of a second, more on a busy machine
@given(
    st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=4), min_size=3, max_size=12),
)
def test_what_is_shown_is_true(scores: list[list[int]]) -> None:
    """The mean is the rounded one of the partners' means, the spread the bound that holds."""
    shown = band(scores)
    if shown is None:
        return
    sizes = tuple(len(one) for one in scores)
    assert shown == as_shown([sum(one) for one in scores], sizes)
    means = [fmean(one) for one in scores]
    assert shown.mean == as_read(fmean(means))
    deviation = fmean(abs(one - fmean(means)) for one in means)
    assert deviation <= shown.spread + 1e-9
    assert (shown.spread <= AGREEMENT) == (round(deviation, 9) <= AGREEMENT)


def test_where_not_all_is_gone_through_nobody_is_singled_out_either() -> None:
    """Whoever goes through all that looks the same finds another score for each of the others."""
    sizes = (1, 2, 3, 4)
    alike: dict[Band, list[Sequence[int]]] = defaultdict(list)
    for sums in product(*(range(size, 5 * size + 1) for size in sizes)):
        alike[as_shown(sums, sizes)].append(sums)
    chance = random.Random(9)  # noqa: S311 - made-up answers
    for _ in range(20):
        scores = parted(chance.choices(range(1, 6), COMMON, k=sum(sizes)), sizes)
        same = alike[shown] if (shown := band(scores)) else []
        people = [(place, one) for place, theirs in enumerate(scores) for one in theirs]
        for at, looker in enumerate(people if same else []):
            for other, _ in [*people[:at], *people[at + 1 :]]:
                assert len(known_to(looker, other, same, sizes)) > 1


def as_shown(sums: Sequence[int], sizes: Sizes) -> Band:
    """How partners with these sums would be shown."""
    means = [Fraction(total, size) for total, size in zip(sums, sizes, strict=True)]
    middle = mean(means)
    deviation = mean([abs(one - middle) for one in means])
    bound = min(bound for bound in BOUNDS if 10 * deviation <= bound)
    return Band(mean=floor(10 * middle + Fraction(1, 2)) / 10, spread=bound / 10)


def known_to(
    looker: tuple[int, int], other: int, same: Sequence[Sequence[int]], sizes: Sizes
) -> set[int]:
    """The scores that somebody of the other partner may have, for who looks with their own."""
    place, own = looker
    found = set()
    for sums in same:
        if place == other:
            found |= may_have(sizes[place] - 1, sums[place] - own)
        elif own in may_have(sizes[place], sums[place]):
            found |= may_have(sizes[other], sums[other])
    return found


@cache
def may_have(people: int, total: int) -> set[int]:
    """The scores that one of so many people with this sum may have given."""
    return {one for one in range(1, 6) if people - 1 <= total - one <= 5 * (people - 1)}


def test_the_order_of_partners_and_people_does_not_matter() -> None:
    """What is withheld does not depend on who was asked first."""
    scores = [[2, 4], [3], [5, 1, 3], [4]]
    assert band(scores) == band([one[::-1] for one in scores[::-1]]) is not None


def test_a_region_of_sixty_partners_takes_no_time() -> None:
    """Seven statements of three people each, well within the time of a beat."""
    chance = random.Random(60)  # noqa: S311 - made-up answers
    begun = time.process_time()
    for _ in range(7):
        assert band([chance.choices(range(1, 6), COMMON, k=3) for _ in range(60)]) is not None
    for score in range(1, 6):
        band([[score] * 3] * 60)
        band([[score]] * 23)
    assert time.process_time() - begun < 3.0
