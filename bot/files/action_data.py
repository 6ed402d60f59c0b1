"""The actions for researchers: one row each, with nothing that people wrote and nobody's name."""

from typing import Final

from bot.files.cells import HEADS, Row, table_files
from bot.files.made import MadeFile
from bot.files.telling import Telling
from flows.wording import Phrase, say
from flows.year import Year, YearAction, standing

COLUMNS: Final = (
    "region",
    "action",
    "scan",
    "follows",
    "item",
    "aim",
    "bent",
    "level",
    "phase",
    "standing",
    "made",
    "due",
    "carried_out",
    "closed",
    "as_of",
)
"""The columns, in their order; action_data.toml has the name of each and what it means."""


def action_data(telling: Telling) -> tuple[MadeFile, ...]:
    """The actions of the year around the report and the data dictionary; () without any."""
    year = telling.report.year
    if year is None or not year.actions:
        return ()
    columns = {
        name: {head: say(f"action_data.column.{name}.{head}") for head in HEADS} for name in COLUMNS
    }
    rows = [{**_row(one), **_days(one, year)} for one in year.actions]
    names = say("action_data.what.actions"), say("action_data.what.dictionary")
    return table_files(telling, columns, rows, names)


def _row(one: YearAction) -> Row:
    action = one.action
    return {
        "action": action.id,
        "scan": action.scan_id,
        "follows": action.follows_id,
        "item": action.item,
        "aim": action.aim,
        "bent": _code("bent", action.bent),
        "level": _code("level", action.level),
        "phase": _code("phase", action.phase),
    }


def _days(one: YearAction, year: Year) -> Row:
    days = {
        "made": one.made_on,
        "due": one.action.due_on,
        "carried_out": one.carried_out_on,
        "closed": one.closed_on,
        "as_of": year.today,
    }
    return {
        "region": year.region,
        "standing": _code("standing", standing(one.action, year.today)),
        **{name: day.isoformat() for name, day in days.items() if day is not None},
    }


def _code(kind: str, value: str | None) -> Phrase | None:
    """A word of ours for one of a few values."""
    return say(f"action_data.code.{kind}.{value}") if value else None
