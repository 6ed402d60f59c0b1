"""When people work: who follows which school holidays, and their own free weeks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import next_open
from flows.holidays import Almanac, HolidayKind, SchoolHoliday, free_days
from flows.region import HolidayRegion, Partner, Period, PeriodKind, Sector
from flows.usecases.diary import SCHOOLS, Diary, partner_diary, reader_diary, region_diary
from tests.support.builders import SCHOOL_HOLIDAYS
from tests.support.leading import LEADER, LedWorld

PUBLIC = frozenset(holidays.country_holidays("NL", years=range(2025, 2031)))
ALMANAC = Almanac(public=PUBLIC, school=SCHOOL_HOLIDAYS)
AUTUMN, CHRISTMAS, SUMMER = date(2026, 10, 14), date(2026, 12, 22), date(2027, 7, 20)
"""In the north; in autumn the middle and south have no holiday on that day."""
ASCENSION_DAY = date(2027, 5, 6)


def world(*regions: HolidayRegion) -> LedWorld:
    """A region in these holiday regions."""
    world = LedWorld()
    world.change_region(holiday_regions=tuple(regions))
    return world


def partner(world: LedWorld, sector: Sector, *, follows: bool | None = None) -> Partner:
    """A partner that was told to follow schools, not to, or nothing."""
    return world.store.partners.add(
        Partner(region_id=world.region.id, name="P", sector=sector, follows_schools=follows)
    )


def diary(sector: Sector, *regions: HolidayRegion, follows: bool | None = None) -> Diary:
    """The diary of a partner of this sector in these holiday regions."""
    there = world(*regions)
    return partner_diary(there.store, partner(there, sector, follows=follows), ALMANAC)


@pytest.mark.parametrize("sector", Sector)
@pytest.mark.parametrize("follows", [None, True, False])
def test_who_is_free_in_the_autumn_holiday(sector: Sector, *, follows: bool | None) -> None:
    """Schools are, companies and municipalities are not, and each may be set otherwise."""
    free = diary(sector, HolidayRegion.NORTH, follows=follows).free
    assert (AUTUMN in free) is (sector in SCHOOLS if follows is None else follows)
    assert {CHRISTMAS, SUMMER, ASCENSION_DAY} <= free


def test_the_holidays_are_those_of_the_region() -> None:
    """Of each region that was chosen; of all three while none is."""
    north, middle = HolidayRegion.NORTH, HolidayRegion.MIDDLE
    assert AUTUMN not in diary(Sector.VMBO, middle).free
    both = diary(Sector.VMBO, north, middle).free
    assert both == diary(Sector.VMBO, north).free | diary(Sector.VMBO, middle).free
    assert diary(Sector.VMBO).free == diary(Sector.VMBO, *HolidayRegion).free


def test_a_word_that_is_no_holiday_region_is_no_choice() -> None:
    """An older version's word leaves nobody without holidays."""
    there = world()
    there.change_region(holiday_regions=("east",))
    assert region_diary(there.store, there.region, ALMANAC).free == diary(Sector.PO).free


def test_a_regions_channel_and_leaders_are_free_when_schools_are() -> None:
    """Theirs is a school's diary, in the region's own time."""
    there = world(HolidayRegion.NORTH)
    there.change_region(timezone="Europe/London")
    found = region_diary(there.store, there.region, ALMANAC)
    assert found.free == diary(Sector.VMBO, HolidayRegion.NORTH).free
    assert (found.timezone, found.known_until) == ("Europe/London", date(2030, 7, 31))


