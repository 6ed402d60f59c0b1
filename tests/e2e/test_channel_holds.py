"""A scan that cannot be published as promised waits for its leader."""

import re

import pytest

from bot.demo_region import CHANNEL
from bot.workspace.person import Person
from flows.scan import Hold, Mode, ScanState
from tests.e2e.leading import (
    PLACE,
    hand_in,
    home_of,
    leave,
    only_scan,
    opens,
    panel_of,
    radar_of,
    radars,
)
from tests.e2e.world import WAIT_S, World


async def _close(world: World) -> Person:
    await world.close_scan(await only_scan(world))
    return await world.person("marijke")


async def test_below_the_minimum_the_scan_is_held_extended_once_and_finished(
    world: World,
) -> None:
    """No figures and no names; one extension; then help for the conversation in the channel."""
    await world.start_scan(Mode.PROTECTED)
    karin, tom = await world.person("karin"), await world.person("tom")
    await karin.sees("Wie ziet wat?")
    await hand_in(world, dict.fromkeys(("tom", "els", "fatima", "karim"), (2,) * 7))
    leader = await _close(world)
    held = await leader.sees("Te weinig mensen leverden in")
    assert "minstens vijf" in held.text
    await tom.sees("Marijke Visser beslist nu")
    assert not radars(leader)
    await opens(leader, held, "Verlengen")
    await leader.submit({"deadline": "2027-04-09"})
    await leader.sees("vrijdag 9 april", PLACE)
    invitation = await karin.sees("tot en met vrijdag 9 april")
    assert invitation.body["ts"] == karin.messages()[-1].body["ts"]
    await tom.sees("Wijzigen kan tot en met vrijdag 9 april")
    await _close(world)
    again = await leader.sees("Verlengen kan niet nog een keer")
    assert set(again.labels) == {"Hulp bij het gesprek", "Zonder cijfers afsluiten"}
    await leader.tap(again, "Zonder cijfers afsluiten")
    told = await leader.sees("Van deze scan komen geen cijfers", PLACE)
    assert "Vier mensen leverden in; cijfers komen er pas vanaf vijf mensen van drie" in told.text
    assert "Bij borging in de regio denk ik aan" in told.text
    assert not radars(leader)
    assert not re.search(r"\d,\d", told.text)
    assert (await only_scan(world)).state is ScanState.PUBLISHED


async def test_a_held_scan_can_be_finished_from_the_page(world: World) -> None:
    """Home and panel carry the same buttons as the message."""
    await world.start_scan(Mode.PROTECTED)
    leader = await _close(world)
    await leader.sees("Te weinig mensen leverden in")
    assert {"Verlengen", "Zonder cijfers afsluiten"} <= set((await home_of(leader)).labels)
    panel = await panel_of(leader)
    await leader.tap(panel, "Zonder cijfers afsluiten")
    told = await leader.sees("Van deze scan komen geen cijfers", PLACE)
    assert "Niemand leverde in" in told.text
    await leader.wait_for(lambda me: me.modal and "Scan starten" in me.modal.labels, WAIT_S)


async def _break(world: World, how: str) -> None:
    leader = await world.person("marijke")
    channel_id = world.workspace.channel(CHANNEL).id
    if how == "public":
        await leader.act("convert", channel_id=channel_id, private=False)
    elif how == "archived":
        await leader.act("archive", channel_id=channel_id)
    else:
        app = world.workspace.core.app.user_id
        await leader.act("remove", channel_id=channel_id, user_id=app)


async def _mend(world: World, how: str) -> None:
    leader = await world.person("marijke")
    channel_id = world.workspace.channel(CHANNEL).id
    if how == "public":
        await leader.act("convert", channel_id=channel_id, private=True)
    elif how == "archived":
        await leader.act("unarchive", channel_id=channel_id)
    else:
        await leader.invite(PLACE, "app")


