"""A scan's life: draft, open, closed, published; and when each is due."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from flows.instrument import STANDARD, Instrument

MINIMUM_PEOPLE = 5
"""People that must have scored before a protected scan shows a figure, as many bureaus ask."""
LOWEST_MINIMUM = 3
"""No region may set the minimum below this."""
MINIMUM_PARTNERS = 3
"""Organisations that those people must come from."""
PROTECTED_FROM = 8
"""From this many invited people on, protected is preselected."""
CLOSING_HOUR = 16
"""Local hour at which a scan closes on its deadline."""


class Mode(StrEnum):
    """What the channel may see of the scores; chosen before the start, never changed after."""

    OPEN = "open"
    PROTECTED = "protected"


class Moments(StrEnum):
    """Whether sentences and statements are answered together or around a conversation."""

    ONE = "one"
    TWO = "two"


class Part(StrEnum):
    """What of the questionnaire is asked."""

    ALL = "all"  # sentences and statements, in one sitting
    SENTENCES = "sentences"  # the first of two moments
    STATEMENTS = "statements"  # the second, after the conversation


class ScanState(StrEnum):
    """Where a scan is; docs/architecture.md draws the moves."""

    PLANNED = "planned"  # begins at `opened_at`; nobody but the leaders knows of it
    OPEN = "open"  # people are invited and answer
    CLOSED = "closed"  # no answers any more; publishing waits for the leader
    PUBLISHED = "published"  # the channel has the results; the end
    CANCELLED = "cancelled"  # stopped by the leader without results; the end


class Hold(StrEnum):
    """Why a closed or planned scan waits for its leader, or why a planned one never began."""

    NONE = ""  # nothing to wait for
    TOO_FEW = "too_few"  # closed: protected and below the minimum
    CHANNEL = "channel"  # the channel is not the private one that was promised, or of no use
    TOLD = "told"  # closed: partners know of the other channel; published at `closes_at`
    NOBODY = "nobody"  # planned: there are no participants
    RESPONSIBLE = "responsible"  # planned: nobody is named as responsible for the data
    TALK = "talk"  # closed between its two moments: the sentences are in, the conversation comes
    MISSED = "missed"  # cancelled: it could not begin before its deadline


@dataclass(frozen=True, kw_only=True)
class Scan:
    """One round with one instrument in a region. Times are aware UTC datetimes.

    Of a planned scan `opened_at` is when it is to begin, or is tried again. `turn` is the day of
    the rhythm that it comes from, and `last_call_at` when the channel hears how many still lack,
    None once it has; while the conversation is to come it is when its leaders are reminded of the
    statements. In a scan of two moments `talked_at` is when the conversation was over and the
    statements were sent; until then only the sentences are asked. `we` are the sentences that the
    group wrote together, in the order of the instrument's, "" where it has none.
    """

    id: int = 0
    workspace_id: int
    region_id: int
    title: str
    state: ScanState = ScanState.OPEN
    hold: Hold = Hold.NONE
    instrument: str
    version: str
    variant: str = STANDARD
    mode: Mode
    minimum: int = MINIMUM_PEOPLE
    moments: Moments = Moments.ONE
    deadline: date
    closes_at: datetime
    meeting_on: date | None = None
    texts_until: date
    scores_until: date
    channel: str
    channel_name: str
    channel_private: bool
    channel_members: int
    started_by: int
    turn: date | None = None
    opened_at: datetime
    last_call_at: datetime | None = None
    closed_at: datetime | None = None
    published_at: datetime | None = None
    extended: bool = False
    nudged_at: datetime | None = None
    results: str = ""
    talked_at: datetime | None = None
    we: tuple[str, ...] = ()

    @property
    def part(self) -> Part:
        """What is asked now, or was last."""
        if self.moments is Moments.ONE:
            return Part.ALL
        return Part.SENTENCES if self.talked_at is None else Part.STATEMENTS


def positions_of(part: Part, instrument: Instrument) -> range:
    """The positions of a part's questions among an instrument's items: sentences come first."""
    sentences, all_ = len(instrument.sentences), len(instrument.items)
    match part:
        case Part.ALL:
            return range(all_)
        case Part.SENTENCES:
            return range(sentences)
        case Part.STATEMENTS:
            return range(sentences, all_)
        case _:
            assert_never(part)
