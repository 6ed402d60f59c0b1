"""The version of a database's tables, and bringing it up to date."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError

from storage import engines
from storage.exceptions import NotADatabaseError, SchemaNewerError
from storage.faults import explain, where

_LOCK = 0x626F7267  # any number that other programs on the server are unlikely to lock


class SchemaStatus(StrEnum):
    """How a database's tables stand to what this program needs."""

    UP_TO_DATE = "up_to_date"
    OLDER = "older"  # migrations of this program have not been applied
    NEWER = "newer"  # migrations were applied that this program does not know
    EMPTY = "empty"  # nothing of ours in it


@dataclass(frozen=True)
class SchemaState:
    """Which revision a database has ("" for none) and which this program needs."""

    current: str
    head: str
    status: SchemaStatus


def migrate(address: str) -> list[str]:
    """Bring a database up to date; the revisions that were applied, in their order.

    Several programs may do this at once: one does, the others wait. Raises StorageError.
    """
    url = engines.parse(address)
    engine = engines.migrating(url)
    try:
        with engine.begin() as connection:
            return _upgrade(connection, url)
    except DBAPIError as error:
        if fault := explain(error, url):
            raise fault from error
        raise
    finally:
        engine.dispose()


def schema_state(address: str) -> SchemaState:
    """How a database stands; a file that is not there is not made. Raises StorageError."""
    url = engines.parse(address)
    if engines.is_sqlite(url) and not Path(url.database or "").exists():
        return _judge("")
    engine = engines.reading(url, connections=1)
    try:
        with engine.connect() as connection:
            return _judge(_revision(connection))
    except DBAPIError as error:
        if fault := explain(error, url):
            raise fault from error
        raise
    finally:
        engine.dispose()


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; it needs no file.

    A new migration is drafted by `alembic.command.revision(config(connection), autogenerate=True)`.
    """
    made = Config()
    folder = str(Path(__file__).with_name("migrations"))
    made.set_main_option("script_location", folder.replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection, url: URL) -> list[str]:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    current = _revision(connection)
    state = _judge(current)
    if state.status is SchemaStatus.NEWER:
        raise SchemaNewerError(where(url), state.current)
    script = ScriptDirectory.from_config(config())
    pending = [step.revision for step in script.iterate_revisions(state.head, current or "base")]
    command.upgrade(config(connection), "head")
    if (
        connection.dialect.name == "sqlite"
        and connection.execute(text("PRAGMA foreign_key_check")).first()
    ):
        raise NotADatabaseError(where(url), "rows refer to rows that are not there")
    return pending[::-1]


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _judge(current: str) -> SchemaState:
    script = ScriptDirectory.from_config(config())
    head = script.get_current_head() or ""
    known = {step.revision for step in script.walk_revisions()}
    if not current:
        status = SchemaStatus.EMPTY
    elif current not in known:
        status = SchemaStatus.NEWER
    else:
        status = SchemaStatus.UP_TO_DATE if current == head else SchemaStatus.OLDER
    return SchemaState(current, head, status)
