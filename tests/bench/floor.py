"""The floor: a bare Bolt app that answers each act with the calls that the bot made for it.

`python -m tests.bench.floor FILE`: it keeps nothing, decides nothing and renders nothing; the
file holds the tokens and, for those who write and those who skip, the recorded calls by act.
"""

import asyncio
import json
import re
import signal
import sys
from pathlib import Path
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import make_client, make_session, quiet_logger
from tests.bench.process import tell

Json = dict[str, Any]

ANYTHING = re.compile(r".*", re.DOTALL)
SOCKETS = 2  # as the bot has


class Floor:
    """Plays the recorded calls to each person in turn."""

    def __init__(
        self, script: Json, client: AsyncWebClient, session: aiohttp.ClientSession
    ) -> None:
        """`script` is what `tests.bench.recording` made."""
        self._acts: dict[str, list[list[Json]]] = script["acts"]
        self._ways: dict[str, str] = script["ways"]
        self._invitation: Json = script["invitation"]
        self._client = client
        self._session = session
        self._step: dict[str, int] = dict.fromkeys(self._ways, 0)
        self._urls: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def invite(self) -> None:
        """Post everybody their invitation."""
        for user_id in self._ways:
            await self._client.chat_postMessage(**{**self._invitation, "channel": user_id})

    def app(self) -> AsyncApp:
        """As many listeners as the bot has, in the same order."""
        app = AsyncApp(client=self._client, process_before_response=True, logger=quiet_logger())

        async def take(body: Json, ack: AsyncAck) -> None:
            await ack()
            user_id = body["user"]["id"]
            self._urls[user_id] = body.get("response_url") or self._urls[user_id]
            task = asyncio.create_task(self._answer(user_id, body["trigger_id"]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        async def hear(ack: AsyncAck) -> None:
            await ack()

        app.action(ANYTHING)(take)
        app.view(ANYTHING)(take)
        app.command("/borging")(hear)
        app.event(ANYTHING)(hear)
        return app

    async def _answer(self, user_id: str, trigger_id: str) -> None:
        calls = self._acts[self._ways[user_id]][self._step[user_id]]
        self._step[user_id] += 1
        for call in calls:
            if call["method"] == "response_url":
                url = self._urls[user_id]
                async with self._session.post(url, json=call["arguments"]) as answer:
                    answer.raise_for_status()
            else:
                arguments = {**call["arguments"], "trigger_id": trigger_id}
                await self._client.api_call(call["method"], json=arguments)


async def serve(script: Json) -> None:
    """Serve until SIGTERM; prints a line once connected."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with make_session("http://127.0.0.1/") as session:
        client = make_client(script["bot_token"], script["api_url"], session)
        floor = Floor(script, client, session)
        await floor.invite()
        app = floor.app()
        sockets = [AsyncSocketModeHandler(app, script["app_token"]) for _ in range(SOCKETS)]
        for socket in sockets:
            await socket.connect_async()
        tell("connected")
        await stop.wait()
        for socket in sockets:
            await socket.close_async()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
