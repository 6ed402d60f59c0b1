"""The pictures of windows and pages: each drawn and uploaded once, and then kept at hand."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pictures import picture_of
from bot.slack.blocks import Shown
from bot.slack.errors import CALL_ERRORS, RateLimited, code_of, fault_of, log_failed
from bot.slack.upload import Uploads, delete_file
from flows.messages import Element, Picture
from flows.wording import Wording, say

AT_HAND = 200
"""Pictures that are kept at hand; of more, those that were not shown for longest are let go."""
UNUSED_S = 3600.0
"""Seconds after which the picture of a window that nobody opened again is deleted."""
READY_WITHIN_S = 120.0
"""Seconds that a picture may take, also behind many others; then the text stands alone."""
UPLOADS_AT_ONCE = 2
"""So that all partners who look at the same moment do not make too many calls."""

Result = TypeVar("Result")

COMING = say("shell.picture_coming")
MISSING = say("shell.picture_missing")


@dataclass
class _Kept:
    """A file of a picture, when it was last shown, and whether a page goes on showing it."""

    file_id: str
    shown_s: float
    on_page: bool


class ShownPictures:
    """The pictures of one installation.

    A picture can show one person's own scores, so its file is deleted once it is not needed any
    more. A page stays as it was drawn, so its pictures stay as well.
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
        self._superfluous: list[str] = []
        self._turns = asyncio.Semaphore(UPLOADS_AT_ONCE)

    def at_hand(
        self, body: Iterable[Element], wording: Wording, *, on_page: bool = False
    ) -> tuple[Shown, ...]:
        """The pictures of a body as they can be shown now: a file, or that it is coming."""
        return tuple(
            self._use(_digest(one, wording), on_page=on_page) or COMING for one in _pictures(body)
        )

    async def all_of(
        self, body: Iterable[Element], wording: Wording, *, on_page: bool = False
    ) -> tuple[Shown, ...]:
        """The same once those that were coming are there, or are said to be missing."""
        shown = (self._file(one, wording, on_page=on_page) for one in _pictures(body))
        return tuple(await asyncio.gather(*shown))

    def forget(self, shown: Iterable[Shown]) -> None:
        """Slack does not show these files any more: draw them anew."""
        self._kept = {
            digest: kept for digest, kept in self._kept.items() if kept.file_id not in shown
        }

    async def tidy(self, *, stopping: bool = False) -> None:
        """Delete the pictures of windows that are needed no more, `stopping` those of them all."""
        before_s = self._now_s() - UNUSED_S
        for digest, kept in list(self._kept.items()):
            if not kept.on_page and (stopping or kept.shown_s < before_s):
                del self._kept[digest]
                self._superfluous.append(kept.file_id)
        while self._superfluous:
            file_id = self._superfluous.pop()
            try:
                await delete_file(self._client, file_id)
            except CALL_ERRORS as error:
                self._superfluous.append(file_id)
                log_failed("a picture was not deleted", error)
                return

    def _use(self, digest: str, *, on_page: bool) -> str:
        kept = self._kept.pop(digest, None)
        if kept is None:
            return ""
        kept.shown_s = self._now_s()
        kept.on_page = kept.on_page or on_page
        self._kept[digest] = kept  # the last one was shown last
        return kept.file_id

    async def _file(self, picture: Picture, wording: Wording, *, on_page: bool) -> Shown:
        digest = _digest(picture, wording)
        if file_id := self._use(digest, on_page=on_page):
            return file_id
        coming = self._coming.get(digest)
        if coming is None:
            coming = asyncio.create_task(self._new_file(digest, picture, wording))
            self._coming[digest] = coming
            coming.add_done_callback(lambda _: self._coming.pop(digest, None))
        try:
            # Who gives up waiting for it does not take it from the others.
            await asyncio.shield(coming)
        except Exception as error:  # noqa: BLE001 - whatever fails, the text stands without it
            log_failed("a picture was not shown", error)
            return MISSING
        return self._use(digest, on_page=on_page) or MISSING

    async def _new_file(self, digest: str, picture: Picture, wording: Wording) -> str:
        begun: list[str] = []

        async def keep(file_id: str) -> None:
            begun.append(file_id)

        try:
            async with asyncio.timeout(READY_WITHIN_S), self._turns:
                file_id = await in_time(
                    lambda: self._uploads.upload(self._client, picture, wording, keep)
                )
        except BaseException:
            self._superfluous += begun
            raise
        self._superfluous += begun[:-1]
        self._kept[digest] = _Kept(file_id, self._now_s(), on_page=False)
        while len(self._kept) > self._most:
            oldest = self._kept.pop(next(iter(self._kept)))
            if not oldest.on_page:
                self._superfluous.append(oldest.file_id)
        return file_id


async def in_time(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do something again that Slack says came too fast, as soon as it may; no other fault."""
    while True:
        try:
            return await work()
        except SlackApiError as error:
            if code_of(error) != "ratelimited":
                raise
            fault = fault_of(error)
            await asyncio.sleep(fault.retry_after_s if isinstance(fault, RateLimited) else 0.0)


def _pictures(body: Iterable[Element]) -> list[Picture]:
    return [element for element in body if isinstance(element, Picture)]


def _digest(picture: Picture, wording: Wording) -> str:
    """What tells pictures apart: all that is drawn, in its words; "" if it cannot be drawn."""
    try:
        drawn = picture_of(picture.plot, wording)
    except Exception:  # noqa: BLE001 - it is drawn later, and then logged
        return ""
    return sha256(repr(drawn).encode()).hexdigest()
