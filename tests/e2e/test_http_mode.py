"""Slack calls the bot: the same walk, the same windows, one run or several behind a balancer."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.workspace.errors import PersonError
from tests.e2e.conftest import MakeWorld
from tests.e2e.leading import home_of, opens, panel_of, refused
from tests.e2e.replicas import Replicas, by_http, move_to
from tests.e2e.walking import (
    SENTENCES,
    begun,
    current,
    given,
    handed_in,
    open_modal,
    score,
    shows,
    tap,
    type_in,
    write,
)
from tests.e2e.world import World
from tests.support.postgres import PostgresServer


@pytest.fixture
async def one(make: MakeWorld) -> World:
    """A world in which Slack calls one bot."""
    world = await make()
    by_http(world)
    replicas = Replicas(world)
    await world.start_bot()
    replicas.bots.append(world.running_bot)
    replicas.aim()
    return world


@pytest.fixture
async def three(
    make: MakeWorld, postgres_server: PostgresServer, migrated_template: str
) -> AsyncIterator[Replicas]:
    """Three bots on one PostgreSQL, Slack before them with a balancer."""
    with postgres_server.database(migrated_template) as url:
        world = await make()
        await move_to(world, url)
        by_http(world)
        replicas = Replicas(world)
        await replicas.start(3)
        yield replicas
        await replicas.close()
        await world.database.close()


async def test_slack_finds_the_address_ours(one: World) -> None:
    """Its challenge is answered, signed as it is."""
    assert await one.workspace.verify_url()


async def test_a_walk_from_the_invitation_to_handing_in(one: World) -> None:
    """Taps, typed lines and windows."""
    karin = await begun(one, "karin")
    await write(karin, SENTENCES[0])
    await type_in(one, karin, SENTENCES[1])
    await tap(karin, "Overslaan")
    await score(karin, 4, 2, 3, 5, 1, 3, 4)
    await shows(karin, "U bent bijna klaar.")
    await tap(karin, "Inleveren")
    await shows(karin, "Uw antwoorden zijn ingeleverd.")
    assert [one[2] for one in (await given(one, "karin"))[:3]] == [*SENTENCES[:2], ""]


async def test_a_command_and_a_window_with_an_error(one: World) -> None:
    """The panel opens; the error stands beside its input and the window stays."""
    leader = await one.person("marijke")
    listed = await opens(leader, await panel_of(leader), "Partners (6)")
    await opens(leader, listed, "Partner toevoegen")
    errors = await refused(leader, {"name": "Kuiper", "sector": "company", "people": ["karin"]})
    assert "antwoordt al" in errors["people"]
    assert await leader.submit({"people": ["kees"]}) == "closed"
    await leader.sees_modal("Kuiper (bedrijf)")


async def test_after_a_stop_nobody_answers_and_nothing_is_lost(one: World) -> None:
    """The person sees that it did not work; the next start goes on where they were."""
    karin = await begun(one, "karin")
    await write(karin, SENTENCES[0])
    await one.stop_bot()
    with pytest.raises(PersonError):
        await karin.tap(current(karin), "Overslaan")
    replicas = Replicas(one)
    replicas.bots.append(await one.start_bot())
    replicas.aim()
    await tap(karin, "Overslaan")
    await shows(karin, "Zin 3 van 3")


async def test_several_take_turns(three: Replicas) -> None:
    """Every act goes to the next; nobody notices, each invitation stands there once."""
    world = three.world
    for name in ("karin", "tom"):
        await handed_in(world, name)
    leader = await world.person("marijke")
    assert "2 van 6" in (await home_of(leader)).text
    for name in ("karin", "tom", "els"):
        person = await world.person(name)
        assert len(person.messages()) == 1


async def test_copies_go_to_several_at_once(three: Replicas) -> None:
    """Three taps, lines and windows are one of each."""
    world = three.world
    karin = await begun(world, "karin")
    world.workspace.faults.double_envelopes(times=None, copies=3)
    await open_modal(karin, "Schrijven")
    await karin.submit({"text": SENTENCES[0]})
    await shows(karin, "Zin 2 van 3")
    if karin.modal is not None:  # a copy was answered first: it says that all is well
        assert "al ontvangen en verwerkt" in karin.modal.text
        await karin.close()
    await karin.say("app", SENTENCES[1])
    await shows(karin, "Zin 3 van 3")
    await tap(karin, "Overslaan")
    await shows(karin, "Stelling 1 van 7")
    for number in range(2, 8):
        await tap(karin, "walk.score:4")
        await shows(karin, f"Stelling {number} van 7")
    world.workspace.faults.clear()
    await three.settled()
    assert "oudere knop" not in karin.picture()
    kept = await given(world, "karin")
    assert [answer[2] for answer in kept[:3]] == [SENTENCES[0], SENTENCES[1], ""]
    assert [answer[0] for answer in kept[3:]] == [4] * 6


async def test_one_that_stops_leaves_its_work_to_the_others(three: Replicas) -> None:
    """The balancer goes to the next as soon as it is refused; no act is lost."""
    world = three.world
    karin = await begun(world, "karin")
    stopping = asyncio.create_task(three.stop(0))
    for _ in range(3):
        await tap(karin, "Overslaan")
    await stopping
    await score(karin, 1, 2, 3)
    await shows(karin, "Stelling 4 van 7")
    await three.stop(1)
    await score(karin, 4)
    await shows(karin, "Stelling 5 van 7")
