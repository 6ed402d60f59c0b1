"""Every block and element that the app can show: what one sees and what the app hears."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.blockkit import actions, asked, button, home, options, plain, section
from tests.browser.conftest import PageAt, World
from tests.browser.wire_app import Json

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def message(world: World, page_at: PageAt, *blocks: Json) -> Page:
    """Anna's direct messages with the app, with one message of these blocks."""
    dm = await world.dm(world.anna)
    await world.app.call("chat.postMessage", channel=dm, text="Bericht", blocks=list(blocks))
    return await page_at(1280, world.link(world.anna, "app"))


async def test_texts_of_all_kinds_are_shown(world: World, page_at: PageAt) -> None:
    """Header, section with fields, context and divider show their text."""
    page = await message(
        world,
        page_at,
        {"type": "header", "text": plain("Borgingsscan")},
        section("Dag *Anna*", fields=[plain("Links"), plain("Rechts")]),
        {"type": "divider"},
        {"type": "context", "elements": [plain("Stelling 1 van 7")]},
    )
    row = page.get_by_role("article")
    await expect(row.get_by_role("heading", name="Borgingsscan")).to_be_visible()
    await expect(row.locator("strong")).to_have_text("Anna")
    await expect(row.locator(".fields .text")).to_have_text(["Links", "Rechts"])
    await expect(row.get_by_role("separator")).to_have_count(1)
    await expect(row.locator(".context")).to_have_text("Stelling 1 van 7")


async def test_a_button_is_told_to_the_app(world: World, page_at: PageAt) -> None:
    """A tap sends the button with its value."""
    page = await message(
        world, page_at, actions(button("Beginnen", "begin", value="7", style="primary"))
    )
    await page.get_by_role("button", name="Beginnen").click()
    assert (await world.app.hears_tap("begin"))["value"] == "7"


async def test_a_button_asks_before_it_does_what_needs_asking(
    world: World, page_at: PageAt
) -> None:
    """A confirm dialog that is declined sends nothing; accepted it sends the tap."""
    confirm = {
        "title": plain("Stoppen?"),
        "text": plain("Dit kan niet terug."),
        "confirm": plain("Ja, stoppen"),
        "deny": plain("Nee"),
    }
    page = await message(world, page_at, actions(button("Stoppen", "stop", confirm=confirm)))
    await page.get_by_role("button", name="Stoppen").click()
    await page.get_by_role("dialog").get_by_role("button", name="Nee").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Stoppen")).to_be_focused()
    assert not any("actions" in each for each in world.app.heard)
    await page.get_by_role("button", name="Stoppen").click()
    await page.get_by_role("button", name="Ja, stoppen").click()
    await world.app.hears_tap("stop")


async def test_a_link_button_opens_its_address_and_is_told(world: World, page_at: PageAt) -> None:
    """A url button opens a new tab and sends the tap."""
    url = f"{world.workspace.address}/icon.svg"
    page = await message(world, page_at, actions(button("Openen", "open", url=url)))
    async with page.context.expect_page() as opened:
        await page.get_by_role("button", name="Openen").click()
    assert (await opened.value).url == url
    await world.app.hears_tap("open")


async def test_an_overflow_menu_is_used_by_keyboard(world: World, page_at: PageAt) -> None:
    """The arrows move in the menu, Enter sends the option, the button has the focus again."""
    menu = {"type": "overflow", "action_id": "more", "options": options("Eerder", "Later")}
    page = await message(world, page_at, section("Scan", accessory=menu))
    opener = page.get_by_role("button", name="Meer keuzes")
    await opener.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Later")).to_be_focused()
    await page.keyboard.press("Enter")
    assert (await world.app.hears_tap("more"))["selected_option"]["value"] == "later"
    await expect(opener).to_be_focused()


