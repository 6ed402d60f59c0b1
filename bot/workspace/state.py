"""All that is in the workspace: kept in memory, written through to the records."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.workspace.config import AppConfig, Installation
from bot.workspace.model import Channel, File, Json, Member, Message, Team, View
from bot.workspace.records import Records

MICROSECOND = 1_000_000  # a second's worth


class State:
    """The content of one workspace."""

    def __init__(self, records: Records, clock: Callable[[], datetime]) -> None:
        """Read what the records hold; ``clock`` gives the aware moment now."""
        self._records = records
        self._clock = clock
        self._last_stamp = 0  # microseconds since 1970
        self._counts: dict[str, int] = {
            each["prefix"]: each["count"] for each in records.all("count")
        }
        teams = [Team(**each) for each in records.all("team")]
        self.teams = {each.id: each for each in teams}
        self.people = {each["id"]: Member(**each) for each in records.all("member")}
        self.channels = {each["id"]: Channel(**each) for each in records.all("channel")}
        self.messages: dict[str, dict[str, Message]] = {each: {} for each in self.channels}
        for each in records.all("message"):
            self.messages[each["channel_id"]][each["ts"]] = Message(**each)
            self._last_stamp = max(self._last_stamp, _microseconds(each["ts"]))
        self.files = {each["id"]: File(**each) for each in records.all("file")}
        self.views = {each["id"]: View(**each) for each in records.all("view")}
        self.stacks: dict[str, list[str]] = {
            each["person_id"]: each["view_ids"] for each in records.all("stack")
        }
        self.homes: dict[str, str] = {
            each.person_id: each.id for each in self.views.values() if not each.is_modal
        }
        self.app: Installation | None = None
        for each in records.all("app"):
            config = AppConfig.from_json(each["config"])
            self.app = Installation(**{**each, "config": config})

    def next_id(self, prefix: str) -> str:
        """A new id such as ``U0000007``."""
        self._counts[prefix] = count = self._counts.get(prefix, 0) + 1
        self._records.put("count", prefix, {"prefix": prefix, "count": count})
        return f"{prefix}{count:07d}"

    def next_ts(self) -> str:
        """The moment now as a message's ts, later than every other."""
        now = int(self._clock().timestamp() * MICROSECOND)
        self._last_stamp = max(now, self._last_stamp + 1)
        return f"{self._last_stamp // MICROSECOND}.{self._last_stamp % MICROSECOND:06d}"

    def now(self) -> datetime:
        """The workspace's moment."""
        return self._clock()

    def seconds(self) -> int:
        """The workspace's moment in seconds since 1970."""
        return int(self._clock().timestamp())

    def save_team(self, team: Team) -> None:
        """Store a team."""
        self.teams[team.id] = team
        self._records.put("team", team.id, vars(team))

    def save_member(self, member: Member) -> None:
        """Store a person or bot user."""
        self.people[member.id] = member
        self._records.put("member", member.id, vars(member))

    def save_channel(self, channel: Channel) -> None:
        """Store a conversation."""
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})
        self._records.put("channel", channel.id, vars(channel))

    def save_message(self, message: Message) -> None:
        """Store a message, new or changed."""
        self.messages[message.channel_id][message.ts] = message
        self._records.put("message", f"{message.channel_id} {message.ts}", vars(message))

    def remove_message(self, message: Message) -> None:
        """Forget a message."""
        self.messages[message.channel_id].pop(message.ts, None)
        self._records.remove("message", f"{message.channel_id} {message.ts}")

    def save_file(self, file: File) -> None:
        """Store what is known of a file."""
        self.files[file.id] = file
        self._records.put("file", file.id, vars(file))

    def remove_file(self, file: File) -> None:
        """Forget a file and its bytes."""
        self.files.pop(file.id, None)
        self._records.remove("file", file.id)
        self._records.remove_content(file.id)

    def put_content(self, file_id: str, content: bytes) -> None:
        """Store a file's bytes."""
        self._records.put_content(file_id, content)

    def content(self, file_id: str) -> bytes | None:
        """A file's bytes, None when they are not here."""
        return self._records.content(file_id)

    def save_view(self, view: View) -> None:
        """Store a view, new or changed."""
        self.views[view.id] = view
        if not view.is_modal:
            self.homes[view.person_id] = view.id
        self._records.put("view", view.id, vars(view))

    def remove_view(self, view_id: str) -> None:
        """Forget a view."""
        if self.views.pop(view_id, None):
            self._records.remove("view", view_id)

    def save_stack(self, person_id: str, view_ids: list[str]) -> None:
        """Store which modals a person has open, bottom first."""
        self.stacks[person_id] = view_ids
        self._records.put("stack", person_id, {"person_id": person_id, "view_ids": view_ids})

    def save_app(self, app: Installation) -> None:
        """Store the installed app."""
        self.app = app
        body: Json = {**vars(app), "config": app.config.as_json()}
        self._records.put("app", "app", body)

    def revoke_app(self, *, revoked: bool = True) -> None:
        """Make both tokens of the app invalid, or valid again."""
        if self.app:
            self.save_app(replace(self.app, revoked=revoked))

    def dm(self, first: str, second: str) -> Channel | None:
        """The direct message channel of two, if there is one."""
        pair = {first, second}
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == pair:
                return channel
        return None

    @property
    def team(self) -> Team:
        """Our own workspace: the first team."""
        return next(iter(self.teams.values()))


def _microseconds(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROSECOND + int(fraction or 0)
