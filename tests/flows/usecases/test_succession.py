"""What somebody had to see to goes to who comes after them, or stands empty and is named."""

from dataclasses import replace

import pytest

from flows.action import ActionState, Help, Phase
from flows.check_in import CheckInKind, CheckInState
from flows.decision import DecisionState
from flows.language import Language
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.succession import pass_on, successor, vacancies
from tests.support.asking import DUE, WHAT
from tests.support.builders import buttons_of, form_of, notice_of, said
from tests.support.succeeding import DECIDED, SuccessionWorld


@pytest.fixture
def world() -> SuccessionWorld:
    """U1 of De Boer has an action and a decision."""
    world = SuccessionWorld()
    world.agreed()
    world.decided()
    world.deliver()
    return world


def test_the_only_new_person_takes_over(world: SuccessionWorld) -> None:
    """Action and decision are theirs; they read what, from whom, by when and whom to ask."""
    reply = world.staff("De Boer", "U6")
    assert reply.notice is None
    assert world.owners() == ["U6", "U6"]
    (post,) = world.briefings()
    assert post.reader == "U6"
    assert post.is_new
    words = post.words()
    for part in (
        "Dag U6 Nieuw, dit staat open voor De Boer.",
        "Dit had U1 van De Boer tot nu toe:",
        f"{WHAT} (klaar op 28 mei 2027)",
        f"Besluit: {DECIDED} (klaar op 28 mei 2027)",
        "Zeg het tegen programmaleider Marijke Visser.",
    ):
        assert part in words
    assert "You are taking over" in post.words(Language.EN)


def test_the_only_one_left_takes_over(world: SuccessionWorld) -> None:
    """Of two colleagues one leaves."""
    world.agreed(user_id="U2")
    world.staff("ROC West", "U3")
    assert world.owners() == ["U1", "U3", "U1"]
    (post,) = world.briefings()
    assert post.reader == "U3"


def test_the_one_just_added_comes_before_who_stays(world: SuccessionWorld) -> None:
    """One leaves, one comes, one stays."""
    world.agreed(user_id="U2")
    world.staff("ROC West", "U3", "U6")
    assert world.owners() == ["U1", "U6", "U1"]


@pytest.mark.parametrize("people", [("U6", "U7"), ("U3", "U6", "U7")])
def test_with_several_the_leader_says_who(world: SuccessionWorld, people: tuple[str, ...]) -> None:
    """Nobody has it then, the organisation keeps it, and the leader reads so at once."""
    action = world.agreed(user_id="U2")
    reply = world.staff("ROC West", *people)
    assert notice_of(reply) == "partners.left"
    assert world.owners() == ["U1", "", "U1"]
    kept = world.store.actions.get(action.id)
    assert kept.partner_id == action.partner_id
    assert kept.before_id == action.owner_id
    assert not world.briefings()
    assert vacancies(world.store, world.region).actions == [kept]


def test_a_removed_partner_leaves_it_behind(world: SuccessionWorld) -> None:
    """Nobody has it; the window says so, and the region's vacancies name it."""
    reply = world.lead("partners.remove", partner=world.partner_of("De Boer").id)
    assert "hebben nu geen trekker" in said(form_of(reply))
    assert world.owners() == ["", ""]
    empty = vacancies(world.store, world.region)
    assert empty
    assert (len(empty.actions), len(empty.decisions)) == (1, 1)
    assert not empty.partners
    reply = world.lead("partners.remove", partner=world.partner_of("Gemeente").id)
    assert "trekker" not in said(form_of(reply))


def test_who_comes_back_gets_back_what_nobody_took(world: SuccessionWorld) -> None:
    """Of a partner that was removed and added again; they know it, so nobody tells them."""
    world.lead("partners.remove", partner=world.partner_of("De Boer").id)
    world.take_in("De Boer", "U1")
    assert world.owners() == ["U1", "U1"]
    assert not world.briefings()
    assert not world.store.wishes.find(topic=Topic.BRIEFING)


def test_who_comes_for_a_partner_that_had_nobody_takes_over(world: SuccessionWorld) -> None:
    """Added again with somebody else, who is briefed."""
    world.lead("partners.remove", partner=world.partner_of("De Boer").id)
    world.take_in("De Boer", "U6")
    assert world.owners() == ["U6", "U6"]
    (post,) = world.briefings()
    assert "Dit had U1 van De Boer tot nu toe:" in post.words()


