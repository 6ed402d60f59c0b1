"""The workspace's working parts in one place, shared by the Web API, Socket Mode and the page."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.workspace.clockwork import ClockControl, Clockwork
from bot.workspace.config import Installation
from bot.workspace.errors import SlackError, WorkspaceError
from bot.workspace.faults import Fault, Faults
from bot.workspace.journal import Journal
from bot.workspace.live import Live
from bot.workspace.model import Json
from bot.workspace.rates import Rates
from bot.workspace.records import Records
from bot.workspace.requests import Requests
from bot.workspace.shows import Shows
from bot.workspace.sight import Sight, file_id
from bot.workspace.sockets import Sockets
from bot.workspace.state import State

RESPONSE_URL_USES = 5
RESPONSE_URL_LIFE = timedelta(minutes=30)  # by the workspace's clock


@dataclass(frozen=True)
class Timing:
    """Durations in seconds of real time; tests may shorten them."""

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)  # before an unacknowledged event comes again
    processing: float = 0.3  # between completing an upload and the file being usable
    rest: float = 10.0  # in which the balancer leaves out a target that refused a connection


@dataclass
class Trigger:
    """A person's act, which may be exchanged once for a modal."""

    id: str
    person_id: str
    ends: float  # loop time
    view_id: str | None
    used: bool = False


@dataclass
class ResponseUrl:
    """Where the app may answer an act."""

    secret: str
    person_id: str
    channel_id: str
    message_ts: str | None
    ends: datetime
    uses: int = 0


@dataclass
class Core:
    """Everything a method or an act needs."""

    records: Records
    clock: Callable[[], datetime]
    timing: Timing
    rates: Rates
    clock_control: ClockControl | None = None
    state: State = field(init=False)
    faults: Faults = field(init=False)
    sockets: Sockets = field(init=False)
    journal: Journal = field(init=False)
    live: Live = field(init=False)
    shows: Shows = field(init=False)
    requests: Requests = field(init=False)
    clockwork: Clockwork = field(init=False)
    address: str = ""
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Assemble the parts."""
        self.state = State(self.records, self.clock)
        self.faults = Faults()
        self.journal = Journal()
        self.live = Live()
        self.shows = Shows(self.state, self.live)
        self.sockets = Sockets(self.faults, self.shows.app)
        self.requests = Requests(self.faults, self.shows.app, self.timing.rest)
        self.clockwork = Clockwork(self.clock_control, self.clock_moved)
        self.shows.connected = self._connected

    def _connected(self) -> bool:
        app = self.state.app
        # Nothing tells in advance whether a request URL will answer: the last attempt does.
        return (
            self.requests.reached if app and not app.config.socket_mode else self.sockets.count > 0
        )

    async def deliver(self, envelope: Json) -> Json:
        """Send an envelope the way the app is set to, and wait for the acknowledgement.

        Raises DeliveryError.
        """
        app = self.app
        if app.config.socket_mode:
            return await self.sockets.deliver(envelope, self.timing.ack)
        return await self.requests.deliver(app, envelope, self.timing.ack)

    async def meet(self, method: str, channel: str = "") -> Fault | None:
        """Wait while ``method`` is held, then the fault that this call of it meets, if any."""
        await self.faults.pass_gate(method)
        fault = self.faults.for_call(method, channel)
        if fault and fault.kind == "disconnect":
            await self.sockets.drop_one()
        return fault

    def clock_moved(self) -> None:
        """Tell the pages the moment and what can be done about it."""
        self.shows.clock(self.clockwork.as_json())

    def picture(self, person_id: str) -> Json:
        """All that a person's page shows."""
        return {**self.sight(person_id).all(), "clockwork": self.clockwork.as_json()}

    @property
    def app(self) -> Installation:
        """The installed app. Raises WorkspaceError when there is none."""
        if not self.state.app:
            raise WorkspaceError("no app is installed in this workspace")
        return self.state.app

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Run something beside the answer."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Stop what runs beside."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def sight(self, person_id: str) -> Sight:
        """The workspace through a person's eyes."""
        return self.shows.sight(person_id)

    def usable_file(self, slack_file: Json) -> bool:
        """Whether an image block may show this upload: an image that has been processed."""
        file = self.state.files.get(file_id(slack_file))
        return bool(file and file.processed and file.mimetype.startswith("image/"))

    def new_trigger(self, person_id: str, view_id: str | None = None) -> str:
        """A trigger_id for an act of a person (in a view)."""
        now = asyncio.get_running_loop().time()
        # Spent ones are remembered for a while: the app should hear why they do not work.
        self.triggers = {key: each for key, each in self.triggers.items() if each.ends + 600 > now}
        trigger_id = (
            f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        )
        ends = now + self.timing.trigger
        self.triggers[trigger_id] = Trigger(trigger_id, person_id, ends, view_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger_id up.

        Raises SlackError ``invalid_trigger_id``, ``exchanged_trigger_id``, ``expired_trigger_id``.
        """
        trigger = self.triggers.get(trigger_id)
        if not trigger:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if asyncio.get_running_loop().time() > trigger.ends:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, person_id: str, channel_id: str, message_ts: str | None) -> str:
        """A response_url for an act of a person in a channel (on a message)."""
        now = self.state.now()
        old = now - RESPONSE_URL_LIFE
        self.response_urls = {
            key: each for key, each in self.response_urls.items() if each.ends > old
        }
        secret = secrets.token_urlsafe(24)
        ends = now + RESPONSE_URL_LIFE
        self.response_urls[secret] = ResponseUrl(secret, person_id, channel_id, message_ts, ends)
        return f"{self.address}/response/{secret}"
