"""What tests of the programme leader and the channel share: windows, scans, answers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.demo_region import CHANNEL, LEADER
from bot.workspace.errors import PersonError
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from flows.catalogue import load_instruments
from flows.ports import Store
from flows.region import Leader
from flows.response import Answer, ResponseState
from flows.scan import Scan
from flows.usecases.desk import keep_person
from flows.usecases.walks import instrument_of, wish_walk
from tests.e2e.world import LOOK_S, WAIT_S, World, has

PLACE = f"#{CHANNEL}"
TABLE = "De cijfers per organisatie"
OVER = "Dit kan alleen de programmaleider"


async def home_of(person: Person) -> Shown:
    """The Home as it is drawn when somebody opens it now."""
    before = person.home.body["hash"] if person.home else ""
    await person.open_home()
    return await person.wait_for(
        lambda me: me.home if me.home and me.home.body["hash"] != before else None, WAIT_S
    )


async def panel_of(person: Person) -> Shown:
    """The same as a window, by the command."""
    await person.command("/borging")
    return await person.sees_modal("Borgingsbot helpt")


async def opens(person: Person, on: Shown, label: str) -> Shown:
    """The window that a tap opens or changes."""
    before = (person.modal.body["id"], person.modal.body["hash"]) if person.modal else ("", "")
    await person.tap(on, label)
    return await person.wait_for(
        lambda me: (
            me.modal
            if me.modal and (me.modal.body["id"], me.modal.body["hash"]) != before
            else None
        ),
        WAIT_S,
    )


async def refused(person: Person, values: Mapping[str, object]) -> Mapping[str, str]:
    """What stands beside the inputs of a window that is not taken, by input name."""
    try:
        outcome = await person.submit(values)
    except PersonError as error:
        return {name: str(one["text"]) for name, one in error.errors.items()}
    raise AssertionError(f"taken: {outcome}\n{person.picture()}")


async def until(check: Callable[[], Awaitable[object]]) -> None:
    """Wait until a look at something outside the people's pages finds what is waited for."""
    async with asyncio.timeout(WAIT_S):
        while not await check():  # noqa: ASYNC110 - what is looked at tells of no change
            await asyncio.sleep(LOOK_S)


async def leave(person: Person) -> None:
    """Close all windows."""
    if person.modal is not None:
        await person.close(everything=True)
        await person.sees_no_modal()


async def also_leads(world: World, name: str) -> None:
    """One more leader of the region."""
    member = world.workspace.person(name)

    def work(store: Store) -> None:
        region = store.regions.get(1)
        workspace = store.workspaces.get(region.workspace_id)
        person = keep_person(store, workspace, member.team_id, member.id, member.real_name)
        store.leaders.add(Leader(region_id=region.id, person_id=person.id))

    await world.write(work)


async def only_scan(world: World) -> Scan:
    """The scan that was started last, as kept."""
    return await world.read(lambda store: store.scans.find()[-1])


async def start_by_home(
    world: World, mode: str = "open", values: Mapping[str, object] | None = None
) -> Person:
    """Start a scan through the leader's Home; returns the leader, no window open."""
    leader = await world.person(LEADER.name)
    await opens(leader, await home_of(leader), "Scan starten")
    await leader.submit({"mode": mode, **(values or {})})
    await leader.submit()
    await leader.sees_modal("De scan is gestart")
    await leave(leader)
    await leader.wait_for(lambda me: me.home and has(me.home, "scan.progress"), WAIT_S)
    return leader


async def hand_in(world: World, scores: Mapping[str, Sequence[int | None]], text: str = "") -> None:
    """Hand in for people by name: seven scores each (None: does not know), as their walk does.

    Only once their invitation stands, for nobody hands in before they have it.
    """
    if world.bot is not None:
        await world.bot.house.courier.caught_up()
    now, instruments = world.clock(), load_instruments()
    users = {world.user_id(name): theirs for name, theirs in scores.items()}

    def work(store: Store) -> None:
        scan = store.scans.find()[-1]
        instrument = instrument_of(scan, instruments)
        for response in store.responses.find(scan_id=scan.id):
            person = store.people.get(response.person_id)
            if person.user_id not in users:
                continue
            given = zip(instrument.statements, users[person.user_id], strict=True)
            answers = [
                Answer(
                    response_id=response.id,
                    item=item.key,
                    score=score,
                    unknown=score is None,
                    basis=text,
                    answered_at=now,
                )
                for item, score in given
            ]
            answers += [
                Answer(
                    response_id=response.id,
                    item=sentence.key,
                    text=text,
                    skipped=not text,
                    answered_at=now,
                )
                for sentence in instrument.sentences
            ]
            for answer in answers:
                store.answers.add(answer)
            done = replace(
                response,
                state=ResponseState.SUBMITTED,
                position=len(instrument.items),
                begun_at=now,
                submitted_at=now,
            )
            store.responses.save(done)
            wish_walk(store, now, done)

    await world.write(work)


async def radar_of(person: Person) -> Shown:
    """Wait for the first radar in the stuurgroep's channel."""
    return await person.wait_for(lambda me: next(iter(radars(me)), None), WAIT_S)


def radars(person: Person) -> list[Shown]:
    """The messages with a picture in the stuurgroep's channel, not in a thread."""
    return [
        one
        for one in person.messages(PLACE)
        if not one.body.get("thread_ts")
        and any(block["type"] == "image" for block in one.body["blocks"])
    ]


async def table_of(person: Person) -> Shown:
    """Wait for the table of an open scan: the last in the thread, a message a second."""
    return await person.sees(TABLE, PLACE, patience=WAIT_S)
