"""The database as the asynchronous shell has it: transactions in worker threads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import URL

from flows.ports import Store
from flows.store_errors import AlreadyThereError, NotFoundError
from storage import engines
from storage.exceptions import SchemaEmptyError, SchemaNewerError, SchemaOlderError
from storage.faults import where
from storage.lanes import AgainError, Lane, SharedLane
from storage.schema import SchemaStatus, schema_state

Result = TypeVar("Result")

POSTGRESQL_WRITERS = 8
READERS = 2
RETRY_PAUSES_S = (0.05, 0.2, 0.8)
"""Seconds to wait before a transaction that came to nothing is run again."""


class Database:
    """Runs functions over a Store, each in one transaction, all of it or nothing.

    Writing on SQLite is done by one thread, so that taps stand in a queue instead of in each
    other's way, and those that wait together are kept together. Reading has connections of its
    own, so that an export never delays a tap.
    """

    def __init__(self, url: URL, writer: Lane, reader: Lane) -> None:
        """Use `open`."""
        self._url = url
        self._writer = writer
        self._reader = reader

    @classmethod
    async def open(cls, address: str) -> "Database":
        """Connect to the database of a URL. Raises StorageError, also if it needs migrating."""
        url = engines.parse(address)
        state = await asyncio.to_thread(schema_state, address)
        if state.status is SchemaStatus.NEWER:
            raise SchemaNewerError(where(url), state.current)
        if state.status is SchemaStatus.EMPTY:
            raise SchemaEmptyError(where(url))
        if state.status is not SchemaStatus.UP_TO_DATE:
            raise SchemaOlderError(where(url), state.current)
        readers = engines.reading(url, connections=READERS)
        reader = Lane(url, readers, "reader", READERS, keeps=False)
        database = cls(url, _writer(url), reader)
        try:
            await database.write(lambda store: store.workspaces.one())  # may it be written?
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def is_a_file(self) -> bool:
        """Whether it is a file, which one running bot has to itself."""
        return engines.is_sqlite(self._url)

    async def write(self, work: Callable[[Store], Result]) -> Result:
        """What `work` returns, once all it did is kept; if it raises, nothing is.

        `work` may be run more than once (a lost connection, a deadlock, an AlreadyThereError or
        NotFoundError that it does not handle) and only its last run counts, so it must do nothing
        but ask and tell the store. Raises StorageError.
        """
        return await self._run(self._writer, work)

    async def read(self, work: Callable[[Store], Result]) -> Result:
        """What `work` returns, seeing one moment of the store; it cannot change or lock anything.

        Raises StorageError.
        """
        return await self._run(self._reader, work)

    async def close(self) -> None:
        """Wait for what was asked for, then disconnect."""
        await self._reader.close()
        await self._writer.close()  # the last one out tidies SQLite's log away

    async def _run(self, lane: Lane, work: Callable[[Store], Result]) -> Result:
        try:
            return await self._patiently(lane, work)
        except (AlreadyThereError, NotFoundError):
            # Somebody may have kept or removed it after `work` looked; it has to look again.
            return await self._patiently(lane, work)

    async def _patiently(self, lane: Lane, work: Callable[[Store], Result]) -> Result:
        for pause_s in RETRY_PAUSES_S:
            try:
                return await lane.run(work)
            except AgainError:
                await asyncio.sleep(pause_s)
        try:
            return await lane.run(work)
        except AgainError as again:
            raise again.fault from again.__cause__


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """The database of a URL until the context ends. Raises StorageError as `Database.open`."""
    database = await Database.open(address)
    try:
        yield database
    finally:
        await database.close()


def _writer(url: URL) -> Lane:
    if engines.is_sqlite(url):
        return SharedLane(url, engines.writing(url, connections=1), "writer")
    writers = engines.writing(url, connections=POSTGRESQL_WRITERS)
    return Lane(url, writers, "writer", POSTGRESQL_WRITERS)
