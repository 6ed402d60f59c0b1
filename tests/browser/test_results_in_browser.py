"""What came of two scans as people look at it in the browser: windows, pages, their pictures."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.autoplay import play
from bot.demo import Demo, demo
from bot.demo_region import CHANNEL, LEADER
from bot.workspace.person import Person
from tests.browser.album import PHONE, WIDE, Album
from tests.browser.conftest import PageAt

pytestmark = pytest.mark.asyncio(loop_scope="session")

PICTURE_MILLISECONDS = 30_000  # the machine may be busy, and several are drawn after one another
READABLE = 280  # pixels of a phone's 360 that a picture takes at least


@dataclass(frozen=True)
class Outcome:
    """A demo in which two scans were played, with pictures of what is seen of them."""

    demo: Demo
    page_at: PageAt
    album: Album

    async def page(self, name: str, at: str, *, phone: bool = False) -> Page:
        """The page as somebody, at a place."""
        size = PHONE if phone else WIDE
        async with Person(self.demo.address, name) as person:
            place = person.where(at) if at.startswith("#") else at
            page = await self.page_at(
                size["width"], f"{self.demo.address}/#as={person.id}&at={place}"
            )
        await page.set_viewport_size(size)
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def outcome(tmp_path: Path, page_at: PageAt, screenshots: Path) -> AsyncIterator[Outcome]:
    """Two scans, answered by everybody and published; everybody has been told."""
    async with demo(tmp_path / "data", 0) as running:
        for _ in range(2):
            await play(running.address, lambda _done, _of: None)
            await running.begin_a_day()
        yield Outcome(running, page_at, Album(screenshots))


def window(page: Page) -> Locator:
    """The window that is open."""
    return page.locator("dialog.modal")


async def pictured(within: Locator, number: int = 1) -> Locator:
    """Wait until so many pictures are seen; the first of them."""
    images = within.locator("figure img")
    await expect(images).to_have_count(number, timeout=PICTURE_MILLISECONDS)
    for image in await images.all():
        await image.evaluate("image => image.scrollIntoView()")  # it may be redrawn right now
        await expect(image).to_have_js_property("complete", value=True)
        assert await image.evaluate("image => image.naturalWidth") > WIDE["width"] / 2
        assert await image.get_attribute("alt")
    await images.first.evaluate("image => image.scrollIntoView()")
    return images.first


async def shut(page: Page) -> None:
    """Close all windows."""
    await window(page).get_by_role("button", name="Sluiten", exact=True).first.click()
    await expect(window(page)).to_be_hidden()


async def test_the_channel_s_buttons_open_the_figures(outcome: Outcome) -> None:
    """All figures with both pictures, two scans beside each other, each statement over time."""
    page = await outcome.page(LEADER.name, f"#{CHANNEL}")
    album = outcome.album
    await page.get_by_role("button", name="Alle cijfers").last.click()
    await pictured(window(page), 2)
    await album.picture(page, "30-all-figures")
    await window(page).locator("figure img").last.scroll_into_view_if_needed()
    await album.picture(page, "31-strip")
    await window(page).get_by_role("button", name="Vergelijken").click()
    await expect(page.get_by_role("heading", name="Vergelijken")).to_be_visible()
    await pictured(window(page))
    await album.picture(page, "32-compare")
    await window(page).locator(".modal-submit").click()
    await pictured(window(page))
    await page.keyboard.press("Escape")
    await window(page).get_by_role("button", name="Verloop").click()
    await pictured(window(page))
    await album.picture(page, "33-history")


async def test_a_partner_looks_at_their_own_line_on_a_phone(outcome: Outcome) -> None:
    """From their DM, as wide as the phone; a tap on the picture shows it larger."""
    page = await outcome.page("karin", "app", phone=True)
    await page.get_by_role("button", name="Mijn cijfers naast de regio").last.click()
    image = await pictured(window(page))
    box = await image.bounding_box()
    assert box is not None
    assert READABLE < box["width"] <= PHONE["width"]
    await outcome.album.picture(page, "34-own-line")
    await image.click()
    large = page.locator("dialog.wide img")
    await expect(large).to_be_visible()
    larger = await large.bounding_box()
    assert larger is not None
    assert larger["width"] > 1.5 * box["width"]
    await outcome.album.picture(page, "35-enlarged")
    await page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await expect(image).to_be_visible()


async def test_the_page_and_the_command_lead_to_the_outcomes(outcome: Outcome) -> None:
    """The Home has the course over time; the command lists what one may see."""
    page = await outcome.page("els", "home")
    await pictured(page.locator(".home"))
    await outcome.album.picture(page, "36-home")
    await page.locator(".home").get_by_role("button", name="Alle cijfers").first.click()
    await pictured(window(page), 2)
    await shut(page)
    chat = await outcome.page("els", "app")
    field = chat.get_by_role("textbox", name="Bericht aan Borgingsbot")
    await field.fill("/borging resultaten")
    await field.press("Enter")
    await expect(window(chat).get_by_role("button", name="Alle cijfers")).to_have_count(2)
    await outcome.album.picture(chat, "37-list")
