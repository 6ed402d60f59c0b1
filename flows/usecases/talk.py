"""Between the two moments of a scan: the sentences are in, and the group talks."""

from dataclasses import replace
from datetime import datetime

from flows.calendar import add_working_days, local_day, wall
from flows.holidays import Almanac
from flows.ports import Store
from flows.reminders import REMINDED_AT
from flows.scan import Hold, Scan
from flows.topics import Topic
from flows.usecases.diary import region_diary
from flows.usecases.telling import tell_channel, tell_leaders, tell_participants

UNDATED_TALK = 10
"""Working days after which leaders are reminded of a conversation that has no date."""


def begin_talk(
    store: Store, scan: Scan, now: datetime, almanac: Almanac, *, by: int | None = None
) -> Scan:
    """Have a closed scan wait for its conversation; all who take part, lead or read along hear it.

    The channel gets the sentences that may be shared. The statements are sent by a leader alone.
    """
    talking = replace(scan, hold=Hold.TALK, last_call_at=_reminder(store, scan, now, almanac))
    store.scans.save(talking)
    tell_channel(store, talking, Topic.SENTENCES, now, by)
    tell_participants(store, talking, now)
    tell_leaders(store, talking, now, by=by)
    return talking


def _reminder(store: Store, scan: Scan, now: datetime, almanac: Almanac) -> datetime:
    """When leaders who did nothing are reminded of the statements."""
    diary = region_diary(store, store.regions.get(scan.region_id), almanac)
    today = local_day(now, diary.timezone)
    if scan.meeting_on is None:
        day = add_working_days(today, UNDATED_TALK, diary.free)
    else:
        day = add_working_days(max(scan.meeting_on, today), 1, diary.free)
    return wall(day, REMINDED_AT, diary.timezone)


def remind_of_talk(store: Store, scan: Scan, now: datetime) -> None:
    """Remind the leaders, once, that the statements of a locked scan are still to be sent."""
    reminded = replace(scan, last_call_at=None)
    store.scans.save(reminded)
    tell_leaders(store, reminded, now)
