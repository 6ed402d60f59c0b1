"""The threads in which transactions run."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from flows.ports import Store
from storage.exceptions import OutcomeUnknownError, ServerUnreachableError, StorageError
from storage.faults import explain, is_collision
from storage.store import TableStore

Result = TypeVar("Result")
Work = Callable[[Store], Result]

MOST_TOGETHER = 32
"""Works that share one transaction at the most: the first of them waits for the last."""


class AgainError(Exception):
    """Nothing was kept, but the same may succeed in a moment; `fault` is for when it does not."""

    def __init__(self, fault: StorageError | DBAPIError) -> None:
        """`fault` is what went wrong."""
        super().__init__()
        self.fault = fault


class Lane:
    """Threads with a connection for each; every work has a transaction of its own."""

    def __init__(
        self, url: URL, engine: Engine, name: str, threads: int = 1, *, keeps: bool = True
    ) -> None:
        """`engine` connects to `url`; `name` is for the threads; `keeps` unless it only reads."""
        self._url = url
        self._engine = engine
        self._keeps = keeps
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=f"database-{name}")

    async def run(self, work: Work[Result]) -> Result:
        """What `work` returns. Raises AgainError, StorageError, or what `work` raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._once, work)

    async def close(self) -> None:
        """Wait for what was asked for, then disconnect."""
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._engine.dispose)

    def _once(self, work: Work[Result]) -> Result:
        committing = False
        try:
            with self._engine.connect() as connection:
                result = work(TableStore(connection))
                committing = self._keeps
                connection.commit()
                return result
        except DBAPIError as error:
            fault = explain(error, self._url)
            if is_collision(error):
                raise AgainError(fault or error) from error
            if isinstance(fault, ServerUnreachableError):
                if committing:
                    raise OutcomeUnknownError(fault.where, fault.reason) from error
                raise AgainError(fault) from error
            if fault is None:
                raise
            raise fault from error


class SharedLane(Lane):
    """One thread; what waits for it is kept in one transaction.

    On SQLite a commit waits for the disk, which takes as long as the work of a tap. So works that
    came while another transaction ran share the next one. If one of them fails, all of it is
    undone and each is done by itself: then it fails alone.
    """

    def __init__(self, url: URL, engine: Engine, name: str) -> None:
        """As for a lane of one thread."""
        super().__init__(url, engine, name)
        self._waiting: deque[tuple[Work[Any], asyncio.Future[Any]]] = deque()
        self._working: asyncio.Task[None] | None = None

    async def run(self, work: Work[Result]) -> Result:
        """As any lane does."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

    async def close(self) -> None:
        """As any lane does."""
        if self._working is not None:
            await self._working
        await super().close()

    async def _work(self) -> None:
        while self._waiting:
            count = min(len(self._waiting), MOST_TOGETHER)
            taken = [self._waiting.popleft() for _ in range(count)]
            wanted = [(work, done) for work, done in taken if not done.cancelled()]
            if len(wanted) > 1 and await self._kept_together(wanted):
                continue
            for work, done in wanted:
                await self._keep_alone(work, done)
        self._working = None

    async def _kept_together(self, wanted: list[tuple[Work[Any], asyncio.Future[Any]]]) -> bool:
        def together(store: Store) -> list[Any]:
            return [work(store) for work, _ in wanted]

        try:
            results = await super().run(together)
        except Exception:  # noqa: BLE001 - whichever it was fails again by itself
            return False
        for (_, done), result in zip(wanted, results, strict=True):
            if not done.cancelled():
                done.set_result(result)
        return True

    async def _keep_alone(self, work: Work[Any], done: asyncio.Future[Any]) -> None:
        try:
            result = await super().run(work)
        except Exception as error:  # noqa: BLE001 - it goes to who asked
            if not done.cancelled():
                done.set_exception(error)
        else:
            if not done.cancelled():
                done.set_result(result)
