"""What people tell and what moved, through the wire: celebrated with consent, told as a digest."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.action import Action, Help, Phase
from flows.ports import Store
from flows.region import Meeting
from flows.topics import Topic
from flows.usecases.followed import follow_up_of
from tests.e2e.leading import PLACE, leave, opens
from tests.e2e.world import WAIT_S, World

NAME = "Noortje Verschrikkelijk"
SHARED = "Zevenentwintig leerlingen bouwden een brug."
PRIVATE = f"{NAME} bouwde de mooiste brug."
READ = "Mag #stuurgroep-sto dit lezen? Dan komt het ook in het verslag van de regio."


async def tells(person: Person, text: str, values: Mapping[str, object], answer: str) -> None:
    """Somebody tells something by the command."""
    await person.command(f"/borging succes {text}")
    window = await person.sees_modal("Iets vertellen")
    assert window.value("Wat gebeurde er?") == text
    await person.submit({"Wat wilt u vertellen?": "Dit ging goed", **values})
    await person.sees_modal(answer)
    await leave(person)


async def caught_up(world: World) -> None:
    """All that is to be said now has been said."""
    world.wake()
    await world.running_bot.house.courier.caught_up()


async def in_channel(person: Person, text: str) -> Shown:
    """What the stuurgroep reads."""
    return await person.sees(text, PLACE, patience=WAIT_S)


async def test_only_what_its_writer_allows_is_celebrated(world: World) -> None:
    """A name without consent reaches no message; with consent it is there, until taken back."""
    karin, tom = await world.person("karin"), await world.person("tom")
    await tells(karin, PRIVATE, {}, "De bot zet dit nergens neer")
    await tells(
        tom,
        SHARED,
        {"Voor wie maakte het verschil?": ["leerlingen"], READ: "Ja, met naam en organisatie"},
        "met uw naam",
    )
    leader = await world.person("marijke")
    celebrated = await in_channel(leader, SHARED)
    assert "verschil voor leerlingen, zegt wie het vertelde" in celebrated.text
    assert "Verteld door" in celebrated.text
    await caught_up(world)
    assert NAME not in world.everything_said()
    await leader.command("/borging successen")
    window = await leader.sees_modal("wat anderen met toestemming vertelden")
    assert SHARED in window.text
    assert NAME not in window.text
    await leave(leader)
    await tom.command("/borging successen")
    after = await opens(tom, await tom.sees_modal(SHARED), "Intrekken")
    assert SHARED not in after.text
    gone = await in_channel(leader, "Het is ingetrokken.")
    assert gone.body["ts"] == celebrated.body["ts"]
    assert all(SHARED not in one.text for one in leader.messages(PLACE))
    kept = await world.read(lambda store: [one.text for one in store.successes.find()])
    assert kept == [PRIVATE, ""]


def agreed(store: Store, what: str, due: date, **changes: object) -> None:
    """An action of a partner of the region."""
    region = store.regions.get(1)
    owner = store.participants.find(region_id=region.id)[0]
    action = Action(
        workspace_id=region.workspace_id,
        region_id=region.id,
        what=what,
        owner_id=owner.id,
        partner_id=owner.partner_id,
        due_on=due,
        phase=Phase.DO,
        created_at=datetime(2027, 3, 1, 9, tzinfo=UTC),
        **changes,  # type: ignore[arg-type]  # as the test says
    )
    store.actions.add(action)


async def test_before_a_meeting_the_channel_reads_what_moved(world: World) -> None:
    """Once, with ways to the lists; what is stuck stands there only if its owner asked."""
    now = world.clock()

    def prepared(store: Store) -> None:
        follow_up_of(store, store.regions.get(1), now)
        for meeting in store.meetings.find(region_id=1):
            store.meetings.remove(meeting.id)
        store.meetings.add(Meeting(region_id=1, on=date(2027, 4, 7)))
        stuck = datetime(2027, 3, 10, 9, tzinfo=UTC)
        agreed(store, "Vlaggenschip", date(2027, 3, 12))
        agreed(store, "Stilstand", date(2027, 6, 1), stuck_at=stuck)
        agreed(store, "Hulpvraag", date(2027, 6, 1), stuck_at=stuck, help=Help.CHANNEL)

    await world.write(prepared)
    karin, leader = await world.person("karin"), await world.person("marijke")
    await tells(karin, SHARED, {READ: "Ja, zonder naam"}, "zonder uw naam")
    await in_channel(leader, SHARED)
    for _ in range(24):
        await world.forward(timedelta(days=1))
    digest = await in_channel(leader, "Voor het overleg van woensdag 7 april")
    assert "“Hulpvraag” (Vakcollege Noord): 1 juni 2027, vraagt hulp van dit kanaal" in digest.text
    assert "Gedeeld: één succes." in digest.text
    assert "“Vlaggenschip”" in digest.text
    assert "12 maart 2027, over de datum" in digest.text
    await caught_up(world)
    (told,) = await world.read(lambda store: list(store.digests.find()))
    assert told.meeting_on == date(2027, 4, 7)
    wishes = await world.read(lambda store: list(store.wishes.find(topic=Topic.DIGEST)))
    assert [wish.shown for wish in wishes] == [1]
    await opens(leader, digest, "Alle acties")
    await leave(leader)
    await opens(leader, digest, "Besluiten")
