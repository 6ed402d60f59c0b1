"""The bot beside a local workspace, with a made-up region in it and people who use it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from bot.compose import TIMEZONE, almanac, running
from bot.demo_region import CHANNEL, LEADER
from bot.duties import Bot
from bot.moved_clock import MovedClock
from bot.settings import Settings
from bot.workspace.blocks import interactive
from bot.workspace.core import Timing
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from bot.workspace.server import Workspace
from flows.calendar import local_day, proposed_deadline
from flows.catalogue import load_instruments
from flows.events import ChannelFacts
from flows.outbox import LEASE_S
from flows.ports import Store
from flows.region import Partner, Region, Sector
from flows.scan import Mode, Moments, Scan
from flows.usecases.desk import keep_person
from flows.usecases.hand_over import add_participant
from flows.usecases.scans import Plan, cancel, close, new_scan, start
from storage.database import Database
from tests.e2e.seeding import furnish, populate

MONDAY = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
"""When a made-up world begins: a working day in no school holiday."""
QUICK = Timing(retries=(0.0, 0.05, 0.05), processing=0.05)
"""Slack's waits, shortened."""
WAIT_S = 20.0
"""Seconds to wait for something to be seen: far more than it takes."""

LOOK_S = 0.02
"""Seconds between two looks at what tells of no change: it gets to run meanwhile."""

Result = TypeVar("Result")


@dataclass
class World:
    """A workspace with a region; `bot` runs in it between `start_bot` and `stop_bot`.

    People: marijke leads; karim, els, tom, karin, fatima, joost take part, each for a partner;
    kees and nora are members without a part; emma is external, in a shared channel with the bot;
    sanne administers the workspace; gone has left it; robot is a bot.
    """

    workspace: Workspace
    clock: MovedClock
    settings: Settings
    database: Database
    stack: AsyncExitStack
    bot: Bot | None = None
    _people: dict[str, Person] = field(default_factory=dict)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    # The bot.

    async def start_bot(self) -> Bot:
        """Run the bot in this process, connected."""
        self.bot = await self._running.enter_async_context(running(self.settings, self.clock))
        return self.bot

    async def stop_bot(self) -> None:
        """Stop it as a SIGTERM does."""
        await self._running.aclose()
        self.bot = None

    @property
    def running_bot(self) -> Bot:
        """The bot, which has to be running."""
        assert self.bot is not None
        return self.bot

    def wake(self) -> None:
        """Let the bot deliver what the test wished for."""
        if self.bot is not None:
            self.bot.house.courier.wake()

    async def forward(self, by: timedelta) -> None:
        """Let time pass for bot, workspace and pages; what has become due is done."""
        self.clock.move_to(self.clock() + by)
        self.workspace.clock_moved()
        if self.bot is not None:
            await self.bot.act_due()
            self.wake()

    # People.

    async def person(self, name: str) -> Person:
        """Somebody of the workspace, always by the same device."""
        if name not in self._people:
            self._people[name] = await self.device(name)
        return self._people[name]

    async def device(self, name: str) -> Person:
        """One more device of somebody."""
        return await self.stack.enter_async_context(Person(self.workspace.address, name))

    def user_id(self, name: str) -> str:
        """The user id of somebody."""
        return self.workspace.person(name).id

    # What is kept.

    async def read(self, work: Callable[[Store], Result]) -> Result:
        """What is kept, asked with a connection of the test's own."""
        return await self.database.read(work)

    async def write(self, work: Callable[[Store], Result]) -> Result:
        """Change what is kept and let the bot deliver what follows."""
        result = await self.database.write(work)
        self.wake()
        return result

    async def region(self) -> Region:
        """The made-up region."""
        return await self.read(lambda store: store.regions.get(1))

    async def take_in(self, name: str, partner: str, sector: Sector = Sector.COMPANY) -> None:
        """Let somebody take part for a partner, which is added if it is new."""
        member = self.workspace.person(name)

        def work(store: Store) -> None:
            region = store.regions.get(1)
            known = store.partners.one(region_id=region.id, name=partner)
            add_participant(
                store,
                known
                or store.partners.add(Partner(region_id=region.id, name=partner, sector=sector)),
                keep_person(
                    store,
                    store.workspaces.get(region.workspace_id),
                    member.team_id,
                    member.id,
                    member.real_name,
                ),
            )

        await self.write(work)

    async def start_scan(self, mode: Mode = Mode.OPEN, moments: Moments = Moments.ONE) -> Scan:
        """Start a scan as the leader would, without going through the Home."""
        now = self.clock()
        channel = self.channel_facts()

        def work(store: Store) -> Scan:
            region = store.regions.get(1)
            leader = store.people.get(store.leaders.find(region_id=region.id)[0].person_id)
            today = local_day(now, TIMEZONE)
            meetings = [one.on for one in store.meetings.find(region_id=region.id)]
            deadline, meeting_on = proposed_deadline(today, meetings, ())
            plan = Plan(
                title=f"Borgingsscan {region.name}",
                deadline=deadline,
                meeting_on=meeting_on,
                mode=mode,
                minimum=5,
                moments=moments,
            )
            scan = new_scan(
                plan,
                region=region,
                instrument=list(load_instruments().values())[-1],
                leader=leader,
                channel=channel,
                now=now,
            )
            return start(store, scan, now, almanac(now.year))

        return await self.write(work)

    async def start_scan_from_home(self, mode: str = "open") -> Person:
        """Start a scan through the leader's Home; returns the leader."""
        leader = await self.person(LEADER.name)
        await leader.open_home()
        home = await leader.wait_for(
            lambda me: me.home if me.home and has(me.home, "scan.new") else None, WAIT_S
        )
        await leader.tap(home, "scan.new")
        await leader.wait_for(lambda me: me.modal, WAIT_S)
        await leader.submit({"mode": mode})
        await leader.submit()
        await leader.wait_for(
            lambda me: me.home if me.home and has(me.home, "scan.progress") else None, WAIT_S
        )
        if leader.modal is not None:
            await leader.close(everything=True)
        return leader

    async def close_scan(self, scan: Scan) -> None:
        """Close a scan now and publish what there is."""
        channel, now = self.channel_facts(), self.clock()
        facts = (channel, load_instruments(), now, almanac(now.year))
        await self.write(lambda store: close(store, store.scans.get(scan.id, lock=True), *facts))

    async def cancel_scan(self, scan: Scan) -> None:
        """Stop a scan without an outcome."""
        now = self.clock()
        await self.write(lambda store: cancel(store, store.scans.get(scan.id, lock=True), now))

    def channel_facts(self) -> ChannelFacts:
        """The stuurgroep's channel as the platform knows it."""
        channel = self.workspace.channel(CHANNEL)
        return ChannelFacts(
            channel_id=channel.id,
            name=channel.name,
            is_private=channel.kind == "private",
            is_archived=channel.is_archived,
            has_bot=self.workspace.core.app.user_id in channel.members,
            members=len(channel.members),
        )

    # What has been said.

    def everything_said(self) -> str:
        """All that stands in the workspace by the bot, and all that it ever put in a message."""
        app = self.workspace.core.app.user_id
        standing = [
            f"{one.text}\n{one.blocks}\n{one.metadata}"
            for channel in self.workspace.state.channels.values()
            for one in self.workspace.messages(channel)
            if one.user_id == app
        ]
        asked = [
            str(call.arguments)
            for call in self.workspace.journal.calls()
            if call.method.startswith("chat.") or call.method == "response_url"
        ]
        return "\n".join((*standing, *asked))


