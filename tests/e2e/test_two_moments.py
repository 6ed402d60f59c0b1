"""A scan of two moments over the wire: sentences, the conversation, statements, the radar."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.demo_region import LEADER
from flows.ports import Store
from flows.response import Sharing
from flows.scan import Hold, ScanState
from tests.e2e.leading import PLACE, leave, only_scan, opens, radar_of, radars, start_by_home
from tests.e2e.walking import SENTENCES, open_modal, score, settled, shows, tap, write
from tests.e2e.world import WAIT_S, World, newest

CLOSES = datetime(2027, 3, 17, 15, tzinfo=UTC)
NEXT_MORNING = datetime(2027, 3, 18, 10, tzinfo=UTC)
TALKED = datetime(2027, 3, 30, 12, tzinfo=UTC)
SECOND_CLOSES = datetime(2027, 4, 9, 14, tzinfo=UTC)
NOT_SHARED, SHARED, UNFINISHED = SENTENCES
WE = ("we elkaar vasthouden", "", "")


async def _writes(world: World, name: str, text: str, sharing: Sharing) -> None:
    """Somebody finishes the first sentence, skips the others, chooses and hands in."""
    person = await world.person(name)
    await shows(person, "U maakt nu drie zinnen af")
    await tap(person, "Beginnen")
    await write(person, text)
    await tap(person, "Overslaan")
    await tap(person, "Overslaan")
    await open_modal(person, "Nakijken")
    assert await person.submit({"sharing": sharing.value}) == "closed"
    await shows(person, "Uw antwoorden zijn ingeleverd.", "Eén zin.")


async def _close_sentences(world: World) -> None:
    await world.forward(CLOSES - world.clock())
    assert (await only_scan(world)).hold is Hold.TALK
    await settled(world)


async def _send_statements(world: World) -> None:
    """The conversation was held: the group has its sentences, the leader sends the statements."""

    def keep(store: Store) -> None:
        scan = store.scans.find()[-1]
        store.scans.save(replace(scan, we=WE))

    await world.forward(TALKED - world.clock())
    await world.write(keep)
    leader = await world.person(LEADER.name)
    told = await leader.wait_for(lambda me: newest(me, "scan.statements"), WAIT_S)
    assert "stellingen" in told.text
    window = await opens(leader, told, "Stellingen versturen")
    assert "De wij-zinnen van de groep staan boven de eerste stelling" in window.text
    await leader.submit({"deadline": "2027-04-09"})
    await leader.sees_modal("De stellingen zijn verstuurd")
    await leave(leader)
    await settled(world)


async def test_a_scan_of_two_moments(world: World) -> None:
    """From the leader's Home to the radar, with the conversation between."""
    leader = await start_by_home(world, values={"moments": "two", "deadline": "2027-03-17"})
    await leader.sees("De scan is gestart met drie zinnen", PLACE)
    await _writes(world, "karin", SHARED, Sharing.UNNAMED)
    await _writes(world, "els", NOT_SHARED, Sharing.NO)
    fatima = await world.person("fatima")
    await tap(fatima, "Beginnen")
    await write(fatima, UNFINISHED)

    await _close_sentences(world)
    await leader.sees(SHARED, PLACE)
    assert not radars(leader)
    karin = await world.person("karin")
    await shows(karin, "De zinnen zijn binnen")
    await shows(fatima, "Zinnen inleveren kan niet meer")

    await _send_statements(world)
    for name in ("karin", "els", "fatima"):
        person = await world.person(name)
        await shows(person, "De stellingen zijn er.", "Zo ziet onze regio het:", WE[0])
        await score(person, 4, 2, 3, 5, 1, 3, 4)
        await tap(person, "Inleveren")
        await shows(person, "Uw antwoorden zijn ingeleverd.", "Zeven cijfers.")
    tom = await world.person("tom")
    await shows(tom, "De zinnen en het gesprek zijn geweest")

    await world.forward(SECOND_CLOSES - world.clock())
    assert (await only_scan(world)).state is ScanState.PUBLISHED
    await radar_of(leader)
    said = world.everything_said()
    assert SHARED in said
    assert NOT_SHARED not in said
    assert UNFINISHED not in said


async def test_nothing_of_it_is_lost_while_the_bot_is_off(world: World) -> None:
    """What closes meanwhile waits for its conversation; the leader is reminded, once."""
    leader = await start_by_home(world, values={"moments": "two", "deadline": "2027-03-17"})
    await _writes(world, "karin", SHARED, Sharing.NAMED)
    await world.stop_bot()
    await world.forward(CLOSES - world.clock())
    await world.start_bot()
    await world.forward(NEXT_MORNING - world.clock())
    await leader.sees(SHARED, PLACE)
    reminded_at = (await only_scan(world)).last_call_at
    assert reminded_at is not None
    await world.forward(reminded_at - world.clock())
    await leader.wait_for(
        lambda me: [one for one in me.messages("app") if "nog niet verstuurd" in one.text], WAIT_S
    )
    assert (await only_scan(world)).last_call_at is None
    await _send_statements(world)
    await shows(await world.person("karin"), "De stellingen zijn er.", "Stelling 1 van 7")
