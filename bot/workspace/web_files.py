"""files.*: uploads in three steps, and what becomes of them."""

import asyncio
import math
import mimetypes
import secrets
from dataclasses import replace

from bot.workspace import wire
from bot.workspace.call import Call, invalid
from bot.workspace.core import Core
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, File, Json, Message
from bot.workspace.posting import change, post
from bot.workspace.text import normalise
from bot.workspace.web_chat import checked_blocks

ALT_TEXT = 1000  # characters
FILE_KINDS = {"all", "images"}  # of the types that files.list knows, those that the app may ask for
LARGEST_FILE = 100_000_000  # bytes; Slack takes 1 GB, a local workspace needs less


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    name, length = call.required("filename"), call.number("length", 0)
    alt_txt = call.text("alt_txt") or call.text("alt_text")
    if not 0 < length <= LARGEST_FILE:
        raise invalid("must be the file's size in bytes [json-pointer:/length]")
    if len(alt_txt) > ALT_TEXT:
        raise invalid(f"must be less than {ALT_TEXT + 1} characters [json-pointer:/alt_txt]")
    state = call.core.state
    file = File(
        id=state.next_id("F"),
        name=name,
        title=name,
        user_id=call.me,
        created=state.seconds(),
        length=length,
        alt_txt=alt_txt,
        secret=secrets.token_urlsafe(16),
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )
    state.save_file(file)
    return {
        "upload_url": f"{call.core.address}/upload/v1/{file.id}/{file.secret}",
        "file_id": file.id,
    }


def complete(call: Call) -> Json:
    """files.completeUploadExternal: once per file; the share appears a moment later."""
    listed = call.structure("files")
    if not isinstance(listed, list) or not listed:
        raise invalid("missing required field: files")
    files = [_uploaded(call, each) for each in listed]
    channels = [_share_target(call, each) for each in _channel_ids(call)]
    thread_ts = call.text("thread_ts") or None
    if thread_ts and any(thread_ts not in call.core.state.messages[each.id] for each in channels):
        raise SlackError("thread_not_found")
    comment = normalise(call.text("initial_comment"))
    blocks = checked_blocks(call.core, call.structure("blocks")) or []
    for file in files:
        call.core.state.save_file(file)
    ids = [file.id for file in files]
    message = Message(
        "",
        "",
        call.me,
        comment,
        [] if comment else blocks,
        thread_ts=thread_ts,
        by_app=True,
        file_ids=ids,
    )
    call.core.later(_process(call.core, ids, [each.id for each in channels], message))
    return {
        "files": [wire.file(call.core.state, each, address=call.core.address) for each in files]
    }


def _uploaded(call: Call, listed: object) -> File:
    if not isinstance(listed, dict) or not isinstance(listed.get("id"), str):
        raise invalid("missing required field: id [json-pointer:/files/0]")
    file = call.core.state.files.get(listed["id"])
    if not file or not file.uploaded or file.completed:
        raise SlackError("file_not_found")
    return replace(file, completed=True, title=str(listed.get("title") or file.title))


def _channel_ids(call: Call) -> list[str]:
    several = [each.strip() for each in call.text("channels").split(",") if each.strip()]
    single = call.text("channel_id")
    return [single] if single else several


def _share_target(call: Call, channel_id: str) -> Channel:
    channel = call.core.state.channels.get(channel_id)
    if not channel or (channel.kind != "public" and call.me not in channel.members):
        raise SlackError("channel_not_found")
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


async def _process(core: Core, ids: list[str], channel_ids: list[str], message: Message) -> None:
    await asyncio.sleep(core.timing.processing)
    finish(core, ids)
    for channel_id in channel_ids:
        posted = post(core, core.state.channels[channel_id], message)
        for each in ids:
            file = core.state.files.get(each)
            if file:
                shares = {**file.shares, channel_id: posted.ts}
                core.state.save_file(replace(file, shares=shares))


def finish(core: Core, ids: list[str]) -> None:
    """Mark completed uploads as processed, and tell who may see them."""
    for each in ids:
        file = core.state.files.get(each)
        if not file:
            continue
        file = replace(file, processed=True)
        core.state.save_file(file)
        core.shows.file(file)


def _known(call: Call) -> File:
    file = call.core.state.files.get(call.required("file"))
    if not file or not file.completed:
        raise SlackError("file_not_found")
    return file


def info(call: Call) -> Json:
    """files.info; mimetype and filetype stay empty until the file was processed."""
    shown = wire.file(call.core.state, _known(call), address=call.core.address)
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def list_(call: Call) -> Json:
    """files.list: the newest first, by pages; of others only what stands where the app is."""
    user, kinds = call.text("user"), set(call.text("types", "all").split(","))
    if user and user not in call.core.state.people:
        raise SlackError("user_not_found")
    if kinds - FILE_KINDS:
        raise SlackError("unknown_type")
    since, until = call.number("ts_from", 0), call.number("ts_to", call.core.state.seconds())
    found = [
        file
        for file in reversed(call.core.state.files.values())
        if file.completed
        and _is_seen(call, file)
        and user in ("", file.user_id)
        and since <= file.created <= until
        and ("all" in kinds or file.mimetype.startswith("image/"))
    ]
    count, page = max(1, call.number("count", 100)), max(1, call.number("page", 1))
    shown = found[count * (page - 1) : count * page]
    pages = math.ceil(len(found) / count)
    return {
        "files": [wire.file(call.core.state, each, address=call.core.address) for each in shown],
        "paging": {"count": count, "total": len(found), "page": page, "pages": pages},
    }


def _is_seen(call: Call, file: File) -> bool:
    channels = (call.core.state.channels[each] for each in file.channel_ids)
    return file.user_id == call.me or any(call.me in each.members for each in channels)


def delete(call: Call) -> Json:
    """files.delete: from the messages that carry it, too."""
    file = _known(call)
    if file.user_id != call.me:
        raise SlackError("cant_delete_file")
    call.core.state.remove_file(file)
    for messages in call.core.state.messages.values():
        for message in list(messages.values()):
            if file.id in message.file_ids:
                kept = [each for each in message.file_ids if each != file.id]
                change(call.core, message, replace(message, file_ids=kept))
    return {}
