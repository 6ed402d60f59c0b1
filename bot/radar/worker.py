"""Where the radar is drawn: here, or in one worker process that leaves the event loop free."""

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from bot.radar.picture import RadarPicture

ATTEMPTS: Final = 2  # one more after a worker that died, as by the kernel's memory killer


class RadarUnavailableError(RuntimeError):
    """The radar could not be drawn: the drawing process ended twice."""


def draw_radar(picture: RadarPicture, *, size_px: int = 1200) -> bytes:
    """PNG of the radar, `size_px` pixels wide and as high as its words need.

    Equal pictures give equal bytes. Takes a quarter of a second of processor time, so an event
    loop goes through RadarWorker. Raises ValueError for a size below 300 pixels.
    """
    # matplotlib takes half a second to import, and the bot's own process has no use for it.
    from bot.radar.figure import render_png  # noqa: PLC0415

    return render_png(picture, size_px=size_px)


class RadarWorker:
    """Draws pictures one after another in one spawned process, started at the first."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def draw(self, picture: RadarPicture) -> bytes:
        """PNG of the picture at its standard size; a worker that died is replaced once.

        Raises RadarUnavailableError when the replacement died as well (a later call starts
        anew), RuntimeError after close, and whatever draw_radar raises. It has no time limit of
        its own; cancelling the call gives up the result and leaves the worker usable.
        """
        for _ in range(ATTEMPTS):
            pool = self._running_pool()
            try:
                return await asyncio.wrap_future(pool.submit(draw_radar, picture))
            except BrokenProcessPool:
                # Of several calls that saw it die one clears up: two shutdowns at once clash.
                if self._pool is pool:
                    self._pool = None
                    await asyncio.to_thread(pool.shutdown)
        raise RadarUnavailableError(RadarUnavailableError.__doc__)

    async def close(self) -> None:
        """Let pictures in hand be finished, then end the process. May be called again."""
        self._closed = True
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown)

    def _running_pool(self) -> ProcessPoolExecutor:
        if self._closed:
            message = "the radar worker is closed"
            raise RuntimeError(message)
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_follow_parent,
            )
        return self._pool


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, also by kill -9."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True, name="follow-parent").start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
