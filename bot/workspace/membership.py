"""Who comes into a channel and who leaves it, with the events and grey lines that go with it."""

from bot.workspace.core import Core
from bot.workspace.events import emit
from bot.workspace.model import Channel, Json
from bot.workspace.posting import notice

CHANNEL_TYPES = {"public": "C", "private": "G"}


def enter(core: Core, channel: Channel, person_id: str, *, inviter: str | None) -> None:
    """Make someone a member of a channel."""
    channel.members.append(person_id)
    person = core.state.people[person_id]
    if person.is_stranger:
        channel.is_shared = True
    core.state.save_channel(channel)
    core.shows.channel(channel)
    core.shows.history(person_id, channel)
    event = _event(core, channel, "member_joined_channel", person_id)
    if inviter:
        event["inviter"] = inviter
    _tell(core, channel, person_id, event)
    text = f"<@{person_id}> has joined the channel"
    notice(core, channel, person_id, "channel_join", text)


def depart(core: Core, channel: Channel, person_id: str) -> None:
    """Take someone out of a channel."""
    text = f"<@{person_id}> has left the channel"
    notice(core, channel, person_id, "channel_leave", text)
    before = core.shows.who_sees(channel)
    channel.members.remove(person_id)
    core.state.save_channel(channel)
    core.shows.channel(channel, before)
    core.shows.history(person_id, channel)
    app = core.state.app
    if app and app.user_id == person_id:
        name = "channel_left" if channel.kind == "public" else "group_left"
        emit(core, name, {"type": name, "channel": channel.id, "actor_id": person_id})
    _tell(core, channel, person_id, _event(core, channel, "member_left_channel", person_id))


def _event(core: Core, channel: Channel, name: str, person_id: str) -> Json:
    return {
        "type": name,
        "user": person_id,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "team": core.state.people[person_id].team_id,
    }


def _tell(core: Core, channel: Channel, person_id: str, event: Json) -> None:
    app = core.state.app
    if app and (app.user_id in channel.members or app.user_id == person_id):
        emit(core, event["type"], event)
