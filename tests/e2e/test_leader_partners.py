"""The leader adds, changes and removes partners, before and during a scan."""

from dataclasses import replace

import pytest

from bot.workspace.person import Person
from flows.region import Sector
from tests.e2e.leading import (
    OVER,
    hand_in,
    home_of,
    leave,
    opens,
    panel_of,
    refused,
    start_by_home,
)
from tests.e2e.world import World, newest

FOURS = (4,) * 7


async def _list(leader: Person) -> None:
    await opens(leader, await home_of(leader), "Partners (")


async def _new(leader: Person) -> None:
    await _list(leader)
    modal = await leader.sees_modal("Partner toevoegen")
    await opens(leader, modal, "Partner toevoegen")


async def _edit(leader: Person, row: str) -> None:
    await _list(leader)
    modal = await leader.sees_modal("Nodig liefst")
    rows = [block for block in modal.body["blocks"] if block.get("accessory")]
    block = next(block for block in rows if row in block["text"]["text"])
    await opens(leader, modal, block["accessory"]["action_id"])


async def test_a_partner_is_added_with_more_than_one_person(world: World) -> None:
    """The new partner stands in the list beneath at once, with its people and sector."""
    leader = await world.person("marijke")
    await _new(leader)
    values = {"name": "Bouwbedrijf Kuiper", "sector": "company", "people": ["kees", "nora"]}
    assert await leader.submit(values) == "closed"
    listed = await leader.sees_modal("Bouwbedrijf Kuiper")
    assert "Bouwbedrijf Kuiper (bedrijf)\nKees Bos en Nora Blom" in listed.text
    await leader.sees_home("Partners (7)")


async def test_partners_go_by_command_too(world: World) -> None:
    """Panel, list and partner are three windows; the panel counts the new partner as well."""
    leader = await world.person("marijke")
    panel = await panel_of(leader)
    listed = await opens(leader, panel, "Partners (6)")
    await opens(leader, listed, "Partner toevoegen")
    await leader.submit({"name": "Kuiper", "sector": "company", "people": ["kees"]})
    await leader.sees_modal("Kuiper (bedrijf)")
    await leader.close()
    await leader.sees_modal("Partners (7)")


async def test_a_partner_is_renamed_and_gets_other_people(world: World) -> None:
    """Name, sector and people change together."""
    leader = await world.person("marijke")
    await _edit(leader, "Gemeente Waterdijk")
    await leader.submit({"name": "Gemeente Waterland", "sector": "other_kind", "people": ["kees"]})
    listed = await leader.sees_modal("Gemeente Waterland")
    assert "Gemeente Waterland (anders)\nKees Bos" in listed.text
    assert "Fatima" not in listed.text


async def test_a_partner_is_removed_and_comes_back(world: World) -> None:
    """What is removed leaves the list, and can be added again under the same name."""
    leader = await world.person("marijke")
    await _edit(leader, "ROC West")
    await leader.tap(await leader.sees_modal("Partner wijzigen"), "Partner verwijderen")
    assert "ROC West is verwijderd" in (await leader.sees_modal("verwijderd")).text
    await leader.wait_for(lambda me: "ROC West" not in str(me.state["modals"][0]["blocks"]))
    await leave(leader)
    await leader.sees_home("Partners (5)")
    await _new(leader)
    await leader.submit({"name": "roc west", "sector": "mbo", "people": ["tom"]})
    await leader.sees_modal("roc west (mbo)\nTom de Wit")
    kept = await world.read(lambda store: store.partners.find())
    assert len([one for one in kept if one.name.casefold() == "roc west"]) == 1


async def test_one_person_in_two_organisations_is_refused(world: World) -> None:
    """The window says for whom they answer already, and how to mend it."""
    leader = await world.person("marijke")
    await _new(leader)
    errors = await refused(leader, {"name": "Kuiper", "sector": "company", "people": ["karin"]})
    assert "Karin de Boer antwoordt al vanuit Installatiebedrijf De Boer" in errors["people"]
    assert "Haal Karin de Boer eerst weg" in errors["people"]
    assert len(await world.read(lambda store: store.partners.find())) == 6
    await leader.submit({"people": ["kees"]})
    await leader.sees_modal("Kuiper (bedrijf)\nKees Bos")


async def test_a_bot_is_refused(world: World) -> None:
    """A bot speaks for nobody."""
    leader = await world.person("marijke")
    await _new(leader)
    errors = await refused(leader, {"name": "Kuiper", "sector": "company", "people": ["robot"]})
    assert errors["people"] == "Robot is een bot. Kies een mens."


async def test_somebody_who_left_is_refused(world: World) -> None:
    """Somebody whose account was deactivated cannot be asked."""
    leader = await world.person("marijke")
    await _new(leader)
    await leader.fill({"name": "Kuiper", "sector": "company", "people": ["kees"]})
    world.workspace.deactivate(world.workspace.person("kees"))
    assert "geen lid meer" in (await refused(leader, {}))["people"]


