"""What fails in one place of a run leaves the rest of it alone, and is seen from outside."""

import asyncio
from dataclasses import replace

import pytest

from bot.duties import DeliveryStoppedError
from flows.outbox import Manner
from flows.ports import Store
from flows.scan import ScanState
from flows.usecases.walks import wish_walk
from tests.e2e.world import WAIT_S, World


async def test_a_run_that_delivers_nothing_gives_no_sign_of_life(world: World) -> None:
    """So that it is started anew."""
    bot = world.running_bot
    await bot.give_sign()
    bot.delivering.cancel()
    await asyncio.wait([bot.delivering])
    with pytest.raises(DeliveryStoppedError):
        await bot.give_sign()


async def test_a_channel_that_cannot_be_looked_at_holds_up_its_own_scan_only(world: World) -> None:
    """The other closes; the next look makes up for it."""
    scan = await world.start_scan()

    def another(store: Store) -> None:
        region = store.regions.get(scan.region_id)
        zuid = store.regions.add(replace(region, id=0, name="Zuid", channel="C0OTHER"))
        closing = replace(scan, last_call_at=None)
        store.scans.save(closing)
        store.scans.add(replace(closing, id=0, region_id=zuid.id, channel="C0OTHER"))

    await world.write(another)

    async def are_open() -> int:
        return len(await world.read(lambda store: store.scans.find(state=ScanState.OPEN)))

    faults = world.workspace.faults
    faults.fail_next(
        "conversations.info", "error", code="token_revoked", times=1_000_000, channel=scan.channel
    )
    await world.forward(scan.closes_at - world.clock())
    assert await are_open() == 1
    faults.clear()
    await world.running_bot.act_due()
    assert await are_open() == 0


@pytest.mark.parametrize("kind", ["rate_limited", "server_error"])
async def test_an_old_message_is_frozen_later_if_need_be(world: World, kind: str) -> None:
    """Its buttons go, though Slack did not take that at first."""
    await world.start_scan()
    karin = await world.person("karin")
    await karin.sees("Wie ziet wat?")
    user_id, now = world.user_id("karin"), world.clock()

    def again(store: Store) -> None:
        person = store.people.one(user_id=user_id)
        assert person is not None
        response = store.responses.one(person_id=person.id)
        assert response is not None
        wish_walk(store, now, response, Manner.ANEW, prompted=True)

    world.workspace.faults.fail_next("chat.update", kind, seconds=1)  # type: ignore[arg-type]  # one of its kinds
    await world.write(again)
    await karin.wait_for(
        lambda me: len(me.messages()) == 2 and sum(bool(one.labels) for one in me.messages()) == 1,
        WAIT_S,
    )
