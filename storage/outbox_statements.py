"""What is asked of the table of wishes, beside what is asked of every table."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    FunctionElement,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    false,
    func,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from flows.outbox import Wish, WishState
from storage.records import Shape
from storage.statements import Statement
from storage.tables import wish as table
from storage.tables.delivery import waits
from storage.tables.parts import equals

WISH = Shape(table, Wish)

LEARNT = (
    "shown",
    "channel",
    "ts",
    "file_id",
    "picture",
    "posted_at",
    "stale",
    "attempts",
    "tries",
    "tried_at",
    "has_turn",
    "due_at",
    "error",
)
"""What a delivery learns, besides the state."""


WISHED = tuple(
    table.c[name]
    for name in ("address", "manner", "state", "wanted", "anew_at", "prompted_at", "since")
)
"""What may have been wished since a delivery claimed its wish, and the state that follows."""


class _clock(FunctionElement[float]):  # noqa: N801 - stands in SQL as a function
    """The database's own clock: seconds since 1970, running on during a transaction."""

    type = Double()
    inherit_cache = True


@compiles(_clock, "postgresql")
def _postgresql_clock(element: _clock, compiler: SQLCompiler, **options: object) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS double precision)"


@compiles(_clock, "sqlite")
def _sqlite_clock(element: _clock, compiler: SQLCompiler, **options: object) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


def _is_free() -> ColumnElement[bool]:
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= _clock())


def _first_due() -> Select[Any]:
    free = select(table.c.id, table.c.due_at).where(waits, _is_free())
    return free.order_by(table.c.due_at, table.c.id).limit(bindparam("most", type_=Integer()))


def _due() -> Select[Any]:
    return _first_due().where(table.c.due_at <= bindparam("now"))


def _lease(which: ColumnElement[bool]) -> Update:
    until = _clock() + bindparam("lease_s", type_=Double())
    return update(table).where(which).values(lease_token=bindparam("token"), lease_until=until)


def _lease_due() -> Update:
    # One statement, and one look: what it locked is what it leases.
    due = _due().with_for_update(key_share=True, skip_locked=True).cte("due")
    return _lease(table.c.id.in_(select(due.c.id)))


def _ahead(reader: ColumnElement[bool]) -> Statement:
    is_new = or_(table.c.ts == "", table.c.anew_at > table.c.shown)
    since = bindparam("since", type_=table.c.since.type)
    sooner = tuple_(table.c.since, table.c.id) < tuple_(since, bindparam("wish_id"))
    of_reader = and_(waits, table.c.workspace_id == bindparam("workspace_id"), reader)
    query = WISH.select.where(of_reader, table.c.wanted > table.c.shown, is_new, sooner)
    return Statement(query.order_by(table.c.since, table.c.id).limit(1), WISH.columns)


def _begin() -> Update:
    first = func.coalesce(table.c.tried_at, bindparam("now", type_=table.c.tried_at.type))
    held = (
        table.c.id.in_(bindparam("wish_ids", expanding=True)),
        table.c.lease_token == bindparam("token"),
    )
    change = update(table).where(*held)
    return change.values(tries=table.c.tries + 1, tried_at=first, has_turn=false())


def _learn() -> Update:
    settled = bindparam("settled", type_=Integer())
    learnt = bindparam("learnt", type_=table.c.state.type)
    state = case((table.c.wanted > settled, WishState.WAITING), else_=learnt)
    held = (table.c.id == bindparam("wish_id"), table.c.lease_token == bindparam("token"))
    return update(table).where(*held).values(state=state)


def _free_blocked() -> Update:
    is_blocked = equals(table.c.state, WishState.BLOCKED)
    change = update(table).where(table.c.workspace_id == bindparam("workspace"), is_blocked)
    freed = change.values(state=WishState.WAITING, has_turn=false(), due_at=bindparam("now"))
    return freed.returning(table.c.id)


_MOMENT = [table.c.id, table.c.due_at]

DUE = Statement(_due(), _MOMENT)
FIRST_DUE = Statement(_first_due(), _MOMENT)
LEASE = Statement(
    _lease(and_(table.c.id == bindparam("wish_id"), _is_free())).returning(*WISH.columns),
    WISH.columns,
)
LEASE_DUE = Statement(_lease_due().returning(*WISH.columns), WISH.columns)
BEGIN = Statement(_begin().returning(*WISH.columns), WISH.columns)
AHEAD_FOR_PERSON = _ahead(table.c.person_id == bindparam("person_id"))
AHEAD_AT_ADDRESS = _ahead(
    and_(table.c.person_id.is_(None), table.c.address == bindparam("address"))
)
LEARN = Statement(_learn().returning(*WISHED), WISHED, sets=LEARNT)
LEARN_AND_RELEASE = Statement(
    _learn().values(lease_token=null(), lease_until=null()).returning(*WISHED),
    WISHED,
    sets=LEARNT,
)
FREE_BLOCKED = Statement(_free_blocked(), [table.c.id])
RELEASE_ALL = Statement(update(table).values(lease_token=null(), lease_until=null()))
