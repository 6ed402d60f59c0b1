"""Somebody changes an action, or hands it over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Bent, Level, Phase
from flows.events import FieldValue, Kind
from flows.messages import ChoiceInput, Form
from flows.topics import Topic
from flows.usecases.desk import Reply, Request
from tests.support.acting import FIRST, FRIDAY, SECOND, SIGN, ActingWorld
from tests.support.builders import INSTRUMENT, INSTRUMENTS, form_of, notice_of
from tests.support.leading import LEADER
from tests.support.shown import fields_of

DAY = timedelta(days=1)


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners in which no scan has been held."""
    return ActingWorld()


def changes(world: ActingWorld, **values: FieldValue) -> dict[str, str]:
    """What is wrong with a change of the newest action."""
    form = form_of(world.tap("action.edit", "U1", action=world.newest().id))
    return {name: one.key for name, one in world.submit(form, "U1", **values).errors.items()}


def test_a_change_begins_with_what_is_kept(world: ActingWorld) -> None:
    """Handing it in as it is changes nothing; each field can be changed."""
    before = world.made(bent="keep", level="within")
    assert not changes(world)
    assert world.newest() == before
    assert not changes(world, what="Anders", sign="", aim="none", item="none", bent="develop")
    after = world.newest()
    assert (after.what, after.sign, after.aim, after.item) == ("Anders", "", None, "")
    assert (after.bent, after.level) == (Bent.DEVELOP, Level.WITHIN)


def test_handing_over(world: ActingWorld) -> None:
    """Its owner is another participant, with their organisation; the channel's message follows."""
    before = world.made()
    assert not changes(world, owner=str(world.participant("U4")))
    after = world.newest()
    assert after.owner_id == world.participant("U4")
    assert after.partner_id != before.partner_id
    assert world.wanted(Topic.ACTION, after) > 1
    assert world.store.wishes.find(topic=Topic.BRIEFING, subject_id=after.owner_id)


def test_taking_it_over(world: ActingWorld) -> None:
    """Whoever made it for somebody else can do it themselves; they need not be told."""
    action = world.made("U2")
    form = form_of(world.tap("action.edit", "U2", action=action.id))
    world.submit(form, "U2", owner=str(world.participant("U2")))
    assert world.newest().owner_id == world.participant("U2")
    person_id = world.person("U2").id
    assert not world.store.wishes.find(topic=Topic.BRIEFING, person_id=person_id)


def test_what_becomes_sharp_is_carried_out(world: ActingWorld) -> None:
    """An action that was still to be agreed, once it lacks nothing."""
    world.make(sign="")
    assert world.newest().phase is Phase.PLAN
    assert not changes(world, sign=SIGN)
    assert world.newest().phase is Phase.DO


def test_a_date_that_is_over_can_stay(world: ActingWorld) -> None:
    """And one that is not over may move, to a working day."""
    world.made()
    world.now += timedelta(days=100)
    assert not changes(world, sign="Iets anders")
    assert world.newest().due_on == FRIDAY
    assert changes(world, due=FRIDAY + DAY) == {"due": "action.error.past"}
    assert not changes(world, due=date(2027, 6, 19))
    assert world.newest().due_on == date(2027, 6, 21)


def test_two_people_who_change_it_at_once(world: ActingWorld) -> None:
    """The second one is told, and replaces nothing that they did not see."""
    action = world.made()
    theirs = form_of(world.tap("action.edit", LEADER, action=action.id))
    assert not changes(world, what="Van Karin")
    reply = world.submit(theirs, LEADER, what="Van Marijke")
    assert reply.errors["what"].key == "action.error.changed"
    assert world.newest().what == "Van Karin"


def test_being_asked_meanwhile_is_no_change(world: ActingWorld) -> None:
    """A check-in that the bot sent does not close an open window."""
    action = world.made()
    form = form_of(world.tap("action.edit", "U1", action=action.id))
    world.change(action, asked_at=world.now, unanswered=1)
    assert not world.submit(form, "U1", what="Anders").errors


@pytest.mark.parametrize(
    ("phase", "asked"),
    [
        (Phase.DO, []),
        (Phase.CHECK, ["explanation"]),
        (Phase.ACT, ["explanation", "routine"]),
    ],
)
def test_what_its_owner_wrote_can_be_changed_once_it_was_carried_out(
    world: ActingWorld, phase: Phase, asked: list[str]
) -> None:
    """What explains the result, and at last what stays as it is."""
    action = world.change(world.made(), phase=phase, explanation="Tijd", routine="Elk kwartaal")
    form = form_of(world.tap("action.edit", "U1", action=action.id))
    assert [name for name in fields_of(form) if name in {"explanation", "routine"}] == asked
    world.submit(form, "U1", **dict.fromkeys(asked, "Anders"))
    after = world.newest()
    assert after.explanation == ("Anders" if "explanation" in asked else "Tijd")
    assert after.routine == ("Anders" if "routine" in asked else "Elk kwartaal")


def test_an_action_that_is_over_is_not_changed(world: ActingWorld) -> None:
    """Neither does its window open; the answer says how it is."""
    action = world.keep(state="finished", closed_at=world.now, phase=Phase.ACT)
    reply = world.tap("action.edit", LEADER, action=action.id)
    assert notice_of(reply) == "action.elsewhere_notice"


def statements_offered(form: Form) -> set[str]:
    """What can be chosen as the statement."""
    (choice,) = [one for one in form.body if isinstance(one, ChoiceInput) and one.name == "item"]
    return {option.value for option in choice.options}


def test_a_statement_that_the_newest_questionnaire_lacks(world: ActingWorld) -> None:
    """It stays with the action that has it, and cannot be chosen for a new one."""
    left = tuple(item for item in INSTRUMENT.items if item.key != FIRST)
    newer = replace(INSTRUMENT, version="9999", items=left)
    versions = {**INSTRUMENTS, newer.id: newer}
    action = world.made()

    def act(request: Request) -> Reply:
        return world.act(replace(request, instruments=versions))

    new = act(world.request(Kind.TAP, "U1", "action.new", {"region": world.region.id}, {}))
    assert FIRST not in statements_offered(form_of(new))
    form = form_of(act(world.request(Kind.TAP, "U1", "action.edit", {"action": action.id}, {})))
    assert FIRST in statements_offered(form)
    act(world.submitted(form, "U1", what="Anders"))
    after = world.newest()
    assert (after.what, after.item, after.instrument) == ("Anders", FIRST, INSTRUMENT.id)
    act(world.submitted(form_of(world.tap("action.edit", "U1", action=action.id)), item=SECOND))
    assert (world.newest().item, world.newest().instrument) == (SECOND, newer.id)


def test_a_statement_of_a_questionnaire_that_is_gone(world: ActingWorld) -> None:
    """It is not offered; who changes something else does not lose it."""
    action = world.keep(instrument="vroeger-1", item="verdwenen", owner_id=world.participant("U1"))
    form = form_of(world.tap("action.edit", "U1", action=action.id))
    assert "verdwenen" not in statements_offered(form)
    assert not world.submit(form, "U1", what="Anders").errors
    assert (world.newest().what, world.newest().item) == ("Anders", "verdwenen")
