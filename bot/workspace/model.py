"""The things in a workspace, as plain records that become one JSON document each."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im"]

TS_ZERO = "0"  # "read nothing yet", before every message


@dataclass
class Team:
    """A workspace: ours, or the one an external person comes from."""

    id: str
    name: str
    domain: str


@dataclass
class Member:
    """A person or the app's bot user."""

    id: str
    name: str
    real_name: str
    team_id: str
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    is_stranger: bool = False
    locale: str = "en-US"
    tz: str = "Europe/Amsterdam"
    email: str = ""
    updated: int = 0  # seconds since 1970


@dataclass
class Channel:
    """A conversation: public, private, or a direct message between two."""

    id: str
    kind: ChannelKind
    name: str
    creator: str
    created: int  # seconds since 1970
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_shared: bool = False
    last_read: dict[str, str] = field(default_factory=dict)  # person id → ts

    def other(self, person_id: str) -> str:
        """In a direct message: the id of the one across the table."""
        return next((each for each in self.members if each != person_id), person_id)


@dataclass
class Message:
    """One message. ``text`` is escaped as Slack does; ``reader`` is set on ephemeral ones."""

    channel_id: str
    ts: str
    user_id: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    by_app: bool = False
    username: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    edited_by: str | None = None
    file_ids: list[str] = field(default_factory=list)
    reader: str | None = None
    broadcast: bool = False
    client_msg_id: str | None = None
    states: dict[str, Json] = field(default_factory=dict)  # person id → block → action → value


@dataclass
class File:
    """An uploaded file and who may see it."""

    id: str
    name: str
    title: str
    user_id: str
    created: int  # seconds since 1970
    length: int  # bytes, as announced
    alt_txt: str = ""
    mimetype: str = ""
    uploaded: bool = False
    completed: bool = False
    processed: bool = False
    channel_ids: list[str] = field(default_factory=list)
    reader_ids: list[str] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)  # channel id → ts of the message
    secret: str = ""  # in the upload URL, so that only who asked for it can use it


@dataclass
class View:
    """A modal or a Home tab as one person has it before them."""

    id: str
    person_id: str
    body: Json  # what the app sent, ids filled in
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Json = field(default_factory=dict)  # block → action → value

    @property
    def is_modal(self) -> bool:
        """Whether this is a modal rather than a Home tab."""
        return bool(self.body["type"] == "modal")
