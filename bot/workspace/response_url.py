"""response_url: answering a person's act, five times within half an hour."""

import asyncio
import json
from dataclasses import replace

from aiohttp import web

from bot.workspace.call import Call
from bot.workspace.core import RESPONSE_URL_USES, Core, ResponseUrl
from bot.workspace.errors import SlackError
from bot.workspace.faults import Fault, drop_connection
from bot.workspace.model import Json, Message
from bot.workspace.posting import change, post, remove
from bot.workspace.web_chat import POST_TEXT, content, metadata

STATUS = {"used_url": 404, "expired_url": 404, "message_not_found": 404, "server_error": 500}
METHOD = "response_url"  # its name in the journal and for faults


async def serve(core: Core, request: web.Request) -> web.StreamResponse:
    """Answer one use of a response_url."""
    fault = await core.meet(METHOD)
    body: Json = {}
    try:
        body = await _body(request)
        if fault:
            _meet(fault)
        if not fault or fault.kind != "drop_before":
            use(core, request.match_info["secret"], body)
    except SlackError as error:
        core.journal.note(core.state.now(), METHOD, body, error.code)
        return _refusal(error)
    core.journal.note(core.state.now(), METHOD, body, fault.kind if fault else "ok")
    if fault and fault.kind in ("drop_before", "drop_after"):
        return drop_connection(request)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return web.Response(text="ok")


def _meet(fault: Fault) -> None:
    if fault.kind == "rate_limited":
        raise SlackError("rate_limited", retry_after=max(0, round(fault.seconds)))
    if fault.kind == "server_error":
        raise SlackError("server_error")
    if fault.kind == "error":
        raise SlackError(fault.code)


def _refusal(error: SlackError) -> web.Response:
    status = STATUS.get(error.code, 400)
    body: Json = {"ok": False, "error": error.code}
    if error.messages:
        body["response_metadata"] = {"messages": error.messages}
    if error.retry_after is not None:
        headers = {"Retry-After": str(error.retry_after)}
        return web.json_response(body, status=429, headers=headers)
    return web.json_response(body, status=status)


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body


def use(core: Core, secret: str, body: Json) -> None:
    """Carry out one answer.

    Raises SlackError ``expired_url``, ``used_url``, ``message_not_found`` (to replace or delete),
    ``no_text``, ``invalid_blocks`` …
    """
    url = core.response_urls.get(secret)
    if not url or core.state.now() > url.ends:
        raise SlackError("expired_url")
    if url.uses >= RESPONSE_URL_USES:
        raise SlackError("used_url")
    original = core.state.messages[url.channel_id].get(url.message_ts or "")
    deletes, replaces = bool(body.get("delete_original")), bool(body.get("replace_original"))
    if url.message_ts and not original and (deletes or replaces):
        raise SlackError("message_not_found")
    if deletes:
        url.uses += 1
        if original:
            remove(core, original)
        return
    message = draft(core, body)
    url.uses += 1
    if replaces and original:
        kept = message.metadata or original.metadata
        changed = replace(original, text=message.text, blocks=message.blocks, metadata=kept)
        change(core, original, changed)
    else:
        send(core, url, message, in_channel=body.get("response_type") == "in_channel")


def draft(core: Core, body: Json) -> Message:
    """The message in an answer. Raises SlackError when Slack would refuse it."""
    call = Call(core, core.app, body)
    said = content(call, POST_TEXT)
    return Message(
        "",
        "",
        core.app.user_id,
        said.text or "",
        said.blocks or [],
        by_app=True,
        thread_ts=call.text("thread_ts") or None,
        metadata=metadata(call) or None,
    )


def send(core: Core, url: ResponseUrl, message: Message, *, in_channel: bool) -> Message:
    """Post an answer: to its person only, or to all."""
    channel = core.state.channels[url.channel_id]
    reader = None if in_channel else url.person_id
    return post(core, channel, replace(message, reader=reader))
