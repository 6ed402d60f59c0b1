"""Regions that are looked at: by one replica, and by a name in the log."""

from collections.abc import Sequence
from datetime import datetime

from flows.follow_up import FollowUp
from flows.usecases.due import About, act_due
from flows.usecases.followed import follow_up_of
from tests.support.fake_store import FakeStore
from tests.support.leading import LedWorld


class LateStore(FakeStore):
    """Another replica was first: what was due when it was asked for is no longer."""

    def follow_ups_due(self, now: datetime) -> Sequence[FollowUp]:
        """All of them."""
        assert now.tzinfo
        return self.follow_ups.find()


def test_a_region_that_another_looked_at_is_left_alone() -> None:
    """It is looked at again once it is locked."""
    world = LedWorld()
    followed = follow_up_of(world.store, world.region, world.now)
    late = LateStore()
    vars(late).update(vars(world.store))
    assert act_due(late, world.now, {}, world.around) == 0
    assert world.store.follow_ups.get(followed.id) == followed


def test_what_is_acted_on_has_a_name_for_the_log() -> None:
    """Its kind and number."""
    named = (About(3), About(rhythm_id=4), About(follow_up_id=5), About())
    assert [str(one) for one in named] == ["scan 3", "rhythm 4", "follow-up 5", "nothing"]
