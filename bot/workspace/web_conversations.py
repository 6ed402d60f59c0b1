"""conversations.*: channels and direct messages."""

from bot.workspace import wire
from bot.workspace.call import HISTORY_SCOPES, READ_SCOPES, Call
from bot.workspace.errors import SlackError
from bot.workspace.membership import enter
from bot.workspace.model import Channel, Json, Message
from bot.workspace.posting import open_dm
from bot.workspace.sight import stamp

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


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = stamp(call.text("oldest", "0")), call.text("latest")
    inclusive = call.flag("inclusive")

    def fits(message: Message) -> bool:
        at = stamp(message.ts)
        if inclusive:
            return oldest <= at and (not latest or at <= stamp(latest))
        return oldest < at and (not latest or at < stamp(latest))

    return [each for each in messages if fits(each)]


def _answer(call: Call, messages: list[Message]) -> Json:
    whole = call.flag("include_all_metadata")
    shown = [wire.message(call.core.state, each, metadata=whole) for each in messages]
    page = call.page(shown, "messages")
    more = bool(page["response_metadata"]["next_cursor"])
    if not more:
        del page["response_metadata"]
    return {**page, "has_more": more}


def _readable(call: Call) -> tuple[Channel, list[Message]]:
    channel = call.channel()
    call.need(HISTORY_SCOPES[channel.kind])
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    everything = call.core.state.messages[channel.id].values()
    return channel, [each for each in everything if each.reader is None]


def history(call: Call) -> Json:
    """conversations.history: newest first, no replies and nothing ephemeral."""
    _, messages = _readable(call)
    shown = [each for each in messages if not each.thread_ts or each.broadcast]
    shown.sort(key=lambda each: stamp(each.ts), reverse=True)
    return {**_answer(call, _between(call, shown)), "pin_count": 0}


def replies(call: Call) -> Json:
    """conversations.replies: a message and its thread, oldest first."""
    _, messages = _readable(call)
    ts = call.required("ts")
    parent = next((each for each in messages if each.ts == ts), None)
    if not parent:
        raise SlackError("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [each for each in messages if each.thread_ts == root]
    thread.sort(key=lambda each: stamp(each.ts))
    first = [each for each in messages if each.ts == root]
    return _answer(call, first + _between(call, thread))
