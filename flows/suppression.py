"""What a protected scan may show of a statement: nothing from which one person is worked out.

The adversary is any one person who scored: they know their own score, how many people of which
organisation scored, this rule, and what is published. A mean and a spread are published only if
everybody else may still have scored otherwise for all that adversary can tell.

The rule looks at sets of scores that would be shown the same: all of them where there are few,
else a sample that is drawn by the sizes of the organisations and what is shown, never by the
scores. Sets in which somebody would know another's score are left out until there are no more. A
statement is published if each of its scores, with the size of its organisation, occurs in what
remains: whoever looks has all of that to choose from, and all of that would be published too. So a
sample may withhold more than is needed, but never shows more.

The spread is coarse: a bound, the lowest of which is the criterion for agreement, so that who
agree completely do not tell so. With a spread rounded to 0.1 up to nine in ten statements of
three or four small organisations would have to be withheld. With bounds it is one in forty of
five people from as many organisations, hardly any from six organisations on, and most where little
is there to hide in: four in ten of one person from each of three, six in ten of three people
beside two alone, and nearly all at the very ends of the scale.

Only what is published of one scan is looked at. Who supposes that the others have not changed their
minds since the last one can tell from the two means how one person scored who came, left or did
change: no rule for one scan prevents that, and the privacy text says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations_with_replacement, product
from math import comb, lcm, prod
from random import Random

LOWEST, HIGHEST = 1, 5
"""The ends of the scale."""
BOUNDS = (8, 13, 18, 20)
"""What is said of an average deviation, in tenths: it is no more than the first that holds.

The first is `flows.results.AGREEMENT`; the last holds for every set of scores.
"""
MOST_ENUMERATED = 10_000  # a tenth of a second
"""Sets of scores of which all are gone through that look alike; of more, a sample."""
PEOPLE_DRAWN = 6_000  # some hundredths of a second
"""People in a sample together, so that its cost hardly depends on how many scored."""
FEWEST_DRAWN = 60
"""Sets in a sample, however many people they have."""
MOST_MOVES = 10
"""Attempts for each person to give a drawn set its mean; one that is not found is left out."""
LIKENESS = (0.0, 0.3, 0.7, 1.0)
"""How often somebody in a drawn set scores as the first of their organisation did."""

Scores = Sequence[Sequence[int]]
"""The scores of a statement: those of the people of each partner that scored it."""
People = tuple[int, ...]
"""The scores of a partner's people, in ascending order."""
Given = tuple[tuple[People, ...], ...]
"""The partners with as many people together, the fewest people first; each in ascending order."""
Shown = tuple[int, int]
"""What is published: the mean and the bound of the spread, both in tenths."""
View = tuple[int, int, int]
"""Who looks at whom: people of the looker's partner, their score, people of the other's partner.

The last is 0 for a colleague.
"""


@dataclass(frozen=True, kw_only=True)
class Band:
    """What may be shown: the mean to 0.1, and what the average deviation does not exceed."""

    mean: float
    spread: float


def band(scores: Scores) -> Band | None:
    """Mean and spread over the partners' means, None where they would tell a person's score.

    Every partner has at least one score.
    """
    given = _by_size(scores)
    partners = list(chain.from_iterable(given))
    sizes = tuple(len(people) for people in partners)
    shown = _shown(sizes, [sum(people) for people in partners])
    is_safe = _views(given).keys() <= _untold(sizes, shown)
    return Band(mean=shown[0] / 10, spread=shown[1] / 10) if is_safe else None


def _by_size(scores: Scores) -> Given:
    grouped: dict[int, list[People]] = defaultdict(list)
    for people in scores:
        grouped[len(people)].append(tuple(sorted(people)))
    return tuple(tuple(sorted(grouped[size])) for size in sorted(grouped))


