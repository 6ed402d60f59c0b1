"""What every act of a person begins with: who it is, and what they may touch."""

from bot.workspace.core import Core
from bot.workspace.errors import PersonError
from bot.workspace.model import Channel, Json, Member, Message
from bot.workspace.values import Known


def actor(core: Core, person_id: object) -> Member:
    """The person who acts.

    Raises PersonError ``user_not_found``, or ``cannot_act`` for a bot or someone who left.
    """
    person = core.state.people.get(str(person_id))
    if not person:
        raise PersonError("user_not_found", "There is no such person.")
    if person.is_bot or person.deleted:
        raise PersonError("cannot_act", "This account cannot be used.")
    return person


def seen_channel(core: Core, person: Member, channel_id: object) -> Channel:
    """A channel the person can see. Raises PersonError ``channel_not_found``."""
    channel = core.state.channels.get(str(channel_id))
    if not channel or not core.sight(person.id).may_see_channel(channel):
        raise PersonError("channel_not_found", "There is no such channel.")
    return channel


def own_channel(core: Core, person: Member, channel_id: object) -> Channel:
    """A channel the person is in. Raises PersonError, also ``not_in_channel``."""
    channel = seen_channel(core, person, channel_id)
    if person.id not in channel.members:
        raise PersonError("not_in_channel", "You are not in this channel.")
    return channel


def open_channel(core: Core, person: Member, channel_id: object) -> Channel:
    """A channel in which the person may write. Raises PersonError, also ``is_archived``."""
    channel = own_channel(core, person, channel_id)
    if channel.is_archived:
        raise PersonError("is_archived", "This channel is archived.")
    return channel


def seen_message(core: Core, person: Member, channel: Channel, ts: object) -> Message:
    """A message the person can see. Raises PersonError ``message_not_found``."""
    message = core.state.messages[channel.id].get(str(ts))
    if not message or not core.sight(person.id).may_see_message(message):
        raise PersonError("message_not_found", "There is no such message.")
    return message


def known(core: Core, person: Member) -> Known:
    """What the person can pick in a menu of people or channels."""
    sight = core.sight(person.id)
    channels = {each.id for each in core.state.channels.values() if sight.may_see_channel(each)}
    people = {each.id for each in core.state.people.values() if not each.deleted}
    return Known(people, channels)


def user_payload(person: Member) -> Json:
    """The person in an interaction."""
    return {
        "id": person.id,
        "username": person.name,
        "name": person.name,
        "team_id": person.team_id,
    }


def team_payload(core: Core, person: Member) -> Json:
    """The team in an interaction: the person's own."""
    team = core.state.teams[person.team_id]
    return {"id": team.id, "domain": team.domain}
