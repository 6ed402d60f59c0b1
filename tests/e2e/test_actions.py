"""From a low score to an action that is kept: the radar, the window, the channel, the list."""

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.action import Action, ActionState, Phase
from tests.e2e.leading import PLACE, hand_in, leave, only_scan, opens, radar_of, table_of
from tests.e2e.walking import settled
from tests.e2e.world import WAIT_S, World

WHAT = "Eén overzicht van de resultaten van alle scholen"
SIGN = "Alle scholen leverden hun cijfers"
SCORES = (4, 4, 4, 4, 4, 1, 4)
LOWEST = "Inzicht in resultaten"
OWNER = "Karin de Boer (Installatiebedrijf De Boer)"


async def published(world: World) -> Person:
    """The radar of a scan in which one statement is low, with its thread; returns a participant."""
    await world.start_scan()
    await hand_in(world, {"karin": SCORES, "tom": SCORES})
    await settled(world)
    await world.close_scan(await only_scan(world))
    karin = await world.person("karin")
    await radar_of(karin)
    await table_of(karin)
    return karin


async def point_of(person: Person) -> Shown:
    """The lowest statement, in the thread under the radar."""

    def find(me: Person) -> Shown | None:
        thread = (one for one in me.messages(PLACE) if one.body.get("thread_ts"))
        return next((one for one in thread if f"Punt 1: {LOWEST}" in one.text), None)

    return await person.wait_for(find, WAIT_S)


async def only_action(world: World) -> Action:
    """The action, as kept."""
    (action,) = await world.read(lambda store: store.actions.find())
    return action


def told(person: Person) -> list[Shown]:
    """The messages in the channel that are about the action."""
    return [one for one in person.messages(PLACE) if f"Actie: {WHAT}" in one.text]


async def test_from_a_low_score_to_a_finished_action(world: World) -> None:
    """Radar, point, window, second window, the channel once, the list, and the whole cycle."""
    karin = await published(world)
    window = await opens(karin, await point_of(karin), "Actie maken")
    assert window.value("Welke stelling moet hierdoor omhoog?") == "inzicht"
    assert window.value("Wie is de trekker?"), "who taps is proposed"
    assert await karin.submit({"what": WHAT, "due": "2027-05-29"}) == "updated"
    sharper = await karin.sees_modal("Nog scherper?")
    assert "De datum is nu maandag 31 mei" in sharper.text
    assert (await only_action(world)).phase is Phase.PLAN
    assert await karin.submit({"sign": SIGN, "aim": "3.0"}) == "updated"
    opened = await karin.sees_modal("Streefcijfer: 3,0 van 5")
    assert "Uitvoeren" in opened.text
    await leave(karin)
    leader = await world.person("marijke")
    message = await leader.sees(f"Actie: {WHAT}", PLACE, patience=WAIT_S)
    assert f"Trekker: {OWNER} · klaar op maandag 31 mei · voor: {LOWEST}" in message.text

    await karin.command("/borging acties")
    listed = await karin.sees_modal("er staat één actie open.")
    assert WHAT in listed.text
    window = await opens(karin, listed, "Bekijken")
    for label, words in (
        ("Uitgevoerd", "Nu volgt de vraag of het werkte."),
        ("Nagegaan", "Nu volgt de vraag wat zo blijft"),
        ("Afronden", "De actie is afgerond."),
    ):
        await karin.tap(window, label)
        window = await karin.sees_modal(words)
    assert (await only_action(world)).state is ActionState.FINISHED
    await leader.sees("Deze actie is afgerond.", PLACE, patience=WAIT_S)
    assert len(told(leader)) == 1
    listed = await opens(karin, window, "Alle acties")
    assert "er staan geen acties open" in listed.text
    await karin.tap(listed, "action.list", choose="over")
    assert WHAT in (await karin.sees_modal("afgerond")).text


async def test_two_people_move_it_at_once(world: World) -> None:
    """The second one is told, and sees how it stands now."""
    karin = await published(world)
    await opens(karin, await radar_of(karin), "Actie maken")
    filled = {"what": WHAT, "sign": SIGN, "due": "2027-05-28", "item": "inzicht", "aim": "none"}
    await karin.submit(filled)
    mine = await karin.sees_modal("Bewaard.")
    leader = await world.person("marijke")
    message = await leader.sees(f"Actie: {WHAT}", PLACE, patience=WAIT_S)
    theirs = await opens(leader, message, "Bekijken")
    await leader.tap(theirs, "Uitgevoerd")
    await leader.sees_modal("de actie is uitgevoerd")
    await karin.tap(mine, "Uitgevoerd")
    after = await karin.sees_modal("Intussen heeft iemand deze actie verder gebracht")
    assert "Nagegaan" in after.labels
    assert (await only_action(world)).phase is Phase.CHECK


async def test_the_command_keeps_what_was_typed(world: World) -> None:
    """Words behind it stand in the window; the page leads to the list as well."""
    await world.take_in("karin", "Installatiebedrijf De Boer")
    karin = await world.person("karin")
    await karin.command(f"/borging actie {WHAT}")
    window = await karin.sees_modal("Nodig zijn: wat, wie en wanneer.")
    assert window.value("Wat gaat er gebeuren?") == WHAT
    await leave(karin)
    await karin.open_home()
    await karin.wait_for(lambda me: me.home and "er staan geen acties open" in me.home.text, WAIT_S)
