"""What all tables are made of: names of keys, columns, partial indexes."""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.types import TypeEngine

from storage.columns import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: Column[Any] | UniqueConstraint) -> Table:
    """A table with an id of its own."""
    # Without AUTOINCREMENT SQLite gives the id of a deleted row to the next one, and the button
    # of an old message would speak of somebody else.
    key = Column("id", Id, primary_key=True)
    return Table(name, metadata, key, *items, sqlite_autoincrement=True)


def field(name: str, kind: TypeEngine[Any], *, optional: bool = False) -> Column[Any]:
    """A column for a field of the value."""
    return Column(name, kind, nullable=optional)


def owned_by(
    name: str,
    table: str,
    *,
    optional: bool = False,
    index: bool = False,
    on_delete: str | None = "CASCADE",
    circle: bool = False,
) -> Column[Any]:
    """A column that names a row of another table, with which its own row goes unless said."""
    # What closes a circle of tables is added when all of them are there.
    key = ForeignKey(f"{table}.id", ondelete=on_delete, use_alter=circle)
    return Column(name, Id, key, nullable=optional, index=index)


def equals(column: Column[Any], value: str) -> ColumnElement[bool]:
    """A condition for a partial index, and for the queries that have to use it."""
    # Written out instead of bound: SQLite uses a partial index only for the condition as it stands.
    return column == literal_column(f"'{value}'")


def index_where(
    name: str, condition: ColumnElement[bool], *columns: Column[Any], unique: bool = False
) -> None:
    """An index of the rows for which a condition holds."""
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
