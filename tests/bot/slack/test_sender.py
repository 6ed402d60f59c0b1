"""What a call that did not pass means for a delivery."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.errors import CallError
from bot.slack.sender import outcome_of
from flows.outbox import Blocked, Postponed, Refused, Result
from flows.pace import Call


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
    ("error", "result"),
    [
        (
            refused("ratelimited", 429, {"Retry-After": "17"}),
            Postponed("rate_limited", 17.0, maybe_taken=False, call=Call.POST),
        ),
        (refused("", 502), Postponed("http_502", maybe_taken=True)),
        (refused("internal_error"), Postponed("internal_error", maybe_taken=True)),
        (
            refused("service_unavailable", 503),
            Postponed("service_unavailable", maybe_taken=False),
        ),
        (TimeoutError(), Postponed("TimeoutError", maybe_taken=True)),
        (
            aiohttp.ServerDisconnectedError(),
            Postponed("ServerDisconnectedError", maybe_taken=True),
        ),
        (
            aiohttp.ConnectionTimeoutError(),
            Postponed("ConnectionTimeoutError", maybe_taken=False),
        ),
        (refused("user_disabled"), Refused("user_disabled")),
        (refused("is_archived"), Refused("is_archived")),
        (refused("thread_not_found"), Refused("thread_not_found")),
        (refused("invalid_blocks"), Refused("invalid_blocks")),
        (refused("token_revoked"), Blocked("token_revoked")),
        (refused("account_inactive"), Blocked("account_inactive")),
        (refused("app_uninstalled"), Blocked("app_uninstalled")),
        (refused("missing_scope"), Blocked("missing_scope")),
    ],
)
def test_each_fault_of_a_post_has_its_result(error: CallError, result: Result) -> None:
    """What surely did not arrive is told from what may have."""
    assert outcome_of(error, Call.POST) == result


@pytest.mark.parametrize("error", [refused("", 502), TimeoutError()])
def test_no_other_call_makes_a_message(error: CallError) -> None:
    """Whatever became of it, there is nothing to look for."""
    result = outcome_of(error)
    assert isinstance(result, Postponed)
    assert not result.maybe_taken
