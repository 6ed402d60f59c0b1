"""The heartbeat runs its work again and again, and one beat that fails does not end it."""

import asyncio
from datetime import timedelta

from bot.exceptions import ShellError
from bot.schedule import Heartbeat
from flows.scan import ScanState
from flows.usecases.due import channels_due
from flows.wording import say
from storage.database import Database
from tests.support.kept import NOW, keep_one_of_each


async def test_a_beat_that_fails_is_followed_by_the_next() -> None:
    """A database that is away for a moment does not stop the heart."""
    beats = asyncio.Queue[int]()
    count = 0

    async def work() -> None:
        nonlocal count
        count += 1
        beats.put_nowait(count)
        if count == 1:
            raise ShellError(say("cli.fault.slack"))

    heartbeat = Heartbeat()
    heartbeat.every(1, work)
    heartbeat.start()
    try:
        async with asyncio.timeout(20):
            assert [await beats.get(), await beats.get()] == [1, 2]
    finally:
        heartbeat.stop()


async def test_what_is_due_can_be_asked_where_nothing_can_be_locked(database_url: str) -> None:
    """The look at what is due is a read: it passes on both databases, and finds an open scan."""
    database = await Database.open(database_url)
    try:
        kept = await database.write(keep_one_of_each)
        closes_at = kept.scan.closes_at
        before = await database.read(lambda store: channels_due(store, NOW))
        due = await database.read(lambda store: channels_due(store, closes_at))
        late = await database.read(lambda store: channels_due(store, closes_at + timedelta(days=9)))
    finally:
        await database.close()
    assert kept.scan.state is ScanState.OPEN
    assert before == []
    assert due == late == [(kept.workspace.id, "C1")]
