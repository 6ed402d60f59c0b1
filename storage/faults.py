"""What a driver's error means, in words that say what to do."""

import re
import sqlite3

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from flows.store_errors import AlreadyThereError
from storage import exceptions as faults
from storage.exceptions import StorageError

UNDOING = (DBAPIError, StorageError, AlreadyThereError)
"""What undoes the transaction in which it is raised: there is no going on with the next thing."""

_SQLITE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_READONLY: faults.NotWritableError,
    sqlite3.SQLITE_PERM: faults.NotWritableError,
    sqlite3.SQLITE_CANTOPEN: faults.NotOpenableError,
    sqlite3.SQLITE_FULL: faults.DiskFullError,
    sqlite3.SQLITE_BUSY: faults.DatabaseLockedError,
    sqlite3.SQLITE_LOCKED: faults.DatabaseLockedError,
    sqlite3.SQLITE_PROTOCOL: faults.DatabaseLockedError,
    sqlite3.SQLITE_IOERR: faults.DiskFaultyError,
    sqlite3.SQLITE_NOTADB: faults.NotADatabaseError,
    sqlite3.SQLITE_CORRUPT: faults.NotADatabaseError,
}
_POSTGRESQL: dict[str, type[StorageError]] = {
    "25006": faults.NotWritableError,  # read_only_sql_transaction
    "42501": faults.NotWritableError,  # insufficient_privilege
    "53100": faults.DiskFullError,  # disk_full
    "28000": faults.LoginRefusedError,  # invalid_authorization_specification
    "28P01": faults.LoginRefusedError,  # invalid_password
    "3D000": faults.DatabaseUnknownError,  # invalid_catalog_name
    "57P01": faults.ServerUnreachableError,  # admin_shutdown
    "57P02": faults.ServerUnreachableError,  # crash_shutdown
    "57P03": faults.ServerUnreachableError,  # cannot_connect_now
}
# A refused connection carries no code, only what the server said.
_SAID = {
    re.compile(r"authentication failed|no password supplied"): faults.LoginRefusedError,
    re.compile(r"no pg_hba.conf entry|permission denied"): faults.LoginRefusedError,
    re.compile(r"role .* (does not exist|is not permitted)"): faults.LoginRefusedError,
    re.compile(r"database .* does not exist"): faults.DatabaseUnknownError,
}
_SERIALIZATION_FAILURE = "40001"
_DEADLOCK_DETECTED = "40P01"
_PRIMARY_CODE = 0xFF  # SQLite's extended codes have more in the higher bits


def where(url: URL) -> str:
    """The file or server of a URL as people may see it: without user and password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    port = f":{url.port}" if url.port else ""
    return f"{url.host or 'localhost'}{port}/{url.database or ''}"


def is_taken_key(error: DBAPIError) -> bool:
    """Whether a unique key was there already."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return cause.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE
    return isinstance(cause, psycopg.errors.UniqueViolation)


def is_collision(error: DBAPIError) -> bool:
    """Whether two transactions got in each other's way, so that doing it again helps."""
    cause = error.orig
    codes = (_SERIALIZATION_FAILURE, _DEADLOCK_DETECTED)
    return isinstance(cause, psycopg.Error) and cause.sqlstate in codes


def explain(error: DBAPIError, url: URL) -> StorageError | None:
    """What is wrong with the database, or None if the fault is not the database's."""
    cause = error.orig
    kind: type[StorageError] | None = None
    reason = str(cause).strip().partition("\n")[0]
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        kind = _SQLITE.get(code & _PRIMARY_CODE)
    elif isinstance(cause, psycopg.Error):
        kind = _postgresql(error, cause)
    return kind(where(url), reason) if kind else None


def _postgresql(error: DBAPIError, cause: psycopg.Error) -> type[StorageError] | None:
    if cause.sqlstate:
        known = _POSTGRESQL.get(cause.sqlstate)
        return known or (faults.ServerUnreachableError if error.connection_invalidated else None)
    if isinstance(cause, psycopg.OperationalError):
        said = str(cause)
        answers = (kind for pattern, kind in _SAID.items() if pattern.search(said))
        return next(answers, faults.ServerUnreachableError)
    if isinstance(cause, psycopg.ProgrammingError) and not error.statement:
        return faults.UrlMalformedError  # an option that the driver does not know
    return None
