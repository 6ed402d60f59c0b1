"""A seeded workspace with Slack's own clients on it and people in it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.config import AppConfig, Command, Shortcut
from bot.workspace.core import Timing
from bot.workspace.person import Person
from bot.workspace.server import Workspace

SCOPES = (
    "chat:write",
    "im:write",
    "im:read",
    "im:history",
    "channels:read",
    "channels:history",
    "channels:join",
    "groups:read",
    "groups:history",
    "users:read",
    "files:read",
    "files:write",
    "team:read",
    "commands",
)
EVENTS = (
    "app_home_opened",
    "message.im",
    "message.channels",
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "channel_rename",
    "group_rename",
)
CONFIG = AppConfig(
    name="Borging",
    scopes=SCOPES,
    events=EVENTS,
    commands=(Command("/borging", "Alles van de bot", "privacy"),),
    shortcuts=(Shortcut("Bewaren", "keep", "Bewaar dit bericht"),),
)
QUICK = Timing(retries=(0.0, 0.05, 0.05), processing=0.05)
# For tests in which an ack never comes.
IMPATIENT = Timing(ack=0.3, retries=(0.0, 0.05, 0.05), processing=0.05)

Json = dict[str, Any]
MODAL: Json = {
    "type": "modal",
    "callback_id": "region",
    "private_metadata": "r1",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Regio"},
    "submit": {"type": "plain_text", "text": "Bewaren"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Naam"},
            "element": {"type": "plain_text_input", "action_id": "name", "max_length": 10},
        }
    ],
}
"""A window with one input."""
BUTTONS: list[Json] = [
    {"type": "section", "block_id": "q", "text": {"type": "mrkdwn", "text": "*Stelling 1* van 7"}},
    {
        "type": "actions",
        "block_id": "scores",
        "elements": [
            {
                "type": "button",
                "action_id": f"score:{score}",
                "value": str(score),
                "text": {"type": "plain_text", "text": str(score)},
            }
            for score in range(1, 6)
        ],
    },
]
"""A question with five scores."""


@dataclass
class Clock:
    """A clock that only a test moves."""

    now: datetime = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


@dataclass
class Room:
    """A started workspace with what tests want at hand."""

    workspace: Workspace
    clock: Clock
    stack: AsyncExitStack
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def client(self) -> AsyncWebClient:
        """Slack's client with the bot token; never tries again by itself."""
        app = self.workspace.core.app
        return AsyncWebClient(
            app.bot_token, base_url=self.workspace.api_url, retry_handlers=[], timeout=5
        )

    async def person(self, name: str) -> Person:
        """Someone in the workspace."""
        if name not in self.people:
            person = Person(self.workspace.address, name)
            self.people[name] = await self.stack.enter_async_context(person)
        return self.people[name]

    async def connect(self, app: AsyncApp, sockets: int = 1) -> AsyncSocketModeHandler:
        """Connect a Bolt app over Socket Mode."""
        handler = AsyncSocketModeHandler(app, self.workspace.core.app.app_token)
        handler.client.web_client.base_url = self.workspace.api_url
        await handler.connect_async()
        self.stack.push_async_callback(handler.close_async)
        await self.workspace.sockets.wait_for(sockets)
        return handler

    def bolt(self) -> AsyncApp:
        """A Bolt app that is not yet connected."""
        return AsyncApp(client=self.client, process_before_response=True)


def seeded(workspace: Workspace, config: AppConfig = CONFIG) -> None:
    """Anna (admin), Bram and Carla; Emma from elsewhere; the app in #stuurgroep."""
    anna = workspace.add_person("anna", "Anna de Vries", is_admin=True, email="anna@regio.test")
    bram = workspace.add_person("bram", "Bram Bakker")
    workspace.add_person("carla", "Carla Smit")
    elsewhere = workspace.add_team("Technobedrijf")
    emma = workspace.add_person("emma", "Emma Jansen", team=elsewhere)
    app = workspace.install_app(config)
    bot = workspace.state.people[app.user_id]
    workspace.add_channel("stuurgroep", [anna, bram, bot, emma])
    workspace.add_channel("besloten", [anna, bot], private=True)
    workspace.add_channel("zonderbot", [anna, bram])
    workspace.add_channel("geheim", [bram], private=True)
