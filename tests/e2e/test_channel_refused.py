"""A channel that no longer takes what was to be posted in it: the leader is told and mends it."""

from dataclasses import replace

from bot.compose import almanac
from bot.demo_region import CHANNEL
from bot.workspace.person import Person
from flows.catalogue import load_instruments
from flows.usecases.scans import close
from tests.e2e.leading import PLACE, hand_in, home_of, only_scan, radar_of, radars
from tests.e2e.world import World


async def _refused(world: World, *, archived: bool) -> Person:
    """A scan that closed just before its channel stopped taking messages; the leader."""
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7})
    leader = await world.person("marijke")
    await leader.sees("De scan is gestart", PLACE)
    before = world.channel_facts()
    channel_id = world.workspace.channel(CHANNEL).id
    if archived:
        await leader.act("archive", channel_id=channel_id)
    else:
        app = world.workspace.core.app.user_id
        await leader.act("remove", channel_id=channel_id, user_id=app)
    scan, now = await only_scan(world), world.clock()
    await world.write(
        lambda store: close(
            store,
            store.scans.get(scan.id, lock=True),
            replace(before),
            load_instruments(),
            now,
            almanac(now.year),
        )
    )
    return leader


async def test_taken_in_again_the_bot_posts_what_the_channel_refused(world: World) -> None:
    """Until then nobody reads that the outcome stands there."""
    leader = await _refused(world, archived=False)
    told = await leader.sees("kon de uitkomst niet plaatsen in #stuurgroep-sto")
    assert "/invite @Borgingsbot" in told.text
    karin = await world.person("karin")
    await karin.sees("De uitkomst komt in #stuurgroep-sto")
    home = await home_of(leader)
    assert "kon de uitkomst niet plaatsen" in home.text
    assert "Opnieuw plaatsen" in home.labels
    await leader.invite(PLACE, "app")
    await radar_of(leader)
    await leader.sees("De uitkomst staat in #stuurgroep-sto")
    await karin.sees("De uitkomst staat in #stuurgroep-sto")
    assert len(radars(leader)) == 1
    assert "Opnieuw plaatsen" not in (await home_of(leader)).labels


async def test_a_refused_outcome_is_posted_again_by_a_tap(world: World) -> None:
    """Not before the channel is mended."""
    leader = await _refused(world, archived=True)
    told = await leader.sees("kon de uitkomst niet plaatsen in #stuurgroep-sto")
    assert "gearchiveerd" in told.text
    await leader.tap(told, "Opnieuw plaatsen")
    await leader.sees("Dit kanaal is gearchiveerd")
    await leader.act("unarchive", channel_id=world.workspace.channel(CHANNEL).id)
    await leader.tap(told, "Opnieuw plaatsen")
    await radar_of(leader)
    await leader.sees("De uitkomst staat in #stuurgroep-sto")
    assert len(radars(leader)) == 1
