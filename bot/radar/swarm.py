"""Scores as dots along a scale, equal ones stacked, so that each stays visible."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from bot.radar.labels import Point

TOUCH: Final = 0.99  # of a step apart, dots count as side by side


def swarm(places: Sequence[float | None], *, step: float, lanes: int) -> list[Point | None]:
    """A point for each place along the scale, at least `step` design units from all others.

    The first lies on the scale and the next above it, up to so many `lanes`; when these are full,
    beside them, as near its own place as there is room. None stays None.
    """
    points: list[Point | None] = [None] * len(places)
    taken: list[Point] = []
    known = [(place, number) for number, place in enumerate(places) if place is not None]
    for place, number in sorted(known):
        point = next(
            point
            for point in _around(place, step, lanes)
            if all(math.dist(point, other) >= step * TOUCH for other in taken)
        )
        taken.append(point)
        points[number] = point
    return points


def _around(place: float, step: float, lanes: int) -> Iterator[Point]:
    """Where a dot may go, the best first; without an end."""
    aside = 0.0
    while True:
        for x in (place + aside, place - aside):
            for lane in range(lanes):
                yield Point(x, (lane + 0.5) * step)
        aside += step
