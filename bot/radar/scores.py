"""Scores as places on the chart: points on axes, kept apart where partners agree."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from bot.radar.labels import Point, directions
from bot.radar.picture import HIGHEST_SCORE, Band, Scores

FAN_STEP: Final = 25.0  # design units between the markers of equal scores: side by side
FAN_SHARE: Final = 0.86  # of the room between two neighbouring axes, when many agree
SMALLEST_SCALE: Final = 0.55  # of a marker, where many partners agree on a low score
FAN_NEAR: Final = 22.0  # closer along the axis than this, markers would cover each other


def written(score: float, decimal_mark: str) -> str:
    """The score with one decimal, a half rounded up: 2.25 is "2,3"."""
    # A mean such as 2.8499999999999996 stands for 2.85.
    exact = Decimal(str(round(score, 6)))
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", decimal_mark)


def point(score: float, direction: Point, radius: float) -> Point:
    """Where a score lies on the axis in this direction; the centre is 0, the tip 5."""
    reach = score / HIGHEST_SCORE * radius
    return Point(direction.x * reach, direction.y * reach)


def points(scores: Scores, radius: float) -> list[Point | None]:
    """A point on every axis, None where the score is missing."""
    return [
        None if score is None else point(score, direction, radius)
        for score, direction in zip(scores, directions(len(scores)), strict=True)
    ]


class Spot(NamedTuple):
    """A partner's marker: where it is, and how much smaller it is where many agree.

    `path` is what the partner's line runs through: the score on the axis itself, and the marker
    before or after it, when that stands aside.
    """

    point: Point
    scale: float
    path: tuple[Point, ...]

    def moved(self, centre: Point) -> "Spot":
        """The same around another centre."""
        path = tuple(plus(place, centre) for place in self.path)
        return Spot(plus(self.point, centre), self.scale, path)


def plus(place: Point, centre: Point) -> Point:
    """A place around the origin, as a place around the centre."""
    return Point(place.x + centre.x, place.y + centre.y)


def fanned_spots(rows: Sequence[Scores], radius: float) -> list[list[Spot | None]]:
    """The spots of every row of scores; those that meet on an axis stand side by side.

    A ring is straight between two axes, so a marker beside its axis still lies on its score.
    """
    axes = directions(len(rows[0])) if rows else ()
    placed: list[list[Spot | None]] = [[None] * len(axes) for _ in rows]
    for axis in range(len(axes)):
        for group in _groups([scores[axis] for scores in rows], radius):
            lowest = min(score for _, score in group) / HIGHEST_SCORE * radius
            room = 2 * lowest * math.sin(math.pi / len(axes)) * FAN_SHARE
            step = min(FAN_STEP, room / len(group))
            scale = 1.0 if len(group) == 1 else max(step / FAN_STEP, SMALLEST_SCALE)
            for position, (line, score) in enumerate(sorted(group)):
                aside = (position - (len(group) - 1) / 2) * step
                placed[line][axis] = _spot(score, axes, axis, aside, radius, scale)
    return placed


def _spot(
    score: float, axes: Sequence[Point], axis: int, aside: float, radius: float, scale: float
) -> Spot:
    """A spot on the score's ring, `aside` design units clockwise from its axis."""
    neighbour = axes[(axis + (1 if aside > 0 else -1)) % len(axes)]
    here, there = point(score, axes[axis], radius), point(score, neighbour, radius)
    share = abs(aside) / math.dist(here, there)
    spot = Point(here.x + (there.x - here.x) * share, here.y + (there.y - here.y) * share)
    if aside == 0:
        return Spot(spot, scale, (spot,))
    return Spot(spot, scale, (here, spot) if aside > 0 else (spot, here))


def _groups(scores: Sequence[float | None], radius: float) -> list[list[tuple[int, float]]]:
    """Lines (index, score) whose markers would cover each other on one axis, together."""
    near = FAN_NEAR * HIGHEST_SCORE / radius
    known = [(score, line) for line, score in enumerate(scores) if score is not None]
    groups: list[list[tuple[int, float]]] = []
    for score, line in sorted(known):
        if groups and score - groups[-1][-1][1] < near:
            groups[-1].append((line, score))
        else:
            groups.append([(line, score)])
    return groups


def band_edges(band: Band, radius: float) -> list[tuple[Point, Point] | None]:
    """The band's lowest and highest point on every axis, None where it is missing."""
    return [
        None
        if edges is None
        else (point(edges[0], direction, radius), point(edges[1], direction, radius))
        for edges, direction in zip(band, directions(len(band)), strict=True)
    ]
