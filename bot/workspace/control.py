"""/control/: faults, journal, messages and clock for a test in another process."""

import json
from collections.abc import Callable

from aiohttp import web

from bot.workspace.core import Core
from bot.workspace.errors import DeliveryError, PersonError, WorkspaceError
from bot.workspace.model import Json
from bot.workspace.sight import stamp
from bot.workspace.standing import standing


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
            web.get("/control/messages", self.messages),
            web.get("/control/clock", self.clock),
            web.post("/control/clock", self.jump),
            web.post("/control/targets", self.targets),
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
        """How many sockets are open, the most there were at once, and how many calls were made."""
        sockets = self._core.sockets
        body = {"connections": sockets.count, "most_connections": sockets.most}
        return web.json_response({"ok": True, **body, "calls": self._core.journal.last})

    async def messages(self, request: web.Request) -> web.Response:
        """What of the app stands where (see ``standing``), by ``channel`` and ``after`` a ts."""
        channel, after = request.query.get("channel"), stamp(request.query.get("after", "0"))
        shown = [
            each
            for each in standing(self._core.state)
            if channel in (None, each["channel_id"]) and stamp(each["ts"]) > after
        ]
        return web.json_response({"ok": True, "messages": shown})

    async def clock(self, _request: web.Request) -> web.Response:
        """The moment and the jumps; ``clockwork`` is null when the clock cannot be set."""
        now, clockwork = self._core.state.now().isoformat(), self._core.clockwork.as_json()
        return web.json_response({"ok": True, "now": now, "clockwork": clockwork})

    async def jump(self, request: web.Request) -> web.Response:
        """``{"jump": key}``; answers when the jump has ended."""
        try:
            await self._core.clockwork.jump(str((await _body(request)).get("jump")))
        except PersonError as error:
            answer = {"ok": False, "error": error.code, "text": error.text}
            return web.json_response(answer, status=400)
        return await self.clock(request)

    async def targets(self, request: web.Request) -> web.Response:
        """``{"targets": [base URLs]}``: the replicas behind the balancer; [] for none."""
        targets = (await _body(request)).get("targets")
        if not isinstance(targets, list) or not all(isinstance(each, str) for each in targets):
            return web.json_response({"ok": False, "error": "targets are URLs"}, status=400)
        self._core.requests.balancer.targets = targets
        return web.json_response({"ok": True})

    async def faults(self, request: web.Request) -> web.Response:
        """``{"fault": "fail_next", "method": …, "kind": …}``; the names are those of ``Faults``."""
        body = await _body(request)
        fault = body.pop("fault", "")
        acts: dict[str, Callable[..., None]] = {
            "fail_next": self._core.faults.fail_next,
            "storm": self._core.faults.storm,
            "delay_envelopes": self._core.faults.delay_envelopes,
            "double_envelopes": self._core.faults.double_envelopes,
            "hold": self._core.faults.hold,
            "release": self._core.faults.release,
            "clear": self._core.faults.clear,
        }
        try:
            acts[fault](**body)
        except (AttributeError, KeyError, TypeError, WorkspaceError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True})

    async def sockets(self, request: web.Request) -> web.Response:
        """``{"do": "warning" | "refresh_requested" | "link_disabled" | "drop" | "drop_one"}``."""
        what = (await _body(request)).get("do")
        if what == "drop":
            await self._core.sockets.drop()
        elif what == "drop_one":
            await self._core.sockets.drop_one()
        elif what in ("warning", "refresh_requested", "link_disabled"):
            await self._core.sockets.disconnect(what)
        else:
            return web.json_response({"ok": False, "error": "unknown do"}, status=400)
        return web.json_response({"ok": True})

    async def app(self, request: web.Request) -> web.Response:
        """``{"revoked": true | false}``: the app's tokens stop working, or work again.

        ``{"verify_url": true}``: whether its events' URL answers Slack's challenge.
        """
        body = await _body(request)
        if body.get("verify_url"):
            try:
                verified = await self._core.requests.verify(self._core.app, self._core.timing.ack)
            except DeliveryError as error:
                return web.json_response({"ok": False, "error": error.reason}, status=400)
            return web.json_response({"ok": True, "verified": verified})
        self._core.state.revoke_app(revoked=bool(body.get("revoked")))
        return web.json_response({"ok": True})


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body
