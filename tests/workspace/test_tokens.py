"""Tokens and scopes of the Web API."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.room import CONFIG, Room


async def refusal(client: AsyncWebClient, method: str, **arguments: object) -> dict[str, Any]:
    """The body of a refused call."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    body: dict[str, Any] = refused.value.response.data
    return body


def client(room: Room, token: str | None) -> AsyncWebClient:
    """Slack's client with another token."""
    return AsyncWebClient(token, base_url=room.workspace.api_url, retry_handlers=[])


async def test_who_the_token_is(room: Room) -> None:
    """auth.test names the bot, and the header names its scopes."""
    answer = await room.client.auth_test()
    assert answer["bot_id"] == room.workspace.core.app.bot_id
    assert answer["user_id"] == room.workspace.core.app.user_id
    assert answer.headers["x-oauth-scopes"].split(",")[0] == "chat:write"


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), ("xapp-wrong", "invalid_auth")],
)
async def test_a_missing_or_unknown_token(room: Room, token: str | None, error: str) -> None:
    """Without a token, or with one nobody gave out, nothing works."""
    assert (await refusal(client(room, token), "auth.test"))["error"] == error


async def test_a_revoked_token(room: Room) -> None:
    """A revoked token is named as such, and works again when it is given back."""
    room.workspace.state.revoke_app()
    assert (await refusal(room.client, "auth.test"))["error"] == "token_revoked"
    room.workspace.state.revoke_app(revoked=False)
    assert (await room.client.auth_test())["ok"]


async def test_each_token_has_its_use(room: Room) -> None:
    """Only the app-level token opens sockets, and it does nothing else."""
    app = room.workspace.core.app
    wrong = "not_allowed_token_type"
    assert (await refusal(client(room, app.app_token), "auth.test"))["error"] == wrong
    assert (await refusal(room.client, "apps.connections.open"))["error"] == wrong
    answer = await client(room, app.app_token).apps_connections_open(app_token=app.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("chat.postMessage", "chat:write"),
        ("users.info", "users:read"),
        ("files.getUploadURLExternal", "files:write"),
        ("conversations.open", "im:write,mpim:write"),
    ],
)
async def test_a_missing_scope_is_named(room: Room, method: str, needed: str) -> None:
    """missing_scope says what is needed and what was provided."""
    room.workspace.install_app(replace(CONFIG, scopes=("commands",), events=()))
    body = await refusal(room.client, method)
    assert body["error"] == "missing_scope"
    assert body["needed"] == needed
    assert body["provided"] == "commands"


async def test_scopes_follow_the_kind_of_channel(room: Room) -> None:
    """A private channel needs groups:read, also when public ones may be read."""
    scopes = ("channels:read", "commands")
    room.workspace.install_app(replace(CONFIG, scopes=scopes, events=()))
    public, private = (room.workspace.channel(each).id for each in ("stuurgroep", "besloten"))
    assert (await room.client.conversations_info(channel=public))["ok"]
    body = await refusal(room.client, "conversations.info", channel=private)
    assert (body["error"], body["needed"]) == ("missing_scope", "groups:read")


async def test_an_app_token_without_its_scope(room: Room) -> None:
    """apps.connections.open needs connections:write."""
    room.workspace.install_app(replace(CONFIG, app_scopes=()))
    app = room.workspace.core.app
    body = await refusal(client(room, app.app_token), "apps.connections.open")
    assert (body["error"], body["needed"]) == ("missing_scope", "connections:write")


async def test_an_unknown_method_and_a_body_that_is_no_json(room: Room) -> None:
    """Slack names both."""
    assert (await refusal(room.client, "chat.shout"))["error"] == "unknown_method"
    headers = {"Authorization": f"Bearer {room.client.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        url = f"{room.workspace.api_url}auth.test"
        async with session.post(url, data="{", headers=headers) as response:
            assert (await response.json())["error"] == "invalid_json"
        async with session.post(url, data={"token": room.client.token}) as response:
            assert (await response.json())["ok"] is True
