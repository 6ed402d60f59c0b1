"""What people do with messages: say, command, change, delete, dismiss, read."""

from dataclasses import replace

from bot.workspace.actors import (
    actor,
    open_channel,
    own_channel,
    seen_message,
)
from bot.workspace.core import Core, ResponseUrl
from bot.workspace.errors import PersonError, SlackError
from bot.workspace.events import interact
from bot.workspace.model import Channel, Json, Member
from bot.workspace.posting import change, draft, open_dm, post, remove
from bot.workspace.response_url import draft as response_draft
from bot.workspace.response_url import send
from bot.workspace.text import typed
from bot.workspace.wire import channel_name

TYPED_TEXT = 12_000  # characters a person can send at once


async def say(core: Core, act: Json) -> Json:
    """Send a message, or give a slash command."""
    person = actor(core, act["as"])
    text = act.get("text")
    if not isinstance(text, str) or not text.strip():
        raise PersonError("no_text", "Write something first.")
    channel = _target(core, person, act)
    if text.startswith("/") and len(text) > 1 and text[1].isalnum():
        return await _command(core, person, channel, text, act.get("thread_ts"))
    if len(text) > TYPED_TEXT:
        raise PersonError("msg_too_long", f"A message can have {TYPED_TEXT} characters.")
    if _silent_app(core, channel):
        raise PersonError("messages_tab_off", "Sending messages to this app is turned off.")
    thread_ts = act.get("thread_ts")
    if thread_ts is not None:
        parent = seen_message(core, person, channel, thread_ts)
        thread_ts = parent.thread_ts or parent.ts
    stored = typed(text, _people(core), _channels(core, person))
    message = post(core, channel, replace(draft(person.id, stored), thread_ts=thread_ts))
    return {"channel_id": channel.id, "ts": message.ts}


def _silent_app(core: Core, channel: Channel) -> bool:
    app = core.state.app
    if not app or channel.kind != "im" or app.user_id not in channel.members:
        return False
    return not app.config.messages_tab or app.config.messages_read_only


def _target(core: Core, person: Member, act: Json) -> Channel:
    if act.get("channel_id"):
        return open_channel(core, person, act["channel_id"])
    other = core.state.people.get(str(act.get("user_id")))
    if not other or other.deleted:
        raise PersonError("user_not_found", "There is no such person.")
    return open_dm(core, person.id, other.id)[0]


def _people(core: Core) -> dict[str, str]:
    return {each.name: each.id for each in core.state.people.values()}


def _channels(core: Core, person: Member) -> dict[str, str]:
    sight = core.sight(person.id)
    shown = (each for each in core.state.channels.values() if sight.may_see_channel(each))
    return {each.name: each.id for each in shown if each.name}


async def _command(
    core: Core, person: Member, channel: Channel, text: str, thread_ts: object
) -> Json:
    name, *rest = text.split(maxsplit=1)
    app = core.state.app
    if person.is_stranger:
        raise PersonError("no_commands", "Commands are not available to you here.", command=name)
    if not app or name not in {each.command for each in app.config.commands}:
        raise PersonError("unknown_command", f"{name} is not a valid command.", command=name)
    if thread_ts:
        raise PersonError("command_in_thread", f"{name} does not work in threads.", command=name)
    payload = {
        "token": "local",
        "team_id": core.state.team.id,
        "team_domain": core.state.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": rest[0].strip() if rest else "",
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": core.new_response_url(person.id, channel.id, None),
        "trigger_id": core.new_trigger(person.id),
    }
    answer = await interact(core, "slash_commands", payload, answers=True)
    if answer.get("text") or answer.get("blocks"):
        _answer(core, person, channel, answer)
    return {"command": name}


def _answer(core: Core, person: Member, channel: Channel, answer: Json) -> None:
    url = ResponseUrl("", person.id, channel.id, None, core.state.now())
    try:
        message = response_draft(core, answer)
    except SlackError as error:
        raise PersonError("app_bad_answer", str(error)) from error
    send(core, url, message, in_channel=answer.get("response_type") == "in_channel")


async def edit(core: Core, act: Json) -> Json:
    """Change one's own message."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    message = seen_message(core, person, channel, act.get("ts"))
    if message.user_id != person.id or message.subtype:
        raise PersonError("not_allowed", "You can only change your own messages.")
    text = act.get("text")
    if not isinstance(text, str) or not text.strip():
        raise PersonError("no_text", "Write something first.")
    stored = typed(text, _people(core), _channels(core, person))
    stamp = core.state.next_ts()
    change(core, message, replace(message, text=stored, edited_ts=stamp, edited_by=person.id))
    return {}


async def delete(core: Core, act: Json) -> Json:
    """Delete one's own message; administrators delete anyone's."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    message = seen_message(core, person, channel, act.get("ts"))
    may = message.user_id == person.id or person.is_admin or person.is_owner
    if not may or message.subtype or message.reader:
        raise PersonError("not_allowed", "You can only delete your own messages.")
    remove(core, message)
    return {}


async def dismiss(core: Core, act: Json) -> Json:
    """Put away a message that only this person sees."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    message = seen_message(core, person, channel, act.get("ts"))
    if message.reader != person.id:
        raise PersonError("not_allowed", "Others see this message, too.")
    remove(core, message)
    return {}


async def read(core: Core, act: Json) -> Json:
    """Mark a channel as read, up to a message or to the end."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    stamps = list(core.state.messages[channel.id])
    latest = str(act.get("ts") or (stamps[-1] if stamps else "0"))
    channel.last_read[person.id] = latest
    core.state.save_channel(channel)
    core.shows.channel_to(person.id, channel)
    return {}


async def open_person(core: Core, act: Json) -> Json:
    """Open the direct messages with someone."""
    person = actor(core, act["as"])
    other = core.state.people.get(str(act.get("user_id")))
    if not other or other.deleted:
        raise PersonError("user_not_found", "There is no such person.")
    return {"channel_id": open_dm(core, person.id, other.id)[0].id}
