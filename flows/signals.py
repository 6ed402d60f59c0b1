"""What is looked at for signs of a netwerkdip, and what is found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from flows.action import Action
from flows.check_in import CheckIn
from flows.comparison import Past
from flows.language import Localized, as_read


class Kind(StrEnum):
    """What is watched, the weightiest first; `find_signals` has the rules."""

    GOVERNANCE = "governance"  # structures, insight and communication fall while the rest holds
    FALL = "fall"  # several statements fall
    RESPONSE = "response"  # fewer partners answer than last time
    SILENT = "silent"  # a partner without sign of life for two cycles
    OVERDUE = "overdue"  # actions are over their date
    UNANSWERED = "unanswered"  # check-ins stay unanswered
    SPREAD = "spread"  # partners agreed, and do no longer


class Moment(StrEnum):
    """When a dip is to be expected: named beside signals, never a reason for a notice."""

    SUMMER = "summer"  # the summer holiday is just over
    EXAMS = "exams"  # from May on until the summer holiday
    SUBSIDY = "subsidy"  # the subsidy ends or ended
    CONTACT = "contact"  # other people speak for a partner than in the last scan


class Why(StrEnum):
    """Why nothing, or not everything, is seen."""

    NO_SCAN = "no_scan"  # no scan has been published yet
    ONE_SCAN = "one_scan"  # one scan has been: there is nothing to compare it with
    NO_NEW_SCAN = "no_new_scan"  # the last one is long ago: only actions and check-ins are watched


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A partner: in how many of the last two scans it was asked, its signs of life since.

    A sign is a response that was answered, declined or deleted, or a check-in that was answered.
    """

    name: str
    asked: int
    signs: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known of a region on a day.

    `before` and `last` are the last two published scans, in which `twice` people handed in both
    times. `actions` are the open ones, `check_ins` those that ask for an answer. The last summer
    holiday ended on `summer_until`; `contacts` partners have other people than in the last scan.
    Nobody is asked anything on its `quiet` days: they are free, or a scan was open.
    """

    today: date
    timezone: str
    before: Past | None = None
    last: Past | None = None
    twice: int = 0
    partners: Sequence[Heard] = ()
    actions: Sequence[Action] = ()
    check_ins: Sequence[CheckIn] = ()
    summer_until: date | None = None
    contacts: int = 0
    quiet: Collection[date] = ()


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A figure of a statement then and now, as people read it.

    Of `both` partners that scored it both times, `lower` scored lower; both 0 if protected.
    """

    item: str
    before: float
    now: float
    lower: int = 0
    both: int = 0

    @property
    def fell(self) -> float:
        """By how much it fell."""
        return as_read(self.before - self.now)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a rule finds: its numbers, and whether they are a signal (`rises`), since when.

    Of scans: `count` of `of` partners answered the last one, `before` of `before_of` the one
    before it, of the day `then`. GOVERNANCE, FALL: `moved` are means, of the former those of
    governance with their mean `together`. SPREAD: `moved` are average deviations, in a protected
    scan what those do not exceed. OVERDUE, UNANSWERED: `count` of `of`. SILENT: `names`.
    A `slight` signal is told beside others, and is no reason for a notice by itself.
    """

    kind: Kind
    rises: bool
    since: date | None
    slight: bool = False
    then: date | None = None
    count: int = 0
    of: int = 0
    before: int = 0
    before_of: int = 0
    moved: tuple[Moved, ...] = ()
    together: Moved | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What is watched, the weightiest first, or why nothing or not everything is.

    `scan` is the id of the last published scan, 0 without one, published on `scan_on`, and
    `shorts` are the short names of its statements.
    """

    readings: tuple[Reading, ...]
    moments: tuple[Moment, ...]
    why: Why | None
    scan: int = 0
    scan_on: date | None = None
    shorts: Mapping[str, Localized] = field(default_factory=dict)

    @property
    def signals(self) -> tuple[Reading, ...]:
        """The readings that are a signal, the weightiest first; one scan of history gives none."""
        if self.why in {Why.NO_SCAN, Why.ONE_SCAN}:
            return ()
        return tuple(one for one in self.readings if one.rises)
