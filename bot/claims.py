"""Claiming what has to be said: whether it may be said now, and how it has to look."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import Clock
from bot.logs import where_it_failed
from flows.exceptions import BorgingError
from flows.holidays import Almanac
from flows.outbox import LEASE_S, Claim, Postponed, WishState, learnt, posts
from flows.pace import reset
from flows.ports import Store
from flows.store_errors import NotFoundError
from flows.usecases.deliver import admit, may_disturb_now
from flows.usecases.pacing import locked_pace
from flows.usecases.render import render
from flows.usecases.rendering import Rendering
from flows.usecases.walks import Instruments
from storage.faults import UNDOING

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """A claimed wish and how it has to be shown, both as of one moment."""

    claim: Claim
    rendering: Rendering


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one look gave: how many were claimed, which of them are to be sent, what is due next."""

    claimed: int
    prepared: Sequence[Prepared]
    next_due: datetime | None


Step = Callable[[Claim], Claim | None]


class Claims:
    """Claims wishes and renders them, in the transaction that it is given."""

    def __init__(
        self,
        instruments: Instruments,
        almanac: Callable[[], Almanac],
        clock: Clock,
        chance: Callable[[], float],
        *,
        lease_s: float = LEASE_S,
    ) -> None:
        """`clock` says what is due; `chance`, from 0 to 1, spreads what is tried again.

        A claim holds for `lease_s` seconds of the database's own clock.
        """
        self._instruments = instruments
        self._almanac = almanac
        self._clock = clock
        self._chance = chance
        self.lease_s = lease_s

    def due(self, store: Store, limit: int) -> Batch:
        """Claim and prepare wishes that are due, at most so many."""
        now, almanac = self._clock(), self._almanac()
        claims = store.outbox.claim_due(now, limit=limit, lease_s=self.lease_s)
        if not claims:
            return Batch(claimed=0, prepared=(), next_due=store.outbox.next_due())
        # All replicas come by workspaces and their people in the same order, so that none of them
        # waits for another that waits for it.
        prepared = self._prepared(
            store,
            sorted(claims, key=_by_reader),
            lambda claim: admit(store, claim, now, almanac),
            now,
        )
        return Batch(claimed=len(claims), prepared=prepared, next_due=None)

    def these(self, store: Store, wish_ids: Iterable[int]) -> Sequence[Prepared]:
        """Claim and prepare these wishes, without those that somebody else is sending."""
        now, almanac = self._clock(), self._almanac()
        # All are claimed before any pace is looked at: in that order everybody locks.
        claimed = [store.outbox.claim(wish_id, lease_s=self.lease_s) for wish_id in wish_ids]
        return self._prepared(
            store,
            [claim for claim in claimed if claim is not None],
            lambda claim: may_disturb_now(store, claim, now, almanac),
            now,
        )

    def set_back(self, store: Store) -> None:
        """After the clock was set back: what waits for a moment is looked at again by now.

        Their turns were reserved by the old clock as well.
        """
        now = self._clock()
        for waiting in store.wishes.find(state=WishState.WAITING):
            if waiting.due_at > now:
                wish = store.wishes.get(waiting.id, lock=True)
                store.wishes.save(replace(wish, due_at=min(wish.due_at, now), has_turn=False))
        for workspace_id in sorted(pace.workspace_id for pace in store.paces.find()):
            store.paces.save(reset(locked_pace(store, workspace_id, now), now))

    def _prepared(
        self, store: Store, claims: Iterable[Claim], step: Step, now: datetime
    ) -> Sequence[Prepared]:
        tried = [self._guarded(store, claim, step, now) for claim in claims]
        rendered = [one for one in tried if one is not None]
        new = [one.claim for one in rendered if posts(one.claim.wish)]
        held = {one.claim.wish.id: one.claim for one in rendered if not posts(one.claim.wish)}
        if new:
            held |= {claim.wish.id: claim for claim in store.outbox.begin(new, now)}
        kept = [one for one in rendered if one.claim.wish.id in held]
        begun = [replace(one.claim, wish=held[one.claim.wish.id].wish) for one in kept]
        return [replace(one, claim=claim) for one, claim in zip(kept, begun, strict=True)]

    def _guarded(self, store: Store, claim: Claim, step: Step, now: datetime) -> Prepared | None:
        """One of them by itself: what is wrong with it must not hold up the others."""
        try:
            admitted = step(claim)
            if admitted is None:
                return None
            return Prepared(
                admitted, render(store, admitted.wish, self._instruments, self._almanac())
            )
        except NotFoundError:
            gone = replace(claim.wish, state=WishState.FAILED, error="gone")
            store.outbox.update(claim, gone, release=True)
        except UNDOING:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this one's alone
            log_fault(f"wish {claim.wish.id} cannot be prepared", error)
            later = Postponed(f"render:{type(error).__name__}")
            waiting = learnt(claim.wish, later, now, self._chance())
            store.outbox.update(claim, waiting, release=True)
        return None


def _by_reader(claim: Claim) -> tuple[int, int, datetime, int]:
    wish = claim.wish
    return wish.workspace_id, wish.person_id or 0, wish.since, wish.id


def log_fault(what: str, error: BaseException) -> None:
    """Log a fault: in its own words if it is ours, else without what people said."""
    if isinstance(error, BorgingError):
        logger.warning("%s: %s", what, error)
    else:
        logger.error("%s: %s", what, where_it_failed(error))
