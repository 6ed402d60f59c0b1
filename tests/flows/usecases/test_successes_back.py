"""What was told is read back by those who may, and taken back."""

from dataclasses import replace

import pytest

from flows.outbox import WishState
from flows.response import Sharing
from flows.usecases.point import has_point
from flows.views.successes import MOST_LISTED
from tests.support.builders import buttons_of, form_of, notice_of, said
from tests.support.leading import LEADER, LedWorld
from tests.support.successes import (
    TEXT,
    in_channel,
    listed,
    quotes,
    tells,
    told,
    wish,
    with_two,
    withdraw,
)


@pytest.fixture
def world() -> LedWorld:
    """A region in which U1 speaks for De Boer and U2 for ROC West."""
    return with_two()


def test_the_leader_reads_what_was_shared(world: LedWorld) -> None:
    """By whom, if that may be said; everybody reads their own."""
    tells(world, "U1", Sharing.NAMED, text="met naam")
    tells(world, "U2", Sharing.UNNAMED, text="zonder naam")
    tells(world, "U2", text="voor mij alleen")
    tells(world, LEADER, Sharing.NAMED, text="van Marijke")
    form = listed(world, LEADER)
    assert quotes(form) == ["van Marijke", "zonder naam", "met naam"]
    assert "Gedeeld door U1 van De Boer." in said(form)
    assert "U2 van ROC West" not in said(form)
    assert quotes(listed(world, "U2")) == ["voor mij alleen", "zonder naam"]
    assert {one.action for one in buttons_of(form)} == {"success.withdraw", "success.new"}


def test_a_long_list_is_counted(world: LedWorld) -> None:
    """The newest stand there; a window holds no two hundred."""
    for number in range(MOST_LISTED + 2):
        tells(world, text=f"nummer {number}")
    form = listed(world)
    assert len(quotes(form)) == MOST_LISTED
    assert quotes(form)[0] == f"nummer {MOST_LISTED + 1}"
    assert "En nog 2 eerdere berichten." in said(form)


def test_taken_back_it_disappears(world: LedWorld) -> None:
    """The channel keeps a plain line, the text is deleted, and the list has it no more."""
    tells(world, "U1", Sharing.NAMED, ripple=("pupils",))
    in_channel(world)
    reply = withdraw(world)
    assert reply.replace
    assert quotes(form_of(reply)) == []
    assert (told(world).text, told(world).ripple) == ("", ())
    words = in_channel(world)
    assert "Het is ingetrokken." in words
    assert TEXT not in words
    assert "U1" not in words
    assert notice_of(withdraw(world)) == "success.gone"


def test_taken_back_before_it_stood_there_it_never_does(world: LedWorld) -> None:
    """The channel is not told of what it never read."""
    tells(world, "U1", Sharing.NAMED)
    withdraw(world)
    waiting = wish(world)
    assert waiting is not None
    assert not has_point(world.store, waiting, world.now)


def test_a_leader_takes_out_what_was_shared(world: LedWorld) -> None:
    """And nothing that was kept for its writer."""
    tells(world, "U1", Sharing.NAMED)
    assert withdraw(world, LEADER).replace
    assert told(world).withdrawn
    tells(world, "U1")
    assert notice_of(withdraw(world, LEADER)) == "success.not_yours"
    assert notice_of(withdraw(world, "U2")) == "success.not_yours"


def test_who_left_the_region_takes_back_their_own(world: LedWorld) -> None:
    """It stays theirs."""
    tells(world, "U1", Sharing.NAMED)
    for participant in world.store.participants.find(person_id=world.person("U1").id):
        world.store.participants.save(replace(participant, removed_at=world.now))
    form = form_of(world.command("successen", "U1"))
    assert quotes(form) == [TEXT]
    assert quotes(form_of(withdraw(world))) == []


def test_consent_is_for_the_channel_that_was_named(world: LedWorld) -> None:
    """In another channel it has no point; what stands is brought up to date."""
    tells(world, "U1", Sharing.NAMED)
    waiting = wish(world)
    assert waiting is not None
    assert waiting.state is WishState.WAITING
    assert has_point(world.store, waiting, world.now)
    world.change_region(channel="C9", channel_name="elders")
    assert not has_point(world.store, waiting, world.now)
