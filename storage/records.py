"""The kept values of one kind: the rows of a table as dataclasses."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, replace
from enum import Enum, auto
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
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
from storage.statements import Statement, Values

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
        by_id = self.select.where(table.c.id == bindparam(_ID))
        self.by_id = Statement(by_id, self.columns)
        # "No key": who adds rows that refer to this one need not wait.
        self.locked_by_id = Statement(by_id.with_for_update(key_share=True), self.columns)
        written = [name for name in self._names if name != "id"]
        this = table.c.id == bindparam(_ID)
        changed = update(table).where(this).returning(table.c.id)
        self.update = Statement(changed, [table.c.id], sets=written)
        self.delete = Statement(delete(table).where(this))
        # A conflict that is no error leaves the transaction as it was, without a savepoint.
        self.insert = {
            dialect: Statement(
                insert(table).on_conflict_do_nothing().returning(table.c.id),
                [table.c.id],
                sets=written,
            )
            for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
        }
        self._queries: dict[tuple[object, ...], Statement] = {}
        self._table = table

    def fields(self, value: Value) -> dict[str, object]:
        """What to write into the columns."""
        return {name: getattr(value, name) for name in self._names if name != "id"}

    def value(self, row: Values) -> Value:
        """The value that stands in a row of `select`."""
        return self._kind(**dict(zip(self._names, row, strict=True)))

    def matching(self, equals: Mapping[str, object], *, one: bool) -> Statement:
        """The query for all, or one, that equal the parameters, the oldest first.

        Raises KeyError for an unknown field.
        """
        asked = (one, *((name, _wanted(value)) for name, value in equals.items()))
        if asked not in self._queries:
            conditions = [self._condition(name, _wanted(value)) for name, value in equals.items()]
            query = self.select.where(*conditions).order_by(self._table.c.id)
            self._queries[asked] = Statement(query.limit(1) if one else query, self.columns)
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


class Seen:
    """What one transaction has read and not changed since: use cases ask for the same again."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._kinds: list[dict[object, Any]] = []

    def of_a_kind(self) -> dict[object, Any]:
        """A place for what is read of one kind."""
        self._kinds.append({})
        return self._kinds[-1]

    def forget(self) -> None:
        """Ask for everything anew."""
        for kind in self._kinds:
            kind.clear()


class TableRecords(Generic[Value]):
    """`flows.ports.Records` on a table, in the transaction of a connection."""

    def __init__(self, connection: Connection, shape: Shape[Value], seen: Seen) -> None:
        """Work in the connection's transaction; `seen` is what it read, of all kinds."""
        self._connection = connection
        self._shape = shape
        self._all_seen = seen
        self._seen = seen.of_a_kind()

    def forget(self) -> None:
        """Ask for these anew: they were changed."""
        self._seen.clear()

    def add(self, value: Value) -> Value:
        """Keep a new value and return it with its id; AlreadyThereError if a unique key exists."""
        self.forget()
        insert = self._shape.insert[self._connection.dialect.name]
        row = insert.first(self._connection, self._shape.fields(value))
        if row is None:
            raise AlreadyThereError
        return replace(value, id=row[0])

    def save(self, value: Value) -> None:
        """Replace the kept value with the same id; NotFoundError if there is none.

        AlreadyThereError if it now has the unique key of another; then, on PostgreSQL, the
        transaction can only be given up.
        """
        self.forget()
        parameters = {**self._shape.fields(value), _ID: value.id}
        try:
            row = self._shape.update.first(self._connection, parameters)
        except IntegrityError as error:
            if is_taken_key(error):
                raise AlreadyThereError from error
            raise
        if row is None:
            raise NotFoundError

    def get(self, record_id: int, *, lock: bool = False) -> Value:
        """The value with this id; NotFoundError if there is none.

        With `lock` nobody else changes it until the transaction ends.
        """
        if lock and self._connection.dialect.name != "sqlite":
            self.forget()  # others may have changed it while this waited for the lock
        if record_id in self._seen:
            seen: Value = self._seen[record_id]
            return seen
        query = self._shape.locked_by_id if lock else self._shape.by_id
        row = query.first(self._connection, {_ID: record_id})
        if row is None:
            raise NotFoundError
        return self._value(row)

    def find(self, **equals: object) -> Sequence[Value]:
        """All values whose fields equal those given (a tuple means: one of), oldest first."""
        asked = (False, *equals.items())
        if asked not in self._seen:
            query = self._shape.matching(equals, one=False)
            rows = query.rows(self._connection, _parameters(equals))
            self._seen[asked] = [self._value(row) for row in rows]
        return [*self._seen[asked]]

    def one(self, **equals: object) -> Value | None:
        """The oldest such value, or None."""
        asked = (True, *equals.items())
        if asked not in self._seen:
            query = self._shape.matching(equals, one=True)
            row = query.first(self._connection, _parameters(equals))
            self._seen[asked] = None if row is None else self._value(row)
        seen: Value | None = self._seen[asked]
        return seen

    def remove(self, record_id: int) -> None:
        """Delete the value with this id; nothing happens if there is none."""
        self._all_seen.forget()  # what belongs to it goes with it
        self._shape.delete.rows(self._connection, {_ID: record_id})

    def _value(self, row: Values) -> Value:
        value = self._shape.value(row)
        self._seen[value.id] = value
        return value
