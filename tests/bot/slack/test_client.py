"""Calls to Slack over a real connection: the client and the facts it fetches."""

import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import is_loopback, make_client, make_session
from bot.slack.errors import CALL_ERRORS, Broken, RateLimited, Temporary, fault_of
from bot.slack.facts import REMEMBER_S, Facts
from flows.events import ChannelFacts, UserFacts, Wanted

USERS: dict[str, dict[str, Any]] = {
    "U1": {"id": "U1", "team_id": "T1", "real_name": "Karin de Boer", "profile": {}},
    "U2": {
        "id": "U2",
        "team_id": "T1",
        "name": "marijke",
        "profile": {"display_name": "Marijke"},
        "is_owner": True,
    },
    "U3": {"id": "U3", "team_id": "T9", "real_name": "Extern", "is_admin": True, "deleted": True},
    "U4": {"id": "U4", "team_id": "T1", "name": "robot", "is_bot": True},
}
CHANNELS: dict[str, dict[str, Any]] = {
    "C1": {
        "id": "C1",
        "name": "stuurgroep",
        "is_private": True,
        "is_member": True,
        "num_members": 9,
    },
    "C2": {"id": "C2", "name": "oud", "is_archived": True},
}


class Slack:
    """Slack's Web API, as far as these tests call it; counts its calls."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method, asked = request.match_info["method"], dict(request.query)
        asked |= {key: str(value) for key, value in (await request.post()).items()}
        self.calls[method] += 1
        if asked.get("user", asked.get("channel", "")).endswith("-broken"):
            return web.json_response({"ok": False, "error": "missing_scope"})
        if method == "users.info":
            return _found("user", USERS.get(str(asked["user"])), "user_not_found")
        if method == "conversations.info":
            assert asked["include_num_members"] == "1"
            return _found("channel", CHANNELS.get(str(asked["channel"])), "channel_not_found")
        if method == "auth.test":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if method == "chat.update":
            refusal = {"ok": False, "error": "ratelimited"}
            return web.json_response(refusal, status=429, headers={"Retry-After": "40"})
        assert request.transport is not None
        request.transport.abort()  # taken, and then the connection is lost
        return web.Response()


def _found(name: str, held: dict[str, Any] | None, fault: str) -> web.Response:
    return web.json_response({"ok": True, name: held} if held else {"ok": False, "error": fault})


@asynccontextmanager
async def connected(slack: Slack) -> AsyncIterator[AsyncWebClient]:
    """A client of ours that talks to this Slack."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.answer)
    async with TestServer(app) as server, make_session("http://127.0.0.1/") as session:
        yield make_client("xoxb-secret", str(server.make_url("/api/")), session)


async def test_facts_are_what_slack_says() -> None:
    """Names, rights and states of users and channels arrive; the unknown is marked as such."""
    wanted = Wanted(
        users=frozenset({"U1", "U2", "U3", "U4", "U5"}), channels=frozenset({"C1", "C2", "C3"})
    )
    async with connected(Slack()) as client:
        known = await Facts().fetch(client, "T1", wanted)
    assert known.users == {
        "U1": UserFacts(team_id="T1", user_id="U1", name="Karin de Boer"),
        "U2": UserFacts(team_id="T1", user_id="U2", name="Marijke", is_admin=True),
        "U3": UserFacts(team_id="T9", user_id="U3", name="Extern", is_deleted=True),
        "U4": UserFacts(team_id="T1", user_id="U4", name="robot", is_bot=True),
    }
    assert known.channels == {
        "C1": ChannelFacts(
            channel_id="C1", name="stuurgroep", is_private=True, has_bot=True, members=8
        ),
        "C2": ChannelFacts(channel_id="C2", name="oud", is_archived=True),
        "C3": ChannelFacts(channel_id="C3", found=False),
    }


