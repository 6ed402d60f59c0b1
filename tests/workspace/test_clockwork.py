"""Setting the workspace's clock, by the page and from another process."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.workspace.clockwork import Jump
from bot.workspace.errors import PersonError
from tests.workspace.conftest import Make
from tests.workspace.room import Clock, Room

Json = dict[str, Any]


class Control:
    """Moves a clock by a day, waits for leave at the week, and breaks at the month."""

    def __init__(self, clock: Clock) -> None:
        """``clock`` is the workspace's."""
        self.clock = clock
        self.leave = asyncio.Event()

    def jumps(self) -> Sequence[Jump]:
        """A day, a week and a month."""
        return [Jump("day", "Een dag"), Jump("week", "Een week"), Jump("month", "Een maand")]

    async def jump(self, key: str) -> None:
        """Move the clock."""
        if key == "month":
            raise OSError("the calendar fell off the wall")
        if key == "week":
            await self.leave.wait()
        self.clock.forward(timedelta(days=7 if key == "week" else 1))


@pytest.fixture
def control(clock: Clock) -> Control:
    """A control of the clock."""
    return Control(clock)


@pytest.fixture
async def timed(make_room: Make, control: Control) -> Room:
    """A workspace whose clock can be set."""
    return await make_room(control=control)


async def test_a_jump_is_seen_by_everyone(timed: Room) -> None:
    """Who looks on sees the new moment and that nothing is under way any more."""
    anna, bram = await timed.person("anna"), await timed.person("bram")
    assert anna.state["clockwork"]["jumps"][0] == {
        "key": "day",
        "label": "Een dag",
        "label_en": "",
    }
    answer = await anna.act("jump", key="day")
    assert answer["now"] == timed.clock.now.isoformat()
    await bram.wait_for(lambda me: me.state["now"] == answer["now"])
    assert bram.state["clockwork"]["running"] is None


async def test_one_jump_at_a_time(timed: Room, control: Control) -> None:
    """While one is under way all see which, and a second one is refused."""
    anna, bram = await timed.person("anna"), await timed.person("bram")
    going = asyncio.create_task(anna.act("jump", key="week"))
    await bram.wait_for(lambda me: (me.state["clockwork"]["running"] or {}).get("key") == "week")
    with pytest.raises(PersonError, match="jump_under_way"):
        await bram.act("jump", key="day")
    control.leave.set()
    await going
    await bram.wait_for(lambda me: me.state["clockwork"]["running"] is None)


async def test_a_jump_that_fails(timed: Room) -> None:
    """The person hears why, and the next jump works."""
    anna = await timed.person("anna")
    with pytest.raises(PersonError, match="jump_failed: the calendar"):
        await anna.act("jump", key="month")
    with pytest.raises(PersonError, match="unknown_jump"):
        await anna.act("jump", key="century")
    await anna.act("jump", key="day")


async def test_without_a_control(room: Room) -> None:
    """There is nothing to show and nothing to set."""
    anna = await room.person("anna")
    assert anna.state["clockwork"] is None
    with pytest.raises(PersonError, match="no_clock"):
        await anna.act("jump", key="day")


async def test_the_clock_by_http(timed: Room) -> None:
    """Another process reads the moment and the jumps, makes one, and hears of a wrong one."""
    control, page = (f"{timed.workspace.address}/{each}/clock" for each in ("control", "page"))
    async with aiohttp.ClientSession() as session:
        async with session.get(control) as response:
            before: Json = await response.json()
        assert [each["key"] for each in before["clockwork"]["jumps"]] == ["day", "week", "month"]
        async with session.post(control, json={"jump": "day"}) as response:
            after: Json = await response.json()
        assert after["now"] == timed.clock.now.isoformat() > before["now"]
        async with session.get(page) as response:
            assert await response.json() == after
        async with session.post(control, json={"jump": "century"}) as response:
            assert (response.status, (await response.json())["error"]) == (400, "unknown_jump")
