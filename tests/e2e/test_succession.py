"""Somebody else comes: a colleague takes over what a partner had to do, a leader the region."""

from datetime import date, timedelta

from bot.workspace.person import Person
from flows.action import Action
from flows.decision import Decision
from flows.ports import Store
from flows.region import Participant
from tests.e2e.leading import home_of, leave, opens
from tests.e2e.world import WAIT_S, World, has

FIRST = "Eén overzicht van de resultaten"
SECOND = "Elke maand een nieuwsbericht"
DECIDED = "Elke school een coördinator"
DUE = date(2027, 5, 28)


async def _has_to_see_to(world: World, name: str) -> None:
    """Somebody has two actions and follows up a decision."""
    user_id, now = world.user_id(name), world.clock()

    def work(store: Store) -> None:
        region = store.regions.get(1)
        owner = _participant(store, user_id)
        for what in (FIRST, SECOND):
            store.actions.add(
                Action(
                    workspace_id=region.workspace_id,
                    region_id=region.id,
                    what=what,
                    owner_id=owner.id,
                    partner_id=owner.partner_id,
                    due_on=DUE,
                    created_at=now,
                )
            )
        store.decisions.add(
            Decision(
                workspace_id=region.workspace_id,
                region_id=region.id,
                what=DECIDED,
                decided_on=now.date(),
                owner_id=owner.id,
                partner_id=owner.partner_id,
                due_on=None,
                created_at=now,
            )
        )

    await world.write(work)


def _participant(store: Store, user_id: str) -> Participant:
    person = store.people.one(user_id=user_id)
    assert person is not None
    found = store.participants.one(person_id=person.id, removed_at=None)
    assert found is not None
    return found


async def _replace_contact(leader: Person, partner: str, by: str) -> None:
    """The leader has somebody else speak for a partner."""
    listed = await opens(leader, await home_of(leader), "Partners (6)")
    rows = [block for block in listed.body["blocks"] if block.get("accessory")]
    row = next(block for block in rows if partner in block["text"]["text"])
    await opens(leader, listed, row["accessory"]["action_id"])
    await leader.submit({"people": [by]})
    await leave(leader)


async def test_a_contact_who_is_replaced_hands_over_what_they_had_to_do(world: World) -> None:
    """The colleague reads it once, from whom, and opens the list; the leader need do no more."""
    await _has_to_see_to(world, "karin")
    leader, kees = await world.person("marijke"), await world.person("kees")
    await _replace_contact(leader, "Installatiebedrijf De Boer", "kees")
    briefing = await kees.sees("U neemt afspraken over", patience=WAIT_S)
    for part in ("Karin de Boer", FIRST, SECOND, f"Besluit: {DECIDED}", "28 mei 2027"):
        assert part in briefing.text
    assert FIRST in (await opens(kees, briefing, "Acties bekijken")).text
    await leave(kees)
    assert DECIDED in (await opens(kees, briefing, "Besluiten bekijken")).text
    await world.forward(timedelta(days=1))
    await world.running_bot.house.courier.caught_up()
    briefings = [one for one in kees.messages() if "U neemt afspraken over" in one.text]
    assert len(briefings) == 1


async def test_a_contact_who_comes_back_gets_nothing_twice(world: World) -> None:
    """What the colleague took over stays theirs when the other speaks for the partner as well."""
    await _has_to_see_to(world, "karin")
    leader, kees = await world.person("marijke"), await world.person("kees")
    await _replace_contact(leader, "Installatiebedrijf De Boer", "kees")
    await kees.sees("U neemt afspraken over", patience=WAIT_S)
    await world.take_in("karin", "Installatiebedrijf De Boer")
    await world.running_bot.house.courier.caught_up()
    theirs = world.user_id("kees")
    owners = await world.read(
        lambda store: (
            {one.owner_id for one in store.actions.find()} - {_participant(store, theirs).id}
        )
    )
    assert owners == set()


async def test_the_leader_hands_over_the_region(world: World) -> None:
    """Who leads from now on reads where it stands and acts from there; who did no longer can."""
    await world.start_scan()
    marijke, nora = await world.person("marijke"), await world.person("nora")
    await opens(marijke, await home_of(marijke), "Programmaleiders")
    await marijke.submit({"leaders": ["nora"]})
    told = await nora.sees("U bent nu programmaleider", patience=WAIT_S)
    assert "Dag Nora Blom, zo staat de regio ervoor." in told.text
    assert "Ingeleverd: 0 van" in told.text
    await opens(nora, told, "Voortgang")
    await leave(nora)
    await opens(nora, told, "Partners bekijken")
    await leave(nora)
    assert not has(await home_of(marijke), "region.leaders")
    assert has(await home_of(nora), "region.leaders")
