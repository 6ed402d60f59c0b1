"""The legend: names in one to three columns, whole where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.radar.lettering import LINE_HEIGHT, cut_middle, width_of, wrap

LEGEND_SIZE: Final = 37.0
HANDLE: Final = 72.0  # length of the sample of a line
HANDLE_GAP: Final = 14.0
COLUMN_GAP: Final = 30.0
ROW_GAP: Final = 12.0
SINGLE_HIGHEST: Final = 310.0  # of one column; more rows are better folded in two
HIGHEST: Final = 760.0  # design units; a higher legend would dwarf the chart
LAYOUTS: Final = ((2, 2), (1, 2), (2, 3))  # columns, most lines of a name


@dataclass(frozen=True)
class LegendEntry:
    """One name and its place: the left end and the top, from the legend's top downwards."""

    lines: tuple[str, ...]
    left: float
    top: float


@dataclass(frozen=True)
class Legend:
    """All entries in the order of the names, and the height they take."""

    entries: tuple[LegendEntry, ...]
    height: float


def lay_out_legend(names: Sequence[str], *, width: float) -> Legend:
    """The lowest layout that shows every name whole; else one line each, cut in the middle.

    The middle is cut because names of one kind differ at an end ("… locatie Hoorn").
    """
    whole = [[name] for name in names]
    for columns in (3, 2, 1):
        lefts = _natural_columns(names, columns)
        if lefts[-1] <= width + COLUMN_GAP:
            legend = _grid(whole, lefts[:-1])
            if columns > 1 or legend.height <= SINGLE_HIGHEST:
                return legend
    for columns, most_lines in LAYOUTS:
        text_width = _text_width(columns, width)
        wrapped = [
            wrap(name, LEGEND_SIZE, width=text_width, most_lines=most_lines + 1) for name in names
        ]
        if all(len(lines) <= most_lines for lines in wrapped):
            legend = _grid(wrapped, _equal_columns(columns, width))
            if legend.height <= HIGHEST:
                return legend
    text_width = _text_width(1, width)
    return _grid([[_fitted(name, text_width)] for name in names], [0.0])


def _natural_columns(names: Sequence[str], columns: int) -> list[float]:
    """Left ends of columns as wide as their names, and of the column that would come next."""
    rows = -(-len(names) // columns)
    lefts = [0.0]
    for first in range(0, len(names), rows):
        widest = max(width_of(name, LEGEND_SIZE) for name in names[first : first + rows])
        lefts.append(lefts[-1] + HANDLE + HANDLE_GAP + widest + COLUMN_GAP)
    return lefts


def _equal_columns(columns: int, width: float) -> list[float]:
    return [column * (width + COLUMN_GAP) / columns for column in range(columns)]


def _text_width(columns: int, width: float) -> float:
    column = (width - (columns - 1) * COLUMN_GAP) / columns
    return column - HANDLE - HANDLE_GAP


def _fitted(name: str, width: float) -> str:
    whole = wrap(name, LEGEND_SIZE, width=width, most_lines=2)
    return name if len(whole) == 1 else cut_middle(name, LEGEND_SIZE, width=width)


def _grid(names: Sequence[Sequence[str]], lefts: Sequence[float]) -> Legend:
    """Entries down the first column, then the next; each row as high as its highest name."""
    rows = -(-len(names) // len(lefts))
    entries: dict[int, LegendEntry] = {}
    top = 0.0
    for row in range(rows):
        in_row = range(row, len(names), rows)
        for left, index in zip(lefts, in_row, strict=False):
            entries[index] = LegendEntry(tuple(names[index]), left, top)
        most_lines = max(len(names[index]) for index in in_row)
        top += most_lines * LEGEND_SIZE * LINE_HEIGHT + ROW_GAP
    ordered = tuple(entries[index] for index in range(len(names)))
    return Legend(ordered, top - ROW_GAP)
