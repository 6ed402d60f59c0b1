"""Request URLs: payloads by signed HTTP POST, the acknowledgement in the answer."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from bot.workspace.balancer import Balancer
from bot.workspace.config import Installation
from bot.workspace.errors import DeliveryError
from bot.workspace.faults import Faults
from bot.workspace.model import Json

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SUCCESS = range(200, 300)
NANOSECONDS = 1_000_000_000  # in a second


def signed(secret: str, body: bytes) -> dict[str, str]:
    """Slack's signature of a body, with the moment that the receiver checks it by.

    The moment is the machine's, also when the workspace's clock is set otherwise: receivers
    compare it with their own and refuse what is five minutes off.
    """
    moment = str(time.time_ns() // NANOSECONDS)
    digest = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def written(app: Installation, envelope: Json) -> tuple[str, bytes, dict[str, str]]:
    """An envelope of Socket Mode as a request: its URL, body and headers, not yet signed."""
    payload, config = envelope["payload"], app.config
    if envelope["type"] == "events_api":
        headers = {"Content-Type": JSON}
        if envelope.get("retry_attempt"):
            headers["X-Slack-Retry-Num"] = str(envelope["retry_attempt"])
            headers["X-Slack-Retry-Reason"] = envelope["retry_reason"]
        return config.events_url, json.dumps(payload).encode(), headers
    if envelope["type"] == "slash_commands":
        urls = {each.command: each.url for each in config.commands}
        return urls[payload["command"]], urlencode(payload).encode(), {"Content-Type": FORM}
    body = urlencode({"payload": json.dumps(payload)}).encode()
    return config.interactivity_url, body, {"Content-Type": FORM}


class Requests:
    """Sends to the app's request URLs."""

    def __init__(self, faults: Faults, changed: Callable[[], None], rest: float) -> None:
        """``changed`` is called when the app can no more be reached, and when it can again."""
        self.balancer = Balancer(rest)
        self.reached = True
        self._faults = faults
        self._changed = changed
        self._session: aiohttp.ClientSession | None = None
        self._sending: set[asyncio.Task[Json]] = set()

    async def deliver(self, app: Installation, envelope: Json, seconds: float) -> Json:
        """Post what an envelope holds and return the answer, {} for an empty one.

        A fault's copies go out together, and the first answer counts.
        Raises DeliveryError ``connection_failed``, ``http_timeout`` or ``http_error``.
        """
        fault = self._faults.for_envelope()
        sendings = [
            asyncio.create_task(self._send(app, envelope, seconds, fault.seconds))
            for _ in range(fault.copies)
        ]
        self._sending.update(sendings)
        for each in sendings:
            each.add_done_callback(self._sent)
        first = asyncio.FIRST_COMPLETED
        done, _ = await asyncio.wait(sendings, timeout=seconds, return_when=first)
        if not done:
            raise DeliveryError("http_timeout")
        return done.pop().result()

    async def verify(self, app: Installation, seconds: float) -> bool:
        """Whether the events' URL answers Slack's challenge, which it must before it is saved.

        Raises DeliveryError.
        """
        challenge = secrets.token_urlsafe(24)
        payload = {"token": "local", "challenge": challenge, "type": "url_verification"}
        envelope = {"type": "events_api", "payload": payload}
        answer = await self._send(app, envelope, seconds, 0.0)
        return challenge in (answer.get("challenge"), answer.get("text"))

    def _sent(self, sending: asyncio.Task[Json]) -> None:
        self._sending.discard(sending)
        if not sending.cancelled():
            sending.exception()  # nobody waits for the later copies: their errors end here

    async def _send(self, app: Installation, envelope: Json, seconds: float, late: float) -> Json:
        if late:
            await asyncio.sleep(late)
        url, body, headers = written(app, envelope)
        headers |= {"User-Agent": AGENT, **signed(app.signing_secret, body)}
        try:
            async with asyncio.timeout(seconds):
                return await self._first_that_takes(url, body, headers)
        except TimeoutError:
            raise DeliveryError("http_timeout") from None

    async def _first_that_takes(self, url: str, body: bytes, headers: dict[str, str]) -> Json:
        for address in self.balancer.addresses(url):
            try:
                answer = await self._post(address, body, headers)
            except aiohttp.ClientConnectorError:
                self.balancer.refused(address)
            except aiohttp.ClientError as error:
                raise DeliveryError("http_error", type(error).__name__) from None
            else:
                self._note(reached=True)
                return answer
        self._note(reached=False)
        raise DeliveryError("connection_failed")

    async def _post(self, address: str, body: bytes, headers: dict[str, str]) -> Json:
        if not self._session:
            # A new connection each time: a kept one may be closed by the app at the very moment.
            connector = aiohttp.TCPConnector(force_close=True, limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        async with self._session.post(
            address, data=body, headers=headers, allow_redirects=False
        ) as response:
            if response.status not in SUCCESS:
                final = response.headers.get("X-Slack-No-Retry") == "1"
                raise DeliveryError("http_error", f"HTTP {response.status}", final=final)
            text = await response.text()
            if response.content_type == JSON:
                return _object(text)
            return {"text": text} if text else {}

    def _note(self, *, reached: bool) -> None:
        if reached != self.reached:
            self.reached = reached
            self._changed()

    async def close(self) -> None:
        """End what is under way."""
        for sending in self._sending:
            sending.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None


def _object(text: str) -> Json:
    try:
        body = json.loads(text or "{}")
    except ValueError:
        raise DeliveryError("http_error", "the answer is no JSON") from None
    return body if isinstance(body, dict) else {}
