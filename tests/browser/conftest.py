"""A real browser on the page of a real local workspace, with a small app on its wire."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from bot.workspace.config import AppConfig, Command
from bot.workspace.core import Timing
from bot.workspace.model import Channel, Member
from bot.workspace.server import Workspace
from tests.browser.wire_app import WireApp

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHTS = {1280: 800, 360: 740}  # pixels, by width
WAIT_MILLISECONDS = 5000  # for anything that the page should show
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)

PageAt = Callable[..., Awaitable[Page]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say where pictures of the page go, for who wants to look at them."""
    parser.addoption("--screenshots", type=Path, help="a folder for pictures of the page")


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder that was asked for, or one that is thrown away."""
    folder: Path = request.config.getoption("--screenshots") or tmp_path / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def app_config() -> AppConfig:
    """An app with all that the page shows."""
    return AppConfig(
        name="Borgingsbot",
        scopes=(
            *("chat:write", "im:write", "im:history", "users:read", "commands"),
            *("channels:read", "groups:read", "files:read", "files:write"),
        ),
        events=("app_home_opened", "message.im"),
        commands=(Command("/borging", "Open de borgingsscan", "privacy"),),
    )


@dataclass
class World:
    """A workspace with a leader, a partner, an external person and a private channel."""

    workspace: Workspace
    app: WireApp
    anna: Member
    bas: Member
    els: Member
    stuurgroep: Channel

    async def dm(self, person: Member) -> str:
        """The channel between the app and a person."""
        answer = await self.app.call("conversations.open", users=person.id)
        channel_id: str = answer["channel"]["id"]
        return channel_id

    def link(self, person: Member, at: str = "", thread: str = "") -> str:
        """The address at which one is a person at a place."""
        place = f"&at={at}" if at else ""
        return f"{self.workspace.address}/#as={person.id}{place}" + (
            f"&thread={thread}" if thread else ""
        )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A served workspace, new for each test; its clock stands still."""
    quick = Timing(processing=0.01)
    workspace = Workspace(
        lambda: NOON, tmp_path, timing=quick, rate_limits=False, team_name="Regio Noordwest"
    )
    installed = workspace.install_app(app_config())
    anna = workspace.add_person("anna", "Anna de Vries", title="Programmaleider", is_admin=True)
    bas = workspace.add_person("bas", "Bas Kuiper", title="Eigenaar Bouwbedrijf Kuiper")
    elsewhere = workspace.add_team("ROC West")
    els = workspace.add_person("els", "Els Jansen", title="Opleider", team=elsewhere)
    bot_user = workspace.state.people[installed.user_id]
    channel = workspace.add_channel("stuurgroep", [anna, bot_user], private=True)
    await workspace.start()
    app = WireApp(workspace)
    await app.connect()
    made = World(workspace, app, anna, bas, els, channel)
    yield made
    await made.app.disconnect()
    await made.workspace.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def page_at(browser: Browser) -> AsyncIterator[PageAt]:
    """What opens a page of a width at an address; no script may fail in it."""
    faults: list[str] = []
    contexts = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    async def open_page(width: int, link: str) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width == min(HEIGHTS),
            reduced_motion="reduce",
            timezone_id="Europe/Amsterdam",
            locale="nl-NL",
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MILLISECONDS)
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", listen)
        await page.goto(link)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert faults == []
