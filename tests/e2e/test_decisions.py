"""Decisions are kept by command, by button and by the shortcut at a message, through the wire."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.workspace.errors import PersonError
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.decision import Decision
from flows.ports import Store
from flows.region import Leader, Region
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import PLACE, opens, refused
from tests.e2e.replicas import Replicas, by_http
from tests.e2e.world import WAIT_S, World

SHORTCUT = "Besluit bewaren"
WHAT = "Wat is er besloten?"
SAID = "Besloten: elke school wijst een contactpersoon aan"


@pytest.fixture(params=["socket", "http"])
async def either(request: pytest.FixtureRequest, make: MakeWorld) -> World:
    """A world in which the bot connects to Slack, or Slack calls the bot."""
    world = await make()
    if request.param == "http":
        by_http(world)
    replicas = Replicas(world)
    replicas.bots.append(await world.start_bot())
    replicas.aim()
    return world


async def kept(world: World) -> list[Decision]:
    """The decisions that are kept."""
    return list(await world.read(lambda store: store.decisions.find()))


async def said_in(person: Person, place: str = PLACE, text: str = SAID) -> Shown:
    """A message in a channel."""
    await person.say(place, text)
    return await person.sees(text, place)


async def by_shortcut(person: Person, message: Shown) -> Shown:
    """The window that the shortcut opens at a message."""
    await person.shortcut(message, SHORTCUT)
    return await person.sees_modal("Wie volgt het op?")


def _address_of(world: World) -> str:
    """How the addresses of the stuurgroep's messages go on behind that of the workspace."""
    return f"archives/{world.workspace.channel(PLACE[1:]).id}"


def _is_closed(person: Person) -> Shown | None:
    text = person.modal.text if person.modal else ""
    return (
        person.modal
        if "Opgevolgd op 8 maart" in text
        or "opgevolgd op 8 maart" in text
        or "sinds 8 maart" in text
        else None
    )


async def test_a_message_becomes_a_decision(either: World) -> None:
    """Its text is proposed, its address kept; the list shows who follows it up and when."""
    karin = await either.person("karin")
    message = await said_in(karin)
    window = await by_shortcut(karin, message)
    assert window.value(WHAT) == SAID
    await karin.fill({"owner": "Tom de Wit (ROC West)", "due_on": "2027-05-28"})
    assert await karin.submit() == "updated"
    await karin.sees_modal("Tom de Wit (ROC West) volgt het op, uiterlijk 28 mei 2027.")
    await karin.close(everything=True)
    (decision,) = await kept(either)
    assert decision.what == SAID
    assert decision.decided_on == date(2027, 3, 8)
    address = f"{_address_of(either)}/p{message.body['ts'].replace('.', '')}"
    assert decision.source.endswith(address)
    tom = await either.person("tom")
    await tom.command("/borging besluiten")
    listed = await tom.sees_modal("Eén besluit staat open.")
    assert "Tom de Wit (ROC West) · uiterlijk 28 mei 2027" in listed.text
    one = await opens(tom, listed, "Openen")
    assert SAID in one.text
    await tom.tap(one, "Opgevolgd")
    done = await tom.sees_modal("Opgevolgd op 8 maart 2027")
    assert "Weer openen" in done.labels
    await tom.close()
    await tom.sees_modal("Eén besluit is afgesloten.")


async def test_the_bot_need_not_be_there(world: World) -> None:
    """A message of a channel without the bot, or between two people; no scope reads it."""
    karin = await world.person("karin")
    message = await said_in(karin, "@els")
    assert (await by_shortcut(karin, message)).value(WHAT) == SAID
    await karin.submit()
    await karin.sees_modal("Het besluit is bewaard.")
    assert (await kept(world))[0].source == ""
    await karin.close(everything=True)
    await karin.create_channel("zonder-bot")
    message = await said_in(karin, "#zonder-bot", "Wij gaan door")
    assert (await by_shortcut(karin, message)).value(WHAT) == "Wij gaan door"
    await karin.submit()
    assert (await kept(world))[1].source != ""


