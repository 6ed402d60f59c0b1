"""A leader looks at what is watched for a netwerkdip, dismisses it, or plans a moment to meet."""

from collections.abc import Mapping
from datetime import date, timedelta

from flows.calendar import add_working_days, is_working_day, local_day
from flows.dip_notice import Step, dismissed, heard, quiet_kinds, steps_for
from flows.follow_up import FollowUp
from flows.messages import Form
from flows.region import Meeting, Region
from flows.signals import Kind
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.diary import region_diary
from flows.usecases.dip import redraw_dip, signals_of
from flows.usecases.followed import follow_up_of
from flows.usecases.setup import led_region, meetings_window, not_leader, remove_meeting
from flows.usecases.wishes import wish_for
from flows.views.dip import dip_window
from flows.views.dip_forms import moment_form
from flows.wording import Phrase, say

AHEAD = 10
"""Working days from today to a day that is proposed."""
FARTHEST = timedelta(days=366)
"""Ahead at the most: further on it is a slip of the keyboard."""
ALWAYS = (Step.MEET, Step.CELEBRATE, Step.THANK)
"""The small steps where no signal asks for others."""


def proposed_day(request: Request, region: Region) -> date:
    """Two working weeks from today."""
    today = local_day(request.now, region.timezone)
    return add_working_days(today, AHEAD, region_diary(request.store, region, request.almanac).free)


def wrong_day(request: Request, region: Region, day: date) -> Phrase | None:
    """Why this is no day to agree on: past, far away or free."""
    today = local_day(request.now, region.timezone)
    if day <= today:
        return say("dip.error.past")
    if day > today + FARTHEST:
        return say("dip.error.far", latest=today + FARTHEST)
    free = region_diary(request.store, region, request.almanac).free
    if not is_working_day(day, free):
        return say("dip.error.free", day=add_working_days(day, 1, free))
    return None


def _window(request: Request, region: Region, follow_up: FollowUp) -> Form:
    store, today = request.store, local_day(request.now, region.timezone)
    watched = signals_of(store, region, follow_up, request.instruments, request.almanac, today)
    signals = heard(follow_up, watched, today)
    return dip_window(
        region.id,
        watched,
        follow_up,
        quiet_kinds(follow_up, watched.scan, today),
        steps_for(signals) if signals else ALWAYS,
    )


def _open(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    follow_up = follow_up_of(request.store, region, request.now)
    return Reply(form=_window(request, region, follow_up))


def _dismiss(request: Request) -> Reply:
    """Have the signals that the leader saw be quiet: those of the notice, or of the window."""
    region = led_region(request)
    if region is None:
        return not_leader()
    store, today = request.store, local_day(request.now, region.timezone)
    region = store.regions.get(region.id, lock=True)
    known = follow_up_of(store, region, request.now)
    follow_up = store.follow_ups.get(known.id, lock=True)
    watched = signals_of(store, region, follow_up, request.instruments, request.almanac, today)
    in_window = request.number("window") > 0
    there = heard(follow_up, watched, today)
    kinds = [one.kind for one in there] if in_window else [Kind(one) for one in follow_up.noticed]
    if not kinds:
        return Reply(notice=say("dip.no_longer"))
    after = dismissed(follow_up, kinds, watched.scan, today)
    store.follow_ups.save(after)
    redraw_dip(store, region, request.now, request.person.id)
    if in_window:
        return Reply(form=_window(request, region, after), replace=True)
    until = max(quiet_kinds(after, watched.scan, today).values())
    return Reply(notice=say("dip.dismissed", until=until))


def _moment_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    if not region.channel:
        return Reply(notice=say("dip.moment.no_channel"))
    return Reply(form=moment_form(region.id, proposed_day(request, region)))


def _moment(request: Request) -> Reply:
    """Keep the day among the dates, and tell the channel of it, once."""
    region = led_region(request)
    if region is None:
        return not_leader()
    if not region.channel:
        return Reply(notice=say("dip.moment.no_channel"))
    day = request.day("day")
    wrong = say("dip.error.no_day") if day is None else wrong_day(request, region, day)
    if day is None or wrong is not None:
        return Reply(errors={"day": wrong or say("dip.error.no_day")})
    store, now = request.store, request.now
    region = store.regions.get(region.id, lock=True)  # a second tap finds the first one's
    known = store.meetings.one(region_id=region.id, on=day)
    meeting = known or store.meetings.add(Meeting(region_id=region.id, on=day, moment=True))
    wish_for(
        store,
        now,
        workspace_id=region.workspace_id,
        topic=Topic.MOMENT,
        subject_id=meeting.id,
        address=region.channel,
    )
    return Reply(notice=say("dip.moment.saved", day=day), page=True)


def _moment_off(request: Request) -> Reply:
    """Take such a day away; the leaders themselves tell the channel."""
    region = led_region(request)
    if region is None:
        return not_leader()
    store, meeting_id = request.store, request.number("meeting")
    for one in store.meetings.find(id=meeting_id, region_id=region.id, moment=True):
        remove_meeting(store, one)
    return Reply(form=meetings_window(request, region), replace=True, page=True)


TAPS: Mapping[str, Route] = {
    "dip.open": Route(_open),
    "dip.dismiss": Route(_dismiss),
    "dip.moment": Route(_moment_form),
    "dip.moment_off": Route(_moment_off),
}
FORMS: Mapping[str, Route] = {"dip.moment": Route(_moment)}
