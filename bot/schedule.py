"""The heartbeat: asks the database what is due, and keeps no jobs of its own."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, utc_now
from bot.logs import where_it_failed
from flows.exceptions import BorgingError

logger = logging.getLogger(__name__)

HEARTBEAT_S = 5
"""Seconds between two looks at what is due."""
PROBE_S = 60
"""Seconds between two looks whether a workspace that took nothing takes messages again."""
RETENTION_S = 3600
"""Seconds between two looks at what has been kept long enough."""
STOPPED_S = 4 * HEARTBEAT_S
"""Seconds without any beat after which the heart is taken to have stopped."""


class Heartbeat:
    """Runs some work again and again; a beat that is missed is made up for by the next.

    The scheduler sleeps until a moment of the wall clock. When that is set back, the moment is far
    away all at once; a watch that runs by the time since the start notices and brings it near.
    """

    def __init__(
        self,
        wall: Clock = utc_now,
        seconds: Callable[[], float] = time.monotonic,
        *,
        watch_s: float = HEARTBEAT_S,
    ) -> None:
        """Nothing runs before `start`.

        `wall` is the machine's clock, `seconds` tells seconds that only go up; the watch looks
        every `watch_s` seconds.
        """
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.configure(
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._wall = wall
        self._seconds = seconds
        self._watch_s = watch_s
        self._watch: asyncio.TimerHandle | None = None
        self._jobs: list[tuple[Job, timedelta]] = []
        self._last_s = seconds()

    def is_beating(self) -> bool:
        """Whether any work was begun lately."""
        return self._seconds() - self._last_s < STOPPED_S

    def every(
        self, seconds: int, work: Callable[[], Awaitable[None]], *, at_once: bool = False
    ) -> None:
        """Run `work` every so many seconds, one run at a time; `at_once`: at the start as well."""

        async def beat() -> None:
            self._last_s = self._seconds()
            try:
                await work()
            except BorgingError as error:
                logger.warning("a beat of %s did not pass: %s", work.__name__, error)
            except Exception as error:  # noqa: BLE001 - one beat is no reason to stop the heart
                logger.error("a beat of %s failed: %s", work.__name__, where_it_failed(error))  # noqa: TRY400 - never its message

        first = {"next_run_time": self._wall()} if at_once else {}
        job = self._scheduler.add_job(beat, IntervalTrigger(seconds=seconds), **first)
        self._jobs.append((job, timedelta(seconds=seconds)))

    def start(self) -> None:
        """Begin; call it inside the event loop."""
        self._last_s = self._seconds()
        self._scheduler.start()
        self._look()

    def stop(self) -> None:
        """End, if it has not ended; a run that has begun is left to finish."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        """Bring near what is further away than it can be unless the clock was set back."""
        now = self._wall()
        for job, interval in self._jobs:
            if job.next_run_time - now > 2 * interval:
                job.modify(next_run_time=now)
        self._watch = asyncio.get_running_loop().call_later(self._watch_s, self._look)
