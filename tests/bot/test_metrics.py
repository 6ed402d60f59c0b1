"""What Prometheus reads."""

import math

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics, Standing
from flows.events import Kind
from flows.topics import Topic

STANDING = Standing(sockets=2, takes_in=True, oldest_due_s=12.5, blocked=1)


def read(metrics: Metrics, standing: Standing = STANDING) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, in the order of their names."""
    families = text_string_to_metric_families(metrics.page(standing).decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_what_happened_is_counted() -> None:
    """Deliveries, retries, look-ups and copies, by what they are about."""
    metrics = Metrics()
    metrics.delivered(Topic.WALK, "sent")
    metrics.delivered(Topic.WALK, "sent")
    metrics.delivered(Topic.RESULTS, "refused")
    metrics.retried(Topic.WALK)
    metrics.looked_up(found=True)
    metrics.redelivered(Kind.TAP)
    seen = read(metrics)
    assert seen["borging_deliveries_total", "sent", "walk"] == 2
    assert seen["borging_deliveries_total", "refused", "results"] == 1
    assert seen["borging_delivery_retries_total", "walk"] == 1
    assert seen["borging_delivery_look_ups_total", "yes"] == 1
    assert seen["borging_redeliveries_dropped_total", "tap"] == 1


def test_how_fast_is_told_in_steps() -> None:
    """Acks by kind up to the three seconds that Slack waits; what is shown up to a minute."""
    metrics = Metrics()
    metrics.acked(Kind.TAP, 0.02)
    metrics.acked(Kind.TAP, 2.5)
    metrics.shown(0.3)
    seen = read(metrics)
    assert seen["borging_ack_seconds_bucket", "tap", "0.025"] == 1
    assert seen["borging_ack_seconds_bucket", "tap", "3.0"] == 2
    assert seen["borging_ack_seconds_count", "tap"] == 2
    assert seen["borging_answer_shown_seconds_bucket", "0.5"] == 1


def test_what_holds_now() -> None:
    """As it was asked for; what nobody can tell is no number."""
    metrics = Metrics()
    seen = read(metrics)
    assert seen[("borging_oldest_due_seconds",)] == 12.5
    assert seen[("borging_sockets_open",)] == 2
    assert seen[("borging_blocked_workspaces",)] == 1
    assert seen[("borging_takes_in",)] == 1
    unknown = read(metrics, Standing(sockets=0, takes_in=False))
    assert math.isnan(unknown[("borging_oldest_due_seconds",)])
    assert unknown[("borging_takes_in",)] == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_runs_in_one_process_do_not_mix(kind: Kind) -> None:
    """Each has a registry of its own."""
    one, other = Metrics(), Metrics()
    one.redelivered(kind)
    assert ("borging_redeliveries_dropped_total", kind.value) not in read(other)
