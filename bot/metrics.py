"""What a run counts of its work, in the format of Prometheus; never who did or reads what."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from flows.events import Kind
from flows.topics import Topic

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
ACK_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack waits three seconds for an ack."""
SHOWN_BUCKETS_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What holds at the moment of asking, which nobody has to count; NaN if nobody can tell."""

    sockets: int
    """Open connections of this run."""
    takes_in: bool
    """Whether what people do reaches this run."""
    oldest_due_s: float = math.nan
    """Seconds since the oldest message that waits was due, 0 when none is."""
    blocked: float = math.nan
    """Workspaces in which nothing can be sent."""


class Metrics:
    """Counts what happened since this run began; each has a registry of its own."""

    def __init__(self) -> None:
        """Everything begins at nought."""
        self._registry = CollectorRegistry()
        self._deliveries = self._counter(
            "deliveries", "Messages sent or tried, by topic and outcome.", ("topic", "outcome")
        )
        self._retries = self._counter(
            "delivery_retries", "Deliveries that were not the first attempt.", ("topic",)
        )
        self._look_ups = self._counter(
            "delivery_look_ups",
            "Looks in a conversation whether a message had arrived after all.",
            ("found",),
        )
        self._redeliveries = self._counter(
            "redeliveries_dropped", "What Slack sent again and was not done again.", ("kind",)
        )
        self._acks = Histogram(
            "borging_ack_seconds",
            "From receipt of what a person did to its acknowledgement.",
            ("kind",),
            buckets=ACK_BUCKETS_S,
            registry=self._registry,
        )
        self._shows = Histogram(
            "borging_answer_shown_seconds",
            "From receipt of what a person did until they saw what followed.",
            buckets=SHOWN_BUCKETS_S,
            registry=self._registry,
        )
        self._oldest = self._gauge(
            "oldest_due_seconds", "How long the oldest message that is due has waited."
        )
        self._blocked = self._gauge(
            "blocked_workspaces", "Workspaces in which nothing can be sent until somebody mends it."
        )
        self._sockets = self._gauge("sockets_open", "Open Socket Mode connections of this run.")
        self._takes_in = self._gauge("takes_in", "1 if what people do reaches this run, else 0.")

    def delivered(self, topic: Topic, outcome: str) -> None:
        """A delivery ended: `outcome` is one of a few words such as sent, postponed, refused."""
        self._deliveries.labels(topic.value, outcome).inc()

    def retried(self, topic: Topic) -> None:
        """A delivery began that is not the first attempt."""
        self._retries.labels(topic.value).inc()

    def looked_up(self, *, found: bool) -> None:
        """A conversation was asked whether a message had arrived."""
        self._look_ups.labels("yes" if found else "no").inc()

    def redelivered(self, kind: Kind) -> None:
        """Something came again and was not done again."""
        self._redeliveries.labels(kind.value).inc()

    def acked(self, kind: Kind, seconds: float) -> None:
        """What a person did was acknowledged so many seconds after its receipt."""
        self._acks.labels(kind.value).observe(seconds)

    def shown(self, seconds: float) -> None:
        """A person saw what followed from their act so many seconds after its receipt."""
        self._shows.observe(seconds)

    def page(self, standing: Standing) -> bytes:
        """All of it as Prometheus reads it."""
        self._oldest.set(standing.oldest_due_s)
        self._blocked.set(standing.blocked)
        self._sockets.set(standing.sockets)
        self._takes_in.set(standing.takes_in)
        return generate_latest(self._registry)

    def _counter(self, name: str, about: str, labels: Iterable[str]) -> Counter:
        return Counter(f"borging_{name}", about, tuple(labels), registry=self._registry)

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(f"borging_{name}", about, registry=self._registry)
