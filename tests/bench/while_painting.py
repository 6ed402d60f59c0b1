"""Tap to answer while pictures are drawn, and while none are, by turns in one run."""

import json
import tempfile
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from statistics import median, quantiles

from bot.settings import environment
from bot.workspace.person import Person
from tests.bench.partner import Way
from tests.bench.process import Program, program
from tests.bench.world import LEADER, SEEN_S, World, start_scan, world

PAUSE_S = 0.3  # between a partner's taps, on average: the machine is not full
BATCHES = 4  # of partners in a world, every other one while pictures are drawn
MOST = 1.2  # times the idle p99


@dataclass(frozen=True, kw_only=True)
class WhilePainting:
    """Seconds from tap to answer, by round; and how many pictures were drawn meanwhile."""

    idle: list[list[float]] = field(default_factory=list)
    busy: list[list[float]] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """The 99th percentile while pictures are drawn to that without, by round."""
        return [_p99(busy) / _p99(idle) for idle, busy in zip(self.idle, self.busy, strict=True)]

    @property
    def ratio(self) -> float:
        """The same over all rounds together: of so few taps the slowest are chance."""
        return _p99(list(chain(*self.busy))) / _p99(list(chain(*self.idle)))

    def __str__(self) -> str:
        """Medians and 99th percentiles."""
        idle, busy = list(chain(*self.idle)), list(chain(*self.busy))
        return (
            f"tap to answer, p50 / p99: {median(idle) * 1e3:.1f} / {_p99(idle) * 1e3:.1f} ms, "
            f"while {sum(self.drawn)} pictures are drawn "
            f"{median(busy) * 1e3:.1f} / {_p99(busy) * 1e3:.1f} ms ({len(busy)} taps each); "
            f"p99 {self.ratio:.2f} times (rounds {min(self.ratios):.2f}–{max(self.ratios):.2f}; "
            f"goal {MOST})"
        )


def _p99(latencies: list[float]) -> float:
    return quantiles(latencies, n=100)[-1]


async def while_painting(rounds: int) -> WhilePainting:
    """Let partners walk through a scan, half of them while pictures are drawn."""
    figures = WhilePainting()
    for number in range(rounds):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            await _round(Path(folder), figures, busy_first=bool(number % 2))
    return figures


async def _round(folder: Path, figures: WhilePainting, *, busy_first: bool) -> None:
    async with (
        world(folder) as (made, _),
        Person(made.address, LEADER) as leader,
        program("tests.bench.painting", variables=made.variables()) as bot,
    ):
        await bot.line()
        await leader.wait_for(lambda me: me.state["app"]["connected"], SEEN_S)
        await start_scan(leader)
        took: dict[bool, list[float]] = {False: [], True: []}
        size = len(made.partners) // BATCHES
        for batch in range(BATCHES):
            busy = bool(batch % 2) != busy_first
            walking = made.partners[batch * size : (batch + 1) * size]
            took[busy] += await _walk(made, bot if busy else None, figures, walking, folder)
        figures.idle.append(took[False])
        figures.busy.append(took[True])


async def _walk(
    made: World,
    painter: Program | None,
    figures: WhilePainting,
    partners: list[tuple[str, Way]],
    folder: Path,
) -> list[float]:
    file = folder / "drivers.json"
    asked = {"address": made.address, "partners": partners, "pause_s": PAUSE_S}
    file.write_text(json.dumps(asked), "utf-8")
    variables = environment(Path.cwd())
    async with program("tests.bench.drivers", str(file), variables=variables) as drivers:
        await drivers.line()
        if painter:
            await painter.go()
        await drivers.go()
        latencies: list[float] = (await drivers.line())["latencies"]
        if painter:
            await painter.go()
            figures.drawn.append((await painter.line())["drawn"])
    return latencies
