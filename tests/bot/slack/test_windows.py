"""Windows and pages with pictures: there at once, the pictures once they are ready."""

import logging
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.workspace.core import Timing
from bot.workspace.reading import Shown
from tests.bot.slack.window_room import (
    WAIT_S,
    WORDING,
    WindowRoom,
    form,
    images,
    page,
    picture,
    window_room,
)

COMING = "De grafiek komt eraan."
MISSING = "De grafiek kon nu niet worden gemaakt. De cijfers staan in de tekst."
BEGIN = "files.getUploadURLExternal"
DESCRIBED = "(Dit is al ontvangen en verwerkt. U kunt dit venster sluiten.)"


async def saying(room: WindowRoom, text: str) -> Shown:
    """Anna's window once it says this."""
    return await room.anna.wait_for(
        lambda me: me.modal if me.modal and text in me.modal.text else None, WAIT_S
    )


async def pictured(room: WindowRoom, number: int = 1) -> Shown:
    """Anna's window once it has so many pictures."""
    return await room.anna.wait_for(
        lambda me: me.modal if me.modal and len(images(me.modal.body)) == number else None, WAIT_S
    )


async def test_a_window_is_there_before_its_picture() -> None:
    """Its text stands at once and says that the picture comes; then the picture is described."""
    async with window_room() as room:
        room.workspace.faults.hold(BEGIN)
        await room.opens(form(picture()))
        shown = await saying(room, COMING)
        assert "Dat lukte even niet." in shown.text
        room.workspace.faults.release(BEGIN)
        text = (await pictured(room)).text
        assert DESCRIBED in text
        assert COMING not in text


async def test_several_pictures_come_together() -> None:
    """One change of the window shows them all, each in its place."""
    async with window_room() as room:
        await room.opens(form(picture(1), picture(2)))
        shown = await pictured(room, 2)
        assert len(set(images(shown.body))) == 2
        assert len(room.workspace.journal.calls("views.update")) == 1


async def test_the_same_picture_is_drawn_once() -> None:
    """Two taps at once and a later one share a file; the later one has it at once."""
    async with window_room() as room:
        await room.opens(form(picture()))
        await room.opens(form(picture()))
        await room.done()
        calls = len(room.workspace.journal.calls("views.update"))
        await room.opens(form(picture()))
        assert images((await pictured(room)).body)
        assert room.uploads == 1
        assert len(room.workspace.journal.calls("views.update")) == calls


async def test_a_picture_that_cannot_be_drawn_leaves_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The window says so, and the log holds nothing of what was to be drawn."""
    async with window_room() as room:
        await room.radar.close()
        with caplog.at_level(logging.INFO):
            await room.opens(form(picture()))
            text = (await saying(room, MISSING)).text
            await room.done()
    assert "Dat lukte even niet." in text
    assert "a picture was not shown" in caplog.text
    assert "Vakcollege" not in caplog.text


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info"]
)
async def test_an_upload_that_fails_is_tried_again_the_next_time(method: str) -> None:
    """The first window has no picture, the next one does."""
    async with window_room() as room:
        room.workspace.faults.fail_next(method, "server_error")
        await room.opens(form(picture()))
        await saying(room, MISSING)
        await room.done()
        await room.opens(form(picture()))
        await pictured(room)


async def test_a_window_that_moved_on_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    """What came in its place while the picture was drawn stays; that is no fault."""
    async with window_room() as room:
        room.workspace.faults.hold(BEGIN)
        view_id = await room.opens(form(picture()))
        await saying(room, COMING)
        await room.windows.change(view_id, form(), WORDING)
        await room.anna.wait_for(lambda me: me.modal and COMING not in me.modal.text)
        with caplog.at_level(logging.INFO):
            room.workspace.faults.release(BEGIN)
            await room.done()
        assert room.anna.modal is not None
        assert images(room.anna.modal.body) == []
    assert caplog.text == ""


async def test_a_closed_window_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    """Who closes the window before its picture is there has done nothing wrong."""
    async with window_room() as room:
        room.workspace.faults.hold(BEGIN)
        await room.opens(form(picture()))
        await saying(room, COMING)
        await room.anna.close()
        with caplog.at_level(logging.INFO):
            room.workspace.faults.release(BEGIN)
            await room.done()
    assert caplog.text == ""


async def test_a_change_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A picture that Slack does not put in its window is written down, once."""
    async with window_room() as room:
        room.workspace.faults.fail_next("views.update", "server_error")
        with caplog.at_level(logging.INFO):
            await room.opens(form(picture()))
            await room.done()
    assert caplog.text.count("pictures were not put in their view") == 1


