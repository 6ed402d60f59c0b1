"""The bot as a process of its own, to be killed."""

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import bot
from tests.e2e.world import World

ROOT = Path(bot.__file__).parent.parent
START_S = 30.0
"""Seconds within which a process has to be connected: far more than it takes."""


class Process:
    """`borging run` on the world's database and workspace."""

    def __init__(self, world: World, folder: Path, name: str = "run") -> None:
        """Not started yet; `folder` is where it runs and keeps its log, of this name."""
        self.world = world
        self._folder = folder
        self._log = folder / f"{name}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._others = 0

    @property
    def said(self) -> str:
        """All that it wrote, by all its starts."""
        return self._log.read_text() if self._log.exists() else ""

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    async def launch(self) -> None:
        """Start it, and wait for nothing."""
        settings = self.world.settings
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self._folder,
                env={
                    "PYTHONPATH": str(ROOT),
                    "LANG": "nl_NL.UTF-8",
                    "PYTHONUTF8": "1",
                    "SLACK_BOT_TOKEN": settings.bot_token,
                    "SLACK_APP_TOKEN": settings.app_token,
                    "SLACK_API_URL": settings.slack_api_url,
                    "DATABASE_URL": settings.database_url,
                    "BORGING_CLOCK": settings.clock_file,
                    "BORGING_LEASE_S": str(int(settings.lease_s)),
                },
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start it, and wait until it is connected."""
        sockets = self.world.workspace.sockets
        self._others = sockets.count
        await self.launch()
        assert self._process is not None
        connected = asyncio.ensure_future(sockets.wait_for(self._others + 2))
        ended = asyncio.ensure_future(self._process.wait())
        await asyncio.wait((connected, ended), timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        for one in (connected, ended):
            one.cancel()
        if not connected.done() or connected.cancelled():
            pytest.fail(f"the bot did not connect:\n{self.said}")

    async def kill(self) -> None:
        """End it at once, wherever it is."""
        await self.end(signal.SIGKILL)
        await self._gone()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        code = await self.end(signal.SIGTERM)
        await self._gone()
        return code

    async def end(self, how: signal.Signals) -> int:
        """Send it a signal and wait for its end; the exit code."""
        process = self._process
        assert process is not None
        with suppress(ProcessLookupError):
            process.send_signal(how)
        async with asyncio.timeout(START_S):
            code = await process.wait()
        self._process = None
        return code

    async def _gone(self) -> None:
        """Wait until its sockets are."""
        async with asyncio.timeout(START_S):
            while self.world.workspace.sockets.count > self._others:
                await self.world.read(lambda store: store.scans.one())

    async def close(self) -> None:
        """Leave nothing running."""
        if self._process is not None:
            await self.end(signal.SIGKILL)
