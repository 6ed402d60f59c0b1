"""Several runs on one PostgreSQL: as one to people, each by itself to who keeps them going."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import create_engine, text

from bot.slack.sockets import ROOM
from bot.workspace.sockets import MOST_CONNECTIONS
from storage.schema import SchemaStatus, schema_state
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import until
from tests.e2e.replicas import Replicas, move_to
from tests.e2e.walking import begun, kept, settled, shows, tap
from tests.e2e.world import WAIT_S, World
from tests.support.commands import ended, free_port, staying
from tests.support.postgres import PostgresServer

MOST_RUNS = 5
"""Runs on Socket Mode that fit into what Slack allows."""


@pytest.fixture
async def world(
    make: MakeWorld, postgres_server: PostgresServer, migrated_template: str
) -> AsyncIterator[World]:
    """A world on PostgreSQL in which no bot runs yet."""
    with postgres_server.database(migrated_template) as url:
        made = await make()
        await move_to(made, url)
        yield made
        await made.database.close()


@pytest.fixture
async def replicas(world: World) -> AsyncIterator[Replicas]:
    """None has been started yet."""
    made = Replicas(world)
    yield made
    await made.close()


def variables(world: World, database_url: str) -> dict[str, str]:
    """What a process is told."""
    settings = world.settings
    return {
        "SLACK_BOT_TOKEN": settings.bot_token,
        "SLACK_APP_TOKEN": settings.app_token,
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": database_url,
    }


async def ask(port: int, path: str) -> tuple[int, str]:
    """What a run says of itself."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_three_processes_that_start_together_on_an_empty_database(
    make: MakeWorld, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """It is migrated once, all are ready, and each stops cleanly; the log is JSON."""
    world = await make()
    with postgres_server.database() as url:
        ports = [free_port() for _ in range(3)]
        async with AsyncExitStack() as stack:
            started = await asyncio.gather(
                *(
                    stack.enter_async_context(
                        staying(tmp_path, "run", variables=told | {"OPS_PORT": str(port)})
                    )
                    for port in ports
                    for told in [variables(world, url)]
                )
            )
            assert all("De bot is verbonden" in line for _, line in started), started
            for port in ports:
                assert await ask(port, "/health") == (200, '{"alive": true}')
                assert await ask(port, "/ready") == (200, '{"ready": true}')
                assert "borging_oldest_due_seconds 0.0" in (await ask(port, "/metrics"))[1]
            for process, _ in started:
                process.terminate()
            outcomes = [await ended(process) for process, _ in started]
        assert [one.code for one in outcomes] == [0, 0, 0]
        assert all("Er is niets verloren" in one.said for one in outcomes)
        lines = [json.loads(line) for one in outcomes for line in one.err.splitlines()]
        assert all({"time", "level", "logger", "message", "run"} <= set(line) for line in lines)
        assert schema_state(url).status is SchemaStatus.UP_TO_DATE
        engine = create_engine(url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT count(*) FROM workspace")).scalar_one()
        engine.dispose()
        assert rows == 1


async def test_five_runs_on_socket_mode(world: World, replicas: Replicas) -> None:
    """They fit, through a renewal too; nobody is asked twice and every tap is taken once."""
    await replicas.start(MOST_RUNS)
    sockets = world.workspace.sockets
    await until_count(world, lambda: sockets.most > ROOM == sockets.count)
    karin = await begun(world, "karin")
    await sockets.disconnect("refresh_requested")
    await until_count(world, lambda: all(one.doors.intake.is_open for one in replicas.bots))
    assert sockets.most <= MOST_CONNECTIONS
    world.workspace.faults.double_envelopes(times=None, copies=3)
    for seen in ("Zin 2 van 3", "Zin 3 van 3", "Stelling 1 van 7"):
        await tap(karin, "Overslaan")
        await shows(karin, seen)
    for number in range(2, 8):
        await tap(karin, "walk.score:3")
        await shows(karin, f"Stelling {number} van 7")
    world.workspace.faults.clear()
    await settled(world)
    assert "oudere knop" not in karin.picture()
    assert [one[0] for one in (await kept(world, "karin")).values()][3:] == [3] * 6
    for name in ("tom", "els", "joost"):
        assert len((await world.person(name)).messages()) == 1


async def until_count(world: World, holds: Callable[[], bool]) -> None:
    """Wait for something of this process to come about."""

    async def look() -> bool:
        await world.read(lambda store: store.scans.one())
        return holds()

    await until(look)


async def test_a_run_that_stops_is_not_ready_but_finishes(world: World, replicas: Replicas) -> None:
    """Whoever asks sees it while what is under way is still being said."""
    world.settings = replace(world.settings, ops_port=0)
    await replicas.start(1)
    karin = await begun(world, "karin")
    await settled(world)
    assert (await replicas.ask(0, "/ready"))[0] == 200
    world.workspace.faults.hold("response_url")
    world.workspace.faults.hold("chat.update")
    await karin.tap(karin.messages()[-1], "Overslaan")
    stopping = asyncio.create_task(replicas.stop(0))

    async def is_not_ready() -> bool:
        return (await replicas.ask(0, "/ready"))[0] == 503

    await until(is_not_ready)
    assert (await replicas.ask(0, "/health"))[0] == 200
    assert not stopping.done()
    world.workspace.faults.clear()
    async with asyncio.timeout(WAIT_S):
        await stopping
    await shows(karin, "Zin 2 van 3")


async def test_metrics_tell_what_a_run_did(world: World, replicas: Replicas) -> None:
    """Deliveries by topic, acks by kind; nobody's name, id or words."""
    world.settings = replace(world.settings, ops_port=0)
    await replicas.start(1)
    karin = await begun(world, "karin")
    await settled(world)
    await karin.say("app", "Zeekomkommer")
    await shows(karin, "Zin 2 van 3")
    await settled(world)
    _, page = await replicas.ask(0, "/metrics")
    assert 'borging_deliveries_total{outcome="sent",topic="walk"}' in page
    assert 'borging_ack_seconds_count{kind="tap"} 1.0' in page
    assert 'borging_ack_seconds_count{kind="typed"} 1.0' in page
    assert "borging_answer_shown_seconds_count 2.0" in page
    assert "borging_takes_in 1.0" in page
    for secret in (
        "Karin",
        "karin",
        karin.id,
        str(karin.dm),
        "Zeekomkommer",
        world.settings.bot_token,
    ):
        assert secret not in page
