"""A bot that draws pictures without end while it is asked to: `python -m tests.bench.painting`.

It runs as `borging run` does. Each line that it reads makes it begin or stop; when it stops it
prints how many pictures it drew.
"""

import asyncio
import itertools
import sys
from pathlib import Path

from bot.radar import Picture, RadarWorker
from bot.run import stay
from bot.settings import environment, read_settings
from tests.bench.process import tell
from tests.support.gallery_plots import drawn_plots
from tests.support.gallery_radars import radars

PLOTS = ("radar-06", "radar-60", "strip-60", "history-20")


async def run() -> None:
    """Run the bot, and draw whenever asked to."""
    worker = RadarWorker()
    drawn = drawn_plots()
    pictures = [radars()["12-partners"], *(drawn[name] for name in PLOTS)]
    await worker.draw(pictures[0])  # the process starts once, not at each picture
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), lambda: lines.put_nowait(sys.stdin.readline()))
    painter = asyncio.create_task(_paint(worker, pictures, lines))
    try:
        await stay(read_settings(environment(Path.cwd())), lambda phrase: tell(phrase.key))
    finally:
        painter.cancel()
        await asyncio.gather(painter, return_exceptions=True)
        await worker.close()


async def _paint(worker: RadarWorker, pictures: list[Picture], lines: asyncio.Queue[str]) -> None:
    while True:
        await lines.get()
        count = 0
        for picture in itertools.cycle(pictures):
            if not lines.empty():
                break
            await worker.draw(picture)
            count += 1
        await lines.get()
        tell({"drawn": count})


if __name__ == "__main__":
    asyncio.run(run())
