"""The database fails while messages are sent: each stands once when it is back."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from flows.outbox import Manner
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.walks import wish_walk
from storage.exceptions import DiskFullError
from storage.schema import migrate
from tests.e2e.delivering import delivered, stands_once
from tests.e2e.process import Process
from tests.e2e.world import World, make_world
from tests.support.kept import keep_one_of_each
from tests.support.postgres import PostgresServer, running_postgres

PATIENCE_S = 60.0
"""Seconds to wait for a delivery: far more than it takes."""
LOOK_S = 0.02
"""Seconds between two looks at what processes of their own have done."""
LEASE_S = 3.0
"""Seconds until what another run was sending is anybody's."""
ROOMY = 1_000_000
"""Pages that a file may have: more than any test needs."""
ROUNDS = 3
"""How often the server is stopped."""


class Disk:
    """The disk of all SQLite files of this process."""

    is_full = False

    def measure(self, connection: Connection) -> None:
        """Let no file grow while it is full: at the beginning of each transaction."""
        most = 1 if self.is_full else ROOMY
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk that a test may fill."""
    disk = Disk()
    event.listen(Engine, "begin", disk.measure)
    yield disk
    event.remove(Engine, "begin", disk.measure)


async def test_a_full_disk(world: World, disk: Disk) -> None:
    """Nothing is half done; what was being sent is kept once there is room."""
    faults, now = world.workspace.faults, world.clock()
    faults.hold("chat.postMessage")
    await world.start_scan()
    disk.is_full = True
    with pytest.raises(DiskFullError):
        await world.write(lambda store: [keep_one_of_each(store, f"X{n}") for n in range(99)])
    faults.fail_next("chat.postMessage", "drop_after", times=3)
    faults.release("chat.postMessage")

    def change_all(store: Store) -> None:
        for response in store.responses.find():
            wish_walk(store, now, response, Manner.IN_PLACE, prompted=True)

    with suppress(DiskFullError):
        await world.write(change_all)
    disk.is_full = False
    await delivered(world)
    await stands_once(world, Topic.STARTED)
    await stands_once(world, Topic.WALK)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that the test may stop."""
    with running_postgres() as server:
        yield server


@pytest.fixture
async def replicas(tmp_path: Path, own_server: PostgresServer) -> AsyncIterator[list[Process]]:
    """Two runs on it, connected; the world is theirs."""
    url = own_server.create("borging")
    migrate(url)
    async with AsyncExitStack() as stack:
        world = await make_world(
            stack, tmp_path / "borging.sqlite3", database_url=url, lease_s=LEASE_S
        )
        made = [Process(world, tmp_path, f"run{number}") for number in range(2)]
        for one in made:
            stack.push_async_callback(one.close)
            await one.start()
        yield made


async def test_postgresql_is_stopped_and_started_under_load(
    replicas: list[Process], own_server: PostgresServer
) -> None:
    """Both runs go on by themselves, and nothing is lost or doubled."""
    world = replicas[0].world
    await world.start_scan()
    posts = world.workspace.journal
    for round_ in range(ROUNDS):
        async with asyncio.timeout(PATIENCE_S):
            while not posts.calls("chat.postMessage"):  # noqa: ASYNC110 - in another process
                await asyncio.sleep(LOOK_S)
        await asyncio.to_thread(own_server.stop)
        await asyncio.sleep(LOOK_S)
        await asyncio.to_thread(own_server.start)
        posts.clear()
        await all_shown(world)
        await want_anew(world)
        assert all(one.runs for one in replicas), f"round {round_}"
    await all_shown(world)
    await stands_once(world, Topic.STARTED)
    await stands_once(world, Topic.WALK, ROUNDS + 1)


async def all_shown(world: World) -> None:
    """Wait until all that is wanted stands."""

    def unsaid(store: Store) -> bool:
        return any(
            wish.shown < wish.wanted or wish.stale
            for wish in store.wishes.find(topic=(Topic.WALK, Topic.STARTED))
        )

    async with asyncio.timeout(PATIENCE_S):
        while await world.read(unsaid):  # noqa: ASYNC110 - in another process
            await asyncio.sleep(LOOK_S)


async def want_anew(world: World) -> None:
    """Want a new message for everybody, as if they had asked for it."""
    now = world.clock()

    def work(store: Store) -> None:
        for response in store.responses.find():
            wish_walk(store, now, response, Manner.ANEW, prompted=True)

    await world.write(work)
