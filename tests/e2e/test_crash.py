"""The bot as a process of its own: killed between any two steps of a walk, and stopped."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.workspace.core import Timing
from bot.workspace.errors import PersonError
from bot.workspace.person import Person
from flows.inbox import Heard
from flows.outbox import WishState
from tests.e2e.conftest import MakeWorld
from tests.e2e.process import Process
from tests.e2e.walking import SENTENCES, current, edit, kept, open_modal, settled, shows, tap
from tests.e2e.world import WAIT_S, World, locked

PATIENT = Timing(retries=(0.0, *[2.0] * 10), processing=0.05)
"""An event comes again after the bot has had the time to start."""
SHOWING = ("response_url", "chat.update", "chat.postMessage")
"""What shows a step to a person."""


Started = Callable[..., Awaitable[tuple[World, Process]]]


@pytest.fixture
async def started(make: MakeWorld, tmp_path: Path) -> AsyncIterator[Started]:
    """Make a world at the present moment, with a scan, and a bot process in it."""
    processes = []

    async def start(*, scan: bool = True) -> tuple[World, Process]:
        world = await make(timing=PATIENT)
        if scan:
            await world.start_scan()
        process = Process(world, tmp_path)
        processes.append(process)
        await process.start()
        return world, process

    yield start
    for process in processes:
        await process.close()


Act = Callable[[World, Person], Awaitable[object]]
Steps = tuple[tuple[Act, str], ...]


def tapping(label: str) -> Act:
    """Tap on the current message; it returns when the bot has acknowledged."""
    return lambda _world, me: me.tap(current(me), label)


def typing(text: str) -> Act:
    """Type in the DM, until the bot has kept it."""

    async def act(world: World, me: Person) -> None:
        before = len(await heard(world))
        await me.say("app", text)
        async with asyncio.timeout(WAIT_S):
            while len(await heard(world)) == before:
                assert me.dm

    return act


async def heard(world: World) -> Sequence[Heard]:
    """The events that the bot has kept."""
    return await world.read(lambda store: store.heard.find())


def in_window(label: str, values: dict[str, str]) -> Act:
    """Open a window from the current message, and send it in."""

    async def act(_world: World, me: Person) -> None:
        await open_modal(me, label)
        await me.submit(values)

    return act


async def changing(_world: World, me: Person) -> None:
    """After handing in, change the first score."""
    await open_modal(me, "Bekijken of wijzigen")
    await edit(me, 3)
    await me.submit({"score": "5 helemaal wel"})


TAPPED: Steps = (
    (in_window("Later", {}), "weer van de bot. Eerder mag ook."),
    (tapping("Ik doe niet mee"), "U doet niet mee"),
    (tapping("Toch meedoen"), "Zin 1 van 3"),
    (in_window("Schrijven", {"text": SENTENCES[0]}), "Zin 2 van 3"),
    (tapping("Terug"), "Zin 1 van 3"),
    (tapping("Zo laten"), "Zin 2 van 3"),
    (tapping("Overslaan"), "Zin 3 van 3"),
    (in_window("Schrijven", {"text": SENTENCES[2]}), "Stelling 1 van 7"),
    (in_window("Toelichten", {"basis": "Zeekomkommergrond"}), "Uw toelichting is bewaard."),
    (tapping("walk.score:4"), "Stelling 2 van 7"),
    (tapping("walk.score:2"), "Stelling 3 van 7"),
    (tapping("Weet ik niet"), "Stelling 4 van 7"),
    (tapping("walk.score:3"), "Stelling 5 van 7"),
    (tapping("walk.score:1"), "Stelling 6 van 7"),
    (tapping("walk.score:5"), "Stelling 7 van 7"),
    (tapping("walk.score:2"), "U bent bijna klaar."),
    (tapping("Inleveren"), "Uw antwoorden zijn ingeleverd."),
    (changing, "Uw antwoorden zijn ingeleverd."),
)
TYPED: Steps = (
    (tapping("Beginnen"), "Zin 1 van 3"),
    (typing(SENTENCES[0]), "Zin 2 van 3"),
    (typing(SENTENCES[1]), "Zin 3 van 3"),
    (typing(SENTENCES[2]), "Stelling 1 van 7"),
    (typing("4"), "Stelling 2 van 7"),
    (typing("weet niet"), "Stelling 3 van 7"),
    (typing("3"), "Stelling 4 van 7"),
    (typing("1"), "Stelling 5 van 7"),
    (typing("5"), "Stelling 6 van 7"),
    (typing("2"), "Stelling 7 van 7"),
    (typing("4"), "U bent bijna klaar."),
    (in_window("walk.review", {}), "Uw antwoorden zijn ingeleverd."),
)


async def live_through(world: World, process: Process, walks: dict[str, Steps]) -> None:
    """Everybody takes a step; kill -9 once all were acknowledged and none could be shown."""
    people = {name: await world.person(name) for name in walks}
    for person in people.values():
        await shows(person, "Wie ziet wat?")
    for round_ in zip_longest(*walks.values()):
        steps = {person: step for person, step in zip(people.values(), round_, strict=True) if step}
        await settled(world)
        for method in SHOWING:
            world.workspace.faults.hold(method)
        for person, (act, _) in steps.items():
            await act(world, person)
        await process.kill()
        world.workspace.faults.clear()
        await process.start()
        for person, (_, seen) in steps.items():
            if person.modal is not None:
                await person.close(everything=True)
            await shows(person, seen)
    await settled(world)


async def test_killed_after_every_step(started: Started) -> None:
    """Who taps and who types go on at the right step each time, and no answer is lost."""
    world, process = await started()
    await live_through(world, process, {"karin": TAPPED, "tom": TYPED})
    given = list((await kept(world, "karin")).values())
    assert [one[2] for one in given[:3]] == [SENTENCES[0], "", SENTENCES[2]]
    assert [one[0] for one in given[3:]] == [5, 2, None, 3, 1, 5, 2]
    assert given[3][3] == "Zeekomkommergrond"
    assert given[5][1]
    typed = list((await kept(world, "tom")).values())
    assert [one[2] for one in typed[:3]] == list(SENTENCES)
    assert [one[0] for one in typed[3:]] == [4, None, 3, 1, 5, 2, 4]
    tom = await world.person("tom")
    assert sum(one.labels != [] for one in tom.messages()) == 1, "older questions are frozen"
    assert await process.stop() == 0
    assert "Traceback" not in process.said
    assert "Zeekomkommer" not in process.said
    assert "Zeekomkommer" not in world.everything_said()
    assert world.settings.bot_token not in process.said


async def test_killed_before_an_answer_was_acknowledged(started: Started) -> None:
    """The person saw an error; after the restart nothing is half done and the tap is taken."""
    world, process = await started()
    karin = await world.person("karin")
    for label, seen in (
        ("Beginnen", "Zin 1 van 3"),
        ("Overslaan", "Zin 2 van 3"),
        ("Overslaan", "Zin 3 van 3"),
        ("Overslaan", "Stelling 1 van 7"),
    ):
        await shows(karin, "")
        await settled(world)
        await tap(karin, label)
        await shows(karin, seen)
    await settled(world)
    with locked(world):
        tapped = asyncio.create_task(karin.tap(current(karin), "walk.score:4"))
        await process.kill()
        with pytest.raises(PersonError) as failed:
            await tapped
    assert failed.value.code in {"app_no_answer", "app_not_connected"}
    assert len(await kept(world, "karin")) == 3
    await process.start()
    assert "Stelling 1 van 7" in current(karin).text
    await tap(karin, "walk.score:4")
    await shows(karin, "Stelling 2 van 7")


async def test_killed_before_a_typed_line_was_kept(started: Started) -> None:
    """Slack sends it again, and the restarted bot takes it."""
    world, process = await started()
    karin = await world.person("karin")
    await shows(karin, "Wie ziet wat?")
    await settled(world)
    await tap(karin, "Beginnen")
    await settled(world)
    with locked(world):
        await karin.say("app", SENTENCES[0])
        await process.kill()
    await process.start()
    await shows(karin, "Zin 2 van 3")
    await settled(world)
    assert [one[2] for one in (await kept(world, "karin")).values()] == [SENTENCES[0]]


async def test_killed_while_invitations_go_out(started: Started) -> None:
    """Everybody is invited after the restart."""
    world, process = await started(scan=False)
    world.workspace.faults.hold("chat.postMessage")
    await world.start_scan()
    async with asyncio.timeout(WAIT_S):
        while await world.read(lambda store: store.outbox.any_due(world.clock())):
            pass  # until the bot has them all in hand
    await process.kill()
    world.workspace.faults.clear()
    await process.start()
    for name in ("karim", "els", "tom", "karin", "fatima", "joost"):
        await shows(await world.person(name), "Wie ziet wat?")


async def test_a_term_signal_finishes_what_is_under_way(started: Started) -> None:
    """It stops with 0 once what it was saying is said; a next start goes on."""
    world, process = await started()
    karin = await world.person("karin")
    await shows(karin, "Wie ziet wat?")
    await settled(world)
    world.workspace.faults.hold("response_url")
    await karin.tap(current(karin), "Beginnen")
    stopped = asyncio.create_task(process.stop())
    world.workspace.faults.release("response_url")
    assert await stopped == 0
    await shows(karin, "Zin 1 van 3")
    assert await world.read(lambda store: store.wishes.find(state=WishState.WAITING)) == []
    assert "Traceback" not in process.said
    await process.start()
    await tap(karin, "Overslaan")
    await settled(world)
    assert await process.stop() == 0
