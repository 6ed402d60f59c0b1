"""The moments of a rhythm: its leaders are asked, or their silence is taken for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.calendar import local_day, next_open
from flows.events import ChannelFacts
from flows.ports import Store
from flows.region import Region
from flows.results import from_text
from flows.rhythm import (
    WAIT,
    Every,
    Outcome,
    PutOff,
    Rhythm,
    asks_at,
    begins_at,
    ended,
    goes_by_silence,
    is_asked,
)
from flows.scan import Scan, ScanState
from flows.turns import Days, Turn, put_off
from flows.usecases.diary import Diary, region_diary
from flows.usecases.rhythm_plan import (
    asked,
    coming,
    keep,
    last_scan,
    obstacle,
    plan_scan,
    region_days,
    retell,
    tell,
)
from flows.usecases.surroundings import Surroundings


@dataclass(frozen=True)
class _Scene:
    """A turn whose moment has come; `following` is the ideal day of the one after it."""

    store: Store
    rhythm: Rhythm
    region: Region
    days: Days
    turn: Turn
    following: date | None
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now, self.region.timezone)


def rhythm_due(
    store: Store,
    rhythm: Rhythm,
    now: datetime,
    channels: Mapping[str, ChannelFacts],
    around: Surroundings,
) -> None:
    """Do the one thing that is due for a rhythm, and keep when the next is.

    Leaders are asked a week before the start. At the start the scan begins if they said nothing,
    at least half answered last time and nothing is in the way; else it waits a week and they are
    asked again. A turn whose start went by unasked is not asked about: the same rule decides. One
    that waited until the next one's day is dropped, which the next question tells. Without the
    facts of the region's channel what needs them stays due.
    """
    region = store.regions.get(rhythm.region_id, lock=True)
    rhythm = store.rhythms.get(rhythm.id, lock=True)
    if rhythm.due_at is None or rhythm.due_at > now:
        return
    days = region_days(store, region, around.almanac)
    turns = coming(store, rhythm, region, days)
    if turns:
        following = turns[1].ideal if len(turns) > 1 else None
        scene = _Scene(store, rhythm, region, days, turns[0], following, now)
        if _is_too_late(scene):
            rhythm = _dropped(scene)
        elif now < begins_at(scene.turn.start, region.timezone):
            rhythm = _asked(scene, region_diary(store, region, around.almanac))
        elif region.channel and region.channel not in channels:
            return
        else:
            rhythm = _decided(scene, channels.get(region.channel), around)
    keep(store, rhythm, region, around.almanac)


def _is_too_late(scene: _Scene) -> bool:
    """Whether the next turn's day has come, or the meeting is over that the turn was for."""
    turn, today = scene.turn, scene.today
    if turn.start >= today:
        return False
    if scene.following is not None and scene.following <= today:
        return True
    is_for_it = scene.rhythm.every is Every.MEETING
    return is_for_it and turn.meeting is not None and turn.meeting < today


def _dropped(scene: _Scene) -> Rhythm:
    rhythm = ended(scene.rhythm, scene.turn.ideal, Outcome.DROPPED)
    say_it = retell if scene.following else tell  # no next question will tell it
    say_it(scene.store, rhythm, scene.region, scene.now)
    return rhythm


def _asked(scene: _Scene, diary: Diary) -> Rhythm:
    too_early = scene.now < asks_at(scene.turn.start, diary.timezone, diary.free)
    if too_early or is_asked(scene.rhythm):
        return scene.rhythm  # its days have changed since the moment was kept
    rhythm = asked(scene.rhythm, scene.turn, scene.now, scene.rhythm.put_off)
    tell(scene.store, rhythm, scene.region, scene.now)
    return rhythm


def _decided(scene: _Scene, channel: ChannelFacts | None, around: Surroundings) -> Rhythm:
    store, region = scene.store, scene.region
    if (scan := _started_since(scene)) is not None:
        rhythm = ended(scene.rhythm, scene.turn.ideal, Outcome.BEGUN, scan.started_by)
        retell(store, rhythm, region, scene.now)
        return rhythm
    why, last = obstacle(store, region, channel), last_scan(store, region.id)
    if why is not PutOff.NONE or last is None:
        return _waits(scene, why)
    results = from_text(last.results)
    if not goes_by_silence(results.people_asked, results.people_answered):
        return _waits(scene, PutOff.FEW)
    turn: Turn | None = scene.turn
    diary = region_diary(store, region, around.almanac)
    day = local_day(next_open(scene.now, diary.timezone, diary.free), diary.timezone)
    if scene.turn.start < day:
        turn = put_off(scene.turn, scene.days, day, scene.following)
    if turn is None:
        return _dropped(scene)
    rhythm = plan_scan(
        store,
        scene.rhythm,
        turn,
        last,
        channel,
        scene.now,
        almanac=around.almanac,
        instruments=around.instruments,
    )
    say_it = retell if is_asked(scene.rhythm) else tell
    say_it(store, rhythm, region, scene.now)
    return rhythm


def _started_since(scene: _Scene) -> Scan | None:
    """The scan that a leader started by themselves after being asked: it is the turn's."""
    asked_at = scene.rhythm.asked_at
    if asked_at is None:
        return None
    scans = scene.store.scans.find(region_id=scene.region.id, turn=None)
    since = [one for one in scans if one.state is not ScanState.CANCELLED]
    return next((one for one in since if asked_at <= one.opened_at), None)


def _waits(scene: _Scene, why: PutOff) -> Rhythm:
    first = max(scene.turn.start, scene.today) + WAIT
    later = put_off(scene.turn, scene.days, first, scene.following)
    if later is None:
        return _dropped(scene)
    rhythm = asked(scene.rhythm, later, scene.now, why)
    tell(scene.store, rhythm, scene.region, scene.now)
    return rhythm
