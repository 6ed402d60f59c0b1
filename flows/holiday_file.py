"""Reading a file with school holidays: every fault is a value that names its line."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from flows.calendar import SCHOOL_YEAR_STARTS
from flows.holidays import HolidayKind, SchoolHoliday, year_end
from flows.region import HolidayRegion
from flows.wording import Phrase, say

HEADER = ("schooljaar", "vakantie", "regio", "begin", "eind_inclusief", "status")
KINDS = {
    "Herfstvakantie": HolidayKind.AUTUMN,
    "Kerstvakantie": HolidayKind.CHRISTMAS,
    "Voorjaarsvakantie": HolidayKind.SPRING,
    "Meivakantie": HolidayKind.MAY,
    "Zomervakantie": HolidayKind.SUMMER,
}
REGIONS = {
    "Noord": HolidayRegion.NORTH,
    "Midden": HolidayRegion.MIDDLE,
    "Zuid": HolidayRegion.SOUTH,
}
CERTAIN = {"verplicht": True, "advies": False}
FIRST_YEAR = 2025
"""No school year that begins earlier is kept: they are over."""
LONGEST = timedelta(weeks=8)
"""A school holiday's length at the most; the longest there is, the summer's, has six weeks."""

_YEAR = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)

Value = TypeVar("Value")
Key = tuple[str, HolidayKind, HolidayRegion]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line of a file (the first is 1), with what it has to be."""

    line: int
    what: Phrase


class _BadCellError(Exception):
    """What a cell says cannot be read; its argument says why."""

    def __init__(self, what: Phrase) -> None:
        super().__init__(what.key)
        self.what = what


def parse_holidays(text: str) -> tuple[Sequence[SchoolHoliday], Sequence[Fault]]:
    """The holidays of a file and all that is wrong with it; those of a faulty line are left out.

    The file has a header and a line per school year, holiday and region, with commas or
    semicolons between the cells and days as 2026-10-17 or 17-10-2026: as the state's page is
    copied, and as a Dutch spreadsheet saves it.
    """
    lines = text.splitlines()
    mark = ";" if ";" in (lines[0] if lines else "") else ","
    rows = [_cells(line, mark) for line in lines]
    if not rows or tuple(cell.lower() for cell in rows[0]) != HEADER:
        return (), [Fault(1, say("holidays.fault.header", header=",".join(HEADER)))]
    holidays: list[SchoolHoliday] = []
    faults: list[Fault] = []
    seen: dict[Key, int] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        found, wrong = _holiday(cells)
        faults += [Fault(number, what) for what in wrong]
        if found is None:
            continue
        earlier = seen.setdefault((found.school_year, found.kind, found.region), number)
        if earlier != number:
            faults.append(Fault(number, say("holidays.fault.twice", line=earlier)))
        holidays.append(found)
    if not holidays and not faults:
        faults.append(Fault(len(rows), say("holidays.fault.empty")))
    return holidays, faults


def _cells(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(mark)]


def _holiday(cells: Sequence[str]) -> tuple[SchoolHoliday | None, Sequence[Phrase]]:
    if len(cells) != len(HEADER):
        return None, [say("holidays.fault.cells", count=len(cells), needed=len(HEADER))]
    readers: Sequence[Callable[[str], object]] = (_year, _kind, _region, _day, _day, _certain)
    wrong = [
        what for read, cell in zip(readers, cells, strict=True) if (what := _fault(read, cell))
    ]
    if wrong:
        return None, wrong
    holiday = SchoolHoliday(
        school_year=_year(cells[0]),
        kind=_kind(cells[1]),
        region=_region(cells[2]),
        first=_day(cells[3]),
        last=_day(cells[4]),
        certain=_certain(cells[5]),
    )
    span = _span_faults(holiday)
    return (None if span else holiday), span


def _fault(read: Callable[[str], object], cell: str) -> Phrase | None:
    try:
        read(cell)
    except _BadCellError as error:
        return error.what
    return None


def _year(cell: str) -> str:
    parts = _YEAR.fullmatch(cell)
    if not parts or int(parts[2]) != int(parts[1]) + 1:
        raise _BadCellError(say("holidays.fault.year", found=cell))
    if int(parts[1]) < FIRST_YEAR:
        first = f"{FIRST_YEAR}-{FIRST_YEAR + 1}"
        raise _BadCellError(say("holidays.fault.over", found=cell, first=first))
    return cell


def _kind(cell: str) -> HolidayKind:
    return _one_of(cell, KINDS)


def _region(cell: str) -> HolidayRegion:
    return _one_of(cell, REGIONS)


def _certain(cell: str) -> bool:
    return _one_of(cell, CERTAIN)


def _one_of(cell: str, known: Mapping[str, Value]) -> Value:
    for name, value in known.items():
        if name.casefold() == cell.casefold():
            return value
    raise _BadCellError(say("holidays.fault.unknown", found=cell, known=tuple(known)))


def _day(cell: str) -> date:
    dutch = _DUTCH_DAY.fullmatch(cell)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(cell)
    except ValueError:
        raise _BadCellError(say("holidays.fault.day", found=cell)) from None


def _span_faults(one: SchoolHoliday) -> Sequence[Phrase]:
    if one.last < one.first:
        return [say("holidays.fault.backwards", first=one.first, last=one.last)]
    wrong = []
    if one.last - one.first > LONGEST:
        wrong.append(say("holidays.fault.long", first=one.first, last=one.last))
    end = year_end(one.school_year)
    begin = date(end.year - 1, SCHOOL_YEAR_STARTS, 1)
    if not begin <= one.first <= end:
        wrong.append(say("holidays.fault.outside", first=one.first, year=one.school_year))
    return wrong
