"""What the stuurgroep's channel reads: who the bot is, and the results of a scan."""

import re

from bot.workspace.person import Person
from flows.scan import Mode
from tests.e2e.leading import (
    PLACE,
    hand_in,
    only_scan,
    radar_of,
    radars,
    table_of,
)
from tests.e2e.walking import settled
from tests.e2e.world import WAIT_S, World

ALL = ("karim", "els", "tom", "karin", "fatima", "joost")
SHORT = (
    "STO in de (lijn)organisatie",
    "Sterk en uniek aanbod",
    "Structurele betrokkenheid",
    "Samenwerking met partners",
    "Structuren en systemen",
    "Inzicht in resultaten",
    "Communicatie",
)


async def _close(world: World) -> Person:
    await settled(world)  # whom no invitation reached would not count as asked
    await world.close_scan(await only_scan(world))
    return await world.person("marijke")


async def test_the_bot_says_who_it_is_when_it_is_invited(world: World) -> None:
    """One hello, of the bot in the third person, that says what it does and does not read."""
    leader = await world.person("marijke")
    await leader.create_channel("nieuw", private=True)
    await leader.invite("#nieuw", "app")
    hello = await leader.sees("Dag, dit is de Borgingsbot", "#nieuw")
    assert "De bot leest niet mee in dit kanaal" in hello.text
    assert not re.search(r"\b[Ii]k\b", hello.text)
    assert "Dag, dit is de Borgingsbot" in hello.notification
    assert not hello.labels


async def test_the_results_of_an_open_scan(world: World) -> None:
    """Picture with alt text, means with the scale once, who is missing, the agenda."""
    await world.start_scan()
    await hand_in(
        world,
        {
            "karim": (1, 2, 3, 4, 5, 1, 2),
            "els": (2, 2, 3, 4, 5, None, 3),
            "tom": (2, 2, 3, 4, 5, None, 3),
        },
    )
    leader = await _close(world)
    radar = await radar_of(leader)
    text = radar.text
    assert "3 van de 6 partners gaven cijfers van 1 (helemaal niet) tot 5 (helemaal wel)" in text
    missing = "Geen cijfers van: Installatiebedrijf De Boer, Gemeente Waterdijk"
    assert f"{missing} en Techniekmuseum De Werf" in text
    assert "Het hoogste cijfer is 5,0 van 5, voor: Structuren en systemen." in text
    assert "Te bespreken op 29 maart" in text
    assert "1. Inzicht in resultaten: 1,0. Laag, van één partner." in text
    second = "2. STO in de (lijn)organisatie: 1,7. Laag, en de cijfers liggen dicht bij elkaar."
    assert second in text
    assert text.count("van 5") == 1
    for short in SHORT:
        assert short in text
    assert not re.search(r"\d\.\d", text)
    image = next(block for block in radar.body["blocks"] if block["type"] == "image")
    assert image["alt_text"].startswith("Radar van Borgingsscan regio Noordwest: 3 van 6 partners")
    assert "Communicatie 2,7" in image["alt_text"]
    for said in ("5,0 van 5", "Geen cijfers van", "Radar van"):
        assert said in radar.notification
    assert radar.labels == ["Alle cijfers", "Bestanden", "Hulp bij het gesprek", "Actie maken"]


async def test_the_thread_under_the_radar(world: World) -> None:
    """Three points with their questions, then the table with its picture, each once."""
    await world.start_scan()
    scores = {"karim": (1, 2, 3, 4, 5, 1, 2), "els": (2, 2, 3, 4, 5, None, 3)}
    await hand_in(world, scores)
    leader = await _close(world)
    radar = await radar_of(leader)
    table = await table_of(leader)
    thread = [one for one in leader.messages(PLACE) if one.body.get("thread_ts")]
    assert {one.body["thread_ts"] for one in thread} == {radar.body["ts"]}
    assert [one.text.split("\n")[0].split(":")[0] for one in thread[:3]] == [
        "Punt 1",
        "Punt 2",
        "Punt 3",
    ]
    assert thread[3:] == [table]
    assert "“Waarom doen we dit ook alweer?”" in thread[0].text
    assert "Wie gaf welk cijfer? 1: Vakcollege Noord · weet niet: Basisscholen" in thread[0].text
    assert any(block["type"] == "image" for block in table.body["blocks"])
    scores_said = table.text.replace("\u00a0", " ")  # a score stays beside its partner
    assert (
        "Inzicht in resultaten\n• Vakcollege Noord 1\n• Basisscholen De Kop weet niet"
        in scores_said
    )


