"""What a call that Slack did not take means for its sender."""

import logging

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import (
    Broken,
    CallError,
    Fault,
    Gone,
    RateLimited,
    Temporary,
    Unreachable,
    fault_of,
    fault_of_answer,
)


def refused(code: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    """The error that slack_sdk raises for an answer."""
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": code},
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (refused("ratelimited", 429, {"Retry-After": "17"}), RateLimited(17.0)),
        (refused("ratelimited", 429, {"retry-after": "soon"}), RateLimited(30.0)),
        (refused("ratelimited", 429, {"retry-after": "inf"}), RateLimited(30.0)),
        (refused("ratelimited", 429, {"retry-after": "-3"}), RateLimited(0.0)),
        (refused("ratelimited", 429, {"retry-after": "999999999"}), RateLimited(3600.0)),
        (refused("internal_error"), Temporary("internal_error", maybe_taken=True)),
        (refused("service_unavailable", 503), Temporary("service_unavailable", maybe_taken=False)),
        (refused("", 502), Temporary("http_502", maybe_taken=True)),
        (refused("message_not_found"), Gone("message_not_found")),
        (refused("edit_window_closed"), Gone("edit_window_closed")),
        (refused("cant_update_message"), Gone("cant_update_message")),
        (refused("user_not_found"), Unreachable("user_not_found")),
        (refused("user_disabled"), Unreachable("user_disabled")),
        (refused("cannot_dm_bot"), Unreachable("cannot_dm_bot")),
        (refused("is_archived"), Unreachable("is_archived")),
        (
            refused("restricted_action_read_only_channel"),
            Unreachable("restricted_action_read_only_channel"),
        ),
        (refused("invalid_auth"), Broken("invalid_auth", everywhere=True)),
        (refused("account_inactive"), Broken("account_inactive", everywhere=True)),
        (refused("missing_scope"), Broken("missing_scope", everywhere=True)),
        (refused("invalid_blocks"), Broken("invalid_blocks", everywhere=False)),
        (TimeoutError(), Temporary("TimeoutError", maybe_taken=True)),
        (
            aiohttp.ServerDisconnectedError(),
            Temporary("ServerDisconnectedError", maybe_taken=True),
        ),
        (
            aiohttp.ConnectionTimeoutError(),
            Temporary("ConnectionTimeoutError", maybe_taken=False),
        ),
    ],
)
def test_each_error_has_its_meaning(error: CallError, fault: Fault) -> None:
    """Codes, HTTP states and lost connections say what the sender has to do."""
    assert fault_of(error) == fault


def test_a_used_response_url() -> None:
    """An answer of a response_url is read in the same way."""
    assert fault_of_answer(404, {"ok": False, "error": "used_url"}) == Gone("used_url")


def test_a_fault_of_ours_is_logged_without_content(caplog: pytest.LogCaptureFixture) -> None:
    """The log of invalid blocks says where, and nothing that people wrote."""
    reason = 'invalid value "mijn geheime zin" [json-pointer:/blocks/0/text/text]'
    body = {"error": "invalid_blocks", "response_metadata": {"messages": [reason]}}
    with caplog.at_level(logging.ERROR):
        fault_of_answer(200, body)
    assert "invalid_blocks /blocks/0/text/text" in caplog.text
    assert "geheime" not in caplog.text
