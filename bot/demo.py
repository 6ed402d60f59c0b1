"""The demo: the local workspace, the bot beside it, and a made-up region."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.compose import TIMEZONE, almanac, running
from bot.demo_control import DemoControl
from bot.demo_region import ADMIN, CHANNEL, EVERYBODY, LEADER, PARTICIPANTS, Ids, add_region
from bot.duties import Bot
from bot.exceptions import ShellError
from bot.manifest import manifest
from bot.moved_clock import MovedClock
from bot.settings import Settings
from bot.time_travel import travel
from bot.wording import all_voices
from bot.workspace.config import AppConfig, Installation
from bot.workspace.errors import WorkspaceError
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from flows.calendar import local_day, next_open, wall
from flows.holidays import free_days
from flows.region import HolidayRegion
from flows.wording import say
from storage.schema import migrate

PORT = 8765
"""The port of the local workspace's page unless another is asked for."""
TIME_TO_LOOK = timedelta(hours=2)
"""What a first look takes at the most: so long it should stay within working hours."""
AFTER_OPENING = timedelta(hours=1)
TEAM = "Sterk Techniekonderwijs Noordwest"


@dataclass(frozen=True)
class Demo:
    """A running demo: the page's address and the bot."""

    address: str
    bot: Bot
    clock: MovedClock
    leader_id: str

    @property
    def page(self) -> str:
        """The address of the page for a first look: as the leader, at the bot's page."""
        return f"{self.address}/#as={self.leader_id}&at=home"

    async def begin_a_day(self) -> None:
        """Go on to a working day on which the bot has not written to anybody yet.

        It writes to nobody twice on a day unless they ask for it.
        """
        read = self.bot.house.database.read
        while await read(lambda store: store.pings.one(on=local_day(self.clock(), TIMEZONE))):
            tomorrow = local_day(self.clock(), TIMEZONE) + timedelta(days=1)
            midnight = wall(tomorrow, time(0), TIMEZONE)
            await travel(self.bot, self.clock, _opens(midnight) + AFTER_OPENING)


@asynccontextmanager
async def demo(data: Path, port: int) -> AsyncIterator[Demo]:
    """Run workspace and bot on the data in a folder, until the context ends.

    Raises ShellError for a folder that cannot be used or a port that is taken, StorageError
    for its database.
    """
    try:
        await asyncio.to_thread(data.mkdir, parents=True, exist_ok=True)
        clock = MovedClock(data / "clock.json")
        if not clock.is_moved:
            _open_the_doors(clock)
        control = DemoControl(clock, all_voices())
        workspace = Workspace(
            clock,
            data,
            rate_seconds=lambda: clock().timestamp(),
            team_name=TEAM,
            clock_control=control,
        )
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
        async with running(settings, clock) as bot:
            await _region_in(workspace, bot, clock)
            control.bot = bot
            yield Demo(address, bot, clock, workspace.person(LEADER.name).id)
    finally:
        await workspace.stop()


def _open_the_doors(clock: MovedClock) -> None:
    """Let it be a working day: at night or in a holiday the bot would ask nobody anything."""
    now = clock()
    soon = now + TIME_TO_LOOK
    if _opens(now) > now or _opens(soon) > soon:
        clock.move_to(_opens(soon) + AFTER_OPENING)


def _opens(moment: datetime) -> datetime:
    """The first moment from this one on at which all made-up people are at work."""
    known = almanac(local_day(moment, TIMEZONE).year)
    free = known.public | free_days(known.school, set(HolidayRegion))
    return next_open(moment, TIMEZONE, free)


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


async def _region_in(workspace: Workspace, bot: Bot, clock: Clock) -> None:
    ids = Ids(
        users={one.name: workspace.person(one.name).id for one in EVERYBODY},
        channel=workspace.channel(CHANNEL).id,
    )
    today = local_day(clock(), TIMEZONE)
    await bot.house.database.write(
        lambda store: add_region(store, bot.installation.workspace, ids, today)
    )
    channel = workspace.channel(CHANNEL)
    if bot.installation.workspace.bot_user_id not in channel.members:
        async with Person(workspace.address, LEADER.name) as leader:
            await leader.invite(f"#{CHANNEL}", "app")
