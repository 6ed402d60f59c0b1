"""Three senders of ours beside three workers of procrastinate, on PostgreSQL."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.settings import environment
from tests.bench.outbox_jobs import keep_jobs
from tests.bench.outbox_rows import keep_people, keep_waiting, libpq_url, vacuum
from tests.bench.process import program
from tests.support.postgres import PostgresServer

ROWS = 5_000
PROCESSES = 3
CONCURRENCIES = (1, 2, 4, 8)
"""Jobs at once in a worker of procrastinate: the fastest of these runs against ours."""


@dataclass(frozen=True, kw_only=True)
class Race:
    """Completions a second, ours and theirs by turns; `tuning` are theirs by concurrency."""

    tuning: dict[int, float]
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def concurrency(self) -> int:
        """Theirs, the fastest."""
        return max(self.tuning, key=lambda concurrency: self.tuning[concurrency])

    @property
    def ratios(self) -> list[float]:
        """Our rate to theirs in the same round."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    def __str__(self) -> str:
        """The medians."""
        tuning = ", ".join(f"{many}: {rate:.0f}/s" for many, rate in self.tuning.items())
        return (
            f"claim and mark of {ROWS} rows by {PROCESSES} processes: {median(self.ours):.0f}/s\n"
            f"procrastinate, {self.concurrency} at once: {median(self.theirs):.0f}/s ({tuning})\n"
            f"ratio: {median(self.ratios):.2f} ({min(self.ratios):.2f}–{max(self.ratios):.2f})"
        )


async def race(server: PostgresServer, template: str, rounds: int) -> Race:
    """Tune theirs, then run both by turns, each time on new databases.

    `template` is a database with our tables.
    """
    one = Race(tuning={many: await _theirs(server, many) for many in CONCURRENCIES})
    for _ in range(rounds):
        one.ours.append(await _ours(server, template))
        one.theirs.append(await _theirs(server, one.concurrency))
    return one


async def _ours(server: PostgresServer, template: str) -> float:
    with server.database(template) as url:
        keep_people(url)
        keep_waiting(url, ROWS)
        vacuum(url)
        return await _rate("tests.bench.outbox_sender", url)


async def _theirs(server: PostgresServer, concurrency: int) -> float:
    with server.database() as url:
        await keep_jobs(libpq_url(url), ROWS)
        vacuum(url)
        return await _rate("tests.bench.outbox_worker", libpq_url(url), str(concurrency))


async def _rate(module: str, *arguments: str) -> float:
    """Completions a second, from the first process that begins to the last that ends."""
    variables = environment(Path.cwd())
    async with AsyncExitStack() as stack:
        programs = [
            await stack.enter_async_context(program(module, *arguments, variables=variables))
            for _ in range(PROCESSES)
        ]
        for one in programs:
            await one.line()
        for one in programs:
            await one.go()
        told = [await one.line() for one in programs]
    counts, begun, ended = zip(*told, strict=True)
    if sum(counts) != ROWS:
        raise RuntimeError(f"{sum(counts)} of {ROWS} were done")
    took_s: float = max(ended) - min(begun)
    return ROWS / took_s
