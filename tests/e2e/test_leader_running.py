"""The leader follows a running scan, reminds, extends, closes and stops it."""

from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.scan import ScanState
from tests.e2e.leading import (
    OVER,
    PLACE,
    also_leads,
    hand_in,
    home_of,
    leave,
    only_scan,
    opens,
    panel_of,
    radar_of,
    radars,
    refused,
    start_by_home,
    until,
)
from tests.e2e.world import WAIT_S, World

FOURS = (4,) * 7


async def _progress(leader: Person) -> Shown:
    await leave(leader)
    return await opens(leader, await home_of(leader), "Voortgang")


async def test_progress_shows_every_state_and_never_an_answer(world: World) -> None:
    """Asked, begun, handed in, declined, deleted: by partner, without a score or text."""
    leader = await start_by_home(world)
    await hand_in(world, {"karin": (1, 2, 3, 4, 5, None, 1)}, text="geheim antwoord")
    els, tom, fatima = [await world.person(name) for name in ("els", "tom", "fatima")]
    await els.tap(await els.sees("Wie ziet wat?"), "Beginnen")
    await tom.tap(await tom.sees("Wie ziet wat?"), "Ik doe niet mee")
    await fatima.sees("Wie ziet wat?")
    await els.sees("Zin 1 van 3")
    shown = (await _progress(leader)).text
    for line in (
        "Vakcollege Noord · Karim Haddad\ngevraagd",
        "Basisscholen De Kop · Els Jansen\nbegonnen",
        "Installatiebedrijf De Boer · Karin de Boer\ningeleverd",
        "ROC West · Tom de Wit\ndoet niet mee",
    ):
        assert line in shown
    assert "Ingeleverd: 1 van 6" in shown
    assert "geheim" not in shown


async def test_progress_is_looked_at_again_in_the_same_window(world: World) -> None:
    """The window is brought up to date in its place, by the panel too."""
    leader = await start_by_home(world)
    window = await opens(leader, await panel_of(leader), "Voortgang")
    await hand_in(world, {"karin": FOURS})
    again = await opens(leader, window, "Opnieuw bekijken")
    assert "Karin de Boer\ningeleverd" in again.text
    assert again.body["id"] == window.body["id"]


async def test_who_cannot_be_reached_is_shown_and_replaced(world: World) -> None:
    """An account deactivated before the start: the reason, and where to choose somebody else."""
    world.workspace.deactivate(world.workspace.person("karin"))
    leader = await start_by_home(world)

    async def unreached() -> bool:
        return "niet bereikt" in (await _progress(leader)).text

    await until(unreached)
    shown = (await leader.sees_modal("Voortgang")).text
    assert "Karin de Boer\nniet bereikt: het account in Slack is uitgeschakeld" in shown
    assert "Kies bij Partners iemand anders" in shown
    await leave(leader)
    listed = await opens(leader, await home_of(leader), "Partners (6)")
    row = next(b for b in listed.body["blocks"] if "Karin" in str(b.get("text")))
    await opens(leader, listed, row["accessory"]["action_id"])
    await leader.submit({"people": ["kees"]})
    await (await world.person("kees")).sees("U antwoordt vanuit Installatiebedrijf De Boer")
    shown = (await _progress(leader)).text
    assert "Kees Bos\ngevraagd" in shown
    assert "Karin" not in shown


async def test_a_reminder_comes_once_to_who_has_not_handed_in(world: World) -> None:
    """A new message the next day for who is asked or begun, none for others, no second time."""
    leader = await start_by_home(world)
    karin, els = await world.person("karin"), await world.person("els")
    await karin.sees("Wie ziet wat?")
    await els.sees("Wie ziet wat?")
    await hand_in(world, {"els": FOURS})
    await els.sees("ingeleverd")
    await also_leads(world, "sanne")
    other = await world.person("sanne")
    old = await home_of(other)
    world.workspace.faults.double_envelopes()
    window = await opens(leader, await home_of(leader), "Herinneren")
    assert "Vijf mensen krijgen een herinnering" in window.text
    await leave(leader)
    await karin.sees("Marijke Visser vraagt of u er nog aan toekomt")
    assert len(karin.messages()) == 1  # today's was the invitation
    await world.forward(timedelta(days=1))
    await karin.wait_for(lambda me: len(me.messages()) == 2)
    reminder = await karin.sees("Marijke Visser vraagt of u er nog aan toekomt")
    assert reminder.body["ts"] == karin.messages()[-1].body["ts"]
    assert len(karin.messages()) == 2
    assert len(els.messages()) == 1
    assert "al een herinnering gestuurd" in (await opens(other, old, "Herinneren")).text
    assert "Herinneren" not in (await home_of(leader)).labels
    assert len(karin.messages()) == 2


async def test_one_reminder_is_one_person(world: World) -> None:
    """The confirmation counts in good Dutch, and nobody left is said instead of sent."""
    leader = await start_by_home(world)
    await hand_in(world, dict.fromkeys(("karim", "els", "tom", "karin", "fatima"), FOURS))
    home = await home_of(leader)
    assert "Eén persoon krijgt een herinnering" in (await opens(leader, home, "Herinneren")).text


async def test_nobody_to_remind_leaves_the_reminder_for_later(world: World) -> None:
    """When all have answered the leader reads so, and the one reminder is not used up."""
    leader = await start_by_home(world)
    names = ("karim", "els", "tom", "karin", "fatima", "joost")
    await hand_in(world, dict.fromkeys(names, FOURS))
    window = await opens(leader, await home_of(leader), "Herinneren")
    assert "niemand om te herinneren" in window.text
    assert (await only_scan(world)).nudged_at is None


