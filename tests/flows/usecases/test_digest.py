"""When the channel reads a digest."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.outbox import Topic
from flows.usecases.digest import APART
from flows.usecases.point import has_point
from tests.support.digests import FIRST_OF_APRIL, DigestWorld, busy


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


def test_never_two_within_three_weeks(world: DigestWorld) -> None:
    """A first working day or another meeting soon after has to do without."""
    world.meets(date(2027, 4, 22))
    world.meets(date(2027, 5, 13))
    told = busy(world).look_from(FIRST_OF_APRIL, date(2027, 6, 30))
    assert all(after - before >= APART for before, after in pairwise(told))


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
def test_at_most_one_a_month_whatever_the_meetings(meetings: set[date], begin: date) -> None:
    """And never two within three weeks; each is about days that no other is about."""
    world = DigestWorld()
    for day in sorted(meetings):
        world.meets(day)
    told = busy(world).look_from(begin, begin + timedelta(days=150))
    assert len({(day.year, day.month) for day in told}) == len(told)
    digests = world.store.digests.find()
    for before, after in pairwise(digests):
        assert after.last - before.last >= APART
        assert after.first > before.last
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
