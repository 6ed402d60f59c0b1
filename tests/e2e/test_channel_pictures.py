"""The pictures in the channel follow what is published, each in a file of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.pictures import picture_of
from bot.radar import digest_of
from bot.wording import all_voices
from bot.workspace.person import Person
from flows.catalogue import load_instruments
from flows.outbox import Wish, WishState
from flows.plots import Plot, RadarPlot, StripPlot
from flows.ports import Store
from flows.results import from_text
from flows.topics import Topic
from flows.usecases.outcomes import past_of
from flows.usecases.retract import keep
from tests.e2e.leading import PLACE, hand_in, only_scan, radar_of, table_of, until
from tests.e2e.world import WAIT_S, World

SCORES = {"karin": (2,) * 7, "tom": (5,) * 7, "els": (3,) * 7}
COMPANY = "Installatiebedrijf De Boer"
NAMED = ("Een school die niet meedeed",)
PICTURED = (Topic.RESULTS, Topic.TABLE)


async def published(world: World) -> Person:
    """The leader, before whom the radar and the table of an open scan stand."""
    await world.start_scan()
    await hand_in(world, SCORES)
    await world.close_scan(await only_scan(world))
    leader = await world.person("marijke")
    await radar_of(leader)
    await table_of(leader)
    await settled(world)
    return leader


async def erase(world: World, name: str) -> None:
    """Have somebody delete what they gave."""
    person = await world.person(name)
    await person.command("/borging privacy")
    await person.tap(await person.sees_modal("Autoriteit"), "Mijn gegevens wissen")
    await person.sees_modal("vervangt de afbeelding van de radar")


async def pictured(world: World) -> dict[Topic, Wish]:
    """The wishes whose messages have a picture."""
    found = await world.read(lambda store: store.wishes.find(topic=PICTURED))
    return {wish.topic: wish for wish in found}


async def settled(world: World) -> None:
    """Wait until what has a picture stands as it is wanted."""

    async def is_shown() -> bool:
        world.wake()
        return all(one.state is WishState.SHOWN for one in (await pictured(world)).values())

    await until(is_shown)


def shown(leader: Person) -> dict[str, str]:
    """What each image in the channel shows, by the message it stands in."""
    return {
        one.body["ts"]: block["image_url"]
        for one in leader.messages(PLACE)
        for block in one.body["blocks"]
        if block["type"] == "image"
    }


def uploads(world: World) -> int:
    """How many files were uploaded."""
    return len(world.workspace.journal.calls("files.completeUploadExternal"))


async def stands_for_what_is_kept(world: World, leader: Person) -> None:
    """Two files and no other, of pictures of what is published now; they are what people see."""
    scan = await only_scan(world)
    past = past_of(scan, load_instruments())
    plots: Mapping[Topic, Plot] = {
        Topic.RESULTS: RadarPlot(now=past),
        Topic.TABLE: StripPlot(now=past),
    }
    wording = all_voices()[(await world.region()).language]
    wishes = await pictured(world)
    there = {file.id for file in world.workspace.state.files.values() if file.completed}
    assert there == {wish.file_id for wish in wishes.values()}
    for topic, wish in wishes.items():
        assert wish.picture == digest_of(picture_of(plots[topic], wording))
        assert wish.file_id in shown(leader)[wish.ts]


async def test_when_somebody_deletes_theirs_the_pictures_are_made_anew(world: World) -> None:
    """Where they stood, without that line; the files with it are gone from the workspace."""
    leader = await published(world)
    await stands_for_what_is_kept(world, leader)
    before = await pictured(world)
    await erase(world, "karin")
    await leader.sees("cijfers en radar zijn bijgewerkt", PLACE, WAIT_S)
    await settled(world)
    after = await pictured(world)
    for topic in PICTURED:
        assert after[topic].file_id != before[topic].file_id
        assert after[topic].picture != before[topic].picture
        assert after[topic].ts == before[topic].ts
    lines = from_text((await only_scan(world)).results).lines
    assert len(lines) == len(SCORES) - 1
    assert COMPANY not in {line.partner for line in lines}
    await stands_for_what_is_kept(world, leader)
    assert len(world.workspace.journal.calls("files.delete")) == len(PICTURED)


async def test_nothing_is_uploaded_again_for_a_change_in_words(world: World) -> None:
    """Another name in the message, and the same file."""
    leader = await published(world)
    before, made = await pictured(world), uploads(world)

    def rename(store: Store) -> None:
        scan = store.scans.get(1, lock=True)
        keep(store, scan, replace(from_text(scan.results), missing=NAMED), world.clock())

    await world.write(rename)
    await leader.sees(NAMED[0], PLACE, WAIT_S)
    await settled(world)
    after = await pictured(world)
    assert {one.file_id for one in after.values()} == {one.file_id for one in before.values()}
    assert uploads(world) == made
    assert not world.workspace.journal.calls("files.delete")
    await stands_for_what_is_kept(world, leader)


async def test_a_stop_between_the_upload_and_the_message(world: World) -> None:
    """What was uploaded is kept and known: the next run shows it, and uploads nothing more."""
    leader = await published(world)
    before, made = await pictured(world), uploads(world)
    world.workspace.faults.fail_next("chat.update", "server_error", times=1000)
    await erase(world, "karin")

    async def uploaded() -> bool:
        now = await pictured(world)
        return all(
            now[topic].attempts > 0 and now[topic].picture != before[topic].picture
            for topic in PICTURED
        )

    await until(uploaded)
    kept = {wish.file_id for wish in (await pictured(world)).values()}
    await world.stop_bot()
    world.workspace.faults.clear()
    await world.start_bot()
    await world.forward(timedelta(minutes=10))
    await leader.sees("cijfers en radar zijn bijgewerkt", PLACE, WAIT_S)
    await settled(world)
    assert {wish.file_id for wish in (await pictured(world)).values()} == kept
    assert uploads(world) == made + len(PICTURED)
    await stands_for_what_is_kept(world, leader)


@pytest.mark.parametrize(
    "method", ["files.delete", "files.getUploadURLExternal", "files.completeUploadExternal"]
)
async def test_a_call_that_does_not_pass_is_made_again(world: World, method: str) -> None:
    """No file of the old picture is left, and one of the new."""
    leader = await published(world)
    world.workspace.faults.fail_next(method, "server_error", times=2)
    await erase(world, "karin")

    async def tried() -> bool:
        return all(wish.attempts > 0 for wish in (await pictured(world)).values())

    await until(tried)
    await world.forward(timedelta(minutes=10))
    await leader.sees("cijfers en radar zijn bijgewerkt", PLACE, WAIT_S)
    await settled(world)
    await stands_for_what_is_kept(world, leader)


async def test_a_picture_of_which_nothing_is_known_is_made_anew(world: World) -> None:
    """One that an earlier release uploaded may show anything."""
    leader = await published(world)
    before = await pictured(world)

    def forget(store: Store) -> None:
        for wish in store.wishes.find(topic=PICTURED):
            store.wishes.save(replace(wish, picture=""))
        scan = store.scans.get(1, lock=True)
        keep(store, scan, replace(from_text(scan.results), missing=NAMED), world.clock())

    await world.write(forget)
    await leader.sees(NAMED[0], PLACE, WAIT_S)
    await settled(world)
    after = await pictured(world)
    assert not {one.file_id for one in after.values()} & {one.file_id for one in before.values()}
    await stands_for_what_is_kept(world, leader)
