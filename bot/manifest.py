"""The app manifest: what an administrator pastes into Slack to make the app."""

import json
from typing import Any
from urllib.parse import urlsplit

from bot.exceptions import SettingsError
from flows.events import KEEP_DECISION
from flows.wording import say

SCOPES = (
    "channels:history",  # whether a message that Slack did not confirm stands in the channel
    "channels:read",  # the stuurgroep's channel: is it there, public, archived, who is in it
    "chat:write",  # all that the bot says
    "commands",  # /borging, and keeping a message as a decision
    "files:read",  # whether a radar has been processed, which of its own files are left behind
    "files:write",  # the radar, and a person's own data
    "groups:history",  # both the same for a private channel
    "groups:read",
    "im:history",  # answers typed in the DM with the bot, and nowhere else
    "im:write",  # opening that DM for a file
    "users:read",  # names, and who is a bot, left or administers the workspace
)
"""Scopes of the bot token, each for what it says."""
EVENTS = ("app_home_opened", "member_joined_channel", "message.im")
"""Events that the bot is told of."""
HTTP_PATH = "/slack/events"
"""Where Slack calls a bot that is reached by HTTP."""


def manifest(address: str | None = None) -> dict[str, Any]:
    """The manifest as Slack reads it: for Socket Mode, or for HTTP at an address.

    Raises SettingsError for an address that Slack cannot call.
    """
    command = {
        "command": "/borging",
        "description": "Uw pagina van de Borgingsbot",
        "usage_hint": "[resultaten | actie | besluit | succes | privacy]",
        "should_escape": False,
    }
    keep_decision = {
        "name": "Besluit bewaren",
        "type": "message",
        "callback_id": KEEP_DECISION,
        "description": "Bewaar dit bericht als besluit van de stuurgroep",
    }
    events: dict[str, Any] = {"bot_events": list(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if address is not None:
        url = request_url(address)
        command["url"] = events["request_url"] = interactivity["request_url"] = url
    return {
        "display_information": {
            "name": "Borgingsbot",
            "description": "Vasthouden wat partners in Sterk Techniekonderwijs opbouwden",
            "background_color": "#12355b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Borgingsbot", "always_online": True},
            "shortcuts": [keep_decision],
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(address: str | None = None) -> str:
    """The manifest as JSON, to paste. Raises SettingsError as `manifest` does."""
    return json.dumps(manifest(address), indent=2, ensure_ascii=False)


def request_url(address: str) -> str:
    """Where Slack calls a bot at an address like https://bot.example.org.

    Raises SettingsError unless it is https with a name and nothing behind it but `HTTP_PATH`.
    """
    try:
        parts = urlsplit(address)
        fine = parts.scheme == "https" and "." in (parts.hostname or "") and parts.port != 0
    except ValueError as error:  # a port that is no number, a bracket too many
        raise SettingsError(say("cli.fault.http_address")) from error
    if not fine or parts.username or any(one.isspace() or not one.isprintable() for one in address):
        raise SettingsError(say("cli.fault.http_address"))
    if parts.path.rstrip("/") not in {"", HTTP_PATH} or "?" in address or "#" in address:
        raise SettingsError(say("cli.fault.http_path", path=HTTP_PATH))
    return f"https://{parts.netloc}{HTTP_PATH}"
