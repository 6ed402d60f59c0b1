"""What the outbox costs: beside a queue that is known to be good, and after years of messages."""

from pathlib import Path
from shutil import copy
from statistics import median

from tests.bench.outbox_behind import behind
from tests.bench.outbox_race import race
from tests.support.postgres import PostgresServer

BEHIND_ROUNDS = 15
RACES = 5
MOST_BEHIND = 1.2  # times the cost with no row behind it
LEAST_RATE = 1.5  # times the rate of procrastinate


async def test_delivered_rows_cost_nothing_on_sqlite(migrated_file: Path, tmp_path: Path) -> None:
    """Claiming and marking costs as much after 100,000 messages as after none."""
    none, many = (tmp_path / f"{name}.sqlite3" for name in ("none", "many"))
    for path in (none, many):
        copy(migrated_file, path)
    figures = await behind("SQLite", f"sqlite:///{none}", f"sqlite:///{many}", BEHIND_ROUNDS)
    assert median(figures.ratios) <= MOST_BEHIND, str(figures)


async def test_delivered_rows_cost_nothing_on_postgresql(
    postgres_server: PostgresServer, migrated_template: str
) -> None:
    """Claiming and marking costs as much after 100,000 messages as after none."""
    with (
        postgres_server.database(migrated_template) as none,
        postgres_server.database(migrated_template) as many,
    ):
        figures = await behind("PostgreSQL", none, many, BEHIND_ROUNDS)
    assert median(figures.ratios) <= MOST_BEHIND, str(figures)


async def test_three_senders_beside_procrastinate(
    postgres_server: PostgresServer, migrated_template: str
) -> None:
    """Three processes claim and mark well faster than its workers do jobs that do nothing."""
    figures = await race(postgres_server, migrated_template, RACES)
    assert median(figures.ratios) >= LEAST_RATE, str(figures)
