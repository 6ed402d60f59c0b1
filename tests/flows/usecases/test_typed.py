"""A line typed in the DM: whose question it answers, and what is kindly refused."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.response import ResponseState
from flows.topics import Topic
from flows.usecases.answer import LONGEST_TEXT
from flows.usecases.desk import Reply
from flows.views.walk import NUDGED, READY
from tests.support.builders import (
    INSTRUMENT,
    WORDINGS,
    World,
    keys_of,
    notice_of,
    sentence,
    statement,
)

END = len(INSTRUMENT.items)


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, whose message is shown."""
    world = World()
    world.invited()
    return world


def words(reply: Reply) -> str:
    """What a reply tells, in Dutch."""
    assert reply.notice is not None
    return WORDINGS[Language.NL].text(reply.notice)


def test_typed_text_belongs_to_the_question_last_shown(world: World) -> None:
    """Though a tap elsewhere has moved on, the person answered what they saw."""
    world.tap("walk.begin")
    shown = world.response()
    world.tap("walk.skip", item=sentence().key)
    world.store.responses.save(replace(world.response(), asked_item=shown.asked_item))
    reply = world.type("vakmanschap")
    assert notice_of(reply) == "walk.notice.saved"
    assert world.answers()[sentence().key].text == "vakmanschap"
    assert world.response().position == 1


def test_a_second_line_does_not_replace_the_first(world: World) -> None:
    """Before the next question stands there it is not taken; the same line again is once."""
    world.tap("walk.begin")
    shown = world.response()
    world.type("vakmanschap")
    world.store.responses.save(replace(world.response(), asked_item=shown.asked_item))
    assert notice_of(world.type("hallo?")) == "walk.notice.not_shown"
    assert world.type("vakmanschap").notice is None
    assert world.answers()[sentence().key].text == "vakmanschap"


def test_a_line_that_comes_late_is_not_for_a_question_below_it(world: World) -> None:
    """Only what was typed below the question that stands there answers it."""
    world.tap("walk.begin")
    (wish,) = world.store.wishes.find(topic=Topic.WALK, subject_id=world.response().id)
    world.store.wishes.save(replace(wish, ts="1804498200.200000"))
    assert notice_of(world.type("te laat", mark="1804498200.100000")) == "walk.notice.not_shown"
    assert not world.answers()
    assert world.type("op tijd", mark="1804498200.300000").notice is None


def test_typed_answers_go_all_the_way(world: World) -> None:
    """Three lines and seven figures; not knowing can be typed as well."""
    world.tap("walk.begin")
    for _ in INSTRUMENT.sentences:
        world.type("zin")
    for line in ("1", " 2 ", "3", "4", "5", "Weet ik niet.", "I don’t know"):
        assert world.type(line).notice is None
    answers = world.answers()
    assert [answers[item.key].score for item in INSTRUMENT.statements] == [
        1,
        2,
        3,
        4,
        5,
        None,
        None,
    ]
    assert answers[statement(5).key].unknown
    assert world.response().position == END


def test_a_typed_line_is_remarked_once(world: World) -> None:
    """The first time, below the next question; gone with the next answer, and never again."""
    world.tap("walk.begin")
    world.type("zin")
    assert world.person().told_typed
    assert "walk.typed_stays" in keys_of(world.message())
    world.type("zin")
    assert "walk.typed_stays" not in keys_of(world.message())
    world.tap("walk.back", item=sentence(2).key)
    assert "walk.typed_stays" not in keys_of(world.message())


def test_the_remark_stands_behind_the_last_question_too(world: World) -> None:
    """Who types only the last answer reads it beside the review."""
    world.begin()
    for item in INSTRUMENT.statements[:-1]:
        world.tap("walk.score", item=item.key, score=3)
    world.type("3")
    assert world.response().note == READY
    assert "walk.typed_stays" in keys_of(world.message())


def test_the_remark_survives_a_repeated_tap(world: World) -> None:
    """What changes nothing does not take it away."""
    world.tap("walk.begin")
    world.type("zin")
    world.tap("walk.begin")
    assert "walk.typed_stays" in keys_of(world.message())


def test_a_reminder_is_gone_once_they_go_on(world: World) -> None:
    """The next question stands without it."""
    world.tap("walk.begin")
    world.store.responses.save(replace(world.response(), note=NUDGED))
    world.tap("walk.skip", item=sentence().key)
    assert world.response().note == ""


@pytest.mark.parametrize(
    "line",
    [
        "0",
        "6",
        "vier",
        "4 of 5",
        "4,5",
        "-4",
        "\U0001f600",
        "٤",
        "x" * 3000,
        "x" * 30000,
        "<!channel>",
        "\u202etfos",
    ],
)
def test_what_is_no_score_is_kindly_refused(world: World, line: str) -> None:
    """At a statement; nothing changes, and the way on is said."""
    world.begin()
    before = (world.response(), world.answers())
    reply = world.type(line)
    assert notice_of(reply) == "walk.notice.not_a_score"
    assert "van 1 tot en met 5" in words(reply)
    assert "niet als antwoord bewaard" in words(reply)
    assert (world.response(), world.answers()) == before
    assert line not in words(reply) or len(line) == 1


