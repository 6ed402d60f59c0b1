"""Pictures in Slack: drawn, uploaded once, and waited for until messages can show them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Order
from bot.pictures import file_stem, picture_of
from bot.radar import RadarWorker, digest_of
from bot.slack.errors import RateLimited, Temporary, code_of, fault_of
from bot.slack.patience import Calling, once
from bot.wording import Voices
from flows.messages import Picture
from flows.wording import Wording

FILE_LOOK_S = 0.5
"""Seconds between the first two looks whether Slack has processed a picture."""
LOOK_SLOWER = 1.5
"""How many times longer each wait for the next look is: of some calls Slack takes few a minute."""
LONGEST_LOOK_S = 5.0
"""Seconds between two looks at most."""
GONE_FILE = {"file_not_found", "file_deleted"}
"""Slack's codes for a file that is not there."""
FILE_ALT_TEXT = 1000
"""Characters of a picture's description that Slack keeps with its file."""
NEW_FILE_EVERY = 5
"""Attempts after which a picture that never got ready is uploaded again."""


KeepFile = Callable[[str], Awaitable[None]]
"""Is told the id of a file before it can be shown."""


@dataclass(frozen=True)
class Uploaded:
    """A file that Slack can show, and the digest of the picture in it; both "" if there is none."""

    file_id: str = ""
    picture: str = ""


class Uploads:
    """Sees to pictures. They are shared nowhere: only where they are wanted they are shown."""

    def __init__(self, radar: RadarWorker, voices: Voices, session: aiohttp.ClientSession) -> None:
        """`radar` draws; the session uploads."""
        self._radar = radar
        self._voices = voices
        self._session = session

    async def picture(self, client: AsyncWebClient, order: Order) -> Uploaded:
        """The wish's picture as it has to be now, once Slack can show it.

        What was shown and differs from it is deleted before anything else can fail: it may tell
        what somebody had deleted. Raises one of CALL_ERRORS, or RadarUnavailableError.
        """
        kept = Uploaded(order.wish.file_id, order.wish.picture)
        body = order.rendering.message.body
        picture = next((one for one in body if isinstance(one, Picture)), None)
        wording = self._voices[order.rendering.language]
        digest = digest_of(picture_of(picture.plot, wording)) if picture else ""
        give_up = order.wish.attempts % NEW_FILE_EVERY == NEW_FILE_EVERY - 1
        if kept.file_id:
            is_same = digest == kept.picture
            if is_same and await _is_ready(client, kept.file_id, wait=not give_up):
                return kept
            await delete_file(client, kept.file_id)
        if picture is None:
            return Uploaded()

        async def keep(file_id: str) -> None:
            await order.keep_file(file_id, digest)

        return Uploaded(await self.upload(client, picture, wording, keep), digest)

    async def upload(
        self,
        client: AsyncWebClient,
        picture: Picture,
        wording: Wording,
        keep: KeepFile,
        *,
        calling: Calling = once,
        name_start: str = "",
    ) -> str:
        """Draw a picture; the id of its new file once Slack can show it.

        The file's name begins with `name_start`. Raises one of CALL_ERRORS, or
        RadarUnavailableError.
        """
        png = await self._radar.draw(picture_of(picture.plot, wording))
        alt, stem = wording.text(picture.alt, bold=str), file_stem(picture.plot)
        name = f"{name_start}{stem}.png"
        place = await calling(
            lambda: client.files_getUploadURLExternal(
                filename=name, length=len(png), alt_txt=alt[:FILE_ALT_TEXT]
            )
        )
        file_id = str(place["file_id"])
        async with self._session.post(place["upload_url"], data=png) as answer:
            answer.raise_for_status()
        await keep(file_id)
        await calling(
            lambda: client.files_completeUploadExternal(files=[{"id": file_id, "title": stem}])
        )
        if not await _is_ready(client, file_id, calling=calling):
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


async def _is_ready(
    client: AsyncWebClient, file_id: str, *, wait: bool = True, calling: Calling = once
) -> bool:
    """Wait until Slack can show a file; False if its upload was never completed.

    Without `wait` False as well if it cannot yet. Raises one of CALL_ERRORS.
    """
    look_s = FILE_LOOK_S
    while True:
        try:
            info = await calling(lambda: client.files_info(file=file_id))
        except SlackApiError as error:
            if code_of(error) in GONE_FILE:
                return False
            raise
        if info["file"].get("mimetype"):
            return True
        if not wait:
            return False
        await asyncio.sleep(look_s)
        look_s = min(look_s * LOOK_SLOWER, LONGEST_LOOK_S)
