"""What a courier keeps of what it sent, and when it goes on."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox import AT_ONCE, Order
from flows.outbox import (
    LOOK_BACK,
    Blocked,
    Lost,
    Postponed,
    Refused,
    Result,
    Sent,
    Todo,
    WishState,
)
from flows.pace import Call
from flows.topics import Topic
from tests.bot.delivering import PATIENCE_S, House, a_house, is_shown
from tests.support.kept import NOW


@pytest.fixture
async def house(tmp_path: Path, migrated_file: Path) -> AsyncIterator[House]:
    """A database and a courier that does not run yet."""
    async with a_house(tmp_path, migrated_file) as made:
        yield made


async def test_a_post_is_written_down_before_it_is_sent(house: House) -> None:
    """So that whoever comes after a crash knows that it may have arrived."""
    seen = []

    async def look() -> None:
        seen.append((await house.one(Topic.HELLO)).tries)

    house.sender.meanwhile = look
    await house.wish(Topic.HELLO)
    await house.deliver()
    assert seen == [1]
    assert [order.look_from for order in house.sender.sent] == [None]
    assert (await house.one(Topic.HELLO)).tries == 0


@pytest.mark.parametrize(
    ("answer", "looks"),
    [
        (KeyError("x"), True),
        (Postponed("TimeoutError"), True),
        (Postponed("rate_limited", 1, maybe_taken=False), False),
    ],
)
async def test_what_may_have_arrived_is_looked_for(
    house: House, answer: Result | Exception, *, looks: bool
) -> None:
    """From a day before it was first tried; what surely did not arrive is just posted."""
    house.sender.answers[Topic.HELLO] = answer
    await house.wish(Topic.HELLO)
    await house.deliver()
    house.now += timedelta(minutes=5)
    house.sender.answers.clear()
    await house.deliver()
    (_, again) = house.sender.sent
    assert again.look_from == (NOW - LOOK_BACK if looks else None)
    assert is_shown(await house.one(Topic.HELLO))


async def test_after_a_crash_it_is_looked_for(house: House) -> None:
    """Its lease has to end first; the run that crashed had begun it."""
    house.lease_s = 0.0
    await house.wish(Topic.HELLO)
    crashed = house.another()
    wish = await house.one(Topic.HELLO)
    prepared = await house.database.write(lambda store: crashed.prepare(store, (wish.id,)))
    assert [one.claim.wish.tries for one in prepared] == [1]
    house.lease_s = 60.0
    house.courier = house.another()
    await house.deliver()
    (order,) = house.sender.sent
    assert order.look_from is not None


async def test_an_older_revision_that_was_found_is_brought_up_to_date(house: House) -> None:
    """In place, at once."""
    await house.wish(Topic.HELLO)
    await house.wish(Topic.HELLO)
    await house.change(Topic.HELLO, tries=1, tried_at=NOW)
    answers = iter((Sent("C1", "1.0", revision=1), Sent("C1", "1.0")))

    async def answer() -> None:
        house.sender.answers[Topic.HELLO] = next(answers)

    house.sender.meanwhile = answer
    await house.deliver()
    assert [order.todo for order in house.sender.sent] == [Todo.POST, Todo.UPDATE]
    wish = await house.one(Topic.HELLO)
    assert (wish.state, wish.shown, wish.wanted) == (WishState.SHOWN, 2, 2)


async def test_what_is_gone_is_posted_anew(house: House) -> None:
    """The next delivery makes a new message of it."""
    await house.wish(Topic.HELLO)
    await house.deliver()
    house.now += timedelta(seconds=2)  # a channel takes a new message a second
    await house.wish(Topic.HELLO)
    answers: Iterator[Result] = iter((Lost("message_not_found"), Sent("C1", "2.0")))

    async def answer() -> None:
        house.sender.answers[Topic.HELLO] = next(answers)

    house.sender.meanwhile = answer
    await house.deliver()
    done = [order.todo for order in house.sender.sent]
    assert done == [Todo.POST, Todo.UPDATE, Todo.POST]
    wish = await house.one(Topic.HELLO)
    assert (wish.state, wish.ts) == (WishState.SHOWN, "2.0")


async def test_what_could_not_be_frozen_is_tried_when_it_may_pass(house: House) -> None:
    """The message itself stands; what is left comes back by itself."""
    house.sender.answers[Topic.HELLO] = Sent("C1", "2.0", stale=("1.0",), stale_after_s=30)
    await house.wish(Topic.HELLO)
    await house.deliver()
    assert len(house.sender.sent) == 1
    house.sender.answers.clear()
    house.now += timedelta(seconds=31)
    await house.deliver()
    order = house.sender.sent[-1]
    assert (order.todo, order.wish.stale) == (Todo.NOTHING, ("1.0",))
    assert is_shown(await house.one(Topic.HELLO))


async def test_a_workspace_that_takes_nothing(house: House) -> None:
    """What waits is kept apart, with the reason, and not sent again by itself."""
    house.sender.answers[Topic.HELLO] = Blocked("token_revoked")
    await house.wish(Topic.HELLO)
    await house.deliver()
    await house.deliver()
    wish = await house.one(Topic.HELLO)
    assert (wish.state, wish.error, wish.tries) == (WishState.BLOCKED, "token_revoked", 0)
    workspace = await house.database.read(lambda store: store.workspaces.get(1))
    assert (workspace.blocked, workspace.blocked_at) == ("token_revoked", NOW)
    assert len(house.sender.sent) == 1


async def test_who_is_told_waits_for_no_other_reader(house: House) -> None:
    """One message that is put off does not hold up those to others."""
    house.sender.answers[Topic.STARTED] = Postponed("rate_limited", 60, maybe_taken=False)
    await house.wish(Topic.STARTED, house.kept.scan.id)
    await house.wish(Topic.HELLO, address="C2")
    await house.deliver()
    assert is_shown(await house.one(Topic.HELLO))
    assert (await house.one(Topic.STARTED)).state is WishState.WAITING


async def test_when_slack_takes_no_more_all_of_the_workspace_waits(house: House) -> None:
    """What was on its way hears of it; the rest is not called before it may pass, then in turns."""
    limited = Postponed("rate_limited", 30, maybe_taken=False, call=Call.POST)
    house.sender.answers[Topic.HELLO] = limited
    for number in range(40):
        await house.wish(Topic.HELLO, address=f"C{number}")
    for _ in range(29):
        await house.deliver()
        house.now += timedelta(seconds=1)
    assert len(house.sender.sent) <= AT_ONCE
    house.sender.answers.clear()
    house.now = NOW + timedelta(seconds=45)
    before = len(house.sender.sent)
    for _ in range(40):
        await house.deliver()
        house.now += timedelta(seconds=1)
    assert len(house.sender.sent) == before + 40


async def test_two_replicas_send_each_message_once(house: House) -> None:
    """Whoever claims it first."""
    for number in range(30):
        await house.wish(Topic.HELLO, address=f"C{number}")
    other = house.another()
    loop = asyncio.create_task(other.run())
    async with house.delivering(), asyncio.timeout(PATIENCE_S):
        await asyncio.gather(house.courier.caught_up(), other.caught_up())
    loop.cancel()
    await other.drain()
    keys = [order.wish.key for order in house.sender.sent]
    assert len(keys) == len(set(keys))
    waiting = await house.database.read(lambda store: store.wishes.find(state=WishState.WAITING))
    assert len(keys) + len(waiting) == 30
    assert all(wish.has_turn for wish in waiting), "the rest waits for its turn in the pace"


async def test_nobody_has_to_wake_it_for_what_becomes_due(house: House) -> None:
    """It wakes by the clock, and looks again when that has been set."""
    await house.wish(Topic.HELLO)
    await house.change(Topic.HELLO, due_at=NOW + timedelta(hours=3))
    async with house.delivering(), asyncio.timeout(PATIENCE_S):
        await house.courier.caught_up()
        assert house.sender.sent == []
        house.now += timedelta(hours=3)
        while not is_shown(await house.one(Topic.HELLO)):
            pass


async def test_a_clock_that_is_set_back_keeps_nothing_waiting(house: House) -> None:
    """What was due by the old clock is looked at by the new one."""
    house.now += timedelta(days=400)
    house.sender.answers[Topic.HELLO] = Postponed("rate_limited", 30, maybe_taken=False)
    await house.wish(Topic.HELLO)
    await house.deliver()
    house.now = NOW
    house.sender.answers.clear()
    async with house.delivering(), asyncio.timeout(PATIENCE_S):
        await house.courier.caught_up()
    assert is_shown(await house.one(Topic.HELLO))


async def test_nor_what_slack_said_by_the_old_one(house: House) -> None:
    """Half an hour back: the turns of the old clock's hour hold nobody up either."""
    limited = Postponed("rate_limited", 30, maybe_taken=False, call=Call.POST)
    house.now += timedelta(minutes=30)
    house.sender.answers[Topic.HELLO] = limited
    await house.wish(Topic.HELLO)
    await house.deliver()
    house.now = NOW
    house.sender.answers.clear()
    async with house.delivering(), asyncio.timeout(PATIENCE_S):
        await house.courier.caught_up()
    assert is_shown(await house.one(Topic.HELLO))


async def test_caught_up_with_nothing_to_say(house: House) -> None:
    """It returns at once, each time."""
    async with house.delivering(), asyncio.timeout(PATIENCE_S):
        await house.courier.caught_up()
        await house.courier.caught_up()
    assert house.sender.sent == []


async def test_a_refusal_is_no_reason_to_try_again(house: House) -> None:
    """Until somebody wants it again."""
    house.sender.answers[Topic.HELLO] = Refused("is_archived")
    await house.wish(Topic.HELLO)
    await house.deliver()
    await house.deliver()
    assert len(house.sender.sent) == 1
    house.sender.answers.clear()
    await house.wish(Topic.HELLO)
    await house.deliver()
    assert is_shown(await house.one(Topic.HELLO))


async def test_a_sender_has_less_time_than_the_lease(house: House) -> None:
    """So that nobody else takes the message while it is sent."""
    orders: list[Order] = house.sender.sent
    await house.wish(Topic.HELLO)
    await house.deliver()
    assert 0 < orders[0].within_s < house.lease_s
