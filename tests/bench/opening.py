"""Opening a scan everywhere at once: the country's workspaces, each with its own strict buckets."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from bot.claims import Claims
from bot.compose import almanac
from bot.manifest import manifest
from bot.outbox import Courier
from bot.radar import RadarWorker
from bot.slack.client import make_client, make_session
from bot.slack.installation import Installation
from bot.slack.sender import SlackSender
from bot.wording import all_voices
from bot.workspace.config import AppConfig
from bot.workspace.journal import Call
from bot.workspace.rates import POSTS_A_WORKSPACE, Bucket
from bot.workspace.server import Workspace
from flows.calendar import add_working_days
from flows.catalogue import load_instruments
from flows.events import ChannelFacts
from flows.ports import Store
from flows.region import Participant, Partner, Region, Sector
from flows.region import Workspace as KeptWorkspace
from flows.scan import Mode, Moments
from flows.usecases.desk import keep_person
from flows.usecases.scans import Plan, new_scan, start
from storage.database import Database

WORKSPACES = 78
PEOPLE_EACH = 30
BEGIN = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
CHANNEL = "stuurgroep"


class VirtualClock:
    """Stands still until it is set to the next moment at which something is due."""

    def __init__(self) -> None:
        """At `BEGIN`."""
        self.now = BEGIN

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def seconds(self) -> float:
        """Virtual seconds since the beginning."""
        return (self.now - BEGIN).total_seconds()


@dataclass(frozen=True)
class Opening:
    """How it went: virtual seconds to the last message, messages that stand, refused calls."""

    seconds: float
    messages: int
    refused: int


def bound_s(posts: int, bucket: Bucket = POSTS_A_WORKSPACE) -> float:
    """Seconds that a workspace's bucket makes so many posts take at the least."""
    return max(posts - bucket.size, 0) * 60 / bucket.per_minute


@dataclass(frozen=True)
class Country:
    """Workspaces with a scan each, and a courier that delivers as long as this lasts."""

    clock: VirtualClock
    database: Database
    places: Sequence[Workspace]
    courier: Courier

    async def deliver(self) -> None:
        """Let time pass until nothing is left to say."""
        while True:
            await self.courier.caught_up()
            due = await self.database.read(lambda store: store.outbox.next_due())
            if due is None:
                return
            self.clock.now = max(due, self.clock.now)

    def calls(self) -> list[Call]:
        """All calls, in every workspace."""
        return [call for place in self.places for call in place.journal.calls()]


async def open_everywhere(database_url: str, workspaces: int = WORKSPACES) -> Opening:
    """Open a scan for everybody in every workspace at one moment, until nothing is left to say."""
    async with country(database_url, workspaces) as made:
        await made.deliver()
        return Opening(
            seconds=made.clock.seconds(),
            messages=sum(len(place.standing()) for place in made.places),
            refused=sum(call.outcome != "ok" for call in made.calls()),
        )


@asynccontextmanager
async def country(database_url: str, workspaces: int) -> AsyncIterator[Country]:
    """So many workspaces in which a scan has just been started."""
    clock = VirtualClock()
    async with AsyncExitStack() as stack:
        database = await Database.open(database_url)
        stack.push_async_callback(database.close)
        places = [
            await stack.enter_async_context(_workspace(clock, number))
            for number in range(workspaces)
        ]
        session = await stack.enter_async_context(make_session(places[0].api_url))
        installed: dict[int, Installation] = {}
        for place in places:
            kept = await database.write(partial(_furnish, place))
            client = make_client(place.core.app.bot_token, place.api_url, session)
            installed[kept.id] = Installation(workspace=kept, client=client, url=place.address)
        radar = RadarWorker()
        stack.push_async_callback(radar.close)
        sender = SlackSender(installed, all_voices(), radar, session)
        known = almanac(BEGIN.year)
        spread = random.Random(78).random  # noqa: S311 - a made-up spread
        claims = Claims(load_instruments(), lambda: known, clock, spread)
        courier = Courier(database, sender, claims, clock, spread)
        delivering = asyncio.create_task(courier.run())
        yield Country(clock, database, places, courier)
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering


def _workspace(clock: VirtualClock, number: int) -> Workspace:
    place = Workspace(clock, rate_seconds=clock.seconds, team_name=f"Regio {number}")
    people = [place.add_person(f"p{one}", f"Persoon {one}") for one in range(PEOPLE_EACH)]
    app = place.install_app(AppConfig.from_manifest(manifest()))
    place.add_channel(CHANNEL, [*people, place.state.people[app.user_id]], private=True)
    return place


def _furnish(place: Workspace, store: Store) -> KeptWorkspace:
    """Keep the workspace, its region and people, and start the scan."""
    team, app = place.state.team, place.core.app
    # Teams of the local workspaces have the same ids: the address tells them apart.
    kept = store.workspaces.add(
        KeptWorkspace(team_id=place.address, name=team.name, bot_user_id=app.user_id)
    )
    channel = place.channel(CHANNEL)
    region = store.regions.add(
        Region(workspace_id=kept.id, name=team.name, channel=channel.id, channel_name=CHANNEL)
    )
    people = [
        keep_person(store, kept, team.id, place.person(name).id, name)
        for name in (f"p{number}" for number in range(PEOPLE_EACH))
    ]
    for person in people:
        partner = store.partners.add(
            Partner(region_id=region.id, name=f"Bedrijf {person.name}", sector=Sector.COMPANY)
        )
        store.participants.add(
            Participant(region_id=region.id, partner_id=partner.id, person_id=person.id)
        )
    deadline = add_working_days(BEGIN.date(), 10, ())
    plan = Plan(
        title="Borgingsscan",
        deadline=deadline,
        meeting_on=None,
        mode=Mode.PROTECTED,
        minimum=5,
        moments=Moments.ONE,
    )
    scan = new_scan(
        plan,
        region=region,
        instrument=list(load_instruments().values())[-1],
        leader=people[0],
        channel=ChannelFacts(channel_id=channel.id, name=CHANNEL, is_private=True, has_bot=True),
        now=BEGIN,
    )
    start(store, scan, BEGIN, almanac(BEGIN.year), by=people[0].id)
    return kept