@pytest.mark.parametrize("how", ["public", "archived", "removed"])
async def test_a_channel_that_changed_holds_the_results_until_it_is_mended(
    world: World, how: str
) -> None:
    """Nothing is posted; the leader reads why, looks again in vain, mends it, looks again."""
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7})
    leader = await world.person("marijke")
    await leader.sees("De scan is gestart", PLACE)
    await _break(world, how)
    scan = await only_scan(world)
    await world.forward(scan.closes_at - world.clock())
    held = await leader.sees("Het kanaal is niet meer zoals de partners lazen")
    karin = await world.person("karin")
    await karin.sees("beslist nu of en hoe de uitkomst")
    await leader.tap(held, "Kanaal opnieuw bekijken")
    await leader.sees("wacht op u")
    assert (await only_scan(world)).hold is Hold.CHANNEL
    await _mend(world, how)
    await leader.tap(held, "Kanaal opnieuw bekijken")
    await radar_of(leader)
    await karin.sees(f"De uitkomst staat in #{CHANNEL}")


async def test_a_replaced_channel_holds_the_results_and_partners_are_told_first(
    world: World,
) -> None:
    """Post it anyway: partners read where and when, and it appears the next working day at four."""
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7})
    leader, karin = await world.person("marijke"), await world.person("karin")
    await leader.create_channel("nieuw")
    await leader.invite("#nieuw", "app")
    await leader.sees("Borgingsbot", "#nieuw")
    await opens(leader, await home_of(leader), "Regio instellen")
    await leader.submit({"channel": "#nieuw"})
    await leave(leader)
    scan = await only_scan(world)
    await world.forward(scan.closes_at - world.clock())
    held = await leader.sees("vervangen door een ander")
    await karin.sees("beslist nu of en hoe de uitkomst")
    count = len(karin.messages())
    await leader.tap(held, "Toch plaatsen")
    told = await karin.sees("Het kanaal is anders dan in uw uitnodiging stond")
    assert "op woensdag 24 maart, 16.00 uur in het openbare kanaal #nieuw" in told.text
    assert len(karin.messages()) == count + 1
    assert not _pictures(leader, "#nieuw")
    await world.forward((await only_scan(world)).closes_at - world.clock())
    await leader.wait_for(lambda me: _pictures(me, "#nieuw") or None, WAIT_S)
    await karin.sees("De uitkomst staat in #nieuw")
    assert not radars(leader)


def _pictures(person: Person, place: str) -> list[str]:
    return [
        one.text
        for one in person.messages(place)
        if any(block["type"] == "image" for block in one.body["blocks"])
    ]


async def test_a_person_who_was_told_can_still_take_their_answers_back(world: World) -> None:
    """Deleted before the other channel gets the results, the answers are not in them."""
    await world.start_scan()
    await hand_in(world, {"karin": (1,) * 7, "tom": (5,) * 7})
    leader, karin = await world.person("marijke"), await world.person("karin")
    await _break(world, "public")
    await world.forward((await only_scan(world)).closes_at - world.clock())
    held = await leader.sees("zoals de partners lazen")
    await leader.tap(held, "Toch plaatsen")
    told = await karin.sees("Het kanaal is anders")
    window = await opens(karin, told, "Privacy")
    await karin.tap(window, "Mijn gegevens wissen")
    await karin.sees("Uw antwoorden zijn gewist")
    await world.forward((await only_scan(world)).closes_at - world.clock())
    radar = await radar_of(leader)
    assert "5,0 van 5" in radar.text
    assert "Installatiebedrijf De Boer" in radar.text.split("Goed om te zien")[0]


async def test_a_told_channel_that_is_gone_at_four_holds_again(world: World) -> None:
    """The other channel is looked at once more before anything is posted in it."""
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7})
    leader = await world.person("marijke")
    await _break(world, "public")
    await world.forward((await only_scan(world)).closes_at - world.clock())
    held = await leader.sees("zoals de partners lazen")
    await leader.tap(held, "Toch plaatsen")
    await leader.sees("De partners weten dat het kanaal is veranderd")
    await _break(world, "archived")
    await world.forward((await only_scan(world)).closes_at - world.clock())
    assert (await only_scan(world)).hold is Hold.CHANNEL
    assert not radars(leader)
