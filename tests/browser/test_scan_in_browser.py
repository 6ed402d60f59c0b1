"""A whole scan in the browser, as a newcomer plays it: leader, partners, channel, radar."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.demo import Demo, demo
from bot.demo_region import CHANNEL, LEADER
from bot.workspace.person import Person
from tests.browser.album import PHONE, WIDE, Album
from tests.browser.conftest import PageAt

pytestmark = pytest.mark.asyncio(loop_scope="session")

RADAR_MILLISECONDS = 30_000  # the first picture starts a process of its own
STATEMENTS = 7
TYPED = ("een netwerk dat blijft", "scholen die elkaar vinden", "wie straks de uren betaalt")
MOST_TABS = 60  # keys within which everything on the page can be reached


@dataclass(frozen=True)
class Play:
    """The demo, with pictures of what is seen in it."""

    demo: Demo
    page_at: PageAt
    album: Album

    async def page(self, name: str, width: int, at: str = "app") -> Page:
        """The page as somebody, at a place."""
        async with Person(self.demo.address, name) as person:
            link = f"{self.demo.address}/#as={person.id}&at={at}"
        page = await self.page_at(width, link)
        await page.set_viewport_size(PHONE if width == PHONE["width"] else WIDE)
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def play(tmp_path: Path, page_at: PageAt, screenshots: Path) -> AsyncIterator[Play]:
    """A demo that nobody has touched yet."""
    async with demo(tmp_path / "data", 0) as running:
        yield Play(running, page_at, Album(screenshots))


def chat(page: Page) -> Locator:
    """The conversation that is open."""
    return page.locator(".conversation")


async def press(page: Page, name: str) -> None:
    """Click or tap the newest button of that name in the conversation."""
    await chat(page).get_by_role("button", name=name, exact=True).last.click()


async def send(page: Page, text: str) -> None:
    """Type a line to the bot and send it."""
    field = page.get_by_role("textbox", name="Bericht aan Borgingsbot")
    await field.fill(text)
    await field.press("Enter")


async def sees(page: Page, text: str) -> None:
    """The newest message comes to say this."""
    await expect(chat(page).locator(".message").last).to_contain_text(text)


async def submit(page: Page) -> None:
    """Hand in the window that is open."""
    await page.locator(".modal-submit").click()


async def tab_to(page: Page, name: str) -> None:
    """Move the focus to a button with the keyboard alone, backwards from the chat's field."""
    focused = "document.activeElement.textContent.trim()"
    for _ in range(MOST_TABS):
        if await page.evaluate(focused) == name:
            return
        await page.keyboard.press("Shift+Tab")
    raise AssertionError(f"{name} cannot be reached with the keyboard")


async def start(play: Play) -> Page:
    """The leader reads what partners will get and starts an open scan."""
    page = await play.page_at(WIDE["width"], play.demo.page)
    await page.set_viewport_size(WIDE)
    await expect(page.get_by_role("heading", name="Regio Noordwest")).to_be_visible()
    await expect(page.get_by_text("Alles staat klaar voor een scan.")).to_be_visible()
    await play.album.picture(page, "01-home-leader")
    await page.get_by_role("button", name="Scan starten").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("radio", name="Open: per organisatie een lijn").check()
    await play.album.picture(page, "02-scan-form")
    await submit(page)
    await expect(dialog.get_by_text("Er is nog niets verstuurd.")).to_be_visible()
    await expect(dialog.get_by_text("Dag Karim Haddad,")).to_be_visible()
    await play.album.picture(page, "03-preview")
    await submit(page)
    await expect(dialog.get_by_text("De scan is gestart. Zes mensen")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Ingeleverd: 0 van 6")).to_be_visible()
    await play.album.picture(page, "04-home-running")
    return page


async def answer_by_typing(play: Play) -> Page:
    """Els sees that something is unread, types all her answers and shares her sentences."""
    page = await play.page("els", WIDE["width"], at="home")
    await page.get_by_role("link", name=re.compile("Berichten.*1 ongelezen")).click()
    await sees(page, "Dag Els Jansen,")
    await play.album.picture(page, "05-invitation")
    await press(page, "Beginnen")
    for number, text in enumerate(TYPED, start=1):
        await sees(page, f"Zin {number} van 3")
        await send(page, text)
    for number in range(1, STATEMENTS + 1):
        await sees(page, f"Stelling {number} van 7")
        if number == 1:
            await play.album.picture(page, "06-statement-after-typing")
        await send(page, "3")
    await sees(page, "U bent bijna klaar. Zeven cijfers en drie zinnen.")
    await play.album.picture(page, "07-ready")
    await press(page, "Nakijken")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text(TYPED[0])).to_be_visible()
    await dialog.get_by_role("radio", name="Ja, zonder mijn naam").check()
    await play.album.picture(page, "08-review")
    await submit(page)
    await sees(page, "U deelt drie teksten, zonder naam.")
    await play.album.picture(page, "09-receipt")
    # Her own lines are the only place where her words stand.
    for text in TYPED:
        await expect(chat(page).get_by_text(text)).to_have_count(1)
    return page


