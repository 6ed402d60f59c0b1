"""A clock that jumps while messages are sent: each stands once, and none waits for ever."""

from datetime import timedelta

import pytest

from flows.outbox import Manner
from flows.topics import Topic
from tests.e2e.delivering import delivered, stands_once, wanted
from tests.e2e.world import World

WEEK = timedelta(weeks=1)


@pytest.mark.parametrize("weeks", [1, 2, -1, -52])
async def test_between_an_attempt_and_the_next(world: World, weeks: int) -> None:
    """What arrived is found by either clock; what did not is sent."""
    faults = world.workspace.faults
    faults.fail_next("chat.postMessage", "drop_after", times=3)
    faults.fail_next("chat.postMessage", "rate_limited", seconds=600, times=4)
    await world.start_scan()
    await world.running_bot.house.courier.caught_up()
    world.clock.move_to(world.clock() + weeks * WEEK)
    world.workspace.clock_moved()
    await delivered(world)
    await stands_once(world, Topic.WALK)
    await stands_once(world, Topic.STARTED)


async def test_forward_and_back(world: World) -> None:
    """What was put off by the wrong clock does not wait until that moment comes."""
    begin = world.clock()
    world.clock.move_to(begin + 9 * WEEK)
    await world.running_bot.house.courier.caught_up()
    faults = world.workspace.faults
    faults.fail_next("chat.postMessage", "rate_limited", seconds=60, times=99)
    await world.start_scan()
    await world.running_bot.house.courier.caught_up()
    faults.clear()
    world.clock.move_to(begin)
    await world.running_bot.house.courier.caught_up()
    await stands_once(world, Topic.WALK)
    await wanted(world, "karin", Manner.IN_PLACE)
    await delivered(world)
    assert world.clock() - begin < timedelta(hours=1)
    await stands_once(world, Topic.STARTED)
