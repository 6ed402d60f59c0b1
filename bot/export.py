"""The scans that are published, and the files of one of them put into a folder."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.compose import TIMEZONE
from bot.exceptions import ShellError
from bot.files import MadeFile, files_of
from bot.settings import Settings
from bot.wording import all_voices
from flows.calendar import local_day
from flows.catalogue import load_instruments
from flows.language import Language
from flows.outcome import FileKind, Report
from flows.ports import Store
from flows.scan import Scan, ScanState
from flows.usecases.outcomes import history_of, outcome_of
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
        report = await database.read(lambda store: _report(store, wanted.scan))
    voice = all_voices()[wanted.language or report.outcome.language]
    _make_folder(wanted.folder)
    lines = []
    for kind in wanted.kinds:
        for made in files_of(replace(report, kind=kind), voice):
            file = _write(wanted.folder, made)
            lines.append(say("cli.export.written", file=str(file)))
    return [*lines, say("cli.export.careful")]


def _overview(store: Store) -> list[Phrase]:
    scans = sorted(
        store.scans.find(state=ScanState.PUBLISHED), key=lambda one: one.opened_at, reverse=True
    )
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


def _report(store: Store, number: int) -> Report:
    found = store.scans.find(id=number) if number <= LARGEST_NUMBER else ()
    if not found:
        raise ExportError(say("cli.export.unknown", number=number))
    scan = found[0]
    if scan.state is not ScanState.PUBLISHED:
        raise ExportError(say("cli.export.not_published", title=_line(scan.title)))
    instruments = load_instruments()
    outcome = outcome_of(store, scan, instruments)
    if outcome.results.withdrawn:
        raise ExportError(say("cli.export.withdrawn", title=_line(scan.title)))
    if not outcome.results.enough:
        raise ExportError(_too_few(scan))
    history = history_of(store, scan, instruments)
    return Report(kind=FileKind.XLSX, outcome=outcome, history=history)


def _too_few(scan: Scan) -> Phrase:
    return say("cli.export.too_few", title=_line(scan.title), minimum=scan.minimum)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _write(folder: Path, made: MadeFile) -> Path:
    """Write a file that was not there; a number behind its name tells it from an older one."""
    name = Path(made.name)
    file, number = folder / name, 1
    while True:
        try:
            with file.open("xb") as written:
                written.write(made.content)
        except FileExistsError:
            number += 1
            file = folder / f"{name.stem} ({number}){name.suffix}"
        except OSError as error:
            raise _unwritable(file, error) from error
        else:
            return file


def _unwritable(file: Path, error: OSError) -> ExportError:
    return ExportError(say("cli.export.unwritable", file=str(file), why=error.strerror or ""))
