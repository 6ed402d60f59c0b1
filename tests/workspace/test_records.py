"""What a workspace keeps over a restart, and the workspace as a process of its own."""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.config import AppConfig, Command, Shortcut
from bot.workspace.errors import WorkspaceError
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from tests.workspace.room import CONFIG, Clock, seeded


async def test_a_restart_shows_the_same(tmp_path: Path, clock: Clock) -> None:
    """People, channels, messages, Home, tokens and read marks are still there."""
    workspace = Workspace(clock, tmp_path)
    seeded(workspace)
    async with workspace, Person(workspace.address, "anna") as anna:
        tokens = (workspace.core.app.bot_token, workspace.core.app.app_token)
        client = AsyncWebClient(tokens[0], base_url=workspace.api_url)
        home = {
            "type": "home",
            "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Thuis"}}],
        }
        await client.views_publish(user_id=anna.id, view=home)
        posted = await client.chat_postMessage(channel=anna.id, text="Dag Anna")
        await anna.sees("Dag Anna")
        await anna.say("#stuurgroep", "genoteerd")
        before = anna.picture()
    again = Workspace(clock, tmp_path)
    assert again.install_app(CONFIG).bot_token == tokens[0]
    async with again, Person(again.address, "anna") as anna:
        assert anna.picture() == before
        client = AsyncWebClient(tokens[0], base_url=again.api_url)
        await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Dag weer")
        later = await client.chat_postMessage(channel=anna.id, text="Nog iets")
        assert float(later["ts"]) > float(posted["ts"])
        await anna.sees("Dag weer")


def test_a_manifest_is_read() -> None:
    """What the workspace acts on is taken from an app manifest, and survives as JSON."""
    manifest = {
        "display_information": {"name": "Borging"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Borgingsbot"},
            "shortcuts": [
                {"name": "Bewaren", "type": "message", "callback_id": "keep"},
                {"name": "Overal", "type": "global", "callback_id": "anywhere"},
            ],
            "slash_commands": [{"command": "/borging", "description": "Alles"}],
        },
        "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:history"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
            "socket_mode_enabled": True,
        },
    }
    config = AppConfig.from_manifest(manifest)
    assert config.name == "Borgingsbot"
    assert config.commands == (Command("/borging", "Alles"),)
    assert config.shortcuts == (Shortcut("Bewaren", "keep"),)
    assert AppConfig.from_json(json.loads(json.dumps(config.as_json()))) == config


def test_an_app_from_before_there_were_shortcuts() -> None:
    """A folder of an earlier version is taken up: its app has none."""
    kept = CONFIG.as_json()
    del kept["shortcuts"]
    assert AppConfig.from_json(kept) == replace(CONFIG, shortcuts=())


async def test_a_process_of_its_own(tmp_path: Path) -> None:
    """It prints one line when it is ready, answers, and stops on SIGTERM with 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.workspace",
        "--data",
        str(tmp_path),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    ready = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    assert ready["ready"].startswith("http://127.0.0.1:")
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert (tmp_path / "workspace.sqlite3").exists()


async def test_a_folder_in_use_and_a_port_in_use(tmp_path: Path, clock: Clock) -> None:
    """Each is refused with what is the matter, not overwritten or shared."""
    async with Workspace(clock, tmp_path) as workspace:
        with pytest.raises(WorkspaceError, match="in use"):
            Workspace(clock, tmp_path)
        port = workspace.address.rpartition(":")[2]
        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.workspace",
            "--port",
            port,
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await asyncio.wait_for(second.communicate(), 20)
        assert second.returncode == 1
        assert errors.decode().startswith("The local workspace could not start")
        assert "Traceback" not in errors.decode()
