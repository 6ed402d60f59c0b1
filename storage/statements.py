"""Statements that are made once and run often.

SQLAlchemy takes ten times as long over a small statement as SQLite itself does, and a tap needs
some twenty. So on SQLite what SQLAlchemy compiled, once, goes to the driver directly.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Sequence[Any]
Parameters = Mapping[str, object]
Process = Callable[[Any], Any]

_SQLITE = SQLiteDialect_pysqlite()


class Statement:
    """A statement with named parameters."""

    def __init__(
        self,
        clause: "Select[Any] | Insert | Update | Delete",
        columns: Iterable[ColumnElement[Any]] = (),
        *,
        sets: Iterable[str] | None = None,
    ) -> None:
        """`columns` are those of the rows it gives; `sets` are the columns that it writes."""
        self._clause = clause
        self._columns = [*columns]
        self._sets = None if sets is None else [*sets]

    def rows(self, connection: Connection, parameters: Parameters) -> Sequence[Values]:
        """Run it in the connection's transaction; all rows that it gives."""
        if connection.dialect.name != "sqlite" or self._direct.expands:
            result = connection.execute(self._clause, parameters)
            return result.all() if result.returns_rows else []
        if not connection.in_transaction():
            connection.begin()
        driver: Any = connection.connection.driver_connection
        return self._direct.rows(driver, parameters)

    def first(self, connection: Connection, parameters: Parameters) -> Values | None:
        """The first row that it gives, or None."""
        rows = self.rows(connection, parameters)
        return rows[0] if rows else None

    @cached_property
    def _direct(self) -> "_Direct":
        return _Direct(self._clause.compile(dialect=_SQLITE, column_keys=self._sets), self._columns)


class _Direct:
    """A statement as SQLite's driver takes it."""

    def __init__(self, compiled: SQLCompiler, columns: Iterable[ColumnElement[Any]]) -> None:
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup or ()]
        self.expands = any(bind.expanding for _, bind in binds)
        """Whether a parameter is a list, for which the statement is made anew each time."""
        self._binds = [(name, _inwards(bind.type)) for name, bind in binds]
        self._results = [_outwards(column.type) for column in columns]

    def rows(self, driver: sqlite3.Connection, parameters: Parameters) -> Sequence[Values]:
        given = {**self._fixed, **parameters}
        values = [
            given[name] if process is None else process(given[name])
            for name, process in self._binds
        ]
        try:
            rows = driver.execute(self._sql, values).fetchall()
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self._sql, None, error, sqlite3.Error, hide_parameters=True, dialect=_SQLITE
            ) from error
        return [self._read(row) for row in rows]

    def _read(self, row: Values) -> Values:
        pairs = zip(row, self._results, strict=True)
        return [value if process is None else process(value) for value, process in pairs]


def _inwards(kind: TypeEngine[Any]) -> Process | None:
    return kind.dialect_impl(_SQLITE).bind_processor(_SQLITE)


def _outwards(kind: TypeEngine[Any]) -> Process | None:
    return kind.dialect_impl(_SQLITE).result_processor(_SQLITE, None)
