"""What was told is counted and kept only as its writers allow."""

from datetime import date, timedelta

import pytest

from flows.outbox import WishState
from flows.response import Sharing
from flows.topics import Topic
from flows.usecases.success_kept import celebrated, forget_private, withdraw, withdraw_of
from tests.support.leading import LedWorld
from tests.support.successes import tells, told, with_two


@pytest.fixture
def world() -> LedWorld:
    """A region in which U1 speaks for De Boer and U2 for ROC West."""
    return with_two()


def texts(world: LedWorld, first: date, last: date) -> list[str]:
    """What may be shown of these days."""
    return [one.text for one in celebrated(world.store, world.region.id, first, last)]


def test_only_what_was_shared_of_these_days(world: LedWorld) -> None:
    """By the region's clock: half past eleven at night in UTC is the next day there."""
    today = world.now.date()
    tells(world, "U1", Sharing.NAMED, text="met naam")
    tells(world, "U2", Sharing.UNNAMED, text="zonder naam")
    tells(world, "U2", Sharing.NO, text="privé")
    tells(world, "U1", Sharing.NAMED, text="ingetrokken")
    withdraw(world.store, told(world), world.now)
    world.now = world.now.replace(hour=23, minute=30)
    tells(world, "U1", Sharing.NAMED, text="morgen")
    tomorrow = today + timedelta(days=1)
    assert texts(world, today, today) == ["met naam", "zonder naam"]
    assert texts(world, tomorrow, tomorrow) == ["morgen"]
    assert texts(world, today, tomorrow) == ["met naam", "zonder naam", "morgen"]


def test_what_was_never_posted_is_not_tried_again(world: LedWorld) -> None:
    """A message that the channel refused stays away when its text is taken back."""
    tells(world, "U1", Sharing.NAMED)
    (wish,) = world.store.wishes.find(topic=Topic.SUCCESS)
    world.store.wishes.save(type(wish)(**{**vars(wish), "state": WishState.FAILED}))
    withdraw(world.store, told(world), world.now)
    assert world.store.wishes.get(wish.id).state is WishState.FAILED


def test_private_texts_are_deleted_in_time(world: LedWorld) -> None:
    """Those without consent that are older than a moment; the others stay for the report."""
    tells(world, "U1", Sharing.NO, text="oud")
    tells(world, "U1", Sharing.NAMED, text="gedeeld")
    world.later(10)
    tells(world, "U1", Sharing.NO, text="nieuw")
    forget_private(world.store, world.region.id, world.now)
    assert [one.text for one in world.store.successes.find()] == ["gedeeld", "nieuw"]


def test_all_of_somebody_is_taken_back(world: LedWorld) -> None:
    """The texts are gone, and so is who wrote them; those of others stay."""
    tells(world, "U1", Sharing.NAMED, text="gedeeld")
    tells(world, "U1", Sharing.NO, text="privé")
    tells(world, "U2", Sharing.NAMED, text="van een ander")
    world.deliver()
    assert withdraw_of(world.store, world.person("U1").id, world.now) == 2
    kept = world.store.successes.find()
    assert [(one.text, one.partner, one.writer_id is None) for one in kept] == [
        ("", "", True),
        ("", "", True),
        ("van een ander", "ROC West", False),
    ]
    (post,) = world.deliver()
    assert "ingetrokken" in post.words()
