"""Slack's rate tiers as leaky buckets, per method and token.

The refill of each bucket is the rate that Slack documents. Their sizes are the strict reading of
"short bursts are tolerated": Slack publishes none and in practice lets far more through (a
minute's worth at once, several hundred posts a minute in a workspace). So what passes here passes
there, and a sender that keeps these buckets has a bound to be measured against.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bucket:
    """``size`` calls may come at once; ``per_minute`` calls flow back."""

    size: float
    per_minute: float


# The documented tiers, in calls a minute, per method and token.
TIER_1 = Bucket(1, 1)
TIER_2 = Bucket(5, 20)
TIER_3 = Bucket(10, 50)
TIER_4 = Bucket(20, 100)
# "Special" ones. auth.test allows hundreds a minute; each of ten connections must be to be had at
# the start and again at a refresh.
AUTH_TEST = Bucket(60, 600)
CONNECTIONS_OPEN = Bucket(20, 20)
# chat.postMessage: several hundred a minute in a workspace, about one a second in a channel.
POSTS_A_WORKSPACE = Bucket(20, 300)
POSTS_A_CHANNEL = Bucket(2, 60)


class Rates:
    """The buckets, filled by a time source of their own.

    By default that is real time. A demo whose clock is moved fills them by the moved clock, so that
    a day that went by in a second counts as a day here too.
    """

    def __init__(self, *, enabled: bool = True, seconds: Callable[[], float] | None = None) -> None:
        """``seconds`` tells seconds and does not go back; the event loop's time unless given."""
        self.enabled = enabled
        self._seconds = seconds
        self._levels: dict[tuple[str, ...], tuple[float, float]] = {}  # key → (level, at second)

    def take(self, bucket: Bucket, *key: str) -> int | None:
        """Take one call from the bucket of ``key``: None, or the seconds to wait."""
        return self.take_all({key: bucket})

    def take_all(self, buckets: dict[tuple[str, ...], Bucket]) -> int | None:
        """Take one call from each bucket (by its key), or from none: then the seconds to wait."""
        if not self.enabled:
            return None
        now = self._seconds() if self._seconds else asyncio.get_running_loop().time()
        levels = {key: self._level(key, bucket, now) for key, bucket in buckets.items()}
        waits = [
            max(1, math.ceil((1 - levels[key]) * 60 / bucket.per_minute))
            for key, bucket in buckets.items()
            if levels[key] < 1
        ]
        for key, level in levels.items():
            self._levels[key] = (level if waits else level - 1, now)
        return max(waits, default=None)

    def _level(self, key: tuple[str, ...], bucket: Bucket, now: float) -> float:
        level, since = self._levels.get(key, (bucket.size, now))
        return min(bucket.size, level + (now - since) * bucket.per_minute / 60)
