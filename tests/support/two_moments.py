"""A region in a scan of two moments, and what its leader does between them."""

from datetime import date, timedelta

from flows.events import FieldValue
from flows.region import Meeting
from flows.response import Sharing
from flows.scan import Hold, Mode, Scan
from flows.topics import Topic
from tests.support.builders import INSTRUMENT, form_of, notice_of
from tests.support.leading import LedWorld, Post, about

CONVERSATION = date(2027, 3, 25)
WE = ("we delen het werk", "", "wie dit straks betaalt")
"""What the group made of the sentences."""


def with_sentences(mode: Mode = Mode.OPEN, *, meeting: bool = True) -> LedWorld:
    """An open scan of which the sentences are asked: U1 of one organisation, U2 and U3 of another.

    The conversation is in a `meeting` on 25 March, if there is one; sentences come until the 19th.
    """
    world = LedWorld()
    if meeting:
        world.store.meetings.add(Meeting(region_id=world.region.id, on=CONVERSATION))
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.start(mode, moments="two", deadline=date(2027, 3, 19))
    world.deliver()
    return world


def write(world: LedWorld, user_id: str, text: str, sharing: Sharing = Sharing.UNNAMED) -> None:
    """Somebody finishes the first sentence, skips the others, shares it so and hands in."""
    world.tap("walk.begin", user_id)
    first, *others = INSTRUMENT.sentences
    world.submit(form_of(world.tap("walk.write", user_id, item=first.key)), user_id, text=text)
    for item in others:
        world.tap("walk.skip", user_id, item=item.key)
    world.tell("review.share", user_id, sharing=sharing.value)
    world.tap("walk.hand_in", user_id)


def close_sentences(world: LedWorld) -> Scan:
    """The sentences' moment comes; the scan waits for the conversation."""
    world.until_closing()
    world.beat()
    assert world.now_scan().hold is Hold.TALK
    return world.now_scan()


def send(world: LedWorld, **values: FieldValue) -> list[Post]:
    """Some days later the leader sends the statements; what everybody comes to read."""
    world.now += timedelta(days=7)
    world.deliver()
    reply = world.hand(form_of(world.lead("scan.statements")), **values)
    assert notice_of(reply) == "talk.sent", reply.errors
    return world.deliver()


def walks(posts: list[Post]) -> dict[str, Post]:
    """The participants' messages among them, by reader."""
    return {post.reader: post for post in about(posts, Topic.WALK)}
