"""People, channels, messages, views and files as Slack writes them on the wire."""

from bot.workspace.model import TS_ZERO, Channel, File, Json, Member, Message, View
from bot.workspace.state import State


def member(state: State, who: Member, *, email: bool, locale: bool) -> Json:
    """A user object."""
    names = {"real_name": who.real_name, "display_name": who.name, "title": who.title}
    shown: Json = {
        "id": who.id,
        "team_id": who.team_id,
        "name": who.name,
        "deleted": who.deleted,
        "is_bot": who.is_bot,
        "is_app_user": False,
        "updated": who.updated,
        "profile": {**names, "real_name_normalized": who.real_name, "team": who.team_id},
    }
    if email and who.email and not who.is_bot:
        shown["profile"]["email"] = who.email
    if who.is_bot and state.app:
        shown["profile"] |= {"bot_id": state.app.bot_id, "api_app_id": state.app.app_id}
    if who.is_stranger:
        shown["is_stranger"] = True
    if who.deleted:
        return shown  # Slack tells nothing more of who left
    shown |= {
        "real_name": who.real_name,
        "tz": who.tz,
        "is_admin": who.is_admin or who.is_owner,
        "is_owner": who.is_owner,
        "is_primary_owner": False,
        "is_restricted": who.is_restricted,
        "is_ultra_restricted": False,
    }
    return shown | ({"locale": who.locale} if locale else {})


def channel(state: State, it: Channel, *, member_count: bool = False) -> Json:
    """A conversation object, as the app's bot user sees it."""
    me = state.app.user_id if state.app else ""
    team_ids = sorted({state.people[each].team_id for each in it.members} | {state.team.id})
    shown: Json = {
        "id": it.id,
        "created": it.created,
        "creator": it.creator,
        "is_archived": it.is_archived,
        "is_im": it.kind == "im",
        "is_mpim": False,
        "is_org_shared": False,
        "context_team_id": state.team.id,
        "updated": it.created * 1000,
    }
    if it.kind == "im":
        return shown | {"user": it.other(me), "is_user_deleted": state.people[it.other(me)].deleted}
    shown |= {
        "name": it.name,
        "name_normalized": it.name,
        "is_channel": True,
        "is_group": False,
        "is_private": it.kind == "private",
        "is_general": False,
        "is_shared": it.is_shared,
        "is_ext_shared": it.is_shared,
        "is_pending_ext_shared": False,
        "is_member": me in it.members,
        "shared_team_ids": team_ids if it.is_shared else [state.team.id],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
    if me in it.members:
        shown["last_read"] = it.last_read.get(me, TS_ZERO)
    return shown | ({"num_members": len(it.members)} if member_count else {})


def channel_name(it: Channel) -> str:
    """The name by which an interaction calls a conversation."""
    return {"im": "directmessage", "private": "privategroup"}.get(it.kind, it.name)


def message(state: State, it: Message, *, metadata: bool = True) -> Json:
    """A message object."""
    shown: Json = {"type": "message", "user": it.user_id, "ts": it.ts, "text": it.text}
    if it.subtype:
        shown["subtype"] = it.subtype
    if it.client_msg_id:
        shown["client_msg_id"] = it.client_msg_id
    shown |= _sender(state, it)
    if it.by_app and state.app:
        app = state.app
        profile = {
            "id": app.bot_id,
            "app_id": app.app_id,
            "user_id": app.user_id,
            "name": app.config.name,
            "team_id": state.team.id,
            "deleted": False,
            "updated": 0,
            "icons": {},
        }
        shown |= {"bot_id": app.bot_id, "app_id": app.app_id, "bot_profile": profile}
        if it.username:
            shown["username"] = it.username
    if it.blocks:
        shown["blocks"] = it.blocks
    if it.edited_ts:
        shown["edited"] = {"user": it.edited_by, "ts": it.edited_ts}
    if it.metadata:
        shown["metadata"] = it.metadata if metadata else {"event_type": it.metadata["event_type"]}
    files = [state.files[each] for each in it.file_ids if each in state.files]
    if it.file_ids:
        shown |= {"files": [file(state, each) for each in files], "upload": False}
    return shown | _thread(state, it)


def _sender(state: State, it: Message) -> Json:
    sender = state.people.get(it.user_id)
    if not sender:
        return {}
    shown = {"team": sender.team_id}
    if sender.is_stranger:
        shown |= {"user_team": sender.team_id, "source_team": sender.team_id}
    return shown


def _thread(state: State, it: Message) -> Json:
    channel_messages = state.messages[it.channel_id]
    if it.thread_ts:
        parent = channel_messages.get(it.thread_ts)
        ids = {"parent_user_id": parent.user_id} if parent else {}
        return {"thread_ts": it.thread_ts, **ids}
    replies = [each for each in channel_messages.values() if each.thread_ts == it.ts]
    if not replies:
        return {}
    users = list(dict.fromkeys(each.user_id for each in replies))
    return {
        "thread_ts": it.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
    }


def view(state: State, it: View) -> Json:
    """A view object, with what the person filled in."""
    app = state.app
    shown: Json = {
        "id": it.id,
        "team_id": state.team.id,
        "type": it.body["type"],
        "blocks": it.body["blocks"],
        "private_metadata": it.body.get("private_metadata") or "",
        "callback_id": it.body.get("callback_id") or "",
        "external_id": it.body.get("external_id") or "",
        "state": {"values": it.values},
        "hash": it.hash,
        "previous_view_id": it.previous_view_id,
        "root_view_id": it.root_view_id,
        "app_id": app.app_id if app else "",
        "bot_id": app.bot_id if app else "",
        "app_installed_team_id": state.team.id,
        "title": it.body.get("title")
        or {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": it.body.get("close"),
        "submit": it.body.get("submit"),
    }
    for key in ("clear_on_close", "notify_on_close", "submit_disabled"):
        shown[key] = bool(it.body.get(key, False))
    return shown


def file(state: State, it: File, *, address: str = "") -> Json:
    """A file object; Slack knows its type only once it was processed."""
    kind = it.name.rsplit(".", 1)[-1] if "." in it.name else ""
    shares: Json = {}
    for channel_id, ts in it.shares.items():
        side = "public" if state.channels[channel_id].kind == "public" else "private"
        shares.setdefault(side, {})[channel_id] = [{"ts": ts}]
    kinds = {each: state.channels[each].kind for each in it.channel_ids}
    return {
        "id": it.id,
        "created": it.created,
        "timestamp": it.created,
        "name": it.name,
        "title": it.title,
        "mimetype": it.mimetype if it.processed else "",
        "filetype": kind if it.processed else "",
        "user": it.user_id,
        "size": it.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": "public" in kinds.values(),
        "alt_txt": it.alt_txt,
        "url_private": f"{address}/files-pri/{it.id}/{it.name}",
        "shares": shares,
        "channels": [each for each, what in kinds.items() if what == "public"],
        "groups": [each for each, what in kinds.items() if what == "private"],
        "ims": [each for each, what in kinds.items() if what == "im"],
    }
