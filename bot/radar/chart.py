"""The chart: rings, band, mean, last scan and partners, from the back to the front."""

import math
from collections.abc import Sequence
from typing import Final

from bot.radar import palette
from bot.radar.labels import LABEL_SIZE, Point, directions
from bot.radar.palette import LineStyle
from bot.radar.picture import HIGHEST_SCORE, RadarPicture, Scores
from bot.radar.scores import Spot, band_edges, fanned_spots, plus, point, points
from bot.radar.sheet import Sheet

RINGS: Final = range(1, round(HIGHEST_SCORE) + 1)
MEAN_WIDTH: Final = 12.0
MEAN_DOT: Final = 34.0
PREVIOUS_WIDTH: Final = 7.0
PREVIOUS_DOT: Final = 15.0
PARTNER_WIDTH: Final = 4.5
PARTNER_MARKER: Final = 23.0
MARKER_RIM: Final = 2.5
BAND_BAR_WIDTH: Final = 5.0
BAND_CAP: Final = 22.0

NUMBER_ROOM: Final = 28.0  # from a ring's number to the middle of a marker
ROUNDISH: Final = 5  # axes from which the middle of a ring's side is far enough out

GRID_LAYER, BAND_LAYER, MEAN_LAYER, PREVIOUS_LAYER, LINE_LAYER, MARKER_LAYER = 2, 1, 4, 5, 6, 7


def draw_chart(sheet: Sheet, picture: RadarPicture, centre: Point, radius: float) -> None:
    """Draw everything inside the outer ring."""
    _draw_grid(sheet, len(picture.axes), centre, radius)
    if picture.band is not None:
        _draw_band(sheet, picture, centre, radius)
    mean = _moved(points(picture.mean, radius), centre)
    draw_mean(sheet, _ring(mean), mean)
    drawn = [mean]
    if picture.previous is not None:
        previous = _moved(points(picture.previous, radius), centre)
        draw_previous(sheet, _ring(previous), previous)
        drawn.append(previous)
    lines = _lines(picture)
    fanned = fanned_spots([scores for _, _, scores in lines], radius)
    for (name, style, _), around_origin in zip(lines, fanned, strict=True):
        spots = [None if spot is None else spot.moved(centre) for spot in around_origin]
        draw_partner(sheet, name, style, _ring(_path(spots)), spots)
        drawn.append([None if spot is None else spot.point for spot in spots])
    _number_rings(sheet, drawn, centre, radius)


def _lines(picture: RadarPicture) -> list[tuple[str, LineStyle, Scores]]:
    """The lines of partners, and the reader's own, each with its name on the sheet."""
    lines = [
        (f"line {number}", style, line.scores)
        for number, (style, line) in enumerate(
            zip(palette.PARTNER_STYLES, picture.lines, strict=False)
        )
    ]
    if picture.own is not None:
        lines.append(("own", palette.OWN_STYLE, picture.own))
    return lines


def draw_mean(sheet: Sheet, path: Sequence[Point | None], dots: Sequence[Point | None]) -> None:
    """The region's mean: the strongest line, with a dot that a partner's marker fits inside."""
    sheet.line(path, name="mean", colour=palette.INK, width=MEAN_WIDTH, layer=MEAN_LAYER)
    sheet.markers(
        dots,
        name="mean dots",
        marker="o",
        colour=palette.INK,
        rim=palette.PAPER,
        size=MEAN_DOT,
        layer=MEAN_LAYER,
    )


def draw_previous(sheet: Sheet, path: Sequence[Point | None], dots: Sequence[Point | None]) -> None:
    """Last scan's mean: dashed, over the mean, so that it shows where nothing changed."""
    sheet.line(
        path,
        name="previous",
        colour=palette.PREVIOUS,
        width=PREVIOUS_WIDTH,
        dashes=palette.PREVIOUS_DASHES,
        layer=PREVIOUS_LAYER,
    )
    sheet.markers(
        dots,
        name="previous dots",
        marker="o",
        colour=palette.PAPER,
        rim=palette.PREVIOUS,
        size=PREVIOUS_DOT,
        rim_width=4,
        layer=PREVIOUS_LAYER,
    )


def draw_partner(
    sheet: Sheet,
    name: str,
    style: LineStyle,
    path: Sequence[Point | None],
    spots: Sequence[Spot | None],
) -> None:
    """A line with its markers in a style."""
    solid = style.dashes == "solid"
    sheet.line(
        path,
        name=name,
        colour=style.colour,
        width=PARTNER_WIDTH,
        dashes=style.dashes,
        # Through the gaps of a broken line a whole one below it can be seen.
        layer=LINE_LAYER if solid else LINE_LAYER + 0.5,
    )
    size = PARTNER_MARKER * palette.MARKER_SCALE.get(style.marker, 1.0)
    for scale in sorted({spot.scale for spot in spots if spot is not None}):
        sheet.markers(
            [spot.point for spot in spots if spot is not None and spot.scale == scale],
            name=f"{name} markers",
            marker=style.marker,
            colour=style.colour,
            rim=palette.PAPER,
            size=size * scale,
            rim_width=MARKER_RIM * scale,
            layer=MARKER_LAYER,
        )


