"""A clock that can be moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.moved_clock import MovedClock

NOON = datetime(2027, 3, 8, 12, tzinfo=UTC)


def present() -> datetime:
    """A present that stands still."""
    return NOON


def test_tells_the_present_until_it_is_moved(tmp_path: Path) -> None:
    """Without a file it is an ordinary clock."""
    clock = MovedClock(tmp_path / "clock.json", present)
    assert (clock(), clock.is_moved) == (NOON, False)


def test_runs_on_from_where_it_was_moved_to(tmp_path: Path) -> None:
    """What passes of the present passes of the moved time as well."""
    moments = [NOON]
    clock = MovedClock(tmp_path / "clock.json", lambda: moments[-1])
    clock.move_to(NOON + timedelta(days=100))
    moments.append(NOON + timedelta(minutes=5))
    assert clock() == NOON + timedelta(days=100, minutes=5)


def test_every_clock_on_the_file_agrees_at_once(tmp_path: Path) -> None:
    """A second process sees each move, also after it has looked before."""
    mine, theirs = (MovedClock(tmp_path / "clock.json", present) for _ in range(2))
    for days in (1, 91, -3):
        mine.move_to(NOON + timedelta(days=days))
        assert theirs() == NOON + timedelta(days=days)


@pytest.mark.parametrize("text", ["", "{}", '{"ahead_s": "much"}', '{"ahead_s": 1e300}', "[]"])
def test_a_file_that_says_nothing_moves_nothing(tmp_path: Path, text: str) -> None:
    """A file that was cut off or written by hand leaves the present as it is."""
    file = tmp_path / "clock.json"
    file.write_text(text)
    assert MovedClock(file, present)() == NOON
