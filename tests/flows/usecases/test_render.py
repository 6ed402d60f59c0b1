"""A wish is rendered from the current state, and what follows once it has been shown."""

from dataclasses import replace

import pytest

from flows.events import Kind
from flows.language import Language
from flows.messages import Bullets, Picture
from flows.outbox import Manner, WishState, todo
from flows.plots import RadarPlot
from flows.scan import Mode
from flows.store_errors import NotFoundError
from flows.topics import Topic
from flows.usecases.render import render, shown
from flows.usecases.routes import route_of
from flows.usecases.walks import wish_walk
from tests.support.builders import INSTRUMENTS, buttons_of, item_keys, keys_of, statement
from tests.support.leading import CHANNEL, LEADER, LedWorld, Post, about

NO_BREAK_SPACE = "\xa0"


@pytest.fixture
def world() -> LedWorld:
    """An open scan with two partners, just started; nothing has been delivered."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.start(Mode.OPEN)
    return world


def only(world: LedWorld, topic: Topic) -> Post:
    """What is delivered now about one thing, which is one post."""
    (post,) = about(world.deliver(), topic)
    return post


def test_a_message_says_what_holds_when_it_is_delivered(world: LedWorld) -> None:
    """Not what held when it was wished for: one message, of the newest state."""
    world.tap("walk.begin", "U1")
    posts = {post.reader: post for post in about(world.deliver(), Topic.WALK)}
    assert "walk.begin" not in {b.action for b in buttons_of(posts["U1"].rendering.message)}
    assert posts["U1"].rendering.asked == item_keys()[0]
    assert posts["U2"].rendering.asked == ""


def test_typed_text_belongs_to_what_was_shown_last(world: LedWorld) -> None:
    """Only delivery says which question stands there; a second delivery of it changes nothing."""
    begin = world.request(Kind.TAP, "U1", "walk.begin", {}, {})
    route_of(begin.event).handle(begin)
    assert world.response("U1").asked_item == ""
    world.deliver()
    assert world.response("U1").asked_item == item_keys()[0]
    assert world.person("U1").asked_response_id == world.response("U1").id
    before = (world.response("U1"), world.person("U1"))
    wish_walk(world.store, world.now, world.response("U1"), Manner.ANEW)
    world.deliver()
    assert (world.response("U1"), world.person("U1")) == before


@pytest.mark.parametrize("posted", [True, False])
def test_a_change_of_an_older_message_does_not_turn_to_it(world: LedWorld, posted: bool) -> None:  # noqa: FBT001 - a case
    """What somebody types stays with the question they were at, until another one is posted."""
    world.tap("walk.begin", "U1")
    world.deliver()
    elsewhere = replace(world.person("U1"), asked_response_id=world.response("U2").id)
    world.store.people.save(elsewhere)
    wish = wish_walk(world.store, world.now, world.response("U1"))
    rendering = render(world.store, wish, INSTRUMENTS, world.almanac)
    shown(world.store, wish, rendering, world.now, posted=posted)
    at = world.response("U1" if posted else "U2").id
    assert world.person("U1").asked_response_id == at


def test_each_reads_their_own_language(world: LedWorld) -> None:
    """Their choice, else the region's; the channel always the region's."""
    world.store.people.save(replace(world.person("U1"), language=Language.EN))
    languages = {post.reader: post.rendering.language for post in world.deliver()}
    assert languages == {"U1": Language.EN, "U2": Language.NL, CHANNEL: Language.NL}
    world.change_region(language=Language.EN)
    world.hand_in("U1")
    world.lead("scan.close")
    languages = {post.reader: post.rendering.language for post in world.deliver()}
    assert set(languages.values()) == {Language.EN}


def test_a_message_that_is_posted_anew_leaves_the_question_behind(world: LedWorld) -> None:
    """What stays where it stood has no buttons and no answer."""
    world.begin("U1")
    world.deliver()
    world.type("4", "U1")
    (wish,) = (one for one in world.store.wishes.find() if one.person_id == world.person("U1").id)
    world.store.wishes.save(replace(wish, wanted=wish.wanted + 1, state=WishState.WAITING))
    rendering = render(world.store, wish, INSTRUMENTS, world.almanac)
    assert rendering.frozen is not None
    assert not list(buttons_of(rendering.frozen))


def test_the_radar_stands_before_its_table(world: LedWorld) -> None:
    """The table is wanted once the radar has been shown, and goes into the thread under it."""
    world.hand_in("U1")
    world.hand_in("U2")
    world.deliver()
    world.lead("scan.close")
    assert not world.store.wishes.find(topic=Topic.TABLE)
    posts = world.deliver()
    (radar,), (table,) = about(posts, Topic.RESULTS), about(posts, Topic.TABLE)
    assert posts.index(radar) < posts.index(table)
    (stands,) = world.store.wishes.find(topic=Topic.RESULTS)
    assert (table.rendering.thread, table.reader) == (stands.ts, CHANNEL)
    assert any(isinstance(element, Picture) for element in radar.rendering.message.body)
    assert isinstance(radar.rendering.plot, RadarPlot)
    assert radar.rendering.plot.now.results.answered == 2


def test_a_radar_that_is_shown_again_does_not_post_the_table_again(world: LedWorld) -> None:
    """One row per thing: it is brought up to date where it stands."""
    world.hand_in("U1")
    world.lead("scan.close")
    world.deliver()
    (wish,) = world.store.wishes.find(topic=Topic.RESULTS)
    world.store.wishes.save(replace(wish, wanted=wish.wanted + 1, state=WishState.WAITING))
    assert not any(post.is_new for post in world.deliver())
    assert len(world.store.wishes.find(topic=Topic.TABLE)) == 1


def test_without_any_answer_there_is_no_radar(world: LedWorld) -> None:
    """The channel reads that; no empty picture, no table."""
    world.lead("scan.close")
    posts = world.deliver()
    (outcome,) = about(posts, Topic.RESULTS)
    assert outcome.rendering.plot is None
    assert not any(isinstance(e, Picture | Bullets) for e in outcome.rendering.message.body)
    assert not about(posts, Topic.TABLE)


def test_a_leader_reads_how_the_scan_stands(world: LedWorld) -> None:
    """In their own DM and language."""
    world.store.people.save(replace(world.person(LEADER), language=Language.EN))
    world.hand_in("U1")
    world.lead("scan.close")
    post = only(world, Topic.LEADER)
    assert (post.reader, post.rendering.language) == (LEADER, Language.EN)
    assert "leader.published" in keys_of(post.rendering.message)


def test_what_is_gone_cannot_be_rendered(world: LedWorld) -> None:
    """The shell is told, and gives up that message."""
    world.deliver()
    (wish,) = world.store.wishes.find(topic=Topic.STARTED)
    world.store.scans.remove(world.now_scan().id)
    with pytest.raises(NotFoundError):
        render(world.store, wish, INSTRUMENTS, world.almanac)


def test_what_the_channel_is_told_has_no_sequel(world: LedWorld) -> None:
    """Showing a start or a leader's message wants nothing more."""
    for wish in world.store.wishes.find(topic=Topic.STARTED):
        rendering = render(world.store, wish, INSTRUMENTS, world.almanac)
        before = len(world.store.wishes.find())
        shown(world.store, wish, rendering, world.now, posted=True)
        assert len(world.store.wishes.find()) == before
        assert todo(wish).value == "post"


def test_the_table_has_every_statement(world: LedWorld) -> None:
    """Seven paragraphs under a title, each with every partner."""
    world.hand_in("U1", score=2)
    world.hand_in("U2", score=5)
    world.lead("scan.close")
    (table,) = about(world.deliver(), Topic.TABLE)
    for number in range(7):
        assert statement(number).short.in_(Language.NL) in table.words()
    plain = table.words().replace("**", "").replace(NO_BREAK_SPACE, " ")
    assert (plain.count("De Boer 2"), plain.count("ROC West 5")) == (7, 7)
