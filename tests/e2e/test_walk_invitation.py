"""The invitation: what it says, and every way to answer it."""

from datetime import timedelta

import pytest

from bot.workspace.errors import PersonError
from flows.scan import Mode
from tests.e2e.walking import current, invited, open_modal, put_off, settled, shows, tap
from tests.e2e.world import World

BUTTONS = [
    "Beginnen",
    "Later",
    "Een collega vragen",
    "Ik doe niet mee",
    "Privacy",
    "English",
]


async def test_an_open_scan_says_who_sees_what_before_the_first_question(world: World) -> None:
    """Who asks, how long, until when, where scores are shown to how many, and what is kept."""
    karin = await invited(world, "karin")
    text = current(karin).text
    assert "Dag Karin de Boer," in text
    assert "Programmaleider Marijke Visser vraagt" in text
    assert "drie zinnen af en geeft zeven cijfers: ongeveer tien minuten" in text
    assert "U antwoordt vanuit Installatiebedrijf De Boer" in text
    assert "in het besloten kanaal #stuurgroep-sto, met de naam van uw organisatie" in text
    assert "Daar lezen nu 8 mensen mee; wie later lid wordt, ziet ze ook." in text
    assert "Lezers weten dus dat het uw cijfers zijn." in text
    assert "Het kanaal ziet van welke organisaties geen cijfers zijn." in text
    assert "teksten tot 31 juli 2027, cijfers tot 31 juli 2028" in text
    assert "Meedoen is vrijwillig." in text
    assert current(karin).labels == BUTTONS


async def test_a_protected_scan_promises_the_mean_alone(world: World) -> None:
    """Nothing is shown per organisation, and nothing at all below the minimum."""
    await world.start_scan(Mode.PROTECTED)
    karin = await invited(world, "karin")
    text = current(karin).text
    assert "ook niet per organisatie" in text
    assert "minstens vijf mensen van drie organisaties" in text
    assert "Het kanaal ziet alleen hoeveel mensen meededen." in text
    assert "met de naam van uw organisatie" not in text


@pytest.mark.parametrize(
    ("colleagues", "says"),
    [
        (
            ("kees",),
            "Als die ook inlevert, ziet het kanaal uw gemiddelde. Uw collega kan uw cijfers",
        ),
        (
            ("kees", "nora"),
            "met twee collega's. Als zij ook inleveren, ziet het kanaal alleen uw gemiddelde.",
        ),
    ],
)
async def test_with_colleagues_the_channel_sees_the_mean_of_them(
    world: World, colleagues: tuple[str, ...], says: str
) -> None:
    """Who answers with colleagues reads what one can find out from the mean."""
    for name in colleagues:
        await world.take_in(name, "Installatiebedrijf De Boer")
    assert says in current(await invited(world, "karin")).text


async def test_the_leader_starts_and_everyone_is_invited(world: World) -> None:
    """A scan started in the leader's Home reaches every participant and nobody else."""
    kees = await world.person("kees")
    await world.start_scan_from_home()
    for name in ("karim", "els", "tom", "karin", "fatima", "joost"):
        await shows(await world.person(name), "Wie ziet wat?")
    assert kees.dm is None


async def test_later_keeps_the_invitation_open(world: World) -> None:
    """The message says until when; the invitation can be read again, begun, and declined."""
    karin = await invited(world, "karin")
    form = await open_modal(karin, "Later")
    assert "Antwoorden kan tot en met dinsdag 23 maart, 16.00 uur." in form.text
    await karin.submit()
    later = await shows(karin, "U hoort maandag 8 maart om 16.00 uur weer van de bot.")
    assert later.labels == [
        "Beginnen",
        "Ander moment",
        "Uitnodiging lezen",
        "Een collega vragen",
        "Ik doe niet mee",
        "Privacy",
    ]
    again = await open_modal(karin, "Uitnodiging lezen")
    assert "Wie ziet wat?" in again.text
    assert "Lezers weten dus dat het uw cijfers zijn." in again.text
    await karin.close()
    assert "Zin 1 van 3" in (await tap(karin, "Beginnen")).text


async def test_declining_is_fine_and_not_final(world: World) -> None:
    """Who declines is told who sees it, and may take part after all."""
    karin = await invited(world, "karin")
    declined = await tap(karin, "Ik doe niet mee")
    assert "U doet niet mee aan deze scan. Dat is goed. Marijke Visser ziet" in declined.text
    assert declined.labels == ["Toch meedoen", "Privacy"]
    assert "Zin 1 van 3" in (await tap(karin, "Toch meedoen")).text


