"""Messages in bad weather: replicas that are killed, a platform that fails; counts what stands.

By hand: `python -m tests.e2e.storm --database postgresql --seconds 300 --seed 7`.
"""

import argparse
import asyncio
import json
import random
import signal
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.workspace.faults import FaultKind
from bot.workspace.model import Json
from flows.outbox import Manner, Wish, WishState
from flows.ports import Store
from flows.region import Sector
from flows.topics import BETWEEN_SCANS, Topic
from storage.schema import migrate
from tests.e2e.between import AT_ONCE, say_all, want_anew
from tests.e2e.process import Process
from tests.e2e.world import World, make_world
from tests.support.postgres import running_postgres

LEASE_S = 3.0
"""Seconds until what a killed replica was sending is anybody's."""
TICK_S = 0.2
"""Seconds between two moves of the clock, which runs faster than the one on the wall."""
STEP = timedelta(seconds=2)
"""How far it is moved each time."""
BETWEEN_KILLS = (15, 45)
"""How many messages are wanted from one kill -9 to the next."""
PATIENCE_S = 240.0
"""Seconds within which all is delivered once the weather is fair: far more than it takes."""
POSTING: dict[FaultKind, float] = {
    "rate_limited": 0.06,
    "server_error": 0.06,
    "drop_before": 0.03,
    "drop_after": 0.1,
}
"""How often what makes or changes a message fails, and how."""
TAKEN = ("ok", "drop_after", "slow", "disconnect")
"""Outcomes of a call that was carried out, whether its sender heard of it or not."""
LOOKING: dict[FaultKind, float] = {"rate_limited": 0.1, "server_error": 0.05}
"""How often all other calls of a delivery do."""


@dataclass
class Tally:
    """What was wanted, what stands, and what happened meanwhile."""

    wanted: int = 0
    lost: int = 0
    doubled: int = 0
    stale: int = 0
    kills: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """One line for people."""
        met = ", ".join(f"{count} {kind}" for kind, count in sorted(self.faults.items()))
        return (
            f"{self.wanted} messages: {self.lost} lost, {self.doubled} doubled, "
            f"{self.stale} not frozen or out of date; {self.kills} kills -9; {met}"
        )


