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


async def listed(room: Room, **arguments: str) -> list[str]:
    """The names that files.list gives."""
    answer = await room.client.api_call("files.list", params=arguments)
    return [one["name"] for one in answer["files"]]


async def test_files_are_listed(room: Room) -> None:
    """The newest first, by pages; completed ones, of a person, an age and a type."""
    for name in ("a.png", "b.csv", "c.png"):
        await uploaded(room, name)
    await room.client.files_getUploadURLExternal(filename="x.png", length=5)
    me = (await room.client.auth_test())["user_id"]
    assert await listed(room) == ["c.png", "b.csv", "a.png"]
    assert await listed(room, user=me, types="images") == ["c.png", "a.png"]
    answer = await room.client.files_list(count=2, page=2)
    assert [one["name"] for one in answer["files"]] == ["a.png"]
    assert answer["paging"] == {"count": 2, "total": 3, "page": 2, "pages": 2}
    now = room.workspace.state.seconds()
    assert await listed(room, ts_to=str(now - 1)) == []
    assert await listed(room, ts_from=str(now + 1)) == []
    assert await listed(room, user=room.workspace.person("carla").id) == []


async def test_what_files_list_refuses(room: Room) -> None:
    """Somebody who is not there, and a type that is none."""
    assert (await refusal(room.client, "files.list", user="U404"))["error"] == "user_not_found"
    assert (await refusal(room.client, "files.list", types="tea"))["error"] == "unknown_type"


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
