"""What an app registration holds: the part of an app manifest that the workspace acts on."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.workspace.errors import WorkspaceError
from bot.workspace.model import Json

# Which scope Slack wants before an event can be subscribed to (any one of them suffices).
EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "message.im": frozenset({"im:history"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
    "file_deleted": frozenset({"files:read"}),
    "file_shared": frozenset({"files:read"}),
}

SHORTCUT_NAME = 24  # characters of a shortcut's name, at most


@dataclass(frozen=True)
class Command:
    """A slash command of the app."""

    command: str
    description: str = ""
    usage_hint: str = ""
    url: str = ""  # where it is sent without Socket Mode


@dataclass(frozen=True)
class Shortcut:
    """A message shortcut of the app: it stands in the menu of each message."""

    name: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class AppConfig:
    """The app as its manifest describes it.

    Without ``socket_mode`` payloads go by HTTP to the request URLs; an empty
    ``interactivity_url`` means that interactivity is off.
    """

    name: str
    scopes: tuple[str, ...]
    events: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False
    app_scopes: tuple[str, ...] = ("connections:write",)
    socket_mode: bool = True
    events_url: str = ""
    interactivity_url: str = ""

    def __post_init__(self) -> None:
        """Refuse what Slack refuses at installation.

        Raises WorkspaceError for an event that does not exist or lacks its scope, and for a
        request URL that is missing or no URL.
        """
        for event in self.events:
            if event not in EVENT_SCOPES:
                raise WorkspaceError(f"unknown event subscription: {event}")
            wanted = EVENT_SCOPES[event]
            if wanted and not wanted & set(self.scopes):
                one_of = " or ".join(sorted(wanted))
                raise WorkspaceError(f"event {event} needs the scope {one_of}")
        if (self.commands or self.shortcuts) and "commands" not in self.scopes:
            raise WorkspaceError("slash commands and shortcuts need the scope commands")
        for each in self.shortcuts:
            if not each.callback_id or not 0 < len(each.name) <= SHORTCUT_NAME:
                raise WorkspaceError(f"a shortcut has a callback_id and a short name: {each}")
        if not self.socket_mode:
            self._check_urls()

    def _check_urls(self) -> None:
        urls = {each.command: each.url for each in self.commands}
        if self.events:
            urls["event_subscriptions"] = self.events_url
        if self.interactivity_url or self.shortcuts:
            urls["interactivity"] = self.interactivity_url
        for name, url in urls.items():
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise WorkspaceError(f"without Socket Mode {name} needs a request URL, not {url!r}")

    @classmethod
    def from_manifest(cls, manifest: Json) -> "AppConfig":
        """Read an app manifest (as JSON).

        Raises WorkspaceError when a subscription is impossible, or when Socket Mode is off and
        a request URL lacks.
        """
        settings = manifest.get("settings", {})
        features = manifest.get("features", {})
        subscriptions = settings.get("event_subscriptions", {})
        interactivity = settings.get("interactivity", {})
        socket_mode = bool(settings.get("socket_mode_enabled", False))
        interactive = bool(interactivity.get("is_enabled", False))
        if interactive and not socket_mode and not interactivity.get("request_url"):
            raise WorkspaceError("without Socket Mode interactivity needs a request URL")
        home = features.get("app_home", {})
        commands = tuple(
            Command(
                each["command"],
                each.get("description", ""),
                each.get("usage_hint", ""),
                each.get("url", ""),
            )
            for each in features.get("slash_commands", [])
        )
        shortcuts = tuple(
            Shortcut(each["name"], each["callback_id"], each.get("description", ""))
            for each in features.get("shortcuts", [])
            if each["type"] == "message"  # a global one stands where no message is
        )
        return cls(
            name=features.get("bot_user", {}).get("display_name")
            or manifest["display_information"]["name"],
            scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            events=tuple(subscriptions.get("bot_events", [])),
            commands=commands,
            shortcuts=shortcuts,
            home_tab=bool(home.get("home_tab_enabled", False)),
            messages_tab=bool(home.get("messages_tab_enabled", False)),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
            socket_mode=socket_mode,
            events_url=subscriptions.get("request_url", ""),
            interactivity_url=interactivity.get("request_url", "") if interactive else "",
        )

    def as_json(self) -> Json:
        """The document that is kept with the workspace."""
        body = {
            **vars(self),
            "commands": [vars(each) for each in self.commands],
            "shortcuts": [vars(each) for each in self.shortcuts],
        }
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in body.items()
        }

    @classmethod
    def from_json(cls, body: Json) -> "AppConfig":
        """The reverse of ``as_json``."""
        lists = {key: tuple(body[key]) for key in ("scopes", "events", "app_scopes")}
        commands = tuple(Command(**each) for each in body["commands"])
        # A folder of an earlier version knows of none.
        shortcuts = tuple(Shortcut(**each) for each in body.get("shortcuts", []))
        return cls(**{**body, **lists, "commands": commands, "shortcuts": shortcuts})


@dataclass(frozen=True)
class Installation:
    """The app as it stands in the workspace, with its two tokens and its signing secret."""

    app_id: str
    bot_id: str
    user_id: str
    bot_token: str
    app_token: str
    config: AppConfig
    revoked: bool = False
    signing_secret: str = ""
