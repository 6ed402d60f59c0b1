"""What a running bot does by itself: what is due, what may no longer be kept, a sign of life."""

import asyncio
import logging
from datetime import datetime

from bot.claims import log_fault
from bot.clock import Clock
from bot.doors import Doors
from bot.health import give_sign
from bot.schedule import Heartbeat
from bot.slack.errors import CALL_ERRORS, fault_of
from bot.slack.front import Front, House
from bot.slack.installation import Installation, works
from bot.slack.left_pictures import delete_left
from flows.events import ChannelFacts, Wanted
from flows.exceptions import BorgingError
from flows.ports import Store
from flows.usecases.due import About, act_due, channels_due
from flows.usecases.outage import unblock
from flows.usecases.retention import erase_expired
from storage.exceptions import StorageError

logger = logging.getLogger(__name__)


class DeliveryStoppedError(BorgingError):
    """Nothing is delivered any more; this run has to be started anew."""


class HeartStoppedError(BorgingError):
    """Nothing is done by itself any more; this run has to be started anew."""


class Bot:
    """A running bot for one installation; `doors` are its ways in."""

    doors: Doors

    def __init__(
        self,
        house: House,
        installation: Installation,
        clock: Clock,
        *,
        delivering: asyncio.Task[None],
        heartbeat: Heartbeat,
    ) -> None:
        """Use `bot.compose.running`; `delivering` is the courier's loop."""
        self.delivering = delivering
        self.heartbeat = heartbeat
        self.house = house
        self.installation = installation
        self.front = Front(house, installation)
        self._clock = clock
        self._acting = asyncio.Lock()  # a beat and a clock that is moved ask for it together

    async def act_due(self) -> None:
        """Do what is due, with the facts of the channels concerned, until nothing is left.

        A scan or rhythm that cannot be acted on is logged and left for the next time; it holds up
        no other. Raises StorageError: without a database there is nothing to go on with.
        """
        async with self._acting:
            left: set[About] = set()
            while await self._act_once(left):
                self.house.courier.wake()

    async def _act_once(self, left: set[About]) -> bool:
        """Do what is due first; False if nothing is but what is `left`, which this adds to."""
        now = self._clock()
        wanted = await self.house.database.read(lambda store: channels_due(store, now))
        mine = {
            channel
            for workspace_id, channel in wanted
            if workspace_id == self.installation.workspace.id
        }
        looked = await asyncio.gather(*map(self._facts_of, mine))
        known = {facts.channel_id: facts for facts in looked if facts is not None}
        around = self.house.surroundings(self.installation)
        begun: list[About] = []

        def act(store: Store) -> int:
            begun.clear()  # it may be run more than once, and its last run counts
            return act_due(store, now, known, around, leave=left, begins=begun.append)

        try:
            return await self.house.database.write(act) > 0
        except StorageError:
            raise
        except Exception as error:
            if not begun:
                raise
            log_fault(f"{begun[-1]} cannot be acted on", error)
            left.add(begun[-1])
            return True

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

    async def catch_up(self) -> None:
        """Do and deliver all that is due by now."""
        await self.act_due()
        await self.house.courier.caught_up()

    async def next_due(self) -> datetime | None:
        """When something is due next: an act of time, or a message that waits."""

        def look(store: Store) -> datetime | None:
            moments = (store.next_due(), store.outbox.next_due())
            return min((moment for moment in moments if moment is not None), default=None)

        return await self.house.database.read(look)

    async def give_sign(self) -> None:
        """Say that this run is alive: its heart beats, it delivers and its database answers.

        Raises HeartStoppedError, DeliveryStoppedError or StorageError if not.
        """
        if not self.heartbeat.is_beating():
            raise HeartStoppedError
        if self.delivering.done():
            raise DeliveryStoppedError
        await self.house.database.read(lambda store: store.workspaces.one())
        give_sign()

    async def probe_blocked(self) -> None:
        """Free what waits in a workspace that took nothing, once it does again."""
        workspace_id = self.installation.workspace.id
        kept = await self.house.database.read(lambda store: store.workspaces.get(workspace_id))
        if not kept.blocked:
            return
        try:
            if not await works(self.installation.client):
                return
        except CALL_ERRORS as error:
            logger.warning("workspace %d cannot be probed: %s", workspace_id, fault_of(error))
            return
        now = self._clock()
        await self.house.database.write(lambda store: unblock(store, workspace_id, now))
        logger.info("workspace %d takes messages again", workspace_id)
        self.house.courier.wake()

    async def erase_expired(self) -> None:
        """Delete what has been kept as long as promised."""
        now = self._clock()
        changed = await self.house.database.write(lambda store: erase_expired(store, now))
        if changed:
            logger.info("deleted %d answers whose time was over", changed)

    async def tidy_pictures(self) -> None:
        """Delete the pictures that no window needs any more, those of killed runs too."""
        await self.front.pictures.tidy()
        workspace = self.installation.workspace
        await delete_left(self.installation.client, workspace.bot_user_id, self._clock())
