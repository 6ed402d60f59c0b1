"""The local workspace: seeded with people and channels, served on loopback."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.workspace import response_url, web_contents, web_files, webapi
from bot.workspace.balancer import Balancer
from bot.workspace.clockwork import ClockControl
from bot.workspace.control import Control
from bot.workspace.core import Core, Timing
from bot.workspace.faults import Faults
from bot.workspace.guard import guard
from bot.workspace.journal import Journal
from bot.workspace.model import Json
from bot.workspace.pages import Pages
from bot.workspace.rates import Rates
from bot.workspace.records import IN_MEMORY, Records
from bot.workspace.seeding import Seeding
from bot.workspace.sockets import Sockets
from bot.workspace.standing import standing

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 110_000_000  # bytes, an upload and its wrapping
STOP_SECONDS = 1.0  # given to open requests at the end


class Workspace(Seeding):
    """A workspace that speaks Slack's protocol, and a page to be in it.

    Seed it with ``add_person``, ``add_channel`` and ``install_app`` (which gives the tokens),
    then ``start`` it and point Slack's clients at ``api_url``.
    """

    def __init__(  # noqa: PLR0913 (each is a plain property of the workspace)
        self,
        clock: Callable[[], datetime],
        data: Path | str = IN_MEMORY,
        *,
        timing: Timing | None = None,
        rate_limits: bool = True,
        rate_seconds: Callable[[], float] | None = None,
        team_name: str = "Borging",
        clock_control: ClockControl | None = None,
    ) -> None:
        """Open the workspace kept in folder ``data``, or a passing one in memory.

        ``clock`` gives the aware moment now for what is stored; timeouts run on real time.
        ``rate_seconds`` is a monotonic time source for the rate limits, real time unless given.
        With a ``clock_control`` the page shows the moment and a menu to set the clock.
        """
        self._records = Records(data)
        rates = Rates(enabled=rate_limits, seconds=rate_seconds)
        super().__init__(Core(self._records, clock, timing or Timing(), rates, clock_control))
        self._runner: web.AppRunner | None = None
        if not self.state.teams:
            self.add_team(team_name)

    @property
    def faults(self) -> Faults:
        """Faults to switch on."""
        return self.core.faults

    @property
    def journal(self) -> Journal:
        """What the app asked."""
        return self.core.journal

    @property
    def sockets(self) -> Sockets:
        """The app's connections."""
        return self.core.sockets

    @property
    def balancer(self) -> Balancer:
        """Where payloads go for an app without Socket Mode; set its ``targets``."""
        return self.core.requests.balancer

    def standing(self) -> list[Json]:
        """Every message of the app that stands in a conversation. See ``standing.standing``."""
        return standing(self.state)

    async def verify_url(self) -> bool:
        """Whether the app answers Slack's challenge at its events' URL. Raises DeliveryError."""
        return await self.core.requests.verify(self.core.app, self.core.timing.ack)

    @property
    def address(self) -> str:
        """``http://127.0.0.1:port`` once started."""
        return self.core.address

    @property
    def api_url(self) -> str:
        """The ``base_url`` for Slack clients."""
        return f"{self.core.address}/api/"

    async def start(self, port: int = 0) -> str:
        """Serve on loopback; port 0 takes a free one. Returns the address.

        Raises OSError when the port is taken.
        """
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guard])
        core = self.core
        app.add_routes(
            [
                web.route("*", "/api/{method}", partial(webapi.serve, core)),
                web.get("/link/", core.sockets.serve),
                web.post("/response/{secret}", partial(response_url.serve, core)),
                web.post("/upload/v1/{file_id}/{secret}", partial(web_contents.receive, core)),
                web.get("/files-pri/{file_id}/{name}", partial(web_contents.private, core)),
                *Control(core).routes(),
                *Pages(core).routes(),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        core.address = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
        self._finish_uploads()
        return core.address

    def _finish_uploads(self) -> None:
        waiting = [each.id for each in self.state.files.values() if each.completed]
        web_files.finish(
            self.core, [each for each in waiting if not self.state.files[each].processed]
        )

    async def stop(self) -> None:
        """Stop serving; what was stored stays."""
        self.core.live.end()
        await self.core.end()
        await self.core.sockets.close()
        await self.core.requests.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        self._records.close()

    async def __aenter__(self) -> Self:
        """Start on a free port."""
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop."""
        await self.stop()

    async def jump(self, key: str) -> None:
        """Set the clock by its control, as the page's menu does. Raises PersonError."""
        await self.core.clockwork.jump(key)

    def clock_moved(self) -> None:
        """Tell the pages that ``clock`` was set forward."""
        self.core.clock_moved()
