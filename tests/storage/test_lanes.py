"""What waits for SQLite's one writer is kept together, and fails alone."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from flows.exceptions import BorgingError
from flows.ports import Store
from flows.region import Workspace
from storage import engines
from storage.lanes import SharedLane

WAIT_S = 20.0


class RefusedError(BorgingError):
    """A use case that does not want to go on."""


class Writer:
    """The lane, how often it committed, and a work that holds it up until told."""

    def __init__(self, lane: SharedLane) -> None:
        """Nothing committed yet."""
        self.lane = lane
        self.commits = 0
        self._going_on, self._go_on = threading.Event(), threading.Event()

    def hold(self, store: Store) -> None:
        """Keep the writer busy until `go_on`."""
        store.workspaces.find()
        self._going_on.set()
        assert self._go_on.wait(WAIT_S)

    async def held(self) -> asyncio.Task[None]:
        """The work that holds the writer up, begun."""
        holding = asyncio.create_task(self.lane.run(self.hold))
        assert await asyncio.to_thread(self._going_on.wait, WAIT_S)
        return holding

    def go_on(self) -> None:
        """Let the writer go on."""
        self._go_on.set()

    async def teams(self) -> set[str]:
        """The workspaces that are kept."""
        kept = await self.lane.run(lambda store: store.workspaces.find())
        return {workspace.team_id for workspace in kept}


@pytest.fixture
async def writer(migrated_copy: Path) -> AsyncIterator[Writer]:
    """The writer of an empty database."""
    url = engines.parse(f"sqlite:///{migrated_copy}")
    engine = engines.writing(url, connections=1)
    one = Writer(SharedLane(url, engine, "writer"))

    def count(_connection: object) -> None:
        one.commits += 1

    event.listen(engine, "commit", count)
    yield one
    one.go_on()
    await one.lane.close()


@pytest.fixture
def migrated_copy(migrated_file: Path, tmp_path: Path) -> Path:
    """A file of the test's own with our tables, empty."""
    path = tmp_path / "borging.sqlite3"
    path.write_bytes(migrated_file.read_bytes())
    return path


def adding(team: str) -> Callable[[Store], Workspace]:
    """A work that keeps a workspace."""
    return lambda store: store.workspaces.add(Workspace(team_id=team))


def refusing(team: str) -> Callable[[Store], None]:
    """A work that keeps a workspace and then fails."""

    def work(store: Store) -> None:
        store.workspaces.add(Workspace(team_id=team))
        raise RefusedError

    return work


async def test_what_waits_together_is_kept_together(writer: Writer) -> None:
    """Works that come while the writer is busy share one commit, and each has its own result."""
    holding = await writer.held()
    waiting = [asyncio.create_task(writer.lane.run(adding(f"T{n}"))) for n in range(5)]
    await asyncio.sleep(0)  # they stand in the queue now
    writer.go_on()
    await holding
    added = await asyncio.gather(*waiting)
    assert [one.team_id for one in added] == [f"T{n}" for n in range(5)]
    assert writer.commits == 2
    assert await writer.teams() == {f"T{n}" for n in range(5)}


async def test_who_fails_fails_alone(writer: Writer) -> None:
    """One work that raises leaves nothing behind and takes nobody along."""
    holding = await writer.held()
    works = [adding("T1"), refusing("T2"), adding("T3")]
    waiting = [asyncio.create_task(writer.lane.run(work)) for work in works]
    await asyncio.sleep(0)
    writer.go_on()
    await holding
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [Workspace, RefusedError, Workspace]
    assert await writer.teams() == {"T1", "T3"}


async def test_who_went_away_is_not_waited_for(writer: Writer) -> None:
    """A work whose caller was cancelled before its turn is not done."""
    holding = await writer.held()
    gone = asyncio.create_task(writer.lane.run(adding("T1")))
    stays = asyncio.create_task(writer.lane.run(adding("T2")))
    await asyncio.sleep(0)
    gone.cancel()
    writer.go_on()
    await asyncio.gather(holding, stays)
    assert await writer.teams() == {"T2"}
