"""School holidays: what ships, what an imported one replaces, and until when they are known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalogue import load_school_holidays
from flows.holidays import (
    SILENT,
    HolidayKind,
    SchoolHoliday,
    days_between,
    free_days,
    known_until,
    merged,
    school_years,
    year_end,
)
from flows.region import HolidayRegion

SHIPPED = load_school_holidays()
YEARS = ["2025-2026", "2026-2027", "2027-2028", "2028-2029", "2029-2030"]


def a_year(name: str) -> list[SchoolHoliday]:
    """All holidays of another school year, in its weeks of 2029-2030."""
    years = int(name[:4]) - 2029
    return [
        replace(
            one,
            school_year=name,
            first=one.first + timedelta(days=364 * years),
            last=one.last + timedelta(days=364 * years),
        )
        for one in SHIPPED
        if one.school_year == YEARS[-1]
    ]


def test_five_whole_school_years_ship() -> None:
    """Each with five holidays in three regions."""
    years = school_years(SHIPPED)
    assert [year.name for year in years] == YEARS
    assert not any(year.missing for year in years)
    assert known_until(SHIPPED) == date(2030, 7, 31)


@pytest.mark.parametrize(
    ("region", "first", "last"),
    [
        (HolidayRegion.NORTH, date(2026, 10, 10), date(2026, 10, 18)),
        (HolidayRegion.MIDDLE, date(2026, 10, 17), date(2026, 10, 25)),
        (HolidayRegion.SOUTH, date(2026, 10, 17), date(2026, 10, 25)),
    ],
)
def test_the_regions_have_their_own_weeks(region: HolidayRegion, first: date, last: date) -> None:
    """Autumn 2026, first and last day included."""
    autumn = [one for one in SHIPPED if one.school_year == "2026-2027"]
    found = free_days(autumn, {region}, {HolidayKind.AUTUMN})
    assert sorted(found) == days_between(first, last)


def test_christmas_is_fixed_and_autumn_is_advice() -> None:
    """The source's certainty is kept."""
    certain = {one.kind: one.certain for one in SHIPPED}
    assert certain[HolidayKind.CHRISTMAS]
    assert not certain[HolidayKind.AUTUMN]


def test_several_regions_are_free_when_one_is() -> None:
    """The union, and summer and Christmas are part of it."""
    north, south = free_days(SHIPPED, {"north"}), free_days(SHIPPED, {"south"})
    assert free_days(SHIPPED, {"north", "south"}) == north | south
    assert free_days(SHIPPED, {"north"}, SILENT) < north
    assert free_days(SHIPPED, ()) == frozenset()


@given(st.sampled_from(SHIPPED), st.integers(0, 30))
def test_a_holiday_is_free_from_its_first_to_its_last_day(one: SchoolHoliday, days: int) -> None:
    """And holidays of one region do not touch each other."""
    same = [each for each in SHIPPED if each.region is one.region]
    free = free_days(same, {one.region})
    assert one.first in free
    assert one.last in free
    assert min(one.first + timedelta(days=days), one.last) in free
    assert one.first - timedelta(days=1) not in free
    assert one.last + timedelta(days=1) not in free


def test_an_imported_holiday_wins() -> None:
    """That of the same school year, kind and region is gone; all others stay."""
    moved = replace(SHIPPED[0], id=7, first=date(2025, 10, 25), last=date(2025, 11, 2))
    both = merged(SHIPPED, [moved])
    assert set(both) == {*SHIPPED[1:], moved}
    assert merged(SHIPPED, ()) == SHIPPED


def test_known_until_the_last_year_that_is_whole() -> None:
    """A year with a gap, or behind one, does not count."""
    next_year = a_year("2030-2031")
    assert known_until([*SHIPPED, *next_year]) == date(2031, 7, 31)
    assert known_until([*SHIPPED, *next_year[1:]]) == date(2030, 7, 31)
    assert known_until([*SHIPPED, *a_year("2031-2032")]) == date(2030, 7, 31)
    assert known_until(()) == date.min


def test_what_is_missing_of_a_year_is_named() -> None:
    """By kind and region."""
    (year,) = school_years(a_year("2030-2031")[2:])
    assert year.name == "2030-2031"
    assert year.missing == (
        (HolidayKind.AUTUMN, HolidayRegion.NORTH),
        (HolidayKind.AUTUMN, HolidayRegion.MIDDLE),
    )


def test_a_school_year_ends_with_july() -> None:
    """In its second year."""
    assert year_end("2029-2030") == date(2030, 7, 31)
