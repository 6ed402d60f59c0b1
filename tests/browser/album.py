"""Pictures of the page as people have it before them: on a wide window and on a phone."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, ViewportSize

WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)


@dataclass(frozen=True)
class Album:
    """A folder with two pictures of each screen, numbered by nobody but the test."""

    folder: Path

    async def picture(self, page: Page, name: str) -> None:
        """Keep how the page looks, wide and on a phone, where nothing may be too wide."""
        before = page.viewport_size
        assert before is not None
        for size, suffix in ((WIDE, "wide"), (PHONE, "phone")):
            await page.set_viewport_size(size)
            scrolls = await page.evaluate("document.documentElement.scrollWidth")
            assert scrolls <= size["width"], f"{name} is {scrolls} pixels wide on {suffix}"
            await page.screenshot(path=self.folder / f"{name}-{suffix}.png")
        await page.set_viewport_size(before)
