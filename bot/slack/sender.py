"""Putting messages into Slack: posting, changing in place, posting anew and freezing the old."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import SEND_S, Order, Postponed, Refused, Result, Sent
from bot.pictures import radar_picture
from bot.radar import RadarUnavailableError, RadarWorker
from bot.slack.blocks import render_message
from bot.slack.errors import (
    CALL_ERRORS,
    Broken,
    CallError,
    Gone,
    RateLimited,
    Temporary,
    Unreachable,
    code_of,
    fault_of,
    fault_of_answer,
)
from bot.slack.installation import Installation
from bot.slack.words import Json
from bot.wording import Voices
from flows.messages import Message, Picture
from flows.outbox import Todo

EVENT_TYPE = "borging_delivery"
"""The type of the metadata that says which wish a message shows; it holds no answer."""
TOKEN_FAULT_S = 60.0
"""Seconds to wait when no call of an installation passes: somebody has to mend its token."""
FILE_LOOK_S = 0.5
"""Seconds between looks whether Slack has processed a picture."""
PICTURE_S = SEND_S / 2
"""Seconds for drawing and uploading a picture until the message is put off; then it is posted."""
GONE_FILE = {"file_not_found", "file_deleted"}
"""Slack's codes for a file that is not there."""
NEW_FILE_EVERY = 5
"""Attempts after which a picture that never got ready is uploaded again."""
FREEZE_ATTEMPTS = 4
"""Attempts to freeze an old message; its buttons answer politely all the same."""
FREEZE_AGAIN_S = 2.0
"""Seconds between those where Slack does not say when to come back."""


class SlackSender:
    """`bot.outbox.Sender` for Slack."""

    def __init__(
        self,
        installations: Mapping[int, Installation],
        voices: Voices,
        radar: RadarWorker,
        session: aiohttp.ClientSession,
    ) -> None:
        """`installations` by workspace id; the session uploads files."""
        self._installations = installations
        self._voices = voices
        self._radar = radar
        self._session = session
        self._freezing: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Leave the old messages that could not be frozen yet as they are."""
        for task in self._freezing:
            task.cancel()
        await asyncio.gather(*self._freezing, return_exceptions=True)

    async def send(self, order: Order) -> Result:
        """As the port says."""
        installation = self._installations.get(order.wish.workspace_id)
        if installation is None:
            return Postponed("not_installed", TOKEN_FAULT_S)
        try:
            return await self._send(installation.client, order)
        except CALL_ERRORS as error:
            return outcome_of(error)
        except RadarUnavailableError:
            return Postponed("radar_unavailable")

    async def _send(self, client: AsyncWebClient, order: Order) -> Result:
        wish, rendering = order.wish, order.rendering
        if order.todo is Todo.NOTHING:
            return Sent(wish.channel, wish.ts, wish.file_id)
        async with asyncio.timeout(PICTURE_S):
            file_id = await self._picture(client, order)
        if wish.file_id and not file_id:
            await _delete_file(client, wish.file_id)
        content = self.content(rendering.message, order, file_id)
        if order.todo is Todo.UPDATE:
            try:
                await client.chat_update(channel=wish.channel, ts=wish.ts, **content)
            except CALL_ERRORS as error:
                if not isinstance(fault_of(error), Gone):
                    raise
            else:
                return Sent(wish.channel, wish.ts, file_id)
        posted = await client.chat_postMessage(
            channel=rendering.channel or wish.channel or rendering.user_id,
            thread_ts=rendering.thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **content,
        )
        if order.todo is Todo.POST_ANEW and rendering.frozen is not None:
            await self._freeze(client, order, rendering.frozen)
        return Sent(posted["channel"], posted["ts"], file_id)

    def content(self, message: Message, order: Order, file_id: str = "") -> Json:
        """Text, blocks and the metadata by which the message can be found again."""
        wording = self._voices[order.rendering.language]
        return {
            **render_message(message, wording, picture_file=file_id or None),
            "metadata": {
                "event_type": EVENT_TYPE,
                "event_payload": {"key": order.wish.key, "revision": order.wish.wanted},
            },
        }

    async def _freeze(self, client: AsyncWebClient, order: Order, frozen: Message) -> None:
        """Freeze the old message, or have it frozen later: the new one stands already."""
        content = self.content(frozen, order)

        async def freeze() -> float | None:
            try:
                await client.chat_update(channel=order.wish.channel, ts=order.wish.ts, **content)
            except CALL_ERRORS as error:
                return _passes_after_s(error)
            return None

        async def freeze_later(after_s: float | None) -> None:
            for _ in range(FREEZE_ATTEMPTS - 1):
                if after_s is not None:
                    await asyncio.sleep(after_s)
                    after_s = await freeze()

        after_s = await freeze()
        if after_s is not None:
            task = asyncio.create_task(freeze_later(after_s))
            self._freezing.add(task)
            task.add_done_callback(self._freezing.discard)

    async def _picture(self, client: AsyncWebClient, order: Order) -> str:
        """The id of the wish's picture once Slack can show it, "" if it has none."""
        radar = order.rendering.radar
        if radar is None:
            return ""
        kept, attempts = order.wish.file_id, order.wish.attempts
        give_up = attempts % NEW_FILE_EVERY == NEW_FILE_EVERY - 1
        if kept and not give_up and await _is_ready(client, kept):
            return kept
        wording = self._voices[order.rendering.language]
        png = await self._radar.draw(radar_picture(radar, wording))
        alts = [one.alt for one in order.rendering.message.body if isinstance(one, Picture)]
        alt = wording.text(alts[0], bold=str) if alts else ""
        file_id = await self._upload(client, order, png, alt[:1000])
        if not await _is_ready(client, file_id):
            raise TimeoutError
        return file_id

    async def _upload(self, client: AsyncWebClient, order: Order, png: bytes, alt: str) -> str:
        place = await client.files_getUploadURLExternal(
            filename="radar.png", length=len(png), alt_txt=alt
        )
        file_id = str(place["file_id"])
        async with self._session.post(place["upload_url"], data=png) as answer:
            answer.raise_for_status()
        await order.keep_file(file_id)
        await client.files_completeUploadExternal(files=[{"id": file_id, "title": "radar"}])
        return file_id


