"""chat.*: messages of the app."""

import json
from dataclasses import dataclass, replace

from bot.workspace import wire
from bot.workspace.blocks import MESSAGE_BLOCKS, check_blocks, check_slack_files, with_ids
from bot.workspace.call import Call
from bot.workspace.core import Core
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Json, Message
from bot.workspace.posting import change, open_dm, post, remove
from bot.workspace.rates import POSTS_A_CHANNEL, POSTS_A_WORKSPACE
from bot.workspace.text import normalise

POST_TEXT, UPDATE_TEXT = 40_000, 4_000  # characters
METADATA_BYTES = 16_000


@dataclass(frozen=True)
class Content:
    """What a message says; None means that nothing was said about it."""

    text: str | None
    blocks: list[Json] | None


def checked_blocks(core: Core, blocks: object) -> list[Json] | None:
    """Blocks with their ids filled in, None when there are none.

    Raises SlackError ``invalid_blocks_format`` or ``invalid_blocks`` with places and reasons.
    """
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check_blocks(blocks, MESSAGE_BLOCKS)
    problems = problems or check_slack_files(blocks, core.usable_file)
    if problems:
        messages = [f"[ERROR] {each}" for each in problems]
        raise SlackError("invalid_blocks", messages, extra={"errors": problems})
    return with_ids(blocks)


def content(call: Call, most: int) -> Content:
    """The text and blocks of a call. Raises SlackError, also ``msg_too_long``, ``no_text``."""
    given = call.arguments.get("text")
    text = None if given is None else call.text("text")
    if text is not None and len(text) > most:
        raise SlackError("msg_too_long")
    blocks = checked_blocks(call.core, call.structure("blocks", "invalid_blocks_format"))
    if not text and not blocks:
        raise SlackError("no_text")
    return Content(None if text is None else normalise(text), blocks)


def metadata(call: Call) -> Json | None:
    """The metadata of a call; {} takes it away. Raises SlackError ``invalid_metadata_format``."""
    value = call.structure("metadata", "invalid_metadata_format")
    if value is None:
        return None
    if value == {}:
        return {}
    if not isinstance(value, dict) or not isinstance(value.get("event_type"), str):
        raise SlackError("invalid_metadata_format", ["[ERROR] missing required field: event_type"])
    if not isinstance(value.get("event_payload"), dict):
        reason = "[ERROR] missing required field: event_payload"
        raise SlackError("invalid_metadata_format", [reason])
    if len(json.dumps(value).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": value["event_type"], "event_payload": value["event_payload"]}


def _target(call: Call) -> Channel:
    name = call.required("channel")
    state = call.core.state
    if name in state.people:
        return _person_target(call, name)
    by_name = (each for each in state.channels.values() if each.name and f"#{each.name}" == name)
    channel = state.channels.get(name) or next(by_name, None)
    if not channel or (channel.kind != "public" and call.me not in channel.members):
        raise SlackError("channel_not_found")
    if call.me not in channel.members and "chat:write.public" not in call.app.config.scopes:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and state.people[channel.other(call.me)].deleted:
        raise SlackError("is_archived")  # Slack archives the direct messages of who left
    return channel


def _person_target(call: Call, person_id: str) -> Channel:
    person = call.person(person_id)
    if person.is_bot:
        raise SlackError("channel_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    return open_dm(call.core, call.me, person_id)[0]


def _pace(call: Call, channel: Channel) -> None:
    wait = call.core.rates.take_all(
        {
            ("chat.postMessage", "channel", channel.id): POSTS_A_CHANNEL,
            ("chat.postMessage", call.app.bot_token): POSTS_A_WORKSPACE,
        }
    )
    if wait:
        raise SlackError("ratelimited", retry_after=wait)


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.text("thread_ts") or None
    if thread_ts is None:
        return None
    parent = call.core.state.messages[channel.id].get(thread_ts)
    if not parent or parent.reader:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = _target(call)
    said = content(call, POST_TEXT)
    thread_ts = _thread(call, channel)
    kept = metadata(call)
    broadcast = call.flag("reply_broadcast")
    username = call.text("username") or None
    if username:
        call.need("chat:write.customize")
    _pace(call, channel)
    message = Message(
        "",
        "",
        call.me,
        said.text or "",
        said.blocks or [],
        thread_ts=thread_ts,
        by_app=True,
        username=username,
        metadata=kept or None,
        subtype="thread_broadcast" if broadcast and thread_ts else None,
        broadcast=broadcast and thread_ts is not None,
    )
    posted = post(call.core, channel, message)
    shown = wire.message(call.core.state, posted)
    return {"channel": channel.id, "ts": posted.ts, "message": shown}


def _own(call: Call, error: str) -> Message:
    channel = call.channel()
    ts = call.required("ts")
    message = call.core.state.messages[channel.id].get(ts)
    if not message or message.reader:
        raise SlackError("message_not_found")
    if message.user_id != call.me or not message.by_app:
        raise SlackError(error)
    if channel.is_archived:
        raise SlackError("is_archived" if error == "cant_delete_message" else "is_inactive")
    return message


def update(call: Call) -> Json:
    """chat.update. A given text without blocks takes the old blocks away, as in Slack."""
    message = _own(call, "cant_update_message")
    said = content(call, UPDATE_TEXT)
    kept = metadata(call)
    changed = replace(
        message,
        text=message.text if said.text is None else said.text,
        blocks=said.blocks or [],
        metadata=message.metadata if kept is None else (kept or None),
        edited_ts=call.core.state.next_ts(),
        edited_by=call.me,
    )
    change(call.core, message, changed)
    shown = wire.message(call.core.state, changed)
    return {"channel": message.channel_id, "ts": message.ts, "text": changed.text, "message": shown}


def delete(call: Call) -> Json:
    """chat.delete."""
    message = _own(call, "cant_delete_message")
    remove(call.core, message)
    return {"channel": message.channel_id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = call.member_channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    reader = call.required("user")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    said = content(call, POST_TEXT)
    thread_ts = _thread(call, channel)
    message = Message(
        "",
        "",
        call.me,
        said.text or "",
        said.blocks or [],
        by_app=True,
        reader=reader,
        thread_ts=thread_ts,
    )
    return {"message_ts": post(call.core, channel, message).ts}


def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    ts = call.required("message_ts")
    message = call.core.state.messages[channel.id].get(ts)
    if not message or message.reader:
        raise SlackError("message_not_found")
    link = f"{call.core.address}/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
