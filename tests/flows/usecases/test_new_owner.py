"""Whoever is named owner by somebody else reads it once, in private."""

from datetime import timedelta

import pytest

from flows.outbox import disturbs
from flows.topics import Topic
from tests.support.asking import DUE, WHAT
from tests.support.builders import buttons_of, form_of, keys_of
from tests.support.leading import LEADER
from tests.support.succeeding import SuccessionWorld


@pytest.fixture
def world() -> SuccessionWorld:
    """A region in which nothing is agreed yet."""
    return SuccessionWorld()


def made(world: SuccessionWorld, by: str, owner: str, what: str = WHAT) -> None:
    """Somebody makes an action of somebody."""
    form = form_of(world.tap("action.new", by, region=world.region.id))
    participant = world.participant(owner)
    reply = world.submit(form, by, what=what, owner=str(participant.id), due=DUE)
    assert not reply.errors, reply.errors


def decided(world: SuccessionWorld, by: str, owner: str = "") -> None:
    """Somebody keeps a decision that somebody follows up, or nobody."""
    form = form_of(world.tap("decision.new", by, region=world.region.id))
    owner_id = str(world.participant(owner).id) if owner else "0"
    reply = world.submit(
        form, by, what="Samen inkopen", decided_on=world.now.date(), owner=owner_id
    )
    assert not reply.errors, reply.errors


def test_what_is_new_comes_in_one_message(world: SuccessionWorld) -> None:
    """Of actions and decisions; it counts as that day's message, and asks nothing."""
    made(world, LEADER, "U2")
    made(world, "U1", "U2", "Een open dag")
    decided(world, LEADER, "U2")
    (wish,) = world.store.wishes.find(topic=Topic.BRIEFING)
    assert disturbs(wish)
    (post,) = world.briefings()
    assert post.reader == "U2"
    words = post.words()
    assert words.startswith("**Nieuw voor u**\nDag U2")
    assert "dit staat nu op uw naam" in words
    assert f"{WHAT} (klaar op 28 mei 2027)" in words
    assert "Een open dag" in words
    assert "Besluit: Samen inkopen" in words
    assert "tot nu toe:" not in words
    assert "briefing.new" not in keys_of(post.rendering.message)
    assert [one.action for one in buttons_of(post.rendering.message)] == [
        "action.list",
        "decision.list",
    ]


def test_what_was_told_before_is_not_told_again(world: SuccessionWorld) -> None:
    """The next message is about what came since."""
    made(world, LEADER, "U2")
    world.briefings()
    world.now += timedelta(days=2)
    made(world, LEADER, "U2", "Een open dag")
    (post,) = world.briefings()
    assert "Een open dag" in post.words()
    assert WHAT not in post.words()


def test_who_names_themselves_knows_it(world: SuccessionWorld) -> None:
    """Also beside what somebody else gave them; a decision of nobody is told to nobody."""
    made(world, "U2", "U2", "Van mijzelf")
    decided(world, "U2", "U2")
    decided(world, LEADER)
    assert not world.store.wishes.find(topic=Topic.BRIEFING)
    made(world, LEADER, "U2")
    (post,) = world.briefings()
    assert WHAT in post.words()
    assert "Van mijzelf" not in post.words()


def test_what_is_new_stands_below_what_is_taken_over(world: SuccessionWorld) -> None:
    """Both in one message, under their own line."""
    world.agreed(what="Van U1")
    world.deliver()
    world.staff("De Boer", "U6")
    made(world, LEADER, "U6")
    (post,) = world.briefings()
    words = post.words()
    assert words.startswith("**U neemt afspraken over**")
    assert words.index("Van U1") < words.index("Nieuw voor u:") < words.index(WHAT)


def test_who_gets_a_decision_later_reads_it(world: SuccessionWorld) -> None:
    """Nobody followed it up until then."""
    decided(world, LEADER)
    decision = world.store.decisions.find()[0]
    assert decision.given_at is None
    form = form_of(world.tap("decision.edit", LEADER, decision=decision.id))
    world.submit(form, LEADER, owner=str(world.participant("U3").id))
    (post,) = world.briefings()
    assert (post.reader, "Besluit: Samen inkopen" in post.words()) == ("U3", True)
    form = form_of(world.tap("decision.edit", LEADER, decision=decision.id))
    world.submit(form, LEADER, owner="0")
    assert world.store.decisions.find()[0].owner_id is None
