"""The one place that reads the wall clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the present moment as an aware UTC datetime."""


def utc_now() -> datetime:
    """The present moment by this machine's clock."""
    return datetime.now(UTC)
