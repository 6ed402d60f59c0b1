"""What all tests may ask for: databases of both kinds, each test its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.schema import migrate
from tests.support.postgres import PostgresServer, running_postgres

# How long an example takes tells of the machine's load: speed is for tests/bench.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

DATABASES = ["sqlite", "postgresql"]
TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started for the first test that wants one."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The URL of the server's own database, for what is about the server: leave no tables in it."""
    return postgres_server.url()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all migrations applied, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "borging.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with all migrations applied, to be copied."""
    migrate(postgres_server.create(TEMPLATE))
    return TEMPLATE


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database without tables, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'borging.sqlite3'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database() as url:
            yield url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database with our tables, empty, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "borging.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database(request.getfixturevalue("migrated_template")) as url:
            yield url
