"""The year's thread through the wire: on the leader's page, and in the files."""

from io import BytesIO

import docx

from bot.autoplay import AGREED
from flows.action import Action, Phase
from flows.calendar import local_day
from flows.outcome import FileKind
from flows.ports import Store
from tests.e2e.leading import home_of, opens
from tests.e2e.test_results_files import ask, received
from tests.e2e.test_results_windows import published
from tests.e2e.world import World


async def an_action(world: World) -> None:
    """An action of ROC West that is being carried out."""
    now = world.clock()

    def keep(store: Store) -> None:
        [region] = store.regions.find()
        partner = store.partners.one(region_id=region.id, name="ROC West")
        assert partner is not None
        [owner] = store.participants.find(partner_id=partner.id)
        store.actions.add(
            Action(
                workspace_id=region.workspace_id,
                region_id=region.id,
                what=AGREED["what"],
                item=AGREED["item"],
                owner_id=owner.id,
                partner_id=partner.id,
                due_on=local_day(now, region.timezone),
                phase=Phase.DO,
                created_at=now,
            )
        )

    await world.write(keep)


async def test_the_leader_opens_the_year_from_the_page(world: World) -> None:
    """Scan, action and what comes, in one window."""
    await published(world)
    await an_action(world)
    leader = await world.person("marijke")
    window = await opens(leader, await home_of(leader), "Het jaar")
    assert "Rode draad van het jaar" in window.text
    assert "afgesproken met ROC West" in window.text
    assert "4 van de 6 partners antwoordden" in window.text
    listed = await opens(leader, window, "Acties")
    assert AGREED["what"] in listed.text


async def test_the_report_and_the_data_have_the_actions(world: World) -> None:
    """Made in another process, and sent to who asked."""
    scan = await published(world)
    await an_action(world)
    leader = await world.person("marijke")
    await ask(world, leader, FileKind.DOCX)
    [report] = (await received(world, leader)).values()
    rows = [row for table in docx.Document(BytesIO(report)).tables for row in table.rows]
    assert any(row.cells[0].text.startswith(AGREED["what"][:40]) for row in rows)
    tom = await world.person("tom")
    await ask(world, tom, FileKind.CSV)
    assert [name.removeprefix(f"{scan.title} - ") for name in await received(world, tom)] == [
        "gegevens.csv",
        "uitleg bij de gegevens.csv",
        "acties.csv",
        "uitleg bij de acties.csv",
    ]
