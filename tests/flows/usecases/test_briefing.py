"""What a successor reads of what they take over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.action import ActionState
from flows.decision import DecisionState
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.succession import pass_on
from tests.support.asking import DUE, WHAT
from tests.support.builders import buttons_of, form_of, keys_of, said
from tests.support.leading import LEADER
from tests.support.succeeding import DECIDED, SuccessionWorld


@pytest.fixture
def world() -> SuccessionWorld:
    """U1 of De Boer has an action and a decision."""
    world = SuccessionWorld()
    world.agreed()
    world.decided()
    world.deliver()
    return world


def test_the_buttons_lead_to_the_lists(world: SuccessionWorld) -> None:
    """Both can be opened by who took over; without decisions there is one."""
    world.staff("De Boer", "U6")
    (post,) = world.briefings()
    opened = {
        button.action: said(form_of(world.press(button, "U6")))
        for button in buttons_of(post.rendering.message)
    }
    assert WHAT in opened["action.list"]
    assert DECIDED in opened["decision.list"]
    world.store.decisions.remove(world.store.decisions.find()[0].id)
    world.staff("De Boer", "U7")
    (post,) = world.briefings()
    assert [one.action for one in buttons_of(post.rendering.message)] == ["action.list"]


def test_a_second_briefing_takes_the_place_of_the_first(world: SuccessionWorld) -> None:
    """Of two who leave one after the other; each is named above what was theirs."""
    world.staff("De Boer", "U1", "U6")
    world.agreed(user_id="U6", what="Een open dag")
    world.staff("De Boer", "U6")
    world.briefings()
    world.staff("De Boer", "U7")
    world.staff("De Boer", "U7")
    (post,) = world.briefings()
    assert post.words().count("Dit had U6 Nieuw tot nu toe:") == 1
    assert "U1 van" not in post.words()
    assert post.rendering.frozen is not None
    assert keys_of(post.rendering.frozen) == ["briefing.frozen"]


def test_what_is_over_its_date_is_said_so(world: SuccessionWorld) -> None:
    """Of actions and decisions; a decision may have no date."""
    world.decided(what="Samen inkopen", due_on=None)
    world.now += timedelta(days=100)
    world.staff("De Boer", "U6")
    (post,) = world.briefings()
    words = post.words()
    assert f"{WHAT} (over de datum: 28 mei 2027)" in words
    assert f"Besluit: {DECIDED} (over de datum: 28 mei 2027)" in words
    assert "Besluit: Samen inkopen" in words


def test_many_things_fit_one_message(world: SuccessionWorld) -> None:
    """Two hundred actions: the first twelve, and how many more; from two people at once."""
    for number in range(199):
        world.agreed(what=f"Actie {number}", due_on=DUE + timedelta(days=number))
    world.staff("De Boer", "U6")
    (post,) = world.briefings()
    assert "En nog 189. Die staan achter de knop." in post.words()
    assert "Actie 10 (" in post.words()
    assert "Actie 11 (" not in post.words()


def test_beyond_what_fits_nobody_is_named_for_nothing(world: SuccessionWorld) -> None:
    """Who had only what no longer fits stands not above an empty list."""
    for number in range(12):
        world.agreed(user_id="U2", what=f"Actie {number}")
    world.staff("ROC West", "U3")
    world.agreed(user_id="U3")
    extra = world.agreed(user_id="U3", due_on=DUE + timedelta(days=9))
    world.store.actions.save(
        replace(extra, before_id=world.participant("U4").id, given_at=world.now)
    )
    (post,) = world.briefings()
    assert post.words().count("tot nu toe:") == 1
    assert "En nog één. Die staat achter de knop." in post.words()


def test_an_open_scan_is_named_beside_it(world: SuccessionWorld) -> None:
    """The walk comes as an invitation of its own; once handed in, or between parts, it is not."""
    world.start()
    world.staff("De Boer", "U6")
    assert world.response_of("U6") is not None
    (post,) = world.briefings()
    assert "krijgt u een eigen bericht" in post.words()
    world.hand_in("U6")
    world.staff("De Boer", "U7")
    world.hand_in("U7")
    (post,) = world.briefings()
    assert "eigen bericht" not in post.words()


def test_a_planned_scan_is_not_named(world: SuccessionWorld) -> None:
    """Nobody but the leaders knows of it."""
    world.start()
    world.end_scan(state=ScanState.PLANNED)
    world.staff("De Boer", "U6")
    (post,) = world.briefings()
    assert "eigen bericht" not in post.words()


def test_a_briefing_that_lost_its_point_calls_nobody(world: SuccessionWorld) -> None:
    """Who took over has left as well, or it is over before they read it."""
    world.staff("De Boer", "U6")
    (wish,) = world.store.wishes.find(topic=Topic.BRIEFING)
    assert world.calls(wish)
    world.staff("De Boer", "U7")
    assert not world.calls(wish)
    (_, other) = world.store.wishes.find(topic=Topic.BRIEFING)
    assert world.calls(other)
    world.store.actions.save(replace(world.action(), state=ActionState.FINISHED))
    for decision in world.store.decisions.find():
        world.store.decisions.save(replace(decision, state=DecisionState.DROPPED))
    assert not world.calls(other)
    words = [post.words() for post in world.deliver() if post.wish.topic is Topic.BRIEFING]
    assert set(words) == {"Wat op uw naam kwam, is afgerond of is bij iemand anders."}


def test_without_a_leader_nobody_is_named_to_ask(world: SuccessionWorld) -> None:
    """Nor are two named as one."""
    world.staff("De Boer", "U6")
    world.appoint("UX")
    (post,) = world.briefings()
    assert "een van de programmaleiders: Marijke Visser en Xander Vreemd" in post.words()
    world.dismiss("UX")
    world.dismiss(LEADER)
    pass_on(world.store, world.participant("U6"), world.participant("U2"), world.now)
    (post,) = world.briefings()
    assert "rogrammaleider" not in post.words()


def edited(world: SuccessionWorld, kind: str, subject: int, by: str, owner: str) -> None:
    """Somebody gives an action or a decision to somebody else, in its window."""
    form = form_of(world.tap(f"{kind}.edit", by, **{kind: subject}))
    reply = world.submit(form, by, owner=str(world.participant(owner).id))
    assert not reply.errors, reply.errors


def test_who_is_given_one_thing_reads_it_too(world: SuccessionWorld) -> None:
    """An action, and a decision; from whom."""
    edited(world, "action", world.action().id, "U1", "U2")
    (post,) = world.briefings()
    assert post.reader == "U2"
    assert WHAT in post.words()
    assert DECIDED not in post.words()
    decision = world.store.decisions.find()[0]
    edited(world, "decision", decision.id, LEADER, "U3")
    (post,) = world.briefings()
    assert post.reader == "U3"
    assert "Dit had U1 van De Boer tot nu toe:" in post.words()


def test_who_takes_something_themselves_knows_it(world: SuccessionWorld) -> None:
    """A leader who takes part takes it over from somebody."""
    world.appoint("U2")
    edited(world, "action", world.action().id, "U2", "U2")
    edited(world, "decision", world.store.decisions.find()[0].id, "U2", "U2")
    assert world.owners() == ["U2", "U2"]
    assert not world.store.wishes.find(topic=Topic.BRIEFING)
