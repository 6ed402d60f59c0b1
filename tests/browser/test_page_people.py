"""Being somebody: what one sees, what is new, and how one gets from place to place."""

import re

import pytest
from playwright.async_api import expect

from bot.workspace import acts_talk
from bot.workspace.model import Member
from tests.browser.blockkit import actions, button
from tests.browser.conftest import PageAt, World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def say(world: World, person: Member, channel_id: str, text: str) -> None:
    """A person writes in a channel from elsewhere."""
    act = {"as": person.id, "channel_id": channel_id, "text": text}
    await acts_talk.say(world.workspace.core, act)


async def test_a_newcomer_reads_what_this_is_and_becomes_somebody(
    world: World, page_at: PageAt
) -> None:
    """The first screen explains, offers everyone one can be, and leads to the app's Home."""
    page = await page_at(1280, world.workspace.address)
    await expect(page.get_by_role("heading", level=1)).to_have_text(
        "Welkom in de lokale werkruimte"
    )
    await expect(page.get_by_text("Er gaat niets naar buiten.")).to_be_visible()
    names = page.locator(".people .person-name")
    await expect(names).to_have_text(["Anna de Vries", "Bas Kuiper", "Els Jansen"])
    await page.get_by_role("link", name="Anna de Vries").click()
    await expect(page.locator(".who")).to_contain_text("Anna de Vries")
    await expect(page.locator(".who")).to_contain_text("Programmaleider")
    assert page.url.endswith(f"#as={world.anna.id}&at=home")
    heard = await world.app.hears(
        lambda each: each.get("event", {}).get("type") == "app_home_opened"
    )
    assert heard["event"]["tab"] == "home"


async def test_one_sees_only_what_that_person_may_see(world: World, page_at: PageAt) -> None:
    """A private channel and its messages do not exist for who is not in it."""
    await say(world, world.anna, world.stuurgroep.id, "Alleen voor de stuurgroep")
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    await expect(page.get_by_text("Alleen voor de stuurgroep")).to_be_visible()
    await page.locator(".who").click()
    await page.get_by_role("dialog").get_by_role("link", name="Bas Kuiper").click()
    await expect(page.locator(".who")).to_contain_text("Bas Kuiper")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Borgingsbot")
    await expect(page.get_by_text("Alleen voor de stuurgroep")).to_have_count(0)
    await expect(page.locator(".sidebar").get_by_text("stuurgroep")).to_have_count(0)
    await page.go_back()
    await expect(page.locator(".who")).to_contain_text("Anna de Vries")


async def test_an_external_person_has_messages_but_no_home(world: World, page_at: PageAt) -> None:
    """Slack Connect people see the app's messages and get no Home tab."""
    page = await page_at(1280, world.link(world.els, "home"))
    await expect(page.locator(".sidebar").get_by_role("link", name="Berichten")).to_be_visible()
    await expect(page.locator(".sidebar").get_by_role("link", name="Home")).to_have_count(0)


async def test_an_ephemeral_message_is_for_one_and_can_be_hidden(
    world: World, page_at: PageAt
) -> None:
    """It is marked, others do not see it, and its reader can hide it."""
    world.workspace.core.state.channels[world.stuurgroep.id].members.append(world.bas.id)
    await world.app.call(
        "chat.postEphemeral", channel=world.stuurgroep.id, user=world.anna.id, text="Alleen u"
    )
    await say(world, world.anna, world.stuurgroep.id, "Iedereen")
    theirs = await page_at(1280, world.link(world.bas, world.stuurgroep.id))
    await expect(theirs.get_by_text("Iedereen")).to_be_visible()
    await expect(theirs.get_by_text("Alleen u", exact=True)).to_have_count(0)
    mine = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    await expect(mine.get_by_text("Alleen voor u zichtbaar")).to_be_visible()
    await mine.get_by_role("button", name="Verbergen").click()
    await expect(mine.get_by_text("Alleen u", exact=True)).to_have_count(0)


async def test_unread_messages_are_marked_until_they_are_seen(
    world: World, page_at: PageAt
) -> None:
    """Side bar, title and switcher count what is new; looking takes the marks away."""
    page = await page_at(1280, world.link(world.anna, "home"))
    await expect(page.locator(".sidebar").get_by_role("link", name="stuurgroep")).to_be_visible()
    for text in ("Een", "Twee"):
        await world.app.call("chat.postMessage", channel=world.stuurgroep.id, text=text)
    dm = await world.dm(world.bas)
    await world.app.call("chat.postMessage", channel=dm, text="Dag Bas")
    link = page.locator(".sidebar").get_by_role("link", name=re.compile("stuurgroep"))
    await expect(link).to_contain_text("2 ongelezen")
    await expect(page).to_have_title(re.compile(r"^\(2\) "))
    await page.locator(".who").click()
    row = page.get_by_role("dialog").get_by_role("link", name=re.compile("Bas Kuiper"))
    await expect(row).to_contain_text("1 ongelezen")
    await page.keyboard.press("Escape")
    await link.click()
    await expect(page.get_by_text("Nieuw", exact=True)).to_be_visible()
    await expect(link).not_to_contain_text("ongelezen")
    await expect(page).to_have_title("Lokale werkruimte")