class Storm:
    """A region of many people whose messages are wanted anew all the time."""

    def __init__(
        self, world: World, folder: Path, seed: int, *, people: int, replicas: int
    ) -> None:
        """Nothing happens yet; `seed` makes the weather."""
        self._world = world
        self._dice = random.Random(seed)  # noqa: S311 - weather, not a secret
        self._seed = seed
        self._people = people
        self._replicas = [Process(world, folder, f"run{number}") for number in range(replicas)]
        self._wanted: set[tuple[str, int]] = set()  # key and revision of each message
        self._posted: Counter[tuple[str, int]] = Counter()
        self._read_until = 0
        self.tally = Tally()

    async def blow(self, *, messages: int = 0, seconds: float = 0.0) -> Tally:
        """Want so many messages, or for so many seconds; then wait for fair weather and count."""
        world = self._world
        for number in range(self._people):
            world.workspace.add_person(f"p{number}", f"Persoon {number}")
            await world.take_in(f"p{number}", f"Bedrijf {number}", Sector.COMPANY)
        await world.start_scan()
        now = world.clock()
        await world.write(lambda store: say_all(store, now))
        self._wanted = {(wish.key, wish.wanted) for wish in await self._wishes()}
        try:
            async with self._ticking():
                await asyncio.gather(*(one.launch() for one in self._replicas))
                self._begin_weather()
                await self._want_more(messages, seconds)
                world.workspace.faults.clear()
                await self._calm()
        finally:
            await asyncio.gather(*(one.end(signal.SIGTERM) for one in self._replicas if one.runs))
        self._count(await self._wishes())
        return self.tally

    def _begin_weather(self) -> None:
        faults, seed = self._world.workspace.faults, self._seed
        faults.storm("chat.*", POSTING, seed=seed)
        faults.storm("conversations.*", LOOKING, seed=seed + 1)
        faults.storm("files.*", LOOKING, seed=seed + 2)

    @asynccontextmanager
    async def _ticking(self) -> AsyncIterator[None]:
        """Have hours pass in minutes, for the bot and the workspace."""

        async def tick() -> None:
            clock = self._world.clock
            while True:
                await asyncio.sleep(TICK_S)
                clock.move_to(clock() + STEP)

        ticking = asyncio.create_task(tick())
        try:
            yield
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking

    async def _want_more(self, messages: int, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        ends_s = loop.time() + seconds
        kill_at = len(self._wanted) + self._dice.randint(*BETWEEN_KILLS)
        while (wanted := len(self._wanted)) < messages or loop.time() < ends_s:
            await self._raise_some()
            if wanted > kill_at:
                await self._kill_one()
                kill_at = wanted + self._dice.randint(*BETWEEN_KILLS)
            for one in self._replicas:
                if not one.runs:
                    await one.launch()
            self._read_journal()  # it forgets its oldest calls in a long storm
            await asyncio.sleep(TICK_S)

    def _read_journal(self) -> None:
        """Count the posts that the workspace took, by what they are about."""
        journal = self._world.workspace.journal
        for call in journal.calls(after=self._read_until):
            self._read_until = call.number
            if call.outcome in {*POSTING, *LOOKING, "ratelimited"}:
                self.tally.faults[call.outcome] += 1
            if call.method == "chat.postMessage" and call.outcome in TAKEN:
                payload = _metadata(call.arguments)["event_payload"]
                self._posted[payload["key"], payload["revision"]] += 1

    async def _raise_some(self) -> None:
        """Want a new message of some that stand, and a change of some others."""
        dice, now = self._dice, self._world.clock()

        def raise_some(store: Store) -> list[tuple[str, int]]:
            raised = []
            for found in _some(store, Topic.WALK, dice) + _some(store, AT_ONCE, dice):
                # Only what stands: then each new message that is wanted is a message more.
                stands = store.wishes.get(found.id, lock=True).state is WishState.SHOWN
                anew = stands and dice.random() < 0.85
                manner = Manner.ANEW if anew else Manner.IN_PLACE
                wish = want_anew(store, found, now, manner)
                if anew:
                    raised.append((wish.key, wish.wanted))
            return raised

        self._wanted.update(await self._world.write(raise_some))

    async def _kill_one(self) -> None:
        running = [one for one in self._replicas if one.runs]
        if running:
            await self._dice.choice(running).end(signal.SIGKILL)
            self.tally.kills += 1

    async def _calm(self) -> None:
        """Wait until everything that was wanted is shown."""
        async with asyncio.timeout(PATIENCE_S):
            while [one for one in await self._wishes() if one.state is not WishState.SHOWN]:
                for replica in self._replicas:
                    if not replica.runs:
                        await replica.launch()
                await asyncio.sleep(TICK_S)

    async def _wishes(self) -> Sequence[Wish]:
        """What is to be counted: all but what leaders are told when somebody is not reached."""
        return await self._world.read(
            lambda store: store.wishes.find(topic=(Topic.WALK, Topic.STARTED, *BETWEEN_SCANS))
        )

    def _count(self, wishes: Sequence[Wish]) -> None:
        """Compare what was wanted with what the workspace shows."""
        self._read_journal()
        tally = self.tally
        tally.wanted = len(self._wanted)
        tally.topics.update(key.partition(":")[0] for key, _ in self._wanted)
        live: dict[str, list[int]] = {}
        standing: Counter[str] = Counter()
        for message in self._world.workspace.standing():
            payload = (message["metadata"] or {}).get("event_payload", {})
            key = payload.get("key", "")
            standing[key] += 1
            if not payload.get("frozen"):
                live.setdefault(key, []).append(payload["revision"])
        # Each message has a revision of its own: one that was lost and another that was doubled do
        # not make up for each other.
        tally.lost = len(self._wanted - self._posted.keys())
        tally.doubled = sum(self._posted.values()) - len(self._wanted & self._posted.keys())
        taken = Counter(key for key, _ in self._posted.elements())
        for wish in wishes:
            assert standing[wish.key] == taken[wish.key], "what was taken stands, and nothing else"
            tally.stale += live.get(wish.key) != [wish.wanted]

    @property
    def said(self) -> str:
        """What the replicas logged."""
        return "\n".join(one.said for one in self._replicas)


def _some(store: Store, topic: Topic | tuple[Topic, ...], dice: random.Random) -> list[Wish]:
    """Some of what stands."""
    shown = store.wishes.find(topic=topic, state=WishState.SHOWN)
    return dice.sample(shown, min(len(shown), 4))


def _metadata(arguments: Json) -> Json:
    """The metadata of a post, which comes as JSON or as the text of it."""
    given = arguments["metadata"]
    found: Json = json.loads(given) if isinstance(given, str) else given
    return found


@asynccontextmanager
async def a_storm(
    folder: Path,
    database_url: str,
    *,
    seed: int,
    people: int,
    replicas: int,
) -> AsyncIterator[Storm]:
    """A storm over a made-up world on a migrated database."""
    async with AsyncExitStack() as stack:
        world = await make_world(
            stack, folder / "borging.sqlite3", database_url=database_url, lease_s=LEASE_S
        )
        storm = Storm(world, folder, seed, people=people, replicas=replicas)
        yield storm


async def _by_hand(database: str, seconds: float, people: int, seed: int) -> None:
    with tempfile.TemporaryDirectory(prefix="borging-storm-") as name, running_postgres() as server:
        folder = Path(name)
        on_file = database == "sqlite"
        url = f"sqlite:///{folder / 'borging.sqlite3'}" if on_file else server.create("storm")
        migrate(url)
        replicas = 1 if on_file else 3
        async with a_storm(folder, url, seed=seed, people=people, replicas=replicas) as storm:
            tally = await storm.blow(seconds=seconds)
        print(f"{database}, {replicas} replicas, seed {seed}: {tally}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    asyncio.run(_by_hand(told.database, told.seconds, told.people, told.seed))
