"""Migrations lead to the tables, on SQLite and on PostgreSQL."""

import asyncio
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from storage import engines
from storage.database import Database
from storage.exceptions import SchemaEmptyError, SchemaNewerError, SchemaOlderError
from storage.schema import SchemaStatus, migrate, schema_state
from storage.tables import metadata


def _say(url: str, statement: str) -> None:
    engine = engines.writing(engines.parse(url), connections=1)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_migrations_lead_to_the_tables(empty_database_url: str) -> None:
    """After all migrations the database has the tables, keys and indexes of `storage.tables`."""
    migrate(empty_database_url)
    engine = engines.migrating(engines.parse(empty_database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        for table in metadata.tables.values():
            there = inspect(connection).get_foreign_keys(table.name)
            wanted = {key.parent.name: key.ondelete for key in table.foreign_keys}
            assert {
                key["constrained_columns"][0]: key["options"].get("ondelete") for key in there
            } == wanted
    engine.dispose()


def test_partial_indexes(empty_database_url: str) -> None:
    """After all migrations each index holds the rows that `storage.tables` says, and no others."""

    def indexes() -> dict[str, tuple[object, ...]]:
        engine = engines.migrating(engines.parse(empty_database_url))
        with engine.connect() as connection:
            found = [
                index
                for table in metadata.tables
                for index in inspect(connection).get_indexes(table)
            ]
        engine.dispose()
        return {
            str(index["name"]): (index["column_names"], index["unique"], _condition(index))
            for index in found
        }

    migrate(empty_database_url)
    migrated = indexes()
    engine = engines.migrating(engines.parse(empty_database_url))
    with engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    engine.dispose()
    assert migrated == indexes()


def _condition(index: ReflectedIndex) -> str:
    options = index.get("dialect_options", {})
    where = options.get("postgresql_where", options.get("sqlite_where", ""))
    return re.sub(r"[()]|::text|\b\w+\.", "", str(where))


def test_states(empty_database_url: str) -> None:
    """A database is empty, then up to date; migrating twice does nothing more."""
    assert schema_state(empty_database_url).status is SchemaStatus.EMPTY
    applied = migrate(empty_database_url)
    state = schema_state(empty_database_url)
    assert state.status is SchemaStatus.UP_TO_DATE
    assert applied[-1] == state.current == state.head
    assert migrate(empty_database_url) == []


def test_looking_makes_no_file(tmp_path: Path) -> None:
    """A file that is not there is empty, and is still not there afterwards."""
    address = f"sqlite:///{tmp_path / 'borging.sqlite3'}"
    assert schema_state(address).status is SchemaStatus.EMPTY
    with pytest.raises(SchemaEmptyError):
        asyncio.run(Database.open(address))
    assert list(tmp_path.iterdir()) == []


async def test_a_newer_database_is_left_alone(database_url: str) -> None:
    """A database that a newer program made is neither opened nor migrated."""
    _say(database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert schema_state(database_url).status is SchemaStatus.NEWER
    with pytest.raises(SchemaNewerError, match="newer version"):
        migrate(database_url)
    with pytest.raises(SchemaNewerError, match="9999"):
        await Database.open(database_url)


async def test_an_older_database_wants_migrating(database_url: str) -> None:
    """A database without the last migration is refused until it is migrated."""
    _say(database_url, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(SchemaOlderError, match="borging migrate"):
        await Database.open(database_url)


async def test_three_programs_migrate_at_once(empty_database_url: str) -> None:
    """One of them does it, the others wait and find nothing to do."""
    results = await asyncio.gather(
        *(asyncio.to_thread(migrate, empty_database_url) for _ in range(3))
    )
    assert sorted(results, key=len)[:2] == [[], []]
    assert schema_state(empty_database_url).status is SchemaStatus.UP_TO_DATE
