"""Delivering what the bot wants said: claim, render from the current state, send, mark."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.claims import Batch, Claims, Prepared, log_fault
from bot.clock import Clock
from bot.logs import about
from bot.metrics import Metrics
from flows.outbox import (
    Blocked,
    Claim,
    Lost,
    Postponed,
    Refused,
    Result,
    Sent,
    Todo,
    Wish,
    WishState,
    learnt,
    look_from,
    todo,
)
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.render import lock_subject
from flows.usecases.rendering import Rendering
from flows.usecases.settled import follow
from storage.database import Database
from storage.exceptions import StorageError
from storage.faults import UNDOING

logger = logging.getLogger(__name__)

SEND_SHARE = 0.6
"""Of a lease, what a sender has for one message; the rest is for keeping what became of it."""
SETTLE_AGAIN_S = 1.0
"""Seconds until it is tried again to keep what a delivery learnt."""
POLL_S = 2.0
"""Seconds between looks for due wishes when nobody woke the loop and nothing is known to be due."""
SOONEST_S = 0.05
"""Seconds between two looks at least, when the first found nothing."""
AT_ONCE = 8
"""Messages that are sent at the same time at the most."""
SET_BACK = timedelta(minutes=1)
"""A clock that goes back further than this was set, and did not just drift."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a sender has to do, within `within_s` seconds.

    `keep_file` keeps a file's id and the digest of its picture before its upload is completed.
    With `look_from` the message may stand already, posted since then: it has to be looked for
    first. At most `freezes` old messages are frozen at once; the rest are given back as stale.
    """

    wish: Wish
    todo: Todo
    rendering: Rendering
    keep_file: Callable[[str, str], Awaitable[None]]
    within_s: float
    look_from: datetime | None = None
    freezes: int = 0


class Sender(Protocol):
    """Puts a message where its reader sees it."""

    async def send(self, order: Order) -> Result:
        """Send, change or replace one message; faults of the platform come as results."""


class Courier:
    """Delivers wishes; each row has one sender at a time, newest revision only."""

    def __init__(
        self,
        database: Database,
        sender: Sender,
        claims: Claims,
        clock: Clock,
        chance: Callable[[], float],
        metrics: Metrics | None = None,
    ) -> None:
        """`clock` says what is due; `chance`, from 0 to 1, spreads what is tried again."""
        self._database = database
        self._sender = sender
        self._claims = claims
        self._clock = clock
        self._chance = chance
        self._metrics = metrics or Metrics()
        self._send_s = claims.lease_s * SEND_SHARE
        self._wake = asyncio.Event()
        self._caught_up = asyncio.Event()  # not set while somebody waits for it
        self._caught_up.set()
        self._stopping = False
        self._sending: set[asyncio.Task[None]] = set()
        self._leases: dict[int, str] = {}  # the newest token of each wish that is sent from here
        self._last = clock()

    def wake(self) -> None:
        """Look for due wishes now."""
        self._wake.set()

    async def caught_up(self) -> None:
        """Wait until nothing is due any more and nothing is being sent from here."""
        self._caught_up.clear()
        self._wake.set()
        await self._caught_up.wait()

    def prepare(self, store: Store, wish_ids: tuple[int, ...]) -> tuple[Prepared, ...]:
        """Claim wishes in the transaction that raised them, to `deliver` them right after it."""
        return tuple(self._claims.these(store, wish_ids))

    async def run(self) -> None:
        """Deliver what is due until `stop`."""
        while not self._stopping:
            self._wake.clear()
            free = AT_ONCE - len(self._sending)
            batch = await self._start(free) if free else None
            if batch is not None and batch.claimed:
                continue
            if batch is not None and not self._leases and not self._wake.is_set():
                self._caught_up.set()
            woken = asyncio.ensure_future(self._wake.wait())
            await asyncio.wait(
                [woken, *self._sending],
                timeout=self._pause_s(batch),
                return_when=asyncio.FIRST_COMPLETED,
            )
            woken.cancel()

    def _pause_s(self, batch: Batch | None) -> float:
        """Until the next is due by a clock that may be set meanwhile."""
        if batch is None or batch.next_due is None:
            return POLL_S
        until_due_s = (batch.next_due - self._clock()).total_seconds()
        return min(max(until_due_s, SOONEST_S), POLL_S)

    def stop(self) -> None:
        """Claim nothing more; what is being claimed is still sent. Then `drain`."""
        self._stopping = True
        self._wake.set()

    async def drain(self) -> None:
        """Wait for the messages that are being sent."""
        if self._sending:
            await asyncio.wait(self._sending)

    async def _start(self, free: int) -> Batch | None:
        """Begin to send what is due; None if that could not be found out."""
        try:
            await self._mind_the_clock()
            batch = await self._database.write(lambda store: self._claims.due(store, free))
        except Exception as error:  # noqa: BLE001 - whatever it was, the next look may pass
            log_fault("cannot look for due messages", error)
            return None
        for one in batch.prepared:
            task = asyncio.create_task(self.deliver(one))
            self._sending.add(task)
            task.add_done_callback(self._done)
        return batch

    async def _mind_the_clock(self) -> None:
        now = self._clock()
        if now < self._last - SET_BACK:
            await self._database.write(self._claims.set_back)
        self._last = now

    def _done(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log_fault("a delivery failed", error)

    async def deliver(self, prepared: Prepared, sender: Sender | None = None) -> None:
        """Send what was prepared, then what was wished meanwhile, until nothing is left.

        `sender` is a faster way for this one, where there is one.
        """
        wish = prepared.claim.wish
        is_being_sent = wish.id in self._leases
        self._leases[wish.id] = prepared.claim.token
        if is_being_sent:
            return  # it outlived its lease: whoever sends it now settles it by this one
        try:
            with about(workspace=wish.workspace_id, wish=wish.id, topic=wish.topic.value):
                following: Prepared | None = prepared
                while following is not None:
                    self._leases[wish.id] = following.claim.token
                    following = await self._deliver_one(following, sender or self._sender)
                    sender = None  # its way leads to what was tapped, not to a later message
        finally:
            del self._leases[wish.id]
            if not self._caught_up.is_set():
                self._wake.set()

    async def _deliver_one(self, one: Prepared, sender: Sender) -> Prepared | None:
        wish = one.claim.wish
        ends_s = asyncio.get_running_loop().time() + self._claims.lease_s
        order = Order(
            wish=wish,
            todo=todo(wish),
            rendering=one.rendering,
            keep_file=self._file_keeper(one.claim),
            within_s=self._send_s,
            look_from=look_from(wish, self._clock()),
            freezes=one.claim.freezes,
        )
        if wish.attempts:
            self._metrics.retried(wish.topic)
        result = await self._send(sender, order)
        outcome = type(result).__name__.lower()
        self._metrics.delivered(wish.topic, outcome)
        if not isinstance(result, Sent):
            logger.warning("a message was not sent: %s, %s", outcome, result.reason)
        if order.look_from is not None and isinstance(result, Sent):
            self._metrics.looked_up(found=result.revision is not None)
        following = await self._settle(one, result, ends_s)
        if wish.topic is Topic.RESULTS or isinstance(result, Lost | Refused | Blocked):
            self._wake.set()  # what follows from it has been wished: the table, a word to leaders
        return following

    async def _send(self, sender: Sender, order: Order) -> Result:
        """Send within the time there is for it; whatever fails, it is tried again later."""
        try:
            async with asyncio.timeout(order.within_s):
                return await sender.send(order)
        except Exception as error:  # noqa: BLE001 - its place is needed for the others
            log_fault(f"wish {order.wish.id} was not sent", error)
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
                log_fault(f"what became of wish {one.claim.wish.id} is not kept yet", error)
                late = asyncio.get_running_loop().time() + SETTLE_AGAIN_S >= ends_s
                if late and not isinstance(error, StorageError):
                    return None
            await asyncio.sleep(SETTLE_AGAIN_S)

    def _held(self, claim: Claim) -> Claim:
        """The claim by the newest lease on its wish."""
        return replace(claim, token=self._leases.get(claim.wish.id, claim.token))

    def _file_keeper(self, claim: Claim) -> Callable[[str, str], Awaitable[None]]:
        async def keep(file_id: str, picture: str) -> None:
            with_file = replace(claim.wish, file_id=file_id, picture=picture)
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
            kept = store.wishes.one(id=wish.id) or replace(wish, file_id="", picture="")
            wish = replace(wish, file_id=kept.file_id, picture=kept.picture)
        after = learnt(wish, result, now, self._chance())
        row = store.outbox.update(self._held(one.claim), after, release=True)
        if row is None:
            return None
        try:
            follow(store, one.claim.wish, row, one.rendering, result, now)
        except UNDOING:
            raise
        except Exception as error:  # noqa: BLE001 - what was sent stays sent
            log_fault(f"what follows wish {wish.id} did not pass", error)
        if isinstance(result, Sent) and row.state is WishState.WAITING and row.wanted > row.shown:
            return next(iter(self._claims.these(store, [row.id])), None)
        return None
