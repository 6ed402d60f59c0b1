"""A sign of life: a file that a running bot touches and the container's health check reads."""

import tempfile
from pathlib import Path

from bot.clock import utc_now

FILE = Path(tempfile.gettempdir()) / "borging-alive"
FRESH_S = 30.0
"""Seconds after which a run that gave no sign is taken for dead."""


def give_sign(file: Path = FILE) -> None:
    """Say that this run is alive."""
    file.touch()


def is_alive(file: Path = FILE) -> bool:
    """Whether a run gave a sign lately."""
    try:
        changed_s = file.stat().st_mtime
    except FileNotFoundError:
        return False
    return abs(utc_now().timestamp() - changed_s) < FRESH_S
