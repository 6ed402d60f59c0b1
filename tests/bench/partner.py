"""A partner who answers as fast as the bot does: the page API with as little work as possible."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Self

import aiohttp

Json = dict[str, Any]

SEE_S = 60.0  # within which the bot's answer has to be seen
SENTENCES, STATEMENTS = 3, 7
Way = Literal["writes", "skips", "types"]
"""How a partner takes the sentences: in the modal, not at all, or typed in the DM."""
TEXT = "dat docenten en bedrijven elkaar steeds beter weten te vinden."


class Partner:
    """One person's DM with the app, as they see it, and their walk through a scan."""

    def __init__(
        self, session: aiohttp.ClientSession, address: str, user_id: str, way: Way
    ) -> None:
        """`address` is that of the workspace; `latencies` are seconds from act to answer."""
        self._session = session
        self._address = address
        self._user_id = user_id
        self._way = way
        self._message: Json = {}
        self._modals: list[Json] = []
        self._changed = asyncio.Condition()
        self.latencies: list[float] = []

    async def __aenter__(self) -> Self:
        """Come in."""
        url = f"{self._address}/page/live"
        self._socket = await self._session.ws_connect(
            url, params={"as": self._user_id}, max_msg_size=0
        )
        state = (await self._socket.receive_json())["state"]
        for channel in state["channels"]:
            if channel["id"] == state["app"]["dm_id"] and channel["messages"]:
                self._message = channel["messages"][-1]
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Go away."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._socket.close()

    async def _read(self) -> None:
        async for frame in self._socket:
            update = json.loads(frame.data)
            async with self._changed:
                if update["type"] == "message":
                    self._take(update["message"])
                elif update["type"] == "modals":
                    self._modals = update["modals"]
                else:
                    continue
                self._changed.notify_all()

    def _take(self, message: Json) -> None:
        # What counts is the bot's newest message; an older one is frozen when it goes on below.
        own = message["user_id"] == self._user_id
        if not own and float(message["ts"]) >= float(self._message.get("ts", 0)):
            self._message = message

    async def sees(self, action: str) -> None:
        """Wait until a button with this action stands in the message."""
        async with asyncio.timeout(SEE_S), self._changed:
            await self._changed.wait_for(lambda: _button(self._message, action) is not None)

    def steps(self) -> list[Callable[[], Awaitable[None]]]:
        """The whole walk, act by act; each returns when its answer is seen."""
        sentence = {
            "writes": [self.open_modal, self.submit],
            "skips": [self.skip],
            "types": [self.type],
        }
        return [
            self.begin,
            *sentence[self._way] * SENTENCES,
            *[self.score] * STATEMENTS,
            self.hand_in,
        ]

    async def begin(self) -> None:
        """Begin."""
        await self._tap("walk.begin", self._message_is_other())

    async def skip(self) -> None:
        """Skip a sentence."""
        await self._tap("walk.skip", self._message_is_other())

    async def score(self) -> None:
        """Give a statement a 4."""
        await self._tap("walk.score:4", self._message_is_other())

    async def hand_in(self) -> None:
        """Hand in."""
        await self._tap("walk.hand_in", self._message_is_other())

    async def open_modal(self) -> None:
        """Ask for the modal to write in."""
        await self._tap("walk.write", lambda: bool(self._modals))

    async def submit(self) -> None:
        """Write in the modal and send it in."""
        view = self._modals[-1]
        block = next(each for each in view["blocks"] if each["type"] == "input")
        values = {block["block_id"]: {block["element"]["action_id"]: TEXT}}
        other = self._message_is_other()
        await self._timed(
            "submit",
            {"view_id": view["id"], "values": values},
            lambda: other() and not self._modals,
        )

    async def type(self) -> None:
        """Type a sentence in the DM."""
        said = {"channel_id": self._message["channel_id"], "text": TEXT}
        await self._timed("say", said, self._message_is_other())

    def _message_is_other(self) -> Callable[[], bool]:
        before = self._message
        # A change of the message that shows the same is not the answer.
        return lambda: self._message["blocks"] != before["blocks"]

    async def _tap(self, action: str, answered: Callable[[], bool]) -> None:
        found = _button(self._message, action)
        if found is None:
            raise RuntimeError(f"no {action} in: {self._message.get('text')}")
        block, button = found
        message = self._message
        act = {
            "on": {"channel_id": message["channel_id"], "ts": message["ts"]},
            "block_id": block["block_id"],
            "action_id": button["action_id"],
        }
        await self._timed("use", act, answered)

    async def _timed(self, act: str, arguments: Json, answered: Callable[[], bool]) -> None:
        url = f"{self._address}/page/acts/{act}"
        start = time.perf_counter()
        doing = asyncio.create_task(self._post(url, {"as": self._user_id, **arguments}))
        async with asyncio.timeout(SEE_S), self._changed:
            await self._changed.wait_for(answered)
        self.latencies.append(time.perf_counter() - start)
        await doing

    async def _post(self, url: str, body: Json) -> None:
        async with self._session.post(url, json=body) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise RuntimeError(f"the workspace refused an act: {answer}")


def _button(message: Json, action: str) -> tuple[Json, Json] | None:
    """The first button whose action_id begins so, or the n-th for "action:n"; and its block."""
    name, _, nth = action.partition(":")
    found = [
        (block, element)
        for block in message.get("blocks", [])
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].rpartition(":")[0] == name
    ]
    index = int(nth) - 1 if nth else 0
    return found[index] if index < len(found) else None
