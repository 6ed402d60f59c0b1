"""A region of sixty partners in a strict local workspace, ready for a scan."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import utc_now
from bot.compose import TIMEZONE, almanac
from bot.manifest import manifest
from bot.moved_clock import MovedClock
from bot.settings import environment
from bot.slack.client import make_client, make_session
from bot.slack.installation import identify, keep_workspace
from bot.workspace.person import Person
from flows.calendar import local_day, next_day_open
from flows.holidays import free_days
from flows.ports import Store
from flows.region import Leader, Meeting, Participant, Partner, Region, Sector, Workspace
from flows.response import ResponseState
from flows.usecases.desk import keep_person
from storage.database import Database
from storage.schema import migrate
from tests.bench.partner import STATEMENTS, Way
from tests.bench.process import Program, program

PARTNERS = 60
LEADER = "marijke"
CHANNEL = "stuurgroep"
HOLIDAY_REGIONS = ("north",)
SEEN_S = 60.0  # within which the leader sees what they wait for


def partner_name(number: int) -> str:
    """The name of a partner in the workspace."""
    return f"partner{number:02}"


def seed() -> dict[str, Any]:
    """What the workspace begins with."""
    names = [LEADER, *(partner_name(number) for number in range(PARTNERS))]
    return {
        "manifest": manifest(),
        "people": [{"name": name, "real_name": name.title()} for name in names],
        "channels": [{"name": CHANNEL, "members": [LEADER], "private": True}],
    }


@dataclass(frozen=True)
class World:
    """A running workspace with the region in a database beside it."""

    address: str
    api_url: str
    bot_token: str
    app_token: str
    database_url: str
    clock_file: str
    users: Mapping[str, str]

    def variables(self) -> dict[str, str]:
        """The environment for the bot."""
        return {
            **environment(Path.cwd()),
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_API_URL": self.api_url,
            "DATABASE_URL": self.database_url,
            "BORGING_CLOCK": self.clock_file,
        }

    @property
    def partners(self) -> list[tuple[str, Way]]:
        """User ids, and how each takes the sentences: half write, half skip."""
        ways: tuple[Way, Way] = ("writes", "skips")
        numbers = range(PARTNERS)
        return [(self.users[partner_name(number)], ways[number % 2]) for number in numbers]


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[tuple[World, Program]]:
    """A workspace without rate limits in a process of its own; the folder must be empty."""
    file = folder / "seed.json"
    file.write_text(json.dumps(seed()), encoding="utf-8")
    options = ("--seed", str(file), "--no-rate-limits")
    variables = environment(Path.cwd())
    async with program("bot.workspace", *options, variables=variables) as process:
        ready = await process.line()
        address = ready["ready"]
        async with Person(address, LEADER) as leader:
            await leader.invite(f"#{CHANNEL}", "app")
            users = {each["name"]: each["id"] for each in leader.state["people"]}
            channel_id = leader.where(f"#{CHANNEL}") or ""
        made = World(
            address=address,
            api_url=ready["api_url"],
            bot_token=ready["bot_token"],
            app_token=ready["app_token"],
            database_url=f"sqlite:///{folder / 'borging.sqlite3'}",
            clock_file=str(_working_morning(folder / "clock.json")),
            users=users,
        )
        await add_region(made.database_url, made.api_url, made.bot_token, users, channel_id)
        yield made, process


def _working_morning(file: Path) -> Path:
    """A clock that tells a working morning, when people may be disturbed."""
    now = utc_now()
    days = almanac(local_day(now, TIMEZONE).year)
    free = days.public | free_days(days.school, HOLIDAY_REGIONS)
    MovedClock(file).move_to(next_day_open(now, TIMEZONE, free) + timedelta(minutes=1))
    return file


async def add_region(
    database_url: str, api_url: str, bot_token: str, users: Mapping[str, str], channel_id: str
) -> None:
    """Make the database with the region of all partners in it."""
    migrate(database_url)
    async with make_session("http://127.0.0.1/") as session:
        identity = await identify(make_client(bot_token, api_url, session))
    database = await Database.open(database_url)
    try:
        workspace = await database.write(lambda store: keep_workspace(store, identity))
        await database.write(lambda store: _region(store, workspace, users, channel_id))
    finally:
        await database.close()


def _region(store: Store, workspace: Workspace, users: Mapping[str, str], channel_id: str) -> None:
    region = store.regions.add(
        Region(
            workspace_id=workspace.id,
            name="regio Noordwest",
            channel=channel_id,
            channel_name=CHANNEL,
            holiday_regions=HOLIDAY_REGIONS,
            organisation="Vakcollege Noord",
            contact="privacy@vakcollege-noord.example",
        )
    )
    soon = local_day(utc_now(), TIMEZONE) + timedelta(days=30)
    store.meetings.add(Meeting(region_id=region.id, on=soon))
    for name, user_id in users.items():
        if name not in (LEADER, *(partner_name(number) for number in range(PARTNERS))):
            continue
        person = keep_person(store, workspace, workspace.team_id, user_id, name.title())
        if name == LEADER:
            store.leaders.add(Leader(region_id=region.id, person_id=person.id))
            continue
        partner = store.partners.add(
            Partner(region_id=region.id, name=f"Bedrijf {name}", sector=Sector.COMPANY)
        )
        store.participants.add(
            Participant(region_id=region.id, partner_id=partner.id, person_id=person.id)
        )


async def start_scan(leader: Person) -> None:
    """The leader starts a scan, as they would: from their Home, with a preview."""
    await leader.open_home()
    home = await leader.wait_for(lambda me: me.home, SEEN_S)
    await leader.tap(home, "scan.new")
    await leader.wait_for(lambda me: me.modal, SEEN_S)
    await leader.submit({"mode": "protected"})
    await leader.submit()


async def all_handed_in(database_url: str) -> bool:
    """Whether every partner's walk came to its end, with a score for every statement."""
    database = await Database.open(database_url)
    try:
        responses = await database.read(
            lambda store: store.responses.find(state=ResponseState.SUBMITTED)
        )
        answers = await database.read(lambda store: store.answers.find())
    finally:
        await database.close()
    scored = [answer for answer in answers if answer.score is not None]
    return len(responses) == PARTNERS and len(scored) == PARTNERS * STATEMENTS
