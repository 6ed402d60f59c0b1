"""What a person did, and what the platform knows, in the domain's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FieldValue = str | tuple[str, ...] | date | None
KEEP_DECISION = "decision.keep"
"""The action of the shortcut with which a message is kept as a decision."""


class Kind(StrEnum):
    """What sort of thing happened."""

    TAP = "tap"  # a button, or a choice that is told at once
    SUBMIT = "submit"  # a form was handed in
    TYPED = "typed"  # a message in the DM with the bot
    COMMAND = "command"  # /borging …
    SHORTCUT = "shortcut"  # chosen in the menu of a message, the bot's or anybody's
    HOME = "home"  # the bot's page was opened
    JOINED = "joined"  # the bot was taken into a channel


class Place(StrEnum):
    """Where the thing that was tapped stands."""

    MESSAGE = "message"
    FORM = "form"
    HOME = "home"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One act of one person. `team_id` and `user_id` are as the platform verified them.

    `workspace` is the team id of the installation; `args` come from the button or form (ids only,
    to be checked against the sender); `values` are a form's inputs by name. `mark` says where a
    typed line stands in its conversation: later ones sort behind earlier ones, "" if unknown. Of a
    shortcut `text`, `mark` and `channel` are those of the message that it was chosen at; `mark`
    and `channel` are "" where only those who write each other read it.
    """

    kind: Kind
    workspace: str
    team_id: str
    user_id: str
    action: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    text: str = ""
    mark: str = ""
    channel: str = ""
    place: Place = Place.MESSAGE


@dataclass(frozen=True, kw_only=True)
class UserFacts:
    """What the platform says of a user."""

    team_id: str
    user_id: str
    name: str
    is_admin: bool = False
    is_bot: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, kw_only=True)
class ChannelFacts:
    """What the platform says of a channel; `found` is False when the bot cannot see it."""

    channel_id: str
    name: str = ""
    found: bool = True
    is_private: bool = False
    is_archived: bool = False
    has_bot: bool = False
    members: int = 0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a use case needs facts of before its transaction, by id.

    Users, channels, and the channels of which it has to know whether the sender is a member.
    """

    users: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Known:
    """The facts that were fetched; a user the platform does not know is absent.

    `memberships` are those of the wanted channels that the sender is a member of.
    """

    users: Mapping[str, UserFacts] = field(default_factory=dict)
    channels: Mapping[str, ChannelFacts] = field(default_factory=dict)
    memberships: frozenset[str] = frozenset()
