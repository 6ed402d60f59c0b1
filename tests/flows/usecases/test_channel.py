"""The bot is taken into a channel."""

from dataclasses import replace

import pytest

from flows.events import Kind
from flows.language import Language
from flows.usecases.routes import route_of
from tests.support.leading import CHANNEL, LEADER, LedWorld, Post


@pytest.fixture
def world() -> LedWorld:
    """A region that is set up."""
    return LedWorld()


def joins(world: LedWorld, channel: str) -> list[Post]:
    """What comes to be read when the bot is taken into a channel."""
    request = world.request(Kind.JOINED, LEADER, "", {}, {})
    request = replace(request, event=replace(request.event, channel=channel))
    reply = route_of(request.event).handle(request)
    assert (reply.form, reply.notice) == (None, None)
    return world.deliver()


def test_the_bot_says_once_who_it_is(world: LedWorld) -> None:
    """Taken out and in again, what it said before stands there still."""
    (post,) = joins(world, CHANNEL)
    assert (post.reader, post.is_new) == (CHANNEL, True)
    assert "borging" in post.words()
    assert not any(again.is_new for again in joins(world, CHANNEL))


def test_each_channel_is_greeted(world: LedWorld) -> None:
    """Also one that belongs to no region."""
    joins(world, CHANNEL)
    (post,) = joins(world, "C9")
    assert (post.reader, post.rendering.language) == ("C9", Language.NL)


def test_a_channel_is_greeted_in_the_language_of_its_region(world: LedWorld) -> None:
    """Whatever the language of who took the bot in."""
    world.change_region(language=Language.EN)
    (post,) = joins(world, CHANNEL)
    assert post.rendering.language is Language.EN
