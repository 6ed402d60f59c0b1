"""Rates, and faults that tests switch on."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace.errors import PersonError
from bot.workspace.faults import FaultKind, Faults
from bot.workspace.rates import POSTS_A_CHANNEL, TIER_3, Bucket, Rates
from tests.workspace.conftest import Make
from tests.workspace.room import Room

Json = dict[str, Any]


def test_a_bucket_refills() -> None:
    """A full bucket gives its size at once, then at its pace; the wait is told in seconds."""
    moment = [0.0]
    rates = Rates(seconds=lambda: moment[0])
    bucket = Bucket(size=2, per_minute=30)
    assert [rates.take(bucket, "a") for _ in range(3)] == [None, None, 2]
    assert rates.take(bucket, "b") is None
    moment[0] = 2.0
    assert [rates.take(bucket, "a") for _ in range(2)] == [None, 2]


async def test_too_many_calls(make_room: Make) -> None:
    """A method past its tier and a channel past its pace answer 429 with Retry-After."""
    room = await make_room(rate_limits=True)
    channel = room.workspace.channel("stuurgroep").id
    for _ in range(int(POSTS_A_CHANNEL.size)):
        await room.client.chat_postMessage(channel=channel, text="x")
    with pytest.raises(SlackApiError) as limited:
        await room.client.chat_postMessage(channel=channel, text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response["error"] == "ratelimited"
    assert int(limited.value.response.headers["Retry-After"]) >= 1
    for _ in range(int(TIER_3.size)):
        await room.client.conversations_info(channel=channel)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await room.client.conversations_info(channel=channel)


async def test_a_dropped_connection_after_the_call_was_taken(room: Room) -> None:
    """The client hears nothing, the message stands there; dropped before, it does not."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    faults: list[tuple[FaultKind, str]] = [("drop_after", "toch"), ("drop_before", "nooit")]
    for kind, text in faults:
        room.workspace.faults.fail_next("chat.postMessage", kind)
        with pytest.raises(aiohttp.ClientError):
            await room.client.chat_postMessage(channel=channel, text=text)
    await room.client.chat_postMessage(channel=channel, text="weer goed")
    await anna.sees("weer goed", "#stuurgroep")
    assert [each.text for each in anna.messages("#stuurgroep")] == ["toch", "weer goed"]
    outcomes = [each.outcome for each in room.workspace.journal.calls("chat.postMessage")]
    assert outcomes == ["drop_after", "drop_before", "ok"]


async def test_faults_by_http(room: Room) -> None:
    """Another process can switch faults and read the journal, without any token in it."""
    control = f"{room.workspace.address}/control"
    async with aiohttp.ClientSession() as session:

        async def post(path: str, body: Json) -> int:
            async with session.post(f"{control}/{path}", json=body) as response:
                return response.status

        fault = {"fault": "fail_next", "method": "auth.test", "kind": "server_error", "skip": 1}
        assert await post("faults", fault) == 200
        assert await post("faults", {"fault": "fail_next", "method": "*", "kind": "x"}) == 400
        assert (await room.client.auth_test())["ok"]
        with pytest.raises(SlackApiError):
            await room.client.auth_test()
        async with session.get(f"{control}/journal?method=auth.test&after=1") as response:
            calls = (await response.json())["calls"]
        assert [each["outcome"] for each in calls] == ["server_error"]
        assert "xoxb" not in str(calls)
        assert await post("app", {"revoked": True}) == 200
        with pytest.raises(SlackApiError, match="token_revoked"):
            await room.client.auth_test()
        assert await post("sockets", {"do": "dance"}) == 400


async def test_a_method_can_be_held(room: Room) -> None:
    """Held calls wait until they are released."""
    room.workspace.faults.hold("auth.test")
    waiting = asyncio.create_task(room.client.auth_test())
    await room.client.team_info()
    assert room.workspace.journal.calls("auth.test") == []
    room.workspace.faults.release("auth.test")
    assert (await waiting)["ok"]


async def test_a_cut_socket_is_an_error_for_the_person(room: Room) -> None:
    """When the only socket goes while a command waits, its person hears it at once."""
    app = room.bolt()

    @app.command("/borging")
    async def cut() -> None:
        await room.workspace.sockets.drop()

    await room.connect(app)
    anna = await room.person("anna")
    with pytest.raises(PersonError, match="app_no_answer"):
        await anna.command("/borging")


def test_a_fault_of_one_channel_leaves_calls_of_others_alone() -> None:
    """It is used up by its own channel's calls only."""
    faults = Faults()
    faults.fail_next("conversations.info", "error", channel="C1")
    assert faults.for_call("conversations.info", "C2") is None
    assert faults.for_call("conversations.info") is None
    assert faults.for_call("conversations.info", "C1") is not None
    assert faults.for_call("conversations.info", "C1") is None
