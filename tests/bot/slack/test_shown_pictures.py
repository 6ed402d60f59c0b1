"""Which pictures of windows and pages are kept at hand, and which files are deleted."""

import asyncio

from bot.slack.shown_pictures import FRESH_S, MISSING, UNUSED_S
from tests.bot.slack.window_room import (
    WAIT_S,
    WORDING,
    WindowRoom,
    form,
    page,
    picture,
    window_room,
)


def files(room: WindowRoom) -> int:
    """How many files there are in the workspace."""
    return len(room.workspace.state.files)


async def opened(room: WindowRoom, *scores: int) -> None:
    """Open windows with pictures one after the other, and wait for each to be complete."""
    for score in scores:
        await room.opens(form(picture(score)))
        await room.done()
        await room.anna.sees_modal()
        await room.anna.close()


async def test_only_so_many_are_kept() -> None:
    """Of more, what was not shown for longest is deleted and would be drawn anew."""
    async with window_room(most=2) as room:
        await opened(room, 1, 2, 1, 3)
        assert (room.uploads, files(room)) == (3, 3)
        await room.pictures.tidy()
        assert files(room) == 2
        await opened(room, 1)
        assert room.uploads == 3
        await opened(room, 2)
        assert room.uploads == 4


async def published(room: WindowRoom, *scores: int) -> None:
    """Draw Anna's page with pictures, and wait for it to be complete."""
    await room.windows.publish(room.anna.id, page(*map(picture, scores)), WORDING)
    await room.done()


async def test_the_picture_of_a_window_is_deleted_when_nobody_opens_it_again() -> None:
    """Counted from when it was last shown; the picture of a page stays."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await published(room, 3)
        room.seconds = UNUSED_S
        await opened(room, 2)
        room.seconds = UNUSED_S + 1
        await room.pictures.tidy()
        assert files(room) == 2
        assert room.uploads == 3


async def test_a_picture_is_shown_anew_for_an_hour() -> None:
    """Then it is drawn again, so that none gets old; windows that show the old one keep it."""
    async with window_room() as room:
        await opened(room, 1)
        room.seconds = FRESH_S
        await opened(room, 1)
        assert room.uploads == 1
        room.seconds = FRESH_S + 1
        await opened(room, 1)
        assert room.uploads == 2
        await room.pictures.tidy()
        assert files(room) == 2
        room.seconds = FRESH_S + UNUSED_S
        await room.pictures.tidy()
        assert files(room) == 1


async def test_a_page_that_is_drawn_otherwise_lets_its_picture_go() -> None:
    """What another page still shows stays, however old it is."""
    async with window_room() as room:
        bram = room.workspace.person("bram").id
        await published(room, 1, 2)
        await room.windows.publish(bram, page(picture(1)), WORDING)
        await published(room, 3)
        room.seconds = 9 * UNUSED_S
        await room.pictures.tidy()
        assert files(room) == 2
        await room.windows.publish(bram, page(), WORDING)
        await room.pictures.tidy()
        assert files(room) == 1


async def test_a_page_keeps_a_picture_that_others_pushed_out() -> None:
    """It is deleted once the page is drawn otherwise."""
    async with window_room(most=1) as room:
        await published(room, 1)
        await opened(room, 2)
        await room.pictures.tidy()
        assert files(room) == 2
        await published(room)
        await room.pictures.tidy()
        assert files(room) == 1


async def test_a_stop_leaves_no_picture() -> None:
    """Neither of windows nor of pages: nobody would delete them later."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await published(room, 2)
        assert files(room) == 3
        await room.pictures.tidy(stopping=True)
        assert files(room) == 0


async def test_a_stop_gives_up_what_is_being_drawn() -> None:
    """What was uploaded of it is deleted, and nothing new is begun."""
    async with window_room() as room:
        await opened(room, 1)
        room.workspace.faults.fail_next("files.info", "rate_limited", seconds=int(WAIT_S))
        await room.opens(form(picture(3)))
        async with asyncio.timeout(WAIT_S):
            while room.uploads < 2:
                await room.client.auth_test()
        await room.pictures.tidy(stopping=True)
        assert files(room) == 0
        assert await room.pictures.all_of([picture(2)], WORDING) == (MISSING,)
        room.tasks.clear()


async def test_a_file_that_could_not_be_deleted_is_tried_again() -> None:
    """It keeps nothing else from being deleted; what is gone already is fine."""
    async with window_room() as room:
        await opened(room, 1, 2, 3)
        room.workspace.faults.fail_next("files.delete", "server_error")
        await room.pictures.tidy(stopping=True)
        assert files(room) == 1
        await room.pictures.tidy(stopping=True)
        assert files(room) == 0


async def test_what_somebody_deleted_is_deleted_no_more() -> None:
    """A file that is gone already is no fault."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await room.client.files_delete(file=next(iter(room.workspace.state.files)))
        await room.pictures.tidy(stopping=True)
        assert files(room) == 0


async def test_deleting_waits_until_it_may_go_on() -> None:
    """Slack takes few deletions a minute: a stop goes on as soon as it may."""
    async with window_room() as room:
        await opened(room, 1, 2)
        room.workspace.faults.fail_next("files.delete", "rate_limited", times=3, seconds=0)
        await room.pictures.tidy(stopping=True)
        assert files(room) == 0


async def test_what_slack_did_not_show_is_deleted() -> None:
    """A window was refused for its picture: the file is not lost, and goes when it is old."""
    async with window_room() as room:
        await opened(room, 1)
        room.workspace.faults.fail_next("views.open", "error", code="invalid_arguments")
        await opened(room, 1)
        assert (room.uploads, files(room)) == (2, 2)
        room.seconds = UNUSED_S
        await room.pictures.tidy()
        assert files(room) == 1


async def test_what_was_begun_and_not_finished_is_deleted() -> None:
    """An upload that failed half-way leaves no file behind."""
    async with window_room() as room:
        room.workspace.faults.fail_next("files.info", "server_error")
        await opened(room, 1)
        assert files(room) == 1
        await room.pictures.tidy()
        assert files(room) == 0
