"""A participant chooses when they want to be asked again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.events import FieldValue
from flows.messages import ChoiceInput, DateInput, Form
from flows.outbox import disturbs
from flows.scan import Mode
from flows.topics import Topic
from tests.support.builders import WORDINGS, form_of, notice_of, said
from tests.support.leading import LedWorld, Post, about

SUNDAY_NOON = datetime(2027, 3, 14, 11, tzinfo=UTC)
TOMORROW = datetime(2027, 3, 9, 8, tzinfo=UTC)


@pytest.fixture
def world() -> LedWorld:
    """A scan from Monday 8 March 10:30 to Friday 19 March with U1 and U2, all read."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    world.start(Mode.OPEN, deadline=date(2027, 3, 19))
    world.deliver()
    return world


def later(world: LedWorld, **values: FieldValue) -> Form:
    """U1 opens the form and hands it in."""
    form = form_of(world.tap("walk.later", "U1"))
    reply = world.submit(form, "U1", **values)
    assert not reply.errors
    return form


def own(world: LedWorld, day: date, time: str) -> None:
    """U1 chooses a day and time of their own."""
    later(world, day=day, time=time)


def offered(form: Form) -> list[str]:
    """What can be chosen in one tap, in words."""
    for element in form.body:
        if isinstance(element, ChoiceInput) and element.name == "when":
            return [WORDINGS[nl].text(option.label) for option in element.options]
    return []


nl = next(iter(WORDINGS))


def at(world: LedWorld, moment: datetime) -> list[Post]:
    """The new walks that U1 gets once a moment has come and all due is done."""
    world.now = moment
    world.beat()
    posts = about(world.deliver(), Topic.WALK)
    return [post for post in posts if post.is_new and post.reader == "U1"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (
            datetime(2027, 3, 8, 9, 30, tzinfo=UTC),
            ["Vanmiddag", "Vanavond", "Morgen", "Op maandag"],
        ),
        (datetime(2027, 3, 8, 14, 45, tzinfo=UTC), ["Vanavond", "Morgen", "Op maandag"]),
        (datetime(2027, 3, 12, 9, 30, tzinfo=UTC), ["Vanmiddag", "Vanavond", "Op maandag"]),
        (datetime(2027, 3, 14, 9, 30, tzinfo=UTC), ["Vanmiddag", "Vanavond", "Morgen"]),
        (datetime(2027, 3, 18, 20, tzinfo=UTC), ["Morgen"]),
        (datetime(2027, 3, 19, 9, 30, tzinfo=UTC), []),
    ],
)
def test_what_is_offered_is_still_to_come(
    world: LedWorld, moment: datetime, expected: list[str]
) -> None:
    """And before the scan closes; the others can be filled in."""
    world.now = moment
    form = form_of(world.tap("walk.later", "U1"))
    labels = offered(form)
    assert len(labels) == len(expected)
    assert all(label.startswith(start) for label, start in zip(labels, expected, strict=True))
    assert any(isinstance(element, DateInput) for element in form.body)


def test_what_was_chosen_is_said_and_kept(world: LedWorld) -> None:
    """With the day and time on the wall, and a way to begin at once or choose again."""
    own(world, date(2027, 3, 9), "16:00")
    assert world.response("U1").later_at == datetime(2027, 3, 9, 15, tzinfo=UTC)
    text = said(world.message("U1"))
    assert "U hoort **dinsdag 9 maart om 16.00 uur** weer van de bot." in text
    assert world.button("walk.begin", "U1").label.key == "walk.button.begin"
    assert world.button("walk.later", "U1").label.key == "walk.button.other_moment"


def test_the_first_choice_takes_two_taps(world: LedWorld) -> None:
    """It is chosen when the window opens."""
    later(world)
    assert world.response("U1").later_at == datetime(2027, 3, 8, 15, tzinfo=UTC)


def test_at_that_moment_it_comes_anew_even_on_a_sunday(world: LedWorld) -> None:
    """They asked for it; the words say so, and it comes once."""
    own(world, date(2027, 3, 14), "12:00")
    (post,) = at(world, SUNDAY_NOON)
    assert not disturbs(post.wish)
    assert "u koos dit moment" in post.words()
    assert at(world, SUNDAY_NOON + timedelta(minutes=5)) == []
    assert world.response("U1").later_at is None


def test_the_first_reminder_is_skipped_while_a_moment_is_to_come(world: LedWorld) -> None:
    """The last still comes after it."""
    own(world, date(2027, 3, 14), "12:00")
    assert at(world, datetime(2027, 3, 12, 9, tzinfo=UTC)) == []
    assert len(at(world, SUNDAY_NOON)) == 1
    assert len(at(world, datetime(2027, 3, 17, 9, tzinfo=UTC))) == 1
    assert world.response("U1").reminded == 1


