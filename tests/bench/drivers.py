"""All partners at once, in a process of its own: `python -m tests.bench.drivers`.

Reads {"address", "partners": [[user id, way], …]} from a file, prints a line when all of them
see their invitation, waits for a line, and prints what the walks took. With "pause_s" they think
before each act, for so many seconds on average.
"""

import asyncio
import json
import random
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from tests.bench.partner import Partner, Way
from tests.bench.process import tell


async def drive(address: str, people: list[tuple[str, Way]], pause_s: float = 0.0) -> None:
    """Walk with everybody."""
    # One connection a person, as in life.
    connector = aiohttp.TCPConnector(limit=0)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        partners = [Partner(session, address, user_id, way) for user_id, way in people]
        for partner in partners:
            await stack.enter_async_context(partner)
        for partner in partners:
            await partner.sees("walk.begin")
        tell("ready")
        await asyncio.to_thread(sys.stdin.readline)
        start, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(_walk(partner, pause_s) for partner in partners))
        took = {"seconds": time.perf_counter() - start, "cpu_s": time.process_time() - cpu}
    latencies = [one for partner in partners for one in partner.latencies]
    tell({**took, "latencies": latencies})


async def _walk(partner: Partner, pause_s: float) -> None:
    for step in partner.steps():
        if pause_s:
            await asyncio.sleep(random.uniform(0, 2 * pause_s))  # noqa: S311 - no secret
        await step()


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    asyncio.run(drive(asked["address"], asked["partners"], asked.get("pause_s", 0.0)))
