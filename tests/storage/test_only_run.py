"""One running bot for each SQLite file."""

from pathlib import Path

import pytest

from storage.exceptions import DatabaseInUseError, NotWritableError
from storage.only_run import only_run


def test_a_second_run_on_a_file_is_refused(tmp_path: Path) -> None:
    """While one bot runs on a file another is told so; once it has ended the next may run."""
    address = f"sqlite:///{tmp_path / 'borging.sqlite3'}"
    with only_run(address), pytest.raises(DatabaseInUseError), only_run(address):
        pass
    with only_run(address):
        pass


def test_a_server_takes_several() -> None:
    """Any number of bots may run on one PostgreSQL database."""
    address = "postgresql://somebody@localhost/borging"
    running = 0
    with only_run(address), only_run(address):
        running += 2
    assert running == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A file in a folder that does not exist cannot be held."""
    with pytest.raises(NotWritableError), only_run(f"sqlite:///{tmp_path}/none/borging.sqlite3"):
        pass
