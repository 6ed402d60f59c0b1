"""Whether the outcome of a scan takes longer to read the more scans went before."""

import sys
from pathlib import Path
from shutil import copy
from statistics import median

from tests.bench.results import outcomes
from tests.support.postgres import PostgresServer

ROUNDS = 15
MOST = 1.5  # times the cost with two scans


async def test_scans_behind_cost_little_on_sqlite(migrated_file: Path, tmp_path: Path) -> None:
    """With twenty scans of sixty partners at most 1.5 times as much as with two."""
    few, many = (tmp_path / f"{name}.sqlite3" for name in ("few", "many"))
    for path in (few, many):
        copy(migrated_file, path)
    figures = await outcomes("SQLite", f"sqlite:///{few}", f"sqlite:///{many}", ROUNDS)
    sys.stdout.write(f"{figures}\n")
    assert median(figures.ratios) <= MOST, str(figures)


async def test_scans_behind_cost_little_on_postgresql(
    postgres_server: PostgresServer, migrated_template: str
) -> None:
    """With twenty scans of sixty partners at most 1.5 times as much as with two."""
    with (
        postgres_server.database(migrated_template) as few,
        postgres_server.database(migrated_template) as many,
    ):
        figures = await outcomes("PostgreSQL", few, many, ROUNDS)
    sys.stdout.write(f"{figures}\n")
    assert median(figures.ratios) <= MOST, str(figures)
