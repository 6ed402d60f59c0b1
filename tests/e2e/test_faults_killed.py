"""kill -9 of a replica at every point between claiming a message and marking it as shown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.workspace.faults import FaultKind
from flows.check_in import CheckInState
from flows.outbox import Manner, WishState
from flows.ports import Store
from flows.topics import BETWEEN_SCANS, Topic
from tests.e2e.between import AT_ONCE, OF_ROUND, PEOPLE, await_round, say_all, want_anew
from tests.e2e.delivering import stands_once, wanted
from tests.e2e.leading import hand_in, only_scan
from tests.e2e.process import Process
from tests.e2e.world import World, make_world

LEASE_S = 4.0
"""Seconds until what a killed replica was sending is anybody's."""
PATIENCE_S = 60.0
"""Seconds to wait for a delivery: far more than it takes."""
LOOK_S = 0.02
"""Seconds between two looks at what a process of its own has done."""
NEVER_S = 600.0
"""Seconds after which Slack would have answered."""


class Killing:
    """A world in which a replica is killed while Slack works on a call of it."""

    def __init__(self, world: World, folder: Path) -> None:
        """Nothing runs yet."""
        self.world = world
        self.process = Process(world, folder)

    async def kill_during(
        self, method: str, kind: FaultKind = "slow", *, then: str | None = None
    ) -> None:
        """Kill it when Slack has (`slow`) or has not (others) done what was asked; start anew.

        `then` is the call for which Slack takes its time next.
        """
        faults, journal = self.world.workspace.faults, self.world.workspace.journal

        def met() -> bool:
            return any(call.outcome == kind for call in journal.calls(method))

        async with asyncio.timeout(PATIENCE_S):
            while not met():  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(LOOK_S)
        await self.process.kill()
        faults.clear()
        journal.clear()
        if then is not None:
            self.prepare(then)
        await self.process.start()

    def prepare(self, method: str, kind: FaultKind = "slow") -> None:
        """Have Slack take its time for the next call."""
        self.world.workspace.faults.fail_next(method, kind, times=99, seconds=NEVER_S)

    async def settled(self, *topics: Topic) -> None:
        """Wait until all about these topics is said."""

        def unsaid(store: Store) -> bool:
            wishes = store.wishes.find(topic=topics)
            return not wishes or any(one.state is not WishState.SHOWN for one in wishes)

        async with asyncio.timeout(PATIENCE_S):
            while await self.world.read(unsaid):  # noqa: ASYNC110 - the same
                await asyncio.sleep(LOOK_S)


@pytest.fixture
async def killing(tmp_path: Path, database_url: str) -> AsyncIterator[Killing]:
    """A world with a running replica and nothing to say, on SQLite and on PostgreSQL."""
    async with AsyncExitStack() as stack:
        world = await make_world(
            stack, tmp_path / "borging.sqlite3", database_url=database_url, lease_s=LEASE_S
        )
        made = Killing(world, tmp_path)
        stack.push_async_callback(made.process.close)
        await made.process.start()
        yield made


async def test_killed_while_it_posts(killing: Killing) -> None:
    """Whether the messages arrived or not, each stands once; also when it is killed again."""
    killing.prepare("chat.postMessage", "drop_before")
    await killing.world.start_scan()
    await killing.kill_during("chat.postMessage", "drop_before", then="chat.postMessage")
    await killing.kill_during("chat.postMessage")
    await killing.settled(Topic.WALK, Topic.STARTED)
    await stands_once(killing.world, Topic.WALK)
    await stands_once(killing.world, Topic.STARTED)


async def test_killed_while_it_looks_or_freezes(killing: Killing) -> None:
    """The new message stands once, and the old one is frozen."""
    world = killing.world
    await world.start_scan()
    await killing.settled(Topic.WALK, Topic.STARTED)
    killing.prepare("chat.update")
    await wanted(world, "karin", Manner.ANEW)
    await killing.kill_during("chat.update")
    killing.prepare("conversations.history")
    killing.prepare("chat.postMessage", "drop_before")
    await wanted(world, "karin", Manner.ANEW)
    await killing.kill_during("conversations.history")
    await killing.settled(Topic.WALK, Topic.STARTED)
    messages = (await world.person("karin")).messages()
    assert [bool(one.labels) for one in messages] == [False, False, True]


async def test_killed_while_it_uploads_and_posts_the_radar(killing: Killing) -> None:
    """At each step of it; one radar with its table under it stands in the end."""
    world = killing.world
    await world.start_scan()
    await killing.settled(Topic.WALK, Topic.STARTED)
    await hand_in(world, {"karin": (3,) * 7, "tom": (5,) * 7})
    await killing.settled(Topic.WALK, Topic.STARTED)
    steps = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info")
    killing.prepare(steps[0])
    await world.close_scan(await only_scan(world))
    for step, following in zip(steps, (*steps[1:], "chat.postMessage"), strict=True):
        await killing.kill_during(step, then=following)
    await killing.kill_during("chat.postMessage")
    await killing.settled(Topic.RESULTS, Topic.TABLE)
    await stands_once(world, Topic.RESULTS)
    await stands_once(world, Topic.TABLE)


async def test_killed_while_it_says_what_is_said_between_scans(killing: Killing) -> None:
    """Check-ins, actions, help, a success, a digest, a notice: each stands once, also anew."""
    world, now = killing.world, killing.world.clock()
    killing.prepare("chat.postMessage", "drop_before")
    await world.write(lambda store: say_all(store, now))
    await killing.kill_during("chat.postMessage", "drop_before", then="chat.postMessage")
    await killing.kill_during("chat.postMessage")
    await killing.settled(*BETWEEN_SCANS)
    killing.prepare("chat.postMessage")

    def want_again(store: Store) -> None:
        for wish in store.wishes.find(topic=AT_ONCE):
            want_anew(store, wish, now, Manner.ANEW)

    await world.write(want_again)
    await killing.kill_during("chat.postMessage")
    await killing.settled(*BETWEEN_SCANS)
    for topic in BETWEEN_SCANS:
        await stands_once(world, topic, 2 if topic in AT_ONCE else 1)


async def test_killed_while_it_tells_of_its_daily_round(killing: Killing) -> None:
    """Everybody is asked once, the channel reads one digest and the leader one message."""
    world, now = killing.world, killing.world.clock()
    killing.prepare("chat.postMessage", "drop_before")
    await world.write(lambda store: await_round(store, now))
    await killing.kill_during("chat.postMessage", "drop_before", then="chat.postMessage")
    await killing.kill_during("chat.postMessage")
    await killing.settled(*OF_ROUND)
    for topic in OF_ROUND:
        await stands_once(world, topic)
    asked = await world.read(lambda store: store.check_ins.find(state=CheckInState.ASKED))
    assert len(asked) == len({one.participant_id for one in asked}) == PEOPLE
    wanted = await world.read(lambda store: [one.wanted for one in store.wishes.find()])
    assert wanted == [1] * (PEOPLE + 2)
