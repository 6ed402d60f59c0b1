"""Files for one person alone, sent to their DM."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.files import MadeFile, make_files
from bot.radar import RadarWorker
from bot.slack.document import plain_document
from bot.slack.upload import FILE_ALT_TEXT
from bot.slack.words import Json
from flows.outcome import Report
from flows.usecases.desk import Download
from flows.wording import Wording, say


class Files:
    """Sends files, for one installation."""

    def __init__(self, client: AsyncWebClient, worker: RadarWorker) -> None:
        """`worker` makes the files of a report, so that no tap has to wait for it."""
        self._client = client
        self._worker = worker

    async def send(self, user_id: str, download: Download | Report, wording: Wording) -> None:
        """Make the files and send them to a person's DM, as one message.

        Raises one of CALL_ERRORS, or whatever making and uploading a file raises.
        """
        if isinstance(download, Report):
            made = await self._worker.run(make_files, download, wording.language)
            uploads = [_upload(one) for one in made]
            comment = say(f"files.sent.{download.kind.value}")
        else:
            name = wording.text(download.name)
            content = plain_document(download.content, wording)
            uploads = [{"filename": name, "title": name, "content": content}]
            comment = download.comment
        opened = await self._client.conversations_open(users=user_id)
        await self._client.files_upload_v2(
            channel=opened["channel"]["id"],
            file_uploads=uploads,
            initial_comment=wording.text(comment),
        )


def _upload(made: MadeFile) -> Json:
    shown = {"alt_txt": made.alt[:FILE_ALT_TEXT]} if made.alt else {}
    return {"filename": made.name, "title": made.name, "content": made.content, **shown}
