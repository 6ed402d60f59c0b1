"""What one person sees, kept up to date by the page API's live updates."""

import asyncio
from collections.abc import Callable
from typing import Self, TypeVar

from bot.workspace.errors import PersonError
from bot.workspace.model import Json
from bot.workspace.reading import Names, Shown

PATIENCE = 5.0  # seconds to wait for something to be seen
APP = "app"  # the direct messages with the app
Found = TypeVar("Found")


class Mirror:
    """The page's state of one person, readable and waitable."""

    def __init__(self, name: str) -> None:
        """``name`` is whose eyes these are, for messages of errors."""
        self.name = name
        self.state: Json = {}
        self._changed = asyncio.Condition()
        self._seq = 0

    async def take(self, update: Json) -> None:
        """Take in one frame and wake up who waits."""
        async with self._changed:
            self._apply(update)
            self._seq = update["seq"]
            self._changed.notify_all()

    async def catch_up(self, seq: int) -> None:
        """Wait until the update numbered ``seq`` was taken in."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: self._seq >= seq)

    def _apply(self, update: Json) -> None:
        kind = update["type"]
        if kind == "state":
            self.state = update["state"]
        elif kind in ("modals", "home", "people", "app"):
            self.state[kind] = update[kind]
        elif kind == "clock":
            self.state |= {"now": update["now"], "clockwork": update["clockwork"]}
        elif kind == "channel_removed":
            kept = [each for each in self._channels if each["id"] != update["channel_id"]]
            self.state["channels"] = kept
        elif kind == "channel":
            self._apply_channel(update["channel"])
        elif kind == "message":
            self._apply_message(update["message"])
        elif kind == "message_deleted":
            self._apply_messages(update["channel_id"], gone=update["ts"])
        elif kind == "channel_messages":
            self._channel(update["channel_id"])["messages"] = update["messages"]

    def _apply_channel(self, channel: Json) -> None:
        for each in self._channels:
            if each["id"] == channel["id"]:
                each.update(channel)
                return
        self._channels.append({"messages": [], "has_more": False, **channel})

    def _apply_message(self, message: Json) -> None:
        messages = self._channel(message["channel_id"])["messages"]
        for index in range(len(messages) - 1, -1, -1):
            if messages[index]["ts"] == message["ts"]:
                messages[index] = message
                return
        messages.append(message)

    def _apply_messages(self, channel_id: str, *, gone: str) -> None:
        channel = self._channel(channel_id)
        channel["messages"] = [each for each in channel["messages"] if each["ts"] != gone]

    @property
    def _channels(self) -> list[Json]:
        channels: list[Json] = self.state["channels"]
        return channels

    def _channel(self, channel_id: str) -> Json:
        for each in self._channels:
            if each["id"] == channel_id:
                return each
        raise PersonError("channel_not_found", f"{self.name} does not see {channel_id}")

    def note_value(self, on: Json, block_id: str, action_id: str, value: Json) -> None:
        """Remember what was filled in: the workspace does not send it back, nor does Slack."""
        places = [self.state["home"], *self.state["modals"]]
        if "ts" in on:
            messages = self._channel(on["channel_id"])["messages"]
            places = [each for each in messages if each["ts"] == on["ts"]]
        for place in places:
            if place and ("ts" in on or place["id"] == on["view_id"]):
                place["state"].setdefault(block_id, {})[action_id] = value

    @property
    def _names(self) -> Names:
        people = {each["id"]: each["real_name"] for each in self.state["people"]}
        return Names(people, {each["id"]: each["name"] for each in self._channels if each["name"]})

    def _shown(self, body: Json) -> Shown:
        return Shown(body, self._names)

    # What the person sees.

    @property
    def dm(self) -> str | None:
        """The id of the direct messages with the app, None before the first."""
        app = self.state["app"]
        return next(
            (each["id"] for each in self._channels if app and each["user_id"] == app["user_id"]),
            None,
        )

    def where(self, place: str = APP) -> str | None:
        """The id of a place: "app", "#channel", "@person" or an id. None when not there yet.

        Raises PersonError ``channel_not_found`` for a channel that this person does not see.
        """
        if place == APP:
            return self.dm
        if place.startswith("@"):
            user_id = self.user_id(place[1:])
            return next((each["id"] for each in self._channels if each["user_id"] == user_id), None)
        if place.startswith("#"):
            for each in self._channels:
                if each["name"] == place[1:]:
                    return str(each["id"])
            raise PersonError("channel_not_found", f"{self.name} does not see {place}")
        return str(self._channel(place)["id"])

    def user_id(self, name: str) -> str:
        """The id of a person by id, name or real name. Raises PersonError ``user_not_found``."""
        for each in self.state["people"]:
            if name in (each["id"], each["name"], each["real_name"]):
                return str(each["id"])
        raise PersonError("user_not_found", f"there is no {name}")

    def channel(self, place: str = APP) -> Json:
        """A channel as the page API shows it. Raises PersonError ``channel_not_found``."""
        return self._channel(self.where(place) or place)

    def messages(self, place: str = APP) -> list[Shown]:
        """The messages in a place, oldest first, thread replies among them."""
        channel_id = self.where(place)
        return (
            [self._shown(each) for each in self._channel(channel_id)["messages"]]
            if channel_id
            else []
        )

    @property
    def modal(self) -> Shown | None:
        """The modal before this person."""
        modals = self.state["modals"]
        return self._shown(modals[-1]) if modals else None

    @property
    def home(self) -> Shown | None:
        """The App Home as last published."""
        return self._shown(self.state["home"]) if self.state["home"] else None

    async def wait_for(
        self, find: Callable[[Self], Found | None], patience: float = PATIENCE
    ) -> Found:
        """Wait until ``find(self)`` finds something (not None or False), and return it.

        Raises TimeoutError that tells what the person saw instead.
        """
        found = find(self)
        try:
            async with asyncio.timeout(patience), self._changed:
                while found is None or found is False:
                    await self._changed.wait()
                    found = find(self)
        except TimeoutError:
            raise TimeoutError(
                f"{self.name} waited {patience} s and saw\n{self.picture()}"
            ) from None
        return found

    async def sees(self, text: str, place: str = APP, patience: float = PATIENCE) -> Shown:
        """Wait for a message with this text in it; the newest such one."""
        return await self.wait_for(
            lambda me: next((each for each in me.messages(place)[::-1] if text in each.text), None),
            patience,
        )

    async def sees_modal(self, text: str = "", patience: float = PATIENCE) -> Shown:
        """Wait until the modal on top has this text in it."""
        return await self.wait_for(
            lambda me: me.modal if me.modal and text in me.modal.text else None, patience
        )

    async def sees_no_modal(self, patience: float = PATIENCE) -> None:
        """Wait until no modal is open."""
        await self.wait_for(lambda me: me.modal is None, patience)

    async def sees_home(self, text: str = "", patience: float = PATIENCE) -> Shown:
        """Wait until the App Home has this text in it."""
        return await self.wait_for(
            lambda me: me.home if me.home and text in me.home.text else None, patience
        )

    def picture(self) -> str:
        """All that this person sees now, as text."""
        parts = []
        for channel in self._channels:
            name = channel["name"] or self._names.people.get(channel["user_id"], "?")
            parts.append(f"== {name}")
            parts += [self._shown(each).text for each in channel["messages"]]
        parts += [f"== home\n{self.home.text}"] if self.home else []
        parts += [f"== modal\n{self._shown(each).text}" for each in self.state["modals"]]
        return "\n".join(parts)
