"""A local workspace in which windows with pictures can be opened for somebody."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.radar import RadarWorker
from bot.slack.client import make_client, make_session
from bot.slack.shown_pictures import AT_HAND, ShownPictures
from bot.slack.upload import Uploads
from bot.slack.windows import Windows
from bot.wording import all_voices
from bot.workspace.core import Timing
from bot.workspace.person import Person
from bot.workspace.server import Workspace
from flows.language import Language
from flows.messages import Form, Page, Paragraph, Picture
from flows.plots import RadarPlot
from flows.wording import say
from tests.support.outcomes import past_from, results_from
from tests.workspace.room import Clock, Room, seeded

VOICES = all_voices()
WORDING = VOICES[Language.NL]
ALT = say("shell.again")
TEXT = say("shell.try_again")
WAIT_S = 20.0
"""Seconds to wait for something to be seen: the first picture starts a process of its own."""


def picture(score: int = 3) -> Picture:
    """The radar of one partner that gave the same score to all."""
    plot = RadarPlot(now=past_from(results_from({"Vakcollege Noord": (score,) * 7})))
    return Picture(ALT, plot)


def form(*pictures: Picture) -> Form:
    """A window with a text and pictures."""
    return Form(
        key="results",
        title=say("shell.title"),
        body=(Paragraph(TEXT), *pictures),
        close=say("form.close"),
    )


def page(*pictures: Picture) -> Page:
    """A page with a text and pictures."""
    return Page(body=(Paragraph(TEXT), *pictures))


def images(body: dict[str, Any] | None) -> list[str]:
    """The files of the images in a view, by id."""
    blocks = body["blocks"] if body else []
    return [block["slack_file"]["id"] for block in blocks if block["type"] == "image"]


@dataclass
class WindowRoom:
    """The workspace, what is tested in it, and Anna, who has her windows opened by a command."""

    workspace: Workspace
    client: AsyncWebClient
    radar: RadarWorker
    pictures: ShownPictures
    anna: Person
    triggers: asyncio.Queue[str]
    seconds: float = 0.0
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def windows(self) -> Windows:
        """What opens windows here."""
        return Windows(self.client, self.pictures, self.later)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside all else."""
        self.tasks.append(asyncio.create_task(work))

    async def done(self) -> None:
        """Wait for all that was left to be done."""
        while tasks := [task for task in self.tasks if not task.done()]:
            await asyncio.wait(tasks)
        for task in self.tasks:
            task.result()

    async def opens(self, shown: Form) -> str:
        """Open a window for Anna; its id."""
        await self.anna.command("/borging")
        call = partial(self.client.views_open, trigger_id=await self.triggers.get())
        return await self.windows.put(shown, WORDING, call)

    @property
    def uploads(self) -> int:
        """How many pictures were uploaded."""
        return len(self.workspace.journal.calls("files.completeUploadExternal"))


@asynccontextmanager
async def window_room(
    *, most: int = AT_HAND, timing: Timing | None = None
) -> AsyncIterator[WindowRoom]:
    """A room whose pictures are drawn for real; at most so many are kept at hand."""
    async with AsyncExitStack() as stack:
        workspace = Workspace(
            Clock(), timing=timing or Timing(processing=0.05), rate_limits=False, team_name="N"
        )
        seeded(workspace)
        await stack.enter_async_context(workspace)
        session = await stack.enter_async_context(make_session(workspace.api_url))
        client = make_client(workspace.core.app.bot_token, workspace.api_url, session)
        radar = RadarWorker()
        stack.push_async_callback(radar.close)
        room = Room(workspace, Clock(), stack)
        triggers: asyncio.Queue[str] = asyncio.Queue()
        app = room.bolt()

        async def keep(ack: AsyncAck, body: dict[str, Any]) -> None:
            await ack()
            triggers.put_nowait(body["trigger_id"])

        app.command("/borging")(keep)
        await room.connect(app)
        uploads = Uploads(radar, VOICES, session)
        made = WindowRoom(
            workspace,
            client,
            radar,
            ShownPictures(client, uploads, lambda: made.seconds, most),
            await room.person("anna"),
            triggers,
        )
        yield made
        await made.done()
