"""The whole picture: header, chart with its labels, legend and footnote under each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.radar import palette
from bot.radar.chart import draw_band_bar, draw_chart, draw_mean, draw_partner, draw_previous
from bot.radar.labels import LABEL_SIZE, VALUE_SIZE, Arrangement, AxisText, Point, arrange
from bot.radar.legend import HANDLE, HANDLE_GAP, LEGEND_SIZE, LegendEntry, lay_out_legend
from bot.radar.lettering import LINE_HEIGHT, printable, wrap
from bot.radar.picture import RadarPicture
from bot.radar.scores import Spot, written
from bot.radar.sheet import WIDTH, Sheet

MARGIN: Final = 36.0
LABEL_MARGIN: Final = 20.0  # beside the chart every unit makes it larger
GAP: Final = 48.0  # between header, chart, legend and footnote
TITLE_SIZE: Final = 56.0
SMALL_SIZE: Final = 37.0  # subtitle and footnote: 11 pixels when 1200 are shown as 360
TITLE_LINES: Final = 3
SUBTITLE_LINES: Final = 4
FOOTNOTE_LINES: Final = 5
SMALLEST_PX: Final = 300

DrawHandle = Callable[[Sheet, Point, Point], None]


@dataclass(frozen=True)
class _Paragraph:
    """Left-aligned lines over the picture's full width."""

    lines: Sequence[str]
    size: float
    colour: str
    bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE_HEIGHT


def render_png(picture: RadarPicture, *, size_px: int) -> bytes:
    """PNG of the radar, `size_px` pixels wide. Raises ValueError for fewer than 300 pixels."""
    return compose(picture, size_px=size_px).png()


def compose(picture: RadarPicture, *, size_px: int) -> Sheet:
    """The finished sheet: the height follows from the words, the width is `size_px`.

    Raises ValueError for fewer than 300 pixels.
    """
    if size_px < SMALLEST_PX:
        message = f"a radar is at least {SMALLEST_PX} pixels wide, not {size_px}"
        raise ValueError(message)
    width = WIDTH - 2 * MARGIN
    title = _paragraph(picture.title, TITLE_SIZE, TITLE_LINES, palette.INK, bold=True)
    subtitle = _paragraph(picture.subtitle, SMALL_SIZE, SUBTITLE_LINES, palette.MUTED)
    footnote = _paragraph(picture.footnote, SMALL_SIZE, FOOTNOTE_LINES, palette.MUTED)
    arrangement = arrange(_axis_texts(picture), half_width=WIDTH / 2 - LABEL_MARGIN)
    top, bottom = _chart_extent(arrangement)
    entries = _legend_entries(picture)
    legend = lay_out_legend([name for name, _ in entries], width=width)

    header_height = title.height + subtitle.height
    footer_height = footnote.height + GAP if footnote.lines else 0.0
    height = (
        MARGIN + header_height + GAP + (top - bottom) + GAP + legend.height + footer_height + MARGIN
    )
    sheet = Sheet(height, size_px=size_px)
    y = height - MARGIN
    for paragraph in (title, subtitle):
        _set(sheet, paragraph, y)
        y -= paragraph.height
    centre = Point(WIDTH / 2, y - GAP - top)
    draw_chart(sheet, picture, centre, arrangement.radius)
    _set_labels(sheet, arrangement, centre)
    y = centre.y + bottom - GAP
    for (_, draw_handle), entry in zip(entries, legend.entries, strict=True):
        _set_legend_entry(sheet, entry, y, draw_handle)
    _set(sheet, footnote, y - legend.height - GAP)
    return sheet


def _paragraph(
    text: str, size: float, most_lines: int, colour: str, *, bold: bool = False
) -> _Paragraph:
    if not text.strip():
        return _Paragraph((), size, colour)
    width = WIDTH - 2 * MARGIN
    lines = wrap(printable(text), size, width=width, most_lines=most_lines, bold=bold)
    return _Paragraph(lines, size, colour, bold)


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


def _chart_extent(arrangement: Arrangement) -> tuple[float, float]:
    """Top and bottom of chart and labels together, from the centre."""
    boxes = [label.box for label in arrangement.labels]
    top = max(arrangement.radius, *(box.top for box in boxes))
    bottom = min(-arrangement.radius, *(box.bottom for box in boxes))
    return top, bottom


def _set(sheet: Sheet, paragraph: _Paragraph, top: float) -> None:
    sheet.text(
        paragraph.lines,
        Point(MARGIN, top),
        size=paragraph.size,
        colour=paragraph.colour,
        bold=paragraph.bold,
    )


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


def _legend_entries(picture: RadarPicture) -> list[tuple[str, DrawHandle]]:
    """What the legend names, and how a sample of it is drawn between two points."""
    entries: list[tuple[str, DrawHandle]] = [(printable(picture.mean_label), _mean_handle)]
    if picture.previous is not None:
        entries.append((printable(picture.previous_label), _previous_handle))
    if picture.band is not None:
        entries.append((printable(picture.band_label), _band_handle))
    for number, line in enumerate(picture.lines):
        entries.append((printable(line.name), partial(_partner_handle, number)))
    return entries


def _set_legend_entry(sheet: Sheet, entry: LegendEntry, top: float, draw: DrawHandle) -> None:
    left, y = MARGIN + entry.left, top - entry.top
    middle = y - LEGEND_SIZE * LINE_HEIGHT / 2
    draw(sheet, Point(left, middle), Point(left + HANDLE, middle))
    sheet.text(
        entry.lines, Point(left + HANDLE + HANDLE_GAP, y), size=LEGEND_SIZE, colour=palette.INK
    )


def _middle(left: Point, right: Point) -> Point:
    return Point((left.x + right.x) / 2, (left.y + right.y) / 2)


def _mean_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_mean(sheet, (left, right), (_middle(left, right),))


def _previous_handle(sheet: Sheet, left: Point, right: Point) -> None:
    draw_previous(sheet, (left, right), (_middle(left, right),))


def _partner_handle(number: int, sheet: Sheet, left: Point, right: Point) -> None:
    middle = _middle(left, right)
    draw_partner(sheet, number, (left, right), (Spot(middle, 1.0, (middle,)),))


def _band_handle(sheet: Sheet, left: Point, right: Point) -> None:
    half = LEGEND_SIZE / 2
    corners = (
        Point(left.x, left.y - half),
        Point(left.x, left.y + half),
        Point(right.x, right.y + half),
        Point(right.x, right.y - half),
    )
    sheet.area(corners, name="band sample", colour=palette.BAND_FILL, layer=1)
    middle = _middle(left, right)
    low, high = Point(middle.x, middle.y - half), Point(middle.x, middle.y + half)
    draw_band_bar(sheet, low, high, Point(0.0, 1.0))