async def test_somebody_unknown_is_refused(world: World) -> None:
    """An id that Slack does not know gives an error with what to do."""
    leader = await world.person("marijke")
    await _new(leader)
    world.workspace.faults.fail_next("users.info", "error", code="user_not_found")
    errors = await refused(leader, {"name": "Kuiper", "sector": "company", "people": ["kees"]})
    assert "Kies iemand uit de lijst" in errors["people"]


async def test_a_name_is_taken_once(world: World) -> None:
    """Two partners of one name would be one line in the radar to read: refused."""
    leader = await world.person("marijke")
    await _new(leader)
    values = {"name": "rOC west", "sector": "mbo", "people": ["kees"]}
    assert "al een partner met de naam ROC West" in (await refused(leader, values))["name"]


async def test_a_guest_takes_part(world: World) -> None:
    """Somebody with a guest account is a participant like any other."""
    guest = world.workspace.person("kees")
    world.workspace.state.save_member(replace(guest, is_restricted=True))
    leader = await world.person("marijke")
    await _new(leader)
    await leader.submit({"name": "Kuiper", "sector": "company", "people": ["kees"]})
    await leader.sees_modal("Kuiper (bedrijf)\nKees Bos")
    await leave(leader)
    await start_by_home(world)
    kees = await world.person("kees")
    invitation = await kees.sees("Dag Kees Bos")
    await kees.tap(invitation, "Beginnen")
    await kees.sees("Zin 1 van 3")


async def test_somebody_external_takes_part(world: World) -> None:
    """Somebody of another workspace, in a shared channel with the bot, is asked as well."""
    leader = await world.person("marijke")
    await _new(leader)
    await leader.submit({"name": "Technobedrijf", "sector": "company", "people": ["emma"]})
    await leader.sees_modal("Technobedrijf (bedrijf)\nEmma Jansen")
    await leave(leader)
    await start_by_home(world)
    await (await world.person("emma")).sees("Dag Emma Jansen")


async def test_who_joins_and_leaves_a_running_scan_is_told(world: World) -> None:
    """A new person is invited at once; who is taken out reads so and answers no more."""
    leader = await start_by_home(world)
    karin, kees = await world.person("karin"), await world.person("kees")
    await karin.sees("Wie ziet wat?")
    await _edit(leader, "Installatiebedrijf")
    await leader.submit({"people": ["kees"]})
    await kees.sees("U antwoordt vanuit Installatiebedrijf De Boer")
    await karin.sees("U wordt voor deze scan niet meer gevraagd")
    assert newest(kees, "walk.begin") is not None
    assert newest(karin, "walk.begin") is None


async def test_a_partner_removed_by_mistake_goes_on_where_it_was(world: World) -> None:
    """Taken out and added again during a scan, what its people handed in counts again."""
    leader = await start_by_home(world)
    tom = await world.person("tom")
    await tom.sees("Wie ziet wat?")
    await hand_in(world, {"tom": FOURS})
    await tom.sees("ingeleverd")
    await _edit(leader, "ROC West")
    await leader.tap(await leader.sees_modal("Partner wijzigen"), "Partner verwijderen")
    await leader.sees_modal("is verwijderd")
    await tom.sees("niet meer gevraagd")
    await leave(leader)
    await _new(leader)
    await leader.submit({"name": "ROC West", "sector": Sector.MBO, "people": ["tom"]})
    await leader.sees_modal("ROC West (mbo)")
    await tom.wait_for(lambda me: newest(me, "walk.review"))
    await leader.sees_home("Ingeleverd: 1 van 6")


@pytest.mark.parametrize("by_command", [False, True])
async def test_partner_windows_are_checked_again(world: World, by_command: bool) -> None:  # noqa: FBT001
    """Windows opened before the leader was replaced add and remove nobody, however deep."""
    leader = await world.person("marijke")
    page = await (panel_of(leader) if by_command else home_of(leader))
    listed = await opens(leader, page, "Partners (6)")
    rows = [block for block in listed.body["blocks"] if block.get("accessory")]
    edit = await opens(leader, listed, rows[0]["accessory"]["action_id"])
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    await leader.tap(edit, "Partner verwijderen")
    await leader.sees_modal(OVER)
    assert not [one for one in await world.read(lambda s: s.partners.find()) if one.removed_at]


async def test_a_partner_window_sent_in_by_who_leads_no_more_is_refused(world: World) -> None:
    """The submit is checked like the buttons."""
    leader = await world.person("marijke")
    await _edit(leader, "ROC West")
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    await leader.submit({"name": "Van mij"})
    await leader.sees_modal(OVER)
    assert await world.read(lambda store: store.partners.one(name="Van mij")) is None
