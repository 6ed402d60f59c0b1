"""The sheet with the scores: a row for each statement, a column for each partner, then sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from bot.files.book import LABEL_WIDTH, Book, pages_beside
from bot.files.telling import figures_of, spread_head
from flows.results import Figure, Results
from flows.wording import Phrase, say

HEAD_ROW: Final = 3
FIRST_ROW: Final = HEAD_ROW + 1
NARROW: Final = 12  # characters, as all widths of columns
WIDEST: Final = 24
CAPITAL: Final = 1.4
"""How many other letters a capital is as wide as."""


HeadCell = tuple[str, int, Any]
"""A head, its column's width and its look."""


@dataclass(frozen=True)
class Place:
    """Where the figures stand, for charts: rows and columns from 0, None for what is not there."""

    sheet: str
    last_row: int
    partners: range
    mean: int | None
    previous: int | None

    def cells(self, column: int) -> list[str | int]:
        """The figures of a column."""
        return [self.sheet, FIRST_ROW, column, self.last_row, column]

    def head(self, column: int) -> list[str | int]:
        """The cell with a column's name."""
        return [self.sheet, HEAD_ROW, column]


@dataclass(frozen=True)
class _Column:
    """A figure for each statement; `formula` works it out from the partners' scores."""

    head: Phrase
    values: Sequence[float | None]
    look: Any
    formula: str = ""


def write_figures(book: Book) -> Place:
    """Write the sheet. What can be worked out from the scores is a formula, so it can be edited."""
    telling = book.telling
    results = telling.outcome.results
    name = say("files.sheet.figures")
    sheet = book.sheet(name)
    sheet.write_string(0, 0, book.text(say("files.words", words=telling.outcome.scan.title)))
    sheet.set_row(0, 24, book.title)
    sheet.write_string(1, 0, book.text(subtitle(book)), book.plain)
    partners = range(1, 1 + len(results.lines))
    scored = [
        _Column(say("files.words", words=line.partner), line.scores, book.number)
        for line in results.lines
    ]
    sums = _sums(book)
    columns = [*scored, *sums]
    sheet.set_column(0, 0, LABEL_WIDTH)
    heads = [book.text(one.head) for one in columns]
    groups = _group_heads(book, results)
    widths = [_width(*both) for both in zip_longest(heads, groups, fillvalue="")]
    for column, width in enumerate(widths, start=1):
        sheet.set_column(column, column, width)
    statement = (book.text(say("files.head.statement")), LABEL_WIDTH, book.head)
    book.write_row(sheet, HEAD_ROW, [statement, *_as_heads(book, heads, widths)])
    for row, item in enumerate(telling.statements, start=FIRST_ROW):
        book.write_row(sheet, row, [(telling.short(item), LABEL_WIDTH, book.label)])
    for column, one in enumerate(columns, start=1):
        _write(sheet, column, one, partners)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_columns(0)
    sheet.fit_to_pages(pages_beside(widths), 0)
    last_row = FIRST_ROW + len(telling.statements) - 1
    if groups:
        cells = _as_heads(book, groups, widths)
        _write_groups(book, sheet, results, last_row + 3, cells)
    keys = [one.head.key for one in sums]
    return Place(
        sheet=book.text(name),
        last_row=last_row,
        partners=partners,
        mean=partners.stop + keys.index("files.head.mean") if any(_means(results)) else None,
        previous=partners.stop + keys.index("files.head.previous")
        if "files.head.previous" in keys
        else None,
    )


def subtitle(book: Book) -> Phrase:
    """Region, day and scale in one line."""
    outcome = book.telling.outcome
    scale = outcome.instrument.scale
    return say(
        "files.subtitle",
        region=outcome.region,
        day=book.telling.day(outcome.scan),
        low=scale.labels[scale.minimum],
        high=scale.labels[scale.maximum],
    )


def _means(results: Results) -> list[float | None]:
    return [figure.mean for figure in results.figures]


def _sums(book: Book) -> list[_Column]:
    outcome = book.telling.outcome
    figures = outcome.results.figures
    columns = [
        _Column(say("files.head.mean"), _means(outcome.results), book.strong, "AVERAGE"),
        _Column(say("files.head.lowest"), [one.lowest for one in figures], book.number, "MIN"),
        _Column(say("files.head.highest"), [one.highest for one in figures], book.number, "MAX"),
        _Column(say("files.head.median"), [one.median for one in figures], book.number, "MEDIAN"),
        _Column(spread_head(book.telling), [one.spread for one in figures], book.number, "AVEDEV"),
        _Column(say("files.head.n"), [one.n for one in figures], book.whole, "COUNT"),
        _Column(
            say("files.head.unknown"), [one.unknown for one in figures], book.whole, "COUNTBLANK"
        ),
    ]
    always = {say("files.head.mean"), spread_head(book.telling)}
    shown = [one for one in columns if one.head in always or _any(one.values)]
    if outcome.since is not None:
        before = figures_of(outcome.since.before, outcome.past)
        head = say("files.head.previous", day=book.telling.day(outcome.since.before.scan))
        shown.append(_Column(head, [_mean(figure) for figure in before], book.number))
    return shown


def _any(values: Sequence[float | None]) -> bool:
    return any(value is not None for value in values)


def _mean(figure: Figure | None) -> float | None:
    return None if figure is None else figure.mean


def _write(sheet: Any, column: int, one: _Column, partners: range) -> None:
    for row, value in enumerate(one.values, start=FIRST_ROW):
        if value is None:
            sheet.write_blank(row, column, None, one.look)
        elif one.formula and partners:
            first = xl_rowcol_to_cell(row, partners.start)
            last = xl_rowcol_to_cell(row, partners.stop - 1)
            sheet.write_formula(row, column, f"={one.formula}({first}:{last})", one.look, value)
        else:
            sheet.write_number(row, column, value, one.look)


def _width(*heads: str) -> int:
    """The width of a column in which no word of its heads is broken, up to a limit."""
    words = [word for head in heads for word in head.split()]
    longest = max(
        (sum(CAPITAL if one.isupper() else 1 for one in word) for word in words), default=0
    )
    return min(max(NARROW, ceil(longest) + 1), WIDEST)


def _as_heads(book: Book, heads: Sequence[str], widths: Sequence[int]) -> list[HeadCell]:
    return [(head, width, book.head_number) for head, width in zip(heads, widths, strict=False)]


def _group_heads(book: Book, results: Results) -> list[str]:
    return [
        book.text(
            say(
                "files.head.group",
                group=say(f"files.group.{group.group.value}_kind"),
                partners=group.partners,
            )
        )
        for group in results.groups
    ]


def _write_groups(
    book: Book, sheet: Any, results: Results, row: int, cells: Sequence[HeadCell]
) -> None:
    """The means by kind of organisation, below the scores."""
    name = (book.text(say("files.head.groups")), LABEL_WIDTH, book.head)
    book.write_row(sheet, row, [name, *cells])
    for below, item in enumerate(book.telling.statements, start=row + 1):
        book.write_row(sheet, below, [(book.telling.short(item), LABEL_WIDTH, book.label)])
    for column, group in enumerate(results.groups, start=1):
        for below, mean in enumerate(group.means, start=row + 1):
            if mean is not None:
                sheet.write_number(below, column, mean, book.number)
