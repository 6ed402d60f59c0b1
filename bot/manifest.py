"""The app manifest: what an administrator pastes into Slack to make the app."""

import json
from typing import Any

SCOPES = (
    "channels:read",  # the stuurgroep's channel: is it there, public, archived
    "chat:write",  # all that the bot says
    "commands",  # /borging
    "files:read",  # whether a radar has been processed
    "files:write",  # the radar, and a person's own data
    "groups:read",  # the same for a private channel
    "im:history",  # answers typed in the DM with the bot, and nowhere else
    "im:write",  # opening that DM for a file
    "users:read",  # names, and who is a bot, left or administers the workspace
)
"""Scopes of the bot token, each for what it says."""
EVENTS = ("app_home_opened", "member_joined_channel", "message.im")
"""Events that the bot is told of."""


def manifest() -> dict[str, Any]:
    """The manifest for Socket Mode, as Slack reads it."""
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
            "slash_commands": [
                {
                    "command": "/borging",
                    "description": "Uw pagina van de Borgingsbot",
                    "usage_hint": "[privacy]",
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def manifest_text() -> str:
    """The manifest as JSON, to paste."""
    return json.dumps(manifest(), indent=2, ensure_ascii=False)
