"""The strip plot: per statement a row of dots over a scale, with the mean and the spread."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.radar import palette
from bot.radar.labels import Point
from bot.radar.lettering import LINE_HEIGHT, printable, width_of, wrap
from bot.radar.page import INNER, MARGIN, SMALL_SIZE, DrawHandle, Entries, lay_out, middle
from bot.radar.palette import LineStyle
from bot.radar.picture import HIGHEST_SCORE, LOWEST_SCORE
from bot.radar.scores import written
from bot.radar.sheet import WIDTH, Sheet
from bot.radar.strip_picture import StripPicture, StripRow
from bot.radar.swarm import swarm

VALUE_SIZE: Final = 44.0
INSET: Final = 70.0  # from the margin to an end of the scale: room for many who give a 1 or a 5
NOTE_GAP: Final = 30.0
DOT_STEPS: Final = ((12, 31.0, 4), (30, 24.0, 6), (math.inf, 20.0, 8))
"""Up to how many scores: design units between two dots, and how many are stacked at most."""
DOT_SHARE: Final = 0.86  # of a step; the rest keeps neighbours apart
NAME_GAP: Final = 12.0  # under a name
BAR_ROOM: Final = 62.0  # for the mean and the spread, under the dots
BAR_HEIGHT: Final = 26.0
TICK_HEIGHT: Final = 46.0
TICK_WIDTH: Final = 11.0
VALUE_GAP: Final = 18.0
ROW_GAP: Final = 30.0
GUIDE_LAYER, BAR_LAYER, TICK_LAYER, DOT_LAYER = 1, 3, 4, 5


@dataclass(frozen=True)
class _Row:
    """A row with its measures: design units from its top downwards."""

    row: StripRow
    names: Sequence[str]
    dots: Sequence[Point | None]  # around the left end of the base line
    step: float

    @property
    def base(self) -> float:
        """Where the dots stand on."""
        highest = max((dot.y for dot in self.dots if dot), default=-self.step / 2)
        return len(self.names) * SMALL_SIZE * LINE_HEIGHT + NAME_GAP + highest + self.step / 2

    @property
    def height(self) -> float:
        return self.base + BAR_ROOM


def compose_strip(picture: StripPicture, *, size_px: int) -> Sheet:
    """The finished sheet. Raises ValueError for fewer than 300 pixels."""
    rows = _rows(picture)
    line = SMALL_SIZE * LINE_HEIGHT
    height = 3 * line + sum(row.height + ROW_GAP for row in rows)
    sheet, top = lay_out(picture, height, _legends(picture), size_px=size_px)
    _name_ends(sheet, picture, top)
    _number_scale(sheet, top - line)
    y = top - 2 * line
    for row in rows:
        y -= ROW_GAP
        _draw_row(sheet, picture, row, y)
        y -= row.height
    _number_scale(sheet, y)
    return sheet


def across(score: float) -> float:
    """How far from the picture's left side a score lies."""
    share = (score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
    return MARGIN + INSET + share * (INNER - 2 * INSET)


def _rows(picture: StripPicture) -> list[_Row]:
    most = max((len(row.scores) for row in picture.rows), default=0)
    _, step, lanes = next(size for size in DOT_STEPS if most <= size[0])
    rows = []
    for row in picture.rows:
        note = _note_of(row)
        room = INNER - (width_of(note, SMALL_SIZE) + NOTE_GAP if note else 0.0)
        names = wrap(printable(row.name), SMALL_SIZE, width=room, most_lines=2, bold=True)
        places = [None if score is None else across(score) for score in row.scores]
        rows.append(_Row(row, names, swarm(places, step=step, lanes=lanes), step))
    return rows


def _note_of(row: StripRow) -> str:
    """What stands at the end of a row, in one line of at most half of it."""
    if not row.note:
        return ""
    return wrap(printable(row.note), SMALL_SIZE, width=INNER / 2, most_lines=1)[0]


def _name_ends(sheet: Sheet, picture: StripPicture, top: float) -> None:
    """Say what the ends of the scale mean."""
    for side, name in ((1, picture.low_label), (-1, picture.high_label)):
        lines = wrap(printable(name), SMALL_SIZE, width=INNER / 2 - NOTE_GAP, most_lines=1)
        place = Point(MARGIN if side > 0 else WIDTH - MARGIN, top)
        sheet.text(lines, place, size=SMALL_SIZE, colour=palette.MUTED, side=side)


def _number_scale(sheet: Sheet, top: float) -> None:
    for score in range(round(LOWEST_SCORE), round(HIGHEST_SCORE) + 1):
        place = Point(across(score), top)
        sheet.text([str(score)], place, size=SMALL_SIZE, colour=palette.MUTED, side=0)


def _draw_row(sheet: Sheet, picture: StripPicture, one: _Row, top: float) -> None:
    row = one.row
    sheet.text(one.names, Point(MARGIN, top), size=SMALL_SIZE, colour=palette.INK, bold=True)
    if note := _note_of(row):
        place = Point(WIDTH - MARGIN, top)
        sheet.text([note], place, size=SMALL_SIZE, colour=palette.MUTED, side=-1)
    base = top - one.base
    if row.mean is None:
        missing = wrap(printable(picture.not_enough_label), SMALL_SIZE, width=INNER, most_lines=1)
        sheet.text(missing, Point(MARGIN, base), size=SMALL_SIZE, colour=palette.MUTED)
        return
    _draw_scale(sheet, base, upper=top - len(one.names) * SMALL_SIZE * LINE_HEIGHT - NAME_GAP)
    dots = [None if dot is None else Point(dot.x, base + dot.y) for dot in one.dots]
    _draw_dots(sheet, picture, dots, one.step * DOT_SHARE)
    y = base - BAR_ROOM / 2
    right = across(row.mean)
    if row.spread is not None:
        low, high = (Point(across(edge), y) for edge in row.spread)
        draw_bar(sheet, low, high)
        right = max(right, high.x)
    draw_tick(sheet, Point(across(row.mean), y))
    value = written(row.mean, picture.decimal_mark)
    half = width_of(value, VALUE_SIZE, bold=True) / 2
    place = Point(right + VALUE_GAP + half, y)
    sheet.number(value, place, size=VALUE_SIZE, colour=palette.INK, bold=True)


def _draw_scale(sheet: Sheet, base: float, *, upper: float) -> None:
    guides: list[Point | None] = []
    for score in range(round(LOWEST_SCORE), round(HIGHEST_SCORE) + 1):
        guides += [Point(across(score), upper), Point(across(score), base - BAR_ROOM), None]
    sheet.line(guides, name="guides", colour=palette.GRID, width=2, layer=GUIDE_LAYER)
    ends = [Point(across(LOWEST_SCORE), base), Point(across(HIGHEST_SCORE), base)]
    sheet.line(ends, name="scale", colour=palette.OUTER_RING, width=3, layer=GUIDE_LAYER)


def _draw_dots(
    sheet: Sheet, picture: StripPicture, dots: Sequence[Point | None], size: float
) -> None:
    if not picture.partners:
        draw_dot(sheet, "dots", palette.PARTNER_STYLES[0], dots, size)
        return
    for number, (style, dot) in enumerate(zip(palette.PARTNER_STYLES, dots, strict=False)):
        draw_dot(sheet, f"dots {number}", style, [dot], size)


def draw_dot(
    sheet: Sheet, name: str, style: LineStyle, dots: Sequence[Point | None], size: float
) -> None:
    """Organisations' scores in a style, `size` design units wide."""
    sheet.markers(
        dots,
        name=name,
        marker=style.marker,
        colour=style.colour,
        rim=palette.PAPER,
        size=size * palette.MARKER_SCALE.get(style.marker, 1.0),
        rim_width=1.5,
        layer=DOT_LAYER,
    )


def draw_bar(sheet: Sheet, low: Point, high: Point) -> None:
    """The spread around the mean."""
    half = BAR_HEIGHT / 2
    corners = [
        Point(low.x, low.y - half),
        Point(low.x, low.y + half),
        Point(high.x, high.y + half),
        Point(high.x, high.y - half),
    ]
    sheet.area(corners, name="spread", colour=palette.BAND_FILL, layer=BAR_LAYER)
    sheet.line(
        [*corners, corners[0]],
        name="spread edge",
        colour=palette.BAND_EDGE,
        width=3,
        layer=BAR_LAYER,
    )


def draw_tick(sheet: Sheet, place: Point) -> None:
    """The mean."""
    ends = [Point(place.x, place.y + TICK_HEIGHT / 2), Point(place.x, place.y - TICK_HEIGHT / 2)]
    sheet.line(ends, name="mean", colour=palette.INK, width=TICK_WIDTH, layer=TICK_LAYER)


def _legends(picture: StripPicture) -> tuple[Entries, Entries]:
    """What is drawn of the region, and under it the partners."""
    entries: list[tuple[str, DrawHandle]] = [
        (picture.mean_label, _mean_handle),
        (picture.spread_label, draw_bar),
    ]
    if any(row.scores for row in picture.rows) and not picture.partners:
        entries.append((picture.dot_label, partial(_dot_handle, palette.PARTNER_STYLES[0])))
    partners = [
        (name, partial(_dot_handle, style))
        for style, name in zip(palette.PARTNER_STYLES, picture.partners, strict=False)
    ]
    return entries, partners


def _mean_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_tick(sheet, middle(left, right))


def _dot_handle(style: LineStyle, sheet: Sheet, left: Point, right: Point) -> None:
    draw_dot(sheet, "sample", style, [middle(left, right)], DOT_STEPS[0][1] * DOT_SHARE)
