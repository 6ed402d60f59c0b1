"""What a region's daily round costs with many open actions, and with few."""

import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from bot.compose import almanac
from flows.action import Action, Phase
from flows.calendar import local_day
from flows.catalogue import load_instruments
from flows.ports import Store
from flows.region import Participant, Region, Workspace
from flows.usecases.follow_up import follow
from flows.usecases.followed import follow_up_of
from flows.usecases.surroundings import Surroundings
from storage.database import Database
from tests.bench.results import PARTNERS, a_participant

FEW, MANY = 20, 200  # open actions in the region
BEGIN = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """Milliseconds of each daily round, and how many messages the rounds wanted in all."""

    name: str
    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)
    wanted: dict[int, int] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """The cost of all days with many actions to that with few."""
        return sum(self.many) / sum(self.few)

    def __str__(self) -> str:
        """The medians and the dearest days."""
        return (
            f"{self.name}, {DAYS} daily rounds of {PARTNERS} partners: "
            f"median {median(self.few):.1f} ms with {FEW} open actions, "
            f"{median(self.many):.1f} ms with {MANY}; "
            f"dearest {max(self.few):.0f} and {max(self.many):.0f} ms; ratio {self.ratio:.2f}; "
            f"messages {self.wanted[FEW]} and {self.wanted[MANY]}"
        )


async def rounds(name: str, few: str, many: str) -> Rounds:
    """Play the days by turns in two databases with our tables and nothing in them, by URL."""
    one = Rounds(name=name)
    async with AsyncExitStack() as stack:
        databases = {}
        for url, count in ((few, FEW), (many, MANY)):
            database = await Database.open(url)
            stack.push_async_callback(database.close)
            await database.write(partial(_furnish, count=count))
            databases[url] = database
        for number in range(DAYS):
            around = _around(BEGIN + timedelta(days=number))
            for url in (few, many) if number % 2 else (many, few):
                begun = time.perf_counter()
                await databases[url].write(partial(_look, around=around))
                took = (time.perf_counter() - begun) * 1e3
                (one.few if url == few else one.many).append(took)
        for url, count in ((few, FEW), (many, MANY)):
            one.wanted[count] = await databases[url].read(lambda store: len(store.wishes.find()))
    return one


def _around(now: datetime) -> Surroundings:
    return Surroundings(
        now=now,
        almanac=almanac(now.year),
        instruments=load_instruments(),
        message_url="https://chat.example/{}/{}".format,
    )


def _look(store: Store, around: Surroundings) -> None:
    [region] = store.regions.find()
    store.regions.get(region.id, lock=True)
    kept = follow_up_of(store, region, BEGIN)
    follow(store, store.follow_ups.get(kept.id, lock=True), around.now, around)


def _furnish(store: Store, count: int) -> None:
    """Keep a region whose participants have so many open actions, due one after the other."""
    workspace = store.workspaces.add(Workspace(team_id="T1"))
    region = store.regions.add(Region(workspace_id=workspace.id, name="Regio", channel="C1"))
    participants = [a_participant(store, region, number) for number in range(PARTNERS)]
    for number in range(count):
        store.actions.add(_action(region, participants[number % PARTNERS], number))


def _action(region: Region, owner: Participant, number: int) -> Action:
    return Action(
        workspace_id=region.workspace_id,
        region_id=region.id,
        item="communicatie",
        what=f"Afspraak {number}",
        owner_id=owner.id,
        partner_id=owner.partner_id,
        due_on=local_day(BEGIN, region.timezone) + timedelta(days=number % 60),
        phase=Phase.DO,
        created_at=BEGIN - timedelta(days=60),
    )
