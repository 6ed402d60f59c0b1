"""From a report to its files."""

from functools import cache
from typing import assert_never

from bot.files.made import MadeFile
from bot.files.telling import Telling
from bot.radar import ImageFormat
from bot.wording import Voices, all_voices
from flows.language import Language
from flows.outcome import FileKind, Report
from flows.wording import Wording


def make_files(report: Report, language: Language) -> tuple[MadeFile, ...]:
    """The files of a report in a language, for a process that has no voice yet."""
    return files_of(report, _voices()[language])


def files_of(report: Report, wording: Wording) -> tuple[MadeFile, ...]:
    """The files of a report. Takes up to some seconds, so an event loop leaves it to a worker."""
    # Word and Excel take a second to import, and only a process that makes files needs them.
    from bot.files.data import data  # noqa: PLC0415
    from bot.files.document import document  # noqa: PLC0415
    from bot.files.images import images  # noqa: PLC0415
    from bot.files.workbook import workbook  # noqa: PLC0415

    telling = Telling(report, wording)
    match report.kind:
        case FileKind.XLSX:
            return (workbook(telling),)
        case FileKind.DOCX:
            return (document(telling),)
        case FileKind.CSV:
            return data(telling)
        case FileKind.PNG:
            return images(telling, ImageFormat.PNG)
        case FileKind.SVG:
            return images(telling, ImageFormat.SVG)
        case _:
            assert_never(report.kind)


@cache
def _voices() -> Voices:
    return all_voices()
