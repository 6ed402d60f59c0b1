"""A run that Slack cut off: it begins anew, or ends with a plain word so that it is seen."""

import asyncio
from pathlib import Path

from bot.slack.sockets import Sockets
from bot.slack.watchdog import GIVE_UP_AFTER_S, RENEW_AFTER_S, Watchdog
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import until
from tests.e2e.walking import begun, tap
from tests.e2e.world import WAIT_S, World
from tests.support.commands import ended, staying


class Seconds:
    """Seconds that a test lets pass."""

    now_s = 0.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now_s


async def cut_off(world: World) -> tuple[Watchdog, Seconds]:
    """Slack cut the running bot off and gives it no new connection; a watchdog looks on."""
    line = world.running_bot.doors.intake
    assert isinstance(line, Sockets)
    seconds = Seconds()
    dog = Watchdog(line, seconds)
    world.workspace.faults.storm("apps.connections.open", {"server_error": 1.0})
    await world.workspace.sockets.drop()

    async def is_cut_off() -> bool:
        await world.read(lambda store: store.scans.one())
        return not line.is_open

    await until(is_cut_off)
    return dog, seconds


async def test_a_run_that_is_cut_off_comes_back(world: World) -> None:
    """The watchdog has it begin anew; the walk goes on."""
    karin = await begun(world, "karin")
    dog, seconds = await cut_off(world)
    seconds.now_s += RENEW_AFTER_S
    await dog.look()
    world.workspace.faults.clear()
    async with asyncio.timeout(WAIT_S):
        await world.workspace.sockets.wait_for(1)
    seconds.now_s += GIVE_UP_AFTER_S

    async def stands() -> bool:
        await world.read(lambda store: store.scans.one())
        return world.running_bot.doors.intake.is_open

    await until(stands)
    await dog.look()
    await tap(karin, "Overslaan")
    assert not dog.verdict.done()


async def test_a_run_that_stays_cut_off_ends(world: World) -> None:
    """With a reason in words."""
    dog, seconds = await cut_off(world)
    for passed_s in (RENEW_AFTER_S, GIVE_UP_AFTER_S):
        seconds.now_s += passed_s
        await dog.look()
    assert dog.verdict.result().key == "cli.run.cut_off"
    world.workspace.faults.clear()


async def test_a_run_whose_app_token_is_refused_ends(make: MakeWorld, tmp_path: Path) -> None:
    """The process stops with 1 and says which token and what to do, so that it is seen."""
    world = await make()
    settings = world.settings
    told = {
        "SLACK_BOT_TOKEN": settings.bot_token,
        "SLACK_APP_TOKEN": settings.app_token,
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
    }
    async with staying(tmp_path, "run", variables=told) as (process, line):
        assert "De bot is verbonden" in line
        world.workspace.state.revoke_app(revoked=True)
        await world.workspace.sockets.drop()
        outcome = await ended(process)
    assert outcome.code == 1
    assert "Slack weigert het app-token" in outcome.said
    assert "SLACK_APP_TOKEN" in outcome.said
    assert settings.app_token not in outcome.said
