"""A region is added and set up: leaders, settings and meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from flows.calendar import local_day
from flows.events import ChannelFacts, Event, Wanted
from flows.instrument import STANDARD, Instrument
from flows.language import Language
from flows.messages import Form
from flows.ports import Store
from flows.region import Meeting, Region
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, Route, keep_person, wants_sender
from flows.usecases.followed import follow_up_of
from flows.usecases.hand_over import refusal, wants_people
from flows.usecases.leading import brief, set_leaders
from flows.usecases.page import is_admin
from flows.usecases.rhythm_plan import refresh_rhythm
from flows.views.setup import (
    MEETINGS,
    leaders_form,
    meetings_form,
    new_region_form,
    settings_form,
)
from flows.wording import Phrase, say

FARTHEST_MEETING = timedelta(days=5 * 366)
"""Ahead at the most: further on it is a slip of the keyboard."""


def led_region(request: Request) -> Region | None:
    """The region that the event is about, if the sender leads it."""
    region_id = request.number("region")
    role = request.store.leaders.one(region_id=region_id, person_id=request.person.id)
    return request.store.regions.get(role.region_id) if role else None


def not_leader() -> Reply:
    """The answer to somebody who does not lead the region."""
    return Reply(notice=say("setup.not_leader"))


def _new_form(request: Request) -> Reply:
    if not is_admin(request):
        return Reply(notice=say("setup.not_admin"))
    return Reply(form=new_region_form())


def _new(request: Request) -> Reply:
    if not is_admin(request):
        return Reply(notice=say("setup.not_admin"))
    name = request.value("name")
    if not name:
        return Reply(errors={"name": say("setup.error.no_name")})
    errors = _leader_errors(request)
    if errors:
        return Reply(errors=errors)
    request.store.workspaces.get(request.workspace.id, lock=True)  # one after the other
    for other in request.store.regions.find(workspace_id=request.workspace.id):
        if other.name.casefold() == name.casefold():
            return Reply(errors={"name": say("setup.error.same_name", name=other.name)})
    region = request.store.regions.add(Region(workspace_id=request.workspace.id, name=name))
    set_leaders(request.store, region, _chosen_leaders(request))
    follow_up_of(request.store, region, request.now)
    return Reply(page=True)


def _leader_errors(request: Request) -> Mapping[str, Phrase]:
    chosen = request.chosen("leaders")
    if not chosen:
        return {"leaders": say("setup.error.no_leader")}
    for user_id in chosen:
        why_not = refusal(request.store, 0, user_id, request.known.users.get(user_id), 0)
        if why_not is not None:
            return {"leaders": why_not}
        facts = request.known.users[user_id]
        if facts.team_id != request.event.workspace:
            return {"leaders": say("setup.error.external_leader", name=facts.name)}
    return {}


def _chosen_leaders(request: Request) -> set[int]:
    """The people chosen in the form, kept, by their ids."""
    chosen = [request.known.users[user_id] for user_id in request.chosen("leaders")]
    store, workspace = request.store, request.workspace
    return {
        keep_person(store, workspace, facts.team_id, facts.user_id, facts.name).id
        for facts in chosen
    }


def _appointable(request: Request) -> Region | None:
    region = led_region(request)
    if region is None and is_admin(request):
        return request.store.regions.one(
            id=request.number("region"), workspace_id=request.workspace.id
        )
    return region


def _leaders_form(request: Request) -> Reply:
    region = _appointable(request)
    if region is None:
        return not_leader()
    roles = request.store.leaders.find(region_id=region.id)
    user_ids = [request.store.people.get(role.person_id).user_id for role in roles]
    return Reply(form=leaders_form(region, user_ids))


def _leaders(request: Request) -> Reply:
    region = _appointable(request)
    if region is None:
        return not_leader()
    errors = _leader_errors(request)
    if errors:
        return Reply(errors=errors)
    request.store.regions.get(region.id, lock=True)  # one change at a time
    new = set_leaders(request.store, region, _chosen_leaders(request))
    brief(request.store, region, new, request.now, by=request.person.id)
    return Reply(page=True)


def _settings_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    return Reply(form=settings_form(region, newest_instrument(request)))


def newest_instrument(request: Request) -> Instrument:
    """The questionnaire for a new scan."""
    return request.instruments[max(request.instruments)]


def wants_chosen_channel(_store: Store, event: Event) -> Wanted:
    """The channel that was chosen in the form, and the sender."""
    channel = event.values.get("channel")
    channels = frozenset({channel}) if isinstance(channel, str) and channel else frozenset()
    return Wanted(users=frozenset({event.user_id}), channels=channels)


def channel_error(channel: ChannelFacts | None) -> Phrase | None:
    """Why the bot cannot post in this channel, with how to mend it."""
    if channel is None or not channel.found:
        return say("setup.error.channel_not_found")
    if channel.is_archived:
        return say("setup.error.channel_archived")
    if not channel.has_bot:
        return say("setup.error.channel_no_bot", channel=channel.name)
    return None


def _settings(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    name = request.value("name")
    if not name:
        return Reply(errors={"name": say("setup.error.no_name")})
    channel_id = request.value("channel")
    channel = request.known.channels.get(channel_id)
    error = channel_error(channel) if channel_id else None
    if error is not None:
        return Reply(errors={"channel": error})
    changed = replace(
        region,
        name=name,
        channel=channel_id,
        channel_name=channel.name if channel else "",
        organisation=request.value("organisation"),
        contact=request.value("contact"),
        holiday_regions=request.chosen("holiday_regions"),
        language=Language(request.value("language") or region.language),
        variant=request.value("variant") or STANDARD,
    )
    request.store.regions.save(changed)
    refresh_rhythm(request.store, changed, request.now, request.almanac)
    public = channel is not None and not channel.is_private
    notice = say("setup.saved_public", channel=channel.name) if channel and public else None
    return Reply(page=True, notice=notice)


def _meetings_form(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    return Reply(form=meetings_window(request, region))


def meetings_window(request: Request, region: Region) -> Form:
    """The window with the dates of a region: its meetings, and the moments to speak each other."""
    moments = _coming(request, region, moment=True)
    return meetings_form(region, coming_meetings(request, region), moments)


def coming_meetings(request: Request, region: Region) -> Sequence[Meeting]:
    """The meetings of the region's stuurgroep from today on, the first one first."""
    return _coming(request, region, moment=False)


