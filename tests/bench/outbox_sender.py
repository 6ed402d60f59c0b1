"""Claiming and marking as the courier does, without the sending between.

`python -m tests.bench.outbox_sender URL`: waits for a line, does all that is due, tells how many
it did, and when it began and ended.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.outbox import AT_ONCE
from flows.outbox import LEASE_S, Claim, WishState
from flows.ports import Store
from storage.database import Database
from tests.bench.outbox_rows import NOW
from tests.bench.process import tell


async def drain(database: Database) -> int:
    """Claim what is due, batch by batch, and mark each as shown in a transaction of its own."""
    count = 0
    while claims := await database.write(_claim):
        await asyncio.gather(*(database.write(partial(_mark, claim)) for claim in claims))
        count += len(claims)
    return count


def _claim(store: Store) -> Sequence[Claim]:
    claims = store.outbox.claim_due(NOW, limit=AT_ONCE, lease_s=LEASE_S)
    return store.outbox.begin(claims, NOW)


def _mark(claim: Claim, store: Store) -> None:
    wish = claim.wish
    shown = replace(
        wish,
        shown=wish.wanted,
        state=WishState.SHOWN,
        channel=f"D{wish.person_id:09}",
        ts=f"{1_800_000_000 + wish.id}.123456",
        tries=0,
        tried_at=None,
    )
    if store.outbox.update(claim, shown, release=True) is None:
        raise RuntimeError(f"wish {wish.id} was taken away")


async def serve(url: str) -> None:
    """Be one of the senders."""
    database = await Database.open(url)
    tell("ready")
    await asyncio.to_thread(sys.stdin.readline)
    begun = time.monotonic()
    count = await drain(database)
    tell([count, begun, time.monotonic()])
    await database.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
