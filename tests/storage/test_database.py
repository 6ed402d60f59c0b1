"""Transactions in worker threads, on SQLite and on PostgreSQL."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from flows.outbox import Claim, WishState
from flows.ports import Store
from flows.region import Workspace
from flows.response import Answer
from flows.store_errors import AlreadyThereError
from storage import engines
from storage.database import Database
from storage.exceptions import NotWritableError
from tests.support.kept import NOW, keep_one_of_each

TASKS = 20
TIMEOUT_S = 20.0


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    try:
        yield database
    finally:
        await database.close()


class _Mishap(Exception):  # noqa: N818 - not an error of ours
    """Something went wrong in a use case."""


async def test_what_was_written_stays(database_url: str) -> None:
    """A transaction that ended well is there for who opens the database later."""
    async with _opened(database_url) as database:
        kept = await database.write(keep_one_of_each)
    async with _opened(database_url) as database:
        assert await database.read(lambda store: store.answers.find()) == [kept.answer]


async def test_all_or_nothing(database: Database) -> None:
    """A function that raises leaves nothing, and its exception arrives."""

    def work(store: Store) -> None:
        keep_one_of_each(store)
        raise _Mishap

    with pytest.raises(_Mishap):
        await database.write(work)
    assert await database.read(lambda store: store.workspaces.find()) == []


async def test_a_refusal_can_be_handled(database: Database) -> None:
    """Who catches that something is there already keeps the rest of the transaction."""

    def work(store: Store) -> None:
        store.workspaces.add(Workspace(team_id="T1"))
        with pytest.raises(AlreadyThereError):
            store.workspaces.add(Workspace(team_id="T1"))
        store.workspaces.add(Workspace(team_id="T2"))

    await database.write(work)
    assert len(await database.read(lambda store: store.workspaces.find())) == 2


async def test_reading_changes_nothing(database: Database) -> None:
    """A read that writes is refused by the database itself."""
    with pytest.raises(NotWritableError):
        await database.read(keep_one_of_each)
    assert await database.read(lambda store: store.workspaces.find()) == []


async def test_a_long_read_delays_no_write(database: Database) -> None:
    """While an export runs a tap is kept; the export sees one moment."""
    reading, written = threading.Event(), threading.Event()

    def export(store: Store) -> tuple[int, int]:
        before = len(store.workspaces.find())
        reading.set()
        assert written.wait(TIMEOUT_S)
        return before, len(store.workspaces.find())

    exporting = asyncio.create_task(database.read(export))
    assert await asyncio.to_thread(reading.wait, TIMEOUT_S)
    await database.write(keep_one_of_each)
    written.set()
    assert await exporting == (0, 0)


async def test_two_writers_of_one_response_are_put_in_order(database: Database) -> None:
    """Who locks a response sees what the one before did: no step is lost."""
    kept = await database.write(keep_one_of_each)

    def advance(store: Store) -> None:
        response = store.responses.get(kept.response.id, lock=True)
        store.responses.save(replace(response, position=response.position + 1))

    await asyncio.gather(*(database.write(advance) for _ in range(TASKS)))
    response = await database.read(lambda store: store.responses.get(kept.response.id))
    assert response.position == TASKS


async def test_replicas_write_in_order(database_url: str) -> None:
    """The same holds for two programs on one database."""
    async with _opened(database_url) as one, _opened(database_url) as other:
        kept = await one.write(keep_one_of_each)

        def advance(store: Store) -> None:
            response = store.responses.get(kept.response.id, lock=True)
            store.responses.save(replace(response, position=response.position + 1))

        writes = (replica.write(advance) for _ in range(TASKS) for replica in (one, other))
        await asyncio.gather(*writes)
        response = await other.read(lambda store: store.responses.get(kept.response.id))
        assert response.position == 2 * TASKS


async def test_many_at_once(database: Database) -> None:
    """Twenty people who answer at the same time all have their answer kept."""
    kept = await database.write(keep_one_of_each)

    def answering(item: str) -> Callable[[Store], Answer]:
        answer = Answer(response_id=kept.response.id, item=item, answered_at=NOW)
        return lambda store: store.answers.add(answer)

    await asyncio.gather(*(database.write(answering(f"i{n}")) for n in range(TASKS)))
    assert len(await database.read(lambda store: store.answers.find())) == TASKS + 1


async def test_a_race_for_a_key_has_one_winner(database: Database) -> None:
    """Of many who add the same at once one does, and the others are told."""
    results = await asyncio.gather(
        *(
            database.write(lambda store: store.workspaces.add(Workspace(team_id="T1")))
            for _ in range(TASKS)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Workspace) for result in results) == 1
    assert sum(isinstance(result, AlreadyThereError) for result in results) == TASKS - 1


async def test_replicas_share_the_wishes(database_url: str) -> None:
    """Two replicas that ask at once get each wish once between them."""

    def claim(store: Store) -> list[Claim]:
        return list(store.outbox.claim_due(NOW, limit=3, lease_s=60.0))

    async with _opened(database_url) as one, _opened(database_url) as other:
        kept = await one.write(keep_one_of_each)

        def wish_more(store: Store) -> None:
            for number in range(TASKS - 1):
                store.wishes.add(replace(kept.wish, key=f"key-{number}"))

        await one.write(wish_more)
        batches = await asyncio.gather(
            *(replica.write(claim) for _ in range(TASKS) for replica in (one, other))
        )
    claimed = [claim.wish.id for batch in batches for claim in batch]
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == TASKS


async def test_a_lease_outlives_its_program(database_url: str) -> None:
    """What one program claimed is held against the next one, until the lease ends."""
    async with _opened(database_url) as database:
        kept = await database.write(keep_one_of_each)
        wish = kept.wish
        held = await database.write(lambda store: store.outbox.claim(wish.id, lease_s=60.0))
    async with _opened(database_url) as database:
        assert held is not None
        assert await database.write(lambda s: s.outbox.claim(wish.id, lease_s=60.0)) is None
        shown = replace(wish, shown=1, state=WishState.SHOWN)
        done = await database.write(lambda s: s.outbox.update(held, shown, release=True))
        assert done == shown


async def test_the_lease_runs_by_the_database_clock(database_url: str) -> None:
    """A lease is counted in real seconds since 1970, within a minute of this machine's."""
    async with _opened(database_url) as database:
        kept = await database.write(keep_one_of_each)
        await database.write(lambda store: store.outbox.claim(kept.wish.id, lease_s=600.0))
    engine = engines.writing(engines.parse(database_url), connections=1)
    with engine.connect() as connection:
        until = connection.execute(text("SELECT lease_until FROM wish")).scalar_one()
    engine.dispose()
    expected = datetime.now(UTC).timestamp() + 600.0  # noqa: TID251 - compared with another clock
    assert abs(until - expected) < 60.0


async def test_closing_waits(database_url: str) -> None:
    """What was asked for before closing is kept."""
    database = await Database.open(database_url)
    going_on, go_on = threading.Event(), threading.Event()

    def slowly(store: Store) -> None:
        going_on.set()
        assert go_on.wait(TIMEOUT_S)
        keep_one_of_each(store)

    writing = asyncio.create_task(database.write(slowly))
    assert await asyncio.to_thread(going_on.wait, TIMEOUT_S)
    closing = asyncio.create_task(database.close())
    go_on.set()
    await asyncio.gather(writing, closing)
    async with _opened(database_url) as again:
        assert len(await again.read(lambda store: store.answers.find())) == 1
