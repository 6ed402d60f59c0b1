"""The sheets with the actions and the decisions of the region, where there are any."""

from collections.abc import Sequence

from bot.files.book import Book
from bot.files.thread import (
    Column,
    action_columns,
    actions_in_order,
    decided_column,
    decision_columns,
    decisions_in_order,
    more_of_actions,
)
from flows.wording import Phrase, say

ACTION_WIDTHS = (40, 24, 17, 15, 24, 30, 18, 17, 17, 30, 30)
"""What, whose, by when, how it stands; statement, sign, bent, made, done, explanation, routine."""
DECISION_WIDTHS = (60, 26, 18, 20, 18)
"""What, who, by when, how it stands, decided on."""


def write_thread(book: Book) -> None:
    """Write both, with everything that is open and what the year brought."""
    telling, year = book.telling, book.telling.report.year
    if year is None:
        return
    if actions := actions_in_order(year):
        columns = [*action_columns(telling, year, actions), *more_of_actions(telling, actions)]
        _write(book, say("thread.actions"), columns, ACTION_WIDTHS)
    if decisions := decisions_in_order(year):
        columns = [
            *decision_columns(telling, year, decisions),
            decided_column(telling, decisions),
        ]
        _write(book, say("thread.decisions"), columns, DECISION_WIDTHS)


def _write(book: Book, name: Phrase, columns: Sequence[Column], widths: Sequence[int]) -> None:
    heads = [book.text(column.head) for column in columns]
    cells = zip(*(column.cells for column in columns), strict=True)
    book.write_texts(book.sheet(name), [heads, *cells], widths)
