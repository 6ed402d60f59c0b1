"""A workbook being written: its sheets, the looks of its cells, and text that stays text."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil
from typing import Any, Final

import xlsxwriter

from bot.files.telling import Telling
from flows.wording import Phrase, say

FONT: Final = "Calibri"
INK: Final = "#0F1F3D"
HEAD_FILL: Final = "#E8EDF4"
LONGEST_CELL: Final = 32_767
"""Characters that a cell holds, as Excel counts them: in units of UTF-16."""
CUT: Final = " […]"
NUMBER: Final = "0.0"
"""One decimal, with the decimal mark of whoever reads it."""
LABEL_WIDTH: Final = 30  # characters, as all widths of columns
WIDE: Final = 90
WIDTH_OF_A_PAGE: Final = 216
"""What can still be read when it is printed beside each other, the first column aside."""
LINE_POINTS: Final = 15.0
TALLEST_POINTS: Final = 405.0
"""The height that Excel gives a row at the most."""
ROOM: Final = 0.95
"""Part of a column's width that words fill before they go on in the next line."""


class Book:
    """A workbook in the making; `finish` gives its bytes."""

    def __init__(self, telling: Telling) -> None:
        """Begin one, without sheets; it names no author and no moment but the scan's."""
        self.telling = telling
        self._bytes = BytesIO()
        self._workbook = xlsxwriter.Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        outcome = telling.outcome
        moment = outcome.scan.published_at or outcome.scan.closes_at
        self._workbook.set_properties(
            {
                "title": fitted(telling.text(say("files.words", words=outcome.scan.title))),
                "subject": fitted(telling.text(say("files.words", words=outcome.region))),
                "author": "",
                "created": moment.replace(tzinfo=None),
            }
        )
        look = {"font_name": FONT, "font_size": 11, "valign": "top"}
        add = self._workbook.add_format
        self.plain = add(look)
        self.title = add({**look, "bold": True, "font_size": 16, "font_color": INK})
        self.wrapped = add({**look, "text_wrap": True})
        self.label = add({**look, "bold": True, "text_wrap": True})
        head = {**look, "bold": True, "text_wrap": True, "bg_color": HEAD_FILL, "bottom": 1}
        self.head = add(head)
        self.head_number = add({**head, "align": "right"})
        self.number = add({**look, "num_format": NUMBER})
        self.strong = add({**look, "num_format": NUMBER, "bold": True})
        self.signed = add({**look, "num_format": "+0.0;-0.0;0.0"})
        self.whole = add({**look, "num_format": "0"})

    def text(self, phrase: Phrase) -> str:
        """A phrase in the reader's language, as a cell can hold it."""
        return fitted(self.telling.text(phrase))

    def sheet(self, name: Phrase) -> Any:
        """A new sheet, printed on its side and as wide as the page."""
        sheet = self._workbook.add_worksheet(self.text(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&R&P / &N")
        return sheet

    def write_row(
        self,
        sheet: Any,
        row: int,
        cells: Iterable[tuple[str, int, Any]],
        first: int = 0,
    ) -> None:
        """Write texts, each with its column's width and its look, in a row as high as they need."""
        lines = 1
        for column, (text, width, look) in enumerate(cells, start=first):
            sheet.write_string(row, column, fitted(text), look)
            lines = max(lines, sum(_lines(part, width) for part in text.splitlines()))
        sheet.set_row(row, min(LINE_POINTS * lines, TALLEST_POINTS))

    def write_texts(self, sheet: Any, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """Write a table of texts, its heads first; they stay in sight and stand on each page.

        So does the first column, if the table takes pages beside each other.
        """
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, cells in enumerate(rows):
            look = self.wrapped if row else self.head
            looks = [(cell, width, look) for cell, width in zip(cells, widths, strict=True)]
            self.write_row(sheet, row, looks)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)
        sheet.fit_to_pages(pages_beside(widths[1:]), 0)

    def chart(self, kind: str, subtype: str = "") -> Any:
        """A chart that is on no sheet yet; where nothing is known it has a gap."""
        options = {"type": kind, "subtype": subtype} if subtype else {"type": kind}
        chart = self._workbook.add_chart(options)
        chart.show_blanks_as("gap")
        return chart

    def finish(self) -> bytes:
        """The whole file; nothing can be added after it."""
        self._workbook.close()
        return self._bytes.getvalue()


def pages_beside(widths: Sequence[int]) -> int:
    """How many pages columns of these widths take beside each other, to be read when printed."""
    return ceil(sum(widths) / WIDTH_OF_A_PAGE)


def fitted(text: str) -> str:
    """The text, or as much of it as a cell can hold with a sign that there was more."""
    if _units(text) <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - _units(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / (width * ROOM)))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
