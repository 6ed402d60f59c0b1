"""What people are asked of their actions over the wire: taps, windows, and who reads what."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.action import Action, ActionState, Help, Phase
from flows.catalogue import load_instruments
from flows.check_in import CheckIn, CheckInKind
from flows.ports import Store
from flows.region import Participant
from flows.usecases.actions_kept import add_action
from flows.usecases.check_in_ask import ask
from tests.e2e.leading import PLACE, hand_in, only_scan, opens
from tests.e2e.walking import settled
from tests.e2e.world import WAIT_S, World, has, newest

WHAT = "Eén overzicht van de resultaten van alle scholen"
SENTENCE = "Zeekomkommerzin over de roosters."
ITEM = "inzicht"
A_QUARTER = timedelta(weeks=13)


async def agreed(world: World, phase: Phase = Phase.DO, scan_id: int | None = None) -> None:
    """Karin has an action."""
    now = world.clock()

    def work(store: Store) -> None:
        karin = karin_of(store, world.user_id("karin"))
        region = store.regions.get(karin.region_id)
        action = Action(
            workspace_id=region.workspace_id,
            region_id=region.id,
            scan_id=scan_id,
            instrument=list(load_instruments())[-1],
            item=ITEM,
            what=WHAT,
            aim=3.0,
            owner_id=karin.id,
            partner_id=karin.partner_id,
            due_on=date(2027, 12, 17),
            phase=phase,
            created_at=now,
        )
        add_action(store, action, now)

    await world.write(work)


async def asked(world: World, *phrases: str) -> Person:
    """Karin is asked of her action as it now is."""
    now = world.clock()

    def work(store: Store) -> None:
        karin = karin_of(store, world.user_id("karin"))
        action = store.actions.find(owner_id=karin.id)[0]
        check_in = CheckIn(
            workspace_id=action.workspace_id,
            region_id=action.region_id,
            participant_id=karin.id,
            person_id=karin.person_id,
            kind=CheckInKind.ACTION,
            action_id=action.id,
            phase=action.phase,
            asked_at=now,
        )
        ask(store, karin, [check_in], now)

    await world.write(work)
    karin = await world.person("karin")
    await shows(karin, *(phrases or (WHAT, "Hoe gaat de uitvoering")))
    return karin


def karin_of(store: Store, user_id: str) -> Participant:
    """Karin as who takes part."""
    person = store.people.one(user_id=user_id)
    assert person is not None
    found = store.participants.one(person_id=person.id)
    assert found is not None
    return found


async def shows(person: Person, *texts: str) -> Shown:
    """Wait until the newest check-in message has all these texts in it."""

    def find(me: Person) -> Shown | None:
        said = me.messages("app")
        return next((one for one in said[::-1] if all(text in one.text for text in texts)), None)

    return await person.wait_for(find, WAIT_S)


def current(person: Person) -> Shown:
    """The message with which the dialog goes on."""
    found = newest(person, "check_in.")
    assert found is not None, person.picture()
    return found


async def kept(world: World) -> Action:
    """Karin's action as it now is."""
    return await world.read(lambda store: store.actions.find()[0])


async def test_on_track_is_two_taps_and_a_sentence(world: World) -> None:
    """What she wrote stands in no message; then she may let the channel read it."""
    await agreed(world)
    karin = await asked(world)
    assert "blijft bij u, tot u zelf om hulp vraagt" in current(karin).text
    await karin.tap(current(karin), "Op schema")
    await shows(karin, "Wat hielp? Eén zin is genoeg. Alleen u en Marijke Visser lezen")
    window = await opens(karin, current(karin), "Schrijven")
    assert "Alleen u en Marijke Visser lezen wat u schrijft." in window.text
    assert await karin.submit({"text": SENTENCE}) == "closed"
    done = await shows(karin, "U bent klaar.")
    await settled(world)
    assert SENTENCE not in world.everything_said()
    form = await opens(karin, done, "Dit mag het kanaal ook lezen")
    assert SENTENCE in str(form.body)


async def test_stuck_is_heard_by_the_leader_alone(world: World) -> None:
    """And only because she asked; then done, in the next round below."""
    await agreed(world)
    karin = await asked(world)
    await karin.tap(current(karin), "Ik loop vast")
    await shows(karin, "Wat helpt u nu?")
    await settled(world)
    marijke = await world.person("marijke")
    assert not marijke.messages("app")
    await karin.tap(current(karin), "Marijke Visser vragen")
    await shows(karin, "Wat staat in de weg?")
    await shows(marijke, "Karin de Boer")
    assert (await kept(world)).help is Help.LEADER
    assert "vast" not in "".join(one.text for one in karin.messages(PLACE))
    await opens(karin, current(karin), "Schrijven")
    await karin.submit({"text": SENTENCE})
    await shows(karin, "U bent klaar.")
    await world.forward(timedelta(days=7))
    await asked(world)
    await shows(karin, "Hier stond een eerdere vraag.")
    await karin.tap(current(karin), "Klaar")
    await shows(karin, "Genoteerd. Wat hielp?")
    await karin.tap(current(karin), "Overslaan")
    await shows(karin, "U bent klaar.")
    assert ((await kept(world)).phase, (await kept(world)).help) == (Phase.CHECK, None)
    await settled(world)
    assert SENTENCE not in world.everything_said()


