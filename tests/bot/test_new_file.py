"""Files that are there whole or not at all, for their owner alone."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.new_file import make_folder, write_new

FULL = 1_000
"""Bytes after which nothing more can be written to any file."""


@contextmanager
def full_disk() -> Iterator[None]:
    """A limit to what a file can hold, which fails as a full disk does: half-way."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    """Nor anything beside it; what was there stays."""
    older = write_new(tmp_path, "cijfers.xlsx", b"ouder")
    with full_disk(), pytest.raises(OSError, match="too large"):
        write_new(tmp_path, "cijfers.xlsx", b"x" * (FULL + 1))
    assert [*tmp_path.iterdir()] == [older]
    assert older.read_bytes() == b"ouder"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Nothing is overwritten."""
    made = [write_new(tmp_path, "cijfers.xlsx", content) for content in (b"1", b"2", b"3")]
    assert [file.name for file in made] == [
        "cijfers.xlsx",
        "cijfers (2).xlsx",
        "cijfers (3).xlsx",
    ]
    assert [file.read_bytes() for file in made] == [b"1", b"2", b"3"]


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    """Neither the file nor the folder that was made for it; one that was there keeps its mode."""
    folder = tmp_path / "uit" / "nu"
    make_folder(folder)
    file = write_new(folder, "cijfers.xlsx", b"1")
    assert [file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777] == [0o600, 0o700]
    folder.chmod(0o750)
    make_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o750
