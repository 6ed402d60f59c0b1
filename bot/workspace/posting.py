"""Messages come, change and go: stored, shown to who may see them, told to the app."""

import uuid
from dataclasses import replace

from bot.workspace import wire
from bot.workspace.blocks import images
from bot.workspace.core import Core
from bot.workspace.events import emit, emit_message
from bot.workspace.model import Channel, Json, Message
from bot.workspace.sight import file_id
from bot.workspace.values import fresh


def post(core: Core, channel: Channel, draft: Message) -> Message:
    """Post a message; ``draft`` lacks its place in time. Ephemeral ones are told to nobody else."""
    message = replace(draft, channel_id=channel.id, ts=core.state.next_ts())
    core.state.save_message(message)
    show_files(core, message)
    if message.reader is None:
        if not message.by_app and message.subtype is None:
            channel.last_read[message.user_id] = message.ts
            core.state.save_channel(channel)
        event = wire.message(core.state, message)
        emit_message(core, channel, event)
        _mention(core, channel, message)
    core.shows.message(message)
    return message


def draft(user_id: str, text: str) -> Message:
    """What a person typed, not yet posted."""
    return Message("", "", user_id, text, client_msg_id=str(uuid.uuid4()))


def _mention(core: Core, channel: Channel, message: Message) -> None:
    app = core.state.app
    if not app or message.by_app or channel.kind == "im" or message.subtype:
        return
    if f"<@{app.user_id}>" in message.text and app.user_id in channel.members:
        event = {**wire.message(core.state, message), "type": "app_mention"}
        emit(core, "app_mention", {**event, "channel": channel.id})


def notice(core: Core, channel: Channel, user_id: str, subtype: str, text: str) -> None:
    """Post a small grey line such as "has joined the channel"."""
    post(core, channel, Message("", "", user_id, text, subtype=subtype))


def change(core: Core, message: Message, changed: Message) -> None:
    """Replace a message's content, keeping what people filled in where it still fits."""
    previous = wire.message(core.state, message)
    states = {who: fresh(changed.blocks, kept) for who, kept in message.states.items()}
    changed = replace(changed, states=states)
    core.state.save_message(changed)
    show_files(core, changed)
    if changed.reader is None:
        event = {
            "subtype": "message_changed",
            "message": wire.message(core.state, changed),
            "previous_message": previous,
            "hidden": True,
            "ts": core.state.next_ts(),
        }
        emit_message(core, core.state.channels[changed.channel_id], event)
    core.shows.message(changed)


def remove(core: Core, message: Message) -> None:
    """Delete a message."""
    channel = core.state.channels[message.channel_id]
    previous = wire.message(core.state, message)
    core.state.remove_message(message)
    if message.reader is None:
        event = {
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": previous,
            "hidden": True,
            "ts": core.state.next_ts(),
        }
        emit_message(core, channel, event)
    core.shows.message_gone(message)
    parent = core.state.messages[channel.id].get(message.thread_ts or "")
    if parent:
        core.shows.message(parent)


def show_files(core: Core, message: Message) -> None:
    """Let those who see a message see the files in it."""
    shown = [*message.file_ids, *files_in(message.blocks)]
    for each in shown:
        file = core.state.files.get(each)
        if not file:
            continue
        if message.reader:
            readers = sorted({*file.reader_ids, message.reader})
            core.state.save_file(replace(file, reader_ids=readers))
        else:
            places = sorted({*file.channel_ids, message.channel_id})
            core.state.save_file(replace(file, channel_ids=places))


def files_in(blocks: list[Json]) -> list[str]:
    """The ids of uploaded files that blocks show."""
    return [file_id(image["slack_file"]) for _, image in images(blocks) if image.get("slack_file")]


def open_dm(core: Core, first: str, second: str) -> tuple[Channel, bool]:
    """The direct message channel of two, and whether it was made just now."""
    existing = core.state.dm(first, second)
    if existing:
        return existing, False
    channel = Channel(
        id=core.state.next_id("D"),
        kind="im",
        name="",
        creator=first,
        created=core.state.seconds(),
        members=[first, second],
    )
    core.state.save_channel(channel)
    core.shows.channel(channel)
    for each in channel.members:
        core.shows.app_to(each)  # the page learns its dm_id there
    return channel, True
