"""What people and the app write is shown as they mean it, and never becomes markup."""

import io

import pytest
from PIL import Image
from playwright.async_api import expect

from bot.workspace import acts_talk
from tests.browser.blockkit import actions, button, plain, section
from tests.browser.conftest import PageAt, World

pytestmark = pytest.mark.asyncio(loop_scope="session")

ATTACK = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
ESCAPED = ATTACK.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def test_markup_in_any_text_is_harmless(world: World, page_at: PageAt) -> None:
    """Script and image tags in messages, blocks, options and names are shown as text."""
    world.workspace.add_person("eve", ATTACK, title=ATTACK)
    select = {
        "type": "static_select",
        "action_id": "s",
        "options": [{"text": plain(ATTACK[:75]), "value": "x"}],
    }
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ATTACK}]}],
    }
    channel = world.stuurgroep.id
    said = {"as": world.anna.id, "channel_id": channel, "text": ATTACK}
    await acts_talk.say(world.workspace.core, said)
    blocks = [
        {"type": "header", "text": plain(ATTACK)},
        section(ESCAPED),
        section(f"```{ESCAPED}```\n> {ESCAPED}\n*{ESCAPED}*"),
        actions(button(ATTACK[:75], "b"), select),
        rich,
    ]
    await world.app.call("chat.postMessage", channel=channel, text=ESCAPED, blocks=blocks)
    page = await page_at(1280, world.link(world.anna, channel))
    await expect(page.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_role("heading", name=ATTACK)).to_be_visible()
    await page.locator(".who").click()
    await expect(page.get_by_role("dialog").get_by_text(ATTACK).first).to_be_visible()
    assert await page.locator("main img, main script, dialog img").count() == 0
    assert await page.evaluate("window.hit") is None


async def test_mrkdwn_is_shown_as_its_author_means_it(world: World, page_at: PageAt) -> None:
    """Marks, code, quotes, links, mentions and entities; what only looks like a mark stays."""
    text = (
        "*vet* _schuin_ ~weg~ `kort` 2 * 3 snake_case_naam a&lt;b &amp; c\n"
        f"&gt; gezegd\n<@{world.anna.id}> in <#{world.stuurgroep.id}|x> en <!here>\n"
        "<https://voorbeeld.example/a_b|hier> https://voorbeeld.example/c_d_e.\n"
        "<javascript:alert(1)|nee>\n```\nregel 1\n  regel 2\n```"
    )
    await world.app.call("chat.postMessage", channel=world.stuurgroep.id, text=text)
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    row = page.get_by_role("article")
    await expect(row.locator("strong")).to_have_text("vet")
    await expect(row.locator("em")).to_have_text("schuin")
    await expect(row.locator("s")).to_have_text("weg")
    await expect(row.locator("code")).to_have_text("kort")
    await expect(row.locator("blockquote")).to_have_text("gezegd")
    await expect(row.locator("pre")).to_have_text("regel 1\n  regel 2")
    await expect(row.locator(".mention")).to_have_text(["@Anna de Vries", "#stuurgroep", "@here"])
    await expect(row).to_contain_text("2 * 3 snake_case_naam a<b & c")
    links = row.locator("a")
    assert [await each.get_attribute("href") for each in await links.all()] == [
        "https://voorbeeld.example/a_b",
        "https://voorbeeld.example/c_d_e",
    ]


async def test_rich_text_is_shown_with_its_parts(world: World, page_at: PageAt) -> None:
    """Styles, lists, quotes and preformatted text of rich_text."""

    def words(text: str, **style: bool) -> dict[str, object]:
        return {"type": "text", "text": text, **({"style": style} if style else {})}

    def part(kind: str, *elements: dict[str, object]) -> dict[str, object]:
        return {"type": kind, "elements": list(elements)}

    items = [part("rich_text_section", words(each)) for each in ("een", "twee")]
    rich = part(
        "rich_text",
        part("rich_text_section", words("vet en schuin", bold=True, italic=True)),
        {**part("rich_text_list", *items), "style": "ordered"},
        part("rich_text_quote", words("gezegd")),
        part("rich_text_preformatted", words("a  b")),
    )
    await world.app.call(
        "chat.postMessage", channel=world.stuurgroep.id, text="rijk", blocks=[rich]
    )
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    row = page.get_by_role("article")
    await expect(row.locator("em strong, strong em")).to_have_text("vet en schuin")
    await expect(row.locator("ol li")).to_have_text(["een", "twee"])
    await expect(row.locator("blockquote")).to_have_text("gezegd")
    await expect(row.locator("pre")).to_have_text("a  b")


async def test_images_from_elsewhere_are_not_fetched(world: World, page_at: PageAt) -> None:
    """An image with a foreign address shows its alt text only: nothing leaves the machine."""
    url = "https://voorbeeld.example/radar.png"
    image = {"type": "image", "image_url": url, "alt_text": "De radar"}
    await world.app.call(
        "chat.postMessage", channel=world.stuurgroep.id, text="radar", blocks=[image]
    )
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    await expect(page.get_by_text("De radar")).to_be_visible()
    assert await page.locator("main img").count() == 0


async def test_an_image_of_the_workspace_opens_larger(world: World, page_at: PageAt) -> None:
    """An uploaded image is shown with its alt text; a tap shows it large, Esc goes back."""
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 1200), "white").save(drawn, "PNG")
    file_id = await world.app.upload("radar.png", drawn.getvalue(), "Radar")
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "De radar"}
    await world.app.call(
        "chat.postMessage", channel=world.stuurgroep.id, text="radar", blocks=[image]
    )
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    shown = page.get_by_role("main").get_by_role("img", name="De radar")
    await expect(shown).to_have_js_property("naturalWidth", 1200)
    opener = page.get_by_role("button", name="Vergroten: De radar")
    await opener.click()
    large = page.get_by_role("dialog").get_by_role("img", name="De radar")
    await expect(large).to_have_js_property("naturalWidth", 1200)
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()


async def test_a_long_section_is_folded_and_opens(world: World, page_at: PageAt) -> None:
    """Without `expand` a long text is folded behind a button."""
    long = section("regel\n" * 60)
    await world.app.call(
        "chat.postMessage", channel=world.stuurgroep.id, text="lang", blocks=[long]
    )
    page = await page_at(1280, world.link(world.anna, world.stuurgroep.id))
    more = page.get_by_role("button", name="Meer tonen")
    await expect(more).to_have_attribute("aria-expanded", "false")
    await more.click()
    await expect(page.get_by_role("button", name="Minder tonen")).to_be_visible()
