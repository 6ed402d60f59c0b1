"""What those who keep a run going ask it: is it alive, is it ready, what did it do."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.clock import Clock
from bot.listener import Listener
from bot.metrics import CONTENT_TYPE, Metrics, Standing
from bot.slack.intake import Intake
from flows.exceptions import BorgingError
from flows.ports import Store
from storage.database import Database
from storage.exceptions import StorageError
from storage.schema import SchemaStatus, schema_state

ANSWER_S = 5.0
"""Seconds that the database has to answer."""


class Ops:
    """Serves /health, /ready and /metrics on a port of their own; not for the internet."""

    def __init__(
        self,
        database: Database,
        database_url: str,
        metrics: Metrics,
        clock: Clock,
        give_sign: Callable[[], Awaitable[None]],
    ) -> None:
        """`give_sign` raises a BorgingError if this run is not alive."""
        self.intake: Intake | None = None
        """What takes in; None while there is nothing yet, or no more."""
        self._database = database
        self._database_url = database_url
        self._metrics = metrics
        self._clock = clock
        self._give_sign = give_sign
        served = web.Application()
        served.router.add_get("/health", self._health)
        served.router.add_get("/ready", self._ready)
        served.router.add_get("/metrics", self._show)
        self.listener = Listener(served)

    async def _health(self, _request: web.Request) -> web.Response:
        """200 if the heart beats, messages are delivered and the database answers, else 503."""
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._give_sign()
        except (BorgingError, TimeoutError) as error:
            return web.json_response({"alive": False, "why": type(error).__name__}, status=503)
        return web.json_response({"alive": True})

    async def _ready(self, _request: web.Request) -> web.Response:
        """200 if what people do now is taken here, else 503."""
        why = await self._why_not_ready()
        if why:
            return web.json_response({"ready": False, "why": why}, status=503)
        return web.json_response({"ready": True})

    async def _why_not_ready(self) -> str:
        if self.intake is None:
            return "starting_or_stopping"
        if not self.intake.is_open:
            return "not_connected"
        try:
            async with asyncio.timeout(ANSWER_S):
                state = await asyncio.to_thread(schema_state, self._database_url)
        except (StorageError, TimeoutError):
            return "no_database"
        return "" if state.status is SchemaStatus.UP_TO_DATE else f"schema_{state.status}"

    async def _show(self, _request: web.Request) -> web.Response:
        page = self._metrics.page(await self._standing())
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE})

    async def _standing(self) -> Standing:
        sockets = self.intake.sockets if self.intake else 0
        is_open = self.intake is not None and self.intake.is_open
        now = self._clock()

        def look(store: Store) -> tuple[float, int]:
            due = store.outbox.next_due()
            waited_s = (now - due).total_seconds() if due else 0.0
            blocked = sum(bool(one.blocked) for one in store.workspaces.find())
            return max(waited_s, 0.0), blocked

        try:
            async with asyncio.timeout(ANSWER_S):
                oldest_due_s, blocked = await self._database.read(look)
        except (StorageError, TimeoutError):
            return Standing(sockets=sockets, takes_in=is_open)
        return Standing(
            sockets=sockets, takes_in=is_open, oldest_due_s=oldest_due_s, blocked=blocked
        )
