"""Sixty partners at once, the bot beside the floor: `python -m tests.bench.run [rounds] [file]`.

Prints a table; with a file name also writes everything there as JSON.
"""

import asyncio
import json
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.settings import environment
from bot.workspace.person import Person
from tests.bench.process import Program, program
from tests.bench.recording import calls_by_method, record, script_for
from tests.bench.world import LEADER, SEEN_S, World, all_handed_in, start_scan, world

Json = dict[str, Any]

ROUNDS = 5
GOAL_THROUGHPUT = 0.7  # of the floor's interactions a second, at least
GOAL_P50 = 1.5  # times the floor's tap-to-answer, at most


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one round of sixty walks measured."""

    interactions: int
    per_second: float
    p50_ms: float
    p99_ms: float
    app_cpu_ms: float  # of the app's process, per interaction
    workspace_cpu_ms: float
    drivers_cpu_ms: float
    peak_mib: float  # of the app's process
    connect_s: float  # from process start to the first open socket
    calls: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Report:
    """All rounds, the bot's and the floor's by turns, and their comparison."""

    bot: list[Figures]
    floor: list[Figures]

    @property
    def throughput_ratios(self) -> list[float]:
        """The bot's interactions a second to those of the floor beside it."""
        return [bot.per_second / floor.per_second for bot, floor in self._pairs()]

    @property
    def p50_ratios(self) -> list[float]:
        """The bot's median tap-to-answer to that of the floor beside it."""
        return [bot.p50_ms / floor.p50_ms for bot, floor in self._pairs()]

    def _pairs(self) -> list[tuple[Figures, Figures]]:
        return list(zip(self.bot, self.floor, strict=True))

    def table(self) -> str:
        """Medians over the rounds, with the least and the most."""
        lines = [f"{'':28}{'bot':>24}{'floor':>24}"]
        for label, name, digits in (
            ("interactions a second", "per_second", 0),
            ("tap to answer, p50 (ms)", "p50_ms", 0),
            ("tap to answer, p99 (ms)", "p99_ms", 0),
            ("CPU of the app per tap (ms)", "app_cpu_ms", 2),
            ("CPU of the workspace (ms)", "workspace_cpu_ms", 2),
            ("CPU of the drivers (ms)", "drivers_cpu_ms", 2),
            ("peak memory (MiB)", "peak_mib", 0),
            ("start to connected (s)", "connect_s", 2),
        ):
            bot = _spread([getattr(one, name) for one in self.bot], digits)
            floor = _spread([getattr(one, name) for one in self.floor], digits)
            lines.append(f"{label:28}{bot:>24}{floor:>24}")
        throughput, p50 = _spread(self.throughput_ratios, 2), _spread(self.p50_ratios, 2)
        lines.append(f"throughput to the floor: {throughput}, goal at least {GOAL_THROUGHPUT}")
        lines.append(f"p50 to the floor: {p50}, goal at most {GOAL_P50}")
        return "\n".join(lines)

    def as_json(self) -> Json:
        """Everything."""
        return {
            **asdict(self),
            "throughput_ratios": self.throughput_ratios,
            "p50_ratios": self.p50_ratios,
        }


def _spread(values: list[float], digits: int) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


async def compare(rounds: int) -> Report:
    """Measure the floor and the bot by turns."""
    recorded = await _record()
    bot, floor = [], []
    for _ in range(rounds):
        floor.append(await _floor_round(recorded))
        bot.append(await _bot_round())
    return Report(bot=bot, floor=floor)


async def _record() -> Json:
    async with AsyncExitStack() as stack:
        made, _ = await stack.enter_async_context(world(_folder(stack)))
        await _bot(stack, made)
        return await record(made)


async def _bot_round() -> Figures:
    async with AsyncExitStack() as stack:
        folder = _folder(stack)
        made, workspace = await stack.enter_async_context(world(folder))
        bot, connect_s = await _bot(stack, made)
        figures = await _walk(made, workspace, bot, folder, connect_s)
        if not await all_handed_in(made.database_url):
            raise RuntimeError("not all walks came to their end")
        return figures


async def _floor_round(recorded: Json) -> Figures:
    async with AsyncExitStack() as stack:
        folder = _folder(stack)
        made, workspace = await stack.enter_async_context(world(folder))
        file = folder / "script.json"
        file.write_text(json.dumps(script_for(recorded, made)), encoding="utf-8")
        start = time.perf_counter()
        variables = environment(Path.cwd())
        app = await stack.enter_async_context(
            program("tests.bench.floor", str(file), variables=variables)
        )
        await app.line()
        connect_s = time.perf_counter() - start
        async with Person(made.address, LEADER) as leader:
            await leader.open_home()  # the first event of all makes Bolt ask whose token it has
        return await _walk(made, workspace, app, folder, connect_s)


def _folder(stack: AsyncExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))


async def _bot(stack: AsyncExitStack, made: World) -> tuple[Program, float]:
    """The bot, connected and with a scan that was started; and seconds until connected."""
    async with Person(made.address, LEADER) as leader:
        start = time.perf_counter()
        bot = await stack.enter_async_context(
            program("bot", "run", variables=made.variables(), quiet=True)
        )
        await leader.wait_for(lambda me: me.state["app"]["connected"], SEEN_S)
        connect_s = time.perf_counter() - start
        await start_scan(leader)
    return bot, connect_s


async def _walk(
    made: World, workspace: Program, app: Program, folder: Path, connect_s: float
) -> Figures:
    file = folder / "drivers.json"
    file.write_text(json.dumps({"address": made.address, "partners": made.partners}), "utf-8")
    variables = environment(Path.cwd())
    async with program("tests.bench.drivers", str(file), variables=variables) as drivers:
        await drivers.line()
        calls = await calls_by_method(made)
        before = app.cpu_s, workspace.cpu_s
        await drivers.go()
        took = await drivers.line()
        app_s, workspace_s = app.cpu_s - before[0], workspace.cpu_s - before[1]
    after = await calls_by_method(made)
    latencies = took["latencies"]
    interactions = len(latencies)
    return Figures(
        interactions=interactions,
        per_second=interactions / took["seconds"],
        p50_ms=median(latencies) * 1e3,
        p99_ms=quantiles(latencies, n=100)[-1] * 1e3,
        app_cpu_ms=app_s / interactions * 1e3,
        workspace_cpu_ms=workspace_s / interactions * 1e3,
        drivers_cpu_ms=took["cpu_s"] / interactions * 1e3,
        peak_mib=app.peak_mib,
        connect_s=connect_s,
        calls={name: count - calls.get(name, 0) for name, count in after.items()},
    )


def main() -> None:
    """Run and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    report = asyncio.run(compare(rounds))
    sys.stdout.write(f"{report.table()}\n")
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(json.dumps(report.as_json(), indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
