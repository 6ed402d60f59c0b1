"""When people work: the days on which a person, a partner or a region's channel is left alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flows.holidays import (
    SILENT,
    Almanac,
    HolidayKind,
    SchoolHoliday,
    days_between,
    free_days,
    known_until,
    merged,
)
from flows.ports import Store
from flows.region import HolidayRegion, Partner, PeriodKind, Region, Sector

SCHOOLS = frozenset({Sector.VMBO, Sector.PO, Sector.MBO})
"""The sectors that are free in all school holidays unless their partner says otherwise."""
HOLIDAYS_RUN_OUT = timedelta(days=200)
"""How long before the last known school year ends leaders are warned."""


@dataclass(frozen=True, kw_only=True)
class Diary:
    """The days without work beside weekends, as `flows.calendar` takes them.

    School holidays are known up to and with `known_until`; later days are provisional.
    """

    timezone: str
    free: frozenset[date]
    known_until: date


def region_diary(store: Store, region: Region, almanac: Almanac) -> Diary:
    """That of a region's channel and leaders: free when its schools are."""
    return _diary(store, region, almanac, follows_schools=True, partner_id=None)


def partner_diary(store: Store, partner: Partner, almanac: Almanac) -> Diary:
    """That of a partner's people."""
    follows = partner.follows_schools
    return _diary(
        store,
        store.regions.get(partner.region_id),
        almanac,
        follows_schools=partner.sector in SCHOOLS if follows is None else follows,
        partner_id=partner.id,
    )


def reader_diary(store: Store, person_id: int, region: Region, almanac: Almanac) -> Diary:
    """That of the partner for whom a person speaks in the region, else that of the region."""
    speaks = store.participants.one(region_id=region.id, person_id=person_id, removed_at=None)
    if speaks is None:
        return region_diary(store, region, almanac)
    return partner_diary(store, store.partners.get(speaks.partner_id), almanac)


def holiday_regions(region: Region) -> frozenset[str]:
    """The holiday regions whose school holidays a region minds."""
    chosen = frozenset(region.holiday_regions) & frozenset(HolidayRegion)
    # Without a choice nobody knows better: then it is quiet when any of the three is free.
    return chosen or frozenset(HolidayRegion)


def holidays_known_until(store: Store, almanac: Almanac) -> date:
    """The last day of which it is known whether schools are free, imported years included."""
    return known_until(merged(almanac.school, store.school_holidays.find()))


def holidays_run_out(store: Store, almanac: Almanac, today: date) -> date | None:
    """The last day of which it is known, if leaders have to be warned today that it is near."""
    until = holidays_known_until(store, almanac)
    return until if until <= today + HOLIDAYS_RUN_OUT else None


def _diary(
    store: Store,
    region: Region,
    almanac: Almanac,
    *,
    follows_schools: bool,
    partner_id: int | None,
) -> Diary:
    shared, until = _shared(
        almanac.public,
        merged(almanac.school, store.school_holidays.find()),
        holiday_regions(region),
        frozenset(HolidayKind) if follows_schools else SILENT,
    )
    own = frozenset(
        day
        for period in store.periods.find(region_id=region.id, kind=PeriodKind.FREE)
        if period.partner_id in {None, partner_id}
        for day in days_between(period.first, period.last)
    )
    free = shared | own if own else shared
    return Diary(timezone=region.timezone, free=free, known_until=until)


@lru_cache(maxsize=64)
def _shared(
    public: frozenset[date],
    school: tuple[SchoolHoliday, ...],
    regions: frozenset[str],
    kinds: frozenset[HolidayKind],
) -> tuple[frozenset[date], date]:
    """What all with the same holidays have in common; each message asks for it, so made once."""
    return public | free_days(school, regions, kinds), known_until(school)
