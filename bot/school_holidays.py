"""The school years that the bot knows, and a file with the holidays of further ones taken in."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.compose import TIMEZONE, almanac, clock_of
from bot.exceptions import ShellError
from bot.settings import Settings
from flows.calendar import local_day
from flows.catalogue import load_school_holidays
from flows.holiday_file import parse_holidays
from flows.holidays import HolidayKind, SchoolHoliday, SchoolYear, known_until, merged, school_years
from flows.region import HolidayRegion
from flows.usecases.school_years import keep_holidays
from flows.wording import Phrase, say
from storage.database import opened
from storage.schema import SchemaStatus, schema_state

LARGEST = 1_000_000
"""Bytes that a file may have: a school year takes about a thousand."""
FAULTS_TOLD = 20
"""Faults of a file that are told one by one."""


class HolidayFileError(ShellError):
    """The file cannot be read."""


@dataclass(frozen=True)
class Outcome:
    """What there is to tell, line by line; not fine if the file was refused as a whole."""

    is_fine: bool
    lines: Sequence[Phrase]


async def known_school_years(settings: Settings) -> Outcome:
    """Which school years the bot knows, and until when that will do. Raises StorageError."""
    state = await asyncio.to_thread(schema_state, settings.database_url)
    imported: Sequence[SchoolHoliday] = ()
    if state.status is not SchemaStatus.EMPTY:
        async with opened(settings.database_url) as database:
            imported = await database.read(lambda store: store.school_holidays.find())
    return Outcome(is_fine=True, lines=_overview(merged(load_school_holidays(), imported)))


async def take_in(settings: Settings, file: Path) -> Outcome:
    """Keep the holidays of a file, all of them, or none if anything in it is wrong.

    Raises HolidayFileError or StorageError.
    """
    found, faults = parse_holidays(_read(file))
    if faults:
        lines = [
            say("cli.holidays.line", line=fault.line, what=fault.what)
            for fault in faults[:FAULTS_TOLD]
        ]
        if len(faults) > FAULTS_TOLD:
            lines.append(say("cli.holidays.more_faults", count=len(faults) - FAULTS_TOLD))
        return Outcome(is_fine=False, lines=[*lines, say("cli.holidays.nothing_kept")])
    now = clock_of(settings)()
    known = almanac(local_day(now, TIMEZONE).year)
    async with opened(settings.database_url) as database:
        await database.write(lambda store: keep_holidays(store, found, now, known))
        imported = await database.read(lambda store: store.school_holidays.find())
    kept = Counter(one.school_year for one in found)
    lines = [say("cli.holidays.kept", count=kept[year], year=year) for year in sorted(kept)]
    overview = _overview(merged(load_school_holidays(), imported))
    return Outcome(is_fine=True, lines=[*lines, *overview])


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or ""
        raise HolidayFileError(say("cli.holidays.unreadable", file=str(file), why=why)) from error
    if len(content) > LARGEST:
        raise HolidayFileError(say("cli.holidays.large", file=str(file)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HolidayFileError(say("cli.holidays.not_text", file=str(file))) from error


def _overview(holidays: Sequence[SchoolHoliday]) -> list[Phrase]:
    lines = [_year(year) for year in school_years(holidays)]
    return [*lines, say("cli.holidays.until", day=known_until(holidays))]


def _year(year: SchoolYear) -> Phrase:
    if not year.missing:
        return say("cli.holidays.whole", year=year.name)
    missing = [
        _lacking(kind, [region for each, region in year.missing if each is kind])
        for kind in HolidayKind
        if any(each is kind for each, _ in year.missing)
    ]
    return say("cli.holidays.part", year=year.name, missing=missing)


def _lacking(kind: HolidayKind, regions: Sequence[HolidayRegion]) -> Phrase:
    name = say(f"holidays.kind.{kind.value}")
    if len(regions) == len(HolidayRegion):
        return name
    where = [say(f"setup.holiday.{region.value}") for region in regions]
    return say("cli.holidays.of_regions", kind=name, regions=where)
