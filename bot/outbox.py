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
from flows.usecases.posting import refused
from flows.usecases.render import Rendering, lock_subject, render, shown
from flows.usecases.walks import Instruments
from storage.database import Database
from storage.exceptions import StorageError
from storage.faults import UNDOING

logger = logging.getLogger(__name__)

LEASE_S = 60.0
"""Seconds that a message is one sender's; enough to send it and to keep that it was sent."""
SEND_S = LEASE_S * 0.6
"""Seconds that a sender has for one message, a picture included; well over a call's time-out."""
SETTLE_AGAIN_S = 1.0
"""Seconds until it is tried again to keep what a delivery learnt."""
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
    except UNDOING:
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be drawn must not hold up the others
        _log(f"wish {claim.wish.id} cannot be drawn", error)
        reason = f"render:{type(error).__name__}"
        again = replace(claim.wish, attempts=claim.wish.attempts + 1, error=reason)
        store.outbox.update(claim, again, release=False)  # it is tried again after its lease
    return None


class Courier:
    """Delivers wishes; each row has one sender at a time, newest revision only."""

    def __init__(
        self,
        database: Database,
        sender: Sender,
        instruments: Instruments,
        clock: Clock,
        *,
        send_s: float = SEND_S,
    ) -> None:
        """`clock` says what is due; leases run by the database's own clock."""
        self._send_s = send_s
        self._database = database
        self._sender = sender
        self._instruments = instruments
        self._clock = clock
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._leases: dict[int, str] = {}  # the newest token of each wish that is sent from here

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
        except Exception as error:  # noqa: BLE001 - whatever it was, the next look may pass
            _log("cannot look for due messages", error)
            return 0
        for one in prepared:
            task = asyncio.create_task(self.deliver(one))
            self._sending.add(task)
            task.add_done_callback(self._done)
        return len(prepared)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log("a delivery failed", error)

    async def deliver(self, prepared: Prepared, sender: Sender | None = None) -> None:
        """Send what was prepared, then what was wished meanwhile, until nothing is left.

        `sender` is a faster way for this one, where there is one.
        """
        wish_id = prepared.claim.wish.id
        is_being_sent = wish_id in self._leases
        self._leases[wish_id] = prepared.claim.token
        if is_being_sent:
            return  # it outlived its lease: whoever sends it now settles it by this one
        try:
            following: Prepared | None = prepared
            while following is not None:
                self._leases[wish_id] = following.claim.token
                following = await self._deliver_one(following, sender or self._sender)
                sender = None  # its way leads to the message that was tapped, not to a later one
        finally:
            del self._leases[wish_id]

    async def _deliver_one(self, one: Prepared, sender: Sender) -> Prepared | None:
        ends_s = asyncio.get_running_loop().time() + LEASE_S
        order = Order(
            wish=one.claim.wish,
            todo=todo(one.claim.wish),
            rendering=one.rendering,
            keep_file=self._file_keeper(one.claim),
        )
        result = await self._send(sender, order)
        following = await self._settle(one, result, ends_s)
        if one.claim.wish.topic is Topic.RESULTS or isinstance(result, Refused):
            self._wake.set()  # what follows from it has been wished: the table, a word to leaders
        return following

    async def _send(self, sender: Sender, order: Order) -> Result:
        """Send within the time there is for it; whatever fails, it is tried again later."""
        try:
            async with asyncio.timeout(self._send_s):
                return await sender.send(order)
        except Exception as error:  # noqa: BLE001 - its place is needed for the others
            _log(f"wish {order.wish.id} was not sent", error)
            return Postponed(type(error).__name__)

    async def _settle(self, one: Prepared, result: Result, ends_s: float) -> Prepared | None:
        """Keep what was learnt, as long as it takes: forgetting it would send it again.

        While the database is away nobody else can take the wish; all other faults have until
        `ends_s` of the loop's time to pass, so that none holds a place for ever.
        """
        while True:
            try:
                return await self._database.write(partial(self._settle_with, one, result))
            except Exception as error:  # noqa: BLE001 - whatever it was, it may pass
                _log(f"what became of wish {one.claim.wish.id} is not kept yet", error)
                late = asyncio.get_running_loop().time() + SETTLE_AGAIN_S >= ends_s
                if late and not isinstance(error, StorageError):
                    return None
            await asyncio.sleep(SETTLE_AGAIN_S)

    def _held(self, claim: Claim) -> Claim:
        """The claim by the newest lease on its wish."""
        return replace(claim, token=self._leases.get(claim.wish.id, claim.token))

    def _file_keeper(self, claim: Claim) -> Callable[[str], Awaitable[None]]:
        async def keep(file_id: str) -> None:
            with_file = replace(claim.wish, file_id=file_id)
            await self._database.write(
                lambda store: store.outbox.update(self._held(claim), with_file, release=False)
            )

        return keep

    def _settle_with(self, one: Prepared, result: Result, store: Store) -> Prepared | None:
        now = self._clock()
        wish = one.claim.wish
        lock_subject(store, wish)
        if not isinstance(result, Sent):
            # Its picture may have been kept meanwhile, so that it is not uploaded again.
            kept = store.wishes.one(id=wish.id)
            wish = replace(wish, file_id=kept.file_id if kept else "")
        learnt = _learnt(wish, result, now)
        row = store.outbox.update(self._held(one.claim), learnt, release=True)
        if row is None:
            return None
        try:
            if isinstance(result, Sent):
                posted = row.ts != one.claim.wish.ts
                shown(store, row, one.rendering, now, posted=posted)
            elif row.state is WishState.FAILED:
                refused(store, row, now)
        except UNDOING:
            raise
        except Exception as error:  # noqa: BLE001 - what was sent stays sent
            _log(f"what follows wish {wish.id} did not pass", error)
        if row.state is WishState.WAITING and isinstance(result, Sent):
            return prepare(store, row.id, self._instruments)
        return None


def _log(what: str, error: BaseException) -> None:
    if isinstance(error, BorgingError):
        logger.warning("%s: %s", what, error)
    else:
        logger.error("%s: %s", what, where_it_failed(error))


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
