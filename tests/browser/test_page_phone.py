"""The page on a phone: one thing at a time, nothing too wide, all of it large enough to tap."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.blockkit import actions, asked, button, home, modal, options, section
from tests.browser.conftest import HEIGHTS, PageAt, World

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = 360
TAPPABLE = 44  # pixels

SCORES = actions(
    *(
        button(label, f"score:{i}")
        for i, label in enumerate(("1 helemaal niet", "2", "3", "4", "5 helemaal wel"))
    )
)


async def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE


async def test_the_side_bar_is_the_first_screen(world: World, page_at: PageAt) -> None:
    """Without a place one sees the overview; a place takes the screen; back leads back."""
    page = await page_at(PHONE, world.link(world.anna))
    overview = page.get_by_role("complementary", name="Overzicht")
    await overview.get_by_role("link", name="stuurgroep").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#stuurgroep")
    await expect(overview).to_be_hidden()
    await fits(page)
    await page.get_by_role("link", name="Terug naar het overzicht").click()
    await expect(overview).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#stuurgroep")
    await page.get_by_role("button", name="U bent nu: Anna de Vries. Wisselen").click()
    await expect(page.get_by_role("dialog").get_by_role("link", name="Bas Kuiper")).to_be_visible()


async def test_score_buttons_are_large_enough(world: World, page_at: PageAt) -> None:
    """Every button of a statement can be hit with a thumb and stays on the screen."""
    dm = await world.dm(world.anna)
    await world.app.call("chat.postMessage", channel=dm, text="Stelling 1", blocks=[SCORES])
    page = await page_at(PHONE, world.link(world.anna, "app"))
    buttons = page.locator("[data-action^='score:']")
    await expect(buttons).to_have_count(5)
    for each in await buttons.all():
        box = await each.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= TAPPABLE
        assert box["x"] + box["width"] <= PHONE
    await fits(page)


async def test_a_modal_takes_the_whole_screen(world: World, page_at: PageAt) -> None:
    """On a phone a modal fills the window, with its submit button in sight."""
    start = home(section("Scan"), actions(button("Start", "start")))
    await world.app.call("views.publish", user_id=world.anna.id, view=start)
    page = await page_at(PHONE, world.link(world.anna, "home"))
    await page.get_by_role("button", name="Start").tap()
    tap = await world.app.hears_tap("start")
    questions = [
        asked(f"b{i}", f"Stelling {i}", {"type": "static_select", "options": options("1", "2")})
        for i in range(12)
    ]
    view = modal("Nakijken", *questions)
    await world.app.call("views.open", trigger_id=tap["trigger_id"], view=view)
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    assert await dialog.bounding_box() == {
        "x": 0,
        "y": 0,
        "width": PHONE,
        "height": HEIGHTS[PHONE],
    }
    await expect(page.get_by_role("button", name="Inleveren")).to_be_in_viewport()
    await fits(page)


async def test_a_thread_takes_the_whole_screen(world: World, page_at: PageAt) -> None:
    """On a phone the channel makes room for its thread, and closing leads back."""
    channel = world.stuurgroep.id
    posted = await world.app.call("chat.postMessage", channel=channel, text="Radar")
    await world.app.call("chat.postMessage", channel=channel, text="Tabel", thread_ts=posted["ts"])
    page = await page_at(PHONE, world.link(world.anna, channel))
    await page.get_by_role("link", name="1 antwoord in de draad").tap()
    await expect(page.get_by_text("Tabel")).to_be_visible()
    await expect(page.get_by_role("main")).to_be_hidden()
    await page.get_by_role("button", name="Draad sluiten").tap()
    await expect(page.get_by_role("main")).to_be_visible()