def has(shown: Shown, action: str) -> bool:
    """Whether something of this action_id can be touched here."""
    return any(
        element["action_id"].startswith(action) for _, element in interactive(shown.body["blocks"])
    )


def newest(person: Person, action: str, place: str = "app") -> Shown | None:
    """The newest message on which something of this action_id can be touched."""
    return next((one for one in reversed(person.messages(place)) if has(one, action)), None)


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Another program holds the database's lock."""
    file = world.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def make_world(  # noqa: PLR0913 - each is a plain property of the world
    stack: AsyncExitStack,
    file: Path,
    *,
    begin: datetime = MONDAY,
    timing: Timing = QUICK,
    rate_limits: bool = False,
    database_url: str = "",
    lease_s: float = LEASE_S,
) -> World:
    """A world on a migrated SQLite file; the bot does not run yet. The stack takes it down.

    With `database_url` it is on that database, and `file` only says where its clock is kept.
    """
    clock = MovedClock(file.with_name("clock.json"))
    clock.move_to(begin)
    told: Clock = clock
    workspace = Workspace(told, timing=timing, rate_limits=rate_limits, team_name="Noordwest")
    ids = populate(workspace)
    await stack.enter_async_context(workspace)
    settings = Settings(
        bot_token=workspace.core.app.bot_token,
        app_token=workspace.core.app.app_token,
        database_url=database_url or f"sqlite:///{file}",
        slack_api_url=workspace.api_url,
        lease_s=lease_s,
        clock_file=str(file.with_name("clock.json")),
    )
    patience = "" if database_url else "?timeout=20"  # on a busy machine it waits for the bot's
    database = await Database.open(settings.database_url + patience)
    stack.push_async_callback(database.close)
    await furnish(database, workspace, ids, local_day(clock(), TIMEZONE))
    people = await stack.enter_async_context(AsyncExitStack())
    world = World(workspace, clock, settings, database, people)
    stack.push_async_callback(world.stop_bot)
    return world
