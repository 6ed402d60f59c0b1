"""The pictures of windows and pages: each drawn and uploaded once, and then kept at hand."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.pictures import picture_of
from bot.radar import digest_of
from bot.slack.blocks import Shown
from bot.slack.errors import CALL_ERRORS, log_failed
from bot.slack.left_pictures import WINDOW_NAME
from bot.slack.patience import in_time
from bot.slack.upload import Uploads, delete_file
from flows.messages import Element, Picture
from flows.wording import Wording, say

AT_HAND = 200
"""Pictures that are kept at hand; of more, those that were not shown for longest are let go."""
FRESH_S = 3600.0
"""Seconds after which the picture of a window is shown anew no more, but drawn again."""
UNUSED_S = 3600.0
"""Seconds after which the picture of a window that nobody opened again is deleted."""
READY_WITHIN_S = 120.0
"""Seconds that a picture may take, also behind many others; then the text stands alone."""
UPLOADS_AT_ONCE = 2
"""So that all partners who look at the same moment do not make too many calls."""

PAGE = "page:"
WINDOW = "window:"
"""How the keys begin of what pages and windows show."""

COMING = say("shell.picture_coming")
MISSING = say("shell.picture_missing")


@dataclass
class _Kept:
    """A file of a picture, when it was made and when it was last shown."""

    file_id: str
    made_s: float
    shown_s: float


class ShownPictures:
    """The pictures of one installation.

    A picture can show one person's own scores, so its file is deleted once it is not needed any
    more. A page stays as it was drawn, so its pictures stay until it is drawn otherwise. They have
    files of their own: those of windows are known by their name, and none gets old.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        uploads: Uploads,
        now_s: Callable[[], float] = time.monotonic,
        most: int = AT_HAND,
    ) -> None:
        """`now_s` tells seconds that only go up; at most `most` pictures are kept at hand."""
        self._client = client
        self._uploads = uploads
        self._now_s = now_s
        self._most = most
        self._kept: dict[str, _Kept] = {}
        self._coming: dict[str, asyncio.Task[str]] = {}
        self._on_pages: dict[str, frozenset[str]] = {}
        self._unwanted: dict[str, float] = {}  # files, and the second from which on to delete them
        self._is_stopping = False
        self._turns = asyncio.Semaphore(UPLOADS_AT_ONCE)

    def at_hand(
        self, body: Iterable[Element], wording: Wording, *, on_page: bool = False
    ) -> tuple[Shown, ...]:
        """The pictures of a body as they can be shown now: a file, or that it is coming."""
        keys = (_key(one, wording, on_page=on_page) for one in _pictures(body))
        return tuple(self._use(key) or COMING for key in keys)

    async def all_of(
        self, body: Iterable[Element], wording: Wording, *, on_page: bool = False
    ) -> tuple[Shown, ...]:
        """The same once those that were coming are there, or are said to be missing."""
        shown = (self._file(one, wording, on_page=on_page) for one in _pictures(body))
        return tuple(await asyncio.gather(*shown))

    def forget(self, shown: Iterable[Shown]) -> None:
        """Slack does not show one of these files any more: draw them anew."""
        files = set(shown)
        for key, kept in list(self._kept.items()):
            if kept.file_id in files:
                self._let_go(key, kept.shown_s + UNUSED_S)

    def stand_on(self, user_id: str, shown: Iterable[Shown]) -> None:
        """These files are what a person's page shows from now on; those before it are let go."""
        self._on_pages[user_id] = frozenset(one for one in shown if isinstance(one, str))
        for key, kept in list(self._kept.items()):
            if key.startswith(PAGE) and not self._is_on_a_page(kept.file_id):
                self._let_go(key, self._now_s())

    async def tidy(self, *, stopping: bool = False) -> None:
        """Delete the files that are needed no more; `stopping` all of them, and make no more."""
        if stopping:
            self._is_stopping = True
            await self._give_up_drawing()
        now_s = self._now_s()
        for key, kept in list(self._kept.items()):
            if stopping or not (key.startswith(PAGE) or now_s <= kept.shown_s + UNUSED_S):
                self._let_go(key, now_s)
        for file_id, from_s in list(self._unwanted.items()):
            if stopping or (from_s <= now_s and not self._is_on_a_page(file_id)):
                await self._delete(file_id)

    async def _delete(self, file_id: str) -> None:
        try:
            await in_time(lambda: delete_file(self._client, file_id))
        except CALL_ERRORS as error:
            log_failed("a picture was not deleted", error)
        else:
            self._unwanted.pop(file_id, None)

    async def _give_up_drawing(self) -> None:
        coming = list(self._coming.values())
        for task in coming:
            task.cancel()
        await asyncio.gather(*coming, return_exceptions=True)

    def _is_on_a_page(self, file_id: str) -> bool:
        return any(file_id in files for files in self._on_pages.values())

    def _let_go(self, key: str, from_s: float) -> None:
        """Show a file anew no more, and delete it at the first tidying from `from_s` on."""
        self._unwanted[self._kept.pop(key).file_id] = from_s

    def _use(self, key: str) -> str:
        kept = self._kept.get(key)
        if kept is None:
            return ""
        now_s = self._now_s()
        if kept.made_s + FRESH_S < now_s and not key.startswith(PAGE):
            self._let_go(key, kept.shown_s + UNUSED_S)
            return ""
        kept.shown_s = now_s
        self._kept[key] = self._kept.pop(key)  # the last one was shown last
        return kept.file_id

    async def _file(self, picture: Picture, wording: Wording, *, on_page: bool) -> Shown:
        key = _key(picture, wording, on_page=on_page)
        if file_id := self._use(key):
            return file_id
        if self._is_stopping:
            return MISSING
        coming = self._coming.get(key)
        if coming is None:
            name_start = "" if on_page else WINDOW_NAME
            coming = asyncio.create_task(self._new_file(key, picture, wording, name_start))
            self._coming[key] = coming
            coming.add_done_callback(lambda _: self._coming.pop(key, None))
        try:
            # Who gives up waiting for it does not take it from the others.
            await asyncio.shield(coming)
        except Exception as error:  # noqa: BLE001 - whatever fails, the text stands without it
            log_failed("a picture was not shown", error)
            return MISSING
        return self._use(key) or MISSING

    async def _new_file(self, key: str, picture: Picture, wording: Wording, name_start: str) -> str:
        begun: list[str] = []

        async def keep(file_id: str) -> None:
            begun.append(file_id)

        try:
            async with asyncio.timeout(READY_WITHIN_S), self._turns:
                file_id = await self._uploads.upload(
                    self._client, picture, wording, keep, calling=in_time, name_start=name_start
                )
        except BaseException:
            self._unwanted.update(dict.fromkeys(begun, self._now_s()))
            raise
        self._kept[key] = _Kept(file_id, made_s=self._now_s(), shown_s=self._now_s())
        while len(self._kept) > self._most:
            self._let_go(next(iter(self._kept)), self._now_s())
        return file_id


def _pictures(body: Iterable[Element]) -> list[Picture]:
    return [element for element in body if isinstance(element, Picture)]


def _key(picture: Picture, wording: Wording, *, on_page: bool) -> str:
    """What tells pictures apart: all that is drawn, in its words, and whether a page shows it."""
    try:
        digest = digest_of(picture_of(picture.plot, wording))
    except Exception:  # noqa: BLE001 - it is drawn later, and then logged
        digest = ""
    return f"{PAGE if on_page else WINDOW}{digest}"
