"""/api/<method>: tokens, scopes, rates and faults around the methods."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.workspace import (
    web_chat,
    web_conversations,
    web_files,
    web_history,
    web_people,
    web_views,
)
from bot.workspace.call import Call, read_arguments
from bot.workspace.config import Installation
from bot.workspace.core import Core
from bot.workspace.errors import SlackError
from bot.workspace.faults import CARRIED_OUT, Fault, drop_connection
from bot.workspace.model import Json
from bot.workspace.rates import (
    AUTH_TEST,
    CONNECTIONS_OPEN,
    TIER_2,
    TIER_3,
    TIER_4,
    Bucket,
)


@dataclass(frozen=True)
class Method:
    """A method, the scopes of which it needs one, and its rate (None: it paces itself)."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    bucket: Bucket | None
    app_token: bool = False


READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
WRITE = ("chat:write",)

METHODS: dict[str, Method] = {
    "auth.test": Method(web_people.auth_test, (), AUTH_TEST),
    "apps.connections.open": Method(
        web_people.connections_open, ("connections:write",), CONNECTIONS_OPEN, app_token=True
    ),
    "bots.info": Method(web_people.bots_info, ("users:read",), TIER_3),
    "team.info": Method(web_people.team_info, ("team:read",), TIER_3),
    "users.info": Method(web_people.users_info, ("users:read",), TIER_4),
    "users.list": Method(web_people.users_list, ("users:read",), TIER_2),
    "conversations.open": Method(web_conversations.open_, ("im:write", "mpim:write"), TIER_3),
    "conversations.info": Method(web_conversations.info, READ, TIER_3),
    "conversations.members": Method(web_conversations.members, READ, TIER_4),
    "conversations.list": Method(web_conversations.list_, READ, TIER_2),
    "conversations.join": Method(web_conversations.join, ("channels:join",), TIER_3),
    "conversations.history": Method(web_history.history, HISTORY, TIER_3),
    "conversations.replies": Method(web_history.replies, HISTORY, TIER_3),
    "conversations.invite": Method(
        web_conversations.invite, ("channels:manage", "groups:write"), TIER_3
    ),
    "chat.postMessage": Method(web_chat.post_message, WRITE, None),
    "chat.update": Method(web_chat.update, WRITE, TIER_3),
    "chat.delete": Method(web_chat.delete, WRITE, TIER_3),
    "chat.postEphemeral": Method(web_chat.post_ephemeral, WRITE, TIER_4),
    "chat.getPermalink": Method(web_chat.permalink, (), AUTH_TEST),
    "views.open": Method(web_views.open_, (), TIER_4),
    "views.push": Method(web_views.push, (), TIER_4),
    "views.update": Method(web_views.update, (), TIER_4),
    "views.publish": Method(web_views.publish, (), TIER_4),
    "files.getUploadURLExternal": Method(web_files.get_upload_url, ("files:write",), TIER_4),
    "files.completeUploadExternal": Method(web_files.complete, ("files:write",), TIER_4),
    "files.info": Method(web_files.info, ("files:read",), TIER_4),
    "files.list": Method(web_files.list_, ("files:read",), TIER_3),
    "files.delete": Method(web_files.delete, ("files:write",), TIER_3),
}


async def serve(core: Core, request: web.Request) -> web.StreamResponse:
    """Answer one Web API request and write it into the journal."""
    name = request.match_info["method"]
    fault: Fault | None = None
    arguments: Json = {}
    try:
        arguments = await read_arguments(request)
        fault = await core.meet(name, str(arguments.get("channel", "")))
        token = _token(request, arguments)
        if fault and fault.kind not in CARRIED_OUT:
            return _broken(core, request, fault, name, arguments)
        answer = _run(core, name, token, arguments)
    except SlackError as error:
        core.journal.note(core.state.now(), name, arguments, error.code)
        return _refusal(core, name, error)
    core.journal.note(core.state.now(), name, arguments, fault.kind if fault else "ok")
    if fault and fault.kind == "drop_after":
        return drop_connection(request)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return web.json_response({"ok": True, **answer}, headers=_scope_headers(core, name))


def _token(request: web.Request, arguments: Json) -> str:
    header = request.headers.get("Authorization", "")
    in_body = arguments.pop("token", "")
    return header.removeprefix("Bearer ").strip() if header else str(in_body or "")


def _run(core: Core, name: str, token: str, arguments: Json) -> Json:
    method = METHODS.get(name)
    if not method:
        raise SlackError("unknown_method", extra={"req_method": name})
    app = _authorised(core, method, token)
    if method.bucket:
        wait = core.rates.take(method.bucket, name, token)
        if wait:
            raise SlackError("ratelimited", retry_after=wait)
    held = app.config.app_scopes if method.app_token else app.config.scopes
    if method.scopes and not set(method.scopes) & set(held):
        needed = ",".join(method.scopes)
        raise SlackError("missing_scope", extra={"needed": needed, "provided": ",".join(held)})
    return method.run(Call(core, app, arguments))


def _authorised(core: Core, method: Method, token: str) -> Installation:
    app = core.state.app
    if not token:
        raise SlackError("not_authed")
    if not app or token not in (app.bot_token, app.app_token):
        raise SlackError("invalid_auth")
    if app.revoked:
        raise SlackError("token_revoked")
    if (token == app.app_token) != method.app_token:
        raise SlackError("not_allowed_token_type")
    return app


def _scope_headers(core: Core, name: str) -> dict[str, str]:
    method, app = METHODS.get(name), core.state.app
    if not method or not app:
        return {}
    held = app.config.app_scopes if method.app_token else app.config.scopes
    return {
        "x-oauth-scopes": ",".join(held),
        "x-accepted-oauth-scopes": ",".join(method.scopes),
    }


def _refusal(core: Core, name: str, error: SlackError) -> web.Response:
    body: Json = {"ok": False, "error": error.code, **error.extra}
    if error.messages:
        body["response_metadata"] = {"messages": error.messages}
    headers = _scope_headers(core, name)
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
        return web.json_response(body, status=429, headers=headers)
    return web.json_response(body, headers=headers)


def _broken(
    core: Core, request: web.Request, fault: Fault, name: str, arguments: Json
) -> web.StreamResponse:
    core.journal.note(core.state.now(), name, arguments, fault.kind)
    if fault.kind == "rate_limited":
        wait = SlackError("ratelimited", retry_after=max(0, round(fault.seconds)))
        return _refusal(core, name, wait)
    if fault.kind == "server_error":
        return web.Response(status=500, text="Internal Server Error")
    if fault.kind == "drop_before":
        return drop_connection(request)
    return _refusal(core, name, SlackError(fault.code))
