"""The PostgreSQL that the tests run on."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.support.postgres import PostgresServer

SERVE = """
from tests.support.postgres import running_postgres
with running_postgres() as server:
    print(server.url().replace("+psycopg", ""), flush=True)
    input()
"""
END_TIMEOUT = 15.0  # seconds that the server is given to end
ROOT = Path(__file__).parents[2]


def tables(url: str) -> list[str]:
    """The names of the tables in a database."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return [name for (name,) in connection.execute(query)]


def test_each_database_is_new(postgres_server: PostgresServer) -> None:
    """What one test leaves in its database is not there in the next one's."""
    with (
        postgres_server.database() as first,
        psycopg.connect(first.replace("+psycopg", "")) as connection,
    ):
        connection.execute("CREATE TABLE left_behind (id int)")
        connection.commit()
        assert tables(first) == ["left_behind"]
    with postgres_server.database() as second:
        assert tables(second) == []


def test_database_goes_though_somebody_is_connected(postgres_server: PostgresServer) -> None:
    """A connection that a test forgot does not keep its database."""
    with postgres_server.database() as url:
        forgotten = psycopg.connect(url.replace("+psycopg", ""))
    with forgotten, pytest.raises(psycopg.OperationalError):
        forgotten.execute("SELECT 1")


def test_server_ends_with_its_parent() -> None:
    """When the process that started it is killed, the server ends."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        with psycopg.connect(parent.stdout.readline().strip()) as connection:
            parent.kill()
            with pytest.raises(psycopg.errors.AdminShutdown):
                connection.execute("SELECT pg_sleep(%s)", [END_TIMEOUT])
