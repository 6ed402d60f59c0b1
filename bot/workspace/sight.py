"""What one person may see, in the shapes of the page API. Nothing else decides this."""

import copy
from datetime import UTC, datetime
from typing import Any

from bot.workspace.blocks import images
from bot.workspace.model import TS_ZERO, Channel, File, Json, Member, Message, View
from bot.workspace.state import State
from bot.workspace.values import fresh

SHOWN_MESSAGES = 200  # of a channel, in the first picture of it


class Sight:
    """The workspace through one person's eyes."""

    def __init__(self, state: State, person_id: str, *, app_connected: bool) -> None:
        """Look as ``person_id``, who exists."""
        self._state = state
        self._me = person_id
        self._app_connected = app_connected

    def may_see_channel(self, channel: Channel) -> bool:
        """Members see a channel; those of our own workspace know of public ones."""
        if self._me in channel.members:
            return True
        me = self._state.people[self._me]
        outsider = me.is_stranger or me.is_restricted
        return channel.kind == "public" and not outsider

    def may_see_message(self, message: Message) -> bool:
        """Members see messages; an ephemeral one only its reader."""
        channel = self._state.channels[message.channel_id]
        return self._me in channel.members and message.reader in (None, self._me)

    def may_see_file(self, file: File) -> bool:
        """Whose file it is, who was shown it, and the members of where it was shown."""
        if self._me == file.user_id or self._me in file.reader_ids:
            return True
        return any(
            self._me in self._state.channels[channel_id].members for channel_id in file.channel_ids
        )

    def all(self) -> Json:
        """The whole state."""
        app = self._state.app
        me = self._state.people[self._me]
        config = app.config if app and not me.is_stranger else None
        commands = config.commands if config else ()
        shortcuts = config.shortcuts if config else ()
        return {
            "me": person(me),
            "team": vars(self._state.team),
            "people": self.people(),
            "app": self.app(),
            "commands": [
                {
                    "command": each.command,
                    "description": each.description,
                    "usage_hint": each.usage_hint,
                }
                for each in commands
            ],
            "shortcuts": [vars(each) for each in shortcuts],
            "channels": [
                {**self.channel(each), **self.messages(each)}
                for each in self._state.channels.values()
                if self.may_see_channel(each)
            ],
            "home": self.home(),
            "modals": self.modals(),
            "now": self._state.now().isoformat(),
        }

    def people(self) -> list[Json]:
        """Everybody."""
        return [person(each) for each in self._state.people.values()]

    def app(self) -> Json | None:
        """The installed app."""
        app = self._state.app
        if not app:
            return None
        dm = self._state.dm(self._me, app.user_id)
        return {
            "user_id": app.user_id,
            "name": app.config.name,
            "connected": self._app_connected,
            "home_tab": app.config.home_tab and not self._state.people[self._me].is_stranger,
            "messages_tab": app.config.messages_tab,
            "dm_id": dm.id if dm else None,
        }

    def channel(self, channel: Channel) -> Json:
        """A channel without its messages."""
        is_im = channel.kind == "im"
        is_member = self._me in channel.members
        unread = self._unread(channel) if is_member else []
        mention = f"<@{self._me}>"
        return {
            "id": channel.id,
            "kind": channel.kind,
            "name": channel.name,
            "user_id": channel.other(self._me) if is_im else None,
            "is_member": is_member,
            "is_archived": channel.is_archived,
            "is_shared": channel.is_shared,
            "members": channel.members,
            "unread": len(unread),
            "mentions": len(unread) if is_im else sum(mention in each.text for each in unread),
            "last_read": channel.last_read.get(self._me, TS_ZERO),
        }

    def _unread(self, channel: Channel) -> list[Message]:
        read = stamp(channel.last_read.get(self._me, TS_ZERO))
        return [
            each
            for each in self._state.messages[channel.id].values()
            if stamp(each.ts) > read
            and each.user_id != self._me
            and not (each.thread_ts and not each.broadcast)
            and each.subtype in (None, "bot_message", "thread_broadcast", "file_share")
            and each.reader is None
        ]

    def messages(
        self, channel: Channel, *, before: str | None = None, limit: int = SHOWN_MESSAGES
    ) -> Json:
        """The last messages of a channel (before a ts), and whether there are older ones."""
        seen = [
            each for each in self._state.messages[channel.id].values() if self.may_see_message(each)
        ]
        seen.sort(key=lambda each: stamp(each.ts))
        if before:
            seen = [each for each in seen if stamp(each.ts) < stamp(before)]
        return {
            "messages": [self.message(each) for each in seen[-limit:]],
            "has_more": len(seen) > limit,
        }

    def message(self, message: Message) -> Json:
        """One message."""
        replies = self._state.messages[message.channel_id].values()
        sender = self._state.people.get(message.user_id)
        files = (self._state.files.get(each) for each in message.file_ids)
        return {
            "channel_id": message.channel_id,
            "ts": message.ts,
            "time": moment(message.ts).isoformat(),
            "thread_ts": message.thread_ts,
            "broadcast": message.broadcast,
            "user_id": message.user_id,
            "username": message.username or (sender.real_name if sender else message.user_id),
            "subtype": message.subtype,
            "text": message.text,
            "blocks": self._blocks(message.blocks),
            "files": [self.file(each) for each in files if each],
            "edited": message.edited_ts is not None and not message.by_app,
            "ephemeral": message.reader is not None,
            "reply_count": 0
            if message.thread_ts
            else sum(each.thread_ts == message.ts for each in replies),
            "state": message.states.get(self._me) or fresh(message.blocks),
        }

    def file(self, file: File) -> Json:
        """What the page shows of a file."""
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "mimetype": file.mimetype,
            "size": file.length,
            "alt_txt": file.alt_txt,
            "user_id": file.user_id,
            "url": f"/page/files/{file.id}?as={self._me}",
            "processed": file.processed,
        }

    def home(self) -> Json | None:
        """The App Home as last published for me."""
        view_id = self._state.homes.get(self._me)
        return self.view(self._state.views[view_id]) if view_id else None

    def modals(self) -> list[Json]:
        """My open modals, bottom first."""
        stack = self._state.stacks.get(self._me, [])
        return [self.view(self._state.views[each]) for each in stack if each in self._state.views]

    def view(self, view: View) -> Json:
        """A modal or Home tab; what only the app may know stays out."""
        words = {
            key: (view.body.get(key) or {}).get("text") for key in ("title", "submit", "close")
        }
        return {
            "id": view.id,
            "type": view.body["type"],
            **words,
            "blocks": self._blocks(view.body["blocks"]),
            "hash": view.hash,
            "callback_id": view.body.get("callback_id") or "",
            "state": view.values,
        }

    def _blocks(self, blocks: list[Json]) -> list[Json]:
        if not any(image.get("slack_file") for _, image in images(blocks)):
            return blocks
        shown = copy.deepcopy(blocks)
        for _, image in images(shown):
            if image.get("slack_file"):
                image["image_url"] = f"/page/files/{file_id(image['slack_file'])}?as={self._me}"
        return shown


def person(member: Member) -> Json:
    """A person as the page shows one."""
    shown: dict[str, Any] = {
        key: value for key, value in vars(member).items() if key not in ("email", "updated", "tz")
    }
    return {**shown, "can_act": not member.is_bot and not member.deleted}


def file_id(slack_file: Json) -> str:
    """The id of an uploaded file that a block names by id or by private URL."""
    if slack_file.get("id"):
        return str(slack_file["id"])
    _, _, path = str(slack_file.get("url", "")).partition("/files-pri/")
    return path.split("/")[0]


def stamp(ts: str) -> tuple[int, int]:
    """A ts to compare by. An unreadable one counts as the beginning."""
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdigit() or not (fraction or "0").isdigit():
        return (0, 0)
    return (int(seconds), int(fraction or 0))


def moment(ts: str) -> datetime:
    """When a message was posted."""
    return datetime.fromtimestamp(float(ts), UTC)
