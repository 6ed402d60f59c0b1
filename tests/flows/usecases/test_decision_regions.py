"""In which region a decision is kept, and who can be chosen there to follow it up."""

from dataclasses import replace
from datetime import date

import pytest

from flows.events import FieldValue
from flows.messages import ChoiceInput, PeopleInput
from flows.usecases.hand_over import add_participant
from flows.usecases.regional import owner_of, owners_of
from tests.support.builders import form_of, notice_of, said
from tests.support.deciding import (
    KARIN,
    READER,
    TOM,
    chosen,
    deciding,
    owner_id,
    two_regions,
    typed,
)
from tests.support.leading import OTHER_CHANNEL, LedWorld
from tests.support.shown import fields_of


@pytest.fixture
def world() -> LedWorld:
    """A region in which nothing was decided yet."""
    return deciding()


def test_a_button_of_another_region_opens_nothing(world: LedWorld) -> None:
    """Nor does a form of it keep anything."""
    reply = world.tap("decision.new", KARIN, region=world.other.id)
    assert notice_of(reply) == "decision.notice.not_part"
    form = form_of(world.command("besluit Doorgaan", KARIN))
    crafted = replace(form, args={"region": world.other.id})
    assert world.submit(crafted, KARIN).errors["region"].key == "decision.error.region"


def test_the_region_of_the_channel_is_meant(world: LedWorld) -> None:
    """For who takes part in several; in another channel they choose one."""
    two_regions(world)
    form = form_of(typed(world, "besluit Doorgaan", KARIN, OTHER_CHANNEL))
    assert said(form).count("regio Zuid") == 1
    world.submit(form, KARIN)
    assert world.store.decisions.find()[0].region_id == world.other.id
    asking = form_of(chosen(world, KARIN, "Doorgaan", channel="C9"))
    assert "region" in fields_of(asking)


def test_the_region_of_a_foreign_channel_is_not_meant(world: LedWorld) -> None:
    """Who takes part in one region only keeps it there, wherever they are."""
    form = form_of(chosen(world, KARIN, "Doorgaan", channel=OTHER_CHANNEL))
    world.submit(form, KARIN)
    (decision,) = world.store.decisions.find()
    assert decision.region_id == world.region.id
    assert decision.source == f"https://chat.example/{OTHER_CHANNEL}/1.2"


def test_with_several_regions_one_is_chosen_first(world: LedWorld) -> None:
    """Then its participants can be chosen; what was filled in stays, and the message's address."""
    two_regions(world)
    form = form_of(chosen(world, KARIN, "Doorgaan", channel="C9"))
    assert set(fields_of(form)) == {"region", "what", "decided_on", "due_on"}
    assert world.submit(form, KARIN).errors["region"].key == "decision.error.region"
    values: dict[str, FieldValue] = {
        **fields_of(form),
        "what": "Wij gaan door",
        "due_on": date(2027, 4, 1),
        "region": str(world.region.id),
    }
    request = world.submitted(form, KARIN, **values)
    reply = world.tell("decision.region", KARIN, **values)
    assert reply.replace
    again = form_of(reply)
    assert {**fields_of(again), "owner": "0"} == {**values, "owner": "0"}
    filled = replace(again, args=request.event.args)
    world.submit(filled, KARIN, owner=str(owner_id(world, TOM)))
    (decision,) = world.store.decisions.find()
    assert (decision.region_id, decision.owner_id) == (world.region.id, owner_id(world, TOM))
    assert decision.source.endswith("C9/1.2")


def test_a_region_with_very_many_people_is_looked_up_by_name(world: LedWorld) -> None:
    """A list holds a hundred; somebody who does not take part is refused."""
    partner = world.store.partners.find(region_id=world.region.id)[0]
    for number in range(3, 102):
        add_participant(world.store, partner, world.user(f"U{number}", f"Persoon {number}"))
    form = form_of(world.command("besluit Doorgaan", KARIN))
    (asked,) = (one for one in form.body if isinstance(one, PeopleInput))
    assert (asked.initial, asked.required) == ((), False)
    assert world.submit(form, KARIN, owner=READER).errors["owner"].key == "decision.error.not_here"
    world.submit(form, KARIN, owner="U101")
    decision = world.store.decisions.find()[0]
    assert decision.owner_id == owner_id(world, "U101")
    edit = form_of(world.tap("decision.edit", KARIN, decision=decision.id))
    assert fields_of(edit)["owner"] == ("U101",)


def test_people_are_offered_by_name(world: LedWorld) -> None:
    """With their organisation; who left is not among them."""
    form = form_of(world.command("besluit Doorgaan", KARIN))
    (asked,) = (one for one in form.body if isinstance(one, ChoiceInput))
    assert len(asked.options) == 3
    owners = owners_of(world.store, world.region.id)
    assert [one.person for one in owners] == [
        "U1 van Installatiebedrijf De Boer",
        "U2 van ROC West",
    ]
    assert owner_of(world.store, owners[0].id) == owners[0]
    assert owner_of(world.store, None) is None
