"""Where pictures are drawn: here, or in one worker process that leaves the event loop free."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, ParamSpec, TypeVar

from bot.radar.kinds import Picture
from bot.radar.picture import ImageFormat

Made = TypeVar("Made")
Asked = ParamSpec("Asked")

NICENESS: Final = 15
"""How much the process gives way to others: a tap waits for an answer, a picture does not."""
ATTEMPTS: Final = 2  # one more after a worker that died, as by the kernel's memory killer


class RadarUnavailableError(RuntimeError):
    """The picture or file could not be made: the worker process ended twice."""


def draw(picture: Picture, *, form: ImageFormat = ImageFormat.PNG, size_px: int = 1200) -> bytes:
    """The picture as PNG, `size_px` pixels wide and as high as its words need, or as SVG.

    Equal pictures give equal bytes. Takes a quarter of a second of processor time, so an event
    loop goes through RadarWorker. Raises ValueError for a size below 300 pixels.
    """
    # matplotlib takes half a second to import, and the bot's own process has no use for it.
    from bot.radar.figure import render  # noqa: PLC0415

    return render(picture, form, size_px=size_px)


class RadarWorker:
    """Makes pictures and files one after another in one spawned process, started at the first."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def draw(self, picture: Picture, *, form: ImageFormat = ImageFormat.PNG) -> bytes:
        """The picture at its standard size. Raises what `run` and the function `draw` raise."""
        return await self.run(draw, picture, form=form)

    async def run(
        self, function: Callable[Asked, Made], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Made:
        """Call a function in the process and return what it returns.

        The function stands at the top of a module, and it, its arguments and its result can be
        pickled. It may be called twice: a worker that died is replaced once.

        Raises RadarUnavailableError when the replacement died as well (a later call starts
        anew), RuntimeError after close, and whatever the function raises. It has no time limit of
        its own; cancelling the call gives up the result and leaves the worker usable.
        """
        for _ in range(ATTEMPTS):
            pool = self._running_pool()
            try:
                return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))
            except BrokenProcessPool:
                # Of several calls that saw it die one clears up: two shutdowns at once clash.
                if self._pool is pool:
                    self._pool = None
                    await asyncio.to_thread(pool.shutdown)
        raise RadarUnavailableError(RadarUnavailableError.__doc__)

    async def close(self) -> None:
        """Let what is in hand be finished, then end the process. May be called again."""
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
                initializer=_begin,
            )
        return self._pool


def _begin() -> None:
    """Give way, leave Ctrl-C to the parent, and end when the parent does, also by kill -9."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True, name="follow-parent").start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
