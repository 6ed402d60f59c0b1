"""A region is looked at on each of its working days, at ten."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.calendar import wall
from flows.usecases.follow_up import follow
from flows.usecases.followed import follow_up_of
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on Monday 8 March."""
    world = FollowedWorld()
    world.publish()
    return world


def looked(world: FollowedWorld, now: datetime) -> datetime | None:
    """When the next look is due after one at this moment."""
    world.now = now
    follow(world.store, world.followed, now, world.around)
    return world.followed.due_at


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2027, 3, 9, 9, 0, tzinfo=UTC), date(2027, 3, 10)),  # ten on the wall
        (datetime(2027, 3, 12, 16, 0, tzinfo=UTC), date(2027, 3, 15)),  # a Friday
        (datetime(2027, 3, 13, 16, 0, tzinfo=UTC), date(2027, 3, 15)),  # a Saturday
        (datetime(2027, 3, 9, 8, 59, tzinfo=UTC), date(2027, 3, 9)),  # too early
        (datetime(2027, 3, 26, 12, 0, tzinfo=UTC), date(2027, 3, 30)),  # over Easter
    ],
)
def test_the_next_look_is_on_the_next_working_day(
    world: FollowedWorld, now: datetime, due: date
) -> None:
    """At ten on the wall; what is looked at too early or on a free day waits for it."""
    at = datetime(2027, 3, 9, 10).time()  # noqa: DTZ001 - a time on the wall
    assert looked(world, now) == wall(due, at, world.region.timezone)


def test_on_a_free_day_nobody_is_asked(world: FollowedWorld) -> None:
    """Nor before ten."""
    looked(world, datetime(2027, 4, 3, 12, tzinfo=UTC))
    looked(world, datetime(2027, 4, 6, 7, tzinfo=UTC))
    assert world.store.check_ins.find() == []
    looked(world, datetime(2027, 4, 6, 8, tzinfo=UTC))
    assert len(world.store.check_ins.find()) == 5


def test_days_that_went_by_are_not_made_up_for(world: FollowedWorld) -> None:
    """After a month in which the bot did not run everybody is asked once."""
    world.now += timedelta(days=60)
    world.until(date(2027, 5, 7))
    assert len(world.heard("U1")) == 1


@pytest.mark.parametrize("lacks", ["channel", "leaders", "people", "everything"])
def test_a_region_that_lacks_something_is_followed(world: FollowedWorld, lacks: str) -> None:
    """Without a channel, leaders or people there is just less to say."""
    if lacks in {"channel", "everything"}:
        world.change_region(channel="")
    if lacks in {"leaders", "everything"}:
        world.dismiss(LEADER)
    if lacks in {"people", "everything"}:
        for participant in world.store.participants.find():
            world.store.participants.remove(participant.id)
    world.until(date(2027, 9, 1))
    assert (len(world.heard("U1")) > 0) is (lacks in {"channel", "leaders"})


def test_each_region_has_one_follow_up(world: FollowedWorld) -> None:
    """It begins on the day after it is asked for first."""
    begun = follow_up_of(world.store, world.other, world.now)
    assert begun.due_at == datetime(2027, 3, 9, 9, tzinfo=UTC)
    assert follow_up_of(world.store, world.other, world.now + timedelta(days=1)) == begun
