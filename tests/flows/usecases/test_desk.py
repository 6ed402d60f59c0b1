"""What every use case gets: the act of one person, read as its kinds."""

from dataclasses import replace

import pytest

from flows.events import Kind
from flows.messages import Form
from flows.region import Person
from flows.usecases.desk import keep_person, wants_nothing, wants_sender
from flows.wording import say
from tests.support.builders import NOW, TEAM, World


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, whose message is shown."""
    world = World()
    world.invited()
    return world


def test_people_are_kept_once_and_renamed(world: World) -> None:
    """A name that the platform does not tell changes nothing."""
    store, workspace = world.store, world.workspace
    first = keep_person(store, workspace, TEAM, "U5", "Els")
    assert keep_person(store, workspace, TEAM, "U5", "Els") == first
    assert keep_person(store, workspace, TEAM, "U5", "") == first
    assert keep_person(store, workspace, TEAM, "U5", "Els Bos").name == "Els Bos"
    assert store.people.get(first.id).name == "Els Bos"
    assert isinstance(first, Person)
    assert keep_person(store, workspace, "T2", "U5", "Piet").id != first.id


def test_an_inputs_value_is_read_as_its_kind(world: World) -> None:
    """Text is trimmed; what is absent or of another kind is empty."""
    form = Form(key="walk.write", title=say("form.save"), body=(), close=say("form.close"))
    day = NOW.date()
    request = world.submitted(
        form, text=" a ", one="x", many=("x", "y"), day=day, empty="", nothing=None
    )
    assert [request.value(name) for name in ("text", "many", "absent")] == ["a", "", ""]
    assert request.chosen("many") == ("x", "y")
    assert request.chosen("one") == ("x",)
    assert [request.chosen(name) for name in ("empty", "nothing", "day")] == [(), (), ()]
    assert request.day("day") == day
    assert request.day("text") is None


@pytest.mark.parametrize("blank", ["  ", "\u200b\u200b", "\u2060 \n"])
def test_a_text_that_shows_nothing_is_empty(world: World, blank: str) -> None:
    """Also one of spaces without width."""
    form = Form(key="walk.write", title=say("form.save"), body=(), close=say("form.close"))
    assert world.submitted(form, text=blank).value("text") == ""


@pytest.mark.parametrize(
    ("raw", "number"),
    [("12", 12), ("", 0), ("x", 0), ("-1", 0), ("²", 0), ("9" * 18, 10**18 - 1), ("9" * 19, 0)],
)
def test_an_id_is_a_number_or_none(world: World, raw: str, number: int) -> None:
    """No record has 0."""
    request = world.request(Kind.TAP, "U1", "", {}, {})
    event = replace(request.event, args={"scan": raw})
    assert replace(request, event=event).number("scan") == number


def test_what_is_wanted_before_a_use_case(world: World) -> None:
    """Nothing, or who the sender is."""
    event = world.request(Kind.TAP, "U1", "", {}, {}).event
    assert not wants_nothing(world.store, event).users
    assert wants_sender(world.store, event).users == {"U1"}
