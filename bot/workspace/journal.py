"""What the app asked of the workspace, for tests to read back."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.workspace.model import Json

KEPT_CALLS = 20_000  # the oldest are forgotten beyond this


@dataclass(frozen=True)
class Call:
    """One Web API call, upload or use of a response_url, without its token.

    ``outcome`` is "ok", Slack's error code, or the fault that hit it: "drop_after", "slow" and
    "disconnect" were carried out, "drop_before", "rate_limited" and "server_error" were not.
    """

    number: int
    at: datetime
    method: str
    arguments: Json
    outcome: str

    def as_json(self) -> Json:
        """For the control endpoint."""
        return {**vars(self), "at": self.at.isoformat()}


class Journal:
    """All calls in the order in which they were answered."""

    def __init__(self) -> None:
        """An empty journal."""
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self._count = 0
        self._noted = asyncio.Event()

    def note(self, at: datetime, method: str, arguments: Json, outcome: str) -> None:
        """Write a call down."""
        self._count += 1
        self._calls.append(Call(self._count, at, method, arguments, outcome))
        self._noted.set()

    async def noted(self, within_s: float) -> None:
        """Wait until one more call has been written down, at most so many seconds."""
        self._noted.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._noted.wait()

    def calls(self, method: str | None = None, *, after: int = 0) -> list[Call]:
        """The calls (of one method), those after a number only."""
        return [
            each
            for each in self._calls
            if each.number > after and (method is None or each.method == method)
        ]

    @property
    def last(self) -> int:
        """The number of the last call: pass it as ``after`` to see only what follows."""
        return self._count

    def clear(self) -> None:
        """Forget all calls; the numbers go on."""
        self._calls.clear()
