"""Delivering what the bot wants said: claim, render from the current state, send, mark."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.clock import Clock
from bot.logs import where_it_failed
from flows.exceptions import BorgingError
from flows.outbox import Claim, Todo, Topic, Wish, WishState, retry_after_s, todo
from flows.ports import Store
from flows.store_errors import NotFoundError
from flows.usecases.render import Rendering, lock_subject, render, shown
from flows.usecases.walks import Instruments
from storage.database import Database

logger = logging.getLogger(__name__)

LEASE_S = 60.0
"""Seconds that a sender has for one message, a picture included; well over a call's time-out."""
POLL_S = 2.0
"""Seconds between looks for due wishes when nobody woke the loop."""
AT_ONCE = 8
"""Messages that are sent at the same time at the most."""


@dataclass(frozen=True)
class Sent:
    """The message stands: where, and the picture's file if it has one."""

    channel: str
    ts: str
    file_id: str = ""


@dataclass(frozen=True)
class Postponed:
    """It may pass later: after so many seconds, or after a backoff when None."""

    reason: str
    after_s: float | None = None


@dataclass(frozen=True)
class Refused:
    """It will not pass until somebody mends the reason, a code of the platform."""

    reason: str


Result = Sent | Postponed | Refused


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a sender has to do. `keep_file` keeps a file's id before its upload is completed."""

    wish: Wish
    todo: Todo
    rendering: Rendering
    keep_file: Callable[[str], Awaitable[None]]


class Sender(Protocol):
    """Puts a message where its reader sees it."""

    async def send(self, order: Order) -> Result:
        """Send, change or replace one message; faults of the platform come as results."""


@dataclass(frozen=True)
class Prepared:
    """A claimed wish and how it has to be shown, both as of one moment."""

    claim: Claim
    rendering: Rendering


def prepare(store: Store, wish_id: int, instruments: Instruments) -> Prepared | None:
    """Claim a wish that wants more than is shown and render it, unless somebody else sends it."""
    claim = store.outbox.claim(wish_id, lease_s=LEASE_S)
    return _rendered(store, claim, instruments) if claim else None


def _rendered(store: Store, claim: Claim, instruments: Instruments) -> Prepared | None:
    try:
        return Prepared(claim, render(store, claim.wish, instruments))
    except NotFoundError:
        gone = replace(claim.wish, state=WishState.FAILED, error="gone")
        store.outbox.update(claim, gone, release=True)
        return None


class Courier:
    """Delivers wishes; each row has one sender at a time, newest revision only."""

    def __init__(
        self, database: Database, sender: Sender, instruments: Instruments, clock: Clock
    ) -> None:
        """`clock` says what is due; leases run by the database's own clock."""
        self._database = database
        self._sender = sender
        self._instruments = instruments
        self._clock = clock
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look for due wishes now."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver what is due until cancelled."""
        while True:
            self._wake.clear()
            free = AT_ONCE - len(self._sending)
            if free and await self._start(free):
                continue
            waiting = [asyncio.ensure_future(self._wake.wait()), *self._sending]
            await asyncio.wait(waiting, timeout=POLL_S, return_when=asyncio.FIRST_COMPLETED)
            waiting[0].cancel()

    async def drain(self) -> None:
        """Wait for the messages that are being sent."""
        if self._sending:
            await asyncio.wait(self._sending)

    async def _start(self, free: int) -> int:
        def due(store: Store) -> list[Prepared]:
            claims = store.outbox.claim_due(self._clock(), limit=free, lease_s=LEASE_S)
            prepared = [_rendered(store, claim, self._instruments) for claim in claims]
            return [one for one in prepared if one is not None]

        try:
            prepared = await self._database.write(due)
        except BorgingError as error:
            logger.warning("cannot look for due messages: %s", error)
            return 0
        for one in prepared:
            task = asyncio.create_task(self.deliver(one))
            self._sending.add(task)
            task.add_done_callback(self._done)
        return len(prepared)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("a delivery failed: %s", where_it_failed(error))

    async def deliver(self, prepared: Prepared, sender: Sender | None = None) -> None:
        """Send what was prepared, then what was wished meanwhile, until nothing is left.

        `sender` is a faster way for this one, where there is one.
        """
        following: Prepared | None = prepared
        while following is not None:
            one = following
            order = Order(
                wish=one.claim.wish,
                todo=todo(one.claim.wish),
                rendering=one.rendering,
                keep_file=self._file_keeper(one.claim),
            )
            result = await (sender or self._sender).send(order)
            following = await self._database.write(partial(self._settle_with, one, result))
            if one.claim.wish.topic is Topic.RESULTS:
                self._wake.set()  # the table is wished once the radar stands

    def _file_keeper(self, claim: Claim) -> Callable[[str], Awaitable[None]]:
        async def keep(file_id: str) -> None:
            with_file = replace(claim.wish, file_id=file_id)
            await self._database.write(
                lambda store: store.outbox.update(claim, with_file, release=False)
            )

        return keep

    def _settle_with(self, one: Prepared, result: Result, store: Store) -> Prepared | None:
        now = self._clock()
        wish = one.claim.wish
        lock_subject(store, wish)
        if not isinstance(result, Sent):
            # Its picture may have been kept meanwhile, so that it is not uploaded again.
            wish = replace(wish, file_id=store.wishes.get(wish.id).file_id)
        learnt = _learnt(wish, result, now)
        row = store.outbox.update(one.claim, learnt, release=True)
        if row is None or not isinstance(result, Sent):
            return None
        shown(store, row, one.rendering, now, posted=row.ts != one.claim.wish.ts)
        if row.state is WishState.SHOWN:
            return None
        return prepare(store, row.id, self._instruments)


def _learnt(wish: Wish, result: Result, now: datetime) -> Wish:
    match result:
        case Sent():
            return replace(
                wish,
                shown=wish.wanted,
                state=WishState.SHOWN,
                channel=result.channel,
                ts=result.ts,
                file_id=result.file_id,
                attempts=0,
                error="",
            )
        case Postponed():
            attempts = wish.attempts + 1
            after_s = retry_after_s(attempts) if result.after_s is None else result.after_s
            due_at = now + timedelta(seconds=after_s)
            return replace(wish, attempts=attempts, due_at=due_at, error=result.reason)
        case Refused():
            return replace(wish, state=WishState.FAILED, error=result.reason)