def test_a_partners_free_weeks_are_its_own() -> None:
    """Exam weeks are no free weeks, and those of the whole region are everybody's."""
    there = world(HolidayRegion.NORTH)
    mbo, firm = partner(there, Sector.MBO), partner(there, Sector.COMPANY)
    first = date(2027, 3, 8)
    for number, (whose, kind) in enumerate(
        [(mbo.id, PeriodKind.FREE), (None, PeriodKind.EXAM), (None, PeriodKind.FREE)]
    ):
        day = first.replace(day=8 + number)
        there.store.periods.add(
            Period(region_id=there.region.id, partner_id=whose, kind=kind, first=day, last=day)
        )
    days = {first.replace(day=8 + number) for number in range(3)}
    assert partner_diary(there.store, mbo, ALMANAC).free & days == {days_of(8), days_of(10)}
    assert partner_diary(there.store, firm, ALMANAC).free & days == {days_of(10)}
    assert region_diary(there.store, there.region, ALMANAC).free & days == {days_of(10)}


def days_of(number: int) -> date:
    """A day of March 2027."""
    return date(2027, 3, number)


def test_another_regions_free_weeks_are_not_ours() -> None:
    """Each region has its own."""
    there = world(HolidayRegion.NORTH)
    before = region_diary(there.store, there.region, ALMANAC)
    there.store.periods.add(
        Period(region_id=there.other.id, kind=PeriodKind.FREE, first=days_of(8), last=days_of(12))
    )
    assert region_diary(there.store, there.region, ALMANAC) == before


def test_a_reader_has_the_diary_of_who_they_speak_for() -> None:
    """A person of a company that of the company; a leader, and who left, that of the region."""
    there = world(HolidayRegion.NORTH)
    firm = there.take_in("De Boer", "U1")
    there.region = there.store.regions.get(there.region.id)

    def read_by(user_id: str) -> Diary:
        person = there.person(user_id)
        return reader_diary(there.store, person.id, there.region, ALMANAC)

    assert read_by("U1") == partner_diary(there.store, firm, ALMANAC)
    assert read_by(LEADER) == region_diary(there.store, there.region, ALMANAC)
    assert read_by("U1") != read_by(LEADER)
    (speaks,) = there.store.participants.find()
    there.store.participants.save(replace(speaks, removed_at=there.now))
    assert read_by("U1") == read_by(LEADER)


def test_imported_holidays_count_at_once() -> None:
    """In the place of those that ship."""
    there = world(HolidayRegion.NORTH)
    there.store.school_holidays.add(
        SchoolHoliday(
            school_year="2026-2027",
            kind=HolidayKind.AUTUMN,
            region=HolidayRegion.NORTH,
            first=date(2026, 11, 7),
            last=date(2026, 11, 15),
            certain=False,
        )
    )
    free = region_diary(there.store, there.region, ALMANAC).free
    assert date(2026, 11, 10) in free
    assert AUTUMN not in free


@given(
    day=st.dates(date(2025, 8, 1), date(2030, 7, 31)),
    at=st.times(),
    sector=st.sampled_from(Sector),
    regions=st.sets(st.sampled_from(HolidayRegion)),
    follows=st.sampled_from([None, True, False]),
)
def test_nobody_is_disturbed_in_a_holiday(
    *, day: date, at: time, sector: Sector, regions: set[HolidayRegion], follows: bool | None
) -> None:
    """Whoever it is, wherever: on a working day within hours, in no holiday that is theirs."""
    found = diary(sector, *regions, follows=follows)
    moment = next_open(datetime.combine(day, at, UTC), found.timezone, found.free)
    local = moment.astimezone(ZoneInfo(found.timezone))
    assert time(9) <= local.time() < time(16, 30)
    assert local.weekday() < 5
    assert local.date() not in PUBLIC
    theirs = regions or set(HolidayRegion)
    for one in SCHOOL_HOLIDAYS:
        kept = one.kind in {HolidayKind.SUMMER, HolidayKind.CHRISTMAS}
        school = sector in {Sector.VMBO, Sector.PO, Sector.MBO} if follows is None else follows
        if one.region in theirs and (kept or school):
            assert not one.first <= local.date() <= one.last
    assert found.free >= free_days(SCHOOL_HOLIDAYS, theirs, {HolidayKind.SUMMER})
