"""Every wish between scans is about a region."""

import pytest

from flows.outbox import Wish
from flows.region import Meeting
from flows.response import Sharing
from flows.topics import Topic
from flows.usecases.about import region_of
from tests.support.succeeding import SuccessionWorld
from tests.support.successes import tells


def subject_of(world: SuccessionWorld, topic: Topic) -> int:
    """Something that such a wish can be about."""
    if topic is Topic.SUCCESS:
        tells(world, "U1", Sharing.UNNAMED)
        return world.store.successes.find()[0].id
    if topic is Topic.MOMENT:
        day = world.now.date()
        return world.store.meetings.add(Meeting(region_id=world.region.id, on=day)).id
    return world.region.id


@pytest.mark.parametrize("topic", [Topic.SUCCESS, Topic.MOMENT, Topic.DIP])
def test_the_region_of_what_is_told(topic: Topic) -> None:
    """That of the success, of the meeting, or the region itself."""
    world = SuccessionWorld()
    wish = Wish(
        workspace_id=world.workspace.id,
        key="",
        topic=topic,
        subject_id=subject_of(world, topic),
        since=world.now,
        due_at=world.now,
    )
    assert region_of(world.store, wish) == world.region
