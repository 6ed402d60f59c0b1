"""The ways into a run: from Slack, and for those who keep it going."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.app.async_app import AsyncApp

from bot.clock import Clock
from bot.metrics import Metrics
from bot.ops import Ops
from bot.settings import Settings
from bot.slack.http import HttpIntake
from bot.slack.intake import Intake
from bot.slack.sockets import Sockets
from bot.slack.watchdog import Watchdog
from storage.database import Database


class Doors:
    """What comes in, the watch over it, and the address that says how the run is."""

    def __init__(self, settings: Settings, app: AsyncApp, session: aiohttp.ClientSession) -> None:
        """By Socket Mode or by HTTP as the settings say; nothing is open before `open`."""
        self._settings = settings
        self._ops: Ops | None = None
        self.intake: Intake
        self.watchdog: Watchdog | None = None
        """Looks after the sockets; with HTTP there is nothing to look after."""
        if settings.by_http:
            self.intake = HttpIntake(app, settings.signing_secret, settings.port)
        else:
            sockets = Sockets(app, settings.app_token, session)
            self.intake = sockets
            self.watchdog = Watchdog(sockets, asyncio.get_running_loop().time)

    @property
    def ops_port(self) -> int:
        """Where health and metrics are served, 0 if nowhere."""
        return self._ops.listener.port if self._ops else 0

    async def serve_ops(
        self,
        database: Database,
        metrics: Metrics,
        clock: Clock,
        give_sign: Callable[[], Awaitable[None]],
    ) -> None:
        """Serve health and metrics if the settings name a port.

        Raises SettingsError if it cannot be had.
        """
        if self._settings.ops_port is not None:
            self._ops = Ops(database, self._settings.database_url, metrics, clock, give_sign)
            await self._ops.listener.open(self._settings.ops_port)

    async def open(self) -> None:
        """Begin to take in. Raises one of CALL_ERRORS, or SettingsError for a port."""
        await self.intake.open()
        if self._ops is not None:
            self._ops.intake = self.intake

    async def announce_stop(self) -> None:
        """Be no longer ready, and give those who ask for that the time to notice."""
        if self._ops is not None:
            self._ops.intake = None
        await asyncio.sleep(self._settings.stop_delay_s)

    async def close(self) -> None:
        """Say nothing more of how the run is."""
        if self._ops is not None:
            await self._ops.listener.close()
