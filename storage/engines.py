"""How connections are made: the settings that make both databases behave the same."""

import logging
import sqlite3

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.exceptions import UrlMalformedError, UrlSchemeError

READ = "BEGIN"
WRITE = "BEGIN IMMEDIATE"
"""The lock is taken at once: a transaction that asks for it half-way would be refused."""
WAL_ATTEMPTS = 10
CONNECT_TIMEOUT_S = 5
IDLE_IN_TRANSACTION_S = 30
"""How long a PostgreSQL server keeps a transaction, and its locks, for a run that says nothing.

Far longer than any of ours, but a replica whose network vanished holds nobody up until TCP
notices. A URL may say otherwise: `?options=-c idle_in_transaction_session_timeout=60s`.
"""
DEFAULTS = {
    "connect_timeout": str(CONNECT_TIMEOUT_S),
    "tcp_user_timeout": "10000",  # milliseconds until what was sent has to be received
    "keepalives": "1",
    "keepalives_idle": "10",  # seconds without a word until the other side is asked for one
    "keepalives_interval": "5",  # seconds between asking again
    "keepalives_count": "3",
}
"""What a PostgreSQL connection is told unless the URL says otherwise: a dead one is noticed."""
BUSY_TIMEOUT_S = 2
"""How long SQLite waits for another program's lock, unless the URL says `?timeout=`.

Short, for a person must hear within three seconds that something could not be kept.
"""


def parse(address: str) -> URL:
    """The URL of a database that is supported; UrlMalformedError or UrlSchemeError."""
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        raise UrlMalformedError from None  # the cause would show the password
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise UrlSchemeError(reason=url.drivername)
    if url.host or url.database in (None, "", ":memory:"):
        raise UrlMalformedError(reason="an SQLite address needs three slashes and a file")
    timeout = str(url.query.get("timeout", "0"))
    if set(url.query) - {"timeout"} or not timeout.replace(".", "", 1).isdecimal():
        raise UrlMalformedError(reason="an SQLite address takes ?timeout= in seconds only")
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(BUSY_TIMEOUT_S)})
    return url


def is_sqlite(url: URL) -> bool:
    """Whether the URL is that of a file."""
    return url.get_backend_name() == "sqlite"


def writing(url: URL, *, connections: int) -> Engine:
    """An engine whose transactions change the database."""
    if not is_sqlite(url):
        return _postgresql(url, connections)
    return _sqlite(url, connections, WRITE, "foreign_keys = ON")


def reading(url: URL, *, connections: int) -> Engine:
    """An engine whose transactions see one moment and change nothing."""
    if not is_sqlite(url):
        return _postgresql(url, connections).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return _sqlite(url, connections, READ, "query_only = ON")


def migrating(url: URL) -> Engine:
    """An engine for changing tables: SQLite would delete children when a parent is rebuilt."""
    if not is_sqlite(url):
        return _postgresql(url, 1)
    return _sqlite(url, 1, WRITE, "foreign_keys = OFF")


def _engine(url: URL, connections: int) -> Engine:
    # Errors show statements without their values, which are people's answers. At DEBUG every row
    # that is read would be logged.
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    return create_engine(url, pool_size=connections, max_overflow=0, hide_parameters=True)


def _postgresql(url: URL, connections: int) -> Engine:
    asked = url.query.get("options", ())
    # Of a setting that is there twice the server takes the last.
    options = [
        f"-c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_S}s",
        *([asked] if isinstance(asked, str) else asked),
    ]
    told = {**DEFAULTS, **url.query, "options": " ".join(options)}
    return _engine(url.set(query=told), connections)


def _sqlite(url: URL, connections: int, begin: str, pragma: str) -> Engine:
    engine = _engine(url, connections)

    def on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # or the driver begins transactions of its own
        if begin == WRITE:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA {pragma}")

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    for last in (*[False] * WAL_ATTEMPTS, True):
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            return
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if last or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            # This change alone does not wait for other programs; a transaction does.
            connection.execute(WRITE)
            connection.execute("COMMIT")
