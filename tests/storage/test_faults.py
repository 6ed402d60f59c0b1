"""Every fault of a database is told in words that say what to do, without the password."""

import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url

from storage import exceptions
from storage.database import Database
from storage.exceptions import StorageError
from storage.schema import migrate, schema_state
from tests.support.kept import keep_one_of_each

SECRET = "geheim-woord"


@contextmanager
def _every_connection_says(statement: str) -> Iterator[None]:
    """Have each connection made meanwhile begin with a statement."""

    def say(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", say)
    try:
        yield
    finally:
        event.remove(Engine, "connect", say)


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    """An SQLite database with the tables."""
    path = tmp_path / "borging.sqlite3"
    path.write_bytes(migrated_file.read_bytes())
    return path


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", exceptions.UrlMalformedError),
        ("borging.sqlite3", exceptions.UrlMalformedError),
        ("sqlite://", exceptions.UrlMalformedError),
        ("sqlite:///:memory:", exceptions.UrlMalformedError),
        ("sqlite://borging.sqlite3", exceptions.UrlMalformedError),
        (f"postgresql://u:{SECRET}@host:poort/x", exceptions.UrlMalformedError),
        (f"postgresql://u:{SECRET}@127.0.0.1/x?colour=blue", exceptions.UrlMalformedError),
        (f"mysql://u:{SECRET}@host/x", exceptions.UrlSchemeError),
        (f"postgresql+asyncpg://u:{SECRET}@host/x", exceptions.UrlSchemeError),
        (f"https://u:{SECRET}@host/x", exceptions.UrlSchemeError),
    ],
)
async def test_addresses(address: str, fault: type[StorageError]) -> None:
    """An address that cannot be used is refused before anything happens."""
    for use in (schema_state, migrate):
        with pytest.raises(fault) as caught:
            use(address)
        _is_helpful(caught.value)
    with pytest.raises(fault):
        await Database.open(address)


async def test_unreachable_server() -> None:
    """Nobody listens on the port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(exceptions.ServerUnreachableError) as caught:
        await Database.open(f"postgresql://u:{SECRET}@127.0.0.1:{port}/borging")
    _is_helpful(caught.value)
    assert caught.value.where == f"127.0.0.1:{port}/borging"


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("password", exceptions.LoginRefusedError),
        ("username", exceptions.LoginRefusedError),
        ("database", exceptions.DatabaseUnknownError),
    ],
)
async def test_refused_by_the_server(
    postgres_url: str, part: str, fault: type[StorageError]
) -> None:
    """A wrong password, user or database each have their own advice."""
    url = make_url(postgres_url)
    wrong = {
        "password": url.set(password=SECRET),
        "username": url.set(username="nobody-known"),
        "database": url.set(database="nothing-known"),
    }
    with pytest.raises(fault) as caught:
        await Database.open(wrong[part].render_as_string(hide_password=False))
    _is_helpful(caught.value)
    assert str(url.password) not in str(caught.value)


async def test_a_database_without_tables(empty_database_url: str) -> None:
    """A database that was not migrated is refused, with the command to run."""
    with pytest.raises(exceptions.SchemaEmptyError, match="borging migrate"):
        await Database.open(empty_database_url)
    migrate(empty_database_url)
    await (await Database.open(empty_database_url)).close()


@pytest.mark.parametrize(
    "path_of",
    [
        lambda folder: folder / "missing" / "borging.sqlite3",
        lambda folder: folder / "file" / "borging.sqlite3",
        lambda folder: folder,
    ],
    ids=["no such folder", "a file as folder", "a folder as file"],
)
async def test_a_file_that_cannot_be_made(tmp_path: Path, path_of: Callable[[Path], Path]) -> None:
    """Where no file can be the folder is named."""
    (tmp_path / "file").touch()
    with pytest.raises(exceptions.NotOpenableError) as caught:
        migrate(f"sqlite:///{path_of(tmp_path)}")
    _is_helpful(caught.value)
    with pytest.raises(StorageError):
        await Database.open(f"sqlite:///{path_of(tmp_path)}")


def test_not_a_database(tmp_path: Path) -> None:
    """A file with something else in it is left alone."""
    path = tmp_path / "brief.txt"
    path.write_text("Geachte mevrouw De Boer, " * 100)
    for use in (migrate, schema_state):
        with pytest.raises(exceptions.NotADatabaseError):
            use(f"sqlite:///{path}")
    assert path.read_text().startswith("Geachte mevrouw")


def test_a_damaged_file(file: Path) -> None:
    """Pages full of nonsense are found out."""
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    for use in (migrate, schema_state):
        with pytest.raises(exceptions.NotADatabaseError):
            use(f"sqlite:///{file}")


async def test_a_read_only_file(file: Path) -> None:
    """What may not be written is refused."""
    with (
        _every_connection_says("PRAGMA query_only = ON"),
        pytest.raises(exceptions.NotWritableError) as caught,
    ):
        await _write(f"sqlite:///{file}")
    _is_helpful(caught.value)


async def test_a_full_disk(file: Path) -> None:
    """What does not fit is refused, and what was there before stays."""
    await _write(f"sqlite:///{file}", "T1")
    with _every_connection_says("PRAGMA max_page_count = 1"):
        database = await Database.open(f"sqlite:///{file}")
        try:
            with pytest.raises(exceptions.DiskFullError) as caught:
                await database.write(
                    lambda store: [keep_one_of_each(store, f"T{n}") for n in range(2, 99)]
                )
            _is_helpful(caught.value)
            assert len(await database.read(lambda store: store.workspaces.find())) == 1
        finally:
            await database.close()


async def test_a_locked_file(file: Path) -> None:
    """Another program that keeps the file locked is waited for, but not for ever."""
    address = f"sqlite:///{file}?timeout=0.05"
    database = await Database.open(address)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(exceptions.DatabaseLockedError) as caught:
            await database.write(keep_one_of_each)
        _is_helpful(caught.value)
        other.execute("ROLLBACK")
    await database.write(keep_one_of_each)
    await database.close()


def test_a_locked_new_file(tmp_path: Path) -> None:
    """The same holds for a file that another program is just making."""
    path = tmp_path / "borging.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(exceptions.DatabaseLockedError):
            migrate(f"sqlite:///{path}?timeout=0.05")
        other.execute("ROLLBACK")
    assert migrate(f"sqlite:///{path}")


async def _write(address: str, team_id: str = "T1") -> None:
    database = await Database.open(address)
    try:
        await database.write(lambda store: keep_one_of_each(store, team_id))
    finally:
        await database.close()


def _is_helpful(fault: StorageError) -> None:
    first, _, advice = str(fault).partition(". ")
    assert first
    assert advice
    assert SECRET not in str(fault)
    assert fault.__cause__ is None or SECRET not in str(fault.__cause__)