async def test_stuck_is_heard_in_the_channel_if_asked(world: World) -> None:
    """It names the action and who has it."""
    await agreed(world)
    karin = await asked(world)
    await karin.tap(current(karin), "Ik loop vast")
    await shows(karin, "Wat helpt u nu?")
    await karin.tap(current(karin), "Het kanaal vragen")
    await shows(karin, "In #stuurgroep-sto komt te staan")

    asking = "Karin de Boer (Installatiebedrijf De Boer) vraagt: wie kan hierbij helpen?"
    await karin.wait_for(lambda me: any(asking in one.text for one in me.messages(PLACE)), WAIT_S)


async def test_another_date_is_chosen_in_a_window(world: World) -> None:
    """A day that has gone is refused, one without work pointed out."""
    await agreed(world)
    karin = await asked(world)
    await karin.tap(current(karin), "Ik loop vast")
    await shows(karin, "Wat helpt u nu?")
    await opens(karin, current(karin), "Andere datum")
    assert await karin.submit({"day": "2028-01-01"}) == "updated"
    await karin.sees_modal("wordt niet gewerkt")
    assert await karin.submit({"day": "2028-01-14"}) == "closed"
    await shows(karin, "Klaar op vrijdag 14 januari")
    assert (await kept(world)).due_on == date(2028, 1, 14)


async def test_check_brings_the_score_and_leads_on_to_act(world: World) -> None:
    """What explains it, what becomes routine; then the action is finished."""
    await scanned(world, 2)
    first = await only_scan(world)
    await agreed(world, Phase.CHECK, first.id)
    await world.forward(A_QUARTER)
    await scanned(world, 4)
    karin = await world.person("karin")
    await world.forward(timedelta(days=1))  # nobody gets two messages on a day: first the thanks
    await karin.wait_for(lambda me: thanked(me) == 2, WAIT_S)
    await world.forward(timedelta(days=1))
    await asked(world, "was 2,0 van 5, doel 3,0, nu 4,0.", "Heeft het gewerkt")
    await karin.tap(current(karin), "Het werkte")
    await shows(karin, "Wat verklaart dat?")
    window = await opens(karin, current(karin), "Schrijven")
    assert "Deelnemers en kanaalleden lezen" in window.text
    await karin.submit({"text": SENTENCE})
    await shows(karin, "Wat wordt gewoonte, en wat probeert u hierna?")
    form = await opens(karin, current(karin), "Volgende actie maken")
    assert WHAT in form.text
    action = await kept(world)
    assert (action.state, action.explanation) == (ActionState.FINISHED, SENTENCE)


def thanked(person: Person) -> int:
    """How often somebody was thanked at the end of a scan."""
    return sum("De scan is gesloten." in one.text for one in person.messages("app"))


async def scanned(world: World, score: int) -> None:
    """A published scan in which all score the same."""
    await world.start_scan()
    await hand_in(world, dict.fromkeys(("karin", "tom", "els"), (score,) * 7))
    await world.close_scan(await only_scan(world))
    leader, mean = await world.person("marijke"), f"{score},0 van 5"
    await leader.wait_for(
        lambda me: any(has(one, "results.open") and mean in one.text for one in me.messages(PLACE)),
        WAIT_S,
    )


@pytest.mark.parametrize("second", ["Klaar", "Ik loop vast"])
async def test_two_taps_at_once(world: World, second: str) -> None:
    """One is taken, and the action moves once."""
    await agreed(world)
    karin = await asked(world)
    await settled(world)
    message = current(karin)
    await asyncio.gather(karin.tap(message, "Klaar"), karin.tap(message, second))
    await karin.sees("Deze knop hoort bij een eerdere vraag.")
    await settled(world)
    taps = await world.read(lambda store: [one.tap for one in store.check_ins.find()])
    assert len(taps) == 1
    action = await kept(world)
    assert (action.phase is Phase.CHECK) is (action.stuck_at is None)


async def test_an_answer_after_the_end_changes_nothing(world: World) -> None:
    """Somebody else finished the action meanwhile."""
    await agreed(world)
    karin = await asked(world)
    message = current(karin)

    def finish(store: Store) -> None:
        action = store.actions.get(1, lock=True)
        store.actions.save(replace(action, state=ActionState.FINISHED, closed_at=world.clock()))

    await world.write(finish)
    await karin.tap(message, "Ik loop vast")
    await karin.sees("Deze actie is intussen verder of van iemand anders.")
    await shows(karin, "Deze vraag is niet meer nodig.")
    assert (await kept(world)).stuck_at is None
