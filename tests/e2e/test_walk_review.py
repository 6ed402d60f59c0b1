"""The review in a window, handing in, the receipt, and changing until the scan closes."""

from datetime import timedelta

from bot.workspace.person import Person
from flows.response import Sharing
from tests.e2e.walking import (
    SENTENCES,
    begun,
    current,
    edit,
    handed_in,
    kept,
    open_modal,
    ready,
    score,
    settled,
    shows,
    tap,
    write,
)
from tests.e2e.world import World


async def filled(world: World, name: str) -> Person:
    """Somebody with two sentences, a reason, an unknown and six scores, ready to hand in."""
    person = await begun(world, name)
    await write(person, SENTENCES[0])
    await write(person, SENTENCES[1])
    await tap(person, "Overslaan")
    await open_modal(person, "Toelichten")
    await person.submit({"basis": "Zeekomkommergrond"})
    await shows(person, "Uw toelichting is bewaard.")
    await score(person, 4)
    await tap(person, "Weet ik niet")
    await score(person, 3, 5, 1, 3, 2)
    await shows(person, "U bent bijna klaar. Zes cijfers en twee zinnen.")
    return person


async def test_the_review_shows_every_answer_in_a_window(world: World) -> None:
    """Sentences, scores, reasons, skips and unknowns to the letter, and the sharing choice: no."""
    karin = await filled(world, "karin")
    review = await open_modal(karin, "Nakijken")
    for text in (
        SENTENCES[0],
        SENTENCES[1],
        "Overgeslagen",
        "Uw cijfer: 4 van 5",
        "Zeekomkommergrond",
        "Weet ik niet",
        "Alleen u ziet dit venster.",
        "[Inleveren]",
    ):
        assert text in review.text
    assert review.text.count("Uw cijfer:") == 6
    assert len([label for label in review.labels if label == "Wijzigen"]) == 10
    assert review.value("Mag de stuurgroep uw teksten lezen?") == "no"


async def test_handing_in_from_the_review(world: World) -> None:
    """Handing in closes the window; the receipt counts and tells what is shared."""
    karin = await filled(world, "karin")
    await open_modal(karin, "Nakijken")
    await karin.submit()
    await karin.sees_no_modal()
    receipt = await shows(karin, "Dank u wel. Uw antwoorden zijn ingeleverd.")
    assert "Zes cijfers en twee zinnen. Uw teksten deelt de bot niet." in receipt.text
    assert "Wijzigen kan tot en met dinsdag 23 maart, 16.00 uur." in receipt.text
    assert receipt.labels == ["Bekijken of wijzigen", "Privacy"]


async def test_handing_in_directly(world: World) -> None:
    """One tap hands in without the review, and nothing is shared."""
    karin = await ready(world, "karin")
    await tap(karin, "Inleveren")
    receipt = await shows(karin, "Uw antwoorden zijn ingeleverd.")
    assert "Zeven cijfers en geen zinnen." in receipt.text
    assert "U deelt" not in receipt.text


async def test_every_kind_of_answer_can_be_changed_in_the_review(world: World) -> None:
    """A sentence, a skipped one, a score with its reason, an unknown; the review shows it."""
    karin = await filled(world, "karin")
    await open_modal(karin, "Nakijken")
    assert (await edit(karin, 0)).value("text") == SENTENCES[0]
    await karin.submit({"text": "Zeekomkommerzin veranderd"})
    await karin.sees_modal("Zeekomkommerzin veranderd")
    assert (await edit(karin, 2)).value("text") in (None, "")
    await karin.submit({"text": "Zeekomkommerzin alsnog"})
    await karin.sees_modal("Zeekomkommerzin alsnog")
    changed = await edit(karin, 3)
    assert changed.value("score") == "4"
    assert changed.value("basis") == "Zeekomkommergrond"
    await karin.submit({"score": "5 helemaal wel", "basis": "Zeekomkommergrond veranderd"})
    await karin.sees_modal("Zeekomkommergrond veranderd")
    assert (await edit(karin, 4)).value("score") == "unknown"
    await karin.submit({"score": "2"})
    await karin.wait_for(lambda me: bool(me.modal and me.modal.text.count("Uw cijfer:") == 7))
    await edit(karin, 5)
    await karin.submit({"score": "Weet ik niet"})
    await karin.wait_for(lambda me: bool(me.modal and me.modal.text.count("Uw cijfer:") == 6))
    await edit(karin, 1)
    await karin.submit({"text": ""})
    await karin.wait_for(lambda me: bool(me.modal and "Overgeslagen" in me.modal.text))
    await karin.submit()
    await shows(karin, "Zes cijfers en twee zinnen.")
    given = list((await kept(world, "karin")).values())
    assert [one[2] for one in given[:3]] == [
        "Zeekomkommerzin veranderd",
        "",
        "Zeekomkommerzin alsnog",
    ]
    assert given[3] == (5, False, "", "Zeekomkommergrond veranderd")
    assert given[4][:2] == (2, False)
    assert given[5][:2] == (None, True)


