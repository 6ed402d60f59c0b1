"""The first administrator appoints a leader, who sets the region up from Home or by command."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.workspace.person import Person
from flows.ports import Store
from flows.region import Region
from tests.e2e.leading import OVER, home_of, leave, opens, panel_of, refused
from tests.e2e.world import World


async def _without_region(world: World) -> None:
    def work(store: Store) -> None:
        for role in store.leaders.find():
            store.leaders.remove(role.id)
        for participant in store.participants.find():
            store.participants.remove(participant.id)
        for partner in store.partners.find():
            store.partners.remove(partner.id)
        for meeting in store.meetings.find():
            store.meetings.remove(meeting.id)
        for region in store.regions.find():
            store.regions.remove(region.id)

    await world.write(work)


async def _appoint(admin: Person, name: str, *leaders: str) -> None:
    await opens(admin, await home_of(admin), "Regio toevoegen")
    await admin.submit({"name": name, "leaders": list(leaders)})
    await admin.sees_home(name.removeprefix("regio "))


async def _settings(leader: Person) -> None:
    await opens(leader, await home_of(leader), "Regio instellen")


async def _kept_region(world: World) -> Region:
    return await world.read(lambda store: store.regions.find()[-1])


async def test_the_first_administrator_appoints_and_the_leader_sees_what_to_do(
    world: World,
) -> None:
    """Who administers Slack names the region and its leaders, who read what still is to be done."""
    await _without_region(world)
    sanne, kees = await world.person("sanne"), await world.person("kees")
    assert "Wijs eerst aan wie de programmaleider" in (await home_of(sanne)).text
    assert "niets voor u te doen" in (await home_of(kees)).text
    await _appoint(sanne, "regio Zuid", "kees", "nora")
    home = await home_of(kees)
    for todo in ("penvoerder", "kanaal van de stuurgroep", "organisaties toe", "Vergaderdata"):
        assert todo in home.text
    assert "Programmaleider: Kees Bos en Nora Blom" in home.text
    assert "Regio instellen" in (await home_of(await world.person("nora"))).labels


async def test_the_first_administrator_can_use_the_command_alone(world: World) -> None:
    """All of it goes by /borging as well, in the window that it opens."""
    await _without_region(world)
    sanne = await world.person("sanne")
    panel = await panel_of(sanne)
    await opens(sanne, panel, "Regio toevoegen")
    await sanne.submit({"name": "regio Zuid", "leaders": ["sanne"]})
    assert "Scan starten" in (await sanne.sees_modal("Regio Zuid")).labels


async def test_somebody_without_a_part_sees_a_kind_page(world: World) -> None:
    """Neither administrator nor leader nor participant: nothing to do, and whom to ask."""
    kees = await world.person("kees")
    for page in (await home_of(kees), await panel_of(kees)):
        assert "Er is nu niets voor u te doen" in page.text
        assert "vraag dan een beheerder van deze Slack" in page.text
        assert page.labels == ["Privacy", "English"]


async def test_only_an_administrator_adds_a_region(world: World) -> None:
    """Who stopped being administrator while the window was open is told so, and nothing is kept."""
    sanne = await world.person("sanne")
    await opens(sanne, await home_of(sanne), "Regio toevoegen")
    member = world.workspace.person("sanne")
    world.workspace.state.save_member(replace(member, is_admin=False))
    await sanne.submit({"name": "regio Zuid", "leaders": ["kees"]})
    await sanne.sees_modal("kan alleen een beheerder")
    assert len(await world.read(lambda store: store.regions.find())) == 1


async def test_a_bot_cannot_lead(world: World) -> None:
    """A bot does not become a leader; the window says what to do."""
    sanne = await world.person("sanne")
    await opens(sanne, await home_of(sanne), "Regio toevoegen")
    errors = await refused(sanne, {"name": "regio Zuid", "leaders": ["robot"]})
    assert errors["leaders"] == "Robot is een bot. Kies een mens."


async def test_who_left_the_workspace_cannot_lead(world: World) -> None:
    """Somebody who left while the window was open is refused when it is sent in."""
    sanne = await world.person("sanne")
    await opens(sanne, await home_of(sanne), "Regio toevoegen")
    await sanne.fill({"name": "regio Zuid", "leaders": ["kees"]})
    world.workspace.deactivate(world.workspace.person("kees"))
    errors = await refused(sanne, {})
    assert "Kees Bos is geen lid meer" in errors["leaders"]


async def test_the_settings_are_kept(world: World) -> None:
    """All that is set once for a region stands there the next time."""
    leader = await world.person("marijke")
    await _settings(leader)
    await leader.submit(
        {
            "name": "regio Noordwest en Kop",
            "organisation": "ROC West",
            "contact": "fg@roc-west.example",
            "holiday_regions": ["north", "middle"],
            "language": "en",
            "variant": "wide",
        }
    )
    await leader.sees_home("Noordwest en Kop")
    region = await _kept_region(world)
    assert (region.organisation, region.contact) == ("ROC West", "fg@roc-west.example")
    assert region.holiday_regions == ("north", "middle")
    assert (region.language, region.variant) == ("en", "wide")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ("alone", "typ /invite @Borgingsbot"),
        ("public_alone", "nog niet in #stuurgroep-nieuw"),
        ("archived", "gearchiveerd"),
    ],
)
async def test_a_channel_that_cannot_be_used_is_refused_with_how_to_mend_it(
    world: World, made: str, why: str
) -> None:
    """A channel without the bot, or an archived one, gives an error beside its input."""
    leader = await world.person("marijke")
    await leader.create_channel("stuurgroep-nieuw", private=made == "alone")
    if made == "archived":
        await leader.invite("#stuurgroep-nieuw", "app")
        await leader.act("archive", channel_id=leader.where("#stuurgroep-nieuw"))
    before = await _kept_region(world)
    await _settings(leader)
    errors = await refused(leader, {"channel": "#stuurgroep-nieuw"})
    assert why in errors["channel"]
    assert await _kept_region(world) == before


async def test_a_public_channel_is_taken_with_a_warning(world: World) -> None:
    """A public channel is kept; the leader reads who can read along, then and on the page."""
    leader = await world.person("marijke")
    await leader.create_channel("stuurgroep-open")
    await leader.invite("#stuurgroep-open", "app")
    await _settings(leader)
    await leader.submit({"channel": "#stuurgroep-open"})
    await leader.sees_modal("#stuurgroep-open is openbaar")
    await leave(leader)
    assert "#stuurgroep-open is openbaar" in (await home_of(leader)).text


async def test_a_private_channel_is_taken_without_a_word(world: World) -> None:
    """A private channel with the bot in it is what the bot wants."""
    leader = await world.person("marijke")
    await leader.create_channel("stuurgroep-dicht", private=True)
    await leader.invite("#stuurgroep-dicht", "app")
    await leader.sees("dit is de Borgingsbot", "#stuurgroep-dicht")
    await _settings(leader)
    await leader.submit({"channel": "#stuurgroep-dicht"})
    await leader.sees_no_modal()
    assert (await _kept_region(world)).channel_name == "stuurgroep-dicht"


async def test_meetings_are_kept_changed_and_not_in_the_past(world: World) -> None:
    """Dates come and go in one window; a day that is over is refused beside its input."""
    leader = await world.person("marijke")
    await opens(leader, await home_of(leader), "Vergaderdata")
    errors = await refused(leader, {"meeting_2": "2027-03-05", "meeting_3": "2027-06-10"})
    assert "al voorbij" in errors["meeting_2"]
    assert "meeting_3" not in errors
    await leader.submit({"meeting_1": "2027-04-22", "meeting_2": None})
    await leader.sees_no_modal()
    kept = await world.read(lambda store: [one.on.isoformat() for one in store.meetings.find()])
    assert sorted(kept) == ["2027-04-22", "2027-06-10"]


async def test_the_page_asks_for_new_dates_once_all_meetings_are_over(world: World) -> None:
    """Meetings of the past do not count as known dates."""
    leader = await world.person("marijke")
    assert "wanneer de stuurgroep vergadert" not in (await home_of(leader)).text
    await world.forward(timedelta(days=60))
    assert "wanneer de stuurgroep vergadert" in (await home_of(leader)).text


async def test_a_leader_hands_over_and_loses_everything_at_once(world: World) -> None:
    """A leader appoints another in their own place; windows opened before no longer work."""
    leader, other = await world.person("marijke"), await world.person("nora")
    home = await home_of(leader)
    await opens(leader, home, "Programmaleiders")
    errors = await refused(leader, {"leaders": []})
    assert "leaders" in errors
    await leader.submit({"leaders": ["nora"]})
    await leader.sees_home("niets voor u te doen")
    assert "Scan starten" in (await home_of(other)).labels


TAPS = ("Scan starten", "Regio instellen", "Partners (6)", "Vergaderdata", "Programmaleiders")


async def test_every_button_is_checked_again(world: World) -> None:
    """A page drawn before the leader was replaced opens nothing any more."""
    leader = await world.person("marijke")
    home = await home_of(leader)
    await _replace_leader(world)
    for label in TAPS:
        window = await opens(leader, home, label)
        assert OVER in window.text
        await leave(leader)


async def _replace_leader(world: World) -> None:
    def work(store: Store) -> None:
        role = store.leaders.find()[0]
        store.leaders.remove(role.id)

    await world.write(work)


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("Regio instellen", {"name": "van mij"}),
        ("Vergaderdata", {"meeting_1": "2027-05-05"}),
        ("Programmaleiders", {"leaders": ["marijke"]}),
        ("Scan starten", {"mode": "open"}),
    ],
)
async def test_every_submit_is_checked_again(
    world: World, label: str, values: dict[str, object]
) -> None:
    """A window opened before the leader was replaced is refused when it is sent in."""
    leader = await world.person("marijke")
    await opens(leader, await home_of(leader), label)
    before = await world.read(lambda store: (store.regions.find(), store.meetings.find()))
    await _replace_leader(world)
    await leader.submit(values)
    await leader.sees_modal(OVER)
    after = await world.read(lambda store: (store.regions.find(), store.meetings.find()))
    assert after == before
    assert not await world.read(lambda store: store.leaders.find())
