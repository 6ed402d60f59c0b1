"""Socket Mode: a run's connections to Slack, each renewed before Slack ends it.

slack_sdk's own client closes the old connection before it opens the new one, comes back at once
when Slack has too many, and tries a spent address or a refused token for ever. This one does not.
"""

import asyncio
import json
import logging
import random
from collections.abc import Coroutine
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import CALL_ERRORS, Broken, RateLimited, fault_of

logger = logging.getLogger(__name__)

SOCKETS = 2
"""Connections of a run: when one is cut, the other takes what comes."""
ROOM = 8
"""Connections of the app above which a run makes do with one. Slack allows ten: two stay free for
a run that starts or renews, so that five runs fit."""
SPARE_AFTER_S = 2.0
"""Seconds that a second connection waits where there are other runs: they have a first to make."""
SPARE_AGAIN_S = 600.0
"""Seconds until a run that made do with one tries again."""
HELLO_S = 10.0
"""Seconds within which a new connection has to greet."""
HEARTBEAT_S = 10.0
"""Seconds of silence until a connection is asked whether it lives; half as many to answer."""
GOODBYE_S = 30.0
"""Seconds that Slack has to end a connection whose end it announced."""
CLOSE_S = 1.0
"""Seconds that Slack has to answer a close."""
FIRST_PAUSE_S = 0.5
"""Seconds until a connection that did not come about is tried again; doubles each time."""
LONGEST_PAUSE_S = 10.0
"""Seconds between tries at the most."""
START_S = 60.0
"""Seconds that a run waits for its first connection."""


class CrowdedError(Exception):
    """Slack has as many connections of this app as it allows."""


class Connection:
    """One open connection; `among` is how many the app has, as Slack counts them."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, among: int) -> None:
        """It has greeted."""
        self.socket = socket
        self.among = among
        self.ending = asyncio.Event()

    async def acknowledge(self, envelope_id: str, response: BoltResponse) -> None:
        """Answer an envelope, unless it was not taken: then Slack sends an event again."""
        if response.status != 200:  # noqa: PLR2004 - what Bolt says of what was taken
            return
        kinds = response.headers.get("content-type", [""])
        is_json = kinds[0].startswith("application/json")
        payload = json.loads(response.body) if is_json and response.body else response.body or None
        answer = SocketModeResponse(envelope_id=envelope_id, payload=payload)
        await self.socket.send_json(answer.to_dict())


class Sockets:
    """Keeps the connections of a run; see `Intake`."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        session: aiohttp.ClientSession,
        *,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        """What comes in goes to `app`; nothing is open before `open`."""
        self._heartbeat_s = heartbeat_s
        self._app = app
        self._app_token = app_token
        self._session = session
        self._client: AsyncWebClient = app.client
        self._connections: set[Connection] = set()
        self._keeping: list[asyncio.Task[None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._opened = asyncio.Event()  # the first connection stands
        self._among = 0  # connections of the app when it greeted
        self.refused = ""
        """Slack's reason for not taking the app token, "" while it does."""

    @property
    def is_open(self) -> bool:
        """As the port says."""
        return self.sockets > 0

    @property
    def sockets(self) -> int:
        """As the port says."""
        return sum(not one.socket.closed for one in self._connections)

    async def open(self) -> None:
        """As the port says; the second connection follows the first."""
        # The loops go on whatever happens; a token that Slack refuses has to be said at once.
        await self._client.apps_connections_open(app_token=self._app_token)
        self._start()
        try:
            async with asyncio.timeout(START_S):
                await self._opened.wait()
        except BaseException:
            await self.stop()
            raise

    async def renew(self) -> None:
        """Let go of all connections and begin anew."""
        await self.stop()
        self._start()

    async def stop(self) -> None:
        """As the port says; what has come in before is still handled."""
        self._opened.clear()
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        await asyncio.gather(*(one.socket.close() for one in self._connections))

    def _start(self) -> None:
        self._keeping = [asyncio.create_task(self._keep(spare=n > 0)) for n in range(SOCKETS)]

    async def _keep(self, *, spare: bool) -> None:
        """One connection after another; the next opens when Slack says that this one ends."""
        now_s = asyncio.get_running_loop().time
        while True:
            if spare:
                await self._opened.wait()
                await asyncio.sleep(_about(SPARE_AFTER_S) if self._among > 1 else 0)
            connection = await self._open_patiently()
            if spare and connection.among > ROOM:
                await connection.socket.close()
                await asyncio.sleep(_about(SPARE_AGAIN_S))
                continue
            self._connections.add(connection)
            self._later(self._listen(connection))
            if not spare:
                self._among = connection.among
                self._opened.set()
            began_s = now_s()
            await connection.ending.wait()
            if not spare:
                self._opened.clear()
            if now_s() - began_s < LONGEST_PAUSE_S:
                await asyncio.sleep(_about(FIRST_PAUSE_S))

    async def _open_patiently(self) -> Connection:
        pause_s = FIRST_PAUSE_S
        while True:
            after_s = pause_s
            try:
                return await self._open_one()
            except CrowdedError:
                logger.warning("Slack has too many connections of this app; trying again")
            except CALL_ERRORS as error:
                fault = fault_of(error)
                logger.warning("no connection to Slack: %s", fault)
                if isinstance(fault, Broken) and fault.everywhere:
                    self.refused = fault.reason
                if isinstance(fault, RateLimited):
                    after_s = max(fault.retry_after_s, pause_s)
            await asyncio.sleep(_about(after_s))
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _open_one(self) -> Connection:
        """A connection that has greeted. Raises CrowdedError or one of CALL_ERRORS."""
        place = await self._client.apps_connections_open(app_token=self._app_token)
        self.refused = ""
        socket = await self._session.ws_connect(
            str(place["url"]),
            heartbeat=self._heartbeat_s,
            timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_S),
        )
        try:
            async with asyncio.timeout(HELLO_S):
                hello = await _greeting(socket)
        except BaseException:
            await socket.close()
            raise
        return Connection(socket, int(hello.get("num_connections") or 1))

    async def _listen(self, connection: Connection) -> None:
        now_s = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(None) as ends:
                async for frame in connection.socket:
                    said = _read(frame)
                    if said.get("type") == "disconnect":
                        connection.ending.set()  # what still comes on it is taken until it ends
                        ends.reschedule(now_s() + GOODBYE_S)
                    elif request := SocketModeRequest.from_dict(said):
                        self._later(self._take(connection, request))
        except TimeoutError:
            await connection.socket.close()
        finally:
            connection.ending.set()
            self._connections.discard(connection)

    async def _take(self, connection: Connection, request: SocketModeRequest) -> None:
        response = await run_async_bolt_app(self._app, request)
        try:
            await connection.acknowledge(request.envelope_id, response)
        except CALL_ERRORS as error:
            logger.warning("an acknowledgement did not arrive: %s", fault_of(error))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _greeting(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The hello of a new connection. Raises CrowdedError or ConnectionResetError."""
    said = _read(await socket.receive())
    match said.get("type"), said.get("reason"):
        case "hello", _:
            return said
        case "disconnect", "too_many_websockets":
            raise CrowdedError
        case _:
            raise ConnectionResetError


def _read(frame: aiohttp.WSMessage) -> dict[str, Any]:
    """What a frame says, nothing if it cannot be read."""
    try:
        said = json.loads(frame.data) if frame.type is aiohttp.WSMsgType.TEXT else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _about(seconds: float) -> float:
    """So that runs that were cut off together do not come back together."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