async def _delete_file(client: AsyncWebClient, file_id: str) -> None:
    """Delete a picture that is shown no more; one that Slack does not let go stays.

    Raises one of CALL_ERRORS if it may pass later.
    """
    try:
        await client.files_delete(file=file_id)
    except SlackApiError as error:
        if code_of(error) in GONE_FILE or not isinstance(fault_of(error), RateLimited | Temporary):
            return
        raise


async def _is_ready(client: AsyncWebClient, file_id: str) -> bool:
    """Wait until Slack can show a file; False if its upload was never completed.

    Raises one of CALL_ERRORS.
    """
    while True:
        try:
            info = await client.files_info(file=file_id)
        except SlackApiError as error:
            if code_of(error) in GONE_FILE:
                return False
            raise
        if info["file"].get("mimetype"):
            return True
        await asyncio.sleep(FILE_LOOK_S)


def _passes_after_s(error: CallError) -> float | None:
    """Seconds after which the same call may pass, None if it will not."""
    match fault_of(error):
        case RateLimited(retry_after_s=after_s):
            return after_s
        case Temporary():
            return FREEZE_AGAIN_S
        case _:
            return None


class FastSender:
    """A sender for a message that was just tapped: by its response_url, else the usual way."""

    def __init__(self, usual: SlackSender, session: aiohttp.ClientSession, url: str) -> None:
        """`url` is the response_url of the tap on this message."""
        self._usual = usual
        self._session = session
        self._url = url

    async def send(self, order: Order) -> Result:
        """As the port says."""
        if order.todo is not Todo.UPDATE or order.rendering.radar is not None:
            return await self._usual.send(order)
        content = self._usual.content(order.rendering.message, order)
        try:
            await post_to_url(self._session, self._url, {"replace_original": True, **content})
        except (*CALL_ERRORS, UrlRefusedError):
            return await self._usual.send(order)
        return Sent(order.wish.channel, order.wish.ts, order.wish.file_id)


class UrlRefusedError(Exception):
    """A response_url did not take what was sent to it."""


async def post_to_url(session: aiohttp.ClientSession, url: str, content: Mapping[str, Any]) -> None:
    """Send to a response_url. Raises UrlRefusedError if it does not take it, or a CALL_ERROR."""
    async with session.post(url, json=content) as answer:
        text = (await answer.text()).strip()
        if answer.ok and text in {"ok", '{"ok":true}', ""}:
            return
        raise UrlRefusedError(str(fault_of_answer(answer.status, {}, answer.headers)))


def outcome_of(error: CallError) -> Result:
    """What a call that did not pass means for the delivery."""
    match fault_of(error):
        case RateLimited(retry_after_s=after_s):
            return Postponed("rate_limited", after_s)
        case Temporary(reason=reason):
            return Postponed(reason)
        case Gone(reason=reason) | Unreachable(reason=reason):
            return Refused(reason)
        case Broken(reason=reason, everywhere=True):
            return Postponed(reason, TOKEN_FAULT_S)
        case Broken(reason=reason):
            return Refused(reason)
