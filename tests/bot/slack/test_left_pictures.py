"""Pictures of windows that a killed run left behind."""

import logging
from datetime import timedelta

import pytest

from bot.slack.left_pictures import LEFT_AFTER, WINDOW_NAME, delete_left
from bot.slack.shown_pictures import FRESH_S, UNUSED_S
from tests.bot.slack.test_shown_pictures import files, opened, published
from tests.bot.slack.window_room import WindowRoom, window_room

LATER = LEFT_AFTER + timedelta(seconds=1)


async def after(room: WindowRoom, passed: timedelta) -> None:
    """Have a new run look for pictures that were left behind, so long after they were made."""
    bot = room.workspace.core.app.user_id
    await delete_left(room.client, bot, room.workspace.state.now() + passed)


async def test_what_a_killed_run_left_is_deleted() -> None:
    """Windows' pictures alone, and only when no run can need them any more."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await published(room, 1)
        await room.client.files_getUploadURLExternal(filename="window-x.png", length=1)
        await after(room, LEFT_AFTER - timedelta(seconds=1))
        assert files(room) == 4
        await after(room, LATER)
        left = [file.name for file in room.workspace.state.files.values() if file.completed]
        assert left == ["radar.png"]


async def test_people_s_own_files_stay() -> None:
    """Whatever somebody calls a file of theirs: only the bot's own are looked at."""
    async with window_room() as room:
        await opened(room, 1)
        (file,) = room.workspace.state.files.values()
        assert file.name.startswith(WINDOW_NAME)
        await delete_left(room.client, room.anna.id, room.workspace.state.now() + LATER)
        assert files(room) == 1


async def test_one_that_stays_keeps_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """A deletion that fails is logged, and comes again the next time."""
    async with window_room() as room:
        await opened(room, 1, 2, 3)
        room.workspace.faults.fail_next("files.delete", "server_error")
        with caplog.at_level(logging.INFO):
            await after(room, LATER)
        assert "a picture that was left behind was not deleted" in caplog.text
        assert files(room) == 1
        await after(room, LATER)
        assert files(room) == 0


async def test_it_waits_until_it_may_go_on() -> None:
    """Slack says that it comes too fast: each call is made again."""
    async with window_room() as room:
        await opened(room, 1)
        for method in ("files.list", "files.delete"):
            room.workspace.faults.fail_next(method, "rate_limited", seconds=0)
        await after(room, LATER)
        assert files(room) == 0


async def test_that_slack_does_not_say_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Without the list nothing is deleted."""
    async with window_room() as room:
        await opened(room, 1)
        room.workspace.faults.fail_next("files.list", "server_error")
        with caplog.at_level(logging.INFO):
            await after(room, LATER)
        assert "could not be looked for" in caplog.text
        assert files(room) == 1


async def test_more_than_one_page_is_looked_through() -> None:
    """Also where Slack shows other files of the bot before them."""
    async with window_room() as room:
        await opened(room, 1)
        for _ in range(100):
            begun = await room.client.files_getUploadURLExternal(filename="radar.png", length=1)
            file = room.workspace.state.files[str(begun["file_id"])]
            file.completed = True
        await after(room, LATER)
        assert files(room) == 100
        assert len(room.workspace.journal.calls("files.list")) == 2


def test_no_run_needs_what_is_deleted() -> None:
    """The age is that of the longest life of a picture."""
    assert timedelta(seconds=FRESH_S + UNUSED_S) <= LEFT_AFTER
