"""The rows of the outbox: who delivers a wish, and what a delivery learnt."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    FunctionElement,
    Integer,
    Select,
    Update,
    bindparam,
    case,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from flows.outbox import Claim, Wish, WishState
from storage.records import Shape, TableRecords
from storage.statements import Statement
from storage.tables import wish as table
from storage.tables import wish_waits

WISH = Shape(table, Wish)

_LEARNT = ("shown", "channel", "ts", "file_id", "attempts", "due_at", "error")
"""What a delivery learns, besides the state."""


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


def _due() -> Select[int]:
    ids = select(table.c.id).where(wish_waits, table.c.due_at <= bindparam("now"), _is_free())
    return ids.order_by(table.c.due_at, table.c.id).limit(bindparam("most", type_=Integer()))


def _lease(which: ColumnElement[bool]) -> Update:
    until = _clock() + bindparam("lease_s", type_=Double())
    change = update(table).where(which, _is_free())
    return change.values(lease_token=bindparam("token"), lease_until=until)


def _learn() -> Update:
    settled = bindparam("settled", type_=Integer())
    learnt = bindparam("learnt", type_=table.c.state.type)
    state = case((table.c.wanted > settled, WishState.WAITING), else_=learnt)
    held = (table.c.id == bindparam("wish_id"), table.c.lease_token == bindparam("token"))
    return update(table).where(*held).values(state=state)


_DUE = Statement(_due(), [table.c.id])
_DUE_LOCKED = Statement(_due().with_for_update(key_share=True, skip_locked=True), [table.c.id])
_LEASE = Statement(
    _lease(table.c.id == bindparam("wish_id")).returning(*WISH.columns), WISH.columns
)
_LEASE_ALL = Statement(
    _lease(table.c.id.in_(bindparam("wish_ids", expanding=True))).returning(*WISH.columns),
    WISH.columns,
)
_LEARN = Statement(_learn().returning(*WISH.columns), WISH.columns, sets=_LEARNT)
_LEARN_AND_RELEASE = Statement(
    _learn().values(lease_token=null(), lease_until=null()).returning(*WISH.columns),
    WISH.columns,
    sets=_LEARNT,
)
_RELEASE_ALL = Statement(update(table).values(lease_token=null(), lease_until=null()))


class TableOutbox:
    """`flows.ports.Outbox` on the table of wishes. Leases run by the database's clock."""

    def __init__(self, connection: Connection, wishes: TableRecords[Wish]) -> None:
        """Work in the connection's transaction; `wishes` are the same rows."""
        self._connection = connection
        self._wishes = wishes

    def claim(self, wish_id: int, *, lease_s: float) -> Claim | None:
        """The right to deliver this wish, or None while another sender has it or it is gone."""
        token = secrets.token_hex(16)
        parameters = {"wish_id": wish_id, "token": token, "lease_s": lease_s}
        row = _LEASE.first(self._connection, parameters)
        return None if row is None else Claim(wish=WISH.value(row), token=token)

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """Waiting wishes that are due at `now` and that nobody delivers; skips locked rows."""
        due = _DUE_LOCKED.rows(self._connection, {"now": now, "most": limit})
        ids = [row[0] for row in due]
        if not ids:
            return []
        token = secrets.token_hex(16)
        parameters = {"wish_ids": ids, "token": token, "lease_s": lease_s}
        rows = _LEASE_ALL.rows(self._connection, parameters)
        claims = [Claim(wish=WISH.value(row), token=token) for row in rows]
        return sorted(claims, key=lambda claim: (claim.wish.due_at, claim.wish.id))

    def any_due(self, now: datetime) -> bool:
        """Whether a waiting wish is due at `now` that nobody delivers."""
        return _DUE.first(self._connection, {"now": now, "most": 1}) is not None

    def release_all(self) -> None:
        """End every lease: for the only sender there is, whose earlier run did not end well."""
        _RELEASE_ALL.rows(self._connection, {})

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """Save what a delivery learnt, unless the lease was lost: then None and nothing changes.

        A lease that ran out is lost only once another sender took it: what was sent is better
        known than sent again.
        """
        self._wishes.forget()
        # Shown settles what is shown, failed what was tried; what was wished later is not settled.
        settled = wish.shown if wish.state is WishState.SHOWN else claim.wish.wanted
        parameters = {
            "wish_id": claim.wish.id,
            "token": claim.token,
            "settled": settled,
            "learnt": wish.state,
            **{name: getattr(wish, name) for name in _LEARNT},
        }
        learn = _LEARN_AND_RELEASE if release else _LEARN
        row = learn.first(self._connection, parameters)
        return None if row is None else WISH.value(row)
