"""Delivering: each wish by itself, each once, whatever fails around it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from flows.outbox import Postponed, Refused, Result, WishState
from flows.topics import Topic
from storage.exceptions import DatabaseLockedError
from tests.bot.delivering import PATIENCE_S, House, a_house, is_shown
from tests.support.kept import NOW
from tests.support.shown import phrases_of


@pytest.fixture
async def house(tmp_path: Path, migrated_file: Path) -> AsyncIterator[House]:
    """A database and a courier that does not run yet."""
    async with a_house(tmp_path, migrated_file) as made:
        yield made


@pytest.fixture
async def running(house: House) -> AsyncIterator[House]:
    """The same, delivering."""
    async with house.delivering():
        yield house


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


async def test_what_is_claimed_while_it_stops_is_still_sent(house: House) -> None:
    """Or it would wait until its lease ends; what comes after that is left to the next run."""
    claimed, go_on = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        house.database.kept = None
        claimed.set()
        await go_on.wait()

    await house.wish(Topic.HELLO)
    house.database.kept = hold
    loop = asyncio.create_task(house.courier.run())
    async with asyncio.timeout(PATIENCE_S):
        await claimed.wait()
        house.courier.stop()
        await house.wish(Topic.HELLO, address="C2")
        go_on.set()
        await loop
        await house.courier.drain()
    shown = await house.database.read(lambda store: store.wishes.find(topic=Topic.HELLO))
    assert [wish.state for wish in shown] == [WishState.SHOWN, WishState.WAITING]


async def test_a_send_that_hangs_is_put_off(house: House) -> None:
    """Well before its lease ends, so that nobody else begins it meanwhile."""
    house.sender.meanwhile = asyncio.Event().wait
    house.lease_s = 0.05
    house.courier = house.another()
    await house.wish(Topic.HELLO)
    await house.deliver()
    wish = await house.one(Topic.HELLO)
    assert (wish.state, wish.error) == (WishState.WAITING, "TimeoutError")
    assert wish.tries == 1, "it may have arrived all the same"


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
