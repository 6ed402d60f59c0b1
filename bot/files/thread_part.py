"""The year's thread as a part of the report, on a page at the most."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Final

from bot.files.made import clean
from bot.files.paper import Paper
from bot.files.telling import Telling
from bot.files.thread import (
    Column,
    action_columns,
    actions_in_order,
    decision_columns,
    decisions_in_order,
)
from flows.views.short import shortened
from flows.views.year import coming_lines, now_lines, scan_line
from flows.wording import say
from flows.year import Year

MOST_SCANS: Final = 3
MOST_SUCCESSES: Final = 3
MOST_COMING: Final = 4
LINES_OF_ACTIONS: Final = 12
LINES_OF_DECISIONS: Final = 6
"""Lines of a table, so that the part takes a page at the most."""
LONGEST_CELL: Final = 74
"""Characters of what people wrote in a row: two lines of the widest column."""
LONGEST_TEXT: Final = 120
"""Characters of what people wrote beside no table."""
LONGEST_AHEAD: Final = 60
"""Characters of what is ahead, in a line with its day."""
WIDTHS_CM: Final = (7.0, 3.8, 3.4, 2.8)
"""What, whose, by when, how it stands."""
CHARACTERS_A_CM: Final = 5.4
"""Of the size of tables, about."""


def put_thread(paper: Paper, telling: Telling) -> None:
    """Write the part, if there is anything to tell of but the scan itself."""
    year = telling.report.year
    if year is None or not (year.actions or year.decisions or year.successes):
        return
    paper.heading(say("thread.heading"))
    paper.paragraph(say("thread.span", first=year.first, last=year.last, today=year.today))
    for scan in year.scans[-MOST_SCANS:]:
        paper.bullet(say("thread.on", day=scan.day, what=scan_line(scan)))
    for line in now_lines(year):
        paper.bullet(line)
    _put_actions(paper, telling, year)
    _put_decisions(paper, telling, year)
    _put_successes(paper, year)
    coming = coming_lines(year, MOST_COMING, LONGEST_AHEAD)
    if coming:
        paper.heading(say("thread.coming"), 2)
    for line in coming:
        paper.bullet(line)


def _put_actions(paper: Paper, telling: Telling, year: Year) -> None:
    actions = actions_in_order(year)
    if not actions:
        return
    paper.heading(say("thread.actions"), 2)
    columns = action_columns(telling, year, actions)
    if left := _put_table(paper, telling, columns, LINES_OF_ACTIONS):
        paper.paragraph(say("thread.more_actions", count=left))
    routine = next((one.action.routine for one in actions if one.action.routine), "")
    if routine:
        paper.paragraph(say("thread.routine", text=shortened(routine, LONGEST_TEXT)))


def _put_decisions(paper: Paper, telling: Telling, year: Year) -> None:
    decisions = decisions_in_order(year)
    if not decisions:
        return
    paper.heading(say("thread.decisions"), 2)
    columns = decision_columns(telling, year, decisions)
    if left := _put_table(paper, telling, columns, LINES_OF_DECISIONS):
        paper.paragraph(say("thread.more_decisions", count=left))


def _put_successes(paper: Paper, year: Year) -> None:
    """The newest of what was celebrated, as their writers allowed it."""
    newest = year.successes[-MOST_SUCCESSES:]
    if newest:
        paper.heading(say("thread.successes"), 2)
    for success in newest:
        paper.quote(shortened(success.text, LONGEST_TEXT), clean(success.by))


def _put_table(paper: Paper, telling: Telling, columns: Sequence[Column], room: int) -> int:
    """Write as many rows as so many lines hold, and say how many are left; always one."""
    heads = [telling.text(column.head) for column in columns]
    rows = [
        [shortened(cell, LONGEST_CELL) for cell in row]
        for row in zip(*(column.cells for column in columns), strict=True)
    ]
    ends = accumulate(map(_lines, rows))
    fitting = max(1, sum(end <= room for end in ends))
    paper.table([heads, *rows[:fitting]], WIDTHS_CM, figures=False)
    return len(rows) - fitting


def _lines(row: Sequence[str]) -> int:
    """How many lines a row takes, about."""
    return max(
        ceil(max(1, len(cell)) / (width * CHARACTERS_A_CM))
        for cell, width in zip(row, WIDTHS_CM, strict=True)
    )