async def test_sharing_is_chosen_for_all_and_per_text(world: World) -> None:
    """All with name, one sentence without, the reason not; the receipt counts each."""
    karin = await filled(world, "karin")
    review = await open_modal(karin, "Nakijken")
    await karin.tap(review, "Mag de stuurgroep uw teksten lezen?", "Ja, met mijn naam")
    await edit(karin, 0)
    await karin.submit({"Mag de stuurgroep deze tekst": "Ja, zonder mijn naam"})
    await karin.sees_modal("Deze tekst deelt u zonder uw naam.")
    await edit(karin, 3)
    await karin.submit({"Mag de stuurgroep deze tekst": "Nee, niet delen"})
    review = await karin.sees_modal("Deze tekst deelt u niet.")
    assert review.value("Mag de stuurgroep uw teksten lezen?") == "named"
    await karin.submit()
    receipt = await shows(karin, "Uw antwoorden zijn ingeleverd.")
    assert "U deelt één tekst met uw naam en één tekst zonder naam." in receipt.text
    response = await world.read(lambda store: store.responses.one(state="submitted"))
    assert response is not None
    assert response.sharing is Sharing.NAMED


async def test_a_sharing_choice_is_kept_without_handing_in(world: World) -> None:
    """Closing the review keeps what was chosen; handing in directly then shares it."""
    karin = await filled(world, "karin")
    review = await open_modal(karin, "Nakijken")
    await karin.tap(review, "Mag de stuurgroep uw teksten lezen?", "Ja, zonder mijn naam")
    await shows(karin, "U deelt drie teksten, zonder naam.")
    await karin.close()
    await tap(karin, "Inleveren")
    await shows(karin, "Uw antwoorden zijn ingeleverd.", "U deelt drie teksten, zonder naam.")


async def test_answers_change_after_handing_in(world: World) -> None:
    """A change counts at once, the receipt follows, and the answers stay handed in."""
    karin = await filled(world, "karin")
    await tap(karin, "Inleveren")
    review = await open_modal(karin, "Bekijken of wijzigen")
    assert "Uw antwoorden zijn ingeleverd. Wijzigen kan tot en met" in review.text
    assert "[Klaar]" in review.text
    await edit(karin, 4)
    await karin.submit({"score": "2"})
    await karin.wait_for(lambda me: bool(me.modal and me.modal.text.count("Uw cijfer:") == 7))
    await shows(karin, "Uw antwoorden zijn ingeleverd.", "Zeven cijfers en twee zinnen.")
    await karin.submit()
    await karin.sees_no_modal()
    assert list((await kept(world, "karin")).values())[4][:2] == (2, False)
    response = await world.read(lambda store: store.responses.one(state="submitted"))
    assert response is not None


async def test_only_what_was_handed_in_counts(world: World) -> None:
    """Who answered all but did not hand in is told so when the scan has closed."""
    karin, tom = await ready(world, "karin"), await handed_in(world, "tom")
    await settled(world)  # all have been asked
    scan = await world.read(lambda store: store.scans.get(1))
    await world.close_scan(scan)
    await shows(karin, "De scan is gesloten. Van u zijn geen antwoorden ingeleverd.")
    await shows(tom, "De uitkomst staat in #stuurgroep-sto.")
    leader = await world.person("marijke")
    radar = await leader.sees("1 van de 6 partners", "#stuurgroep-sto", 20)
    assert "Installatiebedrijf De Boer" in radar.text
    await world.forward(timedelta(days=1))  # to the day on which Tom is thanked
    await settled(world)
    assert current(karin).labels == ["Alle cijfers", "Privacy"]
