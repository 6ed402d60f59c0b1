"""What a protected scan may show of a statement: nothing from which one person is worked out.

The adversary is any one person who scored: they know their own score, how many people of which
organisation scored, this rule, and what is published. A mean and a spread are published only if
everybody else may still have scored otherwise for all that adversary can tell.

The spread is coarse: a bound, the lowest of which is the criterion for agreement, so that who
agree completely do not tell so. With a spread rounded to 0.1 up to nine in ten statements of
three or four small organisations would have to be withheld. With bounds it is one in forty of
five people from as many organisations, fewer from eight people on, and most where little is there
to hide in: four in ten of one person from each of three, six in ten of three people beside two
alone. Only the latest outcome is looked at: who guesses that nobody has changed their mind since
the last scan works with a guess.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations_with_replacement, product
from math import comb, lcm, prod

LOWEST, HIGHEST = 1, 5
"""The ends of the scale."""
BOUNDS = (8, 13, 18, 20)
"""What is said of an average deviation, in tenths: it is no more than the first that holds.

The first is `flows.results.AGREEMENT`; the last holds for every set of scores.
"""
MOST_ENUMERATED = 10_000  # a tenth of a second
"""Sets of scores of which all are gone through that look alike; of more, those close by."""

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
    if _many(sizes) <= MOST_ENUMERATED:
        is_safe = given in _publishable(sizes, shown)
    else:
        is_safe = _is_hidden(partners, shown)
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
def _publishable(sizes: tuple[int, ...], shown: Shown) -> frozenset[Given]:
    """All that may have been given and may be published as `shown`.

    Whoever knows this rule knows that it was one of these: what is left after some are withheld
    is looked at again, until all of it may be published.
    """
    seen = {given: _views(given) for given in _alike(sizes, shown)}
    while True:
        together = _together(seen.values())
        told = {view for view, values in together.items() if values.bit_count() == 1}
        left = {given: views for given, views in seen.items() if told.isdisjoint(views)}
        if len(left) == len(seen):
            return frozenset(left)
        seen = left


def _alike(sizes: Sequence[int], shown: Shown) -> Iterator[Given]:
    """All that partners of these sizes may have given and that looks so."""
    groups = sorted(Counter(sizes).items())
    sums = [combinations_with_replacement(_sums(size), many) for size, many in groups]
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
    partners = list(chain.from_iterable(given))
    views: dict[View, int] = defaultdict(int)
    for place, people in enumerate(partners):
        others: dict[int, int] = defaultdict(int)
        for theirs in (*partners[:place], *partners[place + 1 :]):
            others[len(theirs)] |= _bits(theirs)
        for own in set(people):
            colleagues = list(people)
            colleagues.remove(own)
            if colleagues:
                views[len(people), own, 0] |= _bits(tuple(colleagues))
            for size, values in others.items():
                views[len(people), own, size] |= values
    return views


@cache
def _bits(people: People) -> int:
    return sum(1 << score for score in set(people))


def _is_hidden(partners: Sequence[People], shown: Shown) -> bool:
    """Whether everybody may have scored otherwise, by what can be found close to these scores."""
    kinds = {
        (people, score): place for place, people in enumerate(partners) for score in set(people)
    }
    return all(_may_differ(partners, shown, place, score) for (_, score), place in kinds.items())


def _may_differ(partners: Sequence[People], shown: Shown, place: int, score: int) -> bool:
    """Whether one person may have scored otherwise, for all that anybody else can tell.

    A second partner differs too each time: where that looks the same there is room to spare, also
    before somebody who knows what would have been withheld.
    """
    sizes = [len(people) for people in partners]
    before = [sum(people) for people in partners]
    colleagues = list(partners[place])
    colleagues.remove(score)
    knowing: set[tuple[int, int]] | None = None
    for at, sums in _close_by(sizes, before, place):
        if _shown(sizes, sums) != shown:
            continue
        for new in _scores_in(_possible(sizes[place], sums[place]) & ~(1 << score)):
            theirs = _possible(len(colleagues), sums[place] - new)
            others = _possible(sizes[at], sums[at])
            against = {(place, one) for one in colleagues if not theirs >> one & 1}
            against |= {(at, one) for one in partners[at] if not others >> one & 1}
            knowing = against if knowing is None else knowing & against
            if not knowing:
                return True
    return False


def _close_by(
    sizes: Sequence[int], before: Sequence[int], place: int
) -> Iterator[tuple[int, Sequence[int]]]:
    """Other sums for the partner at this place and one other, the nearest first: whose, and all."""
    for own in _nearest(sizes[place], before[place]):
        for at, size in enumerate(sizes):
            if at != place:
                for other in _nearest(size, before[at])[1:]:
                    sums = [*before]
                    sums[place], sums[at] = own, other
                    yield at, sums


@cache
def _nearest(people: int, total: int) -> Sequence[int]:
    """The sums that so many people may have, by their distance from this one, which is first."""
    return sorted(_sums(people), key=lambda other: abs(other - total))


def _sums(people: int) -> range:
    return range(LOWEST * people, HIGHEST * people + 1)


@cache
def _possible(people: int, total: int) -> int:
    """The scores, as bits, that one of so many people with this sum may have given."""
    rest = people - 1
    scores = range(LOWEST, HIGHEST + 1)
    return sum(1 << one for one in scores if LOWEST * rest <= total - one <= HIGHEST * rest)


def _scores_in(bits: int) -> Iterator[int]:
    return (one for one in range(LOWEST, HIGHEST + 1) if bits >> one & 1)
