"""Databases that have their tables, and stores on them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from flows.ports import Store
from storage import engines
from storage.database import Database
from storage.store import TableStore
from tests.support.fake_store import FakeStore
from tests.support.postgres import PostgresServer


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with nothing in it; on SQLite and on PostgreSQL."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def sqlite_contract(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an SQLite file that stays empty, for tests that keep nothing."""
    path = tmp_path_factory.mktemp("contract") / "borging.sqlite3"
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_contract(postgres_server: PostgresServer, migrated_template: str) -> str:
    """The URL of a PostgreSQL database that stays empty, for tests that keep nothing."""
    return postgres_server.create("contract", template=migrated_template)


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store, in a transaction that is given up at the end."""
    if request.param == "fake":
        yield FakeStore()
        return
    url: str = request.getfixturevalue(f"{request.param}_contract")
    engine = engines.writing(engines.parse(url), connections=1)
    try:
        with engine.connect() as connection:
            yield TableStore(connection)
    finally:
        engine.dispose()
