"""The heartbeat: asks the database what is due, and keeps no jobs of its own."""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.logs import where_it_failed
from flows.exceptions import BorgingError

logger = logging.getLogger(__name__)

HEARTBEAT_S = 5
"""Seconds between two looks at what is due."""
PROBE_S = 60
"""Seconds between two looks whether a workspace that took nothing takes messages again."""
RETENTION_S = 3600
"""Seconds between two looks at what has been kept long enough."""


class Heartbeat:
    """Runs some work again and again; a beat that is missed is made up for by the next."""

    def __init__(self) -> None:
        """Nothing runs before `start`."""
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.configure(
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def every(self, seconds: int, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` every so many seconds; one run at a time."""

        async def beat() -> None:
            try:
                await work()
            except BorgingError as error:
                logger.warning("a beat of %s did not pass: %s", work.__name__, error)
            except Exception as error:  # noqa: BLE001 - one beat is no reason to stop the heart
                logger.error("a beat of %s failed: %s", work.__name__, where_it_failed(error))  # noqa: TRY400 - never its message

        self._scheduler.add_job(beat, IntervalTrigger(seconds=seconds))

    def start(self) -> None:
        """Begin; call it inside the event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; a run that has begun is left to finish."""
        self._scheduler.shutdown(wait=False)
