"""Slack's rate tiers as leaky buckets, per method and token."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bucket:
    """``size`` calls may come at once; ``per_minute`` calls flow back."""

    size: float
    per_minute: float


# The documented tiers, in calls a minute. Slack tolerates bursts; here a minute's worth may come
# at once, after which calls must keep the pace.
TIER_1 = Bucket(1, 1)
TIER_2 = Bucket(20, 20)
TIER_3 = Bucket(50, 50)
TIER_4 = Bucket(100, 100)
# "Special" ones. auth.test allows hundreds a minute; a socket address must be to be had again
# after each refresh of ten connections; a workspace takes several hundred posts a minute.
AUTH_TEST = Bucket(600, 600)
CONNECTIONS_OPEN = Bucket(20, 20)
POSTS_A_WORKSPACE = Bucket(300, 300)
# chat.postMessage: about one a second in a channel, with a short burst.
POSTS_A_CHANNEL = Bucket(5, 60)


class Rates:
    """The buckets. Real time, also when the workspace's clock is moved."""

    def __init__(self, *, enabled: bool = True, seconds: Callable[[], float] | None = None) -> None:
        """``seconds`` is a monotonic time source; the event loop's unless given."""
        self.enabled = enabled
        self._seconds = seconds
        self._levels: dict[tuple[str, ...], tuple[float, float]] = {}  # key → (level, at second)

    def take(self, bucket: Bucket, *key: str) -> int | None:
        """Take one call from the bucket of ``key``: None, or the seconds to wait."""
        if not self.enabled:
            return None
        now = self._seconds() if self._seconds else asyncio.get_running_loop().time()
        level, since = self._levels.get(key, (bucket.size, now))
        level = min(bucket.size, level + (now - since) * bucket.per_minute / 60)
        if level >= 1:
            self._levels[key] = (level - 1, now)
            return None
        self._levels[key] = (level, now)
        return max(1, math.ceil((1 - level) * 60 / bucket.per_minute))
