"""Who is stuck chooses what helps: the leader, the channel, another date, or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import ActionState, Help, Phase
from flows.messages import Form
from flows.topics import Topic
from tests.support.asking import DUE, AskingWorld
from tests.support.builders import form_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER, about

STUCK = "Ik loop vast"


@pytest.fixture
def world() -> AskingWorld:
    """U1 is stuck with their action."""
    world = AskingWorld()
    world.ask_of(world.agreed(unanswered=1))
    world.answers_with(STUCK)
    return world


def test_help_is_offered(world: AskingWorld) -> None:
    """Nobody hears of it yet."""
    assert world.labels() == [
        "Marijke Visser vragen",
        "Het kanaal vragen",
        "Andere datum",
        "Niets, dank u",
    ]
    assert (world.action().stuck_at, world.action().help) == (world.now, None)
    assert world.action().unanswered == 0
    assert {post.reader for post in world.posts} == {"U1"}


def test_the_leader_hears_it_in_private(world: AskingWorld) -> None:
    """Then what is in the way may be written for them alone."""
    world.answers_with("Marijke Visser vragen")
    assert world.action().help is Help.LEADER
    readers = {wish.person_id for wish in world.store.wishes.find(topic=Topic.FOLLOW_UP)}
    assert readers == {world.person(LEADER).id}
    assert not world.store.wishes.find(topic=Topic.HELP)
    assert "De bot laat Marijke Visser weten dat u hulp vraagt." in world.words()
    assert "Wat staat in de weg?" in world.words()
    world.writes("De roosters zitten vol")
    assert world.labels() == []


def test_the_channel_hears_it_only_if_asked(world: AskingWorld) -> None:
    """It names the action, and not what is in the way."""
    world.answers_with("Het kanaal vragen")
    assert world.action().help is Help.CHANNEL
    assert [post.reader for post in about(world.posts, Topic.HELP)] == [CHANNEL]
    assert not world.store.wishes.find(topic=Topic.FOLLOW_UP)
    assert "In #stuurgroep-sto komt te staan" in world.words()


def test_nothing_is_an_answer_too(world: AskingWorld) -> None:
    """It stays between the owner and the bot."""
    world.answers_with("Niets, dank u")
    assert (world.action().stuck_at, world.action().help) == (world.now, None)
    assert "Genoteerd. Wat staat in de weg?" in world.words()
    assert world.labels() == ["Schrijven", "Overslaan"]


def test_whoever_goes_on_is_no_longer_stuck(world: AskingWorld) -> None:
    """The next time they are on track again."""
    since = world.now
    world.answers_with("Het kanaal vragen")
    world.later(60)
    world.ask_of(world.action())
    world.answers_with(STUCK)
    assert (world.action().stuck_at, world.action().help) == (since, None)
    world.later(60)
    world.ask_of(world.action())
    world.answers_with("Op schema")
    assert world.action().stuck_at is None


@pytest.fixture
def window(world: AskingWorld) -> Form:
    """The window for another date."""
    return form_of(world.press(world.labelled("Andere datum")))


def test_another_date_ends_being_stuck(world: AskingWorld, window: Form) -> None:
    """It stands with the action, and the window says who sees it."""
    assert "De stuurgroep ziet die daar." in said(window)
    day = DUE + timedelta(days=14)
    world.submit(window, day=day)
    assert (world.action().due_on, world.action().stuck_at) == (day, None)
    world.reads()
    assert "Klaar op vrijdag 11 juni." in world.words()
    assert world.labels() == ["Schrijven", "Overslaan"]
    assert notice_of(world.submit(window, day=DUE)) == "check_in.notice.further_on"
    assert world.action().due_on == day


@pytest.mark.parametrize(
    ("day", "error"),
    [(None, "none"), (date(2027, 3, 5), "past"), (date(2027, 3, 8), "past")],
    ids=["none", "gone", "today"],
)
def test_another_date_has_to_come(
    world: AskingWorld, window: Form, day: date | None, error: str
) -> None:
    """The window stays open."""
    reply = world.submit(window, day=day)
    assert reply.errors["day"].key == f"check_in.date.{error}"
    assert world.action().due_on == DUE


@pytest.mark.parametrize("day", [date(2027, 6, 12), date(2027, 5, 5)], ids=["weekend", "holiday"])
def test_a_day_without_work_is_pointed_out_once(
    world: AskingWorld, window: Form, day: date
) -> None:
    """The first working day after it is proposed; the day may stay as it is."""
    world.free_days = (date(2027, 5, 5),)
    warned = form_of(world.submit(window, day=day))
    assert "wordt niet gewerkt" in said(warned)
    assert world.action().due_on == DUE
    world.submit(warned, day=day)
    assert world.action().due_on == day


def test_the_proposed_day_is_taken_at_once(world: AskingWorld, window: Form) -> None:
    """It is a working day."""
    warned = form_of(world.submit(window, day=date(2027, 6, 12)))
    world.submit(warned)
    assert world.action().due_on == date(2027, 6, 14)


@pytest.mark.parametrize("wanted", ["leader", "channel", "nothing"])
def test_help_is_chosen_once(world: AskingWorld, wanted: str) -> None:
    """An old button changes nothing."""
    args: dict[str, str | int] = {"check_in": world.asked().id, "help": wanted}
    world.answers_with("Niets, dank u")
    for reply in (
        world.tap("check_in.help", "U1", **args),
        world.tap("check_in.date", "U1", **args),
    ):
        assert notice_of(reply) == "check_in.notice.further_on"
    assert world.action().help is None


def test_something_else_than_help_is_none(world: AskingWorld) -> None:
    """The choice is still open."""
    reply = world.tap("check_in.help", check_in=world.asked().id, help="money")
    assert notice_of(reply) == "check_in.notice.further_on"
    assert len(world.labels()) == 4


@pytest.mark.parametrize("changes", [{"state": ActionState.DROPPED}, {"phase": Phase.CHECK}])
def test_an_action_that_moved_on_needs_no_help(
    world: AskingWorld, changes: dict[str, object]
) -> None:
    """Who chose late reads so."""
    elsewhere = replace(world.action(), **changes)  # type: ignore[arg-type]  # when it runs
    world.store.actions.save(elsewhere)
    assert notice_of(world.answers_with("Het kanaal vragen")) == "check_in.notice.elsewhere"
    assert world.action() == elsewhere
    assert world.labels() == ["Schrijven", "Overslaan"]


def test_nobody_is_offered_who_is_not_there(world: AskingWorld) -> None:
    """Without a leader or a channel there is still the date; of more leaders none is named."""
    world.appoint("UA")
    world.later(60)
    world.ask_of(world.action())
    world.answers_with(STUCK)
    assert world.labels()[0] == "Programmaleider vragen"
    for user_id in ("UA", LEADER):
        world.dismiss(user_id)
    world.change_region(channel="", channel_name="")
    world.later(60)
    world.ask_of(world.action())
    world.answers_with(STUCK)
    assert world.labels() == ["Andere datum", "Niets, dank u"]


def test_what_was_said_to_come_is_not_promised_any_more(world: AskingWorld) -> None:
    """When there is no leader or channel left by the time it is read."""
    for label in ("Marijke Visser vragen", "Het kanaal vragen"):
        world.later(60)
        world.ask_of(world.action())
        world.answers_with(STUCK)
        world.press(world.labelled(label))
    world.change_region(channel="", channel_name="")
    world.reads()
    assert world.words().count("Genoteerd. Wat staat in de weg?") == 1


@pytest.mark.parametrize("action", ["check_in.help", "check_in.date"])
def test_only_who_is_stuck_can_choose(world: AskingWorld, action: str) -> None:
    """Not their leader."""
    args: dict[str, str | int] = {"check_in": world.asked().id, "help": "channel"}
    assert notice_of(world.tap(action, LEADER, **args)) == "check_in.notice.not_yours"
    window = form_of(world.press(world.labelled("Andere datum")))
    assert notice_of(world.submit(window, LEADER)) == "check_in.notice.not_yours"
