"""Sixty partners at human pace in one strict workspace."""

import random
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from bot.clock import utc_now
from bot.compose import running
from bot.manifest import manifest
from bot.settings import Settings
from bot.workspace.config import AppConfig
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from tests.bench.partner import Partner, Way
from tests.bench.world import (
    CHANNEL,
    LEADER,
    PARTNERS,
    add_region,
    all_handed_in,
    partner_name,
    start_scan,
)

MINUTES = 10
BEGIN_WITHIN_S = 300.0  # after the start, all have begun
LOOK_EVERY_S = 60.0  # the leader's looks at their page
LEADER_LOOKS = -1
WAYS: tuple[Way, ...] = ("writes", "skips", "types")


class Seconds:
    """The time by which rates are counted.

    It runs while the scan opens, for the bot spreads its posts over real time; from then on it
    is held and stands still while somebody does something.
    """

    def __init__(self) -> None:
        """Running."""
        self._since = time.monotonic()
        self._held: float | None = None

    def __call__(self) -> float:
        """The moment, in seconds."""
        return time.monotonic() - self._since if self._held is None else self._held

    def hold(self, at: float) -> None:
        """Stand still at a moment."""
        self._held = at


def schedule(people: list[Partner]) -> list[tuple[float, int]]:
    """Moments (seconds) and whose next act it is; everybody is done within the ten minutes."""
    rng = random.Random(60)  # noqa: S311 - a made-up timetable
    moments = [(at * LOOK_EVERY_S, LEADER_LOOKS) for at in range(1, MINUTES)]
    for number, partner in enumerate(people):
        begin = rng.uniform(0, BEGIN_WITHIN_S)
        end = rng.uniform(begin + 60, MINUTES * 60)
        acts = sorted(rng.uniform(begin, end) for _ in partner.steps())
        moments += [(at, number) for at in acts]
    return sorted(moments)


async def test_at_human_pace_no_call_is_refused(tmp_path: Path) -> None:
    """60 partners walk within ten minutes, by modal, typed and skipping: not one 429."""
    seconds = Seconds()
    async with AsyncExitStack() as stack:
        workspace = Workspace(utc_now, rate_seconds=seconds)
        members = [workspace.add_person(LEADER, "Marijke Visser")]
        for number in range(PARTNERS):
            name = partner_name(number)
            members.append(workspace.add_person(name, name.title()))
        workspace.add_channel(CHANNEL, members[:1], private=True)
        app = workspace.install_app(AppConfig.from_manifest(manifest()))
        await stack.enter_async_context(workspace)
        leader = await stack.enter_async_context(Person(workspace.address, LEADER))
        await leader.invite(f"#{CHANNEL}", "app")
        settings = Settings(
            bot_token=app.bot_token,
            app_token=app.app_token,
            database_url=f"sqlite:///{tmp_path / 'borging.sqlite3'}",
            slack_api_url=workspace.api_url,
        )
        users = {member.name: member.id for member in members}
        channel_id = leader.where(f"#{CHANNEL}") or ""
        await add_region(settings.database_url, workspace.api_url, app.bot_token, users, channel_id)
        await stack.enter_async_context(running(settings))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        await start_scan(leader)
        people = []
        for number in range(PARTNERS):
            user_id = users[partner_name(number)]
            partner = Partner(session, workspace.address, user_id, WAYS[number % len(WAYS)])
            people.append(await stack.enter_async_context(partner))
            await partner.sees("walk.begin")
        opened = seconds()
        walks = [iter(partner.steps()) for partner in people]
        for at, whose in schedule(people):
            seconds.hold(opened + at)
            if whose == LEADER_LOOKS:
                await leader.open_home()
            else:
                await next(walks[whose])()
        calls = workspace.journal.calls()
    assert Counter(call.outcome for call in calls) == {"ok": len(calls)}
    assert await all_handed_in(settings.database_url)
