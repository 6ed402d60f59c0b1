"""The outbox's figures: `python -m tests.bench.outbox_run [races]`."""

import asyncio
import sys
import tempfile

from storage.schema import migrate
from tests.bench.outbox_behind import behind
from tests.bench.outbox_race import race
from tests.support.postgres import running_postgres

RACES = 7
BEHIND = 3  # rounds with rows behind for each race: they are short
TEMPLATE = "migrated"


async def measure(races: int) -> None:
    """Measure everything and print it."""
    with running_postgres() as server, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        files = (f"sqlite:///{folder}/none.sqlite3", f"sqlite:///{folder}/many.sqlite3")
        for url in (*files, server.create(TEMPLATE)):
            migrate(url)
        _say(await behind("SQLite", files[0], files[1], races * BEHIND))
        with server.database(TEMPLATE) as none, server.database(TEMPLATE) as many:
            _say(await behind("PostgreSQL", none, many, races * BEHIND))
        _say(await race(server, TEMPLATE, races))


def _say(figures: object) -> None:
    sys.stdout.write(f"{figures}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else RACES))
