"""A file that is there whole or not at all, for nobody else on the computer to read."""

import os
import tempfile
from pathlib import Path

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there, for its owner alone. Raises OSError."""
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def write_new(folder: Path, name: str, content: bytes) -> Path:
    """Write a file, with a number behind its name if there is one of that name already.

    Raises OSError, and then leaves nothing behind.
    """
    descriptor, written = tempfile.mkstemp(prefix=".", dir=folder)
    beside = Path(written)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        return _put(beside, folder, Path(name))
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, folder: Path, name: Path) -> Path:
    place = _free(folder, name)
    try:
        return beside.replace(place)
    except OSError:
        place.unlink(missing_ok=True)
        raise


def _free(folder: Path, name: Path) -> Path:
    """The first name that nobody has, taken by an empty file before anybody else takes it."""
    place, number = folder / name, 1
    while True:
        try:
            place.touch(OWNER_ONLY, exist_ok=False)
        except FileExistsError:
            number += 1
            place = folder / f"{name.stem} ({number}){name.suffix}"
        else:
            return place
