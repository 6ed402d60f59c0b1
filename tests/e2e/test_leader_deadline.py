"""A scan closes at its moment, and its outcome stands in the channel in working hours."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.scan import ScanState
from tests.e2e.leading import PLACE, hand_in, only_scan, radar_of, radars, start_by_home
from tests.e2e.world import World

FOURS = (4,) * 7


def _at(*moment: int) -> datetime:
    year, month, day, hour = moment
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "deadline", "closes", "posted"),
    [
        (_at(2027, 3, 8, 9), "2027-03-15", _at(2027, 3, 15, 15), _at(2027, 3, 15, 15)),
        (_at(2027, 3, 22, 9), "2027-03-29", _at(2027, 3, 29, 14), _at(2027, 3, 30, 7)),
        (_at(2027, 3, 22, 9), "2027-03-28", _at(2027, 3, 28, 14), _at(2027, 3, 30, 7)),
        (_at(2027, 10, 25, 9), "2027-11-01", _at(2027, 11, 1, 15), _at(2027, 11, 1, 15)),
    ],
)
async def test_a_scan_closes_by_itself_at_four_local_time(
    world: World, begin: datetime, deadline: str, closes: datetime, posted: datetime
) -> None:
    """A minute before it is open, at 16:00 in Amsterdam it is published; summer time or not.

    On a free day the channel gets the outcome when work begins again.
    """
    await world.forward(begin - world.clock())
    leader = await start_by_home(world, values={"deadline": deadline})
    await hand_in(world, {"karin": FOURS})
    await world.forward(closes - timedelta(minutes=1) - world.clock())
    assert (await only_scan(world)).state is ScanState.OPEN
    await world.forward(closes - world.clock())
    assert (await only_scan(world)).state is ScanState.PUBLISHED
    await leader.sees("De scan is gesloten", PLACE)
    if posted > closes:
        await world.forward(posted - timedelta(minutes=1) - world.clock())
        await world.running_bot.house.courier.caught_up()
        assert not radars(leader)
        await world.forward(posted - world.clock())
    await radar_of(leader)


async def test_a_scan_that_was_due_while_the_bot_was_off_is_closed_later(world: World) -> None:
    """What became due during an outage is done after the start, once."""
    leader = await start_by_home(world)
    await hand_in(world, {"karin": FOURS})
    await world.stop_bot()
    await world.forward(timedelta(days=16))
    await world.start_bot()
    await world.forward(timedelta())
    await radar_of(leader)
    await world.forward(timedelta(days=1))
    await world.running_bot.house.courier.caught_up()
    assert len(radars(leader)) == 1
