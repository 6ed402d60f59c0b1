"""A decision is kept out of the menu of a message, by hand in the browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, ViewportSize, expect

from bot.demo import Demo, demo
from bot.demo_region import CHANNEL
from bot.workspace.person import Person
from tests.browser.album import PHONE, WIDE, Album
from tests.browser.conftest import PageAt

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAID = "Besloten: elke school wijst een contactpersoon aan"
BOT_MILLISECONDS = 20_000  # the machine may be busy


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo, in which somebody wrote down in the channel what was decided."""
    async with demo(tmp_path / "data", 0) as started:
        async with Person(started.address, "els") as els:
            await els.say(f"#{CHANNEL}", SAID)
        yield started


async def page_of(running: Demo, page_at: PageAt, name: str, size: ViewportSize) -> Page:
    """The stuurgroep's channel as somebody sees it."""
    async with Person(running.address, name) as person:
        at = person.where(f"#{CHANNEL}")
        page = await page_at(size["width"], f"{running.address}/#as={person.id}&at={at}")
    await page.set_viewport_size(size)
    return page


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_a_decision_is_kept_by_the_menu_of_a_message(
    running: Demo, page_at: PageAt, screenshots: Path, size: ViewportSize
) -> None:
    """Menu, window with the message's text, who and when; then it stands in the list."""
    page = await page_of(running, page_at, "karin", size)
    album = Album(screenshots)
    window = page.locator("dialog.modal")
    menu = page.get_by_role("button", name="Meer bij het bericht van Els Jansen")
    await menu.press("Enter")
    entry = page.get_by_role("menuitem", name="Besluit bewaren")
    await expect(entry).to_contain_text("Bewaar dit bericht als besluit van de stuurgroep")
    await album.picture(page, "50-decision-menu")
    await entry.click()
    field = window.get_by_label("Wat is er besloten?")
    await expect(field).to_have_value(SAID, timeout=BOT_MILLISECONDS)
    await window.get_by_label("Uiterlijk wanneer?").fill("2099-01-01")
    await album.picture(page, "51-decision-form")
    await window.get_by_role("button", name="Bewaren", exact=True).click()
    await expect(window.get_by_text("Deze dag is te ver weg.")).to_be_visible()
    await window.get_by_label("Uiterlijk wanneer?").fill("")
    await window.get_by_role("button", name="Bewaren", exact=True).click()
    await expect(window.get_by_text("Het besluit is bewaard.")).to_be_visible()
    await window.get_by_role("button", name="Sluiten", exact=True).first.click()
    await expect(window).to_be_hidden()
    composer = page.get_by_role("textbox", name=f"Bericht aan #{CHANNEL}")
    await composer.fill("/borging besluiten")
    await composer.press("Enter")
    await expect(window.get_by_text(SAID)).to_be_visible(timeout=BOT_MILLISECONDS)
    await album.picture(page, "52-decisions")
    await window.get_by_role("button", name="Openen").first.click()
    await window.get_by_role("button", name="Opgevolgd").click()
    await expect(window.get_by_role("button", name="Weer openen")).to_be_visible()
    await album.picture(page, "53-decision-done")
