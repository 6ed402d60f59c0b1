"""The history: a small chart per statement, side by side as long as the scans fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from bot.radar import palette
from bot.radar.history_picture import HistoryChart, HistoryPicture, HistoryPoint
from bot.radar.labels import Point
from bot.radar.lettering import LINE_HEIGHT, printable, width_of, wrap
from bot.radar.page import INNER, MARGIN, SMALL_SIZE, DrawHandle, Entries, lay_out, middle
from bot.radar.picture import HIGHEST_SCORE, LOWEST_SCORE
from bot.radar.scores import written
from bot.radar.sheet import Sheet

MOST_SIDE_BY_SIDE: Final = 8  # scans; of more, their numbers need the whole width
COLUMN_GAP: Final = 64.0
ROW_GAP: Final = 52.0
PLOT_HEIGHT: Final = 210.0  # from 1 to 5
NAME_GAP: Final = 32.0  # under a chart's name: half a value's height
SCALE_ROOM: Final = 50.0  # for the scale's numbers and half a scan's label
VALUE_ROOM: Final = 112.0  # for the last value
VALUE_SIZE: Final = 44.0
VALUE_GAP: Final = 22.0
LABELS_GAP: Final = 30.0  # between the lowest score and the scans' labels
LABEL_GAP: Final = 22.0  # between two labels
COUNT_SIZE: Final = 34.0  # 10 pixels on a phone: so that the numbers of twenty scans fit
COUNT_GAP: Final = 6.0
LINE_WIDTH: Final = 9.0
DOT: Final = 24.0
LONE_BAND: Final = 9.0  # half the width of a band that has no neighbour
GRID_LAYER, BAND_LAYER, MARK_LAYER, LINE_LAYER = 2, 1, 3, 4
LINE: Final = SMALL_SIZE * LINE_HEIGHT


@dataclass(frozen=True)
class _Frame:
    """Where one chart stands: the left side of its cell, its width, and the height of score 1."""

    left: float
    width: float
    floor: float
    scans: int

    def place(self, scan: int, score: float) -> Point:
        """Where a score in a scan lies."""
        first, last = self.left + SCALE_ROOM, self.left + self.width - VALUE_ROOM
        share = scan / (self.scans - 1) if self.scans > 1 else 0.5
        height = (score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE) * PLOT_HEIGHT
        return Point(first + share * (last - first), self.floor + height)


def compose_history(picture: HistoryPicture, *, size_px: int) -> Sheet:
    """The finished sheet. Raises ValueError for fewer than 300 pixels."""
    columns = 2 if len(picture.scans) <= MOST_SIDE_BY_SIDE and len(picture.charts) > 1 else 1
    width = (INNER - (columns - 1) * COLUMN_GAP) / columns
    rows = [picture.charts[at : at + columns] for at in range(0, len(picture.charts), columns)]
    names = {chart.name: _name(chart, width) for chart in picture.charts}
    below = LABELS_GAP + 2 * LINE
    heights = [
        max(len(names[chart.name]) for chart in row) * LINE + NAME_GAP + PLOT_HEIGHT + below
        for row in rows
    ]
    height = sum(heights) + ROW_GAP * (len(rows) - 1)
    sheet, top = lay_out(picture, height, [_legend(picture)], size_px=size_px)
    for row, row_height in zip(rows, heights, strict=True):
        for column, chart in enumerate(row):
            left = MARGIN + column * (width + COLUMN_GAP)
            frame = _Frame(left, width, top - row_height + below, len(picture.scans))
            sheet.text(
                names[chart.name], Point(left, top), size=SMALL_SIZE, colour=palette.INK, bold=True
            )
            _draw_chart(sheet, picture, chart, frame)
        top -= row_height + ROW_GAP
    return sheet


def _name(chart: HistoryChart, width: float) -> list[str]:
    return wrap(printable(chart.name), SMALL_SIZE, width=width, most_lines=2, bold=True)


def _draw_chart(sheet: Sheet, picture: HistoryPicture, chart: HistoryChart, frame: _Frame) -> None:
    _draw_scale(sheet, frame)
    for stretch in stretches(chart.points):
        _draw_stretch(sheet, chart.points, stretch, frame)
    known = [number for number, point in enumerate(chart.points) if point.mean is not None]
    if known:
        mean = chart.points[known[-1]].mean or 0.0
        last = frame.place(known[-1], mean)
        place = Point(last.x + VALUE_GAP, last.y + VALUE_SIZE * LINE_HEIGHT / 2)
        value = written(mean, picture.decimal_mark)
        sheet.text([value], place, size=VALUE_SIZE, colour=palette.INK, bold=True)
    top = frame.floor - LABELS_GAP
    _set_apart(sheet, picture.scans, frame, top, size=SMALL_SIZE, gap=LABEL_GAP)
    counts = [point.count for point in chart.points]
    _set_apart(sheet, counts, frame, top - LINE, size=COUNT_SIZE, gap=COUNT_GAP)
    for other in (False, True):
        gaps = [
            frame.place(number, LOWEST_SCORE).x
            for number, point in enumerate(chart.points)
            if point.mean is None and point.other is other
        ]
        draw_gap(sheet, [Point(x, top - 1.5 * LINE) for x in gaps], other=other)


def _draw_scale(sheet: Sheet, frame: _Frame) -> None:
    """Rings' numbers of the radar as lines across, the ends and the middle numbered."""
    right = frame.left + frame.width - VALUE_ROOM + DOT
    for score in range(round(LOWEST_SCORE), round(HIGHEST_SCORE) + 1):
        y = frame.place(0, score).y
        ends = [Point(frame.left + LINE, y), Point(right, y)]
        lowest = score == round(LOWEST_SCORE)
        colour = palette.OUTER_RING if lowest else palette.GRID
        sheet.line(ends, name="scale", colour=colour, width=3 if lowest else 2, layer=GRID_LAYER)
        if score % 2:
            place = Point(frame.left, y + LINE / 2)
            sheet.text([str(score)], place, size=SMALL_SIZE, colour=palette.MUTED)


