"""Pictures in Slack: drawn, uploaded once, and waited for until messages can show them."""

import asyncio

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Order
from bot.pictures import radar_picture
from bot.radar import RadarWorker
from bot.slack.errors import RateLimited, Temporary, code_of, fault_of
from bot.wording import Voices
from flows.messages import Picture

FILE_LOOK_S = 0.5
"""Seconds between looks whether Slack has processed a picture."""
GONE_FILE = {"file_not_found", "file_deleted"}
"""Slack's codes for a file that is not there."""
NEW_FILE_EVERY = 5
"""Attempts after which a picture that never got ready is uploaded again."""


class Uploads:
    """Sees to the pictures of messages. They are shared nowhere: only their message shows them."""

    def __init__(self, radar: RadarWorker, voices: Voices, session: aiohttp.ClientSession) -> None:
        """`radar` draws; the session uploads."""
        self._radar = radar
        self._voices = voices
        self._session = session

    async def picture(self, client: AsyncWebClient, order: Order) -> str:
        """The id of the wish's picture once Slack can show it, "" if it has none.

        One that was shown and is no longer wanted is deleted. Raises one of CALL_ERRORS, or
        RadarUnavailableError.
        """
        kept = order.wish.file_id
        if order.rendering.radar is None:
            if kept:
                await _delete(client, kept)
            return ""
        give_up = order.wish.attempts % NEW_FILE_EVERY == NEW_FILE_EVERY - 1
        if kept and await _is_ready(client, kept, wait=not give_up):
            return kept
        wording = self._voices[order.rendering.language]
        png = await self._radar.draw(radar_picture(order.rendering.radar, wording))
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


async def _delete(client: AsyncWebClient, file_id: str) -> None:
    """Delete a picture that is shown no more; one that Slack does not let go stays.

    Raises one of CALL_ERRORS if it may pass later.
    """
    try:
        await client.files_delete(file=file_id)
    except SlackApiError as error:
        if code_of(error) in GONE_FILE or not isinstance(fault_of(error), RateLimited | Temporary):
            return
        raise


async def _is_ready(client: AsyncWebClient, file_id: str, *, wait: bool = True) -> bool:
    """Wait until Slack can show a file; False if its upload was never completed.

    Without `wait` False as well if it cannot yet. Raises one of CALL_ERRORS.
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
        if not wait:
            return False
        await asyncio.sleep(FILE_LOOK_S)
