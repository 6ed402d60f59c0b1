"""A partner goes through the walk: taps, typed lines and small windows, as they come."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.outbox import Todo, Wish, todo
from flows.response import ResponseState
from flows.topics import Topic
from flows.usecases.desk import Reply
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    WORDINGS,
    World,
    buttons_of,
    form_of,
    notice_of,
    said,
    statement,
)

END = len(INSTRUMENT.items)


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, whose message is shown."""
    world = World()
    world.invited()
    return world


def only_wish(world: World) -> Wish:
    """The wish for U1's message."""
    (wish,) = world.store.wishes.find(topic=Topic.WALK, person_id=world.person().id)
    return wish


def test_a_whole_walk_ends_in_a_receipt(world: World) -> None:
    """Begin, three sentences, seven scores, hand in: all is kept and counted."""
    world.tap("walk.begin")
    for number, item in enumerate(INSTRUMENT.sentences):
        form = form_of(world.tap("walk.write", item=item.key))
        assert world.submit(form, text=f"zin {number}").notice is None
    for item in INSTRUMENT.statements:
        assert world.press(world.button("walk.score", score="4")).notice is None
        assert world.answers()[item.key].score == 4
    world.tap("walk.hand_in")
    assert world.response().state is ResponseState.SUBMITTED
    assert world.response().submitted_at == NOW
    assert "Zeven cijfers en drie zinnen." in said(world.message())
    assert [world.answers()[item.key].text for item in INSTRUMENT.sentences] == [
        "zin 0",
        "zin 1",
        "zin 2",
    ]


def test_scores_only_take_seven_taps(world: World) -> None:
    """From the first statement to the review, with the buttons that stand there."""
    world.begin()
    taps = 0
    while "walk.review" not in [button.action for button in buttons_of(world.message())]:
        world.press(world.button("walk.score", score="3"))
        taps += 1
    assert taps == 7


def test_each_answer_is_kept_at_once(world: World) -> None:
    """With the moment at which it was given."""
    world.begin()
    world.later(minutes=5)
    world.tap("walk.score", item=statement().key, score=2)
    assert world.answers()[statement().key].answered_at == world.now


def test_the_message_is_changed_in_place_after_a_tap(world: World) -> None:
    """And posted anew below after a typed answer, so that it stands under it."""
    store = world.store
    before = only_wish(world)
    store.wishes.save(replace(before, shown=1))
    wish_id = world.tap("walk.begin").wishes[0]
    assert wish_id == before.id
    raised = replace(store.wishes.get(wish_id), shown=1)
    assert todo(raised) is Todo.UPDATE
    assert world.type("vakmanschap").wishes == (wish_id,)
    raised = replace(store.wishes.get(wish_id), shown=raised.wanted)
    assert todo(raised) is Todo.POST_ANEW


def test_a_double_tap_scores_once(world: World) -> None:
    """The second changes nothing and says nothing."""
    world.begin()
    for _ in range(2):
        assert world.tap("walk.score", item=statement().key, score=4).notice is None
    assert world.response().position == len(INSTRUMENT.sentences) + 1
    assert len(world.answers()) == len(INSTRUMENT.sentences) + 1


def test_an_old_button_says_where_they_are(world: World) -> None:
    """And changes nothing."""
    world.begin()
    world.tap("walk.score", item=statement().key, score=4)
    reply = world.tap("walk.score", item=statement().key, score=1)
    assert notice_of(reply) == "walk.notice.you_are_at"
    assert "Stelling 2 van 7" in words(reply)
    assert world.answers()[statement().key].score == 4


def test_an_old_button_at_the_review_points_to_the_newest_message(world: World) -> None:
    """There is no question to name any more."""
    world.score_all()
    reply = world.tap("walk.score", item=statement().key, score=1)
    assert notice_of(reply) == "walk.notice.further_on"


def test_handing_in_too_early_says_where_they_are(world: World) -> None:
    """By a button of an old message."""
    world.begin()
    assert notice_of(world.tap("walk.hand_in")) == "walk.notice.you_are_at"
    assert world.response().state is ResponseState.BEGUN


def words(reply: Reply) -> str:
    """What a reply tells, in Dutch."""
    assert reply.notice is not None
    return WORDINGS[Language.NL].text(reply.notice)


def test_later_declining_and_taking_part_after_all(world: World) -> None:
    """Each step leaves a way on."""
    world.submit(form_of(world.tap("walk.later")))
    assert world.response().later_at
    world.press(world.button("walk.decline"))
    assert world.response().state is ResponseState.DECLINED
    world.press(world.button("walk.begin"))
    assert world.response().state is ResponseState.BEGUN
    assert world.message() == world.message("U1")


def test_going_back_and_leaving_an_answer(world: World) -> None:
    """The last question is reached from the review, and left as it is."""
    world.score_all()
    world.press(world.button("walk.back"))
    assert world.response().position == END - 1
    world.press(world.button("walk.back"))
    world.press(world.button("walk.skip"))
    world.press(world.button("walk.skip"))
    assert world.response().position == END


def test_not_knowing_is_one_tap(world: World) -> None:
    """It is kept as such."""
    world.begin()
    world.press(world.button("walk.unknown"))
    assert world.answers()[statement().key].unknown


@pytest.mark.parametrize("score", ["0", "6", "vier", ""])
def test_a_button_with_an_impossible_score_is_refused(world: World, score: str) -> None:
    """Whatever comes in, only scores of the scale are kept."""
    world.begin()
    reply = world.tap("walk.score", item=statement().key, score=score)
    assert notice_of(reply) == "walk.notice.not_a_score"
    assert statement().key not in world.answers()


# Windows