async def answer_on_a_phone(play: Play) -> None:
    """Tom writes in windows, skips, asks for an explanation, goes back and changes a score."""
    page = await play.page("tom", PHONE["width"])
    dialog = page.get_by_role("dialog")
    await press(page, "Later")
    await expect(dialog.get_by_text("Wanneer komt het u uit?")).to_be_visible()
    await dialog.get_by_role("radio", name=re.compile("^Op .* om 9.00 uur")).check()
    await play.album.picture(page, "10-later-form")
    await submit(page)
    await sees(page, "weer van de bot. Eerder mag ook.")
    await play.album.picture(page, "10-later")
    await press(page, "Beginnen")
    await sees(page, "Zin 1 van 3")
    await play.album.picture(page, "11-sentence")
    await press(page, "Schrijven")
    await dialog.get_by_role("textbox").fill("techniek in elke klas")
    await play.album.picture(page, "12-write")
    await submit(page)
    await sees(page, "Zin 2 van 3")
    await press(page, "Overslaan")
    await sees(page, "Zin 3 van 3")
    await press(page, "Overslaan")
    await sees(page, "Stelling 1 van 7")
    await press(page, "Uitleg")
    await expect(dialog.get_by_text("In andere woorden:")).to_be_visible()
    await play.album.picture(page, "13-explanation")
    await dialog.get_by_role("button", name="Sluiten", exact=True).last.click()
    await press(page, "Toelichten")
    await dialog.get_by_role("textbox").fill("Het staat in ons jaarplan.")
    await submit(page)
    await sees(page, "Uw toelichting is bewaard.")
    for number in range(1, STATEMENTS + 1):
        await sees(page, f"Stelling {number} van 7")
        await press(page, "5 helemaal wel")
    await press(page, "Terug")
    await sees(page, "U hebt hier al iets ingevuld.")
    await press(page, "Zo laten")
    await sees(page, "U bent bijna klaar.")
    await press(page, "Nakijken")
    await dialog.get_by_role("button", name="Wijzigen").last.click()
    await dialog.get_by_role("radio", name="1 helemaal niet").check()
    await play.album.picture(page, "14-change")
    await submit(page)
    await expect(dialog.get_by_text("Uw cijfer: 1 van 5")).to_be_visible()
    await submit(page)
    await sees(page, "Dank u wel. Uw antwoorden zijn ingeleverd.")


async def answer_by_keyboard(play: Play) -> None:
    """Karin answers without a mouse."""
    page = await play.page("karin", WIDE["width"])
    await sees(page, "Dag Karin de Boer,")

    async def choose(name: str) -> None:
        await tab_to(page, name)
        await page.keyboard.press("Enter")

    await choose("Beginnen")
    for number in range(1, 4):
        await sees(page, f"Zin {number} van 3")
        await choose("Overslaan")
    for number in range(1, STATEMENTS + 1):
        await sees(page, f"Stelling {number} van 7")
        await choose("4")
    await sees(page, "U bent bijna klaar.")
    await choose("Nakijken")
    await expect(page.get_by_role("radio", name="Nee, niet delen")).to_be_focused()
    await choose("Inleveren")
    await sees(page, "Dank u wel. Uw antwoorden zijn ingeleverd.")