async def test_who_takes_part_in_no_region_is_told(world: World) -> None:
    """In a window, wherever they are; somebody of elsewhere has no shortcut at all."""
    kees, emma = await world.person("kees"), await world.person("emma")
    await kees.create_channel("zonder-bot")
    message = await said_in(kees, "#zonder-bot")
    await kees.shortcut(message, SHORTCUT)
    await kees.sees_modal("U doet nog in geen regio mee.")
    await kees.close(everything=True)
    await kees.command("/borging besluit Doorgaan")
    await kees.sees_modal("U doet nog in geen regio mee.")
    with pytest.raises(PersonError, match="no_shortcut"):
        await emma.shortcut(await said_in(emma, "@karin"), SHORTCUT)
    assert await kept(world) == []


async def test_with_several_regions_one_is_chosen(world: World) -> None:
    """In a channel of none; what was typed stays in the window when it is redrawn."""
    user = world.user_id("karin")

    def also_leads(store: Store) -> None:
        person = store.people.one(user_id=user)
        assert person is not None
        south = store.regions.add(Region(workspace_id=person.workspace_id, name="regio Zuid"))
        store.leaders.add(Leader(region_id=south.id, person_id=person.id))

    await world.write(also_leads)
    karin = await world.person("karin")
    await karin.create_channel("overleg")
    message = await said_in(karin, "#overleg")
    await karin.shortcut(message, SHORTCUT)
    window = await karin.sees_modal("Van welke regio is dit besluit?")
    assert "Wie volgt het op?" not in window.text
    await karin.fill({WHAT: "Wij gaan door"})
    await karin.fill({"region": "regio Noordwest"})
    window = await karin.sees_modal("Wie volgt het op?")
    assert window.value(WHAT) == "Wij gaan door"
    await karin.submit({"owner": "Tom de Wit (ROC West)"})
    await karin.sees_modal("Tom de Wit (ROC West) volgt het op.")
    (decision,) = await kept(world)
    assert (decision.what, decision.region_id) == ("Wij gaan door", 1)
    assert decision.source.endswith(message.body["ts"].replace(".", ""))


async def test_what_does_not_fit_stays_in_the_window(world: World) -> None:
    """The error stands beside its input, and the next try is kept once."""
    leader = await world.person("marijke")
    await leader.command("/borging besluit Wij gaan door")
    await leader.sees_modal("Wie volgt het op?")
    errors = await refused(leader, {"decided_on": "2027-03-09"})
    assert "Deze dag moet nog komen." in errors["decided_on"]
    errors = await refused(leader, {"decided_on": "2027-03-01", "due_on": "2027-02-01"})
    assert "voor het besluit" in errors["due_on"]
    await leader.submit({"due_on": "2027-03-01"})
    await leader.sees_modal("Nog niemand volgt het op.")
    assert len(await kept(world)) == 1


async def test_two_who_close_at_once(world: World) -> None:
    """One of them closes it, the other is told; it is closed once."""
    karin, leader = await world.person("karin"), await world.person("marijke")
    await karin.command("/borging besluit Wij gaan door")
    await karin.sees_modal("Wie volgt het op?")
    await karin.submit()
    windows = []
    for person in (karin, leader):
        await person.command("/borging besluiten")
        windows.append(await opens(person, await person.sees_modal("staat open"), "Openen"))
    await asyncio.gather(
        karin.tap(windows[0], "Opgevolgd"), leader.tap(windows[1], "Geldt niet meer")
    )
    seen = [await person.wait_for(_is_closed, WAIT_S) for person in (karin, leader)]
    told = [one for one in seen if "was al afgesloten" in one.text]
    assert len(told) == 1
    (decision,) = await kept(world)
    assert not decision.is_open


async def test_two_hundred_can_be_read(world: World) -> None:
    """A part at a time, in one window."""
    karin = await world.person("karin")
    await karin.command("/borging besluit Besluit 0")
    await karin.sees_modal("Wie volgt het op?")
    await karin.submit()

    def more(store: Store) -> None:
        first = store.decisions.get(1)
        for number in range(1, 200):
            store.decisions.add(replace(first, id=0, what=f"Besluit {number}: " + "é" * 400))

    await world.write(more)
    await karin.command("/borging besluiten")
    listed = await karin.sees_modal("200 besluiten staan open.")
    assert listed.labels.count("Openen") == 20
    await karin.tap(listed, "Volgende 20")
    await karin.sees_modal("Besluit 25")
