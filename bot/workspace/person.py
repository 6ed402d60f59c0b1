"""A person in the local workspace, for tests, the demo and the benchmark.

    async with Person(address, "anna") as anna:
        await anna.command("/borging")
        modal = await anna.sees_modal("Regio")
        await anna.fill({"Naam": "Noordwest"})
        await anna.submit()
        question = await anna.sees("Stelling 1 van 7")
        await anna.tap(question, "4")

All waiting is for live updates; nothing polls.
"""

import asyncio
from collections.abc import Mapping
from typing import Self

import aiohttp

from bot.workspace.elements import all_options
from bot.workspace.errors import PersonError
from bot.workspace.mirror import APP, Mirror
from bot.workspace.model import Json
from bot.workspace.reading import Shown

ACT_SECONDS = 15.0  # within which the workspace answers any act


class Person(Mirror):
    """Acts and sees as one person does. Acts raise PersonError with the code a page would show."""

    def __init__(self, address: str, name: str) -> None:
        """``name`` is the person's name or id in the workspace at ``address``."""
        self._address = address
        super().__init__(name)
        self.id = ""
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Come in. Raises PersonError ``user_not_found``."""
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACT_SECONDS))
        self._session = session
        try:
            self.id = await self._find(session)
            # The first picture has every message in it, so frames may be of any size.
            socket = await session.ws_connect(
                f"{self._address}/page/live", params={"as": self.id}, max_msg_size=0
            )
        except BaseException:
            await session.close()
            raise
        await self.take(await socket.receive_json())
        self._socket = socket
        self._reader = asyncio.create_task(self._read(socket))
        return self

    async def _find(self, session: aiohttp.ClientSession) -> str:
        async with session.get(f"{self._address}/page/people") as response:
            people = (await response.json())["people"]
        for each in people:
            if self.name in (each["id"], each["name"]):
                return str(each["id"])
        raise PersonError("user_not_found", f"there is no {self.name}")

    async def __aexit__(self, *_error: object) -> None:
        """Go away."""
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
        if self._socket:
            await self._socket.close()
        if self._session:
            await self._session.close()

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            if frame.type == aiohttp.WSMsgType.TEXT:
                await self.take(frame.json())

    # What the person does.

    async def act(self, act: str, /, **arguments: object) -> Json:
        """Any act of the page API; returns when what it changed can be seen.

        Raises PersonError with the code a page would show.
        """
        if not self._session:
            raise PersonError("cannot_act", "enter the workspace first: async with Person(…)")
        url = f"{self._address}/page/acts/{act}"
        async with self._session.post(url, json={"as": self.id, **arguments}) as response:
            answer: Json = await response.json()
        await self.catch_up(answer.pop("seq", 0))
        if not answer.pop("ok"):
            raise PersonError(answer.pop("error"), answer.pop("text", ""), **answer)
        return answer

    async def say(self, place: str, text: str, *, thread: Shown | None = None) -> str:
        """Post a text in "app", "#channel", "@person" or a channel id. Returns its ts."""
        arguments: Json = {"text": text}
        if thread:
            arguments["thread_ts"] = thread.body["thread_ts"] or thread.body["ts"]
        answer = await self.act("say", **await self._target(place), **arguments)
        return str(answer.get("ts", ""))

    async def command(self, text: str, place: str = APP) -> None:
        """Give a slash command; returns after the app acknowledged it."""
        await self.act("say", **await self._target(place), text=text)

    async def _target(self, place: str) -> Json:
        channel_id = self.where(place)
        if channel_id:
            return {"channel_id": channel_id}
        app = self.state["app"]
        return {"user_id": app["user_id"] if place == APP and app else self.user_id(place[1:])}

    async def tap(self, on: Shown, label: str, choose: object = None) -> None:
        """Touch what is called ``label`` (or whose action_id begins so) on a message or view.

        ``choose`` is for menus and inputs: an option's label or value, a name of a person or
        channel, a text, a date, or a list of such. Returns after the app acknowledged.
        """
        block, element = on.find(label)
        at = {"block_id": block["block_id"], "action_id": element["action_id"]}
        choice = self._choice(element, choose)
        answer = await self.act("use", on=on.on, **at, choice=choice)
        if answer["value"]:
            self.note_value(on.on, block["block_id"], element["action_id"], answer["value"])

    def _choice(self, element: Json, choose: object) -> object:
        if isinstance(choose, (list, tuple)):
            return [self._choice(element, each) for each in choose]
        if not isinstance(choose, str):
            return choose
        kind = element["type"].removeprefix("multi_")
        if kind == "users_select":
            return self.user_id(choose)
        if kind in ("conversations_select", "channels_select"):
            return self.where(choose)
        for option in all_options(element):
            if choose in (option["value"], option["text"]["text"]):
                return option["value"]
        return choose

    async def shortcut(self, on: Shown, name: str) -> None:
        """Choose a shortcut by its name in the menu of a message.

        Returns after the app acknowledged it. Raises PersonError ``no_shortcut``.
        """
        callbacks = {each["name"]: each["callback_id"] for each in self.state["shortcuts"]}
        await self.act("shortcut", **on.on, callback_id=callbacks.get(name))

    async def fill(self, values: Mapping[str, object]) -> None:
        """Fill in the modal before this person: label (or id) → what to choose or write.

        Raises PersonError ``view_not_found`` when no modal is open.
        """
        for label, value in values.items():
            await self.tap(self._open_modal(), label, value)

    def _open_modal(self) -> Shown:
        if not self.modal:
            raise PersonError("view_not_found", f"no modal is open; seen:\n{self.picture()}")
        return self.modal

    async def submit(self, values: Mapping[str, object] | None = None) -> str:
        """Send the modal in (filled with ``values``): "closed", "updated", "pushed", "cleared".

        Raises PersonError ``invalid_inputs``, whose ``extra["errors"]`` tell which fields.
        """
        await self.fill(values or {})
        answer = await self.act("submit", **self._open_modal().on)
        return str(answer["outcome"])

    async def close(self, *, everything: bool = False) -> None:
        """Close the modal on top, or all."""
        await self.act("close", **self._open_modal().on, all=everything)

    async def open_home(self) -> None:
        """Look at the App Home tab."""
        await self.act("open_home")

    async def open_dm(self) -> None:
        """Look at the app's Messages tab."""
        await self.act("open_app_dm")

    async def read(self, place: str = APP) -> None:
        """Mark a place as read."""
        await self.act("read", channel_id=self.where(place))

    async def invite(self, place: str, who: str) -> None:
        """Bring someone into a channel; "app" brings the app."""
        user_id = self.state["app"]["user_id"] if who == APP else self.user_id(who)
        await self.act("invite", channel_id=self.where(place), user_id=user_id)

    async def create_channel(self, name: str, *, private: bool = False) -> str:
        """Make a channel; returns its id."""
        answer = await self.act("create_channel", name=name, private=private)
        return str(answer["channel_id"])
