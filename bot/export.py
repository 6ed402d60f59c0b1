"""The scans that are published, and the files of one of them put into a folder."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.compose import TIMEZONE, almanac, clock_of
from bot.exceptions import ShellError
from bot.files import files_of
from bot.new_file import make_folder, write_new
from bot.settings import Settings
from bot.wording import all_voices
from flows.calendar import local_day
from flows.catalogue import load_instruments
from flows.language import Language
from flows.outcome import FileKind, Report
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.usecases.access import is_out
from flows.usecases.outcomes import history_of, outcome_of
from flows.usecases.published import in_order
from flows.usecases.year_thread import Around, year_of_report
from flows.wording import Phrase, say
from storage.database import opened

LARGEST_NUMBER = 2**31 - 1
"""The largest that a record can have."""


class ExportError(ShellError):
    """What was asked for cannot be exported."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be exported: the scan of this number, these kinds, and to which folder.

    Without a language it is the region's.
    """

    scan: int
    kinds: Sequence[FileKind]
    folder: Path
    language: Language | None = None


async def published_scans(settings: Settings) -> Sequence[Phrase]:
    """The scans that can be exported, the newest first, and what to type. Raises StorageError."""
    async with opened(settings.database_url) as database:
        lines = await database.read(_overview)
    if not lines:
        return [say("cli.export.none")]
    return [*lines, say("cli.export.how")]


async def export(settings: Settings, wanted: Wanted) -> Sequence[Phrase]:
    """Make the files and say where they are; what is there is never overwritten.

    Raises ExportError or StorageError.
    """
    async with opened(settings.database_url) as database:
        now = clock_of(settings)()
        report = await database.read(lambda store: _report(store, wanted.scan, now))
    voice = all_voices()[wanted.language or report.outcome.language]
    made = [file for kind in wanted.kinds for file in files_of(replace(report, kind=kind), voice)]
    place, lines = wanted.folder, []
    try:
        make_folder(wanted.folder)
        for one in made:
            place = wanted.folder / one.name
            file = write_new(wanted.folder, one.name, one.content)
            lines.append(say("cli.export.written", file=str(file)))
    except OSError as error:
        raise _unwritable(place, error) from error
    return [*lines, say("cli.export.careful")]


def _overview(store: Store) -> list[Phrase]:
    found = store.scans.find(state=ScanState.PUBLISHED)
    scans = in_order(scan for scan in found if is_out(store, scan))[::-1]
    return [
        say(
            "cli.export.line",
            number=scan.id,
            region=_line(store.regions.get(scan.region_id).name),
            title=_line(scan.title),
            day=local_day(scan.published_at or scan.closes_at, TIMEZONE),
        )
        for scan in scans
    ]


def _line(text: str) -> str:
    """What somebody typed, as a terminal may be given it: no control characters."""
    return "".join(one for one in text if unicodedata.category(one)[0] != "C")


def _report(store: Store, number: int, now: datetime) -> Report:
    found = store.scans.find(id=number) if number <= LARGEST_NUMBER else ()
    if not found:
        raise ExportError(say("cli.export.unknown", number=number))
    scan = found[0]
    if scan.state is not ScanState.PUBLISHED:
        raise ExportError(say("cli.export.not_published", title=_line(scan.title)))
    if not is_out(store, scan):
        raise ExportError(say("cli.export.not_posted", title=_line(scan.title)))
    instruments = load_instruments()
    history = history_of(store, scan, instruments)
    seen = [past.scan for past in history]
    outcome = outcome_of(store, scan, instruments, seen)
    if outcome.results.withdrawn:
        raise ExportError(say("cli.export.withdrawn", title=_line(scan.title)))
    if not outcome.results.enough:
        raise ExportError(_too_few(scan))
    known = almanac(local_day(now, TIMEZONE).year)
    around = Around(instruments=instruments, almanac=known, now=now)
    year = year_of_report(store, scan, seen, around)
    return Report(kind=FileKind.XLSX, outcome=outcome, history=history, year=year)


def _too_few(scan: Scan) -> Phrase:
    return say("cli.export.too_few", title=_line(scan.title), minimum=scan.minimum)


def _unwritable(file: Path, error: OSError) -> ExportError:
    return ExportError(say("cli.export.unwritable", file=str(file), why=error.strerror or ""))
