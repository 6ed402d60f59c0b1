"""The leader prepares a scan, sees exactly what partners get, and starts it once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.workspace.person import Person
from flows.ports import Store
from flows.region import Meeting
from flows.scan import ScanState
from tests.e2e.leading import (
    OVER,
    PLACE,
    also_leads,
    home_of,
    leave,
    only_scan,
    opens,
    panel_of,
    refused,
    start_by_home,
)
from tests.e2e.world import World


async def _prepare(world: World) -> Person:
    leader = await world.person("marijke")
    await opens(leader, await home_of(leader), "Scan starten")
    return leader


async def _meetings(world: World, *days: date) -> None:
    def work(store: Store) -> None:
        for known in store.meetings.find():
            store.meetings.remove(known.id)
        for day in days:
            store.meetings.add(Meeting(region_id=1, on=day))

    await world.write(work)


async def test_a_region_without_partners_cannot_start(world: World) -> None:
    """The window says what is missing and where to mend it."""

    def nobody(store: Store) -> None:
        for one in store.participants.find():
            store.participants.save(replace(one, removed_at=world.clock()))

    await world.write(nobody)
    leader = await _prepare(world)
    window = await leader.sees_modal("De scan kan nog niet starten")
    assert "Voeg bij Partners de organisaties toe" in window.text
    assert window.body["submit"] is None


async def test_a_region_that_is_not_set_up_cannot_start(world: World) -> None:
    """Everything that is missing is named at once."""
    await world.write(
        lambda store: store.regions.save(
            replace(store.regions.get(1), organisation="", channel="", channel_name="")
        )
    )
    leader = await _prepare(world)
    window = await leader.sees_modal("De scan kan nog niet starten")
    assert "penvoerder" in window.text
    assert "Kies bij Regio instellen het kanaal" in window.text


async def test_the_proposal_fits_the_next_meeting(world: World) -> None:
    """Four working days before the meeting, with the reason beside it and a title filled in."""
    await _meetings(world, date(2027, 3, 24))
    leader = await _prepare(world)
    form = await leader.sees_modal("Scan starten")
    assert form.value("deadline") == "2027-03-18"
    assert "Vier werkdagen voor de vergadering van 24 maart" in form.text
    assert form.value("title") == "Borgingsscan regio Noordwest, maart 2027"


async def test_the_proposal_without_a_meeting_is_ten_working_days(world: World) -> None:
    """Public holidays are no working days: Good Friday and Easter Monday lie between."""
    await _meetings(world)
    await world.forward(timedelta(days=10))  # Thursday 18 March
    leader = await _prepare(world)
    form = await leader.sees_modal("Scan starten")
    assert form.value("deadline") == "2027-04-05"
    assert "Tien werkdagen vanaf nu" in form.text


async def test_below_eight_people_nothing_is_preselected(world: World) -> None:
    """Six people: the leader reads what each choice shows, and has to choose."""
    leader = await _prepare(world)
    form = await leader.sees_modal("Scan starten")
    assert form.value("mode") is None
    assert "zes mensen van zes organisaties" in form.text
    assert "Twee mensen per organisatie" in form.text
    assert "mode" in await refused(leader, {})


async def test_from_eight_people_on_protected_is_preselected(world: World) -> None:
    """Eight people: protected is chosen unless the leader takes the other."""
    await world.take_in("kees", "ROC West")
    await world.take_in("nora", "Gemeente Waterdijk")
    leader = await _prepare(world)
    assert (await leader.sees_modal("Scan starten")).value("mode") == "protected"


@pytest.mark.parametrize(
    ("deadline", "why"),
    [
        ("2027-03-07", "al voorbij"),
        ("2027-03-08", ""),
        ("2028-03-09", "binnen een jaar"),
        ("2028-03-08", ""),
    ],
)
async def test_a_deadline_lies_ahead_and_within_a_year(
    world: World, deadline: str, why: str
) -> None:
    """Yesterday and two years on are refused beside the input; today before 16:00 is not."""
    leader = await _prepare(world)
    values = {"mode": "open", "deadline": deadline}
    if why:
        assert why in (await refused(leader, values))["deadline"]
    else:
        await leader.submit(values)
        await leader.sees_modal("Er is nog niets verstuurd")


async def test_today_after_closing_time_is_too_late(world: World) -> None:
    """At 16:30 a scan cannot close today any more."""
    await world.forward(timedelta(hours=6))
    leader = await _prepare(world)
    errors = await refused(leader, {"mode": "open", "deadline": "2027-03-08"})
    assert "om 16.00 uur sluit de scan" in errors["deadline"]


async def test_a_preview_that_became_too_late_is_told(world: World) -> None:
    """The deadline passed while the preview was open: nothing starts, and the leader reads why."""
    leader = await _prepare(world)
    await leader.submit({"mode": "open", "deadline": "2027-03-08"})
    await world.forward(timedelta(hours=6))
    await leader.submit()
    assert "om 16.00 uur sluit de scan" in (await leader.sees_modal("nog niet starten")).text
    assert not await world.read(lambda store: store.scans.find())


@pytest.mark.parametrize("mode", ["open", "protected"])
@pytest.mark.parametrize("with_colleague", [False, True])
async def test_the_preview_is_what_the_partner_gets(
    world: World, mode: str, *, with_colleague: bool
) -> None:
    """The first partner reads the preview's invitation, word for word."""
    if with_colleague:
        await world.take_in("kees", "Vakcollege Noord")
    leader = await _prepare(world)
    await leader.submit({"mode": mode, "title": "Scan *met* <sterren> & meer"})
    preview = (await leader.sees_modal("Er is nog niets verstuurd")).text
    karim = await world.person("karim")
    assert not karim.messages()
    await leader.submit()
    invitation = (await karim.sees("Dag Karim Haddad")).text
    shown = preview.split("---\n")[1].rsplit("\n[", 1)[0]
    assert invitation.rsplit("\n[Beginnen]", 1)[0] == shown
    counted = "Daar lezen nu 7 mensen mee"  # the bot is in the channel too, but reads nothing
    assert (counted in shown) is (mode == "open")


