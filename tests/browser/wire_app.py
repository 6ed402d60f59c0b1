"""A tiny app on the workspace's wire, without a Slack library: it posts blocks and notes taps."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from bot.workspace.server import Workspace

Json = dict[str, Any]
WAIT_SECONDS = 5.0  # for something that the page was made to do


class WireApp:
    """The installed app of a workspace, connected by Socket Mode."""

    def __init__(self, workspace: Workspace) -> None:
        """Not connected yet."""
        self._workspace = workspace
        self._http: ClientSession | None = None
        self._socket: ClientWebSocketResponse | None = None
        self._listener: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()
        self.heard: list[Json] = []
        self.silent = False
        self.answer: Callable[[Json], Json | None] = lambda _payload: None

    async def connect(self) -> None:
        """Open the socket and listen."""
        self._http = ClientSession()
        answer = await self._post("apps.connections.open", self._workspace.core.app.app_token, {})
        self._socket = await self._http.ws_connect(answer["url"])
        self._listener = asyncio.create_task(self._listen(self._socket))
        await self._workspace.sockets.wait_for(1)

    async def disconnect(self) -> None:
        """Close the socket."""
        if self._socket:
            await self._socket.close()
        if self._listener:
            await self._listener
        if self._http:
            await self._http.close()
        self._socket = self._listener = self._http = None

    async def call(self, method: str, **arguments: object) -> Json:
        """Call a Web API method. Raises AssertionError when Slack would refuse it."""
        answer = await self._post(method, self._workspace.core.app.bot_token, arguments)
        assert answer["ok"], answer
        return answer

    async def upload(self, name: str, content: bytes, title: str) -> str:
        """Upload a file without sharing it and wait until it can be used; its id."""
        told = {"filename": name, "length": len(content)}
        place = await self.call("files.getUploadURLExternal", **told)
        assert self._http
        async with self._http.post(place["upload_url"], data=content) as answer:
            assert answer.ok
        file_id: str = place["file_id"]
        await self.call("files.completeUploadExternal", files=[{"id": file_id, "title": title}])
        async with asyncio.timeout(WAIT_SECONDS):
            while not (await self.call("files.info", file=file_id))["file"]["mimetype"]:
                pass  # it is being processed
        return file_id

    async def _post(self, method: str, token: str, body: Json) -> Json:
        assert self._http
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self._workspace.api_url}{method}"
        async with self._http.post(url, json=body, headers=headers) as answer:
            read: Json = await answer.json()
            return read

    async def _listen(self, socket: ClientWebSocketResponse) -> None:
        async for frame in socket:
            if frame.type != WSMsgType.TEXT:
                continue
            envelope = json.loads(frame.data)
            if "envelope_id" not in envelope:
                continue
            payload = envelope["payload"]
            if not self.silent:
                ack: Json = {"envelope_id": envelope["envelope_id"]}
                answer = self.answer(payload)
                await socket.send_json({**ack, "payload": answer} if answer else ack)
            async with self._news:
                self.heard.append(payload)
                self._news.notify_all()

    async def hears(self, matches: Callable[[Json], bool]) -> Json:
        """The first payload that matches, waiting for it. Raises TimeoutError."""

        def found() -> Json | None:
            return next((each for each in self.heard if matches(each)), None)

        async with asyncio.timeout(WAIT_SECONDS), self._news:
            await self._news.wait_for(lambda: found() is not None)
        payload = found()
        assert payload is not None
        return payload

    async def hears_tap(self, action_id: str) -> Json:
        """The action of a tap on or change of the element ``action_id``."""
        payload = await self.hears(
            lambda each: any(act["action_id"] == action_id for act in each.get("actions", []))
        )
        action: Json = payload["actions"][0]
        return {**action, "trigger_id": payload["trigger_id"]}
