"""Whom the bot could not reach: leaders are told once, what to do, and can try again."""

from dataclasses import replace

import pytest

from flows.messages import Message
from flows.outbox import WishState
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.point import has_point
from flows.usecases.undelivered import undelivered, unreached
from flows.usecases.wishes import wish_for
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import LEADER, STRANGER, Post, about
from tests.support.refusing import RefusingWorld

SECOND = STRANGER
"""Somebody who is made a second leader."""


@pytest.fixture
def world() -> RefusingWorld:
    """An open scan in which one of three people has no account any more."""
    world = RefusingWorld(refuses={"U2": "user_disabled"})
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start()
    return world


def told(posts: list[Post]) -> list[Post]:
    """What leaders came to see of whom the bot could not reach."""
    return about(posts, Topic.UNDELIVERED)


def newest(posts: list[Post]) -> Message:
    """The newest of it."""
    return told(posts)[-1].rendering.message


def mend(world: RefusingWorld) -> list[Post]:
    """Everybody can be reached again, and the leader tries again."""
    world.refuses.clear()
    world.lead("undelivered.again")
    return world.deliver()


def test_a_leader_reads_who_and_why_and_what_to_do(world: RefusingWorld) -> None:
    """One new message, with names, a reason in plain words, and buttons."""
    (post,) = told(world.deliver())
    assert (post.reader, post.is_new) == (LEADER, True)
    words = post.words()
    assert "U2 van ROC West (ROC West)" in words
    assert "Het account in Slack is uitgeschakeld." in words
    assert "user_disabled" not in words
    assert "Opnieuw proberen" in words


def test_more_failures_change_the_message_where_it_stands(world: RefusingWorld) -> None:
    """One notification for a scan, however many are not reached one after another."""
    world.deliver()
    world.refuses["U3"] = "user_not_found"
    world.lead("scan.nudge")
    posts = told(world.deliver())
    assert posts
    assert not any(post.is_new for post in posts)
    assert "U3 van ROC West" in posts[-1].words()


def test_trying_again_sends_to_all_who_were_not_reached(world: RefusingWorld) -> None:
    """The answer says so, they get the message, and the leader reads that all is well."""
    world.deliver()
    world.refuses.clear()
    reply = world.lead("undelivered.again")
    assert notice_of(reply) == "undelivered.again"
    posts = world.deliver()
    assert [post.reader for post in about(posts, Topic.WALK)] == ["U2"]
    assert not any(post.is_new for post in told(posts))
    assert keys_of(newest(posts)) == ["undelivered.solved"]
    assert notice_of(world.lead("undelivered.again")) == "undelivered.nobody"


def test_while_it_is_tried_again_the_message_says_so(world: RefusingWorld) -> None:
    """Nobody reads that all is well before it is."""
    world.deliver()
    world.lead("undelivered.again")
    wish = world.wish_of(Topic.UNDELIVERED, LEADER)
    post = world._deliver(wish)  # noqa: SLF001 - this one alone
    assert keys_of(post.rendering.message) == ["undelivered.trying_all"]


def test_what_fails_again_is_said_where_it_was_said(world: RefusingWorld) -> None:
    """Trying again in vain calls nobody a second time."""
    world.deliver()
    world.lead("undelivered.again")
    posts = told(world.deliver())
    assert not any(post.is_new for post in posts)
    assert "undelivered.head" in keys_of(posts[-1].rendering.message)


def test_after_all_is_well_a_new_failure_is_a_new_message(world: RefusingWorld) -> None:
    """What was solved is not dug up: the next trouble calls its leader again."""
    world.deliver()
    mend(world)
    world.refuses["U3"] = "user_not_found"
    world.lead("scan.nudge")
    (post,) = told(world.deliver())
    assert post.is_new
    assert "U2" not in post.words()


@pytest.mark.parametrize("gone", ["removed", "declined"])
def test_who_takes_no_part_any_more_is_not_missed(world: RefusingWorld, gone: str) -> None:
    """Taken out by the leader, or declined on their own page."""
    world.deliver()
    if gone == "removed":
        partner = world.store.partners.one(name="ROC West")
        assert partner is not None
        world.lead("partners.remove", partner=partner.id)
    else:
        world.tap("walk.decline", "U2")
    assert keys_of(newest(world.deliver())) == ["undelivered.solved"]
    assert unreached(world.store, world.now_scan()) == []


def test_when_the_scan_is_over_only_who_handed_in_is_missed(world: RefusingWorld) -> None:
    """Their answers count, and nobody is advised to replace them."""
    world.refuses.clear()
    world.deliver()
    for user_id in ("U1", "U2"):
        world.hand_in(user_id)
    world.refuses.update({"U2": "user_disabled", "U3": "user_disabled"})
    world.lead("scan.close")
    words = told(world.deliver())[-1].words()
    assert "De antwoorden zijn ingeleverd en tellen mee." in words
    assert "Kies bij **Partners**" not in words
    (missed,) = undelivered(world.store, world.now_scan()).people
    assert missed.name == "U2 van ROC West"