def test_a_moment_after_the_last_reminder_takes_its_place(world: LedWorld) -> None:
    """Then that message says that no other comes."""
    own(world, date(2027, 3, 18), "09:00")
    assert at(world, datetime(2027, 3, 17, 9, tzinfo=UTC)) == []
    (post,) = at(world, datetime(2027, 3, 18, 8, tzinfo=UTC))
    assert "geen herinnering meer" in post.words()


@pytest.mark.parametrize("action", ["walk.begin", "walk.decline"])
def test_who_is_back_before_it_is_not_called(world: LedWorld, action: str) -> None:
    """An act takes the moment away."""
    later(world)
    world.tap(action, "U1")
    assert world.response("U1").later_at is None
    assert at(world, datetime(2027, 3, 8, 15, tzinfo=UTC)) == []


def test_who_checks_answers_is_back_too(world: LedWorld) -> None:
    """Choosing what is shared and changing an answer are acts as well."""
    world.score_all("U1")
    for act in ("share", "edit"):
        later(world)
        assert world.response("U1").later_at is not None
        if act == "share":
            world.tell("review.share", "U1", sharing="named")
        else:
            item = world.walk("U1").instrument.statements[0].key
            form = form_of(world.tap("review.edit", "U1", item=item))
            world.submit(form, "U1", score="2")
        assert world.response("U1").later_at is None
        assert world.response("U1").remind_at is not None


def test_who_has_begun_keeps_the_question_beside_it(world: LedWorld) -> None:
    """Going on earlier is one tap."""
    world.begin("U1")
    own(world, date(2027, 3, 9), "09:30")
    assert "dinsdag 9 maart om 9.30 uur" in said(world.message("U1"))
    assert world.button("walk.score", "U1").label.key == "walk.button.score_end"
    (post,) = at(world, TOMORROW + timedelta(minutes=30))
    assert "U bent bij stelling 1 van 7." in post.words()


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"when": ""}, "when", "later.error.none"),
        ({"day": date(2027, 3, 7)}, "day", "later.error.past"),
        ({"day": date(2027, 3, 8), "time": "10:30"}, "day", "later.error.past"),
        ({"day": date(2027, 3, 19), "time": "16:00"}, "day", "later.error.closed"),
        ({"day": date(2027, 5, 1), "time": ""}, "day", "later.error.closed"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_beside_it(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """With what to do; nothing is kept."""
    form = form_of(world.tap("walk.later", "U1"))
    reply = world.submit(form, "U1", **values)
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert world.response("U1").later_at is None


def test_a_choice_that_has_gone_by_is_refused(world: LedWorld) -> None:
    """The window stood open too long."""
    form = form_of(world.tap("walk.later", "U1"))
    world.now += timedelta(hours=6)
    assert world.submit(form, "U1").errors["when"].key == "later.error.past"


def test_on_the_last_day_a_time_has_to_be_filled_in(world: LedWorld) -> None:
    """Nothing is offered, so that the day is where to mend it."""
    world.now = datetime(2027, 3, 19, 9, 30, tzinfo=UTC)
    form = form_of(world.tap("walk.later", "U1"))
    assert world.submit(form, "U1").errors["day"].key == "later.error.none"
    assert not world.submit(form, "U1", day=date(2027, 3, 19), time="14:00").errors


def test_a_moment_that_passed_while_the_bot_was_down_comes_late_but_once(world: LedWorld) -> None:
    """Together with a last reminder that was missed: one message."""
    own(world, date(2027, 3, 15), "09:00")
    assert len(at(world, datetime(2027, 3, 17, 12, tzinfo=UTC))) == 1
    assert at(world, datetime(2027, 3, 18, 12, tzinfo=UTC)) == []


def test_who_handed_in_has_nothing_to_put_off(world: LedWorld) -> None:
    """An old button and an old window say so."""
    form = form_of(world.tap("walk.later", "U1"))
    world.hand_in("U1")
    assert notice_of(world.tap("walk.later", "U1")) == "walk.notice.further_on"
    assert notice_of(world.submit(form, "U1")) == "walk.notice.further_on"
    world.lead("scan.close")
    assert notice_of(world.submit(form, "U1")) == "walk.notice.closed"


def test_nobody_puts_off_for_somebody_else(world: LedWorld) -> None:
    """The window is checked against who hands it in."""
    form = form_of(world.tap("walk.later", "U1"))
    assert notice_of(world.submit(form, "U2")) == "walk.notice.not_yours"
    assert world.response("U1").later_at is None
