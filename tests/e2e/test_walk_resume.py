"""Stopping and going on: on another device, after closing, in an old message."""

import pytest

from bot.workspace.errors import PersonError
from flows.scan import Mode
from tests.e2e.walking import (
    SENTENCES,
    at_statements,
    begun,
    current,
    handed_in,
    open_modal,
    score,
    settled,
    shows,
    tap,
    type_in,
    write,
)
from tests.e2e.world import World

CLOSED = "Deze scan is gesloten; er verandert niets meer."


async def test_the_walk_goes_on_on_a_second_device(world: World) -> None:
    """Phone and laptop show the same question, and each goes on where the other was."""
    laptop = await begun(world, "karin")
    await write(laptop, SENTENCES[0])
    phone = await world.device("karin")
    assert "Zin 2 van 3" in current(phone).text
    await write(phone, SENTENCES[1])
    await shows(laptop, "Zin 3 van 3")
    await type_in(world, laptop, SENTENCES[2])
    await shows(phone, "Stelling 1 van 7")
    await score(phone, 4, 2, 3)
    await shows(laptop, "Stelling 4 van 7")
    await score(laptop, 4, 2, 3, 1)
    await shows(phone, "Zeven cijfers en drie zinnen.")
    await tap(phone, "Inleveren")
    await shows(laptop, "Uw antwoorden zijn ingeleverd.")


async def test_a_window_opened_on_one_device_while_the_other_went_on(world: World) -> None:
    """What was written in it is kept where it belongs, and the person is told."""
    laptop = await begun(world, "karin")
    phone = await world.device("karin")
    await open_modal(laptop, "Schrijven")
    await laptop.fill({"text": SENTENCES[0]})
    await settled(world)
    await tap(phone, "Overslaan")
    assert await laptop.submit() == "updated"
    await laptop.sees_modal("Bewaard. De chat was intussen al verder; u hoeft niets over te doen.")
    await laptop.close()
    await tap(phone, "Terug")
    assert (await open_modal(phone, "Schrijven")).value("text") == SENTENCES[0]


async def test_after_closing_everything_says_so(world: World) -> None:
    """The message names where the outcome stands; what is still typed is answered kindly."""
    karin, tom = await handed_in(world, "karin"), await at_statements(world, "tom")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await shows(karin, "Dank u wel voor uw antwoorden.", "De uitkomst staat in #stuurgroep-sto.")
    await shows(tom, "Van u zijn geen antwoorden ingeleverd.")
    for person in (karin, tom):
        await person.say("app", "4")
        await person.sees(CLOSED)


async def test_a_tap_that_crosses_the_closing(world: World) -> None:
    """Somebody who still sees the question is told, and their message says how it ended."""
    karin = await at_statements(world, "karin")
    await settled(world)
    world.workspace.faults.hold("chat.update")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await karin.tap(current(karin), "walk.score:4")
    await karin.sees(CLOSED)
    world.workspace.faults.release("chat.update")
    await shows(karin, "Van u zijn geen antwoorden ingeleverd.")


async def test_a_scan_that_was_stopped(world: World) -> None:
    """Partners read that there is no outcome; what they type gets the same answer."""
    karin = await at_statements(world, "karin")
    await world.cancel_scan(await world.read(lambda store: store.scans.get(1)))
    await shows(karin, "Marijke Visser heeft deze scan gestopt. Er komt geen uitkomst.")
    await settled(world)
    await karin.say("app", "4")
    await karin.sees("Deze scan is gestopt; er verandert niets meer.")


async def test_windows_opened_before_the_closing(world: World) -> None:
    """A sentence, a reason, a review or a colleague sent in too late change nothing, and say so."""
    karin, tom = await begun(world, "karin"), await at_statements(world, "tom")
    els, joost = await handed_in(world, "els"), await handed_in(world, "joost")
    fatima = await world.person("fatima")
    await open_modal(karin, "Schrijven")
    await open_modal(tom, "Toelichten")
    await open_modal(els, "Bekijken of wijzigen")
    await open_modal(fatima, "Een collega vragen")
    review = await open_modal(joost, "Bekijken of wijzigen")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await karin.submit({"text": SENTENCES[0]})
    await tom.submit({"basis": "Zeekomkommergrond"})
    await els.submit()
    await fatima.submit({"colleague": "kees"})
    await joost.tap(review, "Wijzigen")
    for person in (karin, tom, els, fatima, joost):
        await person.sees_modal(CLOSED)
    rows = await world.read(lambda store: store.answers.find())
    assert not any("Zeekomkommer" in f"{one.text}{one.basis}" for one in rows)


async def test_a_held_scan_waits_for_its_leader(world: World) -> None:
    """Below the minimum partners are thanked and told that the leader decides first."""
    await world.start_scan(Mode.PROTECTED)
    karin = await handed_in(world, "karin")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await shows(karin, "Marijke Visser beslist nu of en hoe de uitkomst in het kanaal komt.")


async def test_a_frozen_message_has_nothing_to_touch(world: World) -> None:
    """The question that was answered by typing stays readable without buttons."""
    karin = await begun(world, "karin")
    old = current(karin)
    await settled(world)
    await type_in(world, karin, SENTENCES[0])
    await settled(world)
    with pytest.raises(PersonError) as refused:
        await karin.tap(old, "Overslaan")
    assert refused.value.code == "element_not_found"
    assert "Zin 2 van 3" in current(karin).text
