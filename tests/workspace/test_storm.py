"""Faults at random, on every kind of call, and envelopes that come several times."""

import asyncio
from collections import Counter
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from bot.workspace.errors import WorkspaceError
from bot.workspace.faults import FaultKind, Faults
from tests.workspace.room import BUTTONS, Room

Json = dict[str, Any]


def kinds(faults: Faults, method: str, calls: int) -> Counter[str]:
    """What so many calls of a method met."""
    met = (faults.for_call(method) for _ in range(calls))
    return Counter(each.kind if each else "ok" for each in met)


def test_a_storm_keeps_its_odds_and_its_seed() -> None:
    """Kinds come about as often as said, the same with the same seed, until cleared."""
    faults, again = Faults(), Faults()
    for each in (faults, again):
        each.storm("chat.*", {"rate_limited": 0.3, "drop_after": 0.2}, seed=3)
    met = kinds(faults, "chat.postMessage", 1000)
    assert met == kinds(again, "chat.postMessage", 1000)
    assert met["rate_limited"] == pytest.approx(300, abs=60)
    assert met["drop_after"] == pytest.approx(200, abs=60)
    assert kinds(faults, "files.info", 10) == {"ok": 10}
    faults.clear()
    assert kinds(faults, "chat.postMessage", 10) == {"ok": 10}


def test_a_storm_can_be_over() -> None:
    """After so many calls it has passed; what was switched on one by one comes first."""
    faults = Faults()
    faults.storm("*", {"server_error": 1.0}, times=2)
    faults.fail_next("auth.test", "slow")
    assert kinds(faults, "auth.test", 4) == {"slow": 1, "server_error": 2, "ok": 1}


def test_impossible_weather_is_refused() -> None:
    """Odds are probabilities of known kinds."""
    faults = Faults()
    with pytest.raises(WorkspaceError, match="odds"):
        faults.storm("*", {"slow": 0.7, "error": 0.7})
    with pytest.raises(WorkspaceError, match="odds"):
        faults.double_envelopes(odds=-1)
    with pytest.raises(WorkspaceError, match="at least once"):
        faults.double_envelopes(copies=0)


READS: list[tuple[str, Json]] = [
    ("conversations.history", {}),
    ("conversations.replies", {"ts": "1.0"}),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 3}),
    ("files.info", {"file": "F1"}),
]


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "drop_before", "error"])
@pytest.mark.parametrize(("method", "arguments"), READS)
async def test_reading_and_files_meet_faults_too(
    room: Room, kind: FaultKind, method: str, arguments: Json
) -> None:
    """Each kind hits history, replies and files as it hits posting."""
    room.workspace.faults.storm(method, {kind: 1.0})
    channel = room.workspace.channel("stuurgroep").id
    failures = (SlackApiError, aiohttp.ClientError)
    with pytest.raises(failures):
        await room.client.api_call(method, params={"channel": channel, **arguments})
    calls = room.workspace.journal.calls(method)
    assert [each.outcome for each in calls] == [kind]


async def test_an_upload_meets_faults(room: Room) -> None:
    """The upload URL answers 429 and 500, drops before and after taking the bytes."""
    place = await room.client.files_getUploadURLExternal(filename="a.png", length=3)
    url, file_id = str(place["upload_url"]), str(place["file_id"])
    faults = room.workspace.faults
    async with aiohttp.ClientSession() as session:

        async def upload() -> int:
            async with session.post(url, data=b"png") as response:
                return response.status

        statuses: list[tuple[FaultKind, int]] = [("rate_limited", 429), ("server_error", 500)]
        for kind, status in statuses:
            faults.fail_next("upload", kind)
            assert await upload() == status
        drops: list[tuple[FaultKind, bool]] = [("drop_before", False), ("drop_after", True)]
        for drop, taken in drops:
            faults.fail_next("upload", drop)
            with pytest.raises(aiohttp.ClientError):
                await upload()
            assert room.workspace.state.files[file_id].uploaded is taken
        faults.fail_next("upload", "slow", seconds=0.01)
        assert await upload() == 200
    outcomes = [each.outcome for each in room.workspace.journal.calls("upload")]
    assert outcomes == ["rate_limited", "server_error", "drop_before", "drop_after", "slow"]


async def test_an_answer_to_a_tap_can_be_lost(room: Room) -> None:
    """response_url: dropped after it was taken, the message has changed all the same."""
    app = room.bolt()
    urls: asyncio.Queue[str] = asyncio.Queue()

    @app.action("score:4")
    async def scored(ack: AsyncAck, body: Json) -> None:
        urls.put_nowait(body["response_url"])
        await ack()

    await room.connect(app)
    bram = await room.person("bram")
    await room.client.chat_postMessage(channel=bram.id, text="Stelling 1", blocks=BUTTONS)
    await bram.tap(await bram.sees("Stelling 1"), "4")
    room.workspace.faults.fail_next("response_url", "drop_after")
    async with aiohttp.ClientSession() as session:
        body = {"replace_original": True, "text": "Stelling 2"}
        with pytest.raises(aiohttp.ClientError):
            await session.post(urls.get_nowait(), json=body)
    await bram.sees("Stelling 2")


async def test_a_socket_is_cut_during_a_call(room: Room) -> None:
    """The call is carried out, one of two sockets is gone, the other goes on."""
    app = room.bolt()
    for sockets in (1, 2):
        handler = await room.connect(app, sockets)
        handler.client.auto_reconnect_enabled = False
    room.workspace.faults.fail_next("auth.test", "disconnect")
    assert (await room.client.auth_test())["ok"]
    assert room.workspace.sockets.count == 1
    assert room.workspace.sockets.most == 2
    assert [each.outcome for each in room.workspace.journal.calls("auth.test")] == ["disconnect"]


async def test_an_envelope_three_times_over_two_sockets(room: Room) -> None:
    """Copies go to one connection after another, and one acknowledgement suffices."""
    heard: asyncio.Queue[int] = asyncio.Queue()

    def replica(number: int) -> AsyncApp:
        app = room.bolt()

        @app.command("/borging")
        async def command(ack: AsyncAck) -> None:
            heard.put_nowait(number)
            await ack()

        return app

    for number in range(2):
        await room.connect(replica(number), number + 1)
    room.workspace.faults.double_envelopes(times=None, copies=3)
    anna = await room.person("anna")
    await anna.command("/borging")
    came = Counter([await asyncio.wait_for(heard.get(), 3) for _ in range(3)])
    assert sorted(came.values()) == [1, 2]


async def test_storms_by_http(room: Room) -> None:
    """Another process can call a storm and envelopes three times; nonsense is refused."""
    control = f"{room.workspace.address}/control/faults"
    async with aiohttp.ClientSession() as session:

        async def post(**body: object) -> int:
            async with session.post(control, json=body) as response:
                return response.status

        assert await post(fault="storm", method="auth.test", odds={"server_error": 1.0}) == 200
        assert await post(fault="double_envelopes", copies=3, odds=0.5, seed=1) == 200
        assert await post(fault="storm", method="*", odds={"hail": 1.0}) == 400
        assert await post(fault="storm", method="*", odds=0.5) == 400
        with pytest.raises(SlackApiError):
            await room.client.auth_test()
        assert await post(fault="clear") == 200
        assert (await room.client.auth_test())["ok"]
