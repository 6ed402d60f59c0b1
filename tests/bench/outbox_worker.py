"""A worker of procrastinate, asynchronous and with its usual pool.

`python -m tests.bench.outbox_worker URL CONCURRENCY`: waits for a line, works until there is no
job left, tells as our sender does.
"""

import asyncio
import sys
import time

from tests.bench.outbox_jobs import DONE, app_on
from tests.bench.process import tell


async def serve(url: str, concurrency: int) -> None:
    """Be one of the workers."""
    async with app_on(url).open_async() as app:
        tell("ready")
        await asyncio.to_thread(sys.stdin.readline)
        begun = time.monotonic()
        await app.run_worker_async(
            concurrency=concurrency, wait=False, install_signal_handlers=False
        )
        tell([DONE.total(), begun, time.monotonic()])


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