def _coming(request: Request, region: Region, *, moment: bool) -> Sequence[Meeting]:
    meetings = request.store.meetings.find(region_id=region.id, moment=moment)
    today = local_day(request.now, region.timezone)
    return sorted((m for m in meetings if m.on >= today), key=lambda meeting: meeting.on)


def remove_meeting(store: Store, meeting: Meeting) -> None:
    """Take a date away, and what the channel was still to read of it."""
    for wish in store.wishes.find(topic=Topic.MOMENT, subject_id=meeting.id):
        store.wishes.remove(wish.id)
    store.meetings.remove(meeting.id)


def _meetings(request: Request) -> Reply:
    region = led_region(request)
    if region is None:
        return not_leader()
    names = [f"meeting_{number}" for number in range(1, MEETINGS + 1)]
    days = {day for name in names if (day := request.day(name)) is not None}
    today = local_day(request.now, region.timezone)
    over = {name for name in names if (day := request.day(name)) is not None and day < today}
    if over:
        return Reply(errors={name: say("setup.error.meeting_over") for name in sorted(over)})
    latest = today + FARTHEST_MEETING
    far = {name for name in names if (day := request.day(name)) is not None and day > latest}
    if far:
        return Reply(
            errors={name: say("setup.error.meeting_far", latest=latest) for name in sorted(far)}
        )
    shown = coming_meetings(request, region)[:MEETINGS]
    for meeting in shown:
        if meeting.on not in days:
            remove_meeting(request.store, meeting)
    known = {one.on: one for one in request.store.meetings.find(region_id=region.id)}
    for day in sorted(days):
        if day not in known:
            request.store.meetings.add(Meeting(region_id=region.id, on=day))
        elif known[day].moment:
            request.store.meetings.save(replace(known[day], moment=False))
    refresh_rhythm(request.store, region, request.now, request.almanac)
    return Reply(page=True)


TAPS: Mapping[str, Route] = {
    "region.new": Route(_new_form, wants_sender),
    "region.leaders": Route(_leaders_form, wants_sender),
    "region.settings": Route(_settings_form),
    "region.meetings": Route(_meetings_form),
}
FORMS: Mapping[str, Route] = {
    "region.new": Route(_new, wants_people),
    "region.leaders": Route(_leaders, wants_people),
    "region.settings": Route(_settings, wants_chosen_channel),
    "region.meetings": Route(_meetings),
}
