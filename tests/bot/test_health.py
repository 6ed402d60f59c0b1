"""The sign of life that the container's health check reads."""

import os
from pathlib import Path

import pytest

from bot.clock import utc_now
from bot.health import FRESH_S, give_sign, is_alive


@pytest.mark.parametrize(
    ("age_s", "alive"), [(FRESH_S / 2, True), (FRESH_S * 2, False), (-FRESH_S * 2, False)]
)
def test_only_a_fresh_sign_is_one_of_life(tmp_path: Path, age_s: float, *, alive: bool) -> None:
    """Too old is dead, and so is one from a clock that was far ahead."""
    file = tmp_path / "alive"
    give_sign(file)
    then_s = utc_now().timestamp() - age_s
    os.utime(file, (then_s, then_s))
    assert is_alive(file) is alive


def test_a_sign_that_never_came_is_none(tmp_path: Path) -> None:
    """No file: no run, until it gives its sign."""
    file = tmp_path / "alive"
    assert not is_alive(file)
    give_sign(file)
    assert is_alive(file)
