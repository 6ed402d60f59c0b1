"""Listening on a port of this machine."""

import socket

from aiohttp import web

from bot.exceptions import SettingsError
from flows.wording import say

FINISH_S = 10.0
"""Seconds that requests have to end once no more are taken."""


class Listener:
    """Serves a web application on all addresses of this machine, between `open` and `close`."""

    def __init__(self, app: web.Application) -> None:
        """Nothing is served yet."""
        self._app = app
        self._runner: web.AppRunner | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is served."""
        return self._runner is not None

    @property
    def port(self) -> int:
        """The port, by IPv4 where 0 was asked for; 0 while nothing is served."""
        places = self._runner.addresses if self._runner else []
        return next((int(one[1]) for one in places if _is_ipv4(one[0])), 0)

    async def open(self, port: int) -> None:
        """Serve on a port, 0 for a free one. Raises SettingsError if it cannot be had."""
        runner = web.AppRunner(
            self._app,
            access_log=None,
            shutdown_timeout=FINISH_S,
            auto_decompress=False,  # Slack compresses nothing, and others may not stall a run
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, port=port).start()
        except (OSError, OverflowError) as error:
            await runner.cleanup()
            raise SettingsError(say("cli.fault.port_taken", port=str(port))) from error
        self._runner = runner

    async def close(self) -> None:
        """Take no more requests; those that have come in are answered."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()


def _is_ipv4(address: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET, address)
    except OSError:
        return False
    return True
