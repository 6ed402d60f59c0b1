"""What came of a scan, in windows: who may open them, what they show, and their pictures."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.demo_region import CHANNEL
from bot.workspace.model import Json
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.scan import Mode, Scan
from tests.e2e.crafted import tap_with
from tests.e2e.leading import PLACE, hand_in, home_of, leave, only_scan, opens, radar_of
from tests.e2e.walking import settled, shows
from tests.e2e.world import WAIT_S, World, has

FIRST = {
    "karim": (1, 2, 3, 4, 5, 1, 2),
    "els": (2, 2, 3, 4, 5, 2, 3),
    "tom": (3, 2, 3, 4, 5, 3, 4),
    "karin": (4, 2, 1, 4, 5, 2, 3),
}
SECOND = {"karim": (2, 3, 4, 4, 5, 2, 3), "karin": (5, 3, 2, 4, 4, 3, 4)}
BASIS = "Zeekomkommerstelling over het jaarplan."
REFUSED = "U kunt deze uitkomst niet openen."
MISSING = "De grafiek kon nu niet worden gemaakt."


async def published(
    world: World, scores: Mapping[str, Sequence[int]] = FIRST, mode: Mode = Mode.OPEN
) -> Scan:
    """A scan whose results stand in the channel."""
    await world.start_scan(mode)
    await hand_in(world, scores, BASIS)
    await settled(world)
    await world.forward(timedelta(days=1))  # so that partners may be told of the outcome
    await world.close_scan(await only_scan(world))
    await settled(world)
    return await only_scan(world)


async def two_published(world: World) -> Scan:
    """Two scans a quarter apart; the last one."""
    await published(world)
    await world.forward(timedelta(days=91))
    await settled(world)
    await world.forward(timedelta(days=1))  # for that day people got the question of the month
    return await published(world, SECOND)


def images(shown: Shown | None) -> list[Json]:
    """The pictures in a window or page."""
    blocks = shown.body["blocks"] if shown else []
    return [block for block in blocks if block["type"] == "image"]


async def with_pictures(person: Person, title: str, number: int = 1) -> Shown:
    """The window with this title once its pictures are there."""
    return await person.wait_for(
        lambda me: (
            me.modal
            if me.modal and title in me.modal.text and len(images(me.modal)) == number
            else None
        ),
        WAIT_S,
    )


def uploads(world: World) -> int:
    """Pictures that were uploaded."""
    return len(world.workspace.journal.calls("files.completeUploadExternal"))


async def sees_nothing(world: World, name: str, scan: Scan) -> None:
    """Somebody who taps the radar's buttons without reading its channel gets no window."""
    radar = await radar_of(await world.person("marijke"))
    person = await world.person(name)
    before = world.workspace.journal.last
    for action in ("open", "compare", "history", "table", "files"):
        await tap_with(world, person, radar, f"results.{action}", {"scan": scan.id})
    await world.running_bot.front.drain()
    told = [call.arguments for call in world.workspace.journal.calls(after=before)]
    assert REFUSED in str(told)
    assert "van 5" not in str(told)
    assert person.modal is None


async def test_a_partner_opens_their_own_line(world: World) -> None:
    """From the message about the outcome: own scores, the region's mean, own words, a picture."""
    await published(world)
    karin = await world.person("karin")
    message = await shows(karin, f"#{CHANNEL}")
    await karin.tap(message, "results.own")
    shown = await with_pictures(karin, "Mijn cijfers")
    assert "U gaf een 4. De regio: 2,5 van 5." in shown.text
    assert BASIS in shown.text
    assert "ROC West" not in shown.text
    assert BASIS not in world.everything_said()


async def test_two_taps_draw_one_picture(world: World) -> None:
    """A hurried second tap opens the same window with the same file."""
    await published(world)
    before = uploads(world)
    karin = await world.person("karin")
    message = await shows(karin, f"#{CHANNEL}")
    await karin.tap(message, "results.own")
    await karin.tap(message, "results.own")
    await with_pictures(karin, "Mijn cijfers")
    await world.running_bot.front.drain()
    assert uploads(world) == before + 1


async def test_the_channel_s_button_opens_all_figures(world: World) -> None:
    """For the leader, for who took part, and for a member of the channel without a part."""
    await published(world)
    marijke = await world.person("marijke")
    kees = await world.person("kees")
    await marijke.invite(PLACE, "kees")
    for person in (marijke, await world.person("tom"), kees):
        await person.tap(await radar_of(person), "results.open")
        shown = await with_pictures(person, "Partners die cijfers gaven: 4 van de 6", 2)
        assert all(image["alt_text"] for image in images(shown))
        assert ("Mijn cijfers" in shown.labels) is (person.name == "tom")


