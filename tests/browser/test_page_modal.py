"""Modals: filled in by keyboard alone, refused, updated, stacked and closed."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.blockkit import actions, asked, button, modal, options, plain, section
from tests.browser.conftest import PageAt, World
from tests.browser.wire_app import Json

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENTENCE = asked("zin", "Ik denk aan", {"type": "plain_text_input", "max_length": 20})
SCORE = asked("cijfer", "Cijfer", {"type": "static_select", "options": options("3", "4")})
SHARE = asked(
    "delen",
    "Delen",
    {"type": "radio_buttons", "options": options("Niet", "Wel")},
    optional=True,
    hint=plain("Mag later ook."),
)


async def opened(world: World, page_at: PageAt, view: Json, width: int = 1280) -> Page:
    """Anna tapped a button with the keyboard and the app opened a modal."""
    dm = await world.dm(world.anna)
    blocks = [actions(button("Schrijven", "write"))]
    await world.app.call("chat.postMessage", channel=dm, text="Vraag", blocks=blocks)
    page = await page_at(width, world.link(world.anna, "app"))
    await page.get_by_role("button", name="Schrijven", exact=True).press("Enter")
    await answer_tap(world, "write", "views.open", view)
    await expect(page.get_by_role("dialog")).to_be_visible()
    return page


async def answer_tap(world: World, action_id: str, method: str, view: Json) -> str:
    """Open or push a view after a tap; its id."""
    tap = await world.app.hears_tap(action_id)
    answer = await world.app.call(method, trigger_id=tap["trigger_id"], view=view)
    view_id: str = answer["view"]["id"]
    return view_id


async def test_a_modal_is_walked_by_keyboard_alone(world: World, page_at: PageAt) -> None:
    """Focus starts in the first field, Tab walks all, Enter submits, focus returns."""
    page = await opened(world, page_at, modal("Uw antwoord", SENTENCE, SCORE, SHARE))
    keys = page.keyboard
    await expect(page.get_by_label("Ik denk aan")).to_be_focused()
    await keys.type("samen")
    await keys.press("Tab")
    await expect(page.get_by_label("Cijfer")).to_be_focused()
    await keys.type("4")
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Wel")).to_be_checked()
    await keys.press("Tab")
    await expect(page.get_by_role("button", name="Terug")).to_be_focused()
    await keys.press("Tab")
    await expect(page.get_by_role("button", name="Inleveren")).to_be_focused()
    await keys.press("Enter")
    heard = await world.app.hears(lambda each: each.get("type") == "view_submission")
    values = heard["view"]["state"]["values"]
    assert values["zin"]["v"]["value"] == "samen"
    assert values["cijfer"]["v"]["selected_option"]["value"] == "4"
    assert values["delen"]["v"]["selected_option"]["value"] == "wel"
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Schrijven", exact=True)).to_be_focused()


async def test_errors_stand_beside_their_field(world: World, page_at: PageAt) -> None:
    """Empty and too long fields, and the app's own errors, are told at the field."""
    page = await opened(world, page_at, modal("Uw antwoord", SENTENCE, SCORE))
    await page.get_by_label("Ik denk aan").fill("x" * 21)
    await expect(page.locator(".counter")).to_have_text("21 / 20")
    await page.get_by_role("button", name="Inleveren").click()
    wrong = page.locator(".field-error")
    await expect(wrong).to_have_text(
        ["Deze tekst is te lang. Gebruik hoogstens 20 tekens.", "Vul dit in."]
    )
    await expect(page.get_by_label("Ik denk aan")).to_be_focused()
    await expect(page.get_by_label("Ik denk aan")).to_have_attribute("aria-invalid", "true")
    own = {"response_action": "errors", "errors": {"cijfer": "Kies een ander cijfer."}}
    world.app.answer = lambda payload: own if payload["type"] == "view_submission" else None
    await page.get_by_label("Ik denk aan").fill("kort")
    await page.get_by_label("Cijfer").select_option("3")
    await page.get_by_role("button", name="Inleveren").click()
    await expect(wrong).to_have_text(["", "Kies een ander cijfer."])
    await expect(page.get_by_label("Cijfer")).to_be_focused()


async def test_an_update_keeps_what_was_typed(world: World, page_at: PageAt) -> None:
    """A changed view keeps the text and the focus of fields that are still there."""
    page = await opened(world, page_at, modal("Uw antwoord", section("Eerst"), SENTENCE))
    await page.get_by_label("Ik denk aan").press_sequentially("half wo")
    view_id = world.workspace.core.sight(world.anna.id).all()["modals"][0]["id"]
    longer = {**SENTENCE, "hint": plain("Eén zin is genoeg.")}
    await world.app.call(
        "views.update", view_id=view_id, view=modal("Uw antwoord", section("Dan"), longer)
    )
    await expect(page.get_by_text("Eén zin is genoeg.")).to_be_visible()
    await page.keyboard.type("ord")
    await expect(page.get_by_label("Ik denk aan")).to_have_value("half woord")


async def test_a_pushed_modal_goes_back_to_the_one_below(world: World, page_at: PageAt) -> None:
    """Esc closes the top of the stack; below, text and focus are as they were left."""
    first = modal("Onder", SENTENCE, actions(button("Uitleg", "explain")))
    page = await opened(world, page_at, first)
    await page.get_by_label("Ik denk aan").fill("bewaard")
    await page.get_by_role("button", name="Uitleg").click()
    second = {**modal("Boven", section("Zo werkt het.")), "submit": plain("Goed")}
    await answer_tap(world, "explain", "views.push", second)
    await expect(page.get_by_role("heading", name="Boven")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("heading", name="Onder")).to_be_visible()
    await expect(page.get_by_label("Ik denk aan")).to_have_value("bewaard")
    await expect(page.get_by_role("button", name="Uitleg")).to_be_focused()
    await page.get_by_role("button", name="Sluiten", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_submit_that_is_not_answered_keeps_the_modal(world: World, page_at: PageAt) -> None:
    """Without the app's answer the window stays, says so in plain words and keeps the text."""
    page = await opened(world, page_at, modal("Uw antwoord", SENTENCE))
    await page.get_by_label("Ik denk aan").fill("bewaard")
    await world.app.disconnect()
    await page.get_by_role("button", name="Inleveren").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "Dit kwam niet aan"
    )
    await expect(page.get_by_label("Ik denk aan")).to_have_value("bewaard")