def test_a_scan_that_is_over_leaves_nobody_to_reach(world: RefusingWorld) -> None:
    """Who had not handed in misses nothing any more, and the message says so."""
    world.deliver()
    world.lead("scan.cancel")
    assert world.now_scan().state is ScanState.CANCELLED
    assert keys_of(newest(world.deliver())) == ["undelivered.over"]


def test_only_leaders_try_again(world: RefusingWorld) -> None:
    """A participant's tap sends nothing."""
    world.deliver()
    reply = world.tap("undelivered.again", "U1", scan=world.now_scan().id)
    assert notice_of(reply) == "setup.not_leader"
    assert not world.deliver()


def test_the_other_leader_reads_that_one_could_not_be_told(world: RefusingWorld) -> None:
    """Who cannot be told is left alone until somebody tries again, and then gets all of it."""
    world.appoint(SECOND)
    world.refuses[LEADER] = "user_disabled"
    posts = told(world.deliver())
    assert {post.reader for post in posts} == {SECOND}
    assert "(programmaleider)" in posts[-1].words()
    assert "Kies bij Programmaleiders wie de regio leidt." in posts[-1].words().replace("**", "")
    world.refuses.clear()
    world.tap("undelivered.again", SECOND, scan=world.now_scan().id)
    posts = told(world.deliver())
    assert keys_of(newest(posts)) == ["undelivered.solved"]


def test_two_leaders_who_cannot_be_told_end_in_peace(world: RefusingWorld) -> None:
    """Each is tried once: that one failed is no news for the other who fails."""
    world.appoint(SECOND)
    world.refuses |= {LEADER: "user_disabled", SECOND: "user_not_found"}
    assert not told(world.deliver())
    failed = world.store.wishes.find(topic=Topic.UNDELIVERED, state=WishState.FAILED)
    assert len(failed) == 2


def test_what_reaches_nobody_stands_on_the_page(world: RefusingWorld) -> None:
    """A leader whose own messages fail reads there who was not reached, themselves included."""
    world.refuses[LEADER] = "messages_tab_disabled"
    world.deliver()
    keys = keys_of(world.page())
    assert "undelivered.head" in keys
    assert "undelivered.again" in world.actions()
    assert len(undelivered(world.store, world.now_scan()).leaders) == 1
    mend(world)
    assert "undelivered.head" not in keys_of(world.page())


def test_a_leader_who_is_reached_again_gets_what_they_missed(world: RefusingWorld) -> None:
    """One message that passes brings those about the same scan that did not."""
    world.refuses[LEADER] = "user_disabled"
    world.deliver()
    del world.refuses[LEADER]
    world.lead("scan.close")
    posts = world.deliver()
    assert about(posts, Topic.LEADER)
    assert not undelivered(world.store, world.now_scan()).leaders


def test_a_message_that_nobody_needs_any_more_has_no_point(world: RefusingWorld) -> None:
    """The trouble was over before the leader could be told."""
    world.deliver()
    wish = world.wish_of(Topic.UNDELIVERED, LEADER)
    assert has_point(world.store, wish, world.now)
    mend(world)
    assert not has_point(world.store, wish, world.now)


def test_a_failure_without_its_response_is_no_news(world: RefusingWorld) -> None:
    """What was deleted meanwhile concerns nobody."""
    world.deliver()
    wish = world.wish_of(Topic.WALK, "U2")
    world.store.responses.remove(wish.subject_id)
    waiting = replace(wish, state=WishState.WAITING)
    world.store.wishes.save(waiting)
    world.refuse(waiting, "user_disabled")
    assert not told(world.deliver())


def test_a_leader_whom_only_their_own_failure_concerns_gets_no_message(
    world: RefusingWorld,
) -> None:
    """They would read of themselves alone; the other leader reads of them."""
    world.appoint(SECOND)
    world.refuses = {LEADER: "user_disabled"}
    world.lead("scan.close")
    assert {post.reader for post in told(world.deliver())} == {SECOND}


def test_what_is_refused_and_concerns_no_scan_is_no_news(world: RefusingWorld) -> None:
    """A greeting in a channel that no region uses."""
    world.deliver()
    hello = wish_for(
        world.store,
        world.now,
        workspace_id=world.workspace.id,
        topic=Topic.HELLO,
        subject_id=world.workspace.id,
        address="C9",
    )
    world.refuse(hello, "not_in_channel")
    assert not world.deliver()


def test_the_progress_window_says_who_was_not_reached_later(world: RefusingWorld) -> None:
    """Beside where they are; who handed in need not be replaced."""
    world.refuses.clear()
    world.deliver()
    world.tap("walk.begin", "U2")
    world.hand_in("U3")
    for user_id in ("U2", "U3"):
        world.refuse(world.wish_of(Topic.WALK, user_id), "user_disabled")
    window = form_of(world.lead("scan.progress"))
    begun, handed_in = (line for line in said(window).split("\n") if "daarna niet" in line)
    assert "Kies bij **Partners** iemand anders" in begun
    assert "tellen mee" in handed_in
    assert "undelivered.again" in [button.action for button in buttons_of(window)]
