"""Two years of a region, whatever people do in it: how often the bot calls whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import Phase as Stage
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.action import Help, Phase
from flows.calendar import local_day
from flows.check_in import CheckInKind, CheckInState, answers_to
from flows.check_in_rules import first_of, next_month
from flows.outbox import Manner
from flows.rhythm import Every, Rhythm
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.rhythm_plan import keep
from flows.usecases.scans import open_scan_of
from flows.usecases.walks import UNFINISHED
from flows.usecases.wishes import wish_for
from tests.support.builders import statement
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER
from tests.support.published import PEOPLE

BEGIN, DAYS = date(2027, 3, 8), 730
OWNERS, OTHERS = PEOPLE[:2], PEOPLE[2:]
"""Who gets actions, and who never has one."""


@dataclass(frozen=True)
class Deed:
    """What somebody does on a day; `chance` decides between the ways in which they can."""

    day: int
    what: str
    who: str
    chance: int


DEEDS = st.builds(
    Deed,
    day=st.integers(1, DAYS),
    what=st.sampled_from(["agree", "answer", "answer", "answer", "scan", "hand in", "nudge"]),
    who=st.sampled_from(PEOPLE),
    chance=st.integers(0, 99),
)
EIGHT = settings(
    max_examples=8,
    deadline=None,
    phases=[Stage.explicit, Stage.generate],  # to make a history shorter takes minutes
)
HISTORIES = st.lists(DEEDS, min_size=20, max_size=80)


def live(world: FollowedWorld, deeds: Sequence[Deed]) -> None:
    """Have people do this, and time pass to the end of the two years."""
    for deed in sorted(deeds, key=lambda one: one.day):
        world.until(BEGIN + timedelta(days=deed.day))
        match deed.what:
            case "agree":
                _agree(world, deed)
            case "answer":
                _answer(world, deed)
            case "scan" if open_scan_of(world.store, world.region.id) is None:
                world.start()
            case "nudge" if open_scan_of(world.store, world.region.id) is not None:
                world.lead("scan.nudge")
            case "hand in":
                _hand_in(world, deed)
            case _:
                pass  # there is no scan to nudge for, or one already
    world.until(BEGIN + timedelta(days=DAYS))


def _agree(world: FollowedWorld, deed: Deed) -> None:
    who = OWNERS[deed.chance % len(OWNERS)]
    phase = (Phase.PLAN, Phase.DO, Phase.CHECK, Phase.ACT)[deed.chance % 4]
    done = {} if phase in {Phase.PLAN, Phase.DO} else {"carried_out_at": world.now}
    item = statement(5).key if deed.chance % 3 else ""
    due = world.today + timedelta(days=deed.chance)
    world.agreed(phase, who, due_on=due, item=item, **done)


def _answer(world: FollowedWorld, deed: Deed) -> None:
    person = world.person(deed.who)
    asked = world.store.check_ins.find(person_id=person.id, state=CheckInState.ASKED)
    if not asked:
        return
    taps = answers_to(asked[0])
    tap = taps[deed.chance % len(taps)]
    world.tap("check_in.tap", deed.who, check_in=asked[0].id, tap=tap.value)
    if deed.chance % 2:
        world.tap("check_in.help", deed.who, check_in=asked[0].id, help=Help.LEADER.value)


def _hand_in(world: FollowedWorld, deed: Deed) -> None:
    response = world.response_of(deed.who)
    is_open = world.now_scan().state is ScanState.OPEN
    if response is not None and is_open and response.state in UNFINISHED:
        world.hand_in(deed.who, score=1 + deed.chance % 5)


def scans_in(world: FollowedWorld, month: date, until: datetime | None = None) -> int:
    """How many scans were open on any day of it, of those opened before a moment."""
    zone = world.region.timezone
    return sum(
        local_day(scan.opened_at, zone) < next_month(month)
        and (until is None or scan.opened_at < until)
        and (scan.closed_at is None or local_day(scan.closed_at, zone) >= month)
        for scan in world.store.scans.find()
        if scan.state is not ScanState.PLANNED
    )


def begun() -> FollowedWorld:
    """A region whose first scan was published on the first day."""
    world = FollowedWorld()
    world.publish()
    return world


@EIGHT
@given(HISTORIES, st.booleans())
def test_nobody_hears_too_much(deeds: Sequence[Deed], repeats: bool) -> None:  # noqa: FBT001
    """Two a month without an action, one a week with one, five in a month for each scan in it."""
    world = begun()
    if repeats:
        since = BEGIN + timedelta(days=14)
        rhythm = Rhythm(region_id=world.region.id, every=Every.QUARTER, since=since)
        keep(world.store, world.store.rhythms.add(rhythm), world.region, world.almanac)
    live(world, deeds)
    for user_id in PEOPLE:
        for month, count in Counter(first_of(day) for day in world.heard(user_id)).items():
            scans = scans_in(world, month)
            most = 5 * scans if scans else 5 if user_id in OWNERS else 2
            assert count <= most, (user_id, month, scans, world.heard(user_id))
        asked = world.heard(user_id, Topic.CHECK_IN)
        assert all(later - day >= timedelta(days=7) for day, later in pairwise(asked)), asked
    for question in world.store.check_ins.find(kind=CheckInKind.QUESTION):
        on = local_day(question.asked_at, world.region.timezone)
        assert not scans_in(world, first_of(on), until=question.asked_at), on


@EIGHT
@given(
    HISTORIES,
    st.lists(
        st.tuples(
            st.integers(1, 90),
            st.sampled_from([Topic.FOLLOW_UP, Topic.BRIEFING, Topic.CHECK_IN, Topic.OUTAGE]),
            st.sampled_from((*PEOPLE, LEADER)),
        ),
        max_size=60,
    ),
)
def test_nobody_is_called_twice_on_one_day(
    deeds: Sequence[Deed], wanted: Sequence[tuple[int, Topic, str]]
) -> None:
    """Whatever is wanted of whatever topic, by whomever: the second waits for another day."""
    world = begun()
    world.agreed(Phase.DO, owner_id=None)  # so that there is something for leaders
    down = replace(world.workspace, outage_from=world.now, outage_until=world.now)
    world.store.workspaces.save(down)
    for user_id in PEOPLE:
        world.appoint(user_id)
        world.agreed(Phase.DO, user_id)
    for day, topic, user_id in sorted(wanted):
        world.until(BEGIN + timedelta(days=day))
        person = world.person(user_id)
        subject = world.workspace.id if topic is Topic.OUTAGE else world.region.id
        if topic in {Topic.BRIEFING, Topic.CHECK_IN}:
            if user_id == LEADER:
                continue
            subject = world.participant(user_id).id
        wish_for(
            world.store,
            world.now,
            workspace_id=world.workspace.id,
            topic=topic,
            subject_id=subject,
            person_id=person.id,
            manner=Manner.ANEW,
        )
    live(world, [deed for deed in deeds if deed.day > 90])
    zone = world.region.timezone
    calls = Counter(
        (post.reader, local_day(moment, zone)) for moment, post in world.came if post.wish.person_id
    )
    assert set(calls.values()) <= {1}
