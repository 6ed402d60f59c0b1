"""Staying connected until somebody stops the run, or it has to be started anew."""

import asyncio
import gc
import signal
from collections.abc import Callable
from typing import Any

from bot.compose import running
from bot.settings import Settings
from bot.slack.watchdog import Watchdog
from flows.wording import Phrase, say


async def stay(settings: Settings, tell: Callable[[Phrase], None]) -> Phrase | None:
    """Run until Ctrl+C or SIGTERM; why it ended if it had to by itself.

    Raises what `running` does.
    """
    stop = stop_signal()
    async with running(settings) as bot:
        gc.freeze()  # what stands by now stays: looking through it again cost a tenth of a tap
        tell(say("cli.run.ready", team=bot.installation.workspace.name))
        return await _until(stop, bot.doors.watchdog)


def stop_signal() -> asyncio.Event:
    """An event that Ctrl+C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    return stop


async def _until(stop: asyncio.Event, watchdog: Watchdog | None) -> Phrase | None:
    stopped = asyncio.create_task(stop.wait())
    ends: set[asyncio.Future[Any]] = {stopped, watchdog.verdict} if watchdog else {stopped}
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    if watchdog is None or stopped.done():
        return None
    stopped.cancel()
    return watchdog.verdict.result()
