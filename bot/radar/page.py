"""What all pictures share: header above, legend and footnote below, room for a body between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.radar import palette
from bot.radar.labels import Point
from bot.radar.legend import (
    HANDLE,
    HANDLE_GAP,
    LEGEND_SIZE,
    ROW_GAP,
    LegendEntry,
    lay_out_legend,
)
from bot.radar.lettering import LINE_HEIGHT, printable, wrap
from bot.radar.sheet import WIDTH, Sheet

MARGIN: Final = 36.0
GAP: Final = 48.0  # between header, body, legend and footnote
INNER: Final = WIDTH - 2 * MARGIN
TITLE_SIZE: Final = 56.0
SMALL_SIZE: Final = 37.0  # subtitle and footnote: 11 pixels when 1200 are shown as 360
TITLE_LINES: Final = 3
SUBTITLE_LINES: Final = 4
FOOTNOTE_LINES: Final = 5
SMALLEST_PX: Final = 300

DrawHandle = Callable[[Sheet, Point, Point], None]
"""Draws a legend's sample between two points."""
Entries = Sequence[tuple[str, DrawHandle]]
"""What a legend names, each with its sample."""


class Words(Protocol):
    """The words that every picture has."""

    @property
    def title(self) -> str:
        """What it is a picture of."""

    @property
    def subtitle(self) -> str:
        """How it is read; "" takes no room."""

    @property
    def footnote(self) -> str:
        """What is to be known beside it; "" takes no room."""


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


def lay_out(
    words: Words, body_height: float, legends: Sequence[Entries], *, size_px: int
) -> tuple[Sheet, float]:
    """A sheet with all but its body, and the height at which the body's top is to be.

    The `legends` stand under each other. The width is `size_px`, the height follows from the
    words. Raises ValueError for fewer than 300 pixels.
    """
    if size_px < SMALLEST_PX:
        message = f"a picture is at least {SMALLEST_PX} pixels wide, not {size_px}"
        raise ValueError(message)
    title = _paragraph(words.title, TITLE_SIZE, TITLE_LINES, palette.INK, bold=True)
    subtitle = _paragraph(words.subtitle, SMALL_SIZE, SUBTITLE_LINES, palette.MUTED)
    footnote = _paragraph(words.footnote, SMALL_SIZE, FOOTNOTE_LINES, palette.MUTED)
    placed = [
        (entries, lay_out_legend([printable(name) for name, _ in entries], width=INNER))
        for entries in legends
        if entries
    ]
    legend_height = sum(legend.height + ROW_GAP for _, legend in placed) - ROW_GAP
    below = GAP + legend_height + (GAP + footnote.height if footnote.lines else 0.0)
    height = MARGIN + title.height + subtitle.height + GAP + body_height + below + MARGIN

    sheet = Sheet(height, size_px=size_px)
    y = height - MARGIN
    for paragraph in (title, subtitle):
        _set(sheet, paragraph, y)
        y -= paragraph.height
    body_top = y - GAP
    y = body_top - body_height - GAP
    for entries, legend in placed:
        for (_, draw_handle), entry in zip(entries, legend.entries, strict=True):
            _set_legend_entry(sheet, entry, y, draw_handle)
        y -= legend.height + ROW_GAP
    _set(sheet, footnote, y + ROW_GAP - GAP)
    return sheet, body_top


def _paragraph(
    text: str, size: float, most_lines: int, colour: str, *, bold: bool = False
) -> _Paragraph:
    if not text.strip():
        return _Paragraph((), size, colour)
    lines = wrap(printable(text), size, width=INNER, most_lines=most_lines, bold=bold)
    return _Paragraph(lines, size, colour, bold)


def _set(sheet: Sheet, paragraph: _Paragraph, top: float) -> None:
    sheet.text(
        paragraph.lines,
        Point(MARGIN, top),
        size=paragraph.size,
        colour=paragraph.colour,
        bold=paragraph.bold,
    )


def _set_legend_entry(sheet: Sheet, entry: LegendEntry, top: float, draw: DrawHandle) -> None:
    left, y = MARGIN + entry.left, top - entry.top
    middle = y - LEGEND_SIZE * LINE_HEIGHT / 2
    draw(sheet, Point(left, middle), Point(left + HANDLE, middle))
    sheet.text(
        entry.lines, Point(left + HANDLE + HANDLE_GAP, y), size=LEGEND_SIZE, colour=palette.INK
    )


def middle(left: Point, right: Point) -> Point:
    """Halfway between two points."""
    return Point((left.x + right.x) / 2, (left.y + right.y) / 2)
