"""Privacy and a person's own data: seen, taken along, deleted, and kept as long as promised."""

from datetime import timedelta

import aiohttp
import pytest

from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.results import from_text
from flows.topics import Topic
from tests.e2e.leading import PLACE
from tests.e2e.walking import (
    SENTENCES,
    begun,
    current,
    handed_in,
    invited,
    kept,
    open_modal,
    put_off,
    score,
    settled,
    shows,
    tap,
    type_in,
    write,
)
from tests.e2e.world import WAIT_S, World

LONG = "Zeekomkommer " * 230  # 2,990 characters
PICTURES = 2  # in the channel of an outcome: radar and strip


async def answered(world: World, name: str) -> Person:
    """Somebody who handed in two sentences, a reason and seven scores."""
    person = await begun(world, name)
    await write(person, SENTENCES[0])
    await write(person, LONG)
    await tap(person, "Overslaan")
    await open_modal(person, "Toelichten")
    await person.submit({"basis": "Zeekomkommergrond <!channel> & meer"})
    await shows(person, "Uw toelichting is bewaard.")
    await score(person, 4, 2, 3, 5, 1, 3)
    await tap(person, "Weet ik niet")
    await tap(person, "Inleveren")
    return person


async def own_data(person: Person) -> Shown:
    """Open one's own data from the privacy window that is before this person."""
    await person.tap(await person.sees_modal("Autoriteit Persoonsgegevens"), "Mijn gegevens")
    return await person.sees_modal("Alleen u ziet dit venster.")


async def downloaded(world: World, person: Person) -> str:
    """Ask for the file from the window with one's own data, and read it."""
    await person.tap(await person.sees_modal(), "Als bestand ontvangen")
    with_file = await person.wait_for(
        lambda me: next((one for one in me.messages() if one.body.get("files")), None), WAIT_S
    )
    assert "Hier zijn uw gegevens, alleen voor u." in with_file.body["text"]
    (file,) = with_file.body["files"]
    assert file["name"] == "mijn-gegevens.txt"
    async with (
        aiohttp.ClientSession() as session,
        session.get(world.workspace.address + file["url"], params={"as": person.id}) as answer,
    ):
        answer.raise_for_status()
        return await answer.text()


@pytest.mark.parametrize("moment", ["invitation", "later", "declined", "receipt", "command"])
async def test_privacy_is_one_tap_away(world: World, moment: str) -> None:
    """From the invitation, after later or declining, from the receipt, and by command."""
    if moment == "receipt":
        karin = await handed_in(world, "karin")
    else:
        karin = await invited(world, "karin")
    if moment == "later":
        await put_off(karin)
    if moment == "declined":
        await tap(karin, "Ik doe niet mee")
    if moment == "command":
        await karin.command("/borging privacy")
    else:
        await karin.tap(current(karin), "Privacy")
    privacy = await karin.sees_modal("Het doel is een gesprek over borging in de regio")
    assert "Vakcollege Noord (penvoerder van regio Noordwest) is verantwoordelijk" in privacy.text
    assert "privacy@vakcollege-noord.example" in privacy.text
    assert "De technisch beheerder van de bot kan bij de gegevens." in privacy.text
    assert "Een klacht kan bij de Autoriteit Persoonsgegevens." in privacy.text
    assert privacy.labels == ["Mijn gegevens", "Mijn gegevens wissen", "English"]


async def test_own_data_stand_in_a_window(world: World) -> None:
    """All answers to the letter, with how long they are kept; no message says them."""
    karin = await answered(world, "karin")
    await open_modal(karin, "Privacy")
    data = await own_data(karin)
    for text in (
        SENTENCES[0],
        LONG.strip(),
        "Zeekomkommergrond <!channel> & meer",
        "Uw cijfer: 4 van 5",
        "Weet ik niet",
        "Installatiebedrijf De Boer",
        "ingeleverd",
        "Teksten worden bewaard tot 31 juli 2027, cijfers tot 31 juli 2028.",
    ):
        assert text in data.text
    await settled(world)
    assert "Zeekomkommer" not in world.everything_said()


async def test_own_data_come_as_a_file(world: World) -> None:
    """The file holds every answer to the letter and stands in one's own DM alone."""
    karin = await answered(world, "karin")
    await open_modal(karin, "Privacy")
    await own_data(karin)
    content = await downloaded(world, karin)
    assert content.startswith("Mijn gegevens bij de borgingsbot, 8 maart 2027\n")
    assert SENTENCES[0] in content
    assert LONG.strip() in content
    assert "Zeekomkommergrond <!channel> & meer" in content
    assert content.count("Uw cijfer:") == 6
    assert "STO in de (lijn)organisatie" in content
    for part in ("Naam: Karin", "Bekend in Slack als", "Ingeleverd op 8 maart 2027"):
        assert part in content
    marijke = await world.person("marijke")
    assert all("mijn-gegevens" not in one.text for one in marijke.messages(PLACE))