@pytest.mark.parametrize(
    "line",
    ["0", "4", "\U0001f600", "<!channel>", "\u202etfos שלום", "x" * 3000, "regel één\nregel twee"],
)
def test_any_text_finishes_a_sentence_to_the_letter(world: World, line: str) -> None:
    """It is kept as it was typed, whatever it may mean to a platform."""
    world.tap("walk.begin")
    assert world.type(f"  {line}\n").notice is None
    assert world.answers()[sentence().key].text == line


@pytest.mark.parametrize("length", [LONGEST_TEXT + 1, 30_000])
def test_a_too_long_text_is_refused_with_its_length(world: World, length: int) -> None:
    """The line still stands in the chat, so nothing is lost."""
    world.tap("walk.begin")
    reply = world.type("x" * length)
    assert notice_of(reply) == "walk.notice.too_long"
    assert f"{length:,}".replace(",", ".") in words(reply)
    assert not world.answers()


def test_signs_that_take_two_places_count_twice(world: World) -> None:
    """Else a text could be kept that no window can show again."""
    world.tap("walk.begin")
    assert notice_of(world.type("\U0001f600" * 1501)) == "walk.notice.too_long"
    assert notice_of(world.type("\ud800" * 1500)) == ""


@pytest.mark.parametrize("line", ["", "   ", "\n\t"])
def test_a_message_without_text_is_told_so(world: World, line: str) -> None:
    """A picture or a blank is no answer."""
    world.tap("walk.begin")
    assert notice_of(world.type(line)) == "walk.notice.no_text"
    assert not world.answers()


def test_typing_the_same_score_twice_is_once(world: World) -> None:
    """A message that comes in twice changes nothing more."""
    world.begin()
    asked = world.response()
    world.type("4")
    world.store.responses.save(replace(world.response(), asked_item=asked.asked_item))
    before = (world.response(), world.answers())
    assert world.type("4").notice is None
    assert (replace(world.response(), asked_item=asked.asked_item), world.answers()) == before


def test_typing_another_score_too_late_is_not_taken(world: World) -> None:
    """It is unclear which statement it is for: the person is told."""
    world.begin()
    asked = world.response()
    world.tap("walk.score", item=statement().key, score=4)
    world.store.responses.save(replace(world.response(), asked_item=asked.asked_item))
    assert notice_of(world.type("2")) == "walk.notice.typed_late"
    assert world.answers()[statement().key].score == 4
    assert statement(1).key not in world.answers()


def test_typing_before_the_question_stands_there_is_not_taken(world: World) -> None:
    """Nobody can answer what they have not seen."""
    world.tap("walk.begin")
    world.store.responses.save(replace(world.response(), asked_item=""))
    assert notice_of(world.type("zin")) == "walk.notice.not_shown"
    assert not world.answers()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ResponseState.INVITED, "begin_first"),
        (ResponseState.DECLINED, "begin_first"),
        (ResponseState.ERASED, "begin_first"),
        (ResponseState.SUBMITTED, "handed_in"),
        (ResponseState.HANDED_OVER, "nothing_asked"),
        (ResponseState.REMOVED, "nothing_asked"),
    ],
)
def test_typing_where_nothing_is_asked_says_what_is_possible(
    world: World, state: ResponseState, expected: str
) -> None:
    """In each state its own way on; nothing is kept."""
    world.store.responses.save(replace(world.response(), state=state, asked_item=sentence().key))
    assert notice_of(world.type("4")) == f"walk.notice.{expected}"
    assert not world.answers()


def test_typing_at_the_review_points_to_the_buttons(world: World) -> None:
    """All questions are behind them."""
    world.score_all()
    assert notice_of(world.type("klaar")) == "walk.notice.use_buttons"


def test_typing_without_any_scan(world: World) -> None:
    """Somebody who was never asked is told so, and so is who was asked something that is gone."""
    world.user("U9", "Piet")
    assert notice_of(world.type("hallo", "U9")) == "walk.notice.nothing_asked"
    stranger = world.person("U9")
    world.store.people.save(replace(stranger, asked_response_id=world.response().id))
    assert notice_of(world.type("hallo", "U9")) == "walk.notice.nothing_asked"


def test_typing_before_anything_was_shown_is_about_the_newest(world: World) -> None:
    """The invitation is on its way."""
    world.store.people.save(replace(world.person(), asked_response_id=None))
    assert notice_of(world.type("hallo")) == "walk.notice.begin_first"


def test_typed_text_goes_to_the_scan_that_spoke_last(world: World) -> None:
    """A person of two regions answers the one whose question they saw last."""
    world.tap("walk.begin")
    first = world.response()
    other = world.store.responses.add(
        replace(first, id=0, scan_id=world.store.scans.add(replace(world.scan, id=0)).id)
    )
    world.show(first)
    world.type("zin")
    assert [a.item for a in world.store.answers.find(response_id=first.id)] == [sentence().key]
    assert not world.store.answers.find(response_id=other.id)
