"""Pictures in Slack: drawn, uploaded once, and waited for until messages can show them."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Order
from bot.pictures import file_stem, picture_of
from bot.radar import RadarWorker
from bot.slack.errors import RateLimited, Temporary, code_of, fault_of
from bot.wording import Voices
from flows.messages import Picture
from flows.wording import Wording

FILE_LOOK_S = 0.5
"""Seconds between looks whether Slack has processed a picture."""
GONE_FILE = {"file_not_found", "file_deleted"}
"""Slack's codes for a file that is not there."""
FILE_ALT_TEXT = 1000
"""Characters of a picture's description that Slack keeps with its file."""
NEW_FILE_EVERY = 5
"""Attempts after which a picture that never got ready is uploaded again."""


KeepFile = Callable[[str], Awaitable[None]]
"""Is told the id of a file before it can be shown."""


class Uploads:
    """Sees to pictures. They are shared nowhere: only where they are wanted they are shown."""

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
        body = order.rendering.message.body
        picture = next((one for one in body if isinstance(one, Picture)), None)
        if picture is None:
            if kept:
                await delete_file(client, kept)
            return ""
        give_up = order.wish.attempts % NEW_FILE_EVERY == NEW_FILE_EVERY - 1
        if kept and await _is_ready(client, kept, wait=not give_up):
            return kept
        wording = self._voices[order.rendering.language]
        return await self.upload(client, picture, wording, order.keep_file)

    async def upload(
        self, client: AsyncWebClient, picture: Picture, wording: Wording, keep: KeepFile
    ) -> str:
        """Draw a picture; the id of its new file once Slack can show it.

        Raises one of CALL_ERRORS, or RadarUnavailableError.
        """
        png = await self._radar.draw(picture_of(picture.plot, wording))
        alt, stem = wording.text(picture.alt, bold=str), file_stem(picture.plot)
        place = await client.files_getUploadURLExternal(
            filename=f"{stem}.png", length=len(png), alt_txt=alt[:FILE_ALT_TEXT]
        )
        file_id = str(place["file_id"])
        async with self._session.post(place["upload_url"], data=png) as answer:
            answer.raise_for_status()
        await keep(file_id)
        await client.files_completeUploadExternal(files=[{"id": file_id, "title": stem}])
        if not await _is_ready(client, file_id):
            raise TimeoutError
        return file_id


async def delete_file(client: AsyncWebClient, file_id: str) -> None:
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