@pytest.mark.parametrize("method", ["files.info", "files.getUploadURLExternal", "views.update"])
async def test_a_call_that_came_too_fast_is_made_again(method: str) -> None:
    """When many look at the same moment, each gets the picture, only later."""
    async with window_room() as room:
        room.workspace.faults.fail_next(method, "rate_limited", seconds=0)
        await room.opens(form(picture()))
        await pictured(room)


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"]
)
async def test_a_call_that_came_too_fast_repeats_no_other(method: str) -> None:
    """The picture is drawn and uploaded once, however often Slack says to wait."""
    async with window_room() as room:
        room.workspace.faults.fail_next(method, "rate_limited", times=4, seconds=0)
        await room.opens(form(picture()))
        await pictured(room)
        assert len(room.workspace.state.files) == 1


async def test_looks_at_a_picture_get_rarer() -> None:
    """Slack takes some time over a picture, and few calls a minute."""
    async with window_room(timing=Timing(processing=4.0)) as room:
        await room.opens(form(picture()))
        await pictured(room)
        assert len(room.workspace.journal.calls("files.info")) <= 6


async def test_a_file_that_was_deleted_is_drawn_anew() -> None:
    """Somebody deleted it in Slack: the window opens all the same, and its picture comes."""
    async with window_room() as room:
        await room.opens(form(picture()))
        (first,) = images((await pictured(room)).body)
        await room.client.files_delete(file=first)
        await room.anna.close()
        await room.opens(form(picture()))
        (second,) = images((await pictured(room)).body)
        assert second != first


async def test_a_window_that_slack_refuses_is_raised() -> None:
    """A fault that no picture has to do with reaches who opens the window."""
    async with window_room() as room:
        room.workspace.faults.fail_next("views.open", "error", code="invalid_arguments")
        with pytest.raises(SlackApiError):
            await room.opens(form())


async def test_a_window_that_is_refused_for_something_else_keeps_its_pictures() -> None:
    """Slack says what is wrong: they are not drawn again for a fault of the form."""
    async with window_room() as room:
        await room.opens(form(picture()))
        await pictured(room)
        await room.done()
        await room.anna.close()
        await room.anna.command("/borging")
        trigger_id = await room.triggers.get()

        async def refused(view: dict[str, Any]) -> AsyncSlackResponse:
            wrong = view | {"callback_id": "x" * 256}
            return await room.client.views_open(trigger_id=trigger_id, view=wrong)

        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await room.windows.put(form(picture()), WORDING, refused)
        await room.opens(form(picture()))
        await pictured(room)
        assert room.uploads == 1


async def test_a_page_gets_its_pictures_too() -> None:
    """Drawn at once, and again with its picture; the next time it is there from the start."""
    async with window_room() as room:
        await room.windows.publish(room.anna.id, page(picture()), WORDING)
        await room.anna.wait_for(lambda me: me.home and images(me.home.body), WAIT_S)
        await room.done()
        assert len(room.workspace.journal.calls("views.publish")) == 2
        await room.windows.publish(room.anna.id, page(picture()), WORDING)
        assert len(room.workspace.journal.calls("views.publish")) == 3
        assert room.uploads == 1


async def test_a_window_that_an_ack_carries_gets_its_pictures() -> None:
    """Its id is not known, so it is found by a name of its own."""
    async with window_room() as room:
        assert "external_id" not in room.windows.carried(form(), WORDING, "submit:1")
        view = room.windows.carried(form(picture()), WORDING, "submit:1")
        room.windows.complete(form(picture()), WORDING, "submit:1")
        await room.anna.command("/borging")
        await room.client.views_open(trigger_id=await room.triggers.get(), view=view)
        assert images((await pictured(room)).body)
