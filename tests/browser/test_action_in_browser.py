"""From a low score to a kept promise, by hand in the browser: a leader wide, a partner's phone."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.demo_region import CHANNEL, LEADER
from bot.time_travel import travel
from tests.browser.album import PHONE, WIDE, Album
from tests.browser.conftest import PageAt
from tests.e2e.leading import hand_in, only_scan
from tests.e2e.world import World, make_world

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT_MILLISECONDS = 20_000  # the machine may be busy
ITEM = "Inzicht in resultaten"
LOW = (4, 4, 4, 4, 4, 2, 4)
HIGHER = (4, 4, 4, 4, 4, 4, 4)
WHAT = "Eén overzicht van de resultaten van alle scholen"
SIGN = "Alle scholen leverden hun cijfers"
HINDERS = "Twee scholen tellen anders."
EXPLAINS = "Iedereen telt nu op dezelfde manier."
ROUTINE = "Elk voorjaar vullen alle scholen samen één overzicht in."
ASKED = datetime(2027, 4, 6, 10, tzinfo=UTC)
"""Four weeks after the action began."""
ASKED_AGAIN = datetime(2027, 5, 7, 10, tzinfo=UTC)
"""Four weeks after that, and after the holidays."""
NEXT_SCAN = datetime(2027, 6, 7, 9, tzinfo=UTC)
SCORED = datetime(2027, 6, 16, 10, tzinfo=UTC)
"""A week after the message of the scan's end."""


@dataclass(frozen=True)
class Play:
    """A region with a bot, with pictures of what is seen in it."""

    world: World
    page_at: PageAt
    album: Album

    async def page(self, name: str, at: str, *, phone: bool = False) -> Page:
        """The page as somebody, at a place."""
        size = PHONE if phone else WIDE
        person = self.world.user_id(name)
        link = f"{self.world.workspace.address}/#as={person}&at={at}"
        page = await self.page_at(size["width"], link)
        await page.set_viewport_size(size)
        page.set_default_timeout(BOT_MILLISECONDS)
        return page

    async def scan(self, scores: tuple[int, ...]) -> None:
        """A scan of three partners is held and published."""
        await self.world.start_scan()
        await hand_in(self.world, dict.fromkeys(("karin", "tom", "els"), scores))
        await self.world.close_scan(await only_scan(self.world))
        await self.world.running_bot.catch_up()

    async def until(self, moment: datetime) -> None:
        """Time passes, and everything is done at its own moment."""
        await travel(self.world.running_bot, self.world.clock, moment)
        self.world.workspace.clock_moved()


@pytest_asyncio.fixture(loop_scope="session")
async def play(
    tmp_path: Path, migrated_file: Path, page_at: PageAt, screenshots: Path
) -> AsyncIterator[Play]:
    """A region whose first scan shows one low statement."""
    file = tmp_path / "borging.sqlite3"
    shutil.copy(migrated_file, file)
    async with AsyncExitStack() as stack:
        world = await make_world(stack, file)
        await world.start_bot()
        played = Play(world, page_at, Album(screenshots))
        await played.scan(LOW)
        yield played


def window(page: Page) -> Locator:
    """The window that is open."""
    return page.locator("dialog.modal")


def chat(page: Page) -> Locator:
    """The conversation that is open."""
    return page.locator(".conversation")


async def newest(page: Page, text: str) -> Locator:
    """The newest message in the conversation comes to say this."""
    message = chat(page).locator(".message").last
    await expect(message).to_contain_text(text, timeout=BOT_MILLISECONDS)
    return message


async def says(page: Page, text: str) -> None:
    """The window that is open comes to say this."""
    await expect(window(page).get_by_text(text).first).to_be_visible(timeout=BOT_MILLISECONDS)


async def taps(page: Page, label: str, then: str) -> None:
    """Tap on the newest message, and read what it then says."""
    message = chat(page).locator(".message").last
    await message.get_by_role("button", name=label, exact=True).click()
    await newest(page, then)


async def writes(page: Page, text: str, then: str, label: str = "Schrijven") -> None:
    """Write a sentence in a window, and read what the newest message then says."""
    message = chat(page).locator(".message").last
    await message.get_by_role("button", name=label, exact=True).click()
    await window(page).get_by_role("textbox").fill(text)
    await submit(page)
    await expect(window(page)).to_be_hidden(timeout=BOT_MILLISECONDS)
    await newest(page, then)


async def submit(page: Page) -> None:
    """Hand in the window that is open."""
    await window(page).locator(".modal-submit").click()


