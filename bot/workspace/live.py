"""Live updates to whoever looks at the page, one websocket per viewer."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from bot.workspace.model import Json

MOST_BEHIND = 10_000  # frames; a viewer that reads no more is let go


class Viewer:
    """One open page (or test client) of one person."""

    def __init__(self, person_id: str) -> None:
        """No frames yet."""
        self.person_id = person_id
        self._frames: asyncio.Queue[str | None] = asyncio.Queue(MOST_BEHIND)
        self._count = 0

    def push(self, update: Json) -> None:
        """Queue an update; sent in order."""
        if self._frames.full():
            # A picture with a gap would be wrong: the socket ends, and the page comes back.
            while not self._frames.empty():
                self._frames.get_nowait()
            self.end()
            return
        # Written out now: what it shows may change before it is sent.
        self._frames.put_nowait(json.dumps({"n": self._count, **update}))
        self._count += 1

    def end(self) -> None:
        """Let the socket close."""
        if not self._frames.full():
            self._frames.put_nowait(None)

    async def send_to(self, socket: web.WebSocketResponse) -> None:
        """Send frames until the end."""
        while (frame := await self._frames.get()) is not None:
            await socket.send_str(frame)


class Live:
    """All viewers."""

    def __init__(self) -> None:
        """Nobody looks."""
        self._viewers: list[Viewer] = []
        self._count = 0
        self._last: dict[str, int] = {}

    def watching(self) -> set[str]:
        """The people with a page open."""
        return {viewer.person_id for viewer in self._viewers}

    def push(self, person_id: str, update: Json) -> None:
        """Send an update to the open pages of one person."""
        self._count += 1
        self._last[person_id] = self._count
        update = {"seq": self._count, **update}
        for viewer in self._viewers:
            if viewer.person_id == person_id:
                viewer.push(update)

    def last(self, person_id: str) -> int:
        """The ``seq`` of the last update to a person: who has seen it is up to date."""
        return self._last.get(person_id, 0)

    def end(self) -> None:
        """Close all pages' sockets."""
        for viewer in self._viewers:
            viewer.end()

    async def serve(
        self, request: web.Request, person_id: str, first: Callable[[], Json]
    ) -> web.StreamResponse:
        """The websocket of one viewer; ``first`` makes its first frame."""
        socket = web.WebSocketResponse(heartbeat=30.0, timeout=1.0)
        await socket.prepare(request)
        viewer = Viewer(person_id)
        viewer.push({"seq": self.last(person_id), **first()})
        self._viewers.append(viewer)
        sender = asyncio.create_task(self._send(viewer, socket))
        try:
            async for _ in socket:
                pass  # a page has nothing to say here: acts are POSTs
        finally:
            self._viewers.remove(viewer)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket

    @staticmethod
    async def _send(viewer: Viewer, socket: web.WebSocketResponse) -> None:
        await viewer.send_to(socket)
        await socket.close()
