"""What migrations share that rebuild tables: SQLite cannot change a column in place."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

AUTOINCREMENT = {"sqlite_autoincrement": True}


@contextmanager
def ids_stay_given_out() -> Iterator[None]:
    """Rebuilding a table, SQLite forgets which ids it gave to rows that are gone."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    given = connection.execute(sa.text("SELECT name, seq FROM sqlite_sequence")).all()
    yield
    for name, last in given:
        values = {"name": name, "last": last}
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
        connection.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values
        )
