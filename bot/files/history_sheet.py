"""The sheet with the region's scans over time, and a line chart of it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.files.book import FONT, INK, LABEL_WIDTH, Book
from bot.files.radar_sheet import DASHES, LINE_WIDTH, MARKERS
from bot.files.telling import figures_of
from bot.radar.palette import PARTNER_STYLES
from flows.comparison import Change
from flows.results import Figure
from flows.wording import Phrase, say

HEAD_ROW: Final = 2
FIRST_ROW: Final = HEAD_ROW + 1
WIDTH: Final = 15
MOST_COLUMNS: Final = 200
FEWEST_SCANS: Final = 2  # that a line can be drawn between
Table = Sequence[Sequence[Figure | None]]
"""The figures of each scan by statement."""


def write_history(book: Book) -> None:
    """Write the sheet: means, changes since the last scan, how many scored, and the chart."""
    telling = book.telling
    name = say("files.sheet.history")
    sheet = book.sheet(name)
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, MOST_COLUMNS, WIDTH)
    sheet.write_string(0, 0, book.text(say("files.history.title")))
    sheet.set_row(0, 24, book.title)
    scans = telling.report.history
    table = [figures_of(past, telling.outcome.past) for past in scans]
    _write_scans(book, sheet, HEAD_ROW, say("files.history.means"), table, _mean)
    if telling.outcome.since is not None:
        _write_changes(book, sheet, telling.outcome.since.changes, len(scans) + 1)
    below = FIRST_ROW + len(telling.statements) + 2
    if any(_count(figure) is not None for column in table for figure in column):
        _write_scans(book, sheet, below, say("files.history.counts"), table, _count)
        below += len(telling.statements) + 3
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.fit_to_pages(1, 1)
    if len(scans) >= FEWEST_SCANS and any(_mean(one) for column in table for one in column):
        _insert_chart(book, sheet, book.text(name), len(scans), below)


def _write_scans(
    book: Book,
    sheet: Any,
    row: int,
    head: Phrase,
    table: Table,
    value_of: Callable[[Figure | None], float | None],
) -> None:
    telling = book.telling
    look = book.whole if value_of is _count else book.number
    days = [telling.day(past.scan) for past in telling.report.history]
    cells = [(day, WIDTH, book.head_number) for day in days]
    book.write_row(sheet, row, [(book.text(head), LABEL_WIDTH, book.head), *cells])
    for below, item in enumerate(telling.statements, start=row + 1):
        book.write_row(sheet, below, [(telling.short(item), LABEL_WIDTH, book.label)])
    for column, figures in enumerate(table, start=1):
        for below, figure in enumerate(figures, start=row + 1):
            value = value_of(figure)
            if value is not None:
                sheet.write_number(below, column, value, look)


def _write_changes(book: Book, sheet: Any, changes: Sequence[Change], column: int) -> None:
    columns = [("change", book.signed, [one.overall for one in changes])]
    if any(one.both for one in changes):
        columns += [
            ("change_both", book.signed, [one.among_both for one in changes]),
            ("both", book.whole, [one.both for one in changes]),
        ]
    heads = [book.text(say(f"files.history.head.{head}")) for head, _, _ in columns]
    book.write_row(sheet, HEAD_ROW, [(head, WIDTH, book.head_number) for head in heads], column)
    for place, (_, look, values) in enumerate(columns, start=column):
        for row, value in enumerate(values, start=FIRST_ROW):
            if value is not None:
                sheet.write_number(row, place, value, look)


def _mean(figure: Figure | None) -> float | None:
    return None if figure is None else figure.mean


def _count(figure: Figure | None) -> float | None:
    return None if figure is None else figure.n


def _insert_chart(book: Book, sheet: Any, name: str, scans: int, row: int) -> None:
    telling = book.telling
    chart = book.chart("line")
    for number, _ in enumerate(telling.statements):
        at = FIRST_ROW + number
        colour = PARTNER_STYLES[number % len(PARTNER_STYLES)].colour
        dash = DASHES[number % len(DASHES)]
        chart.add_series(
            {
                "name": [name, at, 0],
                "categories": [name, HEAD_ROW, 1, HEAD_ROW, scans],
                "values": [name, at, 1, at, scans],
                "line": {"color": colour, "width": LINE_WIDTH, "dash_type": dash},
                "marker": {
                    "type": MARKERS[number % len(MARKERS)],
                    "size": 7,
                    "border": {"color": colour},
                    "fill": {"color": colour},
                },
            }
        )
    scale = telling.outcome.instrument.scale
    chart.set_y_axis(
        {"min": scale.minimum, "max": scale.maximum, "major_unit": 1, "num_format": "0"}
    )
    chart.set_title(
        {
            "name": book.text(say("files.history.title")),
            "name_font": {"name": FONT, "size": 14, "color": INK},
        }
    )
    chart.set_legend({"position": "right", "font": {"name": FONT, "size": 10}})
    chart.set_size({"width": 960, "height": 420})
    alt = book.text(say("files.history.alt", region=telling.outcome.region))
    sheet.insert_chart(row, 0, chart, {"description": alt})
