"""The manifest makes an app that can do what the bot does, and no more."""

import json

import pytest

from bot.manifest import EVENTS, SCOPES, manifest, manifest_text
from bot.workspace.config import AppConfig
from bot.workspace.errors import WorkspaceError


def test_the_workspace_takes_it() -> None:
    """Socket Mode, the command, Home and Messages tab, every event with its scope."""
    config = AppConfig.from_manifest(manifest())
    assert config.name == "Borgingsbot"
    assert (config.scopes, config.events) == (SCOPES, EVENTS)
    assert [one.command for one in config.commands] == ["/borging"]
    assert (config.home_tab, config.messages_tab, config.messages_read_only) == (True, True, False)


@pytest.mark.parametrize("scope", ["im:history", "commands"])
def test_a_scope_less_is_not_enough(scope: str) -> None:
    """What the events and the command need is asked for."""
    without = manifest()
    without["oauth_config"]["scopes"]["bot"] = [one for one in SCOPES if one != scope]
    with pytest.raises(WorkspaceError):
        AppConfig.from_manifest(without)


def test_the_bot_cannot_read_channels() -> None:
    """It says in the channel that it does not read along, and has no scope to."""
    assert not {"channels:history", "groups:history", "mpim:history"} & set(SCOPES)


def test_the_text_is_json_within_slacks_limits() -> None:
    """Slack takes 140 characters of description and 35 of a name."""
    read = json.loads(manifest_text())
    assert read == manifest()
    about = read["display_information"]
    assert len(about["description"]) <= 140
    assert len(about["name"]) <= 35
