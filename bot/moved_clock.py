"""A clock that can be moved, for trying a year in minutes; its offset lives in a file."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock, utc_now


class MovedClock:
    """Tells the present moment and so much more; every process that reads the file agrees.

    Without a file, or with one that cannot be read, it tells the present.
    """

    def __init__(self, file: Path, present: Clock = utc_now) -> None:
        """`file` keeps the offset; `present` is what it is an offset to."""
        self._file = file
        self._present = present
        self._seen: tuple[int, int] | None = None
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """The moment, an aware UTC datetime."""
        return self._present() + self._offset()

    @property
    def is_moved(self) -> bool:
        """Whether it has ever been moved."""
        return self._file.exists()

    def move_to(self, moment: datetime) -> None:
        """Let it be an aware moment now, and run on from there. Raises OSError."""
        ahead = moment - self._present()
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps({"ahead_s": ahead.total_seconds()}))
        fresh.replace(self._file)

    def _offset(self) -> timedelta:
        try:
            state = os.stat(self._file)  # noqa: PTH116 - asked many times a second
        except OSError:
            return timedelta()
        seen = (state.st_mtime_ns, state.st_ino)
        if seen != self._seen:
            self._ahead = self._read()
            self._seen = seen
        return self._ahead

    def _read(self) -> timedelta:
        try:
            return timedelta(seconds=float(json.loads(self._file.read_text())["ahead_s"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return timedelta()
