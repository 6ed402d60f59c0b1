"""The rows of the outbox: who delivers a wish, and what a delivery learnt."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from flows.outbox import Claim, Wish, WishState
from storage import outbox_statements as statements
from storage.outbox_statements import WISH
from storage.records import TableRecords


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
        row = statements.LEASE.first(self._connection, parameters)
        return None if row is None else _claim(WISH.value(row), token)

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """Waiting wishes that are due at `now` and that nobody delivers; skips locked rows."""
        token = secrets.token_hex(16)
        parameters = {"now": now, "most": limit, "token": token, "lease_s": lease_s}
        rows = statements.LEASE_DUE.rows(self._connection, parameters)
        claims = [_claim(WISH.value(row), token) for row in rows]
        return sorted(claims, key=lambda claim: (claim.wish.due_at, claim.wish.id))

    def begin(self, claims: Sequence[Claim], now: datetime) -> Sequence[Claim]:
        """Count a post as begun for each: it may arrive and nobody may hear of it.

        The same claims in the same order, with the wishes as they now are, but for those whose
        lease was lost.
        """
        self._wishes.forget()
        begun: dict[tuple[str, int], Wish] = {}
        for token, group in groupby(sorted(claims, key=_token), key=_token):
            ids = [claim.wish.id for claim in group]
            parameters = {"wish_ids": ids, "token": token, "now": now}
            for row in statements.BEGIN.rows(self._connection, parameters):
                wish = WISH.value(row)
                begun[token, wish.id] = wish
        keys = [(claim.token, claim.wish.id) for claim in claims]
        return [_claim(begun[key], key[0]) for key in keys if key in begun]

    def any_due(self, now: datetime) -> bool:
        """Whether a waiting wish is due at `now` that nobody delivers."""
        return statements.DUE.first(self._connection, {"now": now, "most": 1}) is not None

    def next_due(self) -> datetime | None:
        """When the waiting wish that nobody delivers and that is due first is due."""
        row = statements.FIRST_DUE.first(self._connection, {"most": 1})
        return None if row is None else row[1]

    def ahead_of(self, wish: Wish) -> Wish | None:
        """A waiting wish of the same reader whose new message was wanted before this one's.

        The reader is the person, or else the address in the workspace.
        """
        parameters: dict[str, object] = {
            "workspace_id": wish.workspace_id,
            "since": wish.since,
            "wish_id": wish.id,
        }
        if wish.person_id is not None:
            query = statements.AHEAD_FOR_PERSON
            parameters["person_id"] = wish.person_id
        else:
            query = statements.AHEAD_AT_ADDRESS
            parameters["address"] = wish.address
        row = query.first(self._connection, parameters)
        return None if row is None else WISH.value(row)

    def release_all(self) -> None:
        """End every lease: for the only sender there is, whose earlier run did not end well."""
        statements.RELEASE_ALL.rows(self._connection, {})

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """Save what a delivery learnt, unless the lease was lost: then None and nothing changes.

        A lease that ran out is lost only once another sender took it: what was sent is better
        known than sent again.
        """
        self._wishes.forget()
        # Shown settles what is shown, failed what was tried; what was wished later is not settled.
        settled = wish.shown if wish.state is WishState.SHOWN else claim.wanted
        learnt = {name: getattr(wish, name) for name in statements.LEARNT}
        parameters = {
            "wish_id": claim.wish.id,
            "token": claim.token,
            "settled": settled,
            "learnt": wish.state,
            **learnt,
        }
        learn = statements.LEARN_AND_RELEASE if release else statements.LEARN
        row = learn.first(self._connection, parameters)
        if row is None:
            return None
        wished = {column.name: value for column, value in zip(statements.WISHED, row, strict=True)}
        return replace(claim.wish, **learnt, **wished)

    def free_blocked(self, workspace_id: int, now: datetime) -> int:
        """Have the blocked wishes of a workspace wait again, due at `now`; how many."""
        self._wishes.forget()
        parameters = {"workspace": workspace_id, "now": now}
        return len(statements.FREE_BLOCKED.rows(self._connection, parameters))


def _claim(wish: Wish, token: str) -> Claim:
    return Claim(wish=wish, token=token, wanted=wish.wanted)


def _token(claim: Claim) -> str:
    return claim.token
