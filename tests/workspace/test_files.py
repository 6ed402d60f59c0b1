"""Uploads: in three steps, usable a moment later, seen by whom they were shown to."""

import asyncio
from typing import Any

import aiohttp

from bot.workspace.core import Timing
from tests.workspace.conftest import Make
from tests.workspace.room import Room
from tests.workspace.test_tokens import refusal

Json = dict[str, Any]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


async def uploaded(room: Room, name: str = "radar.png") -> str:
    """The id of a file that was uploaded and completed, not shared."""
    client = room.client
    begun = await client.files_getUploadURLExternal(filename=name, length=len(PNG), alt_txt="Radar")
    async with (
        aiohttp.ClientSession() as session,
        session.post(begun["upload_url"], data=PNG) as response,
    ):
        assert response.status == 200
    await client.files_completeUploadExternal(files=[{"id": begun["file_id"], "title": "Radar"}])
    return str(begun["file_id"])


def picture(file_id: str) -> list[Json]:
    """An image block that shows an upload."""
    return [{"type": "image", "alt_text": "De radar", "slack_file": {"id": file_id}}]


async def test_a_shared_upload_appears(room: Room) -> None:
    """files_upload_v2 works; the message comes with its comment and alt text."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    await room.client.files_upload_v2(
        channel=channel,
        content=PNG,
        filename="r.png",
        title="Radar",
        alt_txt="Zeven assen",
        initial_comment="Zie hier",
    )
    message = await anna.sees("Zie hier", "#stuurgroep")
    assert "(Radar: Zeven assen)" in message.text
    [file] = message.body["files"]
    async with aiohttp.ClientSession() as session:
        url = f"{room.workspace.address}{file['url']}"
        async with session.get(url) as response:
            assert (await response.read(), response.content_type) == (PNG, "image/png")
        carla = room.workspace.person("carla").id
        async with session.get(url.replace(anna.id, carla)) as response:
            assert response.status == 404


async def test_an_image_block_waits_for_processing(make_room: Make) -> None:
    """Before it was processed a slack_file is refused; afterwards it shows."""
    room = await make_room(timing=Timing(processing=0.3))
    anna = await room.person("anna")
    file_id = await uploaded(room)
    channel = room.workspace.channel("stuurgroep").id
    blocks = picture(file_id)
    body = await refusal(room.client, "chat.postMessage", channel=channel, text="r", blocks=blocks)
    assert body["error"] == "invalid_blocks"
    assert "invalid slack file [json-pointer:/blocks/0/slack_file]" in body["errors"]
    assert (await room.client.files_info(file=file_id))["file"]["mimetype"] == ""
    async with asyncio.timeout(3):
        while not (await room.client.files_info(file=file_id))["file"]["mimetype"]:
            pass  # Slack has no event for this: an app asks again
    await room.client.chat_postMessage(channel=channel, text="radar", blocks=blocks)
    message = await anna.sees("De radar", "#stuurgroep")
    assert message.body["blocks"][0]["image_url"] == f"/page/files/{file_id}?as={anna.id}"
    assert (await room.client.files_info(file=file_id))["file"]["channels"] == [channel]


async def test_an_upload_is_completed_once(room: Room) -> None:
    """A second time the file is not found; nor is one whose bytes never came."""
    file_id = await uploaded(room)
    again = {"files": [{"id": file_id}]}
    body = await refusal(room.client, "files.completeUploadExternal", **again)
    assert body["error"] == "file_not_found"
    begun = await room.client.files_getUploadURLExternal(filename="x.png", length=5)
    body = await refusal(
        room.client, "files.completeUploadExternal", files=[{"id": begun["file_id"]}]
    )
    assert body["error"] == "file_not_found"
    async with (
        aiohttp.ClientSession() as session,
        session.post(begun["upload_url"], data=b"vier") as response,
    ):
        assert response.status == 400


async def test_limits_of_an_upload(room: Room) -> None:
    """A length of nothing and an alt text of 1,001 characters are refused."""
    for arguments in (
        {"filename": "x.png", "length": 0},
        {"filename": "x.png", "length": 1, "alt_txt": "x" * 1001},
    ):
        body = await refusal(room.client, "files.getUploadURLExternal", **arguments)
        assert body["error"] == "invalid_arguments"


async def test_a_deleted_file_is_gone_from_its_message(room: Room) -> None:
    """The message stays, the file does not."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    shared = await room.client.files_upload_v2(
        channel=channel, content=PNG, filename="r.png", title="Radar", initial_comment="Zie hier"
    )
    await anna.sees("(Radar", "#stuurgroep")
    await room.client.files_delete(file=shared["file"]["id"])
    await anna.wait_for(lambda me: "(Radar" not in me.picture())
    body = await refusal(room.client, "files.info", file=shared["file"]["id"])
    assert body["error"] == "file_not_found"


async def test_the_bytes_for_a_token(room: Room) -> None:
    """url_private wants a token that may read files."""
    file_id = await uploaded(room)
    url = (await room.client.files_info(file=file_id))["file"]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert response.status == 403
        headers = {"Authorization": f"Bearer {room.client.token}"}
        async with session.get(url, headers=headers) as response:
            assert await response.read() == PNG
