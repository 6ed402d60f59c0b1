"""What could not be delivered reaches the leader once, in plain words, and can be tried again."""

from dataclasses import replace

from bot.demo_region import CHANNEL, LEADER
from flows.outbox import WishState
from flows.topics import Topic
from tests.e2e.delivering import delivered, shown_of, stands_once
from tests.e2e.leading import also_leads, hand_in, home_of, opens, until
from tests.e2e.world import World


def come_and_go(world: World, *names: str, gone: bool) -> None:
    """Have the accounts of people deactivated, or activated again."""
    for name in names:
        person = world.workspace.person(name)
        if gone:
            world.workspace.deactivate(person)
        else:
            world.workspace.state.save_member(replace(person, deleted=False))


async def test_a_leader_hears_once_and_has_it_tried_again(world: World) -> None:
    """Who, why and what to do; one tap later everybody has their invitation."""
    come_and_go(world, "karin", "els", gone=True)
    await world.start_scan()
    await delivered(world)
    leader = await world.person(LEADER.name)
    told = await leader.sees("twee mensen zijn niet bereikt")
    assert "Karin de Boer" in told.text
    assert "De accounts in Slack zijn uitgeschakeld." in told.text
    assert "Opnieuw proberen" in told.labels
    assert [len(all_) for all_ in shown_of(world, Topic.UNDELIVERED).values()] == [1]

    await leader.tap(told, "Opnieuw proberen")
    await leader.sees("De bot probeert het opnieuw bij twee mensen")
    await delivered(world)
    assert await world.read(lambda store: len(store.wishes.find(state=WishState.FAILED))) == 2
    assert [len(all_) for all_ in shown_of(world, Topic.UNDELIVERED).values()] == [1]

    come_and_go(world, "karin", "els", gone=False)
    await leader.tap(await leader.sees("twee mensen zijn niet bereikt"), "Opnieuw proberen")
    await delivered(world)
    await (await world.person("karin")).sees("Dag Karin de Boer")
    await leader.sees("is nu bereikt")
    assert [len(all_) for all_ in shown_of(world, Topic.UNDELIVERED).values()] == [1]


async def test_the_progress_window_says_so_too(world: World) -> None:
    """Beside the person, with a button to try again that answers in a window."""
    come_and_go(world, "karin", gone=True)
    await world.start_scan()
    await delivered(world)
    leader = await world.person(LEADER.name)
    window = await opens(leader, await home_of(leader), "Voortgang")
    assert "niet bereikt: het account in Slack is uitgeschakeld" in window.text
    await leader.tap(window, "Opnieuw proberen")
    await leader.sees_modal("De bot probeert het opnieuw bij één persoon")


async def test_the_other_leader_hears_of_one_who_cannot_be_told(world: World) -> None:
    """Whose account is gone; and who leads the region can be chosen there."""
    await also_leads(world, "sanne")
    come_and_go(world, LEADER.name, "karin", gone=True)
    await world.start_scan()
    await delivered(world)
    other = await world.person("sanne")
    told = await other.sees("niet bereikt")
    assert "(programmaleider)" in told.text
    assert "Programmaleiders" in told.labels
    await opens(other, told, "Programmaleiders")


async def test_an_outcome_that_could_not_be_changed_is_mended_by_a_tap(world: World) -> None:
    """Somebody had their answers deleted while the channel was archived."""
    scan = await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7, "els": (4,) * 7})
    await world.close_scan(scan)
    leader = await world.person(LEADER.name)
    await delivered(world)
    channel_id = world.workspace.channel(CHANNEL).id
    await leader.act("archive", channel_id=channel_id)
    karin = await world.person("karin")
    await karin.command("/borging mijn gegevens")
    await karin.tap(await karin.sees_modal(), "Mijn gegevens wissen")
    await karin.sees_modal("kan de bot niet terug")
    await until(
        lambda: world.read(
            lambda store: store.wishes.find(topic=Topic.RESULTS, state=WishState.FAILED)
        )
    )
    assert "In #stuurgroep-sto staat nog de oude" in (await home_of(leader)).text
    told = await leader.sees("In #stuurgroep-sto staat nog de oude")
    assert "gearchiveerd" in told.text
    await leader.act("unarchive", channel_id=channel_id)
    await leader.tap(told, "Opnieuw plaatsen")
    await delivered(world)
    await stands_once(world, Topic.RESULTS)
    await leader.sees("De uitkomst staat in #stuurgroep-sto")
