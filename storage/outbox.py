"""The rows of the outbox: who delivers a wish, and what a delivery learnt."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Double, FunctionElement, case, or_, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from flows.outbox import Claim, Wish, WishState
from storage.records import Shape
from storage.tables import wish as table
from storage.tables import wish_waits

WISH = Shape(table, Wish)


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


class TableOutbox:
    """`flows.ports.Outbox` on the table of wishes. Leases run by the database's clock."""

    def __init__(self, connection: Connection) -> None:
        """Work in the connection's transaction."""
        self._connection = connection

    def claim(self, wish_id: int, *, lease_s: float) -> Claim | None:
        """The right to deliver this wish, or None while another sender has it or it is gone."""
        claims = self._lease(table.c.id == wish_id, lease_s)
        return claims[0] if claims else None

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """Waiting wishes that are due at `now` and that nobody delivers; skips locked rows."""
        due = (
            select(table.c.id)
            .where(wish_waits, table.c.due_at <= now, _is_free())
            .order_by(table.c.due_at, table.c.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        ids = self._connection.scalars(due).all()
        if not ids:
            return []
        claims = self._lease(table.c.id.in_(ids), lease_s)
        return sorted(claims, key=lambda claim: (claim.wish.due_at, claim.wish.id))

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """Save what a delivery learnt, unless the lease was lost: then None and nothing changes.

        A lease that ran out is lost only once another sender took it: what was sent is better
        known than sent again.
        """
        # Shown settles what is shown, failed what was tried; what was wished later is not settled.
        settled = wish.shown if wish.state is WishState.SHOWN else claim.wish.wanted
        change = (
            update(table)
            .where(table.c.id == claim.wish.id, table.c.lease_token == claim.token)
            .values(
                shown=wish.shown,
                channel=wish.channel,
                ts=wish.ts,
                file_id=wish.file_id,
                attempts=wish.attempts,
                due_at=wish.due_at,
                error=wish.error,
                state=case((table.c.wanted > settled, WishState.WAITING), else_=wish.state),
            )
            .returning(*WISH.columns)
        )
        if release:
            change = change.values(lease_token=None, lease_until=None)
        row = self._connection.execute(change).first()
        return None if row is None else WISH.value(row)

    def _lease(self, which: ColumnElement[bool], lease_s: float) -> Sequence[Claim]:
        token = secrets.token_hex(16)
        change = (
            update(table)
            .where(which, _is_free())
            .values(lease_token=token, lease_until=_clock() + lease_s)
            .returning(*WISH.columns)
        )
        rows = self._connection.execute(change).all()
        return [Claim(wish=WISH.value(row), token=token) for row in rows]
