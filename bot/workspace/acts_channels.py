"""What people do with channels: make, join, leave, invite, rename, archive, convert."""

import re

from bot.workspace.actors import actor, open_channel, own_channel, seen_channel
from bot.workspace.core import Core
from bot.workspace.errors import PersonError
from bot.workspace.events import emit_channel
from bot.workspace.membership import depart, enter
from bot.workspace.model import Channel, Json
from bot.workspace.posting import notice

NAME = re.compile(r"[\w-]{1,80}")


def _name(core: Core, value: object) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value) or value != value.lower():
        text = "Channel names have small letters, digits, - and _, at most 80."
        raise PersonError("invalid_name", text)
    if any(each.name == value for each in core.state.channels.values()):
        raise PersonError("name_taken", "There is a channel with this name.")
    return value


def _not_im(channel: Channel) -> None:
    if channel.kind == "im":
        raise PersonError("not_allowed", "This is a conversation between two.")


async def create(core: Core, act: Json) -> Json:
    """Make a channel; its maker is its first member."""
    person = actor(core, act["as"])
    if person.is_stranger or person.is_restricted:
        raise PersonError("not_allowed", "Guests cannot make channels.")
    channel = make(core, _name(core, act.get("name")), person.id, private=bool(act.get("private")))
    return {"channel_id": channel.id}


def make(core: Core, name: str, creator: str, *, private: bool) -> Channel:
    """A new channel with one member."""
    channel = Channel(
        id=core.state.next_id("C"),
        kind="private" if private else "public",
        name=name,
        creator=creator,
        created=core.state.seconds(),
    )
    core.state.save_channel(channel)
    if not private:
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
        emit_channel(core, channel, "created", {"channel": about})
    enter(core, channel, creator, inviter=None)
    return channel


async def join(core: Core, act: Json) -> Json:
    """Join a public channel."""
    person = actor(core, act["as"])
    channel = seen_channel(core, person, act.get("channel_id"))
    if channel.is_archived:
        raise PersonError("is_archived", "This channel is archived.")
    if person.id not in channel.members:
        enter(core, channel, person.id, inviter=None)
    return {}


async def leave(core: Core, act: Json) -> Json:
    """Leave a channel."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    depart(core, channel, person.id)
    return {}


async def invite(core: Core, act: Json) -> Json:
    """Bring someone, or the app, into a channel one is in."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    guest = core.state.people.get(str(act.get("user_id")))
    if not guest or guest.deleted:
        raise PersonError("user_not_found", "There is no such person.")
    if guest.id in channel.members:
        raise PersonError("already_in_channel", "They are in this channel already.")
    if person.is_stranger:
        raise PersonError("cant_invite", "You cannot invite people here.")
    enter(core, channel, guest.id, inviter=person.id)
    return {}


async def remove(core: Core, act: Json) -> Json:
    """Take someone, or the app, out of a channel one is in."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    if act.get("user_id") not in channel.members:
        raise PersonError("user_not_found", "They are not in this channel.")
    depart(core, channel, str(act["user_id"]))
    return {}


async def archive(core: Core, act: Json) -> Json:
    """Archive a channel."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    notice(core, channel, person.id, "channel_archive", f"<@{person.id}> archived the channel")
    channel.is_archived = True
    return _changed(core, channel, "archive", {"channel": channel.id, "user": person.id})


async def unarchive(core: Core, act: Json) -> Json:
    """Bring an archived channel back."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    if not channel.is_archived:
        raise PersonError("not_allowed", "This channel is not archived.")
    channel.is_archived = False
    notice(core, channel, person.id, "channel_unarchive", f"<@{person.id}> un-archived the channel")
    return _changed(core, channel, "unarchive", {"channel": channel.id, "user": person.id})


async def rename(core: Core, act: Json) -> Json:
    """Give a channel another name."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    before, channel.name = channel.name, _name(core, act.get("name"))
    text = f'<@{person.id}> has renamed the channel from "{before}" to "{channel.name}"'
    notice(core, channel, person.id, "channel_name", text)
    about = {"id": channel.id, "name": channel.name, "created": channel.created}
    return _changed(core, channel, "rename", {"channel": about})


async def convert(core: Core, act: Json) -> Json:
    """Make a channel private or public. The id stays; Slack has no event of its own for this."""
    person = actor(core, act["as"])
    channel = open_channel(core, person, act.get("channel_id"))
    _not_im(channel)
    kind = "private" if act.get("private") else "public"
    if channel.kind != kind:
        if not person.is_admin and not person.is_owner and channel.creator != person.id:
            raise PersonError("not_allowed", "Only an administrator can do this.")
        before = core.shows.who_sees(channel)
        channel.kind = "private" if act.get("private") else "public"
        core.state.save_channel(channel)
        subtype = f"channel_convert_to_{kind}"
        notice(core, channel, person.id, subtype, f"<@{person.id}> made this channel {kind}")
        core.shows.channel(channel, before)
    return {}


def _changed(core: Core, channel: Channel, name: str, event: Json) -> Json:
    core.state.save_channel(channel)
    core.shows.channel(channel)
    emit_channel(core, channel, name, event)
    return {}