async def test_own_data_are_deleted(world: World) -> None:
    """No row is left, no file can show them, the receipt is gone, and one may begin afresh."""
    karin = await answered(world, "karin")
    await open_modal(karin, "Privacy")
    privacy = await karin.sees_modal("Autoriteit Persoonsgegevens")
    await karin.tap(privacy, "Mijn gegevens wissen")
    erased = await karin.sees_modal("Uw antwoorden van één scan zijn gewist.")
    assert "Wat u zelf in deze chat hebt getypt, blijft in Slack staan" in erased.text
    await karin.close(everything=True)
    assert await kept(world, "karin") == {}
    gone = await shows(karin, "Uw antwoorden voor deze scan zijn gewist.")
    assert "Marijke Visser ziet alleen dat u niet hebt ingeleverd." in gone.text
    await open_modal(karin, "Privacy")
    await karin.tap(await karin.sees_modal(), "Mijn gegevens")
    assert "Zeekomkommer" not in (await karin.sees_modal("Alleen u ziet dit venster.")).text
    await karin.close(everything=True)
    assert "Zin 1 van 3" in (await tap(karin, "Toch meedoen")).text
    assert "U hebt hier al iets ingevuld." not in current(karin).text


async def test_deleting_when_there_is_nothing(world: World) -> None:
    """Who gave nothing is told that there was nothing."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Privacy")
    await karin.tap(await karin.sees_modal(), "Mijn gegevens wissen")
    await karin.sees_modal("Er waren geen antwoorden van u.")
    await karin.close(everything=True)
    assert "Wie ziet wat?" in current(karin).text


async def test_deleting_after_the_outcome_says_what_cannot_be_taken_back(world: World) -> None:
    """Answers go, the channel's figures follow without the radar, whose file is deleted."""
    karin = await answered(world, "karin")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    marijke = await world.person("marijke")
    await marijke.sees("De cijfers per organisatie", PLACE, WAIT_S)
    await open_modal(karin, "Privacy")
    await karin.tap(await karin.sees_modal(), "Mijn gegevens wissen")
    await karin.sees_modal("Wat mensen al hebben gelezen of gekopieerd, kan de bot niet terug")
    assert await kept(world, "karin") == {}
    await shows(karin, "Uw antwoorden zijn gewist.")
    scan = await world.read(lambda store: store.scans.get(1))
    assert not from_text(scan.results).lines
    await marijke.sees("Niemand leverde cijfers in.", PLACE)
    await marijke.sees("Er zijn geen cijfers per organisatie meer.", PLACE)
    await settled(world)
    (results,) = await world.read(lambda store: store.wishes.find(topic=Topic.RESULTS))
    assert results.file_id == ""
    assert len(world.workspace.journal.calls("files.delete")) == PICTURES


@pytest.mark.parametrize(("fault", "more"), [("cant_delete_file", 0), ("internal_error", 1)])
async def test_the_figures_follow_also_if_the_radar_cannot_be_deleted(
    world: World, fault: str, more: int
) -> None:
    """What may pass later is tried again; what will not does not hold up the text."""
    karin = await answered(world, "karin")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await shows(karin, "De uitkomst staat in #stuurgroep-sto.")
    await world.forward(timedelta(days=1))  # to the day on which she is thanked
    await settled(world)
    world.workspace.faults.fail_next("files.delete", "error", code=fault)
    await open_modal(karin, "Privacy")
    await karin.tap(await karin.sees_modal(), "Mijn gegevens wissen")
    marijke = await world.person("marijke")
    await marijke.wait_for(lambda _: world.workspace.journal.calls("files.delete"), WAIT_S)
    await world.forward(timedelta(minutes=1))
    await marijke.sees("Niemand leverde cijfers in.", PLACE)
    await settled(world)
    assert len(world.workspace.journal.calls("files.delete")) == PICTURES + more


async def test_somebody_without_a_part_sees_that_nothing_is_kept(world: World) -> None:
    """The command works for everyone in the workspace."""
    kees = await world.person("kees")
    await kees.command("/borging privacy")
    await kees.sees_modal("U bent nu bij geen regio deelnemer.")
    await kees.tap(await kees.sees_modal(), "Mijn gegevens")
    await kees.sees_modal("De bot bewaart geen antwoorden van u.")


