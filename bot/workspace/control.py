"""/control/: faults and the journal for a test in another process."""

import json
from collections.abc import Callable

from aiohttp import web

from bot.workspace.core import Core
from bot.workspace.errors import WorkspaceError
from bot.workspace.model import Json


class Control:
    """Handlers of the control endpoints; guarded like the page."""

    def __init__(self, core: Core) -> None:
        """Control this workspace."""
        self._core = core

    def routes(self) -> list[web.RouteDef]:
        """Where what is served."""
        return [
            web.get("/control/journal", self.journal),
            web.get("/control/status", self.status),
            web.post("/control/faults", self.faults),
            web.post("/control/sockets", self.sockets),
            web.post("/control/app", self.app),
        ]

    async def journal(self, request: web.Request) -> web.Response:
        """Calls, by ``method`` and ``after`` a number."""
        after = request.query.get("after", "")
        calls = self._core.journal.calls(
            request.query.get("method"), after=int(after) if after.isdigit() else 0
        )
        return web.json_response({"ok": True, "calls": [each.as_json() for each in calls]})

    async def status(self, _request: web.Request) -> web.Response:
        """How many sockets are open and how many calls were made."""
        body = {"connections": self._core.sockets.count, "calls": self._core.journal.last}
        return web.json_response({"ok": True, **body})

    async def faults(self, request: web.Request) -> web.Response:
        """``{"fault": "fail_next", "method": …, "kind": …}``; the names are those of ``Faults``."""
        body = await _body(request)
        fault = body.pop("fault", "")
        acts: dict[str, Callable[..., None]] = {
            "fail_next": self._core.faults.fail_next,
            "delay_envelopes": self._core.faults.delay_envelopes,
            "double_envelopes": self._core.faults.double_envelopes,
            "hold": self._core.faults.hold,
            "release": self._core.faults.release,
            "clear": self._core.faults.clear,
        }
        try:
            acts[fault](**body)
        except (KeyError, TypeError, WorkspaceError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True})

    async def sockets(self, request: web.Request) -> web.Response:
        """``{"do": "warning" | "refresh_requested" | "link_disabled" | "drop"}``."""
        what = (await _body(request)).get("do")
        if what == "drop":
            await self._core.sockets.drop()
        elif what in ("warning", "refresh_requested", "link_disabled"):
            await self._core.sockets.disconnect(what)
        else:
            return web.json_response({"ok": False, "error": "unknown do"}, status=400)
        return web.json_response({"ok": True})

    async def app(self, request: web.Request) -> web.Response:
        """``{"revoked": true | false}``: the app's tokens stop working, or work again."""
        self._core.state.revoke_app(revoked=bool((await _body(request)).get("revoked")))
        return web.json_response({"ok": True})


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body
