"""Where everything is wired together, and nowhere else."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import cache
from pathlib import Path

import holidays

from bot.claims import Claims
from bot.clock import Clock, utc_now
from bot.doors import Doors
from bot.duties import Bot
from bot.metrics import Metrics
from bot.moved_clock import MovedClock
from bot.outbox import Courier
from bot.radar import RadarWorker
from bot.schedule import HEARTBEAT_S, PROBE_S, RETENTION_S, Heartbeat
from bot.settings import Settings
from bot.slack.app import make_app
from bot.slack.client import make_client, make_session
from bot.slack.facts import Facts
from bot.slack.front import House
from bot.slack.installation import Installation, identify, keep_workspace
from bot.slack.sender import SlackSender
from bot.wording import all_voices
from flows.calendar import local_day
from flows.catalogue import load_instruments, load_school_holidays
from flows.holidays import Almanac
from flows.usecases.surroundings import Surroundings
from storage.database import Database
from storage.only_run import only_run

logger = logging.getLogger(__name__)

TIMEZONE = "Europe/Amsterdam"
ACKS_S = 2.0
"""Seconds that a stop waits for the acks of what was being taken."""


@cache
def almanac(year: int) -> Almanac:
    """Dutch school holidays, and public holidays of the year before to six years on."""
    public = holidays.country_holidays("NL", years=range(year - 1, year + 7))
    return Almanac(public=frozenset(public), school=load_school_holidays())


@asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Bot]:
    """A bot that is connected to Slack, until the context ends.

    Raises StorageError, SettingsError for a port that cannot be had, or one of
    `bot.slack.errors.CALL_ERRORS` if Slack refuses the tokens.
    """
    clock = clock or clock_of(settings)
    instruments = load_instruments()
    voices = all_voices()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(make_session(settings.slack_api_url))
        client = make_client(settings.bot_token, settings.slack_api_url, session)
        stack.enter_context(only_run(settings.database_url))
        database = await Database.open(settings.database_url)
        stack.push_async_callback(database.close)
        if database.is_a_file:
            # Whoever held a lease was killed; nobody has to wait until it runs out.
            await database.write(lambda store: store.outbox.release_all())
        identity = await identify(client)
        workspace = await database.write(lambda store: keep_workspace(store, identity))
        installation = Installation(workspace=workspace, client=client, url=identity.url)
        radar = RadarWorker()
        stack.push_async_callback(radar.close)
        sender = SlackSender({workspace.id: installation}, voices, radar, session)
        metrics = Metrics()

        def almanac_now() -> Almanac:
            return almanac(local_day(clock(), TIMEZONE).year)

        claims = Claims(instruments, almanac_now, clock, random.random, lease_s=settings.lease_s)
        courier = Courier(database, sender, claims, clock, random.random, metrics)

        def surroundings(one: Installation) -> Surroundings:
            return Surroundings(
                now=clock(),
                almanac=almanac_now(),
                instruments=instruments,
                message_url=one.message_url,
            )

        house = House(
            database=database,
            courier=courier,
            sender=sender,
            radar=radar,
            facts=Facts(),
            session=session,
            voices=voices,
            surroundings=surroundings,
            metrics=metrics,
        )
        delivering = asyncio.create_task(courier.run())
        heartbeat = Heartbeat()
        bot = Bot(house, installation, clock, delivering=delivering, heartbeat=heartbeat)
        await bot.probe_blocked()  # it works now; nobody has to wait for the beat
        _set_beats(heartbeat, bot)
        doors = bot.doors = Doors(settings, make_app(installation, bot.front), session)
        if doors.watchdog:
            heartbeat.every(HEARTBEAT_S, doors.watchdog.look)
        heartbeat.start()
        try:
            await doors.serve_ops(database, metrics, clock, bot.give_sign)
            await doors.open()
            yield bot
        finally:
            await doors.announce_stop()
            heartbeat.stop()
            # While their acks can still be sent; but under load there is always one more.
            await _within(ACKS_S, bot.front.drain())
            await doors.intake.stop()
            await _within(settings.lease_s, bot.front.drain())
            courier.stop()
            await asyncio.gather(
                _within(settings.lease_s, _delivered(delivering, courier)),
                _within(settings.lease_s, bot.front.pictures.tidy(stopping=True)),
            )
            await doors.close()


def clock_of(settings: Settings) -> Clock:
    """The clock that the settings name: the real one, unless a demo moves it."""
    return MovedClock(Path(settings.clock_file)) if settings.clock_file else utc_now


def _set_beats(heartbeat: Heartbeat, bot: Bot) -> None:
    heartbeat.every(HEARTBEAT_S, bot.act_due)
    heartbeat.every(HEARTBEAT_S, bot.give_sign)
    heartbeat.every(PROBE_S, bot.probe_blocked)
    heartbeat.every(RETENTION_S, bot.erase_expired, at_once=True)
    # Beside it: Slack may make it wait, and no promise to delete waits for that.
    heartbeat.every(RETENTION_S, bot.tidy_pictures, at_once=True)


async def _delivered(delivering: asyncio.Task[None], courier: Courier) -> None:
    """Wait until the loop, which claims nothing any more, has ended and all it began is sent."""
    try:
        await asyncio.wait([delivering])
        await courier.drain()
    finally:
        delivering.cancel()


async def _within(seconds: float, work: Awaitable[None]) -> None:
    """Wait for something, but no longer than so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work
