"""The pictures as files, and the kinds of file that there are."""

from xml.etree import ElementTree as ET

import pytest

from bot.files import make_files
from bot.radar import RadarWorker
from flows.language import Language
from flows.outcome import FileKind
from tests.support.reports import TITLE, a_report, an_outcome, made

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_first_scan_has_two_pictures_and_a_later_one_three() -> None:
    """Radar and strip plot; the history once there is one. Each is described."""
    first, later = made(FileKind.PNG, an_outcome()), made(FileKind.PNG)
    names = [f"{TITLE} - {what}.png" for what in ("radar", "spreiding", "verloop")]
    assert [file.name for file in first] == names[:2]
    assert [file.name for file in later] == names
    assert all(file.content.startswith(PNG) and file.alt for file in later)


def test_pictures_can_be_enlarged() -> None:
    """SVG, which is XML."""
    for file in made(FileKind.SVG):
        assert file.name.endswith(".svg")
        assert ET.fromstring(file.content).tag.endswith("svg")  # noqa: S314 - our own


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV, FileKind.PNG])
async def test_a_worker_makes_what_is_made_here(kind: FileKind) -> None:
    """The report travels to another process and the files come back."""
    worker = RadarWorker()
    try:
        assert await worker.run(make_files, a_report(kind), Language.NL) == made(kind)
    finally:
        await worker.close()