@pytest.mark.parametrize(
    ("element", "choose", "key", "expected"),
    [
        ({"type": "static_select", "options": options("Een", "Twee")}, "twee", "option", "twee"),
        ({"type": "users_select"}, "bas", "user", "bas"),
        ({"type": "conversations_select"}, "stuurgroep", "conversation", "stuurgroep"),
        ({"type": "channels_select"}, "algemeen", "channel", "algemeen"),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else None,
)
async def test_a_select_sends_what_is_chosen(
    world: World, page_at: PageAt, element: Json, choose: str, key: str, expected: str
) -> None:
    """Selects offer options, people or conversations, and send the chosen one."""
    world.workspace.add_channel("algemeen", [world.anna])
    ids = {
        "bas": world.bas.id,
        "stuurgroep": world.stuurgroep.id,
        "algemeen": world.workspace.channel("algemeen").id,
    }
    page = await message(world, page_at, actions({**element, "action_id": "sel"}))
    await page.get_by_role("combobox").select_option(ids.get(choose, choose))
    chosen: Any = (await world.app.hears_tap("sel"))[f"selected_{key}"]
    assert (chosen["value"] if isinstance(chosen, dict) else chosen) == ids.get(expected, expected)


@pytest.mark.parametrize(
    ("element", "labels", "key"),
    [
        ({"type": "multi_static_select", "options": options("Een", "Twee")}, ["Een", "Twee"], ""),
        ({"type": "multi_users_select"}, ["Anna de Vries", "Bas Kuiper"], "users"),
        ({"type": "multi_conversations_select"}, ["#stuurgroep"], "conversations"),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else None,
)
async def test_a_select_of_many_sends_all_that_is_chosen(
    world: World, page_at: PageAt, element: Json, labels: list[str], key: str
) -> None:
    """A multi-select opens a list of checkboxes and sends every choice so far."""
    page = await message(world, page_at, section("Wie", accessory={**element, "action_id": "many"}))
    await page.locator(".pick-opener").click()
    for label in labels:
        await page.get_by_label(label, exact=True).check()
    count = len(labels)
    name = f"selected_{key or 'options'}"
    heard = await world.app.hears(
        lambda each: any(len(act.get(name, [])) == count for act in each.get("actions", []))
    )
    assert heard["actions"][0]["action_id"] == "many"
    await expect(page.locator(".pick-summary")).to_have_text(", ".join(labels))


async def test_radio_buttons_and_checkboxes_send_their_choice(
    world: World, page_at: PageAt
) -> None:
    """A choice in a group is sent at once, with descriptions shown."""
    described = {**options("Niet")[0], "description": plain("Alleen u ziet ze.")}
    page = await message(
        world,
        page_at,
        actions(
            {"type": "radio_buttons", "action_id": "r", "options": [*options("Wel"), described]},
            {"type": "checkboxes", "action_id": "c", "options": options("Een", "Twee")},
        ),
    )
    await page.get_by_role("radio", name="Niet").check()
    assert (await world.app.hears_tap("r"))["selected_option"]["value"] == "niet"
    await page.get_by_role("checkbox", name="Twee").check()
    assert (await world.app.hears_tap("c"))["selected_options"][0]["value"] == "twee"
    await expect(page.get_by_text("Alleen u ziet ze.")).to_be_visible()


async def test_dates_and_times_send_what_is_picked(world: World, page_at: PageAt) -> None:
    """Date and time show their initial value and send a new one."""
    page = await message(
        world,
        page_at,
        actions(
            {"type": "datepicker", "action_id": "d", "initial_date": "2027-03-19"},
            {"type": "timepicker", "action_id": "t", "initial_time": "16:00"},
        ),
    )
    await expect(page.locator("[data-action=d]")).to_have_value("2027-03-19")
    await page.locator("[data-action=d]").fill("2027-04-01")
    assert (await world.app.hears_tap("d"))["selected_date"] == "2027-04-01"
    await page.locator("[data-action=t]").fill("09:30")
    assert (await world.app.hears_tap("t"))["selected_time"] == "09:30"


async def test_home_keeps_the_focus_when_the_app_publishes_anew(
    world: World, page_at: PageAt
) -> None:
    """After a new Home the same button still has the focus."""
    first = home(section("Een"), actions(button("Verder", "on"), block_id="b"))
    await world.app.call("views.publish", user_id=world.anna.id, view=first)
    page = await page_at(1280, world.link(world.anna, "home"))
    await page.get_by_role("button", name="Verder").click()
    await world.app.hears_tap("on")
    again = home(section("Twee"), actions(button("Verder weer", "on"), block_id="b"))
    await world.app.call("views.publish", user_id=world.anna.id, view=again)
    await expect(page.get_by_text("Twee")).to_be_visible()
    await expect(page.get_by_role("button", name="Verder weer")).to_be_focused()


async def test_an_input_that_dispatches_is_sent_on_enter(world: World, page_at: PageAt) -> None:
    """With dispatch_action a text goes to the app when Enter is pressed."""
    block = asked("n", "Naam", {"type": "plain_text_input"}, dispatch_action=True)
    page = await message(world, page_at, block)
    await page.get_by_label("Naam").fill("Noordwest")
    await page.keyboard.press("Enter")
    assert (await world.app.hears_tap("v"))["value"] == "Noordwest"
