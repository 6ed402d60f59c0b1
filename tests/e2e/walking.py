"""Going through a scan as a partner does: look at the message, tap, write, type, look again."""

import asyncio

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.outbox import WishState
from tests.e2e.world import LOOK_S, WAIT_S, World, newest

SENTENCES = (
    "Zeekomkommerzin één over borging.",
    "Zeekomkommerzin twee over borging.",
    "Zeekomkommerzin drie over borging.",
)
"""Answers that nobody else would write."""


def current(person: Person) -> Shown:
    """The message with which this person's walk goes on."""
    found = newest(person, "walk.") or newest(person, "privacy.")
    assert found is not None, person.picture()
    return found


def _state(person: Person) -> tuple[str, str] | None:
    found = newest(person, "walk.") or newest(person, "privacy.")
    return (found.body["ts"], found.text) if found else None


async def shows(person: Person, *texts: str) -> Shown:
    """Wait until the current message has all these texts in it."""

    def find(me: Person) -> Shown | None:
        found = newest(me, "walk.") or newest(me, "privacy.")
        return found if found and all(text in found.text for text in texts) else None

    return await person.wait_for(find, WAIT_S)


async def _moved(person: Person, before: tuple[str, str] | None) -> Shown:
    await person.wait_for(lambda me: _state(me) != before, WAIT_S)
    return current(person)


async def tap(person: Person, label: str) -> Shown:
    """Tap on the current message, and wait until it has changed or stands anew."""
    before = _state(person)
    await person.tap(current(person), label)
    return await _moved(person, before)


async def open_modal(person: Person, label: str) -> Shown:
    """Tap on the current message, and wait for the window that it opens."""
    await person.tap(current(person), label)
    return await person.wait_for(lambda me: me.modal, WAIT_S)


async def put_off(person: Person) -> Shown:
    """Tap Later and take the first moment that is offered."""
    await open_modal(person, "Later")
    assert await person.submit() == "closed"
    return await shows(person, "weer van de bot. Eerder mag ook.")


async def edit(person: Person, number: int) -> Shown:
    """In the review, open the window to change the answer with this number, from 0."""
    review = await person.sees_modal("Nakijken")
    edits = [block for block in review.body["blocks"] if "Wijzigen" in str(block.get("accessory"))]
    await person.tap(review, edits[number]["accessory"]["action_id"])
    return await person.wait_for(
        lambda me: me.modal if me.modal and "Nakijken" not in me.modal.text else None, WAIT_S
    )


async def write(person: Person, text: str) -> Shown:
    """Finish the current sentence in its window."""
    before = _state(person)
    await open_modal(person, "Schrijven")
    assert await person.submit({"text": text}) == "closed"
    return await _moved(person, before)


async def type_in(world: World, person: Person, text: str) -> Shown:
    """Type an answer in the DM at a human's pace, and wait for the next question."""
    await settled(world)
    before = _state(person)
    await person.say("app", text)
    return await _moved(person, before)


async def invited(world: World, name: str) -> Person:
    """Somebody with the invitation before them; starts a scan if none has been started."""
    person = await world.person(name)
    if await world.read(lambda store: store.scans.one()) is None:
        await world.start_scan()
    await shows(person, "Wie ziet wat?")
    return person


async def begun(world: World, name: str) -> Person:
    """Somebody at the first sentence."""
    person = await invited(world, name)
    await tap(person, "Beginnen")
    return person


async def at_statements(world: World, name: str) -> Person:
    """Somebody who skipped the sentences and is at the first statement."""
    person = await begun(world, name)
    for _ in range(3):
        await tap(person, "Overslaan")
    await shows(person, "Stelling 1 van 7")
    return person


async def score(person: Person, *scores: int) -> Shown:
    """Score the current statements, one after the other."""
    for one in scores:
        await tap(person, f"walk.score:{one}")
    return current(person)


async def ready(world: World, name: str, *scores: int) -> Person:
    """Somebody with all questions behind them."""
    person = await at_statements(world, name)
    await score(person, *(scores or (4, 2, 3, 5, 1, 3, 4)))
    await shows(person, "U bent bijna klaar.")
    return person


async def handed_in(world: World, name: str, *scores: int) -> Person:
    """Somebody who handed in."""
    person = await ready(world, name, *scores)
    await tap(person, "Inleveren")
    await shows(person, "Uw antwoorden zijn ingeleverd.")
    return person


async def kept(world: World, name: str) -> dict[str, tuple[int | None, bool, str, str]]:
    """What the database keeps of somebody: item → score, unknown, text, basis."""
    user_id = world.user_id(name)
    return await world.read(
        lambda store: {
            answer.item: (answer.score, answer.unknown, answer.text, answer.basis)
            for person in store.people.find(user_id=user_id)
            for response in store.responses.find(person_id=person.id)
            for answer in store.answers.find(response_id=response.id)
        }
    )


async def given(world: World, name: str) -> list[tuple[int | None, bool, str, str]]:
    """The same in the order of the questions."""
    return list((await kept(world, name)).values())


async def settled(world: World) -> None:
    """Wait until all that was wished for is shown, and marked as shown."""
    async with asyncio.timeout(WAIT_S):
        if world.bot is not None:
            await world.bot.front.drain()
        while await world.read(lambda store: store.wishes.find(state=WishState.WAITING)):
            world.wake()
            if world.bot is not None:
                await world.bot.house.courier.drain()
            await world.workspace.journal.noted(LOOK_S)


async def response_of(world: World, name: str) -> int:
    """The id of somebody's response."""
    user_id = world.user_id(name)
    return await world.read(
        lambda store: store.responses.find(person_id=store.people.find(user_id=user_id)[0].id)[0].id
    )


async def item_key(world: World, which: str) -> str:
    """The key of an item: "sentence_1" or "statement_1" are the first of their kind."""
    instrument = next(
        iter(
            world.running_bot.house.surroundings(
                world.running_bot.installation
            ).instruments.values()
        )
    )
    items = instrument.sentences if which.startswith("sentence") else instrument.statements
    return items[int(which[-1]) - 1].key
