"""The bytes of files: the upload URL that takes them, and the private URL that gives them."""

import asyncio
from dataclasses import replace

from aiohttp import web

from bot.workspace.core import Core
from bot.workspace.faults import CARRIED_OUT, plain_fault
from bot.workspace.model import Json

METHOD = "upload"  # the upload URL's name in the journal and for faults


async def receive(core: Core, request: web.Request) -> web.Response:
    """The upload URL: takes the bytes, raw or as a form's file."""
    file_id = request.match_info["file_id"]
    told: Json = {"file": file_id}
    fault = await core.meet(METHOD)
    if fault and fault.kind not in CARRIED_OUT:
        core.journal.note(core.state.now(), METHOD, told, fault.kind)
        return plain_fault(request, fault)
    length = await _take(core, request, file_id)
    core.journal.note(core.state.now(), METHOD, told, fault.kind if fault else "ok")
    if fault and fault.kind == "drop_after":
        return plain_fault(request, fault)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return web.Response(text=f"OK - {length}")


async def _take(core: Core, request: web.Request, file_id: str) -> int:
    file = core.state.files.get(file_id)
    if not file or file.completed or request.match_info["secret"] != file.secret:
        raise web.HTTPNotFound(text="unknown upload")
    content = b""
    if request.content_type == "multipart/form-data":
        for part in (await request.post()).values():
            if isinstance(part, web.FileField):
                content = part.file.read()
    else:
        content = await request.read()
    if len(content) != file.length:
        raise web.HTTPBadRequest(text=f"{len(content)} bytes came, {file.length} were announced")
    core.state.put_content(file.id, content)
    core.state.save_file(replace(file, uploaded=True))
    return len(content)


async def private(core: Core, request: web.Request) -> web.Response:
    """url_private: the bytes for a token with files:read."""
    app = core.state.app
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not app or app.revoked or token != app.bot_token or "files:read" not in app.config.scopes:
        raise web.HTTPForbidden(text="a bot token with files:read is needed")
    file = core.state.files.get(request.match_info["file_id"])
    content = core.state.content(file.id) if file else None
    if not file or content is None:
        raise web.HTTPNotFound(text="no such file")
    return web.Response(body=content, content_type=file.mimetype)
