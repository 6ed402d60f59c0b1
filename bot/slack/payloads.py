"""Slack's payloads as events of the domain, with the handles that an answer needs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack.values import parse_args, read_values, readable
from flows.events import Event, Kind, Place

Payload = Mapping[str, Any]

_NUMBER = re.compile(r":\d+\Z")  # what makes a button's action_id unique within its message
DIRECT = "D"
"""With what the ids of direct messages begin."""
_PLACES = {"modal": Place.FORM, "home": Place.HOME}


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """An event, and where and how Slack takes an answer to it.

    `trigger_id` opens one form within 3 s; `response_url` works 5 times in 30 minutes.
    `message_channel` and `message_ts` name the message that was tapped or typed, `thread_ts` the
    thread it stands in; `view_*` the form or page; `event_id` is the same when an event or act is
    sent again. Each is empty where the payload has none.
    """

    event: Event
    trigger_id: str = field(default="", repr=False)
    response_url: str = field(default="", repr=False)
    message_channel: str = ""
    message_ts: str = ""
    thread_ts: str = ""
    view_id: str = ""
    root_view_id: str = ""
    previous_view_id: str = ""
    view_hash: str = ""
    event_id: str = ""


def interaction(payload: Payload, *, workspace: str = "", bot_user: str = "") -> Interaction | None:
    """What a payload means to us, or None if it does not concern us.

    `workspace` is the team id of the installation where the caller knows it (a single token);
    else the payload says. `bot_user` is the bot's own user id, if known.
    """
    reader = _READERS.get(payload.get("type", "command" if "command" in payload else ""))
    return reader(payload, workspace or _installation(payload), bot_user) if reader else None


def _installation(payload: Payload) -> str:
    view = payload.get("view") or {}
    first = (payload.get("authorizations") or [{}])[0]
    team = (payload.get("team") or {}).get("id")
    # In a shared channel `team` and `team_id` may be those of the person.
    return str(
        view.get("app_installed_team_id")
        or first.get("team_id")
        or team
        or payload.get("team_id")
        or view.get("team_id")
        or _person(payload).get("team_id")
        or ""
    )


def _person(payload: Payload) -> Payload:
    return payload.get("user") or {}


def _team(payload: Payload, workspace: str) -> str:
    team = (payload.get("team") or {}).get("id")
    return str(_person(payload).get("team_id") or team or workspace)


def _tap(payload: Payload, workspace: str, _bot_user: str) -> Interaction | None:
    actions, user_id = payload.get("actions") or [], _person(payload).get("id")
    if not actions or not user_id:
        return None
    tapped, view = actions[0], payload.get("view") or {}
    # Of other elements the value is what a person chose, and stands in the form's values.
    own_args = tapped.get("value") if tapped.get("type") == "button" else None
    message, container = payload.get("message") or {}, payload.get("container") or {}
    channel = (payload.get("channel") or {}).get("id") or container.get("channel_id") or ""
    event = Event(
        kind=Kind.TAP,
        workspace=workspace,
        team_id=_team(payload, workspace),
        user_id=user_id,
        action=_NUMBER.sub("", tapped["action_id"]),
        args=parse_args(view.get("private_metadata")) | parse_args(own_args),
        values=read_values(view),
        channel=channel,
        place=_PLACES.get(view.get("type", ""), Place.MESSAGE),
    )
    return Interaction(
        event=event,
        trigger_id=payload.get("trigger_id") or "",
        response_url=payload.get("response_url") or "",
        message_channel=channel,
        message_ts=message.get("ts") or container.get("message_ts") or "",
        thread_ts=message.get("thread_ts") or container.get("thread_ts") or "",
        event_id=_act_id(Kind.TAP, payload),
        **_handles(view),
    )


def _submit(payload: Payload, workspace: str, _bot_user: str) -> Interaction | None:
    view, user_id = payload.get("view") or {}, _person(payload).get("id")
    if not user_id:
        return None
    event = Event(
        kind=Kind.SUBMIT,
        workspace=workspace,
        team_id=_team(payload, workspace),
        user_id=user_id,
        action=view.get("callback_id") or "",
        args=parse_args(view.get("private_metadata")),
        values=read_values(view),
        place=Place.FORM,
    )
    return Interaction(
        event=event,
        trigger_id=payload.get("trigger_id") or "",
        event_id=_act_id(Kind.SUBMIT, payload),
        **_handles(view),
    )


def _command(payload: Payload, workspace: str, _bot_user: str) -> Interaction | None:
    event = Event(
        kind=Kind.COMMAND,
        workspace=workspace,
        team_id=payload.get("team_id") or workspace,
        user_id=payload["user_id"],
        action=payload["command"].removeprefix("/"),
        text=readable(payload.get("text") or "").strip(),
        channel=payload.get("channel_id") or "",
    )
    return Interaction(
        event=event,
        trigger_id=payload.get("trigger_id") or "",
        response_url=payload.get("response_url") or "",
        message_channel=event.channel,
        event_id=_act_id(Kind.COMMAND, payload),
    )


def _shortcut(payload: Payload, workspace: str, _bot_user: str) -> Interaction | None:
    message, channel = payload["message"], payload["channel"]["id"]
    is_private = channel.startswith(DIRECT)
    event = Event(
        kind=Kind.SHORTCUT,
        workspace=workspace,
        team_id=_team(payload, workspace),
        user_id=_person(payload)["id"],
        action=payload["callback_id"],
        text=readable(message.get("text") or "").strip(),
        mark="" if is_private else message["ts"],
        channel="" if is_private else channel,
    )
    return Interaction(
        event=event,
        trigger_id=payload.get("trigger_id") or "",
        response_url=payload.get("response_url") or "",
        message_channel=channel,
        event_id=_act_id(Kind.SHORTCUT, payload),
    )


def _act_id(kind: Kind, payload: Payload) -> str:
    """Slack gives each act of a person a trigger of its own, and a copy of the act the same."""
    trigger_id = payload.get("trigger_id")
    return f"{kind}:{trigger_id}" if trigger_id else ""


def _event(payload: Payload, workspace: str, bot_user: str) -> Interaction | None:
    told = payload.get("event") or {}
    reader = _EVENT_READERS.get(told.get("type", ""))
    installed = payload.get("authorizations") or []
    bots = {bot_user} | {one.get("user_id") for one in installed if one.get("is_bot")}
    happened = reader(told, workspace, frozenset(bots - {"", None})) if reader else None
    if happened is None:
        return None
    typed = happened.kind is Kind.TYPED
    return Interaction(
        event=happened,
        message_channel=happened.channel,
        message_ts=told["ts"] if typed else "",
        thread_ts=(told.get("thread_ts") or "") if typed else "",
        event_id=payload.get("event_id") or "",
        **_handles(told.get("view") or {}),
    )


def _typed(told: Payload, workspace: str, bots: frozenset[str]) -> Event | None:
    user_id = told.get("user")
    if told.get("channel_type") != "im" or not user_id:
        return None
    # Edited and deleted messages, and those of bots, are nobody's new answer.
    if told.get("subtype") not in (None, "file_share") or told.get("bot_id") or user_id in bots:
        return None
    return Event(
        kind=Kind.TYPED,
        workspace=workspace,
        team_id=told.get("user_team") or told.get("team") or workspace,
        user_id=user_id,
        text=readable(told.get("text") or ""),
        mark=told["ts"],
        channel=told["channel"],
    )


def _home(told: Payload, workspace: str, _bots: frozenset[str]) -> Event | None:
    if told.get("tab", "home") != "home":
        return None
    return Event(
        kind=Kind.HOME,
        workspace=workspace,
        team_id=told.get("user_team") or workspace,
        user_id=told["user"],
        channel=told.get("channel") or "",
        place=Place.HOME,
    )


def _joined(told: Payload, workspace: str, bots: frozenset[str]) -> Event | None:
    if told["user"] not in bots:
        return None
    return Event(
        kind=Kind.JOINED,
        workspace=workspace,
        team_id=workspace,
        user_id=told.get("inviter") or told["user"],
        channel=told["channel"],
    )


def _handles(view: Payload) -> dict[str, str]:
    names = {
        "view_id": "id",
        "root_view_id": "root_view_id",
        "previous_view_id": "previous_view_id",
        "view_hash": "hash",
    }
    return {name: view.get(key) or "" for name, key in names.items()}


_READERS: Mapping[str, Callable[[Payload, str, str], Interaction | None]] = {
    "block_actions": _tap,
    "view_submission": _submit,
    "command": _command,
    "message_action": _shortcut,
    "event_callback": _event,
}
_EVENT_READERS: Mapping[str, Callable[[Payload, str, frozenset[str]], Event | None]] = {
    "message": _typed,
    "app_home_opened": _home,
    "member_joined_channel": _joined,
}
