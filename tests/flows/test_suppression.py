"""What a protected scan shows of a statement tells nobody's score to anybody."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product
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
    answers = [chance.choices(range(1, 6), COMMON, k=sum(sizes)) for _ in range(60)]
    assert sum(band(parted(one, sizes)) is None for one in answers) <= 4


@pytest.mark.parametrize("weights", [COMMON, (0, 1, 4, 8, 5)], ids=["common", "high"])
@pytest.mark.parametrize("sizes", [(1, 1, 1, 2, 2, 3), (2,) * 5, (1, 2, 3) * 4], ids=str)
def test_usual_regions_nearly_always_see_their_figures(
    sizes: Sizes, weights: tuple[int, ...]
) -> None:
    """Five to twelve organisations of one to three people, also where the scores are high."""
    chance = random.Random(12)  # noqa: S311 - made-up answers
    answers = [chance.choices(range(1, 6), weights, k=sum(sizes)) for _ in range(60)]
    assert sum(band(parted(one, sizes)) is None for one in answers) <= 1


@pytest.mark.parametrize("score", range(1, 6))
@pytest.mark.parametrize("partners", [3, 5, 12, 30])
def test_a_unanimous_end_of_the_scale_is_withheld(partners: int, score: int) -> None:
    """All at the end of the scale is each of them; in the middle it may have been otherwise."""
    shown = band([[score]] * partners)
    at_end = score in {1, 5}
    assert (shown is None) == at_end


@settings(
    deadline=None, max_examples=30
)  # a new structure takes a tenth of a second, more on a busy machine
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


def test_nobody_is_singled_out_where_a_sample_decides() -> None:
    """Whoever goes through all sets that are published alike, or withheld, learns no score."""
    sizes = (2, 2, 2, 2, 2)
    known: dict[Seen, dict[tuple[int, int, int], set[int]]] = defaultdict(lambda: defaultdict(set))
    for partners in all_sets(sizes):
        look(partners, known[band(partners)])
    assert all(len(values) > 1 for views in known.values() for values in views.values())
    assert len(known) > 2 * len(BOUNDS)


@pytest.mark.parametrize("sizes", [(1, 1, 2, 2, 2, 2), (1, 1, 1, 1, 1, 2, 2)], ids=str)
def test_nobody_is_singled_out_near_the_end_of_the_scale(sizes: Sizes) -> None:
    """Where few sets look alike: all that are published with a mean from 4.4 up."""
    known: dict[Seen, dict[tuple[int, int, int], set[int]]] = defaultdict(lambda: defaultdict(set))
    for partners in all_sets(sizes):
        if sum(sum(people) / len(people) for people in partners) > 4.3 * len(sizes):
            shown = band(partners)
            if shown is not None and shown.mean >= 4.4:
                look(partners, known[shown])
    assert all(len(values) > 1 for views in known.values() for values in views.values())
    assert known


def all_sets(sizes: Sizes) -> Iterator[list[Answers]]:
    """All that partners may have answered, those of the same size in one order only."""
    groups = [
        combinations_with_replacement(
            list(combinations_with_replacement(range(1, 6), size)), sizes.count(size)
        )
        for size in sorted(set(sizes))
    ]
    for chosen in product(*groups):
        yield [people for group in chosen for people in group]


def look(partners: list[Answers], known: dict[tuple[int, int, int], set[int]]) -> None:
    """Add what there is to see: by size and score of who looks, and the size of whom they see."""
    for place, people in enumerate(partners):
        for at, theirs in enumerate(partners):
            for one, own in enumerate(people):
                seen = theirs if at != place else (*people[:one], *people[one + 1 :])
                if seen:
                    known[len(people), own, len(theirs) if at != place else 0].update(seen)


def as_shown(sums: Sequence[int], sizes: Sizes) -> Band:
    """How partners with these sums would be shown."""
    means = [Fraction(total, size) for total, size in zip(sums, sizes, strict=True)]
    middle = mean(means)
    deviation = mean([abs(one - middle) for one in means])
    bound = min(bound for bound in BOUNDS if 10 * deviation <= bound)
    return Band(mean=floor(10 * middle + Fraction(1, 2)) / 10, spread=bound / 10)


def test_the_order_of_partners_and_people_does_not_matter() -> None:
    """What is withheld does not depend on who was asked first."""
    scores = [[2, 4], [3], [5, 1, 3], [4]]
    assert band(scores) == band([one[::-1] for one in scores[::-1]]) is not None


@pytest.mark.parametrize("most", [1, 5, 9])
def test_a_region_of_sixty_partners_takes_no_time(most: int) -> None:
    """Seven statements, each scored by others, well within the time to answer a tap."""
    chance = random.Random(60)  # noqa: S311 - made-up answers
    sizes = [chance.randint(1, most) for _ in range(60)]
    begun = time.process_time()
    for skipped in range(7):
        scores = [chance.choices(range(1, 6), COMMON, k=size) for size in sizes[skipped:]]
        assert band(scores) is not None
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize("score", [1, 3, 5])
def test_who_are_of_one_mind_take_no_time(score: int) -> None:
    """Nor do sixty organisations that all gave the same, or a few with very many people."""
    begun = time.process_time()
    band([[score] * 5] * 60)
    band([[score] * people for people in (40, 30, 37, 29)])
    assert time.process_time() - begun < 1.0
