"""School holidays of further school years are taken in."""

from dataclasses import replace
from datetime import date

from flows.region import HolidayRegion
from flows.rhythm import Every, Rhythm
from flows.usecases.rhythm_plan import keep, region_days
from flows.usecases.school_years import keep_holidays
from tests.support.builders import SCHOOL_HOLIDAYS
from tests.support.leading import LedWorld

FIRST, SECOND, *_ = SCHOOL_HOLIDAYS


def test_holidays_are_kept_once() -> None:
    """One of the same school year, kind and region is replaced; others stay as they are."""
    world = LedWorld()
    store = world.store
    for holidays in ([FIRST, SECOND], [FIRST, SECOND]):
        keep_holidays(store, holidays, world.now, world.almanac)
    assert [replace(one, id=0) for one in store.school_holidays.find()] == [FIRST, SECOND]
    moved = replace(FIRST, last=date(2025, 10, 31), certain=True)
    keep_holidays(store, [moved], world.now, world.almanac)
    assert [replace(one, id=0) for one in store.school_holidays.find()] == [moved, SECOND]


def test_a_rhythm_follows_at_once() -> None:
    """What has to be done next is due at its moment by the new holidays."""
    world = LedWorld()
    world.change_region(holiday_regions=(HolidayRegion.NORTH,))
    rhythm = world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=Every.QUARTER, since=date(2027, 8, 1))
    )
    before = keep(world.store, rhythm, world.region, world.almanac)
    autumn = next(
        one
        for one in SCHOOL_HOLIDAYS
        if (one.school_year, one.region) == ("2027-2028", HolidayRegion.NORTH)
    )
    longer = replace(autumn, first=date(2027, 9, 6), last=date(2027, 10, 29))
    keep_holidays(world.store, [longer], world.now, world.almanac)
    after = world.store.rhythms.get(rhythm.id)
    assert after.due_at != before.due_at
    assert date(2027, 9, 20) in region_days(world.store, world.region, world.almanac).school
