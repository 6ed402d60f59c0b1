"""Delivering: each wish by itself, each once, whatever fails around it."""

import asyncio
import shutil
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.exc import OperationalError

from bot.outbox import Courier, Order, Postponed, Refused, Result, Sent
from flows.catalogue import load_instruments
from flows.outbox import Topic, Wish, WishState
from flows.ports import Store
from flows.region import Leader
from flows.usecases.wishes import wish_for
from storage.database import Database
from storage.exceptions import DatabaseLockedError
from tests.support.kept import NOW, Kept, keep_one_of_each
from tests.support.shown import phrases_of

PATIENCE_S = 20.0
"""Seconds to wait for a delivery: far more than it takes."""
Kind = TypeVar("Kind")


class FaultyDatabase(Database):
    """A real database of which the next writes fail as they are told to."""

    faults: deque[Exception]

    async def write(self, work: Callable[[Store], Kind]) -> Kind:
        """As it does, unless a fault is due."""
        if self.faults:
            raise self.faults.popleft()
        return await super().write(work)


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
    """A database with one of each kept, and a courier."""

    database: FaultyDatabase
    sender: FakeSender
    courier: Courier
    kept: Kept

    async def wish(self, topic: Topic, subject_id: int = 1) -> None:
        """Want something said in the channel."""
        await self.database.write(
            lambda store: wish_for(
                store,
                NOW,
                workspace_id=self.kept.workspace.id,
                topic=topic,
                subject_id=subject_id,
                address="C1",
            )
        )

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


@pytest.fixture
async def house(tmp_path: Path, migrated_file: Path) -> AsyncIterator[House]:
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
        return kept

    kept = await database.write(keep)
    sender = FakeSender()
    courier = Courier(database, sender, load_instruments(), lambda: NOW)
    yield House(database, sender, courier, kept)
    await database.close()


@pytest.fixture
async def running(house: House) -> AsyncIterator[House]:
    """The same, delivering."""
    delivering = asyncio.create_task(house.courier.run())
    yield house
    assert not delivering.done(), "nothing ends the loop"
    delivering.cancel()
    await house.courier.drain()


def is_shown(wish: Wish) -> bool:
    """Whether the reader sees what is wanted."""
    return wish.state is WishState.SHOWN


async def test_what_cannot_be_drawn_does_not_hold_up_the_others(running: House) -> None:
    """It waits by itself, with the reason; what came after it is delivered."""
    await running.database.write(lambda store: store.wishes.save(running.kept.wish))
    await running.wish(Topic.HELLO)
    await running.until(Topic.HELLO, is_shown)
    poisoned = await running.until(Topic.WALK, lambda wish: wish.attempts > 0)
    assert (poisoned.state, poisoned.error) == (WishState.WAITING, "render:KeyError")
    assert running.sender.topics() == [Topic.HELLO]


@pytest.mark.parametrize(
    "fault",
    [
        OperationalError("select", {}, Exception("disk I/O error")),
        DatabaseLockedError(),
        KeyError("x"),
    ],
)
async def test_a_look_that_fails_is_followed_by_the_next(running: House, fault: Exception) -> None:
    """Whatever the database said."""
    await running.wish(Topic.HELLO)
    running.database.faults.append(fault)
    await running.until(Topic.HELLO, is_shown)
    assert not running.database.faults


@pytest.mark.parametrize("fault", [DatabaseLockedError(), KeyError("x")])
async def test_what_was_sent_is_not_sent_again_because_that_could_not_be_kept(
    running: House, fault: Exception
) -> None:
    """It is kept as soon as the database takes it."""

    async def lock() -> None:
        running.database.faults.append(fault)

    running.sender.meanwhile = lock
    await running.wish(Topic.HELLO)
    await running.until(Topic.HELLO, is_shown)
    assert running.sender.topics() == [Topic.HELLO]


async def test_what_is_being_sent_is_not_begun_again_when_its_lease_ends(running: House) -> None:
    """Whoever sends it settles it by the newer lease."""
    go_on, sending = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        sending.set()
        await go_on.wait()

    running.sender.meanwhile = wait
    await running.wish(Topic.HELLO)
    running.courier.wake()
    await sending.wait()
    await running.database.write(lambda store: store.outbox.release_all())
    async with asyncio.timeout(PATIENCE_S):
        while await running.database.read(lambda store: store.outbox.any_due(NOW)):
            running.courier.wake()
    go_on.set()
    await running.until(Topic.HELLO, is_shown)
    assert running.sender.topics() == [Topic.HELLO]


async def test_a_send_that_hangs_is_put_off(house: House) -> None:
    """Long before its lease ends, so that nobody else begins it meanwhile."""
    house.sender.meanwhile = asyncio.Event().wait
    courier = Courier(house.database, house.sender, load_instruments(), lambda: NOW, send_s=0.01)
    await house.wish(Topic.HELLO)
    delivering = asyncio.create_task(courier.run())
    wish = await house.until(Topic.HELLO, lambda wish: wish.attempts > 0)
    delivering.cancel()
    assert (wish.state, wish.error) == (WishState.WAITING, "TimeoutError")


@pytest.mark.parametrize(
    ("answer", "error"),
    [(KeyError("x"), "KeyError"), (Postponed("rate_limited", 9), "rate_limited")],
)
async def test_what_may_pass_later_waits(
    running: House, answer: Result | Exception, error: str
) -> None:
    """A fault of the sender too."""
    running.sender.answers[Topic.HELLO] = answer
    await running.wish(Topic.HELLO)
    wish = await running.until(Topic.HELLO, lambda wish: wish.attempts > 0)
    assert (wish.state, wish.error) == (WishState.WAITING, error)
    assert wish.due_at > NOW


async def test_leaders_are_told_what_the_channel_refused(running: House) -> None:
    """In their DM, with a way to post it again."""
    running.sender.answers[Topic.STARTED] = Refused("restricted_action")
    await running.wish(Topic.STARTED, running.kept.scan.id)
    refused = await running.until(Topic.STARTED, lambda wish: wish.state is WishState.FAILED)
    assert refused.error == "restricted_action"
    await running.until(Topic.LEADER, is_shown)
    told = running.sender.sent[-1].rendering
    assert told.user_id == running.kept.person.user_id
    keys = {phrase.key for phrase in phrases_of(told.message)}
    assert {"leader.unposted.started", "leader.why.restricted"} <= keys