def _draw_grid(sheet: Sheet, axes: int, centre: Point, radius: float) -> None:
    for ring in RINGS:
        corners = _moved([point(ring, towards, radius) for towards in directions(axes)], centre)
        outer = ring == RINGS[-1]
        sheet.line(
            _ring(corners),
            name=f"ring {ring}",
            colour=palette.OUTER_RING if outer else palette.GRID,
            width=3 if outer else 2,
            layer=GRID_LAYER,
        )
    for tip in _moved([point(HIGHEST_SCORE, axis, radius) for axis in directions(axes)], centre):
        sheet.line([centre, tip], name="axis", colour=palette.GRID, width=2, layer=GRID_LAYER)


def _draw_band(sheet: Sheet, picture: RadarPicture, centre: Point, radius: float) -> None:
    """Fill from lowest to highest, and a bar on each axis: a lone axis has no area to fill."""
    edges = band_edges(picture.band or (), radius)
    for here, there in zip(edges, edges[1:] + edges[:1], strict=True):
        if here is not None and there is not None:
            corners = _moved([here[0], here[1], there[1], there[0]], centre)
            area = [corner for corner in corners if corner is not None]
            sheet.area(area, name="band", colour=palette.BAND_FILL, layer=BAND_LAYER)
    for axis, pair in zip(directions(len(edges)), edges, strict=True):
        if pair is not None:
            low, high = (plus(end, centre) for end in pair)
            draw_band_bar(sheet, low, high, axis)


def draw_band_bar(sheet: Sheet, low: Point, high: Point, axis: Point) -> None:
    """A bar with caps from the lowest to the highest score along one axis."""
    strokes: list[Point | None] = [low, high]
    for end in (low, high):
        strokes += [
            None,
            Point(end.x + axis.y * BAND_CAP / 2, end.y - axis.x * BAND_CAP / 2),
            Point(end.x - axis.y * BAND_CAP / 2, end.y + axis.x * BAND_CAP / 2),
        ]
    sheet.line(
        strokes,
        name="band bar",
        colour=palette.BAND_EDGE,
        width=BAND_BAR_WIDTH,
        layer=GRID_LAYER + 1,
    )


def _number_rings(
    sheet: Sheet, drawn: Sequence[Sequence[Point | None]], centre: Point, radius: float
) -> None:
    """Number the rings between two axes, where no scores lie, in the emptiest sector.

    Where many partners agree on a low score their markers fill the ring; then its number goes,
    for the others still tell the scale.
    """
    axes = directions(len(drawn[0]))
    share = 0.5 if len(axes) >= ROUNDISH else 0.25  # a triangle's rings lie close in the middle
    choices: list[tuple[int, float, list[tuple[int, Point]]]] = []
    for sector in range(-1, len(axes) - 1):
        one, other = axes[sector], axes[sector + 1]
        between = Point(
            one.x * (1 - share) + other.x * share, one.y * (1 - share) + other.y * share
        )
        places = [(ring, plus(point(ring, between, radius), centre)) for ring in RINGS]
        free = [(ring, place) for ring, place in places if not _is_marked(place, drawn)]
        stretches = [(line[sector], line[sector + 1]) for line in drawn]
        clearance = sum(_clearance(place, stretches) for _, place in free)
        choices.append((len(free), round(clearance), free))
    _, _, numbers = max(choices, key=lambda choice: choice[:2])
    for ring, place in numbers:
        sheet.number(str(ring), place, size=LABEL_SIZE, colour=palette.MUTED)


def _is_marked(place: Point, drawn: Sequence[Sequence[Point | None]]) -> bool:
    """Whether a marker lies where a number would be."""
    marked = (spot for line in drawn for spot in line if spot is not None)
    return any(math.dist(place, spot) < NUMBER_ROOM for spot in marked)


def _clearance(place: Point, stretches: Sequence[tuple[Point | None, Point | None]]) -> float:
    """How far a number lies from lines; beyond its own size is far enough."""
    distances = [
        _distance(place, start, end)
        for start, end in stretches
        if start is not None and end is not None
    ]
    return min([LABEL_SIZE, *distances])


def _distance(place: Point, start: Point, end: Point) -> float:
    """From a place to a stretch of line."""
    along = Point(end.x - start.x, end.y - start.y)
    length = along.x**2 + along.y**2
    share = ((place.x - start.x) * along.x + (place.y - start.y) * along.y) / (length or 1.0)
    share = min(max(share, 0.0), 1.0)
    return math.hypot(
        place.x - start.x - share * along.x,
        place.y - start.y - share * along.y,
    )


def _ring(corners: Sequence[Point | None]) -> list[Point | None]:
    """The corners with the first once more, so that the line closes."""
    return [*corners, corners[0]]


def _path(spots: Sequence[Spot | None]) -> list[Point | None]:
    """What a partner's line runs through, None where an answer is missing."""
    path: list[Point | None] = []
    for spot in spots:
        path.extend([None] if spot is None else spot.path)
    return path


def _moved(corners: Sequence[Point | None], centre: Point) -> list[Point | None]:
    """Points around the origin, moved to be around the centre."""
    return [None if corner is None else plus(corner, centre) for corner in corners]
