"""School holidays of further school years are taken in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flows.holidays import Almanac, SchoolHoliday
from flows.ports import Store
from flows.usecases.rhythm_plan import refresh_rhythm


def keep_holidays(
    store: Store, holidays: Iterable[SchoolHoliday], now: datetime, almanac: Almanac
) -> None:
    """Keep holidays, each in the place of what was kept of its school year, kind and region.

    Rhythms follow at once.
    """
    for one in holidays:
        kept = store.school_holidays.one(
            school_year=one.school_year, kind=one.kind, region=one.region
        )
        if kept is None:
            store.school_holidays.add(one)
        else:
            store.school_holidays.save(replace(one, id=kept.id))
    for rhythm in store.rhythms.find():
        refresh_rhythm(store, store.regions.get(rhythm.region_id, lock=True), now, almanac)
