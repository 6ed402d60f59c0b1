"""Setting the workspace's clock: what whoever owns the clock plugs in, and the jump under way."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.workspace.errors import PersonError
from bot.workspace.model import Json

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Jump:
    """A moment to which the clock can be set.

    ``label`` is what people read in the menu, ``label_en`` what they read on an English page, if
    it differs.
    """

    key: str
    label: str
    label_en: str = ""


class ClockControl(Protocol):
    """Sets the clock that the workspace was given."""

    def jumps(self) -> Sequence[Jump]:
        """The jumps that make sense now, in the order of the menu."""

    async def jump(self, key: str) -> None:
        """Make one of ``jumps()``; returns when all that falls in between has happened.

        Raises PersonError with a text for people when it cannot.
        """


class Clockwork:
    """The clock's control, one jump at a time; without a control there is nothing to show."""

    def __init__(self, control: ClockControl | None, changed: Callable[[], None]) -> None:
        """``changed`` is called when a jump begins and when it has ended."""
        self._control = control
        self._changed = changed
        self._running: Jump | None = None

    def as_json(self) -> Json | None:
        """What the page shows: the jumps, and the one under way."""
        if not self._control:
            return None
        jumps = [vars(each) for each in self._control.jumps()]
        return {"jumps": jumps, "running": vars(self._running) if self._running else None}

    async def jump(self, key: str) -> None:
        """Make a jump.

        Raises PersonError ``no_clock``, ``unknown_jump``, ``jump_under_way`` or ``jump_failed``.
        """
        if not self._control:
            raise PersonError("no_clock", "The clock of this workspace cannot be set.")
        if self._running:
            raise PersonError("jump_under_way", "The clock is being set already.")
        found = next((each for each in self._control.jumps() if each.key == key), None)
        if not found:
            raise PersonError("unknown_jump", f"There is no jump {key!r}.")
        self._running = found
        self._changed()
        try:
            await self._control.jump(key)
        except PersonError:
            raise
        except Exception as error:  # whatever fails in there, the person must be told
            log.exception("the jump %s failed", key)
            raise PersonError("jump_failed", str(error)) from error
        finally:
            self._running = None
            self._changed()
