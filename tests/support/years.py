"""The Dutch days of the known school years, for what plans ahead."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import holidays

from flows.catalogue import load_school_holidays
from flows.holidays import days_between
from flows.region import HolidayRegion
from flows.turns import Days

FIRST, LAST = date(2025, 8, 1), date(2030, 7, 31)
"""The days of which school holidays are known."""
PUBLIC = frozenset(holidays.country_holidays("NL", years=range(2025, 2033)))
SCHOOL_HOLIDAYS = load_school_holidays()


def dutch_days(
    *regions: HolidayRegion,
    exams: Iterable[date] = (),
    free: Iterable[date] = (),
    meetings: Collection[date] = (),
) -> Days:
    """The days of a region in these holiday regions."""
    return Days(
        public=PUBLIC,
        school={
            day: one.kind
            for one in SCHOOL_HOLIDAYS
            if one.region in regions
            for day in days_between(one.first, one.last)
        },
        free=frozenset(free),
        exams=frozenset(exams),
        meetings=frozenset(meetings),
        known_until=LAST,
    )


def days_of(first: date, last: date) -> list[date]:
    """The days from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def is_working(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in PUBLIC


def working_days(first: date, last: date) -> int:
    """How many working days lie after the first, up to the last."""
    return sum(is_working(day) for day in days_of(first, last)[1:])
