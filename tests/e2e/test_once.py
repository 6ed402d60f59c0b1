"""Whatever comes more than once takes effect once, and is answered as the first was."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Standing
from bot.workspace.person import Person
from flows.region import Partner, Sector
from tests.e2e.crafted import submit_with, tap_with, text_input
from tests.e2e.leading import home_of, opens, panel_of, refused
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    item_key,
    kept,
    open_modal,
    response_of,
    settled,
    shows,
    tap,
)
from tests.e2e.world import World

OLDER = "oudere knop"
COPIES = 3


def thrice(world: World) -> None:
    """Have the next envelope come three times, on both sockets at once."""
    world.workspace.faults.double_envelopes(copies=COPIES)


def dropped(world: World, kind: str) -> float:
    """How many copies the running bot counted."""
    page = world.running_bot.house.metrics.page(Standing(sockets=0, takes_in=True))
    return sum(
        sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
        if sample.name == "borging_redeliveries_dropped_total" and sample.labels["kind"] == kind
    )


async def counted(world: World, kind: str, copies: int) -> None:
    """Wait until the running bot has seen so many copies."""
    async with asyncio.timeout(20):
        while dropped(world, kind) < copies:
            await world.read(lambda store: store.scans.one())
    assert dropped(world, kind) == copies


async def test_a_tap_that_comes_thrice(world: World) -> None:
    """One answer, and nobody is told of an older button."""
    karin = await at_statements(world, "karin")
    for number in range(2, 5):
        await settled(world)
        thrice(world)
        await tap(karin, "walk.score:4")
        assert f"Stelling {number} van 7" in current(karin).text
        await counted(world, "tap", (number - 1) * (COPIES - 1))
    await settled(world)
    assert OLDER not in karin.picture()
    assert [one[0] for one in (await kept(world, "karin")).values() if one[0]] == [4, 4, 4]


async def test_a_tap_that_comes_again_when_the_walk_has_gone_on(world: World) -> None:
    """Minutes later: nothing happens, and nothing is said."""
    karin = await at_statements(world, "karin")
    await settled(world)
    asked = current(karin)
    args = {
        "response": await response_of(world, "karin"),
        "item": await item_key(world, "statement_1"),
        "score": "2",
    }
    await tap_with(world, karin, asked, "walk.score", args, trigger_id="13.37.same")
    await shows(karin, "Stelling 2 van 7")
    await tap(karin, "walk.score:5")
    await settled(world)
    before, count = await kept(world, "karin"), len(karin.messages())
    await tap_with(world, karin, asked, "walk.score", args, trigger_id="13.37.same")
    await counted(world, "tap", 1)
    await settled(world)
    assert await kept(world, "karin") == before
    assert len(karin.messages()) == count
    assert "Stelling 3 van 7" in current(karin).text


async def test_a_command_that_comes_thrice(world: World) -> None:
    """One window, and no word about a trigger that was used up."""
    leader = await world.person("marijke")
    thrice(world)
    await panel_of(leader)
    await counted(world, "command", COPIES - 1)
    await settled(world)
    assert len(leader.state["modals"]) == 1
    assert "niets verloren" not in leader.picture()


async def test_a_window_that_comes_thrice(world: World) -> None:
    """It closes, and its text is one answer."""
    karin = await begun(world, "karin")
    await open_modal(karin, "Schrijven")
    thrice(world)
    assert await karin.submit({"text": SENTENCES[0]}) == "closed"
    await shows(karin, "Zin 2 van 3")
    await counted(world, "submit", COPIES - 1)
    await settled(world)
    assert OLDER not in karin.picture()
    assert [one[2] for one in (await kept(world, "karin")).values()] == [SENTENCES[0]]


async def new_partner(world: World) -> Person:
    """The leader before the window for a new partner."""
    leader = await world.person("marijke")
    await opens(leader, await home_of(leader), "Partners (")
    await opens(leader, await leader.sees_modal("Partner toevoegen"), "Partner toevoegen")
    return leader


async def test_a_window_with_an_error_that_comes_thrice(world: World) -> None:
    """No copy closes it; what was typed stays, and mended it is taken, thrice again."""
    leader = await new_partner(world)
    thrice(world)
    errors = await refused(leader, {"name": "Kuiper", "sector": "company", "people": ["karin"]})
    assert "antwoordt al" in errors["people"]
    await counted(world, "submit", COPIES - 1)
    assert leader.modal is not None
    assert leader.modal.value("name") == "Kuiper"
    thrice(world)
    assert await leader.submit({"people": ["kees"]}) == "closed"
    await leader.sees_modal("Kuiper (bedrijf)\nKees Bos")
    found = await world.read(lambda store: store.partners.find(name="Kuiper"))
    assert len(found) == 1


async def test_a_window_that_leads_to_another_and_comes_thrice(world: World) -> None:
    """Each copy leads there."""
    leader = await world.person("marijke")
    await opens(leader, await home_of(leader), "Scan starten")
    thrice(world)
    await leader.submit({"mode": "open"})
    thrice(world)
    await leader.submit()
    await leader.sees_modal("De scan is gestart")
    assert len(await world.read(lambda store: store.scans.find())) == 1


@pytest.mark.parametrize("is_fine", [True, False])
async def test_a_copy_of_a_window_that_another_run_took(world: World, *, is_fine: bool) -> None:
    """What was taken is said to be; what had errors has them again: neither closes silently."""
    region = await world.region()
    taken = Partner(region_id=region.id, name="Bezet", sector=Sector.COMPANY)
    await world.write(lambda store: store.partners.add(taken))
    leader = await new_partner(world)
    values = {
        "name": text_input("Kuiper" if is_fine else "Bezet"),
        "sector": {"type": "static_select", "selected_option": {"value": "company"}},
        "people": {"type": "multi_users_select", "selected_users": [world.user_id("kees")]},
    }
    args = {"region": region.id}
    first = await submit_with(world, leader, "partners.edit", args, values, trigger_id="13.37.same")
    await settled(world)
    await world.stop_bot()
    await world.start_bot()  # it knows nothing of what the other answered
    second = await submit_with(
        world, leader, "partners.edit", args, values, trigger_id="13.37.same"
    )
    if is_fine:
        assert first == {}
        assert "al ontvangen en verwerkt" in str(second["view"])
    else:
        assert first == second
        assert first["response_action"] == "errors"
    names = [one.name for one in await world.read(lambda store: store.partners.find())]
    assert names.count("Kuiper") == int(is_fine)
    assert names.count("Bezet") == 1
