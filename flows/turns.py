"""On which days the scans of a rhythm run, and why not on the days that the rule gives."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count as counting
from itertools import islice

from flows.calendar import (
    DAYS_BEFORE_MEETING,
    SATURDAY,
    SCAN_WORKING_DAYS,
    add_working_days,
    is_working_day,
    meeting_after,
    quarter_end,
)
from flows.holidays import HolidayKind
from flows.rhythm import Every, Rhythm

REST_WORKING_DAYS = 20
"""Working days between the deadline of a scan and the start of the next, at the least."""
FARTHEST = timedelta(weeks=8)
"""How far a turn that has no quarter to stay in may be shifted: past the longest holiday."""
MIDDLE_OF_MONTH = 15
ONE_DAY = timedelta(days=1)
QUARTERS = {Every.QUARTER: 1, Every.HALF_YEAR: 2, Every.YEAR: 4}
"""From one turn to the next, in school quarters."""


class Why(StrEnum):
    """What keeps a scan from running on the days that the rule gives."""

    WEEKEND = "weekend"
    PUBLIC = "public"  # a public holiday
    SCHOOL = "school"  # a school holiday
    FREE = "free"  # the region's own free weeks
    EXAM = "exam"  # the schools have exams
    REST = "rest"  # the scan before it would hardly be over
    PUT_OFF = "put_off"  # it was settled before: it waited, or days were changed since


@dataclass(frozen=True)
class Shift:
    """One reason why a turn does not start on its ideal day."""

    why: Why
    holiday: HolidayKind | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One scan of a rhythm: from `start` to `deadline`, both working days.

    `meeting` is where its results are discussed, if known. `lost` counts the working days
    of school holidays, free and exam weeks within: 0 unless nothing better was to be found. Of a
    `provisional` turn the school holidays are not known yet.
    """

    ideal: date
    start: date
    deadline: date
    meeting: date | None = None
    shifts: tuple[Shift, ...] = ()
    lost: int = 0
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Days:
    """What is known of the days ahead in a region.

    `public` holidays and weekends only make a scan longer; `school` holidays (with their kind),
    the region's own `free` weeks and `exams` keep it away.
    """

    public: Collection[date] = frozenset()
    school: Mapping[date, HolidayKind] = field(default_factory=dict)
    free: Collection[date] = frozenset()
    exams: Collection[date] = frozenset()
    meetings: Collection[date] = frozenset()
    known_until: date = date.max

    def shift(self, day: date) -> Shift | None:
        """Why no scan should run on this day, or None."""
        if day in self.school:
            return Shift(Why.SCHOOL, self.school[day])
        if day in self.free:
            return Shift(Why.FREE)
        return Shift(Why.EXAM) if day in self.exams else None

    def within(self, first: date, last: date) -> tuple[Shift, ...]:
        """Why no scan should run on working days from the first to the last; each reason once."""
        return tuple(dict.fromkeys(self._shifts(first, last)))

    def lost(self, first: date, last: date) -> int:
        """On how many of these working days no scan should run."""
        return len(self._shifts(first, last))

    def _shifts(self, first: date, last: date) -> list[Shift]:
        days = [day for day in _days_from(first, last) if is_working_day(day, self.public)]
        return [shift for day in days if (shift := self.shift(day)) is not None]


@dataclass(frozen=True, kw_only=True)
class _Slot:
    """Where a turn may fall: it starts on or after `first` and closes on or before `last`."""

    ideal: date
    wished: date  # the start to begin looking at
    first: date
    last: date
    meeting: date | None = None


def upcoming(rhythm: Rhythm, days: Days, after: date, count: int = 4) -> tuple[Turn, ...]:
    """The turns that have not ended, the one that comes now first; it may lie in the past.

    Only a turn of which it is settled when it runs starts before `after`. Every quarter has a
    turn (15 September, 15 December, 15 March, 15 June), or every second or fourth from the first
    one on or after `rhythm.since`. It slides forward day by day to the first window without
    school holidays, free and exam weeks that stays in its quarter, else backward, else it falls
    where fewest such days are lost. A meeting's turn closes four working days before it and
    slides backward only; a chosen day slides up to eight weeks. Turns leave each other twenty
    working days; one that cannot is left out, see `left_out`.
    """
    found = _turns(rhythm, days, after)
    return tuple(islice((turn for _, turn in found if turn is not None), count))


def left_out(rhythm: Rhythm, days: Days, after: date, count: int = 4) -> tuple[date, ...]:
    """The meetings or ideal days among `upcoming` that get no turn, too soon after another."""
    without: list[date] = []
    for slot, turn in _turns(rhythm, days, after):
        if turn is None:
            without.append(slot.meeting or slot.ideal)
        else:
            count -= 1
        if not count:
            break
    return tuple(without)


def put_off(turn: Turn, days: Days, earliest: date, before: date | None) -> Turn | None:
    """The turn on the first days from `earliest` on that suit, or None if there are none.

    It has to start before `before`, the ideal day of the next one; without a next one it may
    wait eight weeks.
    """
    last = min(before or date.max, turn.ideal + FARTHEST) - ONE_DAY
    slot = _Slot(ideal=turn.ideal, wished=turn.ideal, first=earliest, last=date.max)
    found = _search(slot, days, _days_from(earliest, last))
    return found and replace(found, shifts=(Shift(Why.PUT_OFF), *found.shifts))


