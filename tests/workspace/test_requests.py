"""Payloads by HTTP: signed, acknowledged in the answer, sent again when an event failed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.workspace.config import AppConfig, Command
from bot.workspace.errors import PersonError, WorkspaceError
from tests.workspace.conftest import Make
from tests.workspace.room import BUTTONS, CONFIG, IMPATIENT, MODAL, Room

Json = dict[str, Any]
URL = "https://borging.example.nl/slack/events"
BY_HTTP = replace(
    CONFIG,
    socket_mode=False,
    events_url=URL,
    interactivity_url=URL,
    commands=(Command("/borging", url=URL),),
)
HELD = 5.0  # seconds that a test waits for what must come


class Receiver:
    """An app that notes each request and answers what it is told."""

    def __init__(self) -> None:
        """Everything is acknowledged."""
        self.seen: asyncio.Queue[tuple[str, Json, bytes]] = asyncio.Queue()
        self.answers: list[web.Response] = []
        self.address = ""

    async def take(self, request: web.Request) -> web.Response:
        """Note a request and answer the next of ``answers``."""
        self.seen.put_nowait((request.path, dict(request.headers), await request.read()))
        return self.answers.pop(0) if self.answers else web.Response()

    async def next(self) -> tuple[str, Json, bytes]:
        """The next request: its path, headers and body."""
        return await asyncio.wait_for(self.seen.get(), HELD)


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """Serve on a free port of this machine; gives the base URL."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver that is served."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/{path:.*}", receiver.take)
    async with serving(app) as receiver.address:
        yield receiver


