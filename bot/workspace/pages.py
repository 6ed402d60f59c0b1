"""The page API: what a person sees, and what they do."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web

from bot.workspace import acts_app, acts_channels, acts_clock, acts_shortcuts, acts_talk
from bot.workspace.core import Core
from bot.workspace.errors import PersonError
from bot.workspace.model import Json
from bot.workspace.sight import person as shown_person

PAGE_FOLDER = Path(__file__).with_name("page")
DEFAULT_MESSAGES, MOST_MESSAGES = 100, 1000
PAGE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}

Act = Callable[[Core, Json], Awaitable[Json]]
ACTS: dict[str, Act] = {
    "say": acts_talk.say,
    "edit": acts_talk.edit,
    "delete": acts_talk.delete,
    "dismiss": acts_talk.dismiss,
    "read": acts_talk.read,
    "open_dm": acts_talk.open_person,
    "shortcut": acts_shortcuts.choose,
    "use": acts_app.use,
    "submit": acts_app.submit,
    "close": acts_app.close,
    "open_home": acts_app.open_home,
    "open_app_dm": acts_app.open_messages,
    "create_channel": acts_channels.create,
    "join": acts_channels.join,
    "leave": acts_channels.leave,
    "invite": acts_channels.invite,
    "remove": acts_channels.remove,
    "archive": acts_channels.archive,
    "unarchive": acts_channels.unarchive,
    "rename": acts_channels.rename,
    "convert": acts_channels.convert,
    "jump": acts_clock.jump,
}


class Pages:
    """Handlers of the page API and of the page's own files."""

    def __init__(self, core: Core) -> None:
        """Show this workspace."""
        self._core = core

    def routes(self) -> list[web.RouteDef]:
        """Where what is served."""
        return [
            web.get("/page/people", self.people),
            web.get("/page/state", self.state),
            web.get("/page/messages", self.messages),
            web.get("/page/files/{file_id}", self.file),
            web.get("/page/live", self.live),
            web.get("/page/clock", self.clock),
            web.post("/page/acts/{act}", self.act),
            web.get("/archives/{channel}", self.link),
            web.get("/archives/{channel}/{message}", self.link),
            web.get("/{path:.*}", self.static),
        ]

    def _viewer(self, request: web.Request) -> str:
        person_id = request.query.get("as", "")
        if person_id not in self._core.state.people:
            raise web.HTTPNotFound(
                text='{"ok": false, "error": "user_not_found", "text": "no such person"}',
                content_type="application/json",
            )
        return person_id

    async def people(self, _request: web.Request) -> web.Response:
        """Who there is."""
        state = self._core.state
        people = [shown_person(each) for each in state.people.values()]
        return web.json_response({"ok": True, "team": vars(state.team), "people": people})

    async def state(self, request: web.Request) -> web.Response:
        """All that one person sees."""
        picture = self._core.picture(self._viewer(request))
        return web.json_response({"ok": True, "state": picture})

    async def clock(self, _request: web.Request) -> web.Response:
        """The moment, and the jumps that make sense now."""
        now, clockwork = self._core.state.now().isoformat(), self._core.clockwork.as_json()
        return web.json_response({"ok": True, "now": now, "clockwork": clockwork})

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Updates as they come."""
        person_id = self._viewer(request)

        def first() -> Json:
            return {"type": "state", "state": self._core.picture(person_id)}

        return await self._core.live.serve(request, person_id, first)

    async def messages(self, request: web.Request) -> web.Response:
        """Older messages of a channel."""
        person_id = self._viewer(request)
        channel = self._core.state.channels.get(request.query.get("channel", ""))
        if not channel or person_id not in channel.members:
            raise web.HTTPNotFound(text="no such channel")
        asked = request.query.get("limit", "")
        limit = min(int(asked) if asked.isdigit() else DEFAULT_MESSAGES, MOST_MESSAGES)
        sight = self._core.sight(person_id)
        shown = sight.messages(channel, before=request.query.get("before"), limit=max(1, limit))
        return web.json_response({"ok": True, **shown})

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file."""
        sight = self._core.sight(self._viewer(request))
        file = self._core.state.files.get(request.match_info["file_id"])
        content = self._core.state.content(file.id) if file else None
        if not file or content is None or not file.processed or not sight.may_see_file(file):
            raise web.HTTPNotFound(text="no such file")
        is_image = file.mimetype.startswith("image/") and "svg" not in file.mimetype
        # Anything but a bitmap could bring scripts into the page's origin: offered as a download.
        kind = "inline" if is_image else f'attachment; filename="{_safe(file.name)}"'
        headers = {**PAGE_HEADERS, "Content-Disposition": kind}
        return web.Response(body=content, content_type=file.mimetype, headers=headers)

    async def act(self, request: web.Request) -> web.Response:
        """Carry out a person's act."""
        act = ACTS.get(request.match_info["act"])
        try:
            body = json.loads(await request.text())
        except ValueError:
            body = None
        if not act or not isinstance(body, dict) or not isinstance(body.get("as"), str):
            answer = {"ok": False, "error": "bad_request", "text": "unknown act or malformed body"}
            return web.json_response(answer, status=400)
        if body["as"] not in self._core.state.people:
            answer = {"ok": False, "error": "user_not_found", "text": "no such person"}
            return web.json_response(answer, status=404)
        try:
            done = await act(self._core, body)
        except PersonError as error:
            done = {"ok": False, "error": error.code, "text": error.text, **error.extra}
        return web.json_response({"ok": True, "seq": self._core.live.last(body["as"]), **done})

    async def link(self, request: web.Request) -> web.Response:
        """A link to a channel or message, as Slack's permalinks are: leads to the page."""
        place = {"at": request.match_info["channel"]}
        thread_ts = request.query.get("thread_ts")
        target = urlencode(place | ({"thread": thread_ts} if thread_ts else {}))
        raise web.HTTPFound(f"/#{target}")

    async def static(self, request: web.Request) -> web.StreamResponse:
        """The page's own files."""
        path = (PAGE_FOLDER / (request.match_info["path"] or "index.html")).resolve()
        if not path.is_relative_to(PAGE_FOLDER.resolve()) or not path.is_file():
            raise web.HTTPNotFound(text="no such page")
        return web.FileResponse(path, headers=PAGE_HEADERS)


def _safe(name: str) -> str:
    return "".join(each if each.isalnum() or each in "-_. " else "_" for each in name)
