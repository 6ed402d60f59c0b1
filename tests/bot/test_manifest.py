"""The manifest makes an app that can do what the bot does, and no more."""

import json

import pytest

from bot.exceptions import SettingsError
from bot.manifest import EVENTS, HTTP_PATH, SCOPES, manifest, manifest_text
from bot.workspace.config import AppConfig
from bot.workspace.errors import WorkspaceError
from flows.events import KEEP_DECISION


def test_the_workspace_takes_it() -> None:
    """Socket Mode, the command, Home and Messages tab, every event with its scope."""
    config = AppConfig.from_manifest(manifest())
    assert config.name == "Borgingsbot"
    assert (config.scopes, config.events) == (SCOPES, EVENTS)
    assert [one.command for one in config.commands] == ["/borging"]
    assert [one.callback_id for one in config.shortcuts] == [KEEP_DECISION]
    assert (config.home_tab, config.messages_tab, config.messages_read_only) == (True, True, False)


@pytest.mark.parametrize("scope", ["im:history", "commands"])
def test_a_scope_less_is_not_enough(scope: str) -> None:
    """What the events and the command need is asked for."""
    without = manifest()
    without["oauth_config"]["scopes"]["bot"] = [one for one in SCOPES if one != scope]
    with pytest.raises(WorkspaceError):
        AppConfig.from_manifest(without)


def test_the_bot_does_not_read_along_in_channels() -> None:
    """As it says there: it is told of no message in them, and may only look up its own."""
    assert not {"message.channels", "message.groups", "message.mpim"} & set(EVENTS)
    assert "mpim:history" not in SCOPES


def test_the_text_is_json_within_slacks_limits() -> None:
    """Slack takes 140 characters of description and 35 of a name; of a shortcut 150 and 24."""
    read = json.loads(manifest_text())
    assert read == manifest()
    about = read["display_information"]
    assert len(about["description"]) <= 140
    assert len(about["name"]) <= 35
    for shortcut in read["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


@pytest.mark.parametrize(
    "address",
    [
        "https://bot.example.org",
        "https://bot.example.org/",
        "https://bot.example.org/slack/events",
    ],
)
def test_by_http_everything_comes_to_one_address(address: str) -> None:
    """Events, buttons and the command; otherwise it is the same app."""
    made = manifest(address)
    url = f"https://bot.example.org{HTTP_PATH}"
    assert made["settings"].pop("socket_mode_enabled") is False
    assert made["settings"]["event_subscriptions"].pop("request_url") == url
    assert made["settings"]["interactivity"].pop("request_url") == url
    assert made["features"]["slash_commands"][0].pop("url") == url
    usual = manifest()
    assert usual["settings"].pop("socket_mode_enabled") is True
    assert made == usual


def test_a_port_stays_in_the_address() -> None:
    """A balancer may listen on another than 443."""
    made = manifest("https://bot.example.org:8443")
    url = made["settings"]["interactivity"]["request_url"]
    assert url == f"https://bot.example.org:8443{HTTP_PATH}"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", "cli.fault.http_address"),
        ("bot.example.org", "cli.fault.http_address"),
        ("http://bot.example.org", "cli.fault.http_address"),
        ("https://", "cli.fault.http_address"),
        ("https://localhost", "cli.fault.http_address"),
        ("https://bot.example.org:veel", "cli.fault.http_address"),
        ("https://bot.example.org:0", "cli.fault.http_address"),
        ("https://[bot.example.org", "cli.fault.http_address"),
        ("https://jan:geheim@bot.example.org", "cli.fault.http_address"),
        ("https://bot.example.org ", "cli.fault.http_address"),
        ("https://bot.example.org/bot", "cli.fault.http_path"),
        ("https://bot.example.org/slack/events/meer", "cli.fault.http_path"),
        ("https://bot.example.org?x=1", "cli.fault.http_path"),
        ("https://bot.example.org#x", "cli.fault.http_path"),
    ],
)
def test_an_address_that_slack_cannot_call_is_refused(address: str, key: str) -> None:
    """In words, before anybody pastes it."""
    with pytest.raises(SettingsError) as refused:
        manifest(address)
    assert refused.value.phrase.key == key
