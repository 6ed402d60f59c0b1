"""The files of a scan: made on request, and sent to nobody but who asked for them."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import aiohttp
import openpyxl
import pytest

from bot.workspace.person import Person
from flows.outcome import FileKind
from tests.e2e.crafted import tap_with
from tests.e2e.leading import PLACE, radar_of
from tests.e2e.test_results_windows import FIRST, published
from tests.e2e.walking import settled
from tests.e2e.world import WAIT_S, World

FAILED = "Dat lukte even niet"
NOTHING = "geen cijfers om in een bestand te zetten"


async def ask(world: World, person: Person, kind: FileKind) -> None:
    """Tap the line of a file in the window with the files of the newest scan."""
    radar = await radar_of(person)
    scan = (await world.read(lambda store: store.scans.find()))[-1]
    await tap_with(world, person, radar, "results.file", {"scan": scan.id, "kind": kind.value})


async def received(world: World, person: Person) -> dict[str, bytes]:
    """The files that came into a person's DM with the bot, by name."""
    message = await person.wait_for(
        lambda me: next((one for one in me.messages() if one.body.get("files")), None), WAIT_S
    )
    assert "Deel" in message.body["text"]
    contents = {}
    async with aiohttp.ClientSession() as session:
        for file in message.body["files"]:
            url = world.workspace.address + file["url"]
            async with session.get(url, params={"as": person.id}) as answer:
                answer.raise_for_status()
                contents[str(file["name"])] = await answer.read()
    return contents


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (FileKind.XLSX, ["cijfers.xlsx"]),
        (FileKind.DOCX, ["verslag.docx"]),
        (FileKind.CSV, ["gegevens.csv", "uitleg bij de gegevens.csv"]),
        (FileKind.PNG, ["radar.png", "spreiding.png"]),
        (FileKind.SVG, ["radar.svg", "spreiding.svg"]),
    ],
)
async def test_each_kind_comes_in_one_message(
    world: World, kind: FileKind, names: list[str]
) -> None:
    """In the DM of who asked, and nowhere else."""
    scan = await published(world)
    marijke, tom = await world.person("marijke"), await world.person("tom")
    await ask(world, marijke, kind)
    files = await received(world, marijke)
    assert list(files) == [f"{scan.title} - {name}" for name in names]
    assert all(files.values())
    assert not any(one.body.get("files") for one in tom.messages())


async def test_the_workbook_has_the_scores_of_the_channel(world: World) -> None:
    """Each organisation's, as it stands in the thread."""
    await published(world)
    marijke = await world.person("marijke")
    await ask(world, marijke, FileKind.XLSX)
    [content] = (await received(world, marijke)).values()
    sheet = openpyxl.load_workbook(BytesIO(content))["Cijfers"]
    heads = [cell.value for cell in sheet[4]]
    column = heads.index("Installatiebedrijf De Boer")
    assert [row[column].value for row in sheet.iter_rows(min_row=5, max_row=11)] == [
        *(4, 2, 1, 4, 5, 2, 3)
    ]


async def test_who_waits_for_a_file_keeps_nobody_waiting(world: World) -> None:
    """Taps are answered while it is made."""
    await published(world)
    await settled(world)
    marijke, tom = await world.person("marijke"), await world.person("tom")
    await ask(world, marijke, FileKind.DOCX)
    radar = await radar_of(tom)
    async with asyncio.timeout(WAIT_S):
        await tom.tap(radar, "results.open")
        await tom.sees_modal("Partners die cijfers gaven")
    assert not any(one.body.get("files") for one in marijke.messages())
    assert await received(world, marijke)


@asynccontextmanager
async def making_held(world: World, folder: Path) -> AsyncIterator[None]:
    """What makes files is busy with something else until this is left."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    busy = asyncio.create_task(world.running_bot.house.radar.run(Path.read_text, pipe))
    try:
        yield
    finally:
        await asyncio.to_thread(pipe.write_text, "klaar")
        await busy


async def erase(world: World, names: Iterable[str]) -> None:
    """Have all that these people gave deleted."""
    for name in names:
        person = await world.person(name)
        await tap_with(world, person, person.messages()[-1], "privacy.erase", {})


async def test_what_is_erased_meanwhile_is_not_in_the_file(world: World, tmp_path: Path) -> None:
    """The file is as the scan is when it is sent, not as it was when somebody asked."""
    await published(world)
    await settled(world)
    marijke = await world.person("marijke")
    async with making_held(world, tmp_path):
        await ask(world, marijke, FileKind.XLSX)
        await erase(world, ["karin"])
    [content] = (await received(world, marijke)).values()
    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO(content))["Cijfers"][4]]
    assert "Installatiebedrijf De Boer" not in heads


async def test_who_may_have_no_file_any_more_is_told(world: World, tmp_path: Path) -> None:
    """Instead of getting what they may not see."""
    await published(world)
    await settled(world)
    marijke = await world.person("marijke")
    async with making_held(world, tmp_path):
        await ask(world, marijke, FileKind.XLSX)
        await erase(world, FIRST)
    await marijke.sees(NOTHING, PLACE)
    assert not any(one.body.get("files") for one in marijke.messages())


async def test_a_file_that_cannot_be_made_is_told(world: World) -> None:
    """To who asked, in plain words; nothing else is lost."""
    await published(world)
    marijke = await world.person("marijke")
    await world.running_bot.house.radar.close()
    await ask(world, marijke, FileKind.XLSX)
    await marijke.sees(FAILED, PLACE)


async def test_a_file_that_cannot_be_sent_is_told(world: World) -> None:
    """The same."""
    await published(world)
    marijke = await world.person("marijke")
    world.workspace.faults.fail_next("files.completeUploadExternal", "server_error", times=5)
    await ask(world, marijke, FileKind.XLSX)
    await marijke.sees(FAILED, PLACE)
