"""What a run does by itself goes on whatever one of those things runs into."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.duties import HeartStoppedError
from bot.schedule import STOPPED_S, Heartbeat
from flows.inbox import Heard
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.usecases.retention import SENT_AGAIN
from tests.e2e.world import WAIT_S, World

UNKNOWN = "een-geheime-vragenlijst"


async def test_a_scan_that_cannot_be_closed_holds_up_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Those after it close; it is logged by its id alone and tried again at the next beat."""
    scan = await world.start_scan()

    def break_one(store: Store) -> Scan:
        store.scans.save(replace(scan, last_call_at=None))
        for response in store.responses.find():
            store.responses.save(replace(response, remind_at=None))
        region = store.regions.add(replace(store.regions.get(scan.region_id), id=0, name="Zuid"))
        before = scan.closes_at - timedelta(minutes=1)
        return store.scans.add(
            replace(
                scan,
                id=0,
                region_id=region.id,
                closes_at=before,
                last_call_at=None,
                instrument=UNKNOWN,
            )
        )

    broken = await world.write(break_one)
    with caplog.at_level(logging.WARNING):
        await world.forward(scan.closes_at - world.clock())
    states = await world.read(
        lambda store: {one.id: one.state for one in store.scans.find()},
    )
    assert states[broken.id] is ScanState.OPEN
    assert states[scan.id] is not ScanState.OPEN
    assert f"scan {broken.id} cannot be acted on: KeyError" in caplog.text
    assert UNKNOWN not in caplog.text

    def mend(store: Store) -> None:
        store.scans.save(replace(broken, instrument=scan.instrument))

    await world.write(mend)
    await world.running_bot.act_due()
    assert (await world.read(lambda store: store.scans.get(broken.id))).state is not ScanState.OPEN


async def test_what_was_kept_too_long_while_it_was_down_goes_at_the_start(world: World) -> None:
    """Nobody waits for the hour to go by."""
    await world.stop_bot()

    def hear(store: Store) -> None:
        long_ago = world.clock() - 2 * SENT_AGAIN
        store.heard.add(Heard(workspace_id=1, event_id="E1", heard_at=long_ago))

    await world.write(hear)
    await world.start_bot()
    async with asyncio.timeout(WAIT_S):
        while await world.read(lambda store: store.heard.find(event_id="E1")):
            pass


async def test_a_run_whose_heart_stopped_gives_no_sign_of_life(world: World) -> None:
    """What is due would not be done, though it still answers."""
    now_s = 0.0
    bot = world.running_bot
    bot.heartbeat = Heartbeat(seconds=lambda: now_s)
    await bot.give_sign()
    now_s = STOPPED_S
    with pytest.raises(HeartStoppedError):
        await bot.give_sign()
