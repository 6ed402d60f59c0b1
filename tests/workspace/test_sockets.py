"""What a person sees when the app is away, late, or changes its sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.core import Timing
from bot.workspace.errors import PersonError
from tests.workspace.conftest import Make
from tests.workspace.room import BUTTONS, IMPATIENT, Room

Json = dict[str, Any]


async def test_nobody_connected_is_an_error_for_the_person(room: Room) -> None:
    """Without a socket a tap and a command do not arrive, and the person hears it."""
    bram = await room.person("bram")
    await room.client.chat_postMessage(channel=bram.id, text="Stelling 1", blocks=BUTTONS)
    question = await bram.sees("Stelling 1")
    with pytest.raises(PersonError, match="app_not_connected"):
        await bram.tap(question, "4")
    with pytest.raises(PersonError, match="app_not_connected"):
        await bram.command("/borging")
    with pytest.raises(PersonError, match="unknown_command"):
        await bram.command("/bestaatniet")


async def test_no_ack_in_time_is_an_error_for_the_person(make_room: Make) -> None:
    """An unhandled tap is not acknowledged; after the wait the person hears it."""
    room = await make_room(timing=IMPATIENT)
    await room.connect(room.bolt())
    bram = await room.person("bram")
    await room.client.chat_postMessage(channel=bram.id, text="Stelling 1", blocks=BUTTONS)
    with pytest.raises(PersonError, match="app_no_answer"):
        await bram.tap(await bram.sees("Stelling 1"), "4")


async def test_an_event_comes_again_with_the_same_id(make_room: Make) -> None:
    """An unacknowledged event comes three times more, numbered and with a reason."""
    room = await make_room(timing=IMPATIENT)
    app = room.bolt()
    tries: asyncio.Queue[tuple[str, Any, Any]] = asyncio.Queue()

    @app.event("message")
    async def said(body: Json, request: AsyncBoltRequest) -> None:
        number = request.headers.get("x-slack-retry-num")
        reason = request.headers.get("x-slack-retry-reason")
        tries.put_nowait((body["event_id"], number, reason))
        raise RuntimeError("no ack, please")

    @app.error
    async def ignore(error: Exception) -> None:
        raise error

    await room.connect(app)
    bram = await room.person("bram")
    await bram.say("app", "hallo")
    seen = [await asyncio.wait_for(tries.get(), 3) for _ in range(4)]
    assert len({event_id for event_id, _, _ in seen}) == 1
    assert [number for _, number, _ in seen] == [["0"], ["1"], ["2"], ["3"]]
    assert seen[1][2] == ["timeout"]


async def test_an_event_waits_for_a_socket(make_room: Make) -> None:
    """What is said while the app is away comes with a retry once it is back."""
    room = await make_room(timing=Timing(retries=(0.0, 0.5, 2.0)))
    app = room.bolt()
    texts: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    @app.event("message")
    async def said(event: Json, request: AsyncBoltRequest) -> None:
        texts.put_nowait((event["text"], request.headers["x-slack-retry-reason"]))

    bram = await room.person("bram")
    await bram.say("app", "alvast")
    await room.connect(app)
    assert await asyncio.wait_for(texts.get(), 4) == ("alvast", ["connection_failed"])


async def test_the_home_tab(room: Room) -> None:
    """Opening Home is told; what is published shows, and its elements work."""
    app = room.bolt()
    picked: asyncio.Queue[Json] = asyncio.Queue()
    options = [
        {"text": {"type": "plain_text", "text": text}, "value": value}
        for text, value in (("Nederlands", "nl"), ("English", "en"))
    ]
    home = {
        "type": "home",
        "blocks": [
            {
                "type": "section",
                "block_id": "language",
                "text": {"type": "mrkdwn", "text": "Taal"},
                "accessory": {
                    "type": "static_select",
                    "action_id": "pick",
                    "options": options,
                    "initial_option": options[0],
                },
            }
        ],
    }

    @app.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        assert event["tab"] == "home"
        await client.views_publish(user_id=event["user"], view=home)

    @app.action("pick")
    async def pick(ack: AsyncAck, body: Json) -> None:
        await ack()
        picked.put_nowait(body)

    await room.connect(app)
    anna = await room.person("anna")
    await anna.open_home()
    shown = await anna.sees_home("Taal")
    assert shown.value("Taal") == "nl"
    await anna.tap(shown, "Taal", "English")
    body = await asyncio.wait_for(picked.get(), 2)
    assert body["actions"][0]["selected_option"]["value"] == "en"
    assert body["view"]["state"]["values"]["language"]["pick"]["selected_option"] == options[1]
    assert body["container"] == {"type": "view", "view_id": shown.body["id"]}
    emma = await room.person("emma")
    with pytest.raises(PersonError, match="home_tab_off"):
        await emma.open_home()
    with pytest.raises(PersonError, match="no_commands"):
        await emma.command("/borging", "#stuurgroep")


async def test_a_refresh_moves_the_app_to_a_new_socket(room: Room) -> None:
    """After refresh_requested Bolt comes back by itself and goes on."""
    app = room.bolt()
    texts: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def said(event: Json) -> None:
        texts.put_nowait(event["text"])

    await room.connect(app)
    bram = await room.person("bram")
    await bram.say("app", "een")
    assert await asyncio.wait_for(texts.get(), 2) == "een"
    await room.workspace.sockets.disconnect("refresh_requested")
    await room.workspace.sockets.wait_for(1)
    await bram.say("app", "twee")
    assert await asyncio.wait_for(texts.get(), 5) == "twee"


def _noting(turns: asyncio.Queue[int], number: int) -> Callable[[], Awaitable[None]]:
    async def said() -> None:
        turns.put_nowait(number)

    return said


async def test_payloads_take_turns_between_sockets(room: Room) -> None:
    """Each payload goes to one connection; ten are the most."""
    turns: asyncio.Queue[int] = asyncio.Queue()
    for number in (0, 1):
        app = room.bolt()
        app.event("message")(_noting(turns, number))
        await room.connect(app, number + 1)
    bram = await room.person("bram")
    for text in ("a", "b", "c", "d"):
        await bram.say("app", text)
    took = [await asyncio.wait_for(turns.get(), 2) for _ in range(4)]
    assert sorted(took) == [0, 0, 1, 1]


async def test_a_doubled_and_a_late_envelope(make_room: Make) -> None:
    """Faults can send an envelope twice, or so late that its retry comes before it."""
    room = await make_room(timing=IMPATIENT)
    app = room.bolt()
    ids: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def said(body: Json) -> None:
        ids.put_nowait(body["event_id"])

    await room.connect(app)
    bram = await room.person("bram")
    room.workspace.faults.double_envelopes()
    await bram.say("app", "dubbel")
    assert await asyncio.wait_for(ids.get(), 2) == await asyncio.wait_for(ids.get(), 2)
    room.workspace.faults.delay_envelopes(room.workspace.core.timing.ack + 0.1)
    await bram.say("app", "laat")
    retried = await asyncio.wait_for(ids.get(), 2)
    assert await asyncio.wait_for(ids.get(), 2) == retried


async def test_an_eleventh_socket_is_turned_away(room: Room) -> None:
    """It opens, hears too_many_websockets, and is closed; a ticket works once."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(base_url=room.workspace.api_url)
        frames: list[Json] = []
        socket_url = ""
        for _ in range(11):
            token = room.workspace.core.app.app_token
            socket_url = (await client.apps_connections_open(app_token=token))["url"]
            socket = await stack.enter_async_context(session.ws_connect(socket_url))
            frames.append(await socket.receive_json())
        assert [each["type"] for each in frames] == ["hello"] * 10 + ["disconnect"]
        assert frames[9]["num_connections"] == 10
        assert frames[10]["reason"] == "too_many_websockets"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(socket_url)
