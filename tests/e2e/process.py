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

    def __init__(self, world: World, folder: Path) -> None:
        """Not started yet; `folder` is where it runs."""
        self._world = world
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.said = ""

    async def start(self) -> None:
        """Start it, and wait until it is connected."""
        settings = self._world.settings
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
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        connected = asyncio.ensure_future(self._world.workspace.sockets.wait_for(2))
        ended = asyncio.ensure_future(self._process.wait())
        await asyncio.wait((connected, ended), timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        for one in (connected, ended):
            one.cancel()
        if not connected.done() or connected.cancelled():
            pytest.fail(f"the bot did not connect:\n{(await self._process.communicate())[0]!r}")

    async def kill(self) -> None:
        """End it at once, wherever it is."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        process = self._process
        assert process is not None
        process.send_signal(how)
        async with asyncio.timeout(START_S):
            out, _ = await process.communicate()
        self.said += out.decode()
        self._process = None
        async with asyncio.timeout(START_S):
            while self._world.workspace.sockets.count:
                await self._world.read(lambda store: store.scans.one())
        return process.returncode or 0

    async def close(self) -> None:
        """Leave nothing running."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()