async def test_strangers_see_nothing(world: World) -> None:
    """Somebody of the workspace, and its administrator, with a button that is not theirs."""
    scan = await published(world)
    await sees_nothing(world, "nora", scan)


async def test_who_leaves_the_channel_sees_nothing_any_more(world: World) -> None:
    """At once; somebody who took part in the scan goes on seeing it."""
    scan = await published(world)
    marijke, tom = await world.person("marijke"), await world.person("tom")
    await marijke.invite(PLACE, "kees")
    radar = await radar_of(marijke)
    channel = world.workspace.channel(CHANNEL).id
    for name in ("kees", "tom"):
        await marijke.act("remove", channel_id=channel, user_id=world.user_id(name))
    await sees_nothing(world, "kees", scan)
    await tap_with(world, tom, radar, "results.open", {"scan": scan.id})
    await with_pictures(tom, "Partners die cijfers gaven", 2)


async def test_any_two_scans_are_compared(world: World) -> None:
    """The last two at first; another choice is shown in the same window, with its picture."""
    await two_published(world)
    els = await world.person("els")
    await els.tap(await last_radar_of(els), "results.compare")
    shown = await with_pictures(els, "Vergelijken")
    assert await els.submit() == "updated"
    again = await with_pictures(els, "Vergelijken")
    assert shown.body["id"] == again.body["id"]
    await world.running_bot.front.drain()
    assert len(images(els.modal)) == 1


async def test_the_history_shows_each_scan(world: World) -> None:
    """From all figures, one window further; and by the command for who may see any of it."""
    await two_published(world)
    els = await world.person("els")
    await els.command("/borging resultaten")
    listed = await els.sees_modal("Uitkomsten")
    assert listed.labels.count("Alle cijfers") == 2
    await els.tap(listed, "results.history")
    shown = await with_pictures(els, "Verloop")
    assert "2,5 van 5 (4 organisaties) → 3,5 (2 organisaties)" in shown.text
    await leave(els)
    nora = await world.person("nora")
    await nora.command("/borging resultaten")
    await nora.sees_modal("De bot vindt hier geen uitkomst die u kunt zien.")


async def test_the_home_shows_the_history(world: World) -> None:
    """Once drawn it is there from the start, and a window over it works as in the channel."""
    await two_published(world)
    els = await world.person("els")
    await els.open_home()
    home = await els.wait_for(lambda me: me.home if images(me.home) else None, WAIT_S)
    assert "Uitkomsten" in home.text
    await world.running_bot.front.drain()
    before = uploads(world)
    again = await home_of(els)
    assert images(again)
    await opens(els, again, "results.open")
    await with_pictures(els, "Partners die cijfers gaven", 2)
    await leave(els)
    assert uploads(world) == before + 2


async def test_a_picture_that_cannot_be_made_leaves_the_text(world: World) -> None:
    """The figures stand there, and the window says that the picture does not."""
    await published(world)
    world.workspace.faults.fail_next("files.getUploadURLExternal", "server_error")
    karin = await world.person("karin")
    await karin.tap(await shows(karin, f"#{CHANNEL}"), "results.own")
    shown = await karin.wait_for(
        lambda me: me.modal if me.modal and MISSING in me.modal.text else None, WAIT_S
    )
    assert "U gaf een 4. De regio: 2,5 van 5." in shown.text
    assert not images(shown)


async def test_a_stop_waits_for_the_pictures_and_leaves_no_one_s_behind(world: World) -> None:
    """What was being drawn is shown; files with a person's own scores are then deleted."""
    await published(world)
    karin = await world.person("karin")
    await karin.tap(await shows(karin, f"#{CHANNEL}"), "results.own")
    await world.stop_bot()
    await with_pictures(karin, "Mijn cijfers")
    in_channel = {
        block["slack_file"]["id"]
        for message in world.workspace.messages(world.workspace.channel(CHANNEL))
        for block in message.blocks
        if block["type"] == "image"
    }
    assert set(world.workspace.state.files) == in_channel


async def last_radar_of(person: Person) -> Shown:
    """The message with the results of the second scan."""

    def find(me: Person) -> Shown | None:
        found = [one for one in me.messages(PLACE) if images(one) and has(one, "results.compare")]
        return found[-1] if found else None

    return await person.wait_for(find, WAIT_S)