@pytest.mark.parametrize(
    ("user", "later_s", "calls"),
    [
        ("U1", REMEMBER_S - 1, 1),
        ("U1", REMEMBER_S + 1, 2),
        ("U2", 0.0, 2),
    ],
)
async def test_users_are_remembered_but_never_admins(user: str, later_s: float, calls: int) -> None:
    """A user is asked for once a minute; who is admin is asked every time."""
    slack, seconds = Slack(), iter([0.0, later_s])
    facts, wanted = Facts(now_s=lambda: next(seconds)), Wanted(users=frozenset({user}))
    async with connected(slack) as client:
        first = await facts.fetch(client, "T1", wanted)
        assert await facts.fetch(client, "T1", wanted) == first
    assert slack.calls["users.info"] == calls


async def test_memory_is_bounded() -> None:
    """When the memory is full, what expired goes first, and else all of it."""
    slack, facts = Slack(), Facts(now_s=lambda: 0.0, most=1)
    async with connected(slack) as client:
        for user in ("U1", "U4", "U4", "U1"):
            await facts.fetch(client, "T1", Wanted(users=frozenset({user})))
    assert slack.calls["users.info"] == 3


async def test_a_fault_while_fetching_is_raised() -> None:
    """Facts that cannot be fetched are not made up."""
    async with connected(Slack()) as client:
        for wanted in (
            Wanted(users=frozenset({"U-broken"})),
            Wanted(channels=frozenset({"C-broken"})),
        ):
            with pytest.raises(SlackApiError) as raised:
                await Facts().fetch(client, "T1", wanted)
            assert fault_of(raised.value) == Broken("missing_scope", everywhere=True)


async def test_workspaces_remember_apart() -> None:
    """What one workspace's token may see is not shown to another."""
    slack, facts, wanted = Slack(), Facts(), Wanted(users=frozenset({"U1"}))
    async with connected(slack) as client:
        await facts.fetch(client, "T1", wanted)
        await facts.fetch(client, "T2", wanted)
    assert slack.calls["users.info"] == 2


async def test_a_lost_answer_is_not_asked_for_again() -> None:
    """When the connection drops after Slack took a post, the post is not sent twice."""
    slack = Slack()
    async with connected(slack) as client:
        with pytest.raises(aiohttp.ClientError) as raised:
            await client.chat_postMessage(channel="C1", text="x")
    assert slack.calls["chat.postMessage"] == 1
    fault = fault_of(raised.value)
    assert isinstance(fault, Temporary)
    assert fault.maybe_taken


async def test_a_rate_limit_is_raised_at_once() -> None:
    """A 429 is not slept on: the delivery hears when to come back."""
    slack = Slack()
    async with connected(slack) as client:
        with pytest.raises(SlackApiError) as raised:
            await client.chat_update(channel="C1", ts="1.2", text="x")
    assert slack.calls["chat.update"] == 1
    assert fault_of(raised.value) == RateLimited(40.0)


async def test_a_refused_connection_was_not_taken(unused_tcp_port: int) -> None:
    """Where nobody listens nothing was sent, and the sender is told so."""
    client = make_client("xoxb-secret", f"http://127.0.0.1:{unused_tcp_port}/api/")
    with pytest.raises(aiohttp.ClientConnectorError) as raised:
        await client.auth_test()
    assert fault_of(raised.value) == Temporary("ClientConnectorError", maybe_taken=False)


async def test_nothing_is_logged_of_a_call(caplog: pytest.LogCaptureFixture) -> None:
    """Even with debugging on, neither the token nor a text reaches the log."""
    async with connected(Slack()) as client:
        with caplog.at_level(logging.DEBUG):
            with pytest.raises(SlackApiError):
                await client.auth_test()
            with pytest.raises(CALL_ERRORS):
                await client.chat_postMessage(channel="C1", text="mijn geheime zin")
    assert "xoxb" not in caplog.text
    assert "geheime" not in caplog.text


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("http://127.0.0.1:3000/api/", True),
        ("http://localhost:3000", True),
        ("http://[::1]/", True),
        ("https://slack.com/api/", False),
        ("nonsense", False),
    ],
)
def test_loopback_is_known(url: str, ours: bool) -> None:  # noqa: FBT001 - a column of the table
    """A local address is told apart, for no proxy can reach it."""
    assert is_loopback(url) is ours