async def test_the_ready_text_has_a_link_that_works(world: World) -> None:
    """A text per person to send by mail, whose link leads to their DM with the bot."""
    leader = await start_by_home(world)
    karin = await world.person("karin")
    message = await karin.sees("Wie ziet wat?")
    progress = await _progress(leader)
    row = next(b for b in progress.body["blocks"] if "Karin" in str(b.get("text")))
    window = await opens(leader, progress, row["accessory"]["action_id"])
    assert window.text.startswith("Tekst om te sturen")
    assert "Dag Karin de Boer," in window.text
    link = window.text.split("U vindt het hier: ")[1].split()[0]
    assert urlsplit(link).path.split("/")[2] == karin.dm
    assert message.body["ts"].replace(".", "") in link
    async with (
        aiohttp.ClientSession() as session,
        session.get(link, allow_redirects=False) as answer,
    ):
        assert answer.headers["Location"] == f"/#at={karin.dm}"


async def test_extending_moves_the_deadline_everywhere(world: World) -> None:
    """Partners, channel and page show the new day; a day not later is refused."""
    leader = await start_by_home(world)
    karin = await world.person("karin")
    await karin.sees("maandag 22 maart")
    form = await opens(leader, await home_of(leader), "Verlengen")
    assert form.value("deadline") == "2027-03-31"
    for day, why in (("2027-03-22", "na maandag 22 maart"), ("2027-03-01", "voorbij")):
        assert why in (await refused(leader, {"deadline": day}))["deadline"]
    await leader.submit({"deadline": "2027-04-02"})
    await leader.sees_home("vrijdag 2 april")
    await karin.sees("vrijdag 2 april")
    await leader.sees("vrijdag 2 april", PLACE)
    assert len(karin.messages()) == 1


async def test_closing_early_publishes_at_once(world: World) -> None:
    """Close now: the channel has the radar, partners and leader read where it stands."""
    leader = await start_by_home(world)
    karin = await world.person("karin")
    await karin.sees("Wie ziet wat?")
    await hand_in(world, {"karin": FOURS, "tom": FOURS})
    await leader.tap(await home_of(leader), "Nu sluiten")
    await radar_of(leader)
    await karin.sees("De uitkomst staat in #stuurgroep-sto")
    await leader.sees("is gesloten. De uitkomst staat in #stuurgroep-sto")
    await leave(leader)
    assert "Scan starten" in (await home_of(leader)).labels


async def test_stopping_tells_everybody_and_shows_nothing(world: World) -> None:
    """Partners and channel read that there is no outcome; a new scan can start."""
    leader = await start_by_home(world)
    karin = await world.person("karin")
    await karin.sees("Wie ziet wat?")
    await hand_in(world, {"karin": FOURS})
    await leader.tap(await home_of(leader), "Scan stoppen")
    await karin.sees("Marijke Visser heeft deze scan gestopt. Er komt geen uitkomst")
    await leader.sees("heeft deze scan gestopt. Er komt geen uitkomst", PLACE)
    await leader.wait_for(lambda me: me.home and "Scan starten" in me.home.labels, WAIT_S)
    assert (await only_scan(world)).state is ScanState.CANCELLED
    assert not radars(leader)


RUNNING = ("Voortgang", "Herinneren", "Verlengen", "Nu sluiten", "Scan stoppen")


@pytest.mark.parametrize("label", RUNNING)
async def test_buttons_of_who_leads_no_more_change_nothing(world: World, label: str) -> None:
    """Each button of a page that was drawn before the leader was replaced is checked again."""
    leader = await start_by_home(world)
    home = await home_of(leader)
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    before = await only_scan(world)
    assert OVER in (await opens(leader, home, label)).text
    assert await only_scan(world) == before


@pytest.mark.parametrize("label", RUNNING)
async def test_buttons_about_an_ended_scan_change_nothing(world: World, label: str) -> None:
    """Each button of a page that was drawn before the scan ended says so."""
    leader = await start_by_home(world)
    home = await home_of(leader)
    await world.cancel_scan(await only_scan(world))
    before = await only_scan(world)
    assert "Deze scan loopt niet meer" in (await opens(leader, home, label)).text
    assert await only_scan(world) == before


async def test_old_windows_change_nothing(world: World) -> None:
    """The extend window and the progress window, opened before the leader left, are refused."""
    leader = await start_by_home(world)
    progress = await _progress(leader)
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    for label in ("Opnieuw bekijken", "Tekst om te sturen"):
        await leader.tap(progress, label)
        await leader.sees_modal(OVER)
        await leader.close()
        await leader.sees_modal("Voortgang")
    await leave(leader)


async def test_an_extend_window_of_who_leads_no_more_is_refused(world: World) -> None:
    """The submit is checked like the button."""
    leader = await start_by_home(world)
    await opens(leader, await home_of(leader), "Verlengen")
    before = await only_scan(world)
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    await leader.submit({"deadline": "2027-04-02"})
    await leader.sees_modal(OVER)
    assert await only_scan(world) == before


async def test_go_to_my_answers_brings_the_questions_down(world: World) -> None:
    """From Home or panel a participant gets their message again, at the bottom of the chat."""
    await start_by_home(world)
    karin = await world.person("karin")
    await karin.sees("Wie ziet wat?")
    await opens(karin, await panel_of(karin), "walk.again")
    await karin.sees_modal("onderaan in de chat")
    await karin.wait_for(lambda me: len(me.messages()) == 2)
