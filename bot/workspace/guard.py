"""Only a page of this workspace may act here: other web pages in the same browser may not."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
GUARDED = ("/page/", "/control/")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def allowed(request: web.Request) -> bool:
    """Whether a request comes from our own page, or from no page at all.

    The ``Host`` check stops a foreign name that was pointed at loopback; ``Origin`` and
    ``Sec-Fetch-Site`` stop a foreign page.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    if host not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign pages; POSTs must say that they are JSON, which a plain form cannot."""
    if request.path.startswith(GUARDED):
        if not allowed(request):
            body = {"ok": False, "error": "foreign_origin", "text": "not from this page"}
            return web.json_response(body, status=403)
        if request.method == "POST" and request.content_type != "application/json":
            body = {"ok": False, "error": "not_json", "text": "send application/json"}
            return web.json_response(body, status=400)
    return await handler(request)
