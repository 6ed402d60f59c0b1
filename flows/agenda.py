"""What the stuurgroep may be glad of and what it has to talk about, from the figures alone.

Means are compared as people read them, to one decimal: what is said to be equal looks equal, and
what is called low reads as low. Which partners agree is decided by the unrounded spread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.comparison import Change, Comparison
from flows.language import as_read
from flows.results import Figure, Results

MOST_POINTS = 3
"""Points that a meeting can talk about."""
LOW = 3.0
"""Means that read below the middle of the scale are low."""
TWO = 2
"""Scores from which on partners can agree or be divided, and means of which one can be lowest."""


class Mark(StrEnum):
    """Why a statement is on the agenda."""

    LOW = "low"  # what must happen?
    DIVIDED = "divided"  # what does one see that the other does not?


class Agreement(StrEnum):
    """What the figures of a statement let one say of how far the scores lie apart."""

    NONE = "none"  # nothing: there is one score, or the figures are withheld
    SAME = "same"  # all scores are equal as they read
    CLOSE = "close"  # all scores lie within one point of the scale
    WITHIN = "within"  # the criterion holds, which tells of their distance from the mean alone
    FAR = "far"  # divided


class Absence(StrEnum):
    """Why a statement has no mean."""

    UNSCORED = "unscored"  # nobody gave a score
    WITHHELD = "withheld"  # protected: it would tell what one person gave, or too few scored
    EXPIRED = "expired"  # it was one partner's score, and scores are kept for a time


@dataclass(frozen=True, kw_only=True)
class Point:
    """A statement to talk about, by its place among the statements.

    `lowest` says that its mean is the lowest and that another is higher. A point without a mark
    is there because no mean is lower.
    """

    number: int
    figure: Figure
    marks: frozenset[Mark]
    lowest: bool = False


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a scan shows: what rose, what is strongest, what to talk about, and the others.

    Numbers are places among the statements. `rose` holds what rose since the last scan, most
    first, and `fell` what fell, in the order of the statements. `apart` are the statements that
    went another way among those who answered both times than over all: they are told of
    separately, for then it may be others who answer. `strongest` has the highest mean and
    `lowest` the lowest (several when equal); both are empty when all are equal or fewer than two
    are known. `others` are the statements with a mean that are not on the agenda, `without`
    those that have none.
    """

    rose: tuple[tuple[int, Change], ...] = ()
    fell: tuple[tuple[int, Change], ...] = ()
    apart: tuple[tuple[int, Change], ...] = ()
    strongest: tuple[int, ...] = ()
    lowest: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()
    others: tuple[int, ...] = ()
    without: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Known:
    """A statement that has a mean."""

    number: int
    figure: Figure
    mean: float  # as people read it


def find(results: Results, since: Comparison | None) -> Findings:
    """What the figures say, in the order in which to say it."""
    known = [
        _Known(number, figure, as_read(figure.mean))
        for number, figure in enumerate(results.figures)
        if figure.mean is not None
    ]
    means = {one.mean for one in known}
    differ = len(means) >= TWO
    points = _points(known)
    chosen = {point.number for point in points}
    changes = tuple(enumerate(since.changes)) if since else ()
    return Findings(
        rose=_rose(changes),
        fell=tuple(one for one in changes if _direction(one[1].overall) < 0),
        apart=tuple(one for one in changes if _goes_apart(one[1])),
        strongest=tuple(one.number for one in known if differ and one.mean == max(means)),
        lowest=tuple(one.number for one in known if differ and one.mean == min(means)),
        points=points,
        others=tuple(one.number for one in known if one.number not in chosen),
        without=tuple(n for n, figure in enumerate(results.figures) if figure.mean is None),
    )


def is_low(figure: Figure) -> bool:
    """Whether the mean of a statement reads below the middle of the scale."""
    return figure.mean is not None and as_read(figure.mean) < LOW


def agreement(figure: Figure) -> Agreement:
    """What may be said of how far the scores of a statement lie apart.

    Where the extremes are not shown (protected scans, and once the scores are deleted), only the
    criterion speaks.
    """
    if figure.spread is None or (figure.n is not None and figure.n < TWO):
        return Agreement.NONE
    if not figure.agreed:
        return Agreement.FAR
    if figure.lowest is None or figure.highest is None:
        return Agreement.WITHIN
    if as_read(figure.lowest) == as_read(figure.highest):
        return Agreement.SAME
    if figure.highest - figure.lowest <= 1:
        return Agreement.CLOSE
    return Agreement.WITHIN


def absence(figure: Figure) -> Absence:
    """Why a statement has no mean."""
    if figure.n is None:
        return Absence.WITHHELD
    return Absence.EXPIRED if figure.n else Absence.UNSCORED


def _points(known: Sequence[_Known]) -> tuple[Point, ...]:
    """The lowest first (of equal ones the most divided), the divided ones, then other low ones.

    Of equally divided ones the lower comes first, then the earlier statement.
    """
    lowest = min((one.mean for one in known), default=0.0)
    highest = max((one.mean for one in known), default=0.0)
    by_division = sorted(
        known, key=lambda one: (-round(one.figure.spread or 0.0, 9), one.mean, one.number)
    )
    by_mean = sorted(known, key=lambda one: (one.mean, one.number))
    ranked = [
        *(one for one in by_division if one.mean == lowest),
        *(one for one in by_division if agreement(one.figure) is Agreement.FAR),
        *(one for one in by_mean if one.mean < LOW),
    ]
    once = list({one.number: one for one in ranked}.values())
    return tuple(
        Point(
            number=one.number,
            figure=one.figure,
            marks=_marks(one),
            lowest=one.mean == lowest < highest,
        )
        for one in once[:MOST_POINTS]
    )


def _marks(one: _Known) -> frozenset[Mark]:
    low = {Mark.LOW} if is_low(one.figure) else set()
    divided = {Mark.DIVIDED} if agreement(one.figure) is Agreement.FAR else set()
    return frozenset(low | divided)


def _rose(changes: Sequence[tuple[int, Change]]) -> tuple[tuple[int, Change], ...]:
    rising = [one for one in changes if _direction(one[1].overall) > 0]
    return tuple(sorted(rising, key=lambda one: (-(one[1].overall or 0.0), one[0])))


def _goes_apart(change: Change) -> bool:
    """Whether those who answered both times went another way than all together."""
    if change.overall is None or change.among_both is None:
        return False
    return _direction(change.overall) != _direction(change.among_both)


def _direction(change: float | None) -> int:
    return 0 if change is None else (change > 0) - (change < 0)
