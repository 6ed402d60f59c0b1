"""Whether the daily round of a region grows with its open actions no more than they do."""

import sys
from pathlib import Path
from shutil import copy

from tests.bench.following import FEW, MANY, Rounds, rounds
from tests.support.postgres import PostgresServer

MOST = 5.0  # times the cost of twenty actions, with ten times as many
MOST_MESSAGES = 4.0  # times as many: actions of one owner are gathered


def check(figures: Rounds) -> None:
    """Say the figures, and that they keep to the bounds."""
    sys.stdout.write(f"{figures}\n")
    assert figures.ratio <= MOST, str(figures)
    assert figures.wanted[MANY] <= MOST_MESSAGES * figures.wanted[FEW], str(figures)


async def test_many_actions_cost_little_on_sqlite(migrated_file: Path, tmp_path: Path) -> None:
    """Two hundred open actions of sixty partners at most five times as much as twenty."""
    few, many = (tmp_path / f"{name}.sqlite3" for name in ("few", "many"))
    for path in (few, many):
        copy(migrated_file, path)
    check(await rounds("SQLite", f"sqlite:///{few}", f"sqlite:///{many}"))


async def test_many_actions_cost_little_on_postgresql(
    postgres_server: PostgresServer, migrated_template: str
) -> None:
    """Two hundred open actions of sixty partners at most five times as much as twenty."""
    with (
        postgres_server.database(migrated_template) as few,
        postgres_server.database(migrated_template) as many,
    ):
        check(await rounds("PostgreSQL", few, many))
