"""The demo: the local workspace, the bot beside it, and a made-up region."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import utc_now
from bot.compose import TIMEZONE, Bot, running
from bot.demo_region import ADMIN, CHANNEL, EVERYBODY, LEADER, PARTICIPANTS, Ids, add_region
from bot.exceptions import ShellError
from bot.manifest import manifest
from bot.settings import Settings
from bot.workspace.config import AppConfig, Installation
from bot.workspace.errors import WorkspaceError
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from flows.calendar import local_day
from flows.wording import say
from storage.schema import migrate

PORT = 8765
"""The port of the local workspace's page unless another is asked for."""
TEAM = "Sterk Techniekonderwijs Noordwest"


@dataclass(frozen=True)
class Demo:
    """A running demo: the page's address and the bot."""

    address: str
    bot: Bot
    leader_id: str

    @property
    def page(self) -> str:
        """The address of the page for a first look: as the leader, at the bot's page."""
        return f"{self.address}/#as={self.leader_id}&at=home"


@asynccontextmanager
async def demo(data: Path, port: int) -> AsyncIterator[Demo]:
    """Run workspace and bot on the data in a folder, until the context ends.

    Raises ShellError for a folder that cannot be used or a port that is taken, StorageError
    for its database.
    """
    try:
        await asyncio.to_thread(data.mkdir, parents=True, exist_ok=True)
        workspace = Workspace(utc_now, data, team_name=TEAM)
    except (OSError, sqlite3.Error, WorkspaceError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ShellError(say("cli.fault.data", folder=str(data), why=why)) from error
    app = _people_in(workspace)
    try:
        address = await workspace.start(port)
    except (OSError, OverflowError) as error:  # no such port is an OverflowError
        await workspace.stop()
        raise ShellError(say("cli.fault.port", port=str(port))) from error
    try:
        settings = Settings(
            bot_token=app.bot_token,
            app_token=app.app_token,
            database_url=f"sqlite:///{data / 'borging.sqlite3'}",
            slack_api_url=workspace.api_url,
        )
        await asyncio.to_thread(migrate, settings.database_url)
        async with running(settings) as bot:
            await _region_in(workspace, bot)
            yield Demo(address, bot, workspace.person(LEADER.name).id)
    finally:
        await workspace.stop()


def _people_in(workspace: Workspace) -> Installation:
    known = {one.name for one in workspace.state.people.values()}
    for one in EVERYBODY:
        if one.name not in known:
            title = " · ".join(part for part in (one.title, one.partner) if part)
            workspace.add_person(one.name, one.real_name, title=title, is_admin=one is ADMIN)
    if all(one.name != CHANNEL for one in workspace.state.channels.values()):
        members = [workspace.person(one.name) for one in (LEADER, *PARTICIPANTS)]
        workspace.add_channel(CHANNEL, members, private=True)
    return workspace.install_app(AppConfig.from_manifest(manifest()))


async def _region_in(workspace: Workspace, bot: Bot) -> None:
    ids = Ids(
        users={one.name: workspace.person(one.name).id for one in EVERYBODY},
        channel=workspace.channel(CHANNEL).id,
    )
    today = local_day(utc_now(), TIMEZONE)
    await bot.house.database.write(
        lambda store: add_region(store, bot.installation.workspace, ids, today)
    )
    channel = workspace.channel(CHANNEL)
    if bot.installation.workspace.bot_user_id not in channel.members:
        async with Person(workspace.address, LEADER.name) as leader:
            await leader.invite(f"#{CHANNEL}", "app")
