"""When a region scans itself again."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flows.calendar import OPENS, add_working_days, is_working_day, wall


class Every(StrEnum):
    """How often a region scans itself."""

    QUARTER = "quarter"  # of the school year
    MEETING = "meeting"  # before each meeting of the stuurgroep
    HALF_YEAR = "half_year"
    YEAR = "year"
    DATES = "dates"  # on days that the leader chose


class RhythmState(StrEnum):
    """Where a rhythm is. Moves: on ⇄ paused, either → ended, ended → on."""

    ON = "on"  # the next scan comes by itself
    PAUSED = "paused"  # nothing comes until a leader goes on
    ENDED = "ended"  # a leader stopped it


class PutOff(StrEnum):
    """Why the turn that comes now did not begin at its moment."""

    NONE = ""  # it was not put off
    FIRST = "first"  # there was no scan before, so nothing says how it should run
    FEW = "few"  # fewer than half of those asked last time handed in
    RUNNING = "running"  # another scan had not ended
    TALK = "talk"  # another scan waited between its sentences and its statements
    CHANNEL = "channel"  # the bot could not post in the channel of the stuurgroep
    NOBODY = "nobody"  # nobody was there to ask
    RESPONSIBLE = "responsible"  # the region lacked what partners read about privacy
    NOTICE = "notice"  # days changed, and leaders would not have heard a week before


class Outcome(StrEnum):
    """How a turn ended; each turn ends once."""

    NONE = ""  # no turn has ended yet
    BEGUN = "begun"  # a scan was planned for it
    SKIPPED = "skipped"  # a leader left it out
    DROPPED = "dropped"  # it waited until the next one came


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """That a region scans itself again and again; one a region.

    A turn is known by its ideal day. `since` is the first day on which a turn may fall.
    `done_until` is the ideal day of the last turn that ended, `outcome` how it did and
    `decided_by` the leader who decided so, None if nobody did. `dropped` are the ideal days (ISO)
    of turns that waited too long, told with the question about the next one and its outcome.

    `turn` is the ideal day of the turn that comes now, once something is settled about it: that
    leaders were asked, at `asked_at`, that it runs from `starts_on` to `ends_on`, and why it was
    `put_off`. `due_at` is when something has to be done next.
    """

    id: int = 0
    region_id: int
    every: Every
    dates: tuple[str, ...] = ()
    state: RhythmState = RhythmState.ON
    since: date
    done_until: date | None = None
    outcome: Outcome = Outcome.NONE
    decided_by: int | None = None
    dropped: tuple[str, ...] = ()
    turn: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    put_off: PutOff = PutOff.NONE
    asked_at: datetime | None = None
    due_at: datetime | None = None


ASKS = time(10)
"""Wall time at which leaders are asked whether the next scan may start."""
NOTICE = timedelta(days=7)
"""How long before the start they are asked."""
WAIT = timedelta(days=7)
"""How long a turn is put off when nobody decides and it may not begin by itself."""


def asks_at(start: date, timezone: str, free: Collection[date]) -> datetime:
    """When leaders are asked: 10:00 a week before the start, or on the working day before that.

    `free` are the days off of the leaders; the moment is an aware UTC datetime.
    """
    day = start - NOTICE
    if not is_working_day(day, free):
        day = add_working_days(day, -1, free)
    return wall(day, ASKS, timezone)


def begins_at(start: date, timezone: str) -> datetime:
    """When a scan that starts on this day begins: 09:00, as an aware UTC datetime."""
    return wall(start, OPENS, timezone)


def goes_by_silence(asked: int, answered: int) -> bool:
    """Whether silence of the leaders means go: at least half of the people asked handed in."""
    return asked > 0 and 2 * answered >= asked


def is_asked(rhythm: Rhythm) -> bool:
    """Whether leaders have a question open about the turn that comes now."""
    return rhythm.state is RhythmState.ON and rhythm.asked_at is not None


def next_moment(
    rhythm: Rhythm, start: date | None, timezone: str, free: Collection[date]
) -> datetime | None:
    """When something has to be done: leaders asked, or the silence of those who were ended.

    `start` is the first day of the turn that comes now, None if there is none.
    """
    if rhythm.state is not RhythmState.ON or start is None:
        return None
    return begins_at(start, timezone) if is_asked(rhythm) else asks_at(start, timezone, free)


def ended(rhythm: Rhythm, turn: date, outcome: Outcome, by: int | None = None) -> Rhythm:
    """The rhythm once the turn of this ideal day has ended; `by` is the leader who decided so."""
    dropped = rhythm.dropped
    if outcome is Outcome.DROPPED:
        dropped = (*untold(rhythm), turn.isoformat())
    return replace(
        forgotten(rhythm), done_until=turn, outcome=outcome, decided_by=by, dropped=dropped
    )


def untold(rhythm: Rhythm) -> tuple[str, ...]:
    """The dropped turns that the next question has to tell: those that ended last."""
    return rhythm.dropped if rhythm.outcome is Outcome.DROPPED else ()


def forgotten(rhythm: Rhythm) -> Rhythm:
    """The rhythm with nothing settled about the turn that comes now."""
    return replace(
        rhythm,
        turn=None,
        starts_on=None,
        ends_on=None,
        put_off=PutOff.NONE,
        asked_at=None,
    )