async def test_writing_a_message_and_a_command(world: World, page_at: PageAt) -> None:
    """Enter sends, Shift+Enter makes a line, a command is completed and reaches the app."""
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    field = page.get_by_label("Bericht aan #stuurgroep")
    await field.press_sequentially("Eerste regel")
    await field.press("Shift+Enter")
    await field.press_sequentially("Dag @ba")
    await expect(page.get_by_role("option", name=re.compile("Bas Kuiper"))).to_be_visible()
    await field.press("Tab")
    await expect(field).to_have_value("Eerste regel\nDag @bas ")
    await field.press("Enter")
    await expect(page.get_by_role("article")).to_contain_text("Eerste regel\nDag @Bas Kuiper")
    await expect(field).to_have_value("")
    await field.press_sequentially("/b")
    await field.press("Enter")
    await expect(field).to_have_value("/borging ")
    await field.press_sequentially("privacy")
    await field.press("Enter")
    heard = await world.app.hears(lambda each: each.get("command") == "/borging")
    assert heard["text"] == "privacy"


async def test_a_thread_opens_beside_its_channel(world: World, page_at: PageAt) -> None:
    """The reply count leads to the thread; a reply stays out of the channel."""
    posted = await world.app.call("chat.postMessage", channel=world.stuurgroep.id, text="Radar")
    await world.app.call(
        "chat.postMessage", channel=world.stuurgroep.id, text="Tabel", thread_ts=posted["ts"]
    )
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    await page.get_by_role("link", name="1 antwoord in de draad").click()
    thread = page.get_by_role("complementary", name="Draad")
    await expect(thread.get_by_text("Tabel")).to_be_visible()
    await thread.get_by_label("Antwoord in de draad").fill("Dank")
    await page.keyboard.press("Enter")
    await expect(thread.get_by_text("Dank")).to_be_visible()
    await expect(page.get_by_role("main").get_by_text("Dank")).to_have_count(0)
    await expect(page.get_by_role("link", name="2 antwoorden in de draad")).to_be_visible()
    await page.go_back()
    await expect(thread).to_be_hidden()


async def test_a_channel_is_made_and_people_are_added(world: World, page_at: PageAt) -> None:
    """A new private channel opens at once; the app can be added from its members."""
    page = await page_at(1280, world.link(world.anna, "home"))
    await page.get_by_role("button", name="Kanaal maken").click()
    await page.get_by_label("Naam van het kanaal").fill("nieuwe-groep")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("#nieuwe-groep")
    await page.get_by_role("button", name="1 lid").click()
    await page.get_by_label("Iemand toevoegen").select_option(label="Borgingsbot")
    await page.get_by_role("button", name="Toevoegen").click()
    await expect(page.get_by_role("button", name="2 leden")).to_be_visible()
    await expect(page.locator(".system-line").last).to_contain_text("Borgingsbot")


async def test_a_changed_message_takes_the_place_of_the_old_one(
    world: World, page_at: PageAt
) -> None:
    """After a tap the app updates its message: the same row changes and keeps the focus."""
    dm = await world.dm(world.anna)
    posted = await world.app.call(
        "chat.postMessage", channel=dm, text="Stelling 1", blocks=[actions(button("4", "s:1"))]
    )
    page = await page_at(1280, world.link(world.anna, "app"))
    await page.get_by_role("button", name="4").click()
    await world.app.hears_tap("s:1")
    await world.app.call(
        "chat.update",
        channel=dm,
        ts=posted["ts"],
        text="Stelling 2",
        blocks=[actions(button("4", "s:2"))],
    )
    await expect(page.locator("[data-action='s:2']")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(page.get_by_role("article")).to_be_focused()
    await expect(page.locator("#announcer")).to_contain_text("Borgingsbot: Stelling 2")


async def test_older_messages_come_when_asked_for(world: World, page_at: PageAt) -> None:
    """A long channel shows its end first; a button brings what came before, in order."""
    for number in range(230):
        await say(world, world.anna, world.stuurgroep.id, f"Bericht {number}.")
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    await expect(page.get_by_role("article")).to_have_count(200)
    await expect(page.get_by_text("Bericht 229.")).to_be_in_viewport()
    await page.get_by_role("button", name="Oudere berichten tonen").click()
    await expect(page.get_by_role("article")).to_have_count(230)
    await expect(page.get_by_role("article").first).to_contain_text("Bericht 0.")
    await expect(page.get_by_role("button", name="Oudere berichten tonen")).to_have_count(0)


async def test_a_message_of_ones_own_is_edited_and_deleted(world: World, page_at: PageAt) -> None:
    """The menu of an own message changes it as it was typed, or takes it away after asking."""
    await say(world, world.anna, world.stuurgroep.id, "Dag @bas, 1 < 2")
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    menu = page.get_by_role("button", name="Meer bij het bericht van Anna de Vries")
    await menu.press("Enter")
    await page.get_by_role("menuitem", name="Bericht bewerken").click()
    field = page.get_by_role("dialog").get_by_role("textbox")
    await expect(field).to_have_value("Dag @bas, 1 < 2")
    await field.fill("Dag @bas, 2 > 1")
    await page.get_by_role("button", name="Opslaan").click()
    row = page.get_by_role("article")
    await expect(row).to_contain_text("Dag @Bas Kuiper, 2 > 1 (bewerkt)")
    await menu.press("Enter")
    await page.get_by_role("menuitem", name="Bericht verwijderen").click()
    await page.get_by_role("dialog").get_by_role("button", name="Bericht verwijderen").click()
    await expect(row).to_have_count(0)
