"""What stands under the radar: each thing once, in its order, and as the figures now are."""

from dataclasses import replace

import pytest

from flows.messages import Picture
from flows.outbox import WishState
from flows.plots import StripPlot
from flows.response import Sharing
from flows.scan import Mode, Moments
from flows.topics import IN_THREAD, Topic
from flows.usecases.thread import has_content
from tests.support.builders import item_keys, keys_of, notice_of
from tests.support.leading import CHANNEL, LEADER, STRANGER, LedWorld, Post, about

SENTENCE = item_keys()[0]


@pytest.fixture
def world() -> LedWorld:
    """An open scan with three partners, reached."""
    world = LedWorld()
    for number, name in enumerate(("De Boer", "ROC West", "Gemeente"), start=1):
        world.take_in(name, f"U{number}")
    world.start(Mode.OPEN)
    world.deliver()
    return world


def share(world: LedWorld, user: str = "U1", way: Sharing = Sharing.UNNAMED) -> None:
    """Somebody finished a sentence, based a score, and allowed both to be shared."""
    response = world.response(user)
    world.store.responses.save(replace(response, sharing=way))
    answers = world.answers(user)
    world.store.answers.save(replace(answers[SENTENCE], text="samen vasthouden", skipped=False))
    world.store.answers.save(replace(answers[item_keys()[3]], basis="dat zie ik"))


def published(world: LedWorld, *scores: int, shared: bool = False) -> list[Post]:
    """What is new in the channel once these scores were handed in and the scan is closed."""
    for number, score in enumerate(scores, start=1):
        world.hand_in(f"U{number}", score)
    if shared:
        share(world)
    world.lead("scan.close")
    return [post for post in world.deliver() if post.reader == CHANNEL and post.is_new]


def test_points_sentences_table(world: LedWorld) -> None:
    """In this order, in the thread under the radar, each once."""
    radar, *below = published(world, 2, 3, 1, shared=True)
    assert radar.wish.topic is Topic.RESULTS
    assert [post.wish.topic for post in below] == list(IN_THREAD)
    (stands,) = world.store.wishes.find(topic=Topic.RESULTS)
    assert {post.rendering.thread for post in below} == {stands.ts}
    assert "samen vasthouden" in below[3].words()
    assert "dat zie ik" in below[0].words()
    assert isinstance(below[4].rendering.plot, StripPlot)
    assert not world.deliver()


def test_what_nobody_shared_is_not_posted(world: LedWorld) -> None:
    """No sentences, no message; nor for who did not hand in."""
    for number in (1, 2):
        world.hand_in(f"U{number}", 2)
    world.score_all("U3")
    share(world, "U3")
    world.lead("scan.close")
    assert not about(world.deliver(), Topic.SENTENCES)


def test_sentences_before_the_statements_count(world: LedWorld) -> None:
    """Who handed in the first of two moments and not the second."""
    world.score_all("U1")
    share(world)
    assert not has_content(world.store, world.now_scan(), Topic.SENTENCES)
    world.store.responses.save(replace(world.response("U1"), sentences_at=world.now))
    assert has_content(world.store, world.now_scan(), Topic.SENTENCES)


def test_a_protected_scan_has_spreads_and_no_names() -> None:
    """Where at least one statement may be shown."""
    world = LedWorld()
    for number in range(1, 9):
        world.take_in(f"Partner {number}", f"U{number}")
    world.start(Mode.PROTECTED)
    world.deliver()
    for number in range(1, 9):
        world.hand_in(f"U{number}", 1 + number % 5)
    world.lead("scan.close")
    posts = [post for post in world.deliver() if post.reader == CHANNEL]
    (table,) = about(posts, Topic.TABLE)
    assert any(isinstance(element, Picture) for element in table.rendering.message.body)
    assert not [post for post in posts if "Partner " in post.words()]


def test_a_point_that_falls_away_says_so_where_it_stood(world: LedWorld) -> None:
    """And the others are as the figures now are; nothing is posted anew."""
    published(world, 2, 3, 1)
    scan = world.now_scan()
    for user in ("U1", "U2", "U3"):
        world.tap("privacy.erase", user)
    posts = [post for post in world.deliver() if post.reader == CHANNEL]
    assert not any(post.is_new for post in posts)
    (first,) = about(posts, Topic.FIRST_POINT)
    assert keys_of(first.rendering.message) == ["point.dropped"]
    assert not has_content(world.store, world.now_scan(), Topic.TABLE)
    assert scan.results != world.now_scan().results


def test_a_new_point_is_posted_below(world: LedWorld) -> None:
    """One that was dropped as pointless comes after all; what stands is not posted again."""
    published(world, 2)
    (first,) = world.store.wishes.find(topic=Topic.FIRST_POINT)
    (third,) = world.store.wishes.find(topic=Topic.THIRD_POINT)
    world.store.wishes.save(replace(third, state=WishState.DROPPED, ts="", shown=0))
    (radar,) = world.store.wishes.find(topic=Topic.RESULTS)
    world.store.wishes.save(replace(radar, wanted=radar.wanted + 1, state=WishState.WAITING))
    new = [post.wish.topic for post in world.deliver() if post.is_new]
    assert new == [Topic.THIRD_POINT]
    assert world.store.wishes.find(topic=Topic.FIRST_POINT) == [first]


def test_sentences_of_two_moments_stand_in_the_channel(world: LedWorld) -> None:
    """Not under the radar: they come before there is one."""
    world.hand_in("U1", 2)
    share(world)
    scan = replace(world.now_scan(), moments=Moments.TWO, talked_at=world.now)
    world.store.scans.save(scan)
    world.lead("scan.close")
    posts = world.deliver()
    assert about(posts, Topic.FIRST_POINT)
    assert not about(posts, Topic.SENTENCES)


# The window with all texts.


def texts(world: LedWorld, user: str, **args: str | int) -> list[str]:
    """The keys of what a tap on the button brings."""
    given = {"scan": world.now_scan().id, "item": SENTENCE, **args}
    reply = world.tap("results.texts", user, **given)
    return keys_of(reply.form) if reply.form else [notice_of(reply)]


def test_all_texts_are_one_tap_away(world: LedWorld) -> None:
    """For who may see the outcome."""
    published(world, 2, 3, 1, shared=True)
    assert "shared.unnamed" in texts(world, LEADER)
    assert "shared.unnamed" in texts(world, "U3")
    assert "shared.none" in texts(world, LEADER, item=item_keys()[1])


def test_others_and_old_buttons_get_nothing(world: LedWorld) -> None:
    """Nobody else reads what was shared, and an unknown item opens no window."""
    published(world, 2, 3, 1, shared=True)
    assert "shared.unnamed" not in texts(world, STRANGER)
    assert texts(world, LEADER, item="weg") == ["walk.notice.further_on"]
