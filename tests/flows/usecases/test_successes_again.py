"""What is told a second time, how long it is kept, and of which action the channel reads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Action
from flows.language import Language
from flows.response import Sharing
from flows.success import SuccessKind
from flows.usecases.success_kept import tell_again
from tests.support.builders import WORDINGS, notice_of
from tests.support.leading import LedWorld
from tests.support.successes import TEXT, in_channel, tells, told, window, wish, with_two, withdraw


@pytest.fixture
def world() -> LedWorld:
    """A region in which U1 speaks for De Boer and U2 for ROC West."""
    return with_two()


def test_told_again_with_consent_it_is_celebrated(world: LedWorld) -> None:
    """As of now, once, as the same success."""
    tells(world)
    assert wish(world) is None
    world.now += timedelta(days=3)
    assert notice_of(tells(world, "U1", Sharing.UNNAMED)) == "success.told.unnamed"
    assert len(world.store.successes.find()) == 1
    assert told(world).said_at == world.now
    assert TEXT in in_channel(world)
    assert notice_of(tells(world, "U1", Sharing.UNNAMED)) == "success.told_already"


def test_told_again_otherwise_the_channel_follows(world: LedWorld) -> None:
    """Where the message stands, of the day on which it was told."""
    tells(world, "U1", Sharing.UNNAMED)
    first = told(world).said_at
    assert "Verteld door" not in in_channel(world)
    world.now += timedelta(days=1)
    reply = tells(world, "U1", Sharing.NAMED, kind=SuccessKind.LESSON)
    assert notice_of(reply) == "success.told.named"
    words = in_channel(world)
    assert "Verteld door U1 van De Boer" in words
    assert "wat wij ervan leerden" in words
    assert told(world).said_at == first


def test_told_again_without_consent_it_stays(world: LedWorld) -> None:
    """Taking it out of the channel is done by withdrawing it, and the answer says so."""
    tells(world, "U1", Sharing.NAMED)
    reply = tells(world)
    assert notice_of(reply) == "success.told_already"
    assert reply.notice is not None
    assert "Intrekken kan met /borging successen" in WORDINGS[Language.NL].text(reply.notice)
    assert told(world).sharing is Sharing.NAMED


def test_what_was_withdrawn_meanwhile_stays_so(world: LedWorld) -> None:
    """Whoever was told of it a moment before."""
    tells(world)
    known = told(world)
    withdraw(world)
    again = replace(known, sharing=Sharing.NAMED)
    assert tell_again(world.store, known, again, world.now) is None
    assert told(world).withdrawn


def test_what_is_for_its_writer_is_kept_for_a_while(world: LedWorld) -> None:
    """Until the end of the next quarter of the school year, and the answer says so."""
    reply = tells(world)
    assert reply.notice is not None
    assert reply.notice.params["until"] == date(2027, 7, 31)


@pytest.mark.parametrize("sharing", [Sharing.UNNAMED, Sharing.NAMED])
def test_the_action_tells_who_has_it(world: LedWorld, sharing: Sharing) -> None:
    """Its owner stands by name in the channel: so it is only named with its writer."""
    action = world.store.actions.add(
        Action(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            what="Elke maand een nieuwsbericht",
            owner_id=None,
            partner_id=None,
            due_on=date(2027, 4, 1),
            created_at=world.now,
        )
    )
    form = window(world, action=action.id)
    values = {"kind": SuccessKind.SUCCESS, "text": TEXT, "sharing": sharing}
    world.submit(form, "U1", **values)
    assert told(world).action_id == action.id
    assert ("nieuwsbericht" in in_channel(world)) == (sharing is Sharing.NAMED)
