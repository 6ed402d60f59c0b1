"""The scores for researchers: one row for each thing that is known, and what every column means."""

from collections.abc import Iterator
from typing import Final

from bot.files.action_data import action_data
from bot.files.cells import HEADS, Row, table_files
from bot.files.made import MadeFile
from bot.files.telling import Telling
from flows.agenda import absence
from flows.calendar import day_of
from flows.comparison import Past
from flows.region import Group
from flows.results import Figure, Line
from flows.scan import Mode
from flows.wording import Phrase, say

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


def data(telling: Telling) -> tuple[MadeFile, ...]:
    """All scores of the region's published scans up to this one, and the data dictionary.

    The actions of the region follow in a table of their own with its dictionary, if it has any.
    """
    columns = {
        name: {head: say(f"files.column.{name}.{head}") for head in HEADS} for name in COLUMNS
    }
    rows = [row for past in telling.report.history for row in _rows(telling, past)]
    names = say("files.what.data"), say("files.what.dictionary")
    return (*table_files(telling, columns, rows, names), *action_data(telling))


def _rows(telling: Telling, past: Past) -> Iterator[Row]:
    scan, results = past.scan, past.results
    same: Row = {
        "region": telling.outcome.region,
        "scan": scan.id,
        "title": scan.title,
        "date": day_of(scan).isoformat(),
        "mode": say(f"files.code.mode.{results.mode.value}"),
        "instrument": scan.instrument,
        "version": scan.version,
        "variant": scan.variant,
        "asked": results.asked,
        "answered": results.answered,
        "people": results.people_answered,
        "changed": say("files.code.yes" if results.changed else "files.code.no"),
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
                "row": say("files.code.row.partner"),
                "partner": name,
                "status": say("files.code.status.no_answer"),
            }
        yield {**statement, **_together(figure, results.mode)}


def _of_partner(line: Line, score: float | None) -> Row:
    return {
        "row": say("files.code.row.partner"),
        "partner": line.partner,
        "group": _group(line.group),
        "status": say("files.code.status.unknown" if score is None else "files.code.status.scored"),
        "score": None if score is None else float(score),
    }


def _group(group: Group) -> Phrase:
    return say(f"files.code.group.{group.value}_kind")


def _together(figure: Figure, mode: Mode) -> Row:
    absent = say(f"files.code.status.{absence(figure).value}")
    return {
        "row": say("files.code.row.together"),
        "status": absent if figure.mean is None else say("files.code.status.scored"),
        "mean": figure.mean,
        "spread" if mode is Mode.OPEN else "most_spread": figure.spread,
        "lowest": figure.lowest,
        "highest": figure.highest,
        "median": figure.median,
        "n": figure.n,
        "unknown": figure.unknown,
    }
