"""LibreOffice without a window: it opens a file and writes it again in another form."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

PATIENCE_S = 120.0
"""Seconds that a conversion may take: far more than it does, its first start included."""
DOTS_PER_INCH = "60"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Work every formula out again when a workbook is opened, whatever the file says it came to."""


def converted(file: Path, form: str, folder: Path, *, read_as: str = "") -> Path:
    """The file in another form, by a profile that is used for this folder alone.

    `read_as` names the filter to read it by, where its name does not say enough.
    """
    profile = folder / "profile"
    own = profile / "user"
    own.mkdir(parents=True, exist_ok=True)
    (own / "registrymodifications.xcu").write_text(SETTINGS)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    reading = [f"--infilter={read_as}"] if read_as else []
    writing = ["--convert-to", form, "--outdir", str(folder), str(file)]
    said = _run([*command, *reading, *writing])
    made = folder / f"{file.stem}.{form}"
    assert made.exists(), said
    return made


def pages(pdf: Path) -> list[Path]:
    """A picture of each page."""
    _run(["pdftoppm", "-r", DOTS_PER_INCH, "-png", str(pdf), str(pdf.with_suffix(""))])
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def words(pdf: Path) -> str:
    """What the pages say."""
    return _run(["pdftotext", "-layout", str(pdf), "-"])


def page_words(pdf: Path) -> list[str]:
    """What each page says."""
    return words(pdf).split("\f")[:-1]


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=PATIENCE_S)
    return done.stdout
