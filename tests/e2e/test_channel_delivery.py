"""A radar is posted exactly once, whatever goes wrong while it is uploaded and posted."""

import asyncio
import contextlib
from datetime import timedelta

import pytest

from bot.workspace.core import Timing
from bot.workspace.faults import FaultKind
from bot.workspace.person import Person
from flows.outbox import Wish
from flows.topics import Topic
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import (
    PLACE,
    TABLE,
    hand_in,
    only_scan,
    radar_of,
    radars,
    table_of,
    until,
)
from tests.e2e.world import World

PATIENCE_S = 60.0
"""Seconds that a delivery may take with all its attempts: far more than it does."""
PICTURES = 2
"""The radar, and what stands in the thread under it."""
LOOK_S = 0.3
"""Seconds to watch the channel before the clock is set forward again."""


async def _results(world: World) -> Wish | None:
    return await world.read(lambda store: store.wishes.one(topic=Topic.RESULTS))


async def _delivered(world: World, leader: Person) -> None:
    """Let time pass until the results stand, as often as the delivery has to come back."""
    async with asyncio.timeout(PATIENCE_S):
        while not [one for one in leader.messages(PLACE) if TABLE in one.text]:
            await world.forward(timedelta(minutes=5))
            await world.running_bot.house.courier.caught_up()
            with contextlib.suppress(TimeoutError):
                await leader.sees(TABLE, PLACE, patience=LOOK_S)


async def _closed(world: World) -> Person:
    leader = await world.person("marijke")
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7, "tom": (5,) * 7})
    await leader.sees("De scan is gestart", PLACE)
    return leader


async def _stands_once(world: World, leader: Person) -> None:
    await _delivered(world, leader)
    radar = await radar_of(leader)
    table = await table_of(leader)
    assert table.body["thread_ts"] == radar.body["ts"]
    assert len(radars(leader)) == 1
    assert len([one for one in leader.messages(PLACE) if TABLE in one.text]) == 1


UPLOAD = (
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
    "files.info",
    "conversations.history",
    "conversations.replies",
)


@pytest.mark.parametrize(
    "kind", ["rate_limited", "server_error", "drop_before", "drop_after", "disconnect"]
)
async def test_faults_during_the_upload(world: World, kind: FaultKind) -> None:
    """Each call of the upload fails once, and however it does, one radar stands in the end."""
    leader = await _closed(world)
    for method in UPLOAD:
        world.workspace.faults.fail_next(method, kind, seconds=1)
    await world.close_scan(await only_scan(world))
    await _stands_once(world, leader)


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "drop_before", "drop_after"])
async def test_faults_when_posting(world: World, kind: FaultKind) -> None:
    """A post of which Slack does not say that it took it is looked for, and made at most once.

    Each time with the picture that is there already.
    """
    leader = await _closed(world)
    world.workspace.faults.fail_next("chat.postMessage", kind, times=3, seconds=1)
    await world.close_scan(await only_scan(world))
    await _stands_once(world, leader)
    assert len(world.workspace.journal.calls("files.completeUploadExternal")) == PICTURES


@pytest.mark.parametrize("kind", ["server_error", "rate_limited"])
async def test_everything_fails_for_a_while(world: World, kind: FaultKind) -> None:
    """An outage of Slack during the close delays the radar and doubles nothing."""
    leader = await _closed(world)
    world.workspace.faults.fail_next("*", kind, times=25, seconds=30)
    await world.close_scan(await only_scan(world))
    await _stands_once(world, leader)


async def test_a_picture_that_is_processed_late(make: MakeWorld) -> None:
    """The message waits until Slack can show the picture; it has not one without it before."""
    world = await make(timing=Timing(retries=(0.0, 0.05, 0.05), processing=1.2))
    await world.start_bot()
    leader = await _closed(world)
    await world.close_scan(await only_scan(world))
    await _stands_once(world, leader)
    assert len(world.workspace.journal.calls("files.completeUploadExternal")) == PICTURES


async def test_closing_that_comes_twice(world: World) -> None:
    """The heartbeat beats again while the radar is being drawn: one radar."""
    leader = await _closed(world)
    scan = await only_scan(world)
    await world.forward(scan.closes_at - world.clock())
    await world.forward(timedelta(seconds=5))
    await world.forward(timedelta(seconds=5))
    await _stands_once(world, leader)


async def test_a_stop_between_upload_and_post(world: World) -> None:
    """A bot that is stopped while it posts finishes or leaves it to the next run: one radar."""
    leader = await _closed(world)
    world.workspace.faults.fail_next("chat.postMessage", "server_error", times=1000)
    await world.close_scan(await only_scan(world))

    async def tried() -> bool:
        wish = await _results(world)
        return wish is not None and wish.attempts > 0 and bool(wish.file_id)

    await until(tried)
    await world.stop_bot()
    assert not radars(leader)
    world.workspace.faults.clear()
    await world.start_bot()
    await _stands_once(world, leader)
    assert len(world.workspace.journal.calls("files.completeUploadExternal")) == PICTURES