async def follow(play: Play, page: Page) -> None:
    """The leader sees who handed in, has a text to send, and reminds the others."""
    await page.get_by_role("button", name="Voortgang").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("ingeleverd", exact=True)).to_have_count(3)
    await play.album.picture(page, "15-progress")
    await dialog.get_by_role("button", name="Tekst om te sturen").first.click()
    await expect(dialog.get_by_text("Kopieer deze tekst")).to_be_visible()
    await play.album.picture(page, "16-text-to-send")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("heading", name="Voortgang")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Herinneren").click()
    await dialog.get_by_role("button", name="Herinneren").click()
    await expect(dialog.get_by_text("Drie mensen krijgen een herinnering.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Ingeleverd: 3 van 6")).to_be_visible()


async def close(play: Play, page: Page) -> None:
    """The leader closes; no window stays in the way of the page, which says where to look."""
    await page.get_by_role("button", name="Nu sluiten").click()
    dialog = page.get_by_role("dialog")
    await play.album.picture(page, "17-close")
    await dialog.get_by_role("button", name="Sluiten", exact=True).last.click()
    await expect(page.get_by_text(re.compile(f"(komt|staat) in #{CHANNEL}"))).to_be_visible()
    await expect(dialog).to_have_count(0)
    await play.album.picture(page, "18-home-closed")


async def read_outcome(play: Play, page: Page) -> None:
    """In the channel stand the radar, the means, who is missing, and the table in the thread."""
    await page.get_by_role("link", name=re.compile(CHANNEL)).click()
    radar = chat(page).get_by_role("img", name=re.compile("^Radar van .*3 van 6 partners"))
    await expect(radar).to_be_visible(timeout=RADAR_MILLISECONDS)
    await expect(radar).to_have_js_property("complete", value=True)
    assert await radar.evaluate("image => image.naturalWidth") > WIDE["width"] / 2
    await sees(page, "3 van de 6 partners gaven cijfers")
    await sees(page, "Geen cijfers van: Vakcollege Noord, Gemeente Waterdijk en")
    await sees(page, "Het hoogste cijfer is 4,0 van 5, voor: STO in de (lijn)organisatie")
    await sees(page, "1. Communicatie: 2,7. Laag en verdeeld, van 1 tot 4.")
    await play.album.picture(page, "19-channel")
    await radar.scroll_into_view_if_needed()
    await play.album.picture(page, "20-radar")
    await page.get_by_role("link", name="3 antwoorden in de draad").click()
    thread = page.locator(".thread")
    for score in ("Basisscholen De Kop 3", "ROC West 5", "Installatiebedrijf De Boer 4"):
        await expect(thread.get_by_text(score).first).to_be_visible()
    await play.album.picture(page, "21-thread")


async def test_a_whole_scan_is_played_in_the_browser(play: Play) -> None:
    """Started, answered by typing, by tapping and by keyboard, closed, and read in the channel."""
    leader = await start(play)
    els = await answer_by_typing(play)
    await answer_on_a_phone(play)
    await answer_by_keyboard(play)
    await follow(play, leader)
    await close(play, leader)
    await read_outcome(play, leader)
    await sees(els, f"De uitkomst staat in #{CHANNEL}.")
    await play.album.picture(els, "22-closed-partner")


async def test_the_first_page_says_what_to_do_and_the_demo_begins_as_the_leader(play: Play) -> None:
    """Three steps and eight people to be; each has a page of the bot with something to read."""
    page = await play.page_at(PHONE["width"], play.demo.address)
    await expect(page.get_by_role("listitem").filter(has_text="Begin als")).to_be_visible()
    await play.album.picture(page, "00-welcome")
    for name, says in ((LEADER.name, "Scan starten"), ("sanne", "Regio toevoegen")):
        own = await play.page(name, PHONE["width"], at="home")
        await expect(own.get_by_role("button", name=says)).to_be_in_viewport()
        await play.album.picture(own, f"00-home-{name}")
