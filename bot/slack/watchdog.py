"""Seeing that a run is cut off from Slack, and ending it if it stays so."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from flows.wording import Phrase, say

logger = logging.getLogger(__name__)

RENEW_AFTER_S = 30.0
"""Seconds without a connection after which all is let go of and begun anew."""
GIVE_UP_AFTER_S = 120.0
"""Seconds after that until the run ends, to be started again by who keeps it running."""


class Line(Protocol):
    """A connection that can be lost."""

    refused: str
    """Why it will not come back, "" while it may."""

    @property
    def is_open(self) -> bool:
        """Whether it stands."""

    async def renew(self) -> None:
        """Begin anew."""


class Watchdog:
    """Looks after a line; `verdict` is why the run has to end, once it has to."""

    def __init__(self, line: Line, now_s: Callable[[], float]) -> None:
        """`now_s` tells seconds that only go up."""
        self.verdict: asyncio.Future[Phrase] = asyncio.get_running_loop().create_future()
        self._line = line
        self._now_s = now_s
        self._seen_s = now_s()
        self._renewed_s: float | None = None

    async def look(self) -> None:
        """Look whether the line stands, and do what its state asks for."""
        now_s = self._now_s()
        if self._line.is_open:
            self._seen_s, self._renewed_s = now_s, None
        elif self._line.refused:
            self._end(say("cli.run.token_refused", code=self._line.refused))
        elif self._renewed_s is None:
            if now_s - self._seen_s >= RENEW_AFTER_S:
                logger.warning("no connection to Slack for %d s; beginning anew", RENEW_AFTER_S)
                self._renewed_s = now_s
                await self._line.renew()
        elif now_s - self._renewed_s >= GIVE_UP_AFTER_S:
            self._end(say("cli.run.cut_off"))

    def _end(self, why: Phrase) -> None:
        if not self.verdict.done():
            self.verdict.set_result(why)
