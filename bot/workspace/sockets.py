"""Socket Mode: the app's connections, envelopes out, acknowledgements in."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.workspace.errors import DeliveryError
from bot.workspace.faults import EnvelopeFault, Faults
from bot.workspace.model import Json

MOST_CONNECTIONS = 10  # per app
CONNECTION_SECONDS = 18_060  # what Slack announces as the approximate life of a connection
TICKET_SECONDS = 30.0  # within which the address must be used
CLOSE_SECONDS = 1.0  # given to a client to answer a close


def _ack_payload(payload: object) -> Json:
    if isinstance(payload, dict):
        return payload
    return {"text": payload} if isinstance(payload, str) and payload else {}


@dataclass(eq=False)
class Connection:
    """One open socket."""

    id: str
    socket: web.WebSocketResponse
    transport: asyncio.WriteTransport | None
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class Sockets:
    """The open connections of the app."""

    def __init__(self, faults: Faults, changed: Callable[[], None]) -> None:
        """``changed`` is called when the first connection opens or the last one closes."""
        self._faults = faults
        self._changed = changed
        self._connections: list[Connection] = []
        self._tickets: dict[str, float] = {}  # ticket → loop time at which it ends
        self._turn = 0
        self._sending: set[asyncio.Task[None]] = set()
        self._moved = asyncio.Condition()
        self.most = 0  # connections that were open at once

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def new_ticket(self) -> str:
        """A ticket to connect with once."""
        now = asyncio.get_running_loop().time()
        self._tickets = {ticket: end for ticket, end in self._tickets.items() if end > now}
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = now + TICKET_SECONDS
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The websocket endpoint."""
        ends = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if ends <= asyncio.get_running_loop().time():
            raise web.HTTPForbidden(text="unknown, used or old ticket")
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        transport = request.transport
        connection = Connection(
            secrets.token_hex(4),
            socket,
            transport if isinstance(transport, asyncio.WriteTransport) else None,
        )
        if self.count >= MOST_CONNECTIONS:
            await self._end(connection, "too_many_websockets")
            return socket
        self._connections.append(connection)
        self.most = max(self.most, self.count)
        try:
            await self._greet(connection, request.query.get("app_id", ""))
            await self._listen(connection)
        finally:
            self._connections.remove(connection)
            for answer in connection.waiting.values():
                if not answer.done():
                    answer.set_exception(ConnectionError("the socket closed before the ack"))
            async with self._moved:
                self._moved.notify_all()
            if not self._connections:
                self._changed()
        return socket

    async def _greet(self, connection: Connection, app_id: str) -> None:
        hello = {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {
                "host": f"local-{connection.id}",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": app_id},
        }
        await connection.socket.send_json(hello)
        async with self._moved:
            self._moved.notify_all()
        if self.count == 1:
            self._changed()

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type != WSMsgType.TEXT:
                continue
            try:
                body = json.loads(frame.data)
            except ValueError:
                continue  # Slack ignores what it cannot read
            if not isinstance(body, dict):
                continue
            answer = connection.waiting.pop(str(body.get("envelope_id")), None)
            if answer and not answer.done():
                answer.set_result(_ack_payload(body.get("payload")))

    async def deliver(self, envelope: Json, seconds: float) -> Json:
        """Send an envelope to one connection, in turn, and wait for its acknowledgement.

        Returns the acknowledgement's payload, {} when it has none. A fault's copies go to the
        next connections in turn, and the first acknowledgement counts.
        Raises DeliveryError ``connection_failed`` without a connection, ``timeout`` when no
        acknowledgement came within ``seconds`` or the connection went away first.
        """
        fault = self._faults.for_envelope()
        chosen = self._in_turn(fault.copies)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        envelope_id = envelope["envelope_id"]
        for connection in chosen:
            connection.waiting[envelope_id] = answer
        try:
            async with asyncio.timeout(seconds):
                self._send(chosen, json.dumps(envelope), answer, fault)
                return await answer
        except (ConnectionError, TimeoutError):
            raise DeliveryError("timeout") from None
        finally:
            for connection in chosen:
                connection.waiting.pop(envelope_id, None)

    def _in_turn(self, copies: int) -> list[Connection]:
        usable = [each for each in self._connections if not each.socket.closed]
        if not usable:
            raise DeliveryError("connection_failed")
        self._turn += 1
        return [usable[(self._turn + copy) % len(usable)] for copy in range(copies)]

    def _send(
        self,
        chosen: list[Connection],
        envelope: str,
        answer: asyncio.Future[Json],
        fault: EnvelopeFault,
    ) -> None:
        sending = asyncio.create_task(self._send_late(chosen, envelope, answer, fault.seconds))
        # Beside the wait for the ack: a late envelope still comes after nobody waits any more.
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    @staticmethod
    async def _send_late(
        chosen: list[Connection], envelope: str, answer: asyncio.Future[Json], seconds: float
    ) -> None:
        if seconds:
            await asyncio.sleep(seconds)
        try:
            for connection in chosen:
                await connection.socket.send_str(envelope)
        except ConnectionError as error:
            if not answer.done():
                answer.set_exception(error)

    async def wait_for(self, connections: int) -> None:
        """Wait until at least so many connections are open."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.count >= connections)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection that it ends, as Slack does, and end it.

        "warning" only announces the end; "refresh_requested" and "link_disabled" close, and this
        returns when the closed ones are gone.
        """
        ended = list(self._connections)
        for connection in ended:
            await self._end(connection, reason)
        if reason != "warning":
            await self._gone(ended)

    async def _gone(self, ended: list[Connection]) -> None:
        async with self._moved:
            await self._moved.wait_for(lambda: not set(ended) & set(self._connections))

    async def _end(self, connection: Connection, reason: str) -> None:
        debug_info = {"host": f"local-{connection.id}"}
        goodbye = {"type": "disconnect", "reason": reason, "debug_info": debug_info}
        await connection.socket.send_json(goodbye)
        if reason != "warning":
            await connection.socket.close()

    async def drop(self) -> None:
        """Cut every connection without a word; returns when they are gone."""
        await self._cut(list(self._connections))

    async def drop_one(self) -> None:
        """Cut the next connection in turn, if there is one, without a word."""
        if self._connections:
            self._turn += 1
            await self._cut([self._connections[self._turn % self.count]])

    async def _cut(self, ended: list[Connection]) -> None:
        for connection in ended:
            if connection.transport:
                connection.transport.abort()
        await self._gone(ended)

    async def close(self) -> None:
        """Close all at the end."""
        for sending in self._sending:
            sending.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        for connection in list(self._connections):
            await connection.socket.close()
