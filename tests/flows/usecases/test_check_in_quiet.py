"""The question of the month stops for whoever wants that, or never answers it."""

from datetime import date

import pytest

from flows.action import Phase
from flows.check_in import CheckInKind
from flows.topics import Topic
from tests.support.asking import said_label
from tests.support.builders import buttons_of, notice_of, said
from tests.support.followed import FollowedWorld
from tests.support.leading import LEADER, about

STOP = "Geen korte vragen meer"
AGAIN = "Weer korte vragen"
FAR = date(2027, 12, 17)


@pytest.fixture
def world() -> FollowedWorld:
    """A region whose first scan was published on 8 March, in April."""
    world = FollowedWorld()
    world.publish()
    came = world.until(date(2027, 4, 1))
    world.posts += [post for _, post in came if post.reader == "U1"]
    return world


def questions(world: FollowedWorld) -> int:
    """How many questions of the month U1 was asked."""
    asked = {"kind": CheckInKind.QUESTION, "person_id": world.person().id}
    return len(world.store.check_ins.find(**asked))


def test_the_question_comes_from_a_person_and_says_how_long(world: FollowedWorld) -> None:
    """And that one may leave it, that nobody reads the tap, and from how many on counts are."""
    words = world.words()
    assert "Marijke Visser vraagt u soms iets kleins over onze samenwerking." in words
    assert "Twee tikken. Niet antwoorden mag." in words
    assert "De bot laat niemand zien wat u kiest." in words
    assert "als minstens vijf mensen van drie organisaties antwoorden" in words


def test_who_wants_no_more_questions_gets_none(world: FollowedWorld) -> None:
    """Of their actions they are asked all the same; the same message takes it back."""
    world.answers_with(STOP)
    assert "U krijgt geen korte vragen meer over onze samenwerking." in world.words()
    assert world.labels() == [AGAIN]
    world.agreed(Phase.DO, due_on=FAR)
    world.until(date(2027, 5, 31))
    assert questions(world) == 1
    assert world.store.check_ins.find(kind=CheckInKind.ACTION)
    stale = world.tap("check_in.no_more", "U1", check_in=1)
    assert notice_of(stale) == "check_in.notice.further_on"


def test_who_wants_them_again_gets_them(world: FollowedWorld) -> None:
    """From the next month on."""
    world.answers_with(STOP)
    reply = world.press(world.labelled(AGAIN))
    assert notice_of(reply) == "check_in.resumed"
    world.reads()
    assert world.labels() == []
    world.until(date(2027, 5, 31))
    assert questions(world) == 2


def test_after_three_questions_without_an_answer_they_rest(world: FollowedWorld) -> None:
    """Whoever wants them again finds that on their page, and is asked three times more."""
    world.until(date(2027, 12, 31))
    assert questions(world) == 3
    assert world.participant().quiet_at is not None
    (button,) = [one for one in buttons_of(world.page("U1")) if said_label(one) == AGAIN]
    assert notice_of(world.press(button)) == "check_in.resumed"
    assert AGAIN not in said(world.page("U1"))
    world.until(date(2028, 2, 28))
    assert questions(world) > 3


def test_who_answers_after_all_is_asked_again(world: FollowedWorld) -> None:
    """The last question still stands there."""
    world.until(date(2027, 12, 31))
    last = world.store.check_ins.find(kind=CheckInKind.QUESTION, person_id=world.person().id)[-1]
    world.tap("check_in.tap", "U1", check_in=last.id, tap="yes")
    assert world.participant().quiet_at is None


def test_only_ones_own_questions_are_stopped(world: FollowedWorld) -> None:
    """Not a colleague's, nor those of a place that one left; and only questions."""
    button = world.labelled(STOP)
    assert notice_of(world.press(button, "U2")) == "check_in.notice.not_yours"
    again = world.tap("check_in.again", "U2", participant=world.participant("U1").id)
    assert notice_of(again) == "check_in.notice.left"


def test_who_was_never_asked_may_say_so_too(world: FollowedWorld) -> None:
    """There is no question that was left then."""
    for one in world.store.check_ins.find():
        world.store.check_ins.remove(one.id)
    again = world.tap("check_in.again", "U1", participant=world.participant("U1").id, page=1)
    assert notice_of(again) == "check_in.resumed"
    assert not about(world.deliver(), Topic.CHECK_IN)


def test_without_another_leader_nobody_is_named(world: FollowedWorld) -> None:
    """It says what comes and how long it takes."""
    world.appoint("U1")
    world.dismiss(LEADER)
    world.ask(world.check_in(CheckInKind.QUESTION, question="means"))
    assert "vraagt u soms" not in world.words()
    assert "Twee tikken. Niet antwoorden mag." in world.words()