async def test_declining_after_later(world: World) -> None:
    """The postponed invitation can be declined too."""
    karin = await invited(world, "karin")
    await put_off(karin)
    assert "U doet niet mee" in (await tap(karin, "Ik doe niet mee")).text


async def test_one_tap_changes_the_language_and_one_tap_changes_it_back(world: World) -> None:
    """The language button redraws the invitation, and the rest of the walk speaks it."""
    karin = await invited(world, "karin")
    assert "Who sees what?" in (await tap(karin, "English")).text
    assert "Wie ziet wat?" in (await tap(karin, "Nederlands")).text
    await tap(karin, "English")
    assert "Sentence 1 of 3" in (await tap(karin, "Begin")).text


async def test_a_colleague_takes_the_invitation_over(world: World) -> None:
    """The colleague gets the invitation with the name of who passed it on, who is done."""
    karin = await invited(world, "karin")
    kees = await world.person("kees")
    form = await open_modal(karin, "Een collega vragen")
    assert "Wie antwoordt in uw plaats vanuit Installatiebedrijf De Boer?" in form.text
    await karin.submit({"colleague": "kees"})
    handed = await shows(karin, "De uitnodiging is nu bij uw collega.")
    assert handed.labels == ["Privacy"]
    passed = await shows(kees, "Karin de Boer gaf deze uitnodiging aan u door.")
    assert "U antwoordt vanuit Installatiebedrijf De Boer" in passed.text
    assert "U antwoordt als enige van uw organisatie." in passed.text
    assert "Zin 1 van 3" in (await tap(kees, "Beginnen")).text


async def test_a_colleague_can_pass_it_back(world: World) -> None:
    """What was passed on can come back: who gave it away is asked again, anew."""
    karin, kees = await invited(world, "karin"), await world.person("kees")
    for giver, taker in ((karin, "kees"), (kees, "karin")):
        await shows(giver, "Wie ziet wat?")
        await open_modal(giver, "Een collega vragen")
        await giver.submit({"colleague": taker})
        await shows(giver, "De uitnodiging is nu bij uw collega.")
    back = await shows(karin, "Kees Bos gaf deze uitnodiging aan u door.")
    assert back.labels == BUTTONS
    await world.forward(timedelta(days=1))  # she was called once today already
    await settled(world)
    anew = current(karin)
    assert anew.body["ts"] > back.body["ts"]
    assert (anew.text, anew.labels) == (back.text, BUTTONS)


@pytest.mark.parametrize(
    ("colleague", "says"),
    [
        ("robot", "Robot is een bot. Kies een mens."),
        ("karin", "Dat bent u zelf. Kies een collega."),
        ("tom", "Tom de Wit antwoordt al vanuit ROC West."),
    ],
)
async def test_a_colleague_who_cannot_is_refused_in_the_window(
    world: World, colleague: str, says: str
) -> None:
    """The window stays open with the reason, and nothing was handed over."""
    karin = await invited(world, "karin")
    before = current(karin).text
    await open_modal(karin, "Een collega vragen")
    with pytest.raises(PersonError) as refused:
        await karin.submit({"colleague": colleague})
    assert says in str(refused.value.errors["colleague"]["text"])
    assert karin.modal is not None
    await karin.close()
    assert current(karin).text == before
    assert "Zin 1 van 3" in (await tap(karin, "Beginnen")).text


async def test_a_colleague_who_left_meanwhile_is_refused(world: World) -> None:
    """Somebody who left the workspace after being chosen cannot take over."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Een collega vragen")
    await karin.fill({"colleague": "kees"})
    world.workspace.deactivate(world.workspace.person("kees"))
    with pytest.raises(PersonError) as refused:
        await karin.submit()
    said = "Kees Bos is geen lid meer van deze werkruimte. Kies iemand anders."
    assert refused.value.errors["colleague"]["text"] == said


async def test_a_colleague_who_is_asked_too_is_refused(world: World) -> None:
    """Whoever speaks for the same organisation already cannot take a second invitation."""
    await world.take_in("kees", "Installatiebedrijf De Boer")
    karin = await invited(world, "karin")
    await open_modal(karin, "Een collega vragen")
    with pytest.raises(PersonError) as refused:
        await karin.submit({"colleague": "kees"})
    assert "Kees Bos is zelf al gevraagd." in str(refused.value.errors["colleague"]["text"])


async def test_no_colleague_chosen_is_said_by_the_window(world: World) -> None:
    """A window without a choice is not sent in."""
    karin = await invited(world, "karin")
    await open_modal(karin, "Een collega vragen")
    with pytest.raises(PersonError) as refused:
        await karin.submit()
    assert refused.value.code == "invalid_inputs"
    assert karin.modal is not None
