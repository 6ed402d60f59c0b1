"""Several runs for one workspace: on one PostgreSQL, by Socket Mode or behind a balancer."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import aiohttp

from bot.compose import TIMEZONE, running
from bot.demo_region import CHANNEL, EVERYBODY, Ids
from bot.duties import Bot
from bot.manifest import manifest
from bot.slack.http import HttpIntake
from bot.workspace.config import AppConfig
from flows.calendar import local_day
from storage.database import Database
from tests.e2e.seeding import furnish
from tests.e2e.world import World

ADDRESS = "https://bot.example.org"
"""Where Slack thinks the bot is; the balancer knows better."""


@dataclass
class Replicas:
    """Bots in this process that know nothing of each other."""

    world: World
    bots: list[Bot] = field(default_factory=list)
    _stacks: list[AsyncExitStack] = field(default_factory=list)

    async def start(self, count: int) -> None:
        """Start so many, together."""
        stacks = [AsyncExitStack() for _ in range(count)]
        self._stacks += stacks
        self.bots += await asyncio.gather(
            *(
                stack.enter_async_context(running(self.world.settings, self.world.clock))
                for stack in stacks
            )
        )
        self.aim()

    async def stop(self, number: int) -> None:
        """Stop one as a SIGTERM does; whoever sends to it is not told."""
        await self._stacks[number].aclose()

    def aim(self) -> None:
        """Have the balancer send to all of them."""
        ports = [
            one.doors.intake.port for one in self.bots if isinstance(one.doors.intake, HttpIntake)
        ]
        self.world.workspace.balancer.targets = [f"http://127.0.0.1:{port}" for port in ports]

    async def settled(self) -> None:
        """Wait for what they have in hand."""
        for one in self.bots:
            await one.front.drain()
            await one.house.courier.drain()

    async def close(self) -> None:
        """Stop all."""
        await asyncio.gather(*(stack.aclose() for stack in self._stacks))

    async def ask(self, number: int, path: str) -> tuple[int, str]:
        """What one of them says of itself."""
        address = f"http://127.0.0.1:{self.bots[number].doors.ops_port}{path}"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.text()


async def move_to(world: World, database_url: str) -> None:
    """Let a world that nobody has been in yet live in another migrated database."""
    database = await Database.open(database_url)
    world.stack.push_async_callback(database.close)
    people = {one.name: world.user_id(one.name) for one in EVERYBODY}
    ids = Ids(users=people, channel=world.workspace.channel(CHANNEL).id)
    await furnish(database, world.workspace, ids, local_day(world.clock(), TIMEZONE))
    world.database = database
    world.settings = replace(world.settings, database_url=database_url)


def by_http(world: World) -> None:
    """Have Slack call the bot instead of the other way round."""
    app = world.workspace.install_app(AppConfig.from_manifest(manifest(ADDRESS)))
    world.settings = replace(
        world.settings,
        by_http=True,
        port=0,
        app_token="",
        signing_secret=app.signing_secret,
    )