def stretches(points: Sequence[HistoryPoint]) -> Iterator[list[int]]:
    """The numbers of the points that a line runs through, from break to break."""
    for known, group in groupby(range(len(points)), lambda at: points[at].mean is not None):
        if known:
            yield list(group)


def _draw_stretch(
    sheet: Sheet, points: Sequence[HistoryPoint], stretch: Sequence[int], frame: _Frame
) -> None:
    lower, upper = [], []
    for number in stretch:
        if (spread := points[number].spread) is not None:
            lower.append(frame.place(number, spread[0]))
            upper.append(frame.place(number, spread[1]))
    if len(lower) == 1:
        (low,), (high,) = lower, upper
        lower = [Point(low.x - LONE_BAND, low.y), Point(low.x + LONE_BAND, low.y)]
        upper = [Point(high.x - LONE_BAND, high.y), Point(high.x + LONE_BAND, high.y)]
    if lower:
        draw_band(sheet, lower, upper)
    draw_line(sheet, [frame.place(number, points[number].mean or 0.0) for number in stretch])


def draw_band(sheet: Sheet, lower: Sequence[Point], upper: Sequence[Point]) -> None:
    """The spread around the mean."""
    corners = [*lower, *reversed(upper)]
    sheet.area(corners, name="spread", colour=palette.BAND_FILL, layer=BAND_LAYER)
    edges = [*lower, None, *upper]
    sheet.line(edges, name="spread edge", colour=palette.BAND_EDGE, width=2.5, layer=GRID_LAYER)


def draw_line(sheet: Sheet, path: Sequence[Point], dots: Sequence[Point] | None = None) -> None:
    """The mean from scan to scan, a dot for each."""
    sheet.line(path, name="mean", colour=palette.INK, width=LINE_WIDTH, layer=LINE_LAYER)
    sheet.markers(
        path if dots is None else dots,
        name="mean dots",
        marker="o",
        colour=palette.INK,
        rim=palette.PAPER,
        size=DOT,
        layer=LINE_LAYER,
    )


def draw_gap(sheet: Sheet, places: Sequence[Point], *, other: bool) -> None:
    """What stands under a scan without a figure, or with an `other` statement."""
    sheet.markers(
        places,
        name="other" if other else "gap",
        marker="s" if other else "x",
        colour=palette.PAPER if other else palette.MUTED,
        rim=palette.MUTED,
        size=18,
        rim_width=4,
        layer=MARK_LAYER,
    )


def _set_apart(
    sheet: Sheet, words: Sequence[str], frame: _Frame, top: float, *, size: float, gap: float
) -> None:
    """Set words under their scans, from the last back, as many as fit with room between."""
    free = frame.left + frame.width
    for number in reversed(range(len(words))):
        if not words[number]:
            continue
        word = printable(words[number])
        half = width_of(word, size) / 2
        x = min(max(frame.place(number, 1).x, frame.left + half), frame.left + frame.width - half)
        if x + half > free:
            continue
        sheet.text([word], Point(x, top), size=size, colour=palette.MUTED, side=0)
        free = x - half - gap


def _legend(picture: HistoryPicture) -> Entries:
    """What is drawn, as far as it occurs."""
    entries: list[tuple[str, DrawHandle]] = [
        (picture.mean_label, _mean_handle),
        (picture.spread_label, _band_handle),
    ]
    points = [point for chart in picture.charts for point in chart.points]
    if any(point.mean is None and not point.other for point in points):
        entries.append((picture.gap_label, partial(_gap_handle, other=False)))
    if any(point.other for point in points):
        entries.append((picture.other_label, partial(_gap_handle, other=True)))
    return entries


def _mean_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_line(sheet, [left, right], [middle(left, right)])


def _band_handle(sheet: Sheet, left: Point, right: Point) -> None:
    half = SMALL_SIZE / 2
    draw_band(
        sheet,
        [Point(left.x, left.y - half), Point(right.x, right.y - half)],
        [Point(left.x, left.y + half), Point(right.x, right.y + half)],
    )


def _gap_handle(sheet: Sheet, left: Point, right: Point, *, other: bool) -> None:
    draw_gap(sheet, [middle(left, right)], other=other)