async def agree(play: Play) -> Page:
    """The leader makes an action of the low score under the radar, and makes it sharper."""
    page = await play.page(LEADER.name, play.world.workspace.channel(CHANNEL).id)
    await page.get_by_role("button", name="Actie maken", exact=True).last.click()
    form = window(page)
    await form.get_by_label("Wat gaat er gebeuren?").fill(WHAT)
    await form.get_by_label("Wie is de trekker?").select_option(
        label="Karin de Boer (Installatiebedrijf De Boer)"
    )
    await form.get_by_label("Welke stelling moet hierdoor omhoog?").select_option(label=ITEM)
    await form.get_by_label("Wanneer is het klaar?").fill("2027-05-28")
    await play.album.picture(page, "60-action-form")
    await submit(page)
    await says(page, "Nog scherper?")
    await play.album.picture(page, "61-sharper")
    await form.get_by_label("Waaraan zien wij dat het lukte?").fill(SIGN)
    await form.get_by_label("Welk gemiddelde willen wij halen?").select_option("3.5")
    await submit(page)
    await says(page, "Streefcijfer: 3,5 van 5")
    await play.album.picture(page, "62-action")
    await page.keyboard.press("Escape")
    await newest(page, "Trekker: Karin de Boer (Installatiebedrijf De Boer)")
    await play.album.picture(page, "63-channel")
    return page


async def is_stuck(play: Play) -> Page:
    """Four weeks later Karin is stuck, and asks the leader for help: nobody else hears of it."""
    await play.until(ASKED)
    page = await play.page("karin", "app", phone=True)
    await newest(page, f"Uw actie: {WHAT}")
    await newest(page, "“Ik loop vast” blijft bij u, tot u zelf om hulp vraagt.")
    await play.album.picture(page, "64-asked")
    await taps(page, "Ik loop vast", "Wat helpt u nu?")
    await play.album.picture(page, "65-stuck")
    await taps(page, "Marijke Visser vragen", "Wat staat in de weg?")
    await play.album.picture(page, "66-helped")
    await writes(page, HINDERS, "U bent klaar.")
    await play.album.picture(page, "67-said")
    return page


async def is_heard(play: Play, channel: Page) -> None:
    """The leader reads in private who asks for help, and in a window what is in the way."""
    page = await play.page(LEADER.name, "app")
    message = await newest(page, "Karin de Boer")
    await expect(message).not_to_contain_text(HINDERS)
    await play.album.picture(page, "68-leader-told")
    await message.get_by_role("button", name="Alles bekijken").click()
    await says(page, HINDERS)
    await play.album.picture(page, "69-leader-reads")
    await page.keyboard.press("Escape")
    await expect(window(channel)).to_be_hidden(timeout=BOT_MILLISECONDS)
    await expect(chat(channel).get_by_text("loopt vast")).to_have_count(0)
    await page.close()


async def is_done(play: Play, page: Page) -> None:
    """A month later it is done, and the next scan shows a higher score."""
    await play.until(ASKED_AGAIN)
    await newest(page, f"Uw actie: {WHAT}")
    await taps(page, "Klaar", "Wat hielp?")
    await play.album.picture(page, "70-done")
    await taps(page, "Overslaan", "U bent klaar.")
    await play.until(NEXT_SCAN)
    await play.scan(HIGHER)
    await play.until(SCORED)


async def is_looked_back_on(play: Play, page: Page) -> None:
    """Check beside the new score, then Act; then the action is finished."""
    await newest(page, "was 2,0 van 5, doel 3,5, nu 4,0.")
    await play.album.picture(page, "71-check")
    await taps(page, "Het werkte", "Wat verklaart dat?")
    await writes(page, EXPLAINS, "Wat wordt gewoonte, en wat probeert u hierna?")
    await play.album.picture(page, "72-act")
    await taps(page, "Dit wordt gewoonte", "De actie is afgerond.")
    await writes(page, ROUTINE, "Dit mag het kanaal ook lezen")
    await play.album.picture(page, "73-finished")


async def is_celebrated(play: Play, page: Page, channel: Page) -> None:
    """What she wrote is told with her consent; the channel reads for whom it made a difference."""
    await page.get_by_role("button", name="Dit mag het kanaal ook lezen").click()
    form = window(page)
    await expect(form.get_by_label("Wat gebeurde er?")).to_have_value(ROUTINE)
    await expect(form.get_by_role("radio", name="Nee", exact=True)).not_to_be_checked()
    await play.album.picture(page, "74-success-form")
    await form.get_by_role("checkbox", name="scholen").check()
    await form.get_by_role("radio", name="Ja, met naam en organisatie").check()
    await submit(page)
    await says(page, f"Het komt in #{CHANNEL}, met uw naam.")
    await play.album.picture(page, "75-told")
    message = await newest(channel, f"“{ROUTINE}”")
    await expect(message).to_contain_text("Het maakte verschil voor scholen")
    await expect(message).to_contain_text(f"Het kwam voort uit de actie “{WHAT}”.")
    await expect(message).to_contain_text("Verteld door Karin de Boer")
    await play.album.picture(channel, "76-celebrated")
    await expect(chat(channel).get_by_text("Deze actie is afgerond.")).to_be_visible()
    await expect(chat(channel).get_by_text(re.compile(f"{HINDERS}|{EXPLAINS}"))).to_have_count(0)


async def test_from_a_low_score_to_a_kept_promise(play: Play) -> None:
    """Agreed, stuck, helped, done, looked back on beside the new score, finished, celebrated."""
    channel = await agree(play)
    karin = await is_stuck(play)
    await is_heard(play, channel)
    await is_done(play, karin)
    await is_looked_back_on(play, karin)
    await is_celebrated(play, karin, channel)
