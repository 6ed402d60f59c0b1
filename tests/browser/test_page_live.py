"""Lost and found again: the server, the app, and the language one reads."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from bot.workspace.core import Timing
from bot.workspace.server import Workspace
from tests.browser.blockkit import actions, button
from tests.browser.conftest import NOON, PageAt, World
from tests.browser.wire_app import WireApp

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_comes_back_after_a_restart_of_the_server(
    world: World, page_at: PageAt, tmp_path: Path
) -> None:
    """The loss is told, a half-typed text stays, and what came meanwhile is there."""
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    field = page.get_by_label("Bericht aan #stuurgroep")
    await field.fill("half geschreven")
    port = urlsplit(world.workspace.address).port
    assert port
    await world.app.disconnect()
    await world.workspace.stop()
    await expect(page.get_by_text("De verbinding met de werkruimte is weg.")).to_be_visible()
    await field.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("De werkruimte antwoordt niet.")
    await expect(field).to_have_value("half geschreven")
    world.workspace = Workspace(lambda: NOON, tmp_path)
    await world.workspace.start(port)
    world.app = WireApp(world.workspace)
    await world.app.connect()
    await world.app.call("chat.postMessage", channel=world.stuurgroep.id, text="Weer terug")
    await expect(page.get_by_text("Weer terug")).to_be_visible()
    await expect(page.get_by_text("De verbinding met de werkruimte is weg.")).to_be_hidden()
    await expect(field).to_have_value("half geschreven")


async def test_a_tap_that_does_not_arrive_is_told_in_plain_words(
    world: World, page_at: PageAt
) -> None:
    """An app that is silent or away gives an error that a person understands."""
    world.workspace.core.timing = Timing(ack=0.2)
    dm = await world.dm(world.anna)
    blocks = [actions(button("Beginnen", "begin"))]
    await world.app.call("chat.postMessage", channel=dm, text="Vraag", blocks=blocks)
    page = await page_at(1280, world.link(world.anna, "app"))
    world.app.silent = True
    tap = page.get_by_role("button", name="Beginnen")
    await tap.click()
    await expect(page.get_by_role("alert")).to_contain_text("niet binnen 3 seconden")
    await expect(tap).not_to_have_attribute("aria-busy", "true")
    await world.app.disconnect()
    await expect(page.get_by_text("Borgingsbot is nu niet verbonden.")).to_be_visible()
    await tap.click()
    await expect(page.get_by_text("Dit kwam niet aan")).to_be_visible()


async def test_a_button_is_busy_until_the_app_answers(world: World, page_at: PageAt) -> None:
    """While a tap is under way its button says so, and a second tap is not sent."""
    world.app.silent = True
    dm = await world.dm(world.anna)
    blocks = [actions(button("Beginnen", "begin"))]
    await world.app.call("chat.postMessage", channel=dm, text="Vraag", blocks=blocks)
    page = await page_at(1280, world.link(world.anna, "app"))
    tap = page.get_by_role("button", name="Beginnen")
    await tap.click()
    await expect(tap).to_have_attribute("aria-busy", "true")
    await tap.click()
    await world.app.hears_tap("begin")
    taps = [each for each in world.app.heard if each.get("type") == "block_actions"]
    assert len(taps) == 1


async def test_the_language_is_changed_and_remembered(world: World, page_at: PageAt) -> None:
    """One click makes the page English, `lang` says so, and it stays after a reload."""
    page = await page_at(1280, world.link(world.anna, "app"))
    await expect(page.locator("html")).to_have_attribute("lang", "nl")
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_label("Message to Borgingsbot")).to_be_visible()
    await page.reload()
    await expect(page.locator(".who")).to_contain_text("You are now:")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("button", name="Nederlands")).to_have_attribute("lang", "nl")
