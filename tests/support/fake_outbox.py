"""The delivery side of the wishes, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from flows.outbox import Claim, Wish, WishState, posts
from tests.support.fake_records import FakeRecords

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


class FakeOutbox:
    """Leases by a clock that the test sets."""

    def __init__(self, wishes: FakeRecords[Wish], clock: Callable[[], float]) -> None:
        """`clock` gives seconds."""
        self._wishes = wishes
        self._clock = clock
        self._leases: dict[int, tuple[str, float]] = {}
        self._tokens = 0

    def claim(self, wish_id: int, *, lease_s: float) -> Claim | None:
        """As the port says."""
        wish = self._wishes.one(id=wish_id)
        if wish is None or not self._is_free(wish_id):
            return None
        self._tokens += 1
        token = f"token-{self._tokens}"
        self._leases[wish_id] = (token, self._clock() + lease_s)
        return Claim(wish=wish, token=token, wanted=wish.wanted)

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """As the port says."""
        due = [wish for wish in self._free() if wish.due_at <= now]
        claims = [self.claim(wish.id, lease_s=lease_s) for wish in due[:limit]]
        return [claim for claim in claims if claim is not None]

    def begin(self, claims: Sequence[Claim], now: datetime) -> Sequence[Claim]:
        """As the port says."""
        begun = []
        for claim in claims:
            row = self._held(claim)
            if row is None:
                continue
            tried_at = row.tried_at or now
            wish = replace(row, tries=row.tries + 1, tried_at=tried_at, has_turn=False)
            self._wishes.save(wish)
            begun.append(replace(claim, wish=wish))
        return begun

    def any_due(self, now: datetime) -> bool:
        """As the port says."""
        return any(wish.due_at <= now for wish in self._free())

    def next_due(self) -> datetime | None:
        """As the port says."""
        return next((wish.due_at for wish in self._free()), None)

    def ahead_of(self, wish: Wish) -> Wish | None:
        """As the port says."""
        reader: dict[str, object] = {"person_id": wish.person_id, "workspace_id": wish.workspace_id}
        if wish.person_id is None:
            reader["address"] = wish.address
        ahead = [
            other
            for other in self._wishes.find(state=WishState.WAITING, **reader)
            if posts(other) and (other.since, other.id) < (wish.since, wish.id)
        ]
        return min(ahead, key=lambda other: (other.since, other.id), default=None)

    def release_all(self) -> None:
        """As the port says."""
        self._leases.clear()

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """As the port says."""
        row = self._held(claim)
        if row is None:
            return None
        settled = wish.shown if wish.state is WishState.SHOWN else claim.wanted
        learnt = {name: getattr(wish, name) for name in LEARNT}
        state = WishState.WAITING if row.wanted > settled else wish.state
        changed = replace(row, **learnt, state=state)
        self._wishes.save(changed)
        if release:
            del self._leases[row.id]
        return changed

    def free_blocked(self, workspace_id: int, now: datetime) -> int:
        """As the port says."""
        blocked = self._wishes.find(workspace_id=workspace_id, state=WishState.BLOCKED)
        for wish in blocked:
            freed = replace(wish, state=WishState.WAITING, has_turn=False, due_at=now)
            self._wishes.save(freed)
        return len(blocked)

    def _held(self, claim: Claim) -> Wish | None:
        row = self._wishes.one(id=claim.wish.id)
        held = row is not None and self._leases.get(row.id, ("", 0.0))[0] == claim.token
        return row if held else None

    def _free(self) -> list[Wish]:
        waiting = self._wishes.find(state=WishState.WAITING)
        free = [wish for wish in waiting if self._is_free(wish.id)]
        return sorted(free, key=lambda wish: (wish.due_at, wish.id))

    def _is_free(self, wish_id: int) -> bool:
        return wish_id not in self._leases or self._leases[wish_id][1] <= self._clock()
