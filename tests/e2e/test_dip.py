"""A netwerkdip over the wire: the leader alone hears of it, and each small step takes two taps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.demo_region import LEADER, PARTICIPANTS
from bot.time_travel import travel
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.action import Action
from flows.calendar import local_day
from flows.ports import Store
from flows.topics import Topic
from flows.usecases.followed import follow_up_of
from tests.e2e.leading import PLACE, hand_in, leave, only_scan, opens, start_by_home
from tests.e2e.world import WAIT_S, World

NAMES = [one.name for one in PARTICIPANTS]
RESULT = datetime(2027, 3, 9, 9, 30, tzinfo=UTC)
QUESTION = datetime(2027, 6, 7, 9, 30, tzinfo=UTC)
SECOND_SCAN = datetime(2027, 6, 8, 9, 30, tzinfo=UTC)
"""Participants get one message a day: of the first scan, the month's question, the second one."""
LOOKED = datetime(2027, 6, 10, 12, tzinfo=UTC)
LATER = datetime(2027, 6, 14, 12, tzinfo=UTC)
THANKS = "Dank voor uw gastvrijheid."
HEAD = "Alleen voor u: let op de samenwerking"


async def _scan(world: World, score: int, names: Sequence[str] = NAMES) -> None:
    """A scan in which these people score all the same; published."""
    await start_by_home(world)
    await hand_in(world, dict.fromkeys(names, (score,) * 7))
    await world.close_scan(await only_scan(world))


async def _two_scans(
    world: World, score: int, names: Sequence[str] = NAMES
) -> tuple[Person, Shown]:
    """The leader with the notice that follows from a second scan in June."""
    now = world.clock()
    await world.write(lambda store: follow_up_of(store, store.regions.get(1), now))
    await _scan(world, 4, NAMES if score == 4 else names)
    for moment in (RESULT, QUESTION, SECOND_SCAN):
        await world.forward(moment - world.clock())
        await world.running_bot.catch_up()
    await _scan(world, score, names)
    await _travel(world, LOOKED)
    leader = await world.person(LEADER.name)
    return leader, await leader.sees(HEAD, patience=WAIT_S)


async def _travel(world: World, until: datetime) -> None:
    await travel(world.running_bot, world.clock, until)
    world.workspace.clock_moved()


async def _step(
    leader: Person, notice: Shown, label: str, values: Mapping[str, object] | None = None
) -> str:
    """What the leader reads after a small step of two taps."""
    await leave(leader)
    window = await opens(leader, notice, label)
    await leader.submit(values or {})
    after = await leader.wait_for(
        lambda me: me.modal if me.modal and me.modal.text != window.text else None, WAIT_S
    )
    return str(after.text)


async def test_a_fall_is_told_in_private(world: World) -> None:
    """Meet, celebrate and anchor in two taps each; nobody else hears of a dip; dismissed."""
    leader, notice = await _two_scans(world, 3)
    assert "van 4,0 van 5 naar 3,0 (bij 6 van de 6)" in notice.text
    assert "naar Klaster, 2025" in notice.text

    assert "onder de dagen om elkaar te spreken" in await _step(leader, notice, "Elkaar spreken")
    assert "zes mensen" in await _step(leader, notice, "Vieren")
    await leave(leader)
    anchored = await opens(leader, notice, "Vastleggen")
    assert "een vaste plek" in anchored.text
    await leave(leader)

    await _travel(world, LATER)
    told = await leader.sees("spreken we elkaar", PLACE, patience=WAIT_S)
    assert "dip" not in told.text
    for name in NAMES:
        person = await world.person(name)
        await person.sees("goed", patience=WAIT_S)
        assert not any("netwerkdip" in one.text for one in person.messages("app"))
    assert not any("netwerkdip" in one.text for one in leader.messages(PLACE))

    await leader.tap(notice, "Ik herken dit niet")
    await leader.sees("Deze signalen zijn stil tot de volgende uitkomst", patience=WAIT_S)
    await leave(leader)

    def quiet(store: Store) -> Sequence[str]:
        return follow_up_of(store, store.regions.get(1), world.clock()).quiet

    assert [one.split(":")[0] for one in await world.read(quiet)] == ["fall"]


async def test_silence_and_late_actions(world: World) -> None:
    """A partner that was not heard is named to the leader alone; a question, and new dates."""
    now = world.clock()

    def agree(store: Store) -> None:
        owner = store.participants.find()[0]
        for number in (1, 2):
            store.actions.add(
                Action(
                    workspace_id=1,
                    region_id=1,
                    what=f"Nieuwsbericht {number}",
                    owner_id=owner.id,
                    partner_id=owner.partner_id,
                    due_on=date(2027, 4, 20),
                    created_at=now,
                )
            )

    await world.write(agree)
    leader, notice = await _two_scans(world, 3, NAMES[:-1])
    assert "Van Techniekmuseum De Werf kwam sinds" in notice.text
    assert "drie werkweken of langer over de datum, de oudste sinds 20 april 2027" in notice.text

    assert "Twee acties hebben een nieuwe datum." in await _step(leader, notice, "Ruimte maken")
    due = await world.read(lambda store: {one.due_on for one in store.actions.find()})
    assert due == {local_day(LOOKED + timedelta(days=14), "Europe/Amsterdam")}
    assert "één persoon" in await _step(leader, notice, "Vragen wat een partner nodig heeft")
    await _travel(world, LATER)
    joost = await world.person("joost")
    await joost.sees("Hoe kijkt u op dit moment naar onze samenwerking", patience=WAIT_S)
    assert "De Werf" not in "\n".join(
        one.text for one in leader.messages(PLACE) if "geen antwoord" in one.text
    )


async def test_fewer_answers(world: World) -> None:
    """Thanks in the leader's own words, and a question to all for whom it made a difference."""
    leader, notice = await _two_scans(world, 4, NAMES[:-2])
    assert "Antwoord van 4 van de 6 partners; in maart 2027 van 6 van de 6." in notice.text
    values = {"partner": "ROC West", "words": THANKS}
    assert "één persoon" in await _step(leader, notice, "Bedanken", values)
    assert "mensen" in await _step(leader, notice, "Opbrengst laten zien")
    await _travel(world, LATER)
    await (await world.person("els")).sees("Voor wie maakte onze samenwerking", patience=WAIT_S)
    wishes = await world.read(lambda store: store.wishes.find(topic=Topic.DIP))
    assert [wish.address for wish in wishes] == [""]
