"""A courier on a real database, and a sender that keeps what it was asked to send."""

import asyncio
import shutil
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.claims import Claims
from bot.outbox import Courier, Order
from flows.catalogue import load_instruments
from flows.holidays import Almanac
from flows.outbox import LEASE_S, Result, Sent, Wish, WishState
from flows.ports import Store
from flows.region import Leader
from flows.topics import Topic
from flows.usecases.wishes import wish_for
from storage.database import Database
from tests.support.kept import NOW, Kept, keep_one_of_each

PATIENCE_S = 20.0
"""Seconds to wait for a delivery: far more than it takes."""
Kind = TypeVar("Kind")


class FaultyDatabase(Database):
    """A real database of which the next writes fail as they are told to.

    `kept` is waited for between a write and what follows it.
    """

    faults: deque[Exception]
    kept: Callable[[], Awaitable[object]] | None = None

    async def write(self, work: Callable[[Store], Kind]) -> Kind:
        """As it does, unless a fault is due."""
        if self.faults:
            raise self.faults.popleft()
        result = await super().write(work)
        if self.kept is not None:
            await self.kept()
        return result


@dataclass
class FakeSender:
    """Keeps what it was asked to send; `answers` by topic, else it is sent."""

    sent: list[Order] = field(default_factory=list)
    answers: dict[Topic, Result | Exception] = field(default_factory=dict)
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def send(self, order: Order) -> Result:
        """As the port says."""
        self.sent.append(order)
        if self.meanwhile is not None:
            await self.meanwhile()
        answer = self.answers.get(order.wish.topic, Sent("C1", f"{len(self.sent)}.0"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def topics(self) -> list[Topic]:
        """What it was asked to send, in order."""
        return [order.wish.topic for order in self.sent]


@dataclass
class House:
    """A database with one of each kept, and a courier by a clock that stands still."""

    database: FaultyDatabase
    sender: FakeSender
    kept: Kept
    now: datetime = NOW
    lease_s: float = LEASE_S

    def __post_init__(self) -> None:
        """A courier that waits half of what it may."""
        self.courier = self.another()

    def another(self) -> Courier:
        """One more courier on the same database, as in another replica."""
        claims = Claims(load_instruments(), Almanac, self.clock, lambda: 0.5, lease_s=self.lease_s)
        return Courier(self.database, self.sender, claims, self.clock, lambda: 0.5)

    def clock(self) -> datetime:
        """The moment."""
        return self.now

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Deliver what is due, for as long as the block lasts."""
        loop = asyncio.create_task(self.courier.run())
        try:
            yield
            assert not loop.done(), "nothing ends the loop"
        finally:
            loop.cancel()
            await self.courier.drain()

    async def deliver(self) -> None:
        """Deliver until nothing is due any more."""
        async with self.delivering(), asyncio.timeout(PATIENCE_S):
            await self.courier.caught_up()

    async def wish(self, topic: Topic, subject_id: int = 1, address: str = "C1") -> Wish:
        """Want something said in a channel."""
        return await self.database.write(
            lambda store: wish_for(
                store,
                self.now,
                workspace_id=self.kept.workspace.id,
                topic=topic,
                subject_id=subject_id,
                address=address,
            )
        )

    async def change(self, topic: Topic, **changes: object) -> None:
        """Change the row of a wish behind everybody's back."""
        row = await self.one(topic)
        changed = replace(row, **changes)  # type: ignore[arg-type]  # checked when it runs
        await self.database.write(lambda store: store.wishes.save(changed))

    async def one(self, topic: Topic) -> Wish:
        """The wish about something as it now is."""
        wish = await self.database.read(lambda store: store.wishes.one(topic=topic))
        assert wish is not None
        return wish

    async def until(self, topic: Topic, check: Callable[[Wish], bool]) -> Wish:
        """The wish about something once it is as it should be, the courier being called on."""
        async with asyncio.timeout(PATIENCE_S):
            while not check(wish := await self.one(topic)):
                self.courier.wake()
        return wish


@asynccontextmanager
async def a_house(tmp_path: Path, migrated_file: Path) -> AsyncIterator[House]:
    """A database in which nothing is waiting but what a test wishes; nothing runs yet.

    The questionnaire of its scan is unknown, so that its walk cannot be drawn.
    """
    file = tmp_path / "borging.sqlite3"
    shutil.copy(migrated_file, file)
    FaultyDatabase.faults = deque()
    database = await FaultyDatabase.open(f"sqlite:///{file}")
    assert isinstance(database, FaultyDatabase)

    def keep(store: Store) -> Kept:
        kept = keep_one_of_each(store)
        store.leaders.add(Leader(region_id=kept.region.id, person_id=kept.person.id))
        store.wishes.save(replace(kept.wish, state=WishState.SHOWN))
        for ping in store.pings.find():
            store.pings.remove(ping.id)
        return kept

    kept = await database.write(keep)
    sender = FakeSender()
    yield House(database, sender, kept)
    await database.close()


def is_shown(wish: Wish) -> bool:
    """Whether the reader sees what is wanted."""
    return wish.state is WishState.SHOWN
