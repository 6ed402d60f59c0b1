"""The clock at the top of the page: the moment, the jumps, and what one sees meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.workspace.clockwork import Jump
from bot.workspace.model import Member
from bot.workspace.server import Workspace
from tests.browser.album import Album
from tests.browser.conftest import PageAt, World, app_config
from tests.browser.test_page_phone import PHONE, TAPPABLE, fits

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOMENTS = {
    "event": ("Volgende gebeurtenis", datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
    "day": ("Een dag verder", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
    "deadline": ("De deadline van de scan", datetime(2026, 12, 8, 15, 30, tzinfo=UTC)),
    "quarter": ("Het volgende kwartaal", datetime(2027, 2, 22, 8, 0, tzinfo=UTC)),
}


class Control:
    """A clock that a test holds: it moves when the test gives leave."""

    def __init__(self) -> None:
        """24 November 2026, ten o'clock in Amsterdam."""
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        self.leave = asyncio.Event()
        self.leave.set()
        self.broken = False

    def __call__(self) -> datetime:
        """The moment."""
        return self.now

    def jumps(self) -> Sequence[Jump]:
        """Four moments."""
        return [Jump(key, label) for key, (label, _) in MOMENTS.items()]

    async def jump(self, key: str) -> None:
        """Go there, when the test lets it."""
        await self.leave.wait()
        if self.broken:
            raise OSError("de klok staat vast")
        self.now = MOMENTS[key][1]


class Timed:
    """A workspace with a clock control, and its leader."""

    def __init__(self, workspace: Workspace, control: Control, anna: Member) -> None:
        """All started."""
        self.workspace, self.control, self.anna = workspace, control, anna

    @property
    def link(self) -> str:
        """The leader's channel."""
        channel = self.workspace.channel("stuurgroep").id
        return f"{self.workspace.address}/#as={self.anna.id}&at={channel}"


@pytest_asyncio.fixture(loop_scope="session")
async def timed() -> AsyncIterator[Timed]:
    """A served workspace whose clock can be set."""
    control = Control()
    workspace = Workspace(control, team_name="Regio Noordwest", clock_control=control)
    bot = workspace.state.people[workspace.install_app(app_config()).user_id]
    anna = workspace.add_person("anna", "Anna de Vries", title="Programmaleider", is_admin=True)
    workspace.add_channel("stuurgroep", [anna, bot], private=True)
    async with workspace:
        yield Timed(workspace, control, anna)


async def jump(page: Page, label: str) -> None:
    """Choose a moment from the menu."""
    await page.get_by_role("button", name="Klok verzetten").click()
    await page.get_by_role("menuitem", name=label).click()


async def test_without_a_control_there_is_no_clock(world: World, page_at: PageAt) -> None:
    """A workspace on real time shows nothing of it."""
    page = await page_at(1280, world.link(world.anna, "app"))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Borgingsbot")
    await expect(page.get_by_role("region", name="Klok van de werkruimte")).to_be_hidden()
    await expect(page.get_by_role("button", name="Klok verzetten")).to_be_hidden()


async def test_a_jump_is_told_while_it_is_made_and_after(
    timed: Timed, page_at: PageAt, screenshots: Path
) -> None:
    """Menu, under way with the control out of use, and the new moment, said aloud once."""
    album = Album(screenshots)
    page = await page_at(1280, timed.link)
    bar = page.get_by_role("region", name="Klok van de werkruimte")
    button = bar.get_by_role("button", name="Klok verzetten")
    await expect(bar.locator("time")).to_have_text("di 24 november 2026 10:00")
    await album.picture(page, "clock")
    await button.click()
    await expect(page.get_by_role("menuitem")).to_have_count(len(MOMENTS))
    await album.picture(page, "clock-menu")
    timed.control.leave.clear()
    await page.get_by_role("menuitem", name="De deadline van de scan").click()
    await expect(bar.get_by_role("status")).to_have_text("Onderweg naar: De deadline van de scan")
    await expect(button).to_be_disabled()
    await expect(button).to_be_focused()
    await album.picture(page, "clock-under-way")
    await button.click(force=True)
    await expect(page.get_by_role("menu")).to_have_count(0)
    timed.control.leave.set()
    await expect(bar.locator("time")).to_have_text("di 8 december 2026 16:30")
    await expect(bar.get_by_role("status")).to_have_text("Het is nu di 8 december 2026 16:30.")
    await expect(button).to_be_enabled()


async def test_all_is_drawn_by_the_new_moment(timed: Timed, page_at: PageAt) -> None:
    """What was today is a date after a jump of weeks, also for who only looks on."""
    page, other = await page_at(1280, timed.link), await page_at(1280, timed.link)
    await page.get_by_label("Bericht aan #stuurgroep").fill("Hallo")
    await page.keyboard.press("Enter")
    for each in (page, other):
        await expect(each.locator(".day-line")).to_have_text("Vandaag")
    await jump(page, "De deadline van de scan")
    for each in (page, other):
        await expect(each.locator(".day-line")).to_have_text("dinsdag 24 november")


async def test_by_keyboard_alone(timed: Timed, page_at: PageAt) -> None:
    """Enter opens, arrows choose, Enter goes, Escape leaves it; the focus stays at the button."""
    page = await page_at(1280, timed.link)
    button = page.get_by_role("button", name="Klok verzetten")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Volgende gebeurtenis")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Volgende gebeurtenis")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".clock-moment")).to_have_text("wo 25 november 2026 10:00")
    await expect(button).to_be_focused()


async def test_a_jump_that_fails_is_told(timed: Timed, page_at: PageAt) -> None:
    """The notice says why, and the control can be used again."""
    timed.control.broken = True
    page = await page_at(1280, timed.link)
    await jump(page, "Een dag verder")
    await expect(page.get_by_role("alert")).to_contain_text("De klok verzetten lukte niet")
    await expect(page.get_by_role("button", name="Klok verzetten")).to_be_enabled()


async def test_the_clock_on_a_phone(timed: Timed, page_at: PageAt) -> None:
    """Moment and control stand side by side, large enough for a thumb, and nothing scrolls."""
    page = await page_at(PHONE, timed.link)
    button = page.get_by_role("button", name="Klok verzetten")
    await expect(page.locator(".clock-moment")).to_be_visible()
    box, moment = await button.bounding_box(), await page.locator(".clock-moment").bounding_box()
    assert box
    assert moment
    assert box["height"] >= TAPPABLE
    assert abs(box["y"] + box["height"] / 2 - moment["y"] - moment["height"] / 2) <= 1
    timed.control.leave.clear()
    await button.tap()
    await fits(page)
    await page.get_by_role("menuitem", name="Het volgende kwartaal").tap()
    await expect(page.locator(".clock-busy")).to_be_visible()
    await fits(page)
    timed.control.leave.set()
    await expect(page.locator(".clock-moment")).to_have_text("ma 22 februari 2027 09:00")


async def test_the_moment_in_english(timed: Timed, page_at: PageAt) -> None:
    """The page's other language writes the moment its own way, at the same hour."""
    page = await page_at(1280, timed.link)
    await page.get_by_role("button", name="English").click()
    await expect(page.locator(".clock-moment")).to_have_text("Tue 24 November 2026 10:00")
    await expect(page.get_by_role("button", name="Set the clock")).to_be_visible()
