"""The conversation: the guide, the sentences of the group, and earlier sentences once more."""

from datetime import timedelta

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from tests.e2e.leading import PLACE, also_leads, hand_in, home_of, leave, only_scan, opens, radar_of
from tests.e2e.walking import SENTENCES, current, open_modal, settled, shows, tap
from tests.e2e.world import WAIT_S, World, has

BUTTON = "Hulp bij het gesprek"
FOURS = (4, 2, 3, 5, 1, 3, 4)
TEXT = "Zeekomkommerzin van Karin."
A_DAY = timedelta(days=1)
A_QUARTER = timedelta(weeks=13)


async def published(world: World) -> Person:
    """A scan that two people answered, with its radar in the channel; returns the leader."""
    await world.start_scan()
    await hand_in(world, {"karin": FOURS, "tom": FOURS}, TEXT)
    await settled(world)
    await world.close_scan(await only_scan(world))
    leader = await world.person("marijke")
    await radar_of(leader)
    return leader


async def from_channel(person: Person) -> Shown:
    """The guide, opened from the message in the channel."""
    message = await person.wait_for(
        lambda me: next((one for one in me.messages(PLACE) if has(one, "guide.open")), None), WAIT_S
    )
    return await opens(person, message, BUTTON)


async def test_a_leader_plans_the_meeting_and_writes_with_the_group(world: World) -> None:
    """From the channel: the time fits what there is, and what is written stands in the guide."""
    leader = await published(world)
    guide = await from_channel(leader)
    assert "1. Ieder voor zich: 5 minuten" in guide.text
    assert "Structuren en systemen: 1,0 van 5. Laag" in guide.text
    await leader.tap(guide, "guide.length", choose="30")
    shorter = await leader.sees_modal("2. Samen één beeld: 5 minuten")
    window = await opens(leader, shorter, "Wij-zinnen schrijven")
    assert "Bij borging in regio Noordwest denken we aan:" in window.text
    await leader.submit({"denk_aan": "Samen trots blijven"})
    after = await leader.sees_modal("denken we aan: Samen trots blijven")
    assert "2. Samen één beeld: 5 minuten" in after.text
    assert await leader.submit() == "closed"
    assert (await only_scan(world)).we == ("Samen trots blijven", "", "")


async def test_who_takes_part_reads_what_the_group_wrote(world: World) -> None:
    """Without the button to write; a leader finds the guide on their page as well."""
    leader = await published(world)
    guide = await opens(leader, await home_of(leader), BUTTON)
    await opens(leader, guide, "Wij-zinnen schrijven")
    await leader.submit({"denk_aan": "Samen trots blijven"})
    await leader.sees_modal("denken we aan: Samen trots blijven")
    karin = await world.person("karin")
    read = await from_channel(karin)
    assert "denken we aan: Samen trots blijven" in read.text
    assert not [label for label in read.labels if label.startswith("Wij-zinnen")]


async def test_two_leaders_write_at_once(world: World) -> None:
    """The second one reads the first one's before replacing them."""
    leader = await published(world)
    await also_leads(world, "kees")
    kees = await world.person("kees")
    for person in (leader, kees):
        guide = await opens(person, await home_of(person), BUTTON)
        await opens(person, guide, "Wij-zinnen schrijven")
    await kees.submit({"denk_aan": "Van Kees"})
    await kees.sees_modal("denken we aan: Van Kees")
    assert await leader.submit({"denk_aan": "Van Marijke"}) == "updated"
    again = await leader.sees_modal("Intussen heeft iemand anders de wij-zinnen gewijzigd.")
    assert "Van Kees" in again.text
    assert again.value("Bij borging in regio Noordwest denken we aan:") == "Van Marijke"
    await leader.submit()
    await leader.sees_modal("denken we aan: Van Marijke")
    assert (await only_scan(world)).we[0] == "Van Marijke"


async def test_all_still_holds_in_the_next_scan(world: World) -> None:
    """One tap keeps the three sentences; they stand in windows only, and nobody else sees them."""
    await published(world)
    await next_scan(world)
    karin = await begun_again(world, "karin")
    window = await open_modal(karin, "Uw zinnen van vorige keer")
    assert window.text.count(TEXT) == 3
    assert await karin.submit() == "closed"
    await shows(karin, "Stelling 1 van 7")
    scan = await only_scan(world)
    answers = await world.read(
        lambda store: store.answers.find(
            response_id=tuple(one.id for one in store.responses.find(scan_id=scan.id))
        )
    )
    assert [answer.text for answer in answers] == [TEXT] * 3
    els = await begun_again(world, "els")
    assert "Uw zinnen van vorige keer" not in current(els).labels
    assert TEXT not in world.everything_said()


async def test_writing_begins_with_the_earlier_sentence(world: World) -> None:
    """It can be changed there, and the others are left alone."""
    await published(world)
    await next_scan(world)
    karin = await begun_again(world, "karin")
    window = await open_modal(karin, "Schrijven")
    assert "Dit schreef u vorige keer." in window.text
    assert TEXT in str(window.body)
    await karin.submit({"text": SENTENCES[0]})
    await shows(karin, "Zin 2 van 3")


async def next_scan(world: World) -> None:
    """Another scan a quarter later; nobody gets two messages on a day.

    So the thanks come on a day before it, and so does the question of the month.
    """
    for passed in (A_DAY, A_QUARTER, A_DAY):
        await world.forward(passed)
        await settled(world)
    await world.start_scan()


async def begun_again(world: World, name: str) -> Person:
    """Somebody at the first sentence of the newest scan."""
    person = await world.person(name)
    await shows(person, "Wie ziet wat?")
    await tap(person, "Beginnen")
    await shows(person, "Zin 1 van 3")
    await leave(person)
    return person