async def test_colleagues_are_one_line(world: World) -> None:
    """Two people of one partner are their mean in the table, and one partner in the count."""
    await world.take_in("kees", "Vakcollege Noord")
    await world.start_scan()
    await hand_in(world, {"karim": (4,) * 7, "kees": (3,) * 7})
    leader = await _close(world)
    radar = await radar_of(leader)
    assert "Vakcollege Noord\u00a03,5" in (await table_of(leader)).text
    assert "1 van de 6 partners gaf cijfers" in radar.text
    assert "Kees" not in radar.text


async def test_the_results_of_a_protected_scan(world: World) -> None:
    """Means and spread, counts of people, no partner's name anywhere, no score of anybody."""
    await world.start_scan(Mode.PROTECTED)
    await hand_in(world, dict.fromkeys(ALL[:4], (1, 2, 3, 4, 5, 1, None)))
    await hand_in(world, {"fatima": (5, 2, 3, 4, 5, 1, 2)})
    leader = await _close(world)
    radar = await radar_of(leader)
    await leader.sees("is gesloten. De uitkomst staat in")
    spread = await leader.sees("Hoe ver de cijfers uit elkaar liggen", PLACE, WAIT_S)
    text = radar.text
    assert "5 van de 6 partners deden mee: vijf mensen" in text
    assert "Communicatie: geen cijfer, want anders is uit te rekenen" in spread.text
    assert "uit te rekenen wat één persoon gaf" in text
    everything = "\n".join(one.text + one.notification for one in leader.messages(PLACE))
    for partner in ("Vakcollege", "Basisscholen", "ROC", "De Boer", "Waterdijk", "De Werf"):
        assert partner not in everything
    assert not re.search(r"erdeeld, van|Wie gaf", everything)


async def test_zero_answers(world: World) -> None:
    """Nobody handed in: said as it is, without picture or table, with a way on."""
    await world.start_scan()
    leader = await _close(world)
    text = (await leader.sees("Niemand leverde cijfers in", PLACE)).text
    assert "Geen cijfers van: Vakcollege Noord" in text
    assert "Het gesprek kan wel" in text
    assert not radars(leader)


async def test_one_partner(world: World) -> None:
    """One partner is a radar too, with the grammar of one."""
    await world.start_scan()
    await hand_in(world, {"karin": (5,) * 7})
    leader = await _close(world)
    radar = await radar_of(leader)
    assert "1 van de 6 partners gaf cijfers" in radar.text
    assert "5,0 van 5" in radar.text


async def test_everybody_does_not_know(world: World) -> None:
    """Handed in without a score: the statements say so, nothing is made up."""
    await world.start_scan()
    await hand_in(world, {"karin": (None,) * 7, "tom": (None,) * 7})
    leader = await _close(world)
    told = await leader.sees("Twee partners konden niets beoordelen.", PLACE, patience=WAIT_S)
    assert "Geen cijfer, want geen partner gaf er een" in told.text
    assert all(short in told.text for short in SHORT)
    assert "van 5" not in told.text.replace("1 (helemaal niet) tot 5", "")
    assert "In de draad" not in told.text
    assert not radars(leader)


async def test_answers_that_were_not_handed_in_do_not_count(world: World) -> None:
    """Who began and did not hand in is missing, and reads so."""
    await world.start_scan()
    karin = await world.person("karin")
    await karin.tap(await karin.sees("Wie ziet wat?"), "Beginnen")
    await karin.sees("Zin 1 van 3")
    await hand_in(world, {"tom": (3,) * 7})
    leader = await _close(world)
    assert "Installatiebedrijf De Boer" in (await radar_of(leader)).text
    await karin.sees("Van u zijn geen antwoorden ingeleverd")


async def test_a_cancelled_scan_says_so_where_its_start_was_told(world: World) -> None:
    """The channel's message of the start is changed; there is one message, and no outcome."""
    await world.start_scan()
    leader = await world.person("marijke")
    await leader.sees("De scan is gestart", PLACE)
    await world.cancel_scan(await only_scan(world))
    await leader.sees("heeft deze scan gestopt", PLACE)
    assert len([one for one in leader.messages(PLACE) if "Borgingsscan" in one.text]) == 1


async def test_the_start_says_closed_after_the_close(world: World) -> None:
    """Nobody reads in the channel that they can still answer."""
    await world.start_scan()
    leader = await world.person("marijke")
    await leader.sees("De scan is gestart", PLACE)
    await hand_in(world, {"karin": (5,) * 7})
    await _close(world)
    await leader.sees("De scan is gesloten", PLACE)
    await radar_of(leader)
    assert "Antwoorden kan" not in "\n".join(one.text for one in leader.messages(PLACE))
