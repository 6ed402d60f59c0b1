"""The database as the asynchronous shell has it: transactions in worker threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from flows.ports import Store
from flows.store_errors import AlreadyThereError
from storage import engines
from storage.exceptions import (
    OutcomeUnknownError,
    SchemaNewerError,
    SchemaOlderError,
    ServerUnreachableError,
    StorageError,
)
from storage.faults import explain, is_collision, where
from storage.schema import SchemaStatus, schema_state
from storage.store import TableStore

Result = TypeVar("Result")

SQLITE_WRITERS = 1
POSTGRESQL_WRITERS = 8
READERS = 2
RETRY_PAUSES_S = (0.05, 0.2, 0.8)
"""Seconds to wait before a transaction that came to nothing is run again."""


class _AgainError(Exception):
    """Nothing was kept, but the same may succeed in a moment; `fault` is for when it does not."""

    def __init__(self, fault: StorageError | DBAPIError) -> None:
        super().__init__()
        self.fault = fault


@dataclass(frozen=True)
class _Lane:
    """Threads with a connection for each."""

    engine: Engine
    threads: ThreadPoolExecutor

    @classmethod
    def of(cls, engine: Engine, name: str, threads: int) -> "_Lane":
        return cls(engine, ThreadPoolExecutor(threads, thread_name_prefix=f"database-{name}"))

    def close(self) -> None:
        self.threads.shutdown(wait=True)
        self.engine.dispose()


class Database:
    """Runs functions over a Store, each in one transaction, all of it or nothing.

    Writing on SQLite is done by one thread, so that taps stand in a queue instead of in each
    other's way; reading has connections of its own, so that an export never delays a tap.
    """

    def __init__(self, url: URL, writer: _Lane, reader: _Lane) -> None:
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
        if state.status is not SchemaStatus.UP_TO_DATE:
            raise SchemaOlderError(where(url), state.current)
        writers = SQLITE_WRITERS if engines.is_sqlite(url) else POSTGRESQL_WRITERS
        writer = _Lane.of(engines.writing(url, connections=writers), "writer", writers)
        reader = _Lane.of(engines.reading(url, connections=READERS), "reader", READERS)
        database = cls(url, writer, reader)
        try:
            await database.write(lambda store: store.workspaces.one())  # may it be written?
        except BaseException:
            await database.close()
            raise
        return database

    async def write(self, work: Callable[[Store], Result]) -> Result:
        """What `work` returns, once all it did is kept; if it raises, nothing is.

        `work` may be run more than once (a lost connection, a deadlock, an AlreadyThereError that
        it does not handle) and only its last run counts, so it must do nothing but ask and tell
        the store. Raises StorageError.
        """
        return await self._run(self._writer, work)

    async def read(self, work: Callable[[Store], Result]) -> Result:
        """What `work` returns, seeing one moment of the store; it cannot change or lock anything.

        Raises StorageError.
        """
        return await self._run(self._reader, work)

    async def close(self) -> None:
        """Wait for what was asked for, then disconnect."""
        await asyncio.to_thread(self._reader.close)
        await asyncio.to_thread(self._writer.close)  # the last one out tidies SQLite's log away

    async def _run(self, lane: _Lane, work: Callable[[Store], Result]) -> Result:
        try:
            return await self._patiently(lane, work)
        except AlreadyThereError:
            # Somebody may have kept it after `work` looked; looking again, it finds it.
            return await self._patiently(lane, work)

    async def _patiently(self, lane: _Lane, work: Callable[[Store], Result]) -> Result:
        loop = asyncio.get_running_loop()
        for pause_s in RETRY_PAUSES_S:
            try:
                return await loop.run_in_executor(lane.threads, self._once, lane.engine, work)
            except _AgainError:
                await asyncio.sleep(pause_s)
        try:
            return await loop.run_in_executor(lane.threads, self._once, lane.engine, work)
        except _AgainError as again:
            raise again.fault from again.__cause__

    def _once(self, engine: Engine, work: Callable[[Store], Result]) -> Result:
        committing = False
        try:
            with engine.connect() as connection:
                result = work(TableStore(connection))
                committing = engine is self._writer.engine
                connection.commit()
                return result
        except DBAPIError as error:
            fault = explain(error, self._url)
            if is_collision(error):
                raise _AgainError(fault or error) from error
            if isinstance(fault, ServerUnreachableError):
                if committing:
                    raise OutcomeUnknownError(fault.where, fault.reason) from error
                raise _AgainError(fault) from error
            if fault is None:
                raise
            raise fault from error
