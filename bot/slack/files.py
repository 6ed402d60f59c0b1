"""Files for one person alone, sent to their DM."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.files import MadeFile, make_files
from bot.radar import RadarWorker
from bot.slack.document import plain_document
from bot.slack.upload import FILE_ALT_TEXT
from bot.slack.words import Json
from flows.outcome import Report
from flows.usecases.desk import Download, Reply
from flows.wording import Phrase, Wording, say

MOST_TRIES: Final = 5
"""Times that a file is made, if what it shows changes each time before it can be sent."""


class Files:
    """Sends files, for one installation."""

    def __init__(self, client: AsyncWebClient, worker: RadarWorker) -> None:
        """`worker` makes the files of a report, so that no tap has to wait for it."""
        self._client = client
        self._worker = worker

    async def send(self, user_id: str, download: Download, wording: Wording) -> None:
        """Send a text to a person's DM. Raises one of CALL_ERRORS, or what uploading raises."""
        name = wording.text(download.name)
        content = plain_document(download.content, wording)
        upload = {"filename": name, "title": name, "content": content}
        await self._upload(user_id, [upload], wording.text(download.comment))

    async def send_report(
        self, user_id: str, report: Report, wording: Wording, ask: Callable[[], Awaitable[Reply]]
    ) -> Phrase | None:
        """Make the files of a report and send them to a person's DM, as one message.

        Making takes seconds, in which somebody may have their answers deleted: `ask` is what the
        person would get now. What to tell them if that is no file any more, else None.

        Raises one of CALL_ERRORS, or whatever making, asking and uploading raise.
        """
        for _ in range(MOST_TRIES):
            made = await self._worker.run(make_files, report, wording.language)
            reply = await ask()
            if not isinstance(reply.download, Report):
                return reply.notice
            if reply.download == report:
                comment = wording.text(say(f"files.sent.{report.kind.value}"))
                await self._upload(user_id, [_upload(one) for one in made], comment)
                return None
            report = reply.download
        return say("shell.try_again")

    async def _upload(self, user_id: str, uploads: Sequence[Json], comment: str) -> None:
        opened = await self._client.conversations_open(users=user_id)
        await self._client.files_upload_v2(
            channel=opened["channel"]["id"], file_uploads=[*uploads], initial_comment=comment
        )


def _upload(made: MadeFile) -> Json:
    shown = {"alt_txt": made.alt[:FILE_ALT_TEXT]} if made.alt else {}
    return {"filename": made.name, "title": made.name, "content": made.content, **shown}
