"""Signals of a netwerkdip are looked for, and told to the leaders in private."""

from datetime import date, datetime

from flows.calendar import local_day
from flows.dip_notice import dismissed, heard, quiet_kinds, steps_for, to_tell, told
from flows.follow_up import FollowUp
from flows.holidays import Almanac
from flows.netwerkdip import find_signals
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.region import Region
from flows.signals import Kind, Watched
from flows.topics import Topic
from flows.usecases.dip_seen import seen_of
from flows.usecases.rendering import Rendering
from flows.usecases.surroundings import Surroundings
from flows.usecases.telling import wish_again
from flows.usecases.walks import Instruments, language_of
from flows.usecases.wishes import wish_for
from flows.views.dip import DipTold, dip_message, frozen_dip_message, moment_message


def signals_of(
    store: Store,
    region: Region,
    follow_up: FollowUp,
    instruments: Instruments,
    almanac: Almanac,
    today: date,
) -> Watched:
    """What there is to see in a region on a day, or why nothing."""
    return find_signals(seen_of(store, region, instruments, almanac, today), follow_up)


def look_for_dip(
    store: Store, region: Region, follow_up: FollowUp, now: datetime, around: Surroundings
) -> FollowUp:
    """Tell the leaders of signals if a notice is due; the follow-up as it now is, not saved.

    It and the region are locked. What was dismissed in an earlier cycle is forgotten. On the days
    of a scan, its last one included, nobody is told: check-ins rest, and there will be more to see.
    """
    today = local_day(now, region.timezone)
    seen = seen_of(store, region, around.instruments, around.almanac, today)
    if today in seen.quiet:
        return follow_up
    watched = find_signals(seen, follow_up)
    follow_up = dismissed(follow_up, (), watched.scan, today)
    signals = to_tell(follow_up, watched, today)
    leaders = store.leaders.find(region_id=region.id)
    if not signals or not leaders:
        return follow_up
    for leader in leaders:
        wish_for(
            store,
            now,
            workspace_id=region.workspace_id,
            topic=Topic.DIP,
            subject_id=region.id,
            person_id=leader.person_id,
            manner=Manner.ANEW,
        )
    return told(follow_up, signals, today)


def render_dip(store: Store, wish: Wish, instruments: Instruments, almanac: Almanac) -> Rendering:
    """The notice to a leader: what of it there still is to see, as of the day that it was given."""
    region = store.regions.get(wish.subject_id)
    (follow_up,) = store.follow_ups.find(region_id=region.id)
    person = store.people.get(wish.person_id or 0)
    today = follow_up.noticed_on or date.min
    watched = signals_of(store, region, follow_up, instruments, almanac, today)
    quiet = quiet_kinds(follow_up, watched.scan, today)
    there = {one.kind: one for one in heard(follow_up, watched, today)}
    signals = [there[kind] for one in follow_up.noticed if (kind := Kind(one)) in there]
    given = DipTold(
        region=region.id,
        watched=watched,
        signals=signals,
        steps=steps_for(signals),
        leaders=len(store.leaders.find(region_id=region.id)),
        quiet_until=max((quiet[kind] for kind in quiet if kind in follow_up.noticed), default=None),
    )
    return Rendering(
        message=dip_message(given),
        frozen=frozen_dip_message(),
        language=language_of(person, region),
        user_id=person.user_id,
    )


def dip_has_point(store: Store, wish: Wish, _now: datetime) -> bool:
    """Whether something in it was not dismissed."""
    (followed,) = store.follow_ups.find(region_id=wish.subject_id)
    quiet = {entry.partition(":")[0] for entry in followed.quiet}
    return not set(followed.noticed) <= quiet


def redraw_dip(store: Store, region: Region, now: datetime, by: int) -> None:
    """Bring up to date what leaders were told, where it stands; `by` just dismissed it."""
    for wish in store.wishes.find(topic=Topic.DIP, subject_id=region.id):
        if wish.ts or wish.state is WishState.WAITING:
            wish_again(store, wish, now, prompted=wish.person_id == by)


def render_moment(
    store: Store, wish: Wish, _instruments: Instruments, _almanac: Almanac
) -> Rendering:
    """A day to speak each other, in the channel."""
    meeting = store.meetings.get(wish.subject_id)
    region = store.regions.get(meeting.region_id)
    names = [
        store.people.get(role.person_id).name for role in store.leaders.find(region_id=region.id)
    ]
    return Rendering(
        message=moment_message(meeting.on, names),
        language=region.language,
        channel=wish.address,
    )


def moment_has_point(store: Store, wish: Wish, now: datetime) -> bool:
    """Whether the day is still to come."""
    meeting = store.meetings.one(id=wish.subject_id)
    if meeting is None:
        return False
    region = store.regions.get(meeting.region_id)
    return meeting.on >= local_day(now, region.timezone) and region.channel == wish.address
