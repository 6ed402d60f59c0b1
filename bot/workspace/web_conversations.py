"""conversations.*: channels and direct messages; what was said in them is in web_history."""

from bot.workspace import wire
from bot.workspace.call import READ_SCOPES, Call
from bot.workspace.errors import SlackError
from bot.workspace.membership import enter
from bot.workspace.model import Channel, Json
from bot.workspace.posting import open_dm

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def open_(call: Call) -> Json:
    """conversations.open: the direct messages with one person."""
    if call.text("channel"):
        channel = call.member_channel()
        if channel.kind != "im":
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, channel, created=False)
    users = call.text("users").split(",")
    if users == [""]:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("too_many_users")  # no group messages in the local workspace
    person = call.person(users[0])
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    channel, created = open_dm(call.core, call.me, person.id)
    return _opened(call, channel, created=created)


def _opened(call: Call, channel: Channel, *, created: bool) -> Json:
    whole = call.flag("return_im")
    shown = wire.channel(call.core.state, channel) if whole else {"id": channel.id}
    return {"channel": shown} | ({} if created else {"no_op": True, "already_open": True})


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    count = call.flag("include_num_members")
    return {"channel": wire.channel(call.core.state, channel, member_count=count)}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    call.need(READ_SCOPES[channel.kind])
    return call.page(channel.members, "members")


def list_(call: Call) -> Json:
    """conversations.list: public channels, and what else the app is in."""
    asked = [each.strip() for each in call.text("types", "public_channel").split(",")]
    if not set(asked) <= KINDS.keys():
        raise SlackError("invalid_types")
    kinds = {KINDS[each] for each in asked}
    for kind in sorted(kinds & READ_SCOPES.keys()):
        call.need(READ_SCOPES[kind])
    skip_archived = call.flag("exclude_archived")
    found = [
        wire.channel(call.core.state, each, member_count=each.kind != "im")
        for each in call.core.state.channels.values()
        if each.kind in kinds
        and (each.kind == "public" or call.me in each.members)
        and not (skip_archived and each.is_archived)
    ]
    return call.page(found, "channels")


def join(call: Call) -> Json:
    """conversations.join: only public channels."""
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    already = call.me in channel.members
    if not already:
        enter(call.core, channel, call.me, inviter=None)
    shown: Json = {"channel": wire.channel(call.core.state, channel)}
    if already:
        warnings = ["already_in_channel"]
        shown |= {"warning": warnings[0], "response_metadata": {"warnings": warnings}}
    return shown


def invite(call: Call) -> Json:
    """conversations.invite: people into a channel that the app is in."""
    channel = call.member_channel()
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    call.need("channels:manage" if channel.kind == "public" else "groups:write")
    if channel.is_archived:
        raise SlackError("is_archived")
    for person_id in call.required("users").split(","):
        person = call.person(person_id)
        if person_id == call.me:
            raise SlackError("cant_invite_self")
        if person_id in channel.members:
            raise SlackError("already_in_channel")
        if person.deleted or (person.is_stranger and not channel.is_shared):
            raise SlackError("cant_invite")
        enter(call.core, channel, person_id, inviter=call.me)
    return {"channel": wire.channel(call.core.state, channel)}
