"""Two regions in one workspace, with a person who takes part in both."""

from datetime import timedelta

from flows.ports import Store
from flows.region import Leader, Participant, Partner, Region, Sector
from flows.usecases.desk import keep_person
from tests.e2e.leading import home_of, leave, opens, panel_of, start_by_home
from tests.e2e.world import World, newest


async def _second_region(world: World) -> None:
    """Region Zuid, led by nora, in which karin speaks for another organisation."""
    channel = world.workspace.add_channel(
        "stuurgroep-zuid",
        [
            world.workspace.person("nora"),
            world.workspace.state.people[world.workspace.core.app.user_id],
        ],
        private=True,
    )
    nora, karin = world.workspace.person("nora"), world.workspace.person("karin")

    def work(store: Store) -> None:
        workspace = store.workspaces.find()[0]
        region = store.regions.add(
            Region(
                workspace_id=workspace.id,
                name="regio Zuid",
                channel=channel.id,
                channel_name=channel.name,
                organisation="Scholen Zuid",
                contact="fg@zuid.example",
            )
        )
        people = [
            keep_person(store, workspace, one.team_id, one.id, one.real_name)
            for one in (nora, karin)
        ]
        store.leaders.add(Leader(region_id=region.id, person_id=people[0].id))
        partner = store.partners.add(
            Partner(region_id=region.id, name="De Boer Zuid", sector=Sector.COMPANY)
        )
        store.participants.add(
            Participant(region_id=region.id, partner_id=partner.id, person_id=people[1].id)
        )

    await world.write(work)


async def test_two_regions_in_one_workspace_stay_apart(world: World) -> None:
    """One person in both is asked on two days, and each leader sees and leads their own."""
    await _second_region(world)
    leader = await start_by_home(world)
    nora, karin = await world.person("nora"), await world.person("karin")
    one = await karin.sees("vanuit Installatiebedrijf De Boer")
    await opens(nora, await home_of(nora), "Scan starten")
    await nora.submit({"mode": "open"})
    await nora.submit()
    await nora.sees_modal("De uitnodigingen gaan uit vanaf dinsdag 9 maart, 9.00 uur")
    await leave(nora)
    assert newest(karin, "walk.begin") == one
    await world.forward(timedelta(days=1))
    two = await karin.sees("vanuit De Boer Zuid")
    assert "#stuurgroep-zuid" in two.text
    assert "#stuurgroep-sto" in one.text
    home = (await home_of(karin)).text
    assert "Borgingsscan regio Noordwest, maart 2027 vanuit Installatiebedrijf De Boer" in home
    assert "Borgingsscan regio Zuid, maart 2027 vanuit De Boer Zuid" in home
    assert "regio Zuid" not in (await home_of(leader)).text
    assert "Noordwest" not in (await home_of(nora)).text
    await nora.tap(await home_of(nora), "Nu sluiten")
    await karin.sees("De scan is gesloten. Van u zijn geen antwoorden ingeleverd")
    assert newest(karin, "walk.begin") is not None


async def test_nobody_leads_another_region(world: World) -> None:
    """The leader of one region sees and can do nothing in the other, by command neither."""
    await _second_region(world)
    nora, leader = await world.person("nora"), await world.person("marijke")
    assert "Noordwest" not in (await panel_of(nora)).text
    assert "Zuid" not in (await panel_of(leader)).text


async def test_an_administrator_only_appoints(world: World) -> None:
    """Who administers Slack sees every region, but can change nobody's scan or settings."""
    await _second_region(world)
    sanne = await world.person("sanne")
    home = await home_of(sanne)
    assert "Regio Noordwest" in home.text
    assert "Regio Zuid" in home.text
    labels = [one for one in home.labels if one not in {"Privacy", "English", "Regio toevoegen"}]
    assert labels == ["Programmaleiders", "Programmaleiders"]
