"""The scores for researchers: one row for each thing that is known, and what every column means."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

from bot.files.made import MadeFile, clean
from bot.files.telling import Telling, is_dutch
from flows.agenda import absence
from flows.calendar import day_of
from flows.comparison import Past
from flows.region import Group
from flows.results import Figure, Line
from flows.scan import Mode
from flows.wording import say

DECIMALS: Final = 4
RISKY: Final = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula, in narrow and wide letters."""
RISKY_SPACE: Final = "\t\r\n"
PROTECT: Final = "'"
_CELL_ELSEWHERE: Final = re.compile(rf"([;,\t\n][\s\"]*)(?=[{re.escape(RISKY)}])")
"""Where a program that takes another sign for the separator would begin a cell with such a sign."""
Cell = str | float | None

COLUMNS: Final = (
    "region",
    "scan",
    "title",
    "date",
    "mode",
    "instrument",
    "version",
    "variant",
    "asked",
    "answered",
    "people",
    "row",
    "item",
    "statement",
    "partner",
    "group",
    "status",
    "score",
    "mean",
    "spread",
    "most_spread",
    "lowest",
    "highest",
    "median",
    "n",
    "unknown",
    "changed",
)
"""The columns, in their order; files.toml has the name of each and what it means."""
HEADS: Final = ("name", "meaning", "type", "values", "missing")
"""The columns of the dictionary, in their order."""


@dataclass(frozen=True)
class _Code:
    """A word of ours for one of a few values, in the reader's language."""

    key: str


Row = Mapping[str, Cell | _Code]


def data(telling: Telling) -> tuple[MadeFile, MadeFile]:
    """All scores of the region's published scans up to this one, and the data dictionary."""
    heads = [_column(telling, name, "name") for name in COLUMNS]
    rows = [
        [_cell(telling, row.get(name)) for name in COLUMNS]
        for past in telling.report.history
        for row in _rows(telling, past)
    ]
    dictionary = [[_column(telling, name, about) for about in HEADS] for name in COLUMNS]
    dictionary_heads = [telling.text(say(f"files.dictionary.{about}")) for about in HEADS]
    return (
        MadeFile(telling.name(say("files.what.data"), "csv"), _csv(telling, [heads, *rows])),
        MadeFile(
            telling.name(say("files.what.dictionary"), "csv"),
            _csv(telling, [dictionary_heads, *dictionary]),
        ),
    )


def _column(telling: Telling, name: str, about: str) -> str:
    return harmless(telling.text(say(f"files.column.{name}.{about}")))


def _csv(telling: Telling, rows: list[list[str]]) -> bytes:
    """What Excel opens as a table where people write a comma in numbers, else with commas."""
    written = StringIO(newline="")
    separator = ";" if is_dutch(telling) else ","
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it or a part of it for a formula, whatever it splits at.

    An apostrophe stands before what could begin one.
    """
    words = _CELL_ELSEWHERE.sub(rf"\1{PROTECT}", clean(text))
    risky = words[:1] in RISKY_SPACE or words.lstrip()[:1] in RISKY
    return f"{PROTECT}{words}" if words and risky else words


def _cell(telling: Telling, value: Cell | _Code) -> str:
    match value:
        case None:
            return ""
        case _Code(key=key):
            return telling.text(say(f"files.code.{key}"))
        case str():
            return harmless(value)
        case int():
            return str(value)
        case float():
            number = f"{round(value, DECIMALS):.{DECIMALS}f}".rstrip("0").rstrip(".")
            return number.replace(".", ",") if is_dutch(telling) else number


def _rows(telling: Telling, past: Past) -> Iterator[Row]:
    scan, results = past.scan, past.results
    same: Row = {
        "region": telling.outcome.region,
        "scan": scan.id,
        "title": scan.title,
        "date": day_of(scan).isoformat(),
        "mode": _Code(f"mode.{results.mode.value}"),
        "instrument": scan.instrument,
        "version": scan.version,
        "variant": scan.variant,
        "asked": results.asked,
        "answered": results.answered,
        "people": results.people_answered,
        "changed": _Code("yes" if results.changed else "no"),
    }
    for number, (item, figure) in enumerate(
        zip(past.instrument.statements, results.figures, strict=True)
    ):
        statement: Row = {**same, "item": item.key, "statement": telling.short(item)}
        for line in results.lines if results.mode is Mode.OPEN else ():
            yield {**statement, **_of_partner(line, line.scores[number])}
        for name in results.missing if results.mode is Mode.OPEN else ():
            yield {
                **statement,
                "row": _Code("row.partner"),
                "partner": name,
                "status": _Code("status.no_answer"),
            }
        yield {**statement, **_together(figure, results.mode)}


def _of_partner(line: Line, score: float | None) -> Row:
    return {
        "row": _Code("row.partner"),
        "partner": line.partner,
        "group": _group(line.group),
        "status": _Code("status.unknown" if score is None else "status.scored"),
        "score": None if score is None else float(score),
    }


def _group(group: Group) -> _Code:
    return _Code(f"group.{group.value}_kind")


def _together(figure: Figure, mode: Mode) -> Row:
    absent = f"status.{absence(figure).value}"
    return {
        "row": _Code("row.together"),
        "status": _Code(absent if figure.mean is None else "status.scored"),
        "mean": figure.mean,
        "spread" if mode is Mode.OPEN else "most_spread": figure.spread,
        "lowest": figure.lowest,
        "highest": figure.highest,
        "median": figure.median,
        "n": figure.n,
        "unknown": figure.unknown,
    }