def rested(deadline: date, days: Days) -> date:
    """The first day on which the scan after one with this deadline may start."""
    return add_working_days(deadline, REST_WORKING_DAYS, days.public)


def _turns(rhythm: Rhythm, days: Days, after: date) -> Iterator[tuple[_Slot, Turn | None]]:
    ended = done = rhythm.done_until or date.min
    for slot in _slots(rhythm, days):
        if slot.ideal <= ended:
            continue
        is_late = rhythm.turn is not None and slot.ideal < rhythm.turn
        if is_late or slot.ideal <= done:
            yield slot, None  # leaders were asked about a later one; or two meetings in one weekend
            continue
        done = slot.ideal
        turn = _fitted(slot, days, max(after, rhythm.since))
        if rhythm.turn == slot.ideal and rhythm.starts_on is not None:
            if turn is None or turn.start != rhythm.starts_on:
                turn = _turn(slot, days, rhythm.starts_on, (Shift(Why.PUT_OFF),))
            turn = replace(turn, deadline=rhythm.ends_on or turn.deadline)
        yield slot, turn
        if turn is not None:
            after = rested(turn.deadline, days)


def _slots(rhythm: Rhythm, days: Days) -> Iterator[_Slot]:
    match rhythm.every:
        case Every.DATES:
            yield from (_chosen(date.fromisoformat(day)) for day in sorted(rhythm.dates))
        case Every.MEETING:
            slots = (_before(meeting, days) for meeting in sorted(days.meetings))
            yield from (slot for slot in slots if slot.ideal >= rhythm.since)
        case _:
            quarters = (_quarter(rhythm.since, number) for number in counting())
            first = (slot for slot in quarters if slot.ideal >= rhythm.since)
            yield from islice(first, 0, None, QUARTERS[rhythm.every])


def _quarter(day: date, later: int) -> _Slot:
    """The slot of the quarter that lies so many quarters after the one of this day."""
    for _ in range(later):
        day = quarter_end(day) + ONE_DAY
    end = quarter_end(day)
    ideal = (end.replace(day=1) - ONE_DAY).replace(day=MIDDLE_OF_MONTH)
    first = (ideal.replace(day=1) - ONE_DAY).replace(day=1)
    return _Slot(ideal=ideal, wished=ideal, first=first, last=end)


def _before(meeting: date, days: Days) -> _Slot:
    deadline = add_working_days(meeting, -DAYS_BEFORE_MEETING, days.public)
    # Public holidays are left out of what the turn is known by: they may come to be known later.
    ideal = add_working_days(meeting, -DAYS_BEFORE_MEETING - SCAN_WORKING_DAYS, ())
    return _Slot(
        ideal=ideal,
        wished=add_working_days(deadline, -SCAN_WORKING_DAYS, days.public),
        first=ideal - FARTHEST,
        last=deadline,
        meeting=meeting,
    )


def _chosen(day: date) -> _Slot:
    return _Slot(ideal=day, wished=day, first=day - FARTHEST, last=date.max)


def _fitted(slot: _Slot, days: Days, after: date) -> Turn | None:
    latest = slot.wished if slot.meeting else slot.wished + FARTHEST
    backward = _days_from(slot.first, slot.wished - ONE_DAY)[::-1]
    return _search(slot, days, (*_days_from(slot.wished, latest), *backward), after)


def _search(slot: _Slot, days: Days, starts: Iterable[date], after: date = date.min) -> Turn | None:
    """The first of these starts that suits, else the one that loses fewest days."""
    small: dict[Shift, None] = {}
    large: dict[Shift, None] = {}
    best: Turn | None = None
    if slot.wished != slot.ideal:
        small[Shift(Why.PUBLIC)] = None
    for start in starts:
        if not is_working_day(start, days.public):
            small[Shift(Why.WEEKEND if start.weekday() >= SATURDAY else Why.PUBLIC)] = None
        elif start < after:
            large[Shift(Why.REST)] = None
        else:
            turn = _turn(slot, days, start)
            if start < slot.first or turn.deadline > slot.last:
                continue
            if best is None or turn.lost < best.lost:
                best = turn
            if not turn.lost:
                break
            large.update(dict.fromkeys(days.within(turn.start, turn.deadline)))
    if best is None:
        return None
    if best.start == slot.ideal:
        return replace(best, shifts=days.within(best.start, best.deadline))
    return replace(best, shifts=tuple(large or small))


def _turn(slot: _Slot, days: Days, start: date, shifts: tuple[Shift, ...] = ()) -> Turn:
    deadline = add_working_days(start, SCAN_WORKING_DAYS, days.public)
    return Turn(
        ideal=slot.ideal,
        start=start,
        deadline=deadline,
        meeting=slot.meeting or meeting_after(deadline, days.meetings),
        shifts=shifts,
        lost=days.lost(start, deadline),
        provisional=deadline > days.known_until,
    )


def _days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
