"""Taking in by HTTP: Slack calls us at one address, and signs what it sends."""

import asyncio
import logging
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.listener import Listener
from bot.manifest import HTTP_PATH

logger = logging.getLogger(__name__)

BODY_S = 5.0  # within which a body has to be there: Slack waits three seconds for the answer
LARGEST_BODY = 1_000_000
"""Bytes of a request at the most: a form with all its state is 250 kB, and grows in transit."""


class HttpIntake:
    """Serves Slack's requests on a port; see `Intake`."""

    sockets = 0

    def __init__(self, app: AsyncApp, signing_secret: str, port: int) -> None:
        """`app` takes what the secret signed; port 0 takes a free one."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._wanted = port
        served = web.Application(client_max_size=LARGEST_BODY)
        served.router.add_post(HTTP_PATH, self._take)
        served.router.add_get(HTTP_PATH, self._look, allow_head=False)
        self._listener = Listener(served)

    @property
    def is_open(self) -> bool:
        """As the port says."""
        return self._listener.is_open

    @property
    def port(self) -> int:
        """The port on which it listens, 0 while it does not."""
        return self._listener.port

    async def open(self) -> None:
        """As the port says."""
        await self._listener.open(self._wanted)

    async def stop(self) -> None:
        """As the port says; requests that have come in are answered."""
        await self._listener.close()

    async def _look(self, request: web.Request) -> web.Response:
        """Slack looks now and then whether the certificate is in order."""
        if request.query.get("ssl_check") == "1":
            return web.Response()
        raise web.HTTPMethodNotAllowed("GET", ["POST"])

    async def _take(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(BODY_S):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        if not self._is_signed(body, request):
            if _is_ssl_check(body):
                return web.Response()
            logger.warning("a request was refused: Slack did not sign it, or long ago")
            return web.Response(status=401, text="not signed by Slack, or too long ago")
        try:
            read = AsyncBoltRequest(
                body=body.decode(),
                query=request.query_string,
                headers=dict(request.headers),
            )
        except (ValueError, TypeError, AttributeError):
            return web.Response(status=400, text="not what Slack sends")
        return await to_aiohttp_response(await self._app.async_dispatch(read))

    def _is_signed(self, body: bytes, request: web.Request) -> bool:
        """Whether Slack signed this within the last five minutes."""
        try:
            return self._verifier.is_valid(
                body,
                request.headers.get("X-Slack-Request-Timestamp"),
                request.headers.get("X-Slack-Signature"),
            )
        except (ValueError, TypeError):  # no number, no text, no signature
            return False


def _is_ssl_check(body: bytes) -> bool:
    try:
        return dict(parse_qsl(body.decode("ascii"))).get("ssl_check") == "1"
    except ValueError:
        return False