def test_who_comes_back_does_not_get_things_twice(world: SuccessionWorld) -> None:
    """A successor keeps what they took over when who had it before comes back beside them."""
    world.staff("De Boer", "U6")
    world.briefings()
    world.staff("De Boer", "U1", "U6")
    assert world.owners() == ["U6", "U6"]
    assert not any(post.is_new for post in world.briefings())


def test_what_goes_back_is_told_of_the_other(world: SuccessionWorld) -> None:
    """Who is replaced by their predecessor hands it back, with a briefing from them."""
    world.staff("De Boer", "U6")
    world.briefings()
    world.staff("De Boer", "U1")
    (post,) = world.briefings()
    assert (post.reader, world.owners()) == ("U1", ["U1", "U1"])
    assert "Dit had U6 Nieuw tot nu toe:" in post.words()


def test_what_is_over_stays_where_it_is(world: SuccessionWorld) -> None:
    """A finished action and a closed decision are nobody's task any more."""
    world.store.actions.save(replace(world.action(), state=ActionState.FINISHED))
    decision = world.store.decisions.find()[0]
    world.store.decisions.save(replace(decision, state=DecisionState.DONE))
    world.staff("De Boer", "U6")
    assert world.owners() == ["U1", "U1"]
    assert not world.store.wishes.find(topic=Topic.BRIEFING)


def test_the_successor_begins_afresh(world: SuccessionWorld) -> None:
    """Phase and date stay; how it went with the other, and that they asked for help, goes."""
    stuck = replace(world.action(), stuck_at=world.now, help=Help.LEADER, unanswered=2)
    world.store.actions.save(stuck)
    world.staff("De Boer", "U6")
    action = world.action()
    assert (action.phase, action.due_on) == (Phase.DO, DUE)
    assert (action.stuck_at, action.help, action.unanswered) == (None, None, 0)


def test_who_leaves_is_asked_nothing_more(world: SuccessionWorld) -> None:
    """Questions about actions and about the network end where they stand."""
    world.ask(
        world.check_in(action_id=world.action().id, phase=Phase.DO),
        world.check_in(CheckInKind.QUESTION, question="relations"),
    )
    world.staff("De Boer", "U6")
    assert {one.state for one in world.store.check_ins.find()} == {CheckInState.PASSED}
    (post,) = world.reads()
    assert (post.reader, post.is_new) == ("U1", False)
    assert not list(buttons_of(post.rendering.message))


def test_a_colleague_who_is_asked_takes_over(world: SuccessionWorld) -> None:
    """Handing on the invitation hands on what one had to see to."""
    world.start()
    world.deliver()
    form = form_of(world.tap("walk.colleague", "U1"))
    reply = world.submit(form, "U1", colleague="U6")
    assert not reply.errors
    assert world.owners() == ["U6", "U6"]
    (post,) = world.briefings()
    assert post.reader == "U6"


def test_what_changed_hands_meanwhile_is_left_alone(world: SuccessionWorld) -> None:
    """Who has nothing passes on nothing, and nothing stands empty because of it."""
    assert not pass_on(world.store, world.participant("U4"), None, world.now)
    assert not vacancies(world.store, world.region)


def test_a_partner_without_people_is_named(world: SuccessionWorld) -> None:
    """As long as it is a partner."""
    store = world.store
    store.participants.remove(world.participant("U1").id)
    assert vacancies(store, world.region).partners == [world.partner_of("De Boer")]
    store.partners.save(replace(world.partner_of("De Boer"), removed_at=world.now))
    assert not vacancies(store, world.region).partners


def test_who_comes_after_somebody() -> None:
    """The one just added, else the only one there is, else nobody can tell."""
    one, two, three = (
        Participant(id=number, region_id=1, partner_id=1, person_id=number) for number in (1, 2, 3)
    )
    assert successor([two], [one, two]) is two
    assert successor([], [one]) is one
    assert successor([], [one, two]) is None
    assert successor([two, three], [one, two, three]) is None
    assert successor([], []) is None