@pytest.fixture
async def receivers() -> AsyncIterator[list[Receiver]]:
    """Two of them."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(receiving()) for _ in range(2)]


@pytest.fixture
async def http_room(make_room: Make) -> Room:
    """A workspace whose app has request URLs; nothing is behind them yet."""
    return await make_room(timing=IMPATIENT, config=BY_HTTP)


async def test_an_event_is_signed_and_comes_again(
    http_room: Room, receivers: list[Receiver]
) -> None:
    """A refused event comes again with number and reason, each time rightly signed."""
    first = receivers[0]
    http_room.workspace.balancer.targets = [first.address]
    first.answers = [web.Response(status=503), web.Response()]
    bram = await http_room.person("bram")
    await bram.say("app", "hallo")
    tries = [await first.next() for _ in range(2)]
    assert [path for path, _, _ in tries] == ["/slack/events"] * 2
    verifier = SignatureVerifier(http_room.workspace.core.app.signing_secret)
    assert all(verifier.is_valid_request(body, headers) for _, headers, body in tries)
    assert tries[0][2] == tries[1][2]
    assert "X-Slack-Retry-Num" not in tries[0][1]
    again = tries[1][1]
    assert (again["X-Slack-Retry-Num"], again["X-Slack-Retry-Reason"]) == ("1", "http_error")


async def test_an_app_can_ask_not_to_be_sent_an_event_again(
    http_room: Room, receivers: list[Receiver]
) -> None:
    """X-Slack-No-Retry on a refusal ends the matter: what comes next is the next event."""
    first = receivers[0]
    http_room.workspace.balancer.targets = [first.address]
    first.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    bram = await http_room.person("bram")
    await bram.say("app", "een")
    assert b"een" in (await first.next())[2]
    await bram.say("app", "twee")
    assert b"twee" in (await first.next())[2]


async def test_no_answer_in_time(http_room: Room, receivers: list[Receiver]) -> None:
    """An event without an answer comes again; a command without one is an error to see."""
    slow = asyncio.Event()

    async def hang(_request: web.Request) -> web.Response:
        await slow.wait()
        return web.Response()

    silent = web.Application()
    silent.router.add_post("/slack/events", hang)
    async with serving(silent) as address:
        http_room.workspace.balancer.targets = [address, receivers[0].address]
        bram = await http_room.person("bram")
        await bram.say("app", "hallo")
        assert (await receivers[0].next())[1]["X-Slack-Retry-Reason"] == "http_timeout"
        with pytest.raises(PersonError, match="app_no_answer"):
            await bram.command("/borging")
        slow.set()


async def test_bolt_over_http(http_room: Room) -> None:
    """A Bolt app takes commands, taps and modals by HTTP and answers in the response."""
    app = http_room.workspace.core.app
    bolt = AsyncApp(
        client=http_room.client, signing_secret=app.signing_secret, process_before_response=True
    )

    @bolt.command("/borging")
    async def command(ack: AsyncAck, body: Json) -> None:
        await http_room.client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack(f"gehoord: {body['text']}")

    @bolt.view("region")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        if view["state"]["values"]["name"]["name"]["value"] == "Fout":
            await ack(response_action="errors", errors={"name": "Kies een andere naam."})
        else:
            await ack()

    @bolt.action("score:4")
    async def scored(ack: AsyncAck) -> None:
        await ack()

    async with serving(bolt.web_app("/slack/events")) as address:
        http_room.workspace.balancer.targets = [address]
        assert await http_room.workspace.verify_url()
        bram = await http_room.person("bram")
        await bram.command("/borging hoi")
        await bram.sees("gehoord: hoi")
        await bram.sees_modal("Naam")
        with pytest.raises(PersonError, match="invalid_inputs"):
            await bram.submit({"Naam": "Fout"})
        assert await bram.submit({"Naam": "Noord"}) == "closed"
        await http_room.client.chat_postMessage(channel=bram.id, text="Stelling", blocks=BUTTONS)
        await bram.tap(await bram.sees("Stelling"), "4")


async def test_a_wrong_secret_is_an_error_for_the_person(http_room: Room) -> None:
    """An app that refuses the signature gives a person a bad answer, not silence."""
    bolt = AsyncApp(client=http_room.client, signing_secret="x" * 32, process_before_response=True)
    async with serving(bolt.web_app("/slack/events")) as address:
        http_room.workspace.balancer.targets = [address]
        bram = await http_room.person("bram")
        with pytest.raises(PersonError, match="app_bad_answer: HTTP 401"):
            await bram.command("/borging")
        with pytest.raises(WorkspaceError, match="HTTP 401"):
            await http_room.workspace.verify_url()


async def test_targets_take_turns_and_a_dead_one_is_passed_over(
    http_room: Room, receivers: list[Receiver]
) -> None:
    """Requests alternate; one that refuses the connection costs nothing; without any it is told."""
    first, second = receivers
    bram = await http_room.person("bram")
    balancer = http_room.workspace.balancer
    balancer.targets = [first.address, second.address]
    for _ in range(2):
        await bram.command("/borging")
    assert (first.seen.qsize(), second.seen.qsize()) == (1, 1)
    dead = "http://127.0.0.1:9"
    balancer.targets = [dead, first.address]
    for _ in range(3):
        await bram.command("/borging")
    assert first.seen.qsize() == 4
    balancer.targets = [dead]
    with pytest.raises(PersonError, match="app_not_connected"):
        await bram.command("/borging")
    await bram.wait_for(lambda me: not me.state["app"]["connected"])
    balancer.targets = [second.address]
    await bram.command("/borging")
    await bram.wait_for(lambda me: me.state["app"]["connected"])


async def test_nothing_leaves_the_machine_unasked(http_room: Room) -> None:
    """A public request URL without targets is not called: the person hears nobody is there."""
    bram = await http_room.person("bram")
    with pytest.raises(PersonError, match="app_not_connected"):
        await bram.command("/borging")


async def test_copies_go_to_several_targets(http_room: Room, receivers: list[Receiver]) -> None:
    """A tripled payload reaches the replicas in turn with the same content."""
    first, second = receivers
    http_room.workspace.balancer.targets = [first.address, second.address]
    second.seen = first.seen
    http_room.workspace.faults.double_envelopes(copies=3)
    bram = await http_room.person("bram")
    await bram.command("/borging")
    came = [await first.next() for _ in range(3)]
    assert len({body for _, _, body in came}) == 1
    assert len({headers["Host"] for _, headers, _ in came}) == 2


async def test_targets_by_http(http_room: Room, receivers: list[Receiver]) -> None:
    """Another process can say where the replicas are, and ask whether the URL answers."""
    control = f"{http_room.workspace.address}/control"
    first = receivers[0]
    async with aiohttp.ClientSession() as session:

        async def post(path: str, body: Json) -> tuple[int, Json]:
            async with session.post(f"{control}/{path}", json=body) as response:
                return response.status, await response.json()

        assert (await post("targets", {"targets": "x"}))[0] == 400
        assert await post("app", {"verify_url": True}) == (
            400,
            {"ok": False, "error": "connection_failed"},
        )
        assert (await post("targets", {"targets": [first.address]}))[0] == 200
        assert (await post("app", {"verify_url": True}))[1] == {"ok": True, "verified": False}
        assert b"url_verification" in (await first.next())[2]


MANIFEST: Json = {
    "display_information": {"name": "Bot"},
    "features": {"slash_commands": [{"command": "/borging", "url": URL}]},
    "oauth_config": {"scopes": {"bot": ["commands", "im:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["message.im"], "request_url": URL},
        "interactivity": {"is_enabled": True, "request_url": URL},
        "socket_mode_enabled": False,
    },
}


def test_a_manifest_with_request_urls() -> None:
    """Its URLs are read, and kept with the workspace."""
    config = AppConfig.from_manifest(MANIFEST)
    assert not config.socket_mode
    assert {config.events_url, config.interactivity_url, config.commands[0].url} == {URL}
    assert AppConfig.from_json(config.as_json()) == config


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("settings", {"event_subscriptions": {"bot_events": ["message.im"]}}),
        ("settings", {"interactivity": {"is_enabled": True}}),
        ("features", {"slash_commands": [{"command": "/borging"}]}),
        ("features", {"slash_commands": [{"command": "/borging", "url": "borging"}]}),
    ],
)
def test_a_manifest_without_a_needed_url_is_refused(part: str, value: Json) -> None:
    """Without Socket Mode events, interactivity and commands each need where to go."""
    with pytest.raises(WorkspaceError, match="request URL"):
        AppConfig.from_manifest({**MANIFEST, part: value})