def _shown(sizes: Sequence[int], sums: Sequence[int]) -> Shown:
    """What is published of partners of so many people with such sums; exact, without fractions."""
    partners = len(sizes)
    unit = lcm(*sizes)
    means = [total * unit // size for size, total in zip(sizes, sums, strict=True)]
    total = sum(means)
    tenths = (20 * total + unit * partners) // (2 * unit * partners)
    deviation = sum(abs(partners * mean - total) for mean in means)
    whole = unit * partners * partners
    return tenths, next(bound for bound in BOUNDS if 10 * deviation <= bound * whole)


def _many(sizes: Sequence[int]) -> int:
    """How many different sets of scores partners of these sizes may have given."""
    return prod(
        comb(comb(size + HIGHEST - LOWEST, size) + many - 1, many)
        for size, many in Counter(sizes).items()
    )


@lru_cache(maxsize=64)
def _untold(sizes: tuple[int, ...], shown: Shown) -> frozenset[View]:
    """From where nobody's score is known of those who look at one another, if `shown` is seen.

    Whoever knows this rule knows what it withholds: what is left after some are withheld is looked
    at again, until all of it may be published.
    """
    few = _many(sizes) <= MOST_ENUMERATED
    found = _alike(sizes, shown) if few else _drawn(sizes, shown)
    seen = [_views(given) for given in found]
    while True:
        together = _together(seen)
        told = {view for view, values in together.items() if values.bit_count() == 1}
        if not told:
            return frozenset(together)
        seen = [views for views in seen if told.isdisjoint(views)]


def _alike(sizes: Sequence[int], shown: Shown) -> Iterator[Given]:
    """All that partners of these sizes may have given and that looks so."""
    groups = sorted(Counter(sizes).items())
    sums = [combinations_with_replacement(_adding_up(size), many) for size, many in groups]
    for totals in product(*sums):
        if _shown(sizes, list(chain.from_iterable(totals))) == shown:
            yield from product(
                *(
                    list(_with_sums(size, theirs))
                    for (size, _), theirs in zip(groups, totals, strict=True)
                )
            )


def _with_sums(size: int, totals: Sequence[int]) -> Iterator[tuple[People, ...]]:
    """What partners of so many people with these sums may have given, each way once."""
    each = [
        combinations_with_replacement(_adding_up(size)[total], many)
        for total, many in Counter(totals).items()
    ]
    for found in product(*each):
        yield tuple(sorted(chain.from_iterable(found)))


@cache
def _adding_up(size: int) -> Mapping[int, Sequence[People]]:
    """The scores that so many people may have given, by their sum."""
    found: dict[int, list[People]] = defaultdict(list)
    for people in combinations_with_replacement(range(LOWEST, HIGHEST + 1), size):
        found[sum(people)].append(people)
    return found


def _together(all_views: Iterable[Mapping[View, int]]) -> Mapping[View, int]:
    together: dict[View, int] = defaultdict(int)
    for views in all_views:
        for view, values in views.items():
            together[view] |= values
    return together


def _views(given: Given) -> Mapping[View, int]:
    """What there is to see for everybody: the scores of the others, as bits."""
    once: dict[int, int] = defaultdict(int)
    twice: dict[int, int] = defaultdict(int)
    different = Counter(chain.from_iterable(given))
    for people, many in different.items():
        size, values = len(people), _bits(people)
        twice[size] |= values if many > 1 else once[size] & values
        once[size] |= values
    views: dict[View, int] = defaultdict(int)
    for people in different:
        theirs = {**once, len(people): twice[len(people)] | once[len(people)] & ~_bits(people)}
        for own in set(people):
            colleagues = list(people)
            colleagues.remove(own)
            theirs[0] = _bits(tuple(colleagues))
            for size, values in theirs.items():
                if values:
                    views[len(people), own, size] |= values
    return views


@cache
def _bits(people: People) -> int:
    return sum(1 << score for score in set(people))


def _drawn(sizes: Sequence[int], shown: Shown) -> Iterator[Given]:
    """Sets of scores that partners of these sizes may have given and that look so: a sample.

    The same each time. Scores are drawn close to the mean, all alike, or at both ends by turns,
    of colleagues that agree more and less, and then moved until their mean is right.
    """
    chance = Random(0)  # noqa: S311 - nothing depends on nobody foreseeing it
    scale = range(LOWEST, HIGHEST + 1)
    shapes = (
        [1 / (1 + (score - shown[0] / 10) ** 2) ** 2 for score in scale],
        [1.0] * len(scale),
        [6.0 if score in {LOWEST, HIGHEST} else 1.0 for score in scale],
    )
    kinds = list(product(shapes, LIKENESS))
    for number in range(max(FEWEST_DRAWN, PEOPLE_DRAWN // sum(sizes))):
        weights, likeness = kinds[number % len(kinds)]
        scores = iter(chance.choices(scale, weights, k=sum(sizes)))
        partners = [[next(scores) for _ in range(size)] for size in sizes]
        for people in partners:
            people[1:] = [people[0] if chance.random() < likeness else one for one in people[1:]]
        _move(partners, shown[0], chance)
        if _shown(sizes, [sum(people) for people in partners]) == shown:
            yield _by_size(partners)


def _move(partners: Sequence[list[int]], tenths: int, chance: Random) -> None:
    """Score anew for one person after another, up or down, until the mean is as many tenths."""
    unit = lcm(*(len(people) for people in partners))
    lowest = (2 * tenths - 1) * unit * len(partners)
    highest = (2 * tenths + 1) * unit * len(partners)
    total = 20 * sum(sum(people) * unit // len(people) for people in partners)
    for _ in range(MOST_MOVES * sum(len(people) for people in partners)):
        if lowest <= total < highest:
            return
        people = chance.choice(partners)
        place = chance.randrange(len(people))
        old = people[place]
        others = range(old + 1, HIGHEST + 1) if total < lowest else range(LOWEST, old)
        if others:
            people[place] = chance.choice(others)
            total += 20 * (people[place] - old) * unit // len(people)
