"""The radar: a chart with its labels, on a page."""

from functools import partial
from typing import Final

from bot.radar import palette
from bot.radar.chart import draw_band_bar, draw_chart, draw_mean, draw_partner, draw_previous
from bot.radar.labels import LABEL_SIZE, VALUE_SIZE, Arrangement, AxisText, Point, arrange
from bot.radar.legend import LEGEND_SIZE
from bot.radar.lettering import LINE_HEIGHT, printable
from bot.radar.page import DrawHandle, Entries, lay_out, middle
from bot.radar.palette import LineStyle
from bot.radar.picture import RadarPicture
from bot.radar.scores import Spot, written
from bot.radar.sheet import WIDTH, Sheet

LABEL_MARGIN: Final = 20.0  # beside the chart every unit makes it larger


def compose_radar(picture: RadarPicture, *, size_px: int) -> Sheet:
    """The finished sheet. Raises ValueError for fewer than 300 pixels."""
    arrangement = arrange(_axis_texts(picture), half_width=WIDTH / 2 - LABEL_MARGIN)
    top, bottom = _extent(arrangement)
    sheet, body_top = lay_out(picture, top - bottom, _legends(picture), size_px=size_px)
    centre = Point(WIDTH / 2, body_top - top)
    draw_chart(sheet, picture, centre, arrangement.radius)
    _set_labels(sheet, arrangement, centre)
    return sheet


def _axis_texts(picture: RadarPicture) -> list[AxisText]:
    missing = printable(picture.not_enough_label)
    return [
        AxisText(
            printable(name),
            missing if mean is None else written(mean, picture.decimal_mark),
            mean is not None,
        )
        for name, mean in zip(picture.axes, picture.mean, strict=True)
    ]


def _extent(arrangement: Arrangement) -> tuple[float, float]:
    """Top and bottom of chart and labels together, from the centre."""
    boxes = [label.box for label in arrangement.labels]
    top = max(arrangement.radius, *(box.top for box in boxes))
    bottom = min(-arrangement.radius, *(box.bottom for box in boxes))
    return top, bottom


def _set_labels(sheet: Sheet, arrangement: Arrangement, centre: Point) -> None:
    for label in arrangement.labels:
        block, box = label.block, label.box
        edge = {-1: box.right, 0: (box.left + box.right) / 2, 1: box.left}[label.side]
        place = Point(centre.x + edge, centre.y + box.top)
        sheet.text(block.name_lines, place, size=LABEL_SIZE, colour=palette.INK, side=label.side)
        below = Point(place.x, place.y - len(block.name_lines) * LABEL_SIZE * LINE_HEIGHT)
        sheet.text(
            block.value_lines,
            below,
            size=VALUE_SIZE if block.has_value else LABEL_SIZE,
            colour=palette.INK if block.has_value else palette.MUTED,
            bold=block.has_value,
            side=label.side,
        )


def _legends(picture: RadarPicture) -> tuple[Entries, Entries]:
    """What is drawn of the region or the reader, and under it the partners."""
    entries: list[tuple[str, DrawHandle]] = [(picture.mean_label, _mean_handle)]
    if picture.previous is not None:
        entries.append((picture.previous_label, _previous_handle))
    if picture.band is not None:
        entries.append((picture.band_label, _band_handle))
    if picture.own is not None:
        entries.append((picture.own_label, partial(_line_handle, palette.OWN_STYLE)))
    partners = [
        (line.name, partial(_line_handle, style))
        for style, line in zip(palette.PARTNER_STYLES, picture.lines, strict=False)
    ]
    return entries, partners


def _mean_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_mean(sheet, (left, right), (middle(left, right),))


def _previous_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_previous(sheet, (left, right), (middle(left, right),))


def _line_handle(style: LineStyle, sheet: Sheet, left: Point, right: Point) -> None:
    spot = middle(left, right)
    draw_partner(sheet, "sample", style, (left, right), (Spot(spot, 1.0, (spot,)),))


def _band_handle(sheet: Sheet, left: Point, right: Point) -> None:
    half = LEGEND_SIZE / 2
    corners = (
        Point(left.x, left.y - half),
        Point(left.x, left.y + half),
        Point(right.x, right.y + half),
        Point(right.x, right.y - half),
    )
    sheet.area(corners, name="band sample", colour=palette.BAND_FILL, layer=1)
    spot = middle(left, right)
    low, high = Point(spot.x, spot.y - half), Point(spot.x, spot.y + half)
    draw_band_bar(sheet, low, high, Point(0.0, 1.0))
