"""When the channel reads a digest."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.calendar import add_working_days
from flows.region import Meeting
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.diary import region_diary
from flows.usecases.digest import APART, APART_BEFORE_MEETING
from flows.usecases.point import has_point
from tests.support.digests import FIRST_OF_APRIL, DigestWorld, add_scan, busy


@pytest.fixture
def world() -> DigestWorld:
    """The first working day of April."""
    return DigestWorld()


def test_on_the_first_working_day_of_a_month(world: DigestWorld) -> None:
    """About the days since the last one, each once; schools are free until Monday 3 May."""
    told = busy(world).look_from(date(2027, 3, 29), date(2027, 6, 30))
    assert told == [FIRST_OF_APRIL, date(2027, 5, 3), date(2027, 6, 1)]
    days = [(one.first, one.last) for one in world.store.digests.find()]
    assert days == [
        (date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 5, 2)),
        (date(2027, 5, 3), date(2027, 5, 31)),
    ]


def test_a_day_off_puts_it_off(world: DigestWorld) -> None:
    """The first working day is the one on which the region works."""
    world.free_days = (FIRST_OF_APRIL,)
    assert busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30)) == [date(2027, 4, 2)]


def test_before_a_meeting_it_waits_for_the_week_before(world: DigestWorld) -> None:
    """Four working days before it, and not on the first working day of that month as well."""
    world.meets(date(2027, 4, 22))
    assert busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30)) == [date(2027, 4, 16)]
    assert world.digest().meeting_on == date(2027, 4, 22)


def test_a_meeting_in_another_month_is_not_waited_for(world: DigestWorld) -> None:
    """Its own digest comes in its own month."""
    world.meets(date(2027, 5, 27))
    told = busy(world).look_from(FIRST_OF_APRIL, date(2027, 5, 30))
    assert told == [FIRST_OF_APRIL, date(2027, 5, 21)]


def test_each_meeting_has_its_own(world: DigestWorld) -> None:
    """Also the second one in a month, ten working days after the last digest."""
    world.meets(date(2027, 4, 13))
    world.meets(date(2027, 4, 28))
    told = busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30))
    assert told == [date(2027, 4, 7), date(2027, 4, 21)]
    meetings = [one.meeting_on for one in world.store.digests.find()]
    assert meetings == [date(2027, 4, 13), date(2027, 4, 28)]


def test_a_meeting_soon_after_another_has_to_wait(world: DigestWorld) -> None:
    """Its digest comes once ten working days have gone by, if that is before it."""
    world.meets(date(2027, 4, 13))
    world.meets(date(2027, 4, 20))
    world.meets(date(2027, 4, 23))
    told = busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30))
    assert told == [date(2027, 4, 7), date(2027, 4, 21)]
    assert world.digest().meeting_on == date(2027, 4, 23)


def test_a_moment_to_speak_each_other_is_no_meeting(world: DigestWorld) -> None:
    """Nothing is prepared for it: the digest of the month comes as ever."""
    day = date(2027, 4, 22)
    world.store.meetings.add(Meeting(region_id=world.region.id, on=day, moment=True))
    assert busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30)) == [FIRST_OF_APRIL]
    assert world.digest().meeting_on is None


@pytest.mark.parametrize("news", ["opened_at", "published_at"])
def test_a_scan_has_the_day_to_itself(world: DigestWorld, news: str) -> None:
    """The day on which it starts or its results come: the digest comes a working day later."""
    add_scan(world, **{news: world.now + timedelta(hours=1)})
    told = busy(world).look_from(FIRST_OF_APRIL, date(2027, 4, 30))
    assert told == [date(2027, 4, 2)]


def test_a_scan_that_was_called_off_is_no_news(world: DigestWorld) -> None:
    """The digest comes on its day."""
    add_scan(world, opened_at=world.now, state=ScanState.CANCELLED)
    assert busy(world).look()


def test_one_meeting_has_one_digest(world: DigestWorld) -> None:
    """Also if schools are free for weeks right before it."""
    world.free_days = tuple(FIRST_OF_APRIL + timedelta(days=number) for number in range(27))
    world.meets(date(2027, 4, 29))
    told = busy(world).look_from(date(2027, 3, 22), date(2027, 5, 1))
    assert told == [date(2027, 3, 26)]


def test_who_was_down_on_that_day_is_late(world: DigestWorld) -> None:
    """The next look sees that the month began; where it was looked for, it is not again."""
    busy(world).on(date(2027, 4, 6))
    assert not world.look(since=date(2027, 4, 2))
    assert world.look(since=date(2027, 3, 31))


def test_a_region_without_a_channel_has_none(world: DigestWorld) -> None:
    """Nor does one that has nothing to say."""
    assert not world.look()
    busy(world).change_region(channel="")
    assert not world.look()
    assert world.store.digests.find() == []


def test_a_new_region_that_was_never_looked_at(world: DigestWorld) -> None:
    """Its first look is at its own moment."""
    assert world.follow_up.due_at is None
    assert busy(world).look()


@settings(max_examples=60, deadline=None)
@given(
    meetings=st.sets(st.dates(date(2027, 3, 1), date(2027, 12, 31)), max_size=8),
    begin=st.dates(date(2027, 1, 1), date(2027, 6, 30)),
)
def test_few_digests_whatever_the_meetings(meetings: set[date], begin: date) -> None:
    """One a month but for meetings, never two within ten working days, each about its own days."""
    world = DigestWorld()
    for day in sorted(meetings):
        world.meets(day)
    told = busy(world).look_from(begin, begin + timedelta(days=150))
    free = region_diary(world.store, world.region, world.almanac).free
    digests = world.store.digests.find()
    for before, after in pairwise(zip(told, digests, strict=True)):
        assert after[1].first > before[1].last
        if after[1].meeting_on is not None:
            assert add_working_days(before[0], APART_BEFORE_MEETING, free) <= after[0]
        else:
            assert after[0] - before[0] >= APART
            assert (after[0].year, after[0].month) != (before[0].year, before[0].month)
    prepared = [one.meeting_on for one in digests if one.meeting_on]
    assert set(prepared) <= meetings
    assert len(set(prepared)) == len(prepared)


# Whether it still comes.


def test_it_comes_as_long_as_it_is_news(world: DigestWorld) -> None:
    """For three weeks, in the channel that the region has."""
    assert busy(world).look()
    (wish,) = world.store.wishes.find(topic=Topic.DIGEST)
    assert has_point(world.store, wish, world.now)
    assert not has_point(world.store, wish, world.now + timedelta(days=22))
    world.change_region(channel="C9")
    assert not has_point(world.store, wish, world.now)


def test_for_a_meeting_it_comes_until_then(world: DigestWorld) -> None:
    """The day of the meeting included."""
    world.meets(date(2027, 4, 7))
    assert busy(world).look()
    (wish,) = world.store.wishes.find(topic=Topic.DIGEST)
    assert has_point(world.store, wish, world.now + timedelta(days=6))
    assert not has_point(world.store, wish, world.now + timedelta(days=7))
