"""Tables for researchers: cells that no spreadsheet takes for formulas, and what columns mean."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Final

from bot.files.made import MadeFile, clean
from bot.files.telling import Telling, is_dutch
from flows.wording import Phrase, say

DECIMALS: Final = 4
RISKY: Final = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula, in narrow and wide letters."""
RISKY_SPACE: Final = "\t\r\n"
PROTECT: Final = "'"
_CELL_ELSEWHERE: Final = re.compile(rf"([;,\t\n][\s\"]*)(?=[{re.escape(RISKY)}])")
"""Where a program that takes another sign for the separator would begin a cell with such a sign."""
HEADS: Final = ("name", "meaning", "type", "values", "missing")
"""The columns of a dictionary, in their order."""

Row = Mapping[str, str | float | Phrase | None]
"""What is known by column; a phrase is a word of ours for one of a few values."""
Columns = Mapping[str, Mapping[str, Phrase]]
"""The columns of a table in their order: of each what the dictionary says, by HEADS."""


def table_files(
    telling: Telling, columns: Columns, rows: Iterable[Row], names: tuple[Phrase, Phrase]
) -> tuple[MadeFile, MadeFile]:
    """A table and its data dictionary, under two names."""
    heads = [_said(telling, about["name"]) for about in columns.values()]
    table = [[_cell(telling, row.get(name)) for name in columns] for row in rows]
    told = [[_said(telling, about[head]) for head in HEADS] for about in columns.values()]
    told_heads = [telling.text(say(f"files.dictionary.{head}")) for head in HEADS]
    contents = ([heads, *table], [told_heads, *told])
    first, second = (
        MadeFile(telling.name(name, "csv"), _csv(telling, content))
        for name, content in zip(names, contents, strict=True)
    )
    return first, second


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it or a part of it for a formula, whatever it splits at.

    An apostrophe stands before what could begin one.
    """
    words = _CELL_ELSEWHERE.sub(rf"\1{PROTECT}", clean(text))
    risky = words[:1] in RISKY_SPACE or words.lstrip()[:1] in RISKY
    return f"{PROTECT}{words}" if words and risky else words


def _said(telling: Telling, phrase: Phrase) -> str:
    return harmless(telling.text(phrase))


def _csv(telling: Telling, rows: Sequence[Sequence[str]]) -> bytes:
    """What Excel opens as a table where people write a comma in numbers, else with commas."""
    written = StringIO(newline="")
    separator = ";" if is_dutch(telling) else ","
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(telling: Telling, value: str | float | Phrase | None) -> str:
    match value:
        case None:
            return ""
        case Phrase():
            return telling.text(value)
        case str():
            return harmless(value)
        case int():
            return str(value)
        case float():
            number = f"{round(value, DECIMALS):.{DECIMALS}f}".rstrip("0").rstrip(".")
            return number.replace(".", ",") if is_dutch(telling) else number