async def test_the_preview_warns(world: World) -> None:
    """Too few people for a protected scan, and a partner without people, are said before."""

    def fewer(store: Store) -> None:
        for one in store.participants.find()[4:]:
            store.participants.save(replace(one, removed_at=world.clock()))

    await world.write(fewer)
    leader = await _prepare(world)
    await leader.submit({"mode": "protected"})
    preview = await leader.sees_modal("Er is nog niets verstuurd")
    assert "u vraagt vier mensen van vier organisaties" in preview.text
    assert "bij Gemeente Waterdijk en Techniekmuseum De Werf is nog niemand" in preview.text


async def test_an_open_scan_in_a_public_channel_warns(world: World) -> None:
    """The leader reads in the preview that everybody in Slack will see the scores."""
    sanne = world.workspace.person("sanne")
    channel = world.workspace.channel("stuurgroep-sto")
    channel.members.append(sanne.id)
    world.workspace.state.save_channel(channel)
    await (await world.person("sanne")).act("convert", channel_id=channel.id, private=False)
    leader = await _prepare(world)
    await leader.submit({"mode": "open"})
    preview = await leader.sees_modal("Er is nog niets verstuurd")
    assert "het kanaal is openbaar. Iedereen in deze Slack ziet straks" in preview.text
    assert "in het openbare kanaal #stuurgroep-sto" in preview.text


async def test_a_scan_starts_by_command_too(world: World) -> None:
    """From the panel: the form, its preview, the start, and the panel then shows that it runs."""
    leader = await world.person("marijke")
    await opens(leader, await panel_of(leader), "Scan starten")
    await leader.submit({"mode": "open"})
    await leader.submit()
    await leader.sees_modal("Zes mensen krijgen nu een bericht")
    await leader.close()
    assert "Voortgang" in (await leader.sees_modal("loopt tot en met")).labels


async def test_what_was_chosen_is_kept(world: World) -> None:
    """Title, deadline, mode, minimum and moments go from form to preview to scan."""
    leader = await _prepare(world)
    chosen = {
        "title": "Scan voorjaar",
        "deadline": "2027-03-15",
        "mode": "protected",
        "minimum": "7",
        "moments": "two",
    }
    await leader.submit(chosen)
    await leader.submit()
    await leader.sees_modal("De scan is gestart")
    scan = await only_scan(world)
    kept = (scan.title, scan.deadline.isoformat(), scan.mode, str(scan.minimum), scan.moments)
    assert kept == tuple(chosen.values())


async def test_a_start_that_comes_twice_counts_once(world: World) -> None:
    """Slack brings the submit twice: one scan, everybody asked once, no second start offered."""
    leader = await _prepare(world)
    await leader.submit({"mode": "open"})
    await leader.sees_modal("Er is nog niets verstuurd")
    world.workspace.faults.double_envelopes()
    await leader.submit()
    await leave(leader)
    karin = await world.person("karin")
    await karin.sees("Wie ziet wat?")
    assert "Scan starten" not in (await panel_of(leader)).labels
    assert len(await world.read(lambda store: store.scans.find())) == 1
    assert len(karin.messages()) == 1


async def test_a_preview_opened_before_another_start_is_refused(world: World) -> None:
    """The preview of a leader who comes second says that a scan runs already."""
    await also_leads(world, "sanne")
    first, second = await world.person("marijke"), await world.person("sanne")
    for each in (first, second):
        await opens(each, await home_of(each), "Scan starten")
        await each.submit({"mode": "open"})
        await each.sees_modal("Er is nog niets verstuurd")
    await first.submit()
    await first.sees_modal("De scan is gestart")
    await second.submit()
    window = await second.sees_modal("De scan kan nog niet starten")
    assert "Er loopt al een scan in deze regio" in window.text
    assert len(await world.read(lambda store: store.scans.find())) == 1


async def test_a_preview_of_who_leads_no_more_starts_nothing(world: World) -> None:
    """Preview and start are checked again."""
    leader = await _prepare(world)
    await leader.submit({"mode": "open"})
    await leader.sees_modal("Er is nog niets verstuurd")
    await world.write(lambda store: store.leaders.remove(store.leaders.find()[0].id))
    await leader.submit()
    await leader.sees_modal(OVER)
    assert not await world.read(lambda store: store.scans.find())


async def test_the_channel_is_told_of_the_start(world: World) -> None:
    """Title, how many are asked, until when, and what will be shown; nobody's name."""
    leader = await start_by_home(world)
    told = await leader.sees("De scan is gestart", PLACE)
    assert "De bot stuurt zes mensen van zes organisaties een privébericht" in told.text
    assert "cijfers per organisatie" in told.text
    assert "Karin" not in told.text
    assert (await only_scan(world)).state is ScanState.OPEN
