"""What those who keep a run going are told: alive, ready, and what it did."""

import math
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.ops import Ops
from flows.exceptions import BorgingError
from flows.outbox import WishState
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from storage.database import Database
from storage.exceptions import DatabaseLockedError
from tests.support.commands import change
from tests.support.kept import NOW, keep_one_of_each

Kind = TypeVar("Kind")


class MovingDatabase(Database):
    """A real database that can be away."""

    is_away = False

    async def read(self, work: Callable[[Store], Kind]) -> Kind:
        """As it does, unless it is away."""
        if self.is_away:
            raise DatabaseLockedError("here")
        return await super().read(work)


class FakeIntake:
    """A way in that is as open as it is told."""

    is_open = True
    sockets = 2

    async def open(self) -> None:
        """As the port says."""

    async def stop(self) -> None:
        """As the port says."""


class Asked:
    """A run's ops, and somebody who asks; `fault` is what keeps the run from being alive."""

    def __init__(
        self, file: Path, database: MovingDatabase, session: aiohttp.ClientSession
    ) -> None:
        """It takes in, and the database has one of each kept."""
        self.file = file
        self.database = database
        self.intake = FakeIntake()
        self.fault: Exception | None = None
        self.ops = Ops(database, f"sqlite:///{file}", Metrics(), lambda: NOW, self.give_sign)
        self.ops.intake = self.intake
        self._session = session

    async def give_sign(self) -> None:
        """Alive unless there is a fault."""
        if self.fault is not None:
            raise self.fault

    async def wish(self, due_at: datetime) -> None:
        """Have a message wait until a moment."""
        await self.database.write(
            lambda store: wish_for(
                store,
                due_at,
                workspace_id=1,
                topic=Topic.HELLO,
                subject_id=due_at.minute,
                address="C1",
            )
        )

    async def get(self, path: str) -> tuple[int, str]:
        """Status and text."""
        address = f"http://127.0.0.1:{self.ops.listener.port}{path}"
        async with self._session.get(address) as answer:
            return answer.status, await answer.text()

    async def sample(self, name: str) -> float:
        """One figure of the metrics."""
        families = text_string_to_metric_families((await self.get("/metrics"))[1])
        return next(one.value for family in families for one in family.samples if one.name == name)


@pytest.fixture
async def asked(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Asked]:
    """A run in which all is well and nothing waits."""
    file = tmp_path / "borging.sqlite3"
    shutil.copy(migrated_file, file)
    database = await MovingDatabase.open(f"sqlite:///{file}")
    assert isinstance(database, MovingDatabase)

    def keep(store: Store) -> None:
        kept = keep_one_of_each(store)
        store.wishes.save(replace(kept.wish, state=WishState.SHOWN))

    await database.write(keep)
    async with aiohttp.ClientSession() as session:
        made = Asked(file, database, session)
        await made.ops.listener.open(0)
        yield made
        await made.ops.listener.close()
    await database.close()


async def test_a_run_that_is_well(asked: Asked) -> None:
    """Alive and ready."""
    assert await asked.get("/health") == (200, '{"alive": true}')
    assert await asked.get("/ready") == (200, '{"ready": true}')


@pytest.mark.parametrize("fault", [BorgingError(), TimeoutError()])
async def test_a_run_that_gives_no_sign_is_not_alive(asked: Asked, fault: Exception) -> None:
    """What failed is named by its kind."""
    asked.fault = fault
    status, text = await asked.get("/health")
    assert (status, type(fault).__name__ in text) == (503, True)


async def test_a_run_that_takes_nothing_in_is_not_ready(asked: Asked) -> None:
    """Before it is connected, while it is cut off, and once it stops; it is alive all the same."""
    asked.intake.is_open = False
    assert await asked.get("/ready") == (503, '{"ready": false, "why": "not_connected"}')
    asked.ops.intake = None
    assert await asked.get("/ready") == (503, '{"ready": false, "why": "starting_or_stopping"}')
    assert (await asked.get("/health"))[0] == 200
    assert await asked.sample("borging_takes_in") == 0


async def test_a_database_of_another_version_is_not_ready(asked: Asked) -> None:
    """It was migrated while this run was on."""
    change(asked.file, "UPDATE alembic_version SET version_num = 'v9999'")
    assert await asked.get("/ready") == (503, '{"ready": false, "why": "schema_newer"}')


async def test_the_oldest_that_waits_is_told(asked: Asked) -> None:
    """How long it has been due; what is not due yet does not count."""
    assert await asked.sample("borging_oldest_due_seconds") == 0
    await asked.wish(NOW + timedelta(minutes=5))
    assert await asked.sample("borging_oldest_due_seconds") == 0
    await asked.wish(NOW - timedelta(minutes=3))
    assert await asked.sample("borging_oldest_due_seconds") == 180
    assert await asked.sample("borging_sockets_open") == 2


async def test_blocked_workspaces_are_counted(asked: Asked) -> None:
    """Those in which no call passes."""

    def block(store: Store) -> None:
        workspace = store.workspaces.get(1)
        store.workspaces.save(replace(workspace, blocked="token_revoked", blocked_at=NOW))

    assert await asked.sample("borging_blocked_workspaces") == 0
    await asked.database.write(block)
    assert await asked.sample("borging_blocked_workspaces") == 1


async def test_figures_are_there_without_a_database(asked: Asked) -> None:
    """What only it knows is no number then."""
    asked.database.is_away = True
    assert await asked.sample("borging_sockets_open") == 2
    assert math.isnan(await asked.sample("borging_oldest_due_seconds"))
    assert math.isnan(await asked.sample("borging_blocked_workspaces"))
