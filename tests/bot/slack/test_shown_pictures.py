"""Which pictures of windows and pages are kept at hand, and which files are deleted."""

from bot.slack.shown_pictures import UNUSED_S
from tests.bot.slack.window_room import WORDING, WindowRoom, form, page, picture, window_room


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


async def test_the_picture_of_a_window_is_deleted_when_nobody_opens_it_again() -> None:
    """Counted from when it was last shown; the picture of a page stays."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await room.windows.publish(room.anna.id, page(picture(3)), WORDING)
        await room.done()
        room.seconds = UNUSED_S
        await opened(room, 2)
        room.seconds = UNUSED_S + 1
        await room.pictures.tidy()
        assert files(room) == 2
        assert room.uploads == 3


async def test_a_stop_leaves_only_what_pages_show() -> None:
    """A page goes on showing its picture while the bot is away; windows do not."""
    async with window_room() as room:
        await opened(room, 1, 2)
        await room.windows.publish(room.anna.id, page(picture(2)), WORDING)
        await room.pictures.tidy(stopping=True)
        assert files(room) == 1


async def test_a_file_that_could_not_be_deleted_is_tried_again() -> None:
    """A call that did not pass is made again the next time; what is gone already is fine."""
    async with window_room() as room:
        await opened(room, 1, 2)
        room.workspace.faults.fail_next("files.delete", "server_error")
        await room.pictures.tidy(stopping=True)
        assert files(room) == 2
        await room.client.files_delete(file=next(iter(room.workspace.state.files)))
        await room.pictures.tidy()
        assert files(room) == 0


async def test_what_was_begun_and_not_finished_is_deleted() -> None:
    """An upload that failed half-way leaves no file behind."""
    async with window_room() as room:
        room.workspace.faults.fail_next("files.info", "server_error")
        await opened(room, 1)
        assert files(room) == 1
        await room.pictures.tidy()
        assert files(room) == 0
