"""What Slack sends by HTTP is taken if Slack signed it just now; all else is turned away."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import utc_now
from bot.exceptions import SettingsError
from bot.manifest import HTTP_PATH
from bot.slack.app import ANYTHING
from bot.slack.client import quiet_logger
from bot.slack.http import LARGEST_BODY, HttpIntake

SECRET = "0123456789abcdef0123456789abcdef"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
NO_MORE: Mapping[str, str] = {}
WINDOW = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "view": {"callback_id": "x", "type": "modal", "state": {"values": {}}},
}


class Doorway:
    """A listening intake, and Slack before it."""

    def __init__(self, intake: HttpIntake, session: aiohttp.ClientSession) -> None:
        """The app counts what it took."""
        self.intake = intake
        self.url = f"http://127.0.0.1:{intake.port}{HTTP_PATH}"
        self.session = session

    async def post(
        self,
        body: bytes,
        kind: str = FORM,
        *,
        secret: str = SECRET,
        age_s: int = 0,
        more: Mapping[str, str] = NO_MORE,
    ) -> tuple[int, str]:
        """Send a body as Slack does, signed so many seconds ago; status and text."""
        moment = str(int(utc_now().timestamp()) - age_s)
        digest = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
            **more,
        }
        async with self.session.post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def doorway() -> AsyncIterator[Doorway]:
    """An app that answers a window with an error beside its input, and acknowledges events."""
    app = AsyncApp(
        client=AsyncWebClient(),
        process_before_response=True,
        logger=quiet_logger(),
        request_verification_enabled=False,
        authorize=_authorize,
    )

    async def window(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"name": "gezien"})

    async def event(ack: AsyncAck) -> None:
        await ack()

    app.view(ANYTHING)(window)
    app.event(ANYTHING)(event)
    intake = HttpIntake(app, SECRET, 0)
    await intake.open()
    async with aiohttp.ClientSession() as session:
        yield Doorway(intake, session)
    await intake.stop()


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


def window_body() -> bytes:
    """A window as Slack sends it in."""
    return urlencode({"payload": json.dumps(WINDOW)}).encode()


async def test_what_slack_signed_is_taken(doorway: Doorway) -> None:
    """The answer is the acknowledgement, with what a window has to show."""
    status, text = await doorway.post(window_body())
    assert (status, json.loads(text)["errors"]) == (200, {"name": "gezien"})
    told = {"type": "event_callback", "event": {"type": "app_home_opened"}, "team_id": "T1"}
    assert (await doorway.post(json.dumps(told).encode(), JSON))[0] == 200


async def test_slack_sees_that_the_address_is_ours(doorway: Doorway) -> None:
    """Its challenge comes back."""
    asked = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    status, text = await doorway.post(asked, JSON)
    assert (status, json.loads(text)) == (200, {"challenge": "3eZbrw1a"})
    assert (await doorway.post(asked, JSON, secret="f" * 32))[0] == 401


async def test_slack_looks_at_the_certificate(doorway: Doorway) -> None:
    """That look is not signed, and gets nothing but a yes."""
    async with doorway.session.get(doorway.url, params={"ssl_check": "1"}) as answer:
        assert (answer.status, await answer.text()) == (200, "")
    async with doorway.session.post(doorway.url, data={"ssl_check": "1", "token": "x"}) as answer:
        assert (answer.status, await answer.text()) == (200, "")
    async with doorway.session.get(doorway.url) as answer:
        assert answer.status == 405


@pytest.mark.parametrize(
    ("age_s", "status"), [(0, 200), (240, 200), (-240, 200), (360, 401), (-360, 401)]
)
async def test_what_was_signed_long_ago_is_turned_away(
    doorway: Doorway, age_s: int, status: int
) -> None:
    """Five minutes either way: somebody may have kept it."""
    assert (await doorway.post(window_body(), age_s=age_s))[0] == status


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "gisteren"},
        {"X-Slack-Request-Timestamp": ""},
    ],
)
async def test_what_slack_did_not_sign_is_turned_away(
    doorway: Doorway, headers: dict[str, str]
) -> None:
    """With 401 and no more than that."""
    status, text = await doorway.post(window_body(), more=headers)
    assert (status, "payload" in text) == (401, False)


@pytest.mark.parametrize("body", [b"{", b"payload=%7B", b"[1]", b"payload=5"])
async def test_what_cannot_be_read_is_a_bad_request(doorway: Doorway, body: bytes) -> None:
    """Though it is signed."""
    assert (await doorway.post(body, JSON if body[:1] in b"{[" else FORM))[0] == 400
    assert (await doorway.post(b"\xff\xfe"))[0] == 401


async def test_a_body_that_is_too_large_is_turned_away(doorway: Doorway) -> None:
    """Before it is read to its end."""
    assert (await doorway.post(b"x" * (LARGEST_BODY + 1)))[0] == 413
    assert (await doorway.post(window_body()))[0] == 200


async def test_other_addresses_are_not_there(doorway: Doorway) -> None:
    """Nothing but the one that the manifest names."""
    async with doorway.session.post(doorway.url.replace("/events", "/else")) as answer:
        assert answer.status == 404


async def test_after_the_stop_nobody_answers(doorway: Doorway) -> None:
    """So that a balancer goes to the next."""
    assert doorway.intake.port
    await doorway.intake.stop()
    assert not doorway.intake.is_open
    with pytest.raises(aiohttp.ClientConnectorError):
        await doorway.post(window_body())


async def test_a_port_that_is_taken_is_said(doorway: Doorway) -> None:
    """In words, with the port."""
    other = HttpIntake(AsyncApp(client=AsyncWebClient("xoxb-1")), SECRET, doorway.intake.port)
    with pytest.raises(SettingsError) as refused:
        await other.open()
    assert refused.value.phrase.key == "cli.fault.port_taken"
