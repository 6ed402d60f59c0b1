"""The pictures of windows that a run left behind when it was killed."""

from datetime import datetime, timedelta
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import CALL_ERRORS, log_failed
from bot.slack.patience import in_time
from bot.slack.upload import delete_file

WINDOW_NAME = "window-"
"""How the files of windows' pictures begin: those of messages and pages stay, and do not."""
LEFT_AFTER = timedelta(hours=2)
"""Age from which on no run needs such a file: `shown_pictures` shows it for an hour at most, and
keeps it for an hour after that."""
FILES_A_PAGE = 100


async def delete_left(client: AsyncWebClient, bot_user: str, now: datetime) -> None:
    """Delete the pictures of windows that are older than every run needs them.

    Slack is asked which files `bot_user` has: what a killed run knew of them is lost.
    """
    try:
        left = await _left(client, bot_user, now - LEFT_AFTER)
    except CALL_ERRORS as error:
        log_failed("pictures that were left behind could not be looked for", error)
        return
    for file_id in left:
        try:
            await in_time(partial(delete_file, client, file_id))
        except CALL_ERRORS as error:
            log_failed("a picture that was left behind was not deleted", error)


async def _left(client: AsyncWebClient, bot_user: str, until: datetime) -> list[str]:
    """The files by id, of all pages: deleting between two pages would shift the next one."""
    ts_to = str(int(until.timestamp()))
    listed = partial(
        client.files_list, user=bot_user, ts_to=ts_to, types="images", count=FILES_A_PAGE
    )
    found: list[str] = []
    page = pages = 1
    while page <= pages:
        answer = await in_time(partial(listed, page=page))
        found += [one["id"] for one in answer["files"] if one["name"].startswith(WINDOW_NAME)]
        pages = answer["paging"]["pages"]
        page += 1
    return found
