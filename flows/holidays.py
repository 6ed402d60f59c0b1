"""School holidays: which days the schools of a region are free, and how far that is known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from flows.calendar import SCHOOL_YEAR_STARTS, school_year_end
from flows.region import HolidayRegion


class HolidayKind(StrEnum):
    """The five school holidays."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    SPRING = "spring"
    MAY = "may"
    SUMMER = "summer"


SILENT = frozenset({HolidayKind.CHRISTMAS, HolidayKind.SUMMER})
"""The holidays in which nobody is disturbed, whatever kind of organisation they are of."""
WHOLE_YEAR = tuple(product(HolidayKind, HolidayRegion))
"""What has to be known of a school year."""


@dataclass(frozen=True, kw_only=True)
class SchoolHoliday:
    """A holiday of one region in one school year ("2026-2027"), first to last day included.

    `certain` where the state fixes it; else it is the state's advice to schools.
    """

    id: int = 0
    school_year: str
    kind: HolidayKind
    region: HolidayRegion
    first: date
    last: date
    certain: bool


@dataclass(frozen=True)
class Almanac:
    """What is known of free days from outside: public holidays and school holidays."""

    public: frozenset[date] = frozenset()
    school: tuple[SchoolHoliday, ...] = ()


@dataclass(frozen=True)
class SchoolYear:
    """How much is known of a school year; `missing` are the holidays that are not."""

    name: str
    missing: tuple[tuple[HolidayKind, HolidayRegion], ...]


def merged(
    shipped: Iterable[SchoolHoliday], imported: Iterable[SchoolHoliday]
) -> tuple[SchoolHoliday, ...]:
    """Both together; an imported one replaces the shipped one of its year, kind and region."""
    each = {(one.school_year, one.kind, one.region): one for one in (*shipped, *imported)}
    return tuple(each.values())


def free_days(
    holidays: Iterable[SchoolHoliday],
    regions: Collection[str],
    kinds: Collection[HolidayKind] = frozenset(HolidayKind),
) -> frozenset[date]:
    """All days of the holidays of these kinds in any of these regions."""
    return frozenset(
        day
        for one in holidays
        if one.region in regions and one.kind in kinds
        for day in days_between(one.first, one.last)
    )


def days_between(first: date, last: date) -> list[date]:
    """The days from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def school_years(holidays: Iterable[SchoolHoliday]) -> Sequence[SchoolYear]:
    """The school years of which something is known, in order."""
    known: dict[str, set[tuple[HolidayKind, HolidayRegion]]] = {}
    for one in holidays:
        known.setdefault(one.school_year, set()).add((one.kind, one.region))
    return [
        SchoolYear(name, tuple(each for each in WHOLE_YEAR if each not in known[name]))
        for name in sorted(known)
    ]


def known_until(holidays: Iterable[SchoolHoliday]) -> date:
    """31 July of the last school year up to which each is known as a whole.

    It is counted from the first such year on; without any it is `date.min`.
    """
    until = date.min
    for end in (year_end(year.name) for year in school_years(holidays) if not year.missing):
        if until != date.min and end.year != until.year + 1:
            break
        until = end
    return until


def year_end(school_year: str) -> date:
    """31 July of a school year like "2026-2027"."""
    return school_year_end(date(int(school_year[:4]), SCHOOL_YEAR_STARTS, 1))
