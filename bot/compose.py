"""Where everything is wired together, and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import date
from functools import cache

import holidays
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from bot.clock import Clock, utc_now
from bot.health import give_sign
from bot.outbox import LEASE_S, Courier
from bot.radar import RadarWorker
from bot.schedule import HEARTBEAT_S, RETENTION_S, Heartbeat
from bot.settings import Settings
from bot.slack.app import make_app
from bot.slack.client import make_client, make_session
from bot.slack.errors import CALL_ERRORS, fault_of
from bot.slack.facts import Facts
from bot.slack.front import Front, House
from bot.slack.installation import Installation, identify, keep_workspace
from bot.slack.sender import SlackSender
from bot.wording import all_voices
from flows.calendar import local_day
from flows.catalogue import load_instruments
from flows.events import ChannelFacts, Wanted
from flows.exceptions import BorgingError
from flows.usecases.due import channels_due, close_due, erase_expired
from flows.usecases.handle import Surroundings
from storage.database import Database
from storage.only_run import only_run

logger = logging.getLogger(__name__)

TIMEZONE = "Europe/Amsterdam"
SOCKETS = 2
"""Socket connections of a run: while Slack refreshes one, the other takes what comes."""
ACKS_S = 2.0
"""Seconds that a stop waits for the acks of what was being taken."""
PING_S = 3.0
"""Seconds between looks whether a connection still stands; a lost one is made again after two."""


@cache
def public_holidays(year: int) -> Collection[date]:
    """Dutch public holidays of the year before to the year after."""
    return frozenset(holidays.country_holidays("NL", years=range(year - 1, year + 2)))


class DeliveryStoppedError(BorgingError):
    """Nothing is delivered any more; this run has to be started anew."""


class Bot:
    """A running bot for one installation."""

    def __init__(
        self,
        house: House,
        installation: Installation,
        radar: RadarWorker,
        clock: Clock,
        *,
        delivering: asyncio.Task[None],
    ) -> None:
        """Use `running`; `delivering` is the courier's loop."""
        self.delivering = delivering
        self.house = house
        self.installation = installation
        self.front = Front(house, installation)
        self._radar = radar
        self._clock = clock

    async def close_due(self) -> None:
        """Close what is due, with the facts of the channels concerned."""
        now = self._clock()
        wanted = await self.house.database.read(lambda store: channels_due(store, now))
        mine = {
            channel
            for workspace_id, channel in wanted
            if workspace_id == self.installation.workspace.id
        }
        if not mine:
            return
        looked = await asyncio.gather(*map(self._facts_of, mine))
        known = {facts.channel_id: facts for facts in looked if facts is not None}
        around = self.house.surroundings(self.installation)
        await self.house.database.write(
            lambda store: close_due(store, now, known, around.instruments)
        )
        self.house.courier.wake()

    async def _facts_of(self, channel: str) -> ChannelFacts | None:
        """None if Slack does not say: its scan waits, the others are closed."""
        team_id = self.installation.workspace.team_id
        wanted = Wanted(channels=frozenset({channel}))
        try:
            known = await self.house.facts.fetch(self.installation.client, team_id, wanted)
        except CALL_ERRORS as error:
            logger.warning("channel %s cannot be looked at: %s", channel, fault_of(error))
            return None
        return known.channels[channel]

    async def give_sign(self) -> None:
        """Say that this run is alive: its loop runs, it delivers and its database answers.

        Raises DeliveryStoppedError or StorageError if not.
        """
        if self.delivering.done():
            raise DeliveryStoppedError
        await self.house.database.read(lambda store: store.workspaces.one())
        give_sign()

    async def erase_expired(self) -> None:
        """Delete what has been kept as long as promised."""
        now = self._clock()
        changed = await self.house.database.write(lambda store: erase_expired(store, now))
        if changed:
            logger.info("deleted %d answers whose time was over", changed)


@asynccontextmanager
async def running(settings: Settings, clock: Clock = utc_now) -> AsyncIterator[Bot]:
    """A bot that is connected to Slack by Socket Mode, until the context ends.

    Raises StorageError, or one of `bot.slack.errors.CALL_ERRORS` if Slack refuses the tokens.
    """
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
        # The socket's client tries a token that Slack refuses for ever; this raises at once.
        await client.apps_connections_open(app_token=settings.app_token)
        workspace = await database.write(lambda store: keep_workspace(store, identity))
        installation = Installation(workspace=workspace, client=client, url=identity.url)
        radar = RadarWorker()
        stack.push_async_callback(radar.close)
        sender = SlackSender({workspace.id: installation}, voices, radar, session)
        stack.push_async_callback(sender.close)
        courier = Courier(database, sender, instruments, clock)

        def surroundings(one: Installation) -> Surroundings:
            now = clock()
            return Surroundings(
                now=now,
                free_days=public_holidays(local_day(now, TIMEZONE).year),
                instruments=instruments,
                message_url=one.message_url,
            )

        house = House(
            database=database,
            courier=courier,
            sender=sender,
            facts=Facts(),
            session=session,
            voices=voices,
            surroundings=surroundings,
        )
        delivering = asyncio.create_task(courier.run())
        bot = Bot(house, installation, radar, clock, delivering=delivering)
        heartbeat = Heartbeat()
        heartbeat.every(HEARTBEAT_S, bot.close_due)
        heartbeat.every(HEARTBEAT_S, bot.give_sign)
        heartbeat.every(RETENTION_S, bot.erase_expired)
        sockets = await _connect(settings, installation, bot.front)
        heartbeat.start()
        try:
            yield bot
        finally:
            heartbeat.stop()
            # While their acks can still be sent; but under load there is always one more.
            await _within(ACKS_S, bot.front.drain())
            for socket in sockets:
                await socket.disconnect_async()
            await _within(LEASE_S, bot.front.drain())
            delivering.cancel()
            await _within(LEASE_S, courier.drain())
            for socket in sockets:
                await socket.close_async()


async def _within(seconds: float, work: Awaitable[None]) -> None:
    """Wait for something, but no longer than so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await work


async def _connect(
    settings: Settings, installation: Installation, front: Front
) -> list[AsyncSocketModeHandler]:
    app = make_app(installation, front)
    sockets = []
    for _ in range(SOCKETS):
        handler = AsyncSocketModeHandler(app, settings.app_token, ping_interval=PING_S)
        await handler.connect_async()
        sockets.append(handler)
    return sockets
