"""Two years of a region: who hears how much, and when a sinking network is noticed."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from bot.demo_region import LEADER
from flows.topics import Topic
from tests.e2e.conftest import MakeWorld
from tests.e2e.two_years import BEGIN, NAMES, Got, Season, TwoYears

FALLS_FIRST = 4
FALLS_AGAIN = 5
SEASONS: dict[str, Callable[[int], Season]] = {
    "engaged": lambda _scan: Season.ENGAGED,
    "sinking": lambda scan: (
        Season.ENGAGED
        if scan < FALLS_FIRST
        else Season.SINKING
        if scan <= FALLS_AGAIN
        else Season.RECOVERING
    ),
}
IN_A_SCAN_MONTH = 5
IN_OTHER_MONTHS = 2


async def _lived(make: MakeWorld, name: str) -> TwoYears:
    world = await make(begin=BEGIN)
    await world.start_bot()
    region = TwoYears(world, SEASONS[name])
    await region.play()
    return region


@pytest.mark.parametrize("name", SEASONS)
async def test_nobody_hears_too_much(make: MakeWorld, name: str) -> None:
    """One message a person a day; few a month, fewest for who has no open action."""
    region = await _lived(make, name)
    got = region.got()
    scans = await region.open_days()
    owned = await region.owned_days()
    for person in (*NAMES, LEADER.name):
        days = Counter(one.day for one in got if one.name == person)
        assert max(days.values()) == 1
    for person in NAMES:
        for (year, month), count in _by_month(got, person).items():
            in_scan = any(_touches(span, year, month) for span in scans)
            with_action = any(_touches(span, year, month) for span in owned[person])
            if in_scan:
                assert count <= IN_A_SCAN_MONTH, (person, year, month)
            elif not with_action:
                assert count <= IN_OTHER_MONTHS, (person, year, month)
        between = [
            one.day
            for one in got
            if one.name == person
            and not any(_touches(span, one.day.year, one.day.month) for span in scans)
        ]
        assert max(Counter(day.isocalendar()[:2] for day in between).values(), default=0) <= 1
    for one in got:
        if one.topic is Topic.CHECK_IN:
            assert not any(first <= one.day <= last for first, last in scans)
    dips = [one.at for one in got if one.topic is Topic.DIP]
    closings = [scan.closes_at for scan in await region.scans()]
    if name == "engaged":
        assert dips == []
    else:
        assert closings[FALLS_FIRST - 1] <= dips[0] < closings[FALLS_AGAIN - 1]


def _by_month(got: Iterable[Got], name: str) -> Counter[tuple[int, int]]:
    return Counter((one.day.year, one.day.month) for one in got if one.name == name)


def _touches(span: tuple[date, date], year: int, month: int) -> bool:
    first, last = span
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)