async def test_the_language_changes_in_the_privacy_window(world: World) -> None:
    """Window and walk speak the other language at once."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Privacy")
    await karin.tap(await karin.sees_modal(), "English")
    await karin.sees_modal("The purpose is a conversation")
    await shows(karin, "Who sees what?")


async def test_what_was_promised_about_keeping_is_done(world: World) -> None:
    """After their day texts go, scores stay; after theirs scores go too; it is said in the data."""
    karin = await answered(world, "karin")
    await world.close_scan(await world.read(lambda store: store.scans.get(1)))
    await shows(karin, "De uitkomst staat in #stuurgroep-sto.")
    scan = await world.read(lambda store: store.scans.get(1))
    left = scan.texts_until - world.clock().date()
    world.clock.move_to(world.clock() + left)
    await world.running_bot.erase_expired()
    assert SENTENCES[0] in [one[2] for one in (await kept(world, "karin")).values()]
    world.clock.move_to(world.clock() + timedelta(days=1))
    await world.running_bot.erase_expired()
    given = await kept(world, "karin")
    assert {(text, basis) for *_, text, basis in given.values()} == {("", "")}
    assert [one[0] for one in given.values() if one[0]] == [4, 2, 3, 5, 1, 3]
    await open_modal(karin, "Privacy")
    assert "Gewist: de bewaartijd is voorbij." in (await own_data(karin)).text
    world.clock.move_to(world.clock() + timedelta(days=366))
    await world.running_bot.erase_expired()
    assert await kept(world, "karin") == {}


async def test_an_external_partner_needs_neither_command_nor_home(world: World) -> None:
    """Somebody of another organisation's Slack walks it all, privacy and data included."""
    await world.take_in("emma", "Technobedrijf")
    emma = await invited(world, "emma")
    assert "U antwoordt vanuit Technobedrijf" in current(emma).text
    await tap(emma, "English")
    await tap(emma, "Nederlands")
    await tap(emma, "Beginnen")
    await write(emma, SENTENCES[0])
    await type_in(world, emma, SENTENCES[1])
    await tap(emma, "Overslaan")
    await open_modal(emma, "Uitleg")
    await emma.close()
    await open_modal(emma, "Toelichten")
    await emma.submit({"basis": "Zeekomkommergrond"})
    await shows(emma, "Uw toelichting is bewaard.")
    await score(emma, 4, 2, 3, 5, 1, 3)
    await type_in(world, emma, "2")
    review = await open_modal(emma, "Nakijken")
    await emma.tap(review, "Mag de stuurgroep uw teksten lezen?", "Ja, met mijn naam")
    await emma.submit()
    await shows(emma, "Uw antwoorden zijn ingeleverd.", "Zeven cijfers en twee zinnen.")
    await open_modal(emma, "Privacy")
    assert SENTENCES[1] in (await own_data(emma)).text
    assert "Zeekomkommergrond" in await downloaded(world, emma)
    await emma.close()
    await emma.tap(await emma.sees_modal("Autoriteit"), "Mijn gegevens wissen")
    await emma.sees_modal("Uw antwoorden van één scan zijn gewist.")
    await shows(emma, "Uw antwoorden voor deze scan zijn gewist.")
    assert await kept(world, "emma") == {}
    published = world.workspace.journal.calls("views.publish")
    assert all(call.arguments["user_id"] != emma.id for call in published)


async def test_an_external_partner_passes_the_invitation_on(world: World) -> None:
    """A stranger can ask a colleague, who then speaks for that organisation."""
    await world.take_in("emma", "Technobedrijf")
    emma, kees = await invited(world, "emma"), await world.person("kees")
    await open_modal(emma, "Een collega vragen")
    await emma.submit({"colleague": "kees"})
    await shows(emma, "De uitnodiging is nu bij uw collega.")
    await shows(kees, "Emma Jansen gaf deze uitnodiging aan u door.")


async def test_a_file_that_cannot_be_sent(world: World) -> None:
    """The person is told, and asking again brings it."""
    karin = await answered(world, "karin")
    await open_modal(karin, "Privacy")
    await own_data(karin)
    world.workspace.faults.fail_next("files.getUploadURLExternal", "server_error")
    await karin.tap(await karin.sees_modal(), "Als bestand ontvangen")
    await karin.wait_for(lambda me: "Dat lukte even niet." in me.picture())
    if "Dat lukte even niet." in (await karin.sees_modal()).text:
        await karin.close()
    assert SENTENCES[0] in await downloaded(world, karin)
