"""The heartbeat runs its work again and again, and one beat that fails does not end it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.clock import utc_now
from bot.exceptions import ShellError
from bot.schedule import STOPPED_S, Heartbeat
from flows.scan import ScanState
from flows.usecases.due import channels_due
from flows.wording import say
from storage.database import Database
from tests.support.kept import NOW, keep_one_of_each

PATIENCE_S = 20.0
HOUR_S = 3600


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
    with beating(heartbeat):
        async with asyncio.timeout(PATIENCE_S):
            assert [await beats.get(), await beats.get()] == [1, 2]


async def test_a_clock_that_is_set_back_does_not_stop_the_heart() -> None:
    """The next beat, hours away by the clock as it is now, comes at once."""
    beat, back = asyncio.Event(), timedelta()

    async def work() -> None:
        beat.set()

    def wall() -> datetime:
        return utc_now() - back

    heartbeat = Heartbeat(wall, watch_s=0.01)
    heartbeat.every(HOUR_S, work)
    with beating(heartbeat):
        async with asyncio.timeout(PATIENCE_S):
            await looks(5)
            assert not beat.is_set(), "an hour by a clock that runs on is an hour"
            back = timedelta(hours=3)
            await beat.wait()


async def test_what_is_not_to_wait_is_done_at_the_start_too() -> None:
    """Without waiting for its interval to go by first."""
    done = asyncio.Queue[str]()

    async def later() -> None:
        done.put_nowait("later")

    async def now() -> None:
        done.put_nowait("now")

    heartbeat = Heartbeat()
    heartbeat.every(HOUR_S, later)
    heartbeat.every(HOUR_S, now, at_once=True)
    with beating(heartbeat):
        async with asyncio.timeout(PATIENCE_S):
            assert await done.get() == "now"
    assert done.empty()


async def test_a_heart_without_beats_has_stopped() -> None:
    """It beats from its start on, for as long as any work is begun now and then."""
    beat, now_s = asyncio.Event(), 0.0

    async def work() -> None:
        beat.set()

    heartbeat = Heartbeat(seconds=lambda: now_s)
    heartbeat.every(1, work)
    now_s = 100.0
    assert not heartbeat.is_beating()
    with beating(heartbeat):
        assert heartbeat.is_beating()
        now_s += STOPPED_S
        assert not heartbeat.is_beating()
        async with asyncio.timeout(PATIENCE_S):
            await beat.wait()
        assert heartbeat.is_beating()


@contextmanager
def beating(heartbeat: Heartbeat) -> Iterator[None]:
    """Let it beat for as long as the block lasts."""
    heartbeat.start()
    try:
        yield
    finally:
        heartbeat.stop()


async def looks(times: int) -> None:
    """Wait until a watch that looks every hundredth of a second has looked so often."""
    loop = asyncio.get_running_loop()
    for _ in range(times):
        looked = asyncio.Event()
        loop.call_later(0.01, looked.set)
        await looked.wait()


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
