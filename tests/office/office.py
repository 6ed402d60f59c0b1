"""LibreOffice without a window: it opens a file and writes it again in another form."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

PATIENCE_S = 120.0
"""Seconds that a conversion may take: far more than it does, its first start included."""
DOTS_PER_INCH = "60"


def converted(file: Path, form: str, folder: Path, *, read_as: str = "") -> Path:
    """The file in another form, by a profile that is used for this folder alone.

    `read_as` names the filter to read it by, where its name does not say enough.
    """
    profile = folder / "profile"
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


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=PATIENCE_S)
    return done.stdout
