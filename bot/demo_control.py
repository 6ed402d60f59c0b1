"""The control in the demo's page that moves its clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.duties import Bot
from bot.moved_clock import MovedClock
from bot.time_travel import QUARTER, to_next_event, travel
from bot.wording import Voices
from bot.workspace.clockwork import Jump
from bot.workspace.errors import PersonError
from flows.language import Language
from flows.ports import Store
from flows.scan import ScanState
from flows.wording import Phrase, say

NEXT, DAY, CLOSING, A_QUARTER = "next", "day", "closing", "quarter"
A_DAY = timedelta(days=1)


class DemoControl:
    """`bot.workspace.clockwork.ClockControl` for the clock of workspace and bot."""

    def __init__(self, clock: MovedClock, voices: Voices) -> None:
        """`bot` is set once it runs: it stands beside the workspace that shows the control."""
        self.bot: Bot | None = None
        self._clock = clock
        self._voices = voices

    def jumps(self) -> Sequence[Jump]:
        """As the port says."""
        labels = {
            NEXT: say("clock.next"),
            DAY: say("clock.day"),
            CLOSING: say("clock.closing"),
            A_QUARTER: say("clock.quarter"),
        }
        return [
            Jump(key, self._text(label), self._text(label, Language.EN))
            for key, label in labels.items()
        ]

    async def jump(self, key: str) -> None:
        """As the port says."""
        bot, clock = self.bot, self._clock
        if bot is None:
            raise PersonError("not_yet", self._text(say("clock.not_yet")))
        if key == NEXT:
            if await to_next_event(bot, clock) is None:
                raise PersonError("nothing", self._text(say("clock.nothing")))
        elif key == CLOSING:
            closes_at = await bot.house.database.read(_closes_at)
            if closes_at is None:
                raise PersonError("no_scan", self._text(say("clock.no_scan")))
            await travel(bot, clock, closes_at)
        else:
            await travel(bot, clock, clock() + (QUARTER if key == A_QUARTER else A_DAY))

    def _text(self, phrase: Phrase, language: Language = Language.NL) -> str:
        return self._voices[language].text(phrase, bold=str)


def _closes_at(store: Store) -> datetime | None:
    scans = store.scans.find(state=(ScanState.PLANNED, ScanState.OPEN))
    return min((scan.closes_at for scan in scans), default=None)
