"""Working days and hours, the moment a scan closes, school quarters, how long answers are kept."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.scan import CLOSING_HOUR, Scan

TIMEZONE = "Europe/Amsterdam"
"""Where schools are."""
SCAN_WORKING_DAYS = 10
"""Working days a scan runs when nothing else is chosen."""
DAYS_BEFORE_MEETING = 4
"""Working days between the proposed deadline and the meeting of the stuurgroep."""
LONGEST_SCAN = timedelta(days=366)
"""Between today and a deadline at the most."""
OPENS = time(9)
"""Wall time from which people may be disturbed on a working day."""
CLOSES = time(16, 30)
"""Wall time from which on they no longer are."""
SATURDAY = 5
SCHOOL_YEAR_STARTS = 8
"""The school year runs from 1 August to 31 July (CBS)."""
MONTHS_PER_QUARTER = 3


def day_of(scan: Scan, timezone: str = TIMEZONE) -> date:
    """The local day after which a scan is called: when its results came, or else when it closed."""
    return local_day(scan.published_at or scan.closes_at, timezone)


def meeting_of(scan: Scan) -> date | None:
    """The meeting for which the results of a scan come, None if they came after it."""
    meeting = scan.meeting_on
    if meeting is not None and scan.published_at is not None and day_of(scan) > meeting:
        return None
    return meeting


def local_day(moment: datetime, timezone: str) -> date:
    """The calendar day of an aware moment in the time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def local_time(moment: datetime, timezone: str) -> datetime:
    """The same aware moment as the clocks of the time zone show it."""
    return moment.astimezone(ZoneInfo(timezone))


def is_working_day(day: date, free: Collection[date]) -> bool:
    """Whether people work: Monday to Friday and not one of the free days."""
    return day.weekday() < SATURDAY and day not in free


def add_working_days(day: date, count: int, free: Collection[date]) -> date:
    """The day that lies `count` working days after (negative: before) this one."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, free):
            day += step
    return day


def nearest_working_day(day: date, free: Collection[date]) -> date:
    """The working day that lies nearest: of two equally near the earlier, or the day itself."""
    if is_working_day(day, free):
        return day
    before, after = add_working_days(day, -1, free), add_working_days(day, 1, free)
    return before if day - before <= after - day else after


def proposed_deadline(
    today: date, meetings: Iterable[date], free: Collection[date]
) -> tuple[date, date | None]:
    """The deadline to propose and the meeting it is for, if any.

    Four working days before the first meeting that leaves at least one working day to answer and
    is not too far away; without such a meeting ten working days from today.
    """
    for meeting in sorted(meetings):
        deadline = add_working_days(meeting, -DAYS_BEFORE_MEETING, free)
        if today < deadline <= today + LONGEST_SCAN:
            return deadline, meeting
    return add_working_days(today, SCAN_WORKING_DAYS, free), None


def meeting_after(deadline: date, meetings: Iterable[date]) -> date | None:
    """The first meeting on or after the deadline: the one where the results are discussed."""
    return min((day for day in meetings if day >= deadline), default=None)


def wall(day: date, at: time, timezone: str) -> datetime:
    """The moment at which clocks on the wall show this time, as an aware UTC datetime.

    A time that the clock's change skips is an hour later on the wall; of one that comes twice it
    is the first.
    """
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(timezone)).astimezone(UTC)


def is_open(moment: datetime, timezone: str, free: Collection[date]) -> bool:
    """Whether people work at an aware moment: 09:00 to 16:30 on a working day of the time zone."""
    local = moment.astimezone(ZoneInfo(timezone))
    return is_working_day(local.date(), free) and OPENS <= local.time() < CLOSES


def next_open(moment: datetime, timezone: str, free: Collection[date]) -> datetime:
    """The moment itself if people work then, else 09:00 on the next working day (aware UTC)."""
    if is_open(moment, timezone, free):
        return moment
    day = local_day(moment, timezone)
    if not is_working_day(day, free) or moment >= wall(day, OPENS, timezone):
        day = add_working_days(day, 1, free)
    return wall(day, OPENS, timezone)


def next_day_open(moment: datetime, timezone: str, free: Collection[date]) -> datetime:
    """09:00 on the first working day after the day of an aware moment (aware UTC)."""
    return wall(add_working_days(local_day(moment, timezone), 1, free), OPENS, timezone)


def closing_moment(deadline: date, timezone: str) -> datetime:
    """16:00 local time on the deadline, as an aware UTC datetime."""
    return wall(deadline, time(CLOSING_HOUR), timezone)


def school_year_end(day: date) -> date:
    """31 July of the school year in which the day lies."""
    return date(day.year + (day.month >= SCHOOL_YEAR_STARTS), SCHOOL_YEAR_STARTS - 1, 31)


def quarter_end(day: date) -> date:
    """The last day of the school quarter (Aug-Oct, Nov-Jan, Feb-Apr, May-Jul) of the day."""
    months_left = MONTHS_PER_QUARTER - (day.month - SCHOOL_YEAR_STARTS) % MONTHS_PER_QUARTER
    month = day.month - 1 + months_left
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def texts_kept_until(deadline: date) -> date:
    """Texts are kept to the end of the school quarter after the one of the deadline."""
    return quarter_end(quarter_end(deadline) + timedelta(days=1))


def scores_kept_until(deadline: date) -> date:
    """A person's scores are kept to the end of the school year after the one of the deadline."""
    return school_year_end(school_year_end(deadline) + timedelta(days=1))
