"""Somebody looks at the actions of a region, moves one, or gives it up."""

from datetime import timedelta

import pytest

from flows.action import ActionState, Move, Phase
from flows.events import Kind
from flows.messages import ChoiceInput, Form, Row
from flows.usecases.desk import Reply
from flows.views.actions import ON_A_PAGE
from tests.support.acting import (
    FRIDAY,
    SECOND,
    WHAT,
    ActingWorld,
    acts_in,
)
from tests.support.builders import form_of, keys_of, notice_of, said
from tests.support.leading import CHANNEL, LEADER

DAY = timedelta(days=1)
MEMBER = "UM"
TWO_HUNDRED = 200


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners, whose channel somebody reads without a part in it."""
    world = ActingWorld()
    world.user(MEMBER, "Mira Lid")
    world.members = {CHANNEL: {MEMBER}}
    return world


def rows(form: Form) -> list[Row]:
    """The actions that a list shows."""
    return [one for one in form.body if isinstance(one, Row)]


def listed(form: Form) -> list[str]:
    """What they are."""
    return [str(one.phrase.params["what"]) for one in rows(form)]


def counts(form: Form) -> dict[str, object]:
    """How many each choice says it has."""
    (show,) = [one for one in form.body if isinstance(one, ChoiceInput) and one.name == "show"]
    return {option.value: option.label.params["number"] for option in show.options}


def chosen(world: ActingWorld, show: str, of: str = "none", user_id: str = LEADER) -> list[str]:
    """What the list shows after a choice in its window."""
    args = {"region": world.region.id, "inside": 1}
    values = {"show": show, "of": of}
    reply = world.act(world.request(Kind.TAP, user_id, "action.list", args, values))
    assert reply.replace
    return listed(form_of(reply))


def test_a_region_without_actions(world: ActingWorld) -> None:
    """It says what one is, with the way to the first."""
    form = world.lists("U1")
    assert "action.list.none" in keys_of(form)
    assert "action.new" in acts_in(form)
    assert form.submit is None


def test_the_list_and_its_choices(world: ActingWorld) -> None:
    """The first due first; each choice with its number."""
    one, two = str(world.participant("U1")), str(world.participant("U2"))
    world.made(what="Later", due=FRIDAY + 31 * DAY, owner=two, item=SECOND)
    world.made(what="Eerder", owner=one)
    world.make(what="Onscherp", owner=one, sign="", due=FRIDAY + 3 * DAY)
    world.keep(what="Van niemand", phase=Phase.CHECK, carried_out_at=world.now, due_on=FRIDAY + DAY)
    world.keep(what="Bijna klaar", phase=Phase.ACT, carried_out_at=world.now)
    world.keep(what="Eerst gestopt", state=ActionState.DROPPED, closed_at=world.now)
    world.keep(what="Toen klaar", state=ActionState.FINISHED, closed_at=world.now + DAY)
    world.now += timedelta(days=90)
    form = world.lists("U1")
    assert world.submit(form, "U1") == Reply()
    running = ["Eerder", "Bijna klaar", "Van niemand", "Onscherp", "Later"]
    assert listed(form) == running
    assert counts(form) == {
        "all": 5,
        "mine": 2,
        "late": 2,
        "nobody": 2,
        "plan": 1,
        "do": 2,
        "check": 1,
        "act": 1,
        "over": 2,
    }
    assert "er staan vijf acties open. Twee zijn over de datum." in said(form)
    assert chosen(world, "mine", user_id="U1") == ["Eerder", "Onscherp"]
    assert chosen(world, "late") == ["Eerder", "Onscherp"]
    assert chosen(world, "nobody") == ["Bijna klaar", "Van niemand"]
    assert chosen(world, "plan") == ["Onscherp"]
    assert chosen(world, "over") == ["Toen klaar", "Eerst gestopt"]
    assert chosen(world, "all", SECOND) == ["Later"]
    assert chosen(world, "plan", SECOND) == []
    assert chosen(world, "?", "verdwenen") == []


def test_an_action_for_no_statement(world: ActingWorld) -> None:
    """It is in the list, and cannot be chosen by one; neither can what no questionnaire has."""
    world.made(item="none", aim=None)
    world.keep(item="verdwenen")
    form = world.lists()
    assert len(rows(form)) == 2
    assert "action.list.of" not in keys_of(form)


def test_a_line_says_who_and_when(world: ActingWorld) -> None:
    """Over its date is said; of what has been carried out no date is."""
    world.made()
    world.now += timedelta(days=90)
    assert "De Boer) · uitvoeren · **over de datum**: vrijdag 28 mei" in said(world.lists())
    world.change(world.newest(), phase=Phase.CHECK, carried_out_at=world.now, owner_id=None)
    assert "nog geen trekker (De Boer) · nagaan\n" in said(world.lists()) + "\n"


def test_mine_is_for_who_takes_part(world: ActingWorld) -> None:
    """A leader without an organisation has none of their own, whatever is asked for."""
    world.made()
    assert "mine" not in counts(world.lists(LEADER))
    assert chosen(world, "mine") == []


def test_two_hundred_open_actions(world: ActingWorld) -> None:
    """A page at a time, which says so; nothing is missing from them together."""
    for number in range(TWO_HUNDRED):
        world.keep(what=f"Actie {number}", due_on=FRIDAY + number * DAY)
    found: list[str] = []
    form = world.lists()
    assert "1 tot en met 30 van 200" in said(form)
    assert "action.list.before" not in keys_of(form)
    while True:
        found += listed(form)
        assert len(rows(form)) <= ON_A_PAGE
        if "action.list.after" not in keys_of(form):
            break
        reply = world.taps_in(form, "action.list", first=len(found) + 1)
        assert reply.replace
        form = form_of(reply)
    assert found == [f"Actie {number}" for number in range(TWO_HUNDRED)]
    assert "action.list.before" in keys_of(form)


@pytest.mark.parametrize("first", [-5, 0, 4, 999])
def test_a_page_that_is_not_there(world: ActingWorld, first: int) -> None:
    """The nearest one is shown."""
    world.keep()
    assert listed(world.lists(first=first)) == [WHAT]


def test_from_the_list_to_an_action_and_back(world: ActingWorld) -> None:
    """In one window, with the choice that was made."""
    world.made(item=SECOND)
    form = world.lists(show="do", of=SECOND)
    opened = world.taps_in(form, "action.open")
    assert opened.replace
    back = world.taps_in(form_of(opened), "action.list")
    assert back.replace
    choices = [one for one in form_of(back).body if isinstance(one, ChoiceInput)]
    assert [one.initial for one in choices] == ["do", SECOND]


def test_everything_about_an_action(world: ActingWorld) -> None:
    """What, who, when, how one sees it, for what, and where it comes from."""
    before = world.made(what="De eerste")
    form = form_of(world.tap("action.new", "U1", region=world.region.id, follows=before.id))
    world.submit(
        form, "U1", what=WHAT, sign="Te zien", due=FRIDAY, aim="3.5", bent="keep", level="between"
    )
    text = said(world.opens(world.newest()))
    for words in (
        WHAT,
        "Trekker: U1 van De Boer (De Boer) · klaar op vrijdag 28 mei",
        "Uitvoeren",
        "Te zien",
        "Moet omhoog: STO in de (lijn)organisatie",
        "Streefcijfer: 3,5 van 5",
        "Vastleggen: zo blijft het · Tussen de partners",
        "Vervolg op: De eerste",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("phase", "acts"),
    [
        (Phase.PLAN, ["begin", "carried_out", "action.edit", "action.drop"]),
        (Phase.DO, ["carried_out", "action.edit", "action.drop"]),
        (Phase.CHECK, ["explain", "not_yet", "action.edit", "action.drop"]),
        (Phase.ACT, ["finish", "action.new", "success.new", "action.edit", "action.drop"]),
    ],
)
def test_each_phase_has_its_steps(world: ActingWorld, phase: Phase, acts: list[str]) -> None:
    """Each says what it does; who may not change the action has none of them."""
    action = world.change(world.made(), phase=phase)
    assert acts_in(world.opens(action)) == [*acts, "action.list"]
    kept = ["action.new", "success.new"] if phase is Phase.ACT else []
    assert acts_in(world.opens(action, "U4")) == [*kept, "action.list"]
    assert acts_in(world.opens(action, MEMBER)) == ["action.list"]


def test_the_whole_way_by_taps(world: ActingWorld) -> None:
    """Each window says what happened and leads on; a finished one leads to the next action."""
    form = world.opens(world.made())
    for move, words in (
        (Move.CARRIED_OUT, "de actie is uitgevoerd"),
        (Move.NOT_YET, "de uitvoering loopt weer"),
        (Move.CARRIED_OUT, "de actie is uitgevoerd"),
        (Move.EXPLAIN, "wat zo blijft"),
        (Move.FINISH, "De actie is afgerond."),
    ):
        reply = world.taps_in(form, "action.move", move=move)
        assert reply.replace
        assert reply.page
        form = form_of(reply)
        assert words in said(form)
    assert world.newest().state is ActionState.FINISHED
    assert acts_in(form) == ["action.new", "success.new", "action.list"]


def test_two_people_move_the_same_action_at_once(world: ActingWorld) -> None:
    """The second one is told, sees how it stands, and nothing changes."""
    form = world.opens(world.made())
    world.taps_in(form, "action.move", "U1", move=Move.CARRIED_OUT)
    after = world.newest()
    reply = world.taps_in(form, "action.move", move=Move.CARRIED_OUT)
    assert "action.elsewhere" in keys_of(form_of(reply))
    assert world.newest() == after


@pytest.mark.parametrize(
    ("move", "phase"), [("finish", "do"), ("carried_out", "plan"), ("drop", "do"), ("?", "?")]
)
def test_a_button_that_does_not_fit(world: ActingWorld, move: str, phase: str) -> None:
    """From a message it is a notice; nothing changes, and giving up takes a reason."""
    action = world.made()
    reply = world.tap("action.move", "U1", action=action.id, move=move, phase=phase)
    assert notice_of(reply) == "action.elsewhere_notice"
    assert world.newest() == action


def drop(world: ActingWorld, reason: str | None) -> Reply:
    """Give the newest action up, from its window."""
    asked = form_of(world.taps_in(world.opens(world.newest()), "action.drop"))
    return world.submit(asked, LEADER, reason=reason)


def test_giving_up_takes_a_reason(world: ActingWorld) -> None:
    """It stands with the action, and everybody who may read that reads it."""
    world.made()
    assert drop(world, "  ").errors["reason"].key == "action.error.no_reason"
    assert drop(world, "x" * 1001).errors["reason"].key == "action.error.too_long"
    assert world.newest().is_open
    reply = drop(world, "De school doet niet meer mee")
    assert world.newest().state is ActionState.DROPPED
    assert "De school doet niet meer mee" in said(form_of(reply))
    assert acts_in(form_of(reply)) == ["action.list"]
    assert "De school doet niet meer mee" in said(world.opens(world.newest(), MEMBER))


def test_giving_up_what_is_over(world: ActingWorld) -> None:
    """It stays as it ended."""
    form = world.opens(world.made())
    asked = form_of(world.taps_in(form, "action.drop"))
    ended = world.change(world.newest(), state=ActionState.FINISHED, closed_at=world.now)
    assert "action.elsewhere" in keys_of(form_of(world.submit(asked, LEADER, reason="Te laat")))
    assert "action.elsewhere" in keys_of(form_of(world.taps_in(form, "action.drop")))
    assert world.newest() == ended
