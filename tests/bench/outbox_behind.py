"""What claiming and marking costs with many delivered rows behind it, and with none."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median

from storage.database import Database
from tests.bench.outbox_rows import (
    keep_delivered,
    keep_people,
    keep_waiting,
    remove_new,
    vacuum,
)
from tests.bench.outbox_sender import drain

DELIVERED = 100_000
WAITING = 200  # claimed and marked in a round


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Milliseconds for each row, by round."""

    name: str
    none: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """The cost with many rows behind it to that with none, in the same round."""
        return [many / none for many, none in zip(self.many, self.none, strict=True)]

    def __str__(self) -> str:
        """The medians."""
        return (
            f"{self.name}, claim and mark: {median(self.none):.2f} ms a row, "
            f"with {DELIVERED} behind it {median(self.many):.2f} ms; "
            f"ratio {median(self.ratios):.2f} ({min(self.ratios):.2f}–{max(self.ratios):.2f})"
        )


async def behind(name: str, none: str, many: str, rounds: int) -> Behind:
    """Measure by turns in two databases with our tables and nothing in them, by their URLs."""
    one = Behind(name=name)
    for url in (none, many):
        keep_people(url)
    keep_delivered(many, DELIVERED)
    vacuum(many)
    async with AsyncExitStack() as stack:
        opened = {url: await stack.enter_async_context(_open(url)) for url in (none, many)}
        for number in range(rounds + 1):
            # As autovacuum would: the large table only once a fifth of it has changed.
            vacuum(none)
            order = (none, many) if number % 2 else (many, none)
            took = {url: await _round(url, opened[url]) for url in order}
            if number:  # the first one warms up
                one.none.append(took[none])
                one.many.append(took[many])
    return one


@asynccontextmanager
async def _open(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    try:
        yield database
    finally:
        await database.close()


async def _round(url: str, database: Database) -> float:
    keep_waiting(url, WAITING)
    begun = time.perf_counter()
    count = await drain(database)
    took_s = time.perf_counter() - begun
    if count != WAITING:
        raise RuntimeError(f"{count} of {WAITING} were claimed")
    remove_new(url)
    return took_s / count * 1e3
