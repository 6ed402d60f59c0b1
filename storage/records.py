"""The kept values of one kind: the rows of a table as dataclasses."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, replace
from enum import Enum, auto
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from flows.store_errors import AlreadyThereError, NotFoundError
from storage.faults import is_taken_key

_ID = "the_id"  # a parameter named as a column would be taken for its new value


class Kept(Protocol):
    """A dataclass with an id, which is 0 until it is kept."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> int:
        """What it is known by."""


Value = TypeVar("Value", bound=Kept)


class _Wanted(Enum):
    """What is asked of a field."""

    NONE = auto()
    EQUAL = auto()
    ONE_OF = auto()
    ONE_OF_OR_NONE = auto()


class Shape(Generic[Value]):
    """How values stand in a table, which has a column for each field of the dataclass.

    Columns that are no field are left alone. Statements are made here once: making one takes
    longer than having it run.
    """

    def __init__(self, table: Table, kind: type[Value]) -> None:
        """Make the statements that are always the same."""
        self._kind = kind
        self._names = [field.name for field in fields(kind)]
        self.columns = [table.c[name] for name in self._names]
        self.select: Select[*tuple[Any, ...]] = select(*self.columns)
        self.by_id = self.select.where(table.c.id == bindparam(_ID))
        # "No key": who adds rows that refer to this one need not wait.
        self.locked_by_id = self.by_id.with_for_update(key_share=True)
        self.update = update(table).where(table.c.id == bindparam(_ID))
        self.delete = delete(table).where(table.c.id == bindparam(_ID))
        # A conflict that is no error leaves the transaction as it was, without a savepoint.
        self.insert = {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing().returning(table.c.id),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing().returning(table.c.id),
        }
        self._queries: dict[tuple[object, ...], Select[*tuple[Any, ...]]] = {}
        self._table = table

    def fields(self, value: Value) -> dict[str, object]:
        """What to write into the columns."""
        return {name: getattr(value, name) for name in self._names if name != "id"}

    def value(self, row: Row[*tuple[Any, ...]]) -> Value:
        """The value that stands in a row of `select`."""
        return self._kind(**dict(zip(self._names, row, strict=True)))

    def matching(self, equals: Mapping[str, object], *, one: bool) -> Select[*tuple[Any, ...]]:
        """The query for all, or one, that equal the parameters, the oldest first.

        Raises KeyError for an unknown field.
        """
        asked = (one, *((name, _wanted(value)) for name, value in equals.items()))
        if asked not in self._queries:
            conditions = [self._condition(name, _wanted(value)) for name, value in equals.items()]
            query = self.select.where(*conditions).order_by(self._table.c.id)
            self._queries[asked] = query.limit(1) if one else query
        return self._queries[asked]

    def _condition(self, name: str, wanted: _Wanted) -> ColumnElement[bool]:
        if name not in self._names:
            raise KeyError(name)
        column = self._table.c[name]
        match wanted:
            case _Wanted.NONE:
                return column.is_(None)
            case _Wanted.EQUAL:
                return column == bindparam(name)
            case _Wanted.ONE_OF:
                return column.in_(bindparam(name, expanding=True))
            case _Wanted.ONE_OF_OR_NONE:
                return or_(column.in_(bindparam(name, expanding=True)), column.is_(None))


def _wanted(value: object) -> _Wanted:
    if value is None:
        return _Wanted.NONE
    if not isinstance(value, tuple):
        return _Wanted.EQUAL
    return _Wanted.ONE_OF_OR_NONE if None in value else _Wanted.ONE_OF


def _parameters(equals: Mapping[str, object]) -> Mapping[str, object]:
    return {
        name: [one for one in value if one is not None] if isinstance(value, tuple) else value
        for name, value in equals.items()
        if value is not None
    }


class TableRecords(Generic[Value]):
    """`flows.ports.Records` on a table, in the transaction of a connection."""

    def __init__(self, connection: Connection, shape: Shape[Value]) -> None:
        """Work in the connection's transaction."""
        self._connection = connection
        self._shape = shape

    def add(self, value: Value) -> Value:
        """Keep a new value and return it with its id; AlreadyThereError if a unique key exists."""
        insert = self._shape.insert[self._connection.dialect.name]
        record_id = self._connection.execute(insert, self._shape.fields(value)).scalar()
        if record_id is None:
            raise AlreadyThereError
        return replace(value, id=record_id)

    def save(self, value: Value) -> None:
        """Replace the kept value with the same id; NotFoundError if there is none.

        AlreadyThereError if it now has the unique key of another; then, on PostgreSQL, the
        transaction can only be given up.
        """
        parameters = {**self._shape.fields(value), _ID: value.id}
        try:
            result = self._connection.execute(self._shape.update, parameters)
        except IntegrityError as error:
            if is_taken_key(error):
                raise AlreadyThereError from error
            raise
        if not result.rowcount:
            raise NotFoundError

    def get(self, record_id: int, *, lock: bool = False) -> Value:
        """The value with this id; NotFoundError if there is none.

        With `lock` nobody else changes it until the transaction ends.
        """
        query = self._shape.locked_by_id if lock else self._shape.by_id
        row = self._connection.execute(query, {_ID: record_id}).first()
        if row is None:
            raise NotFoundError
        return self._shape.value(row)

    def find(self, **equals: object) -> Sequence[Value]:
        """All values whose fields equal those given (a tuple means: one of), oldest first."""
        query = self._shape.matching(equals, one=False)
        rows = self._connection.execute(query, _parameters(equals))
        return [self._shape.value(row) for row in rows]

    def one(self, **equals: object) -> Value | None:
        """The oldest such value, or None."""
        query = self._shape.matching(equals, one=True)
        row = self._connection.execute(query, _parameters(equals)).first()
        return None if row is None else self._shape.value(row)

    def remove(self, record_id: int) -> None:
        """Delete the value with this id; nothing happens if there is none."""
        self._connection.execute(self._shape.delete, {_ID: record_id})
