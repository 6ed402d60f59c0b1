"""What a call that Slack did not take means for its sender."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from math import isfinite
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.claims import log_fault

logger = logging.getLogger(__name__)

CallError = SlackApiError | aiohttp.ClientError | OSError
CALL_ERRORS = (SlackApiError, aiohttp.ClientError, OSError)
"""What a call to Slack raises, for `except`; a timeout is an OSError."""

RETRY_AFTER_S = 30.0  # where a 429 does not say, or makes no sense
LONGEST_RETRY_S = 3600.0  # whatever it says


@dataclass(frozen=True)
class RateLimited:
    """Too many calls of this method; the same call passes after `retry_after_s` seconds."""

    retry_after_s: float


@dataclass(frozen=True)
class Temporary:
    """It may pass later. With `maybe_taken` Slack may have done what was asked nevertheless."""

    reason: str
    maybe_taken: bool


@dataclass(frozen=True)
class Gone:
    """What was to be changed or used is no longer there: post anew."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """This person or channel cannot be written to, until somebody mends that."""

    reason: str


@dataclass(frozen=True)
class Broken:
    """It will not pass again. With `everywhere` no call of this installation will.

    Otherwise the call itself is at fault, which has been logged.
    """

    reason: str
    everywhere: bool


Fault = RateLimited | Temporary | Gone | Unreachable | Broken

_RATE_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
# Slack says of these that some of it may have been done.
_UNCLEAR = {"internal_error", "fatal_error", "request_timeout"}
_LATER = {"service_unavailable", "team_added_to_org", "org_login_required", "hash_conflict"}
_GONE = {
    "message_not_found",
    "edit_window_closed",
    "cant_update_message",
    "thread_not_found",
    "expired_url",
    "used_url",
    "expired_trigger_id",
    "exchanged_trigger_id",
    "invalid_trigger_id",
    "not_found",
}
_UNREACHABLE = {
    "user_not_found",
    "users_not_found",
    "user_not_visible",
    "user_disabled",
    "user_not_in_team",
    "cannot_dm_bot",
    "cannot_dm_user",
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "not_in_channel",
    "method_not_supported_for_channel_type",
    "messages_tab_disabled",
    "team_not_found",
}
# Slack means the token by account_inactive: its bot or workspace is gone, not the reader.
_EVERYWHERE = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "access_denied",
    "app_uninstalled",
    "enterprise_is_restricted",
    "team_access_not_granted",
    "two_factor_setup_required",
    "ekm_access_denied",
    "accesslimited",
}


def code_of(error: SlackApiError) -> str:
    """Slack's own code of an error, "" where its answer carries none."""
    return str(_body_of(error).get("error") or "")


def complaints_of(error: SlackApiError) -> list[str]:
    """What Slack says is wrong with a call, and where in it; it might quote what people wrote."""
    return _complaints(_body_of(error))


def fault_of(error: CallError) -> Fault:
    """The meaning of an error that a call raised."""
    if isinstance(error, SlackApiError):
        response = error.response
        # An answer that is no JSON comes as aiohttp's response, all others as slack_sdk's.
        name = "status_code" if hasattr(response, "status_code") else "status"
        status = int(getattr(response, name, 0))
        return fault_of_answer(status, _body_of(error), getattr(response, "headers", {}))
    # The type alone: what the error says may hold an address that is a secret.
    not_sent = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return Temporary(type(error).__name__, maybe_taken=not not_sent)


def fault_of_answer(
    status: int, body: Mapping[str, Any], headers: Mapping[str, Any] | None = None
) -> Fault:
    """The meaning of an HTTP answer that is not ok, of the Web API or of a response_url."""
    code = str(body.get("error") or "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in _RATE_LIMITED:
        return RateLimited(_retry_after_s(headers or {}))
    if code in _UNCLEAR or code in _LATER:
        return Temporary(code, maybe_taken=code in _UNCLEAR)
    if code in _GONE:
        return Gone(code)
    if code in _UNREACHABLE or code.startswith("restricted_action"):
        return Unreachable(code)
    if code in _EVERYWHERE:
        return Broken(code, everywhere=True)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not code:
        return Temporary(f"http_{status}", maybe_taken=True)
    logger.error("Slack refused a call: %s %s", code, _places(body))
    return Broken(code, everywhere=False)


def log_failed(what: str, error: BaseException) -> None:
    """Log that something did not pass: what Slack said of it, else without what people said."""
    if isinstance(error, CALL_ERRORS):
        logger.warning("%s: %s", what, fault_of(error))
    else:
        log_fault(what, error)


def _retry_after_s(headers: Mapping[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                after_s = float(value[0] if isinstance(value, list) else value)
            except (ValueError, TypeError, IndexError):
                break
            if isfinite(after_s):
                return min(max(after_s, 0.0), LONGEST_RETRY_S)
            break
    return RETRY_AFTER_S


def _places(body: Mapping[str, Any]) -> str:
    """Where in the blocks the fault is. Only places: reasons might quote what people wrote."""
    return " ".join(re.findall(r"json-pointer:([\w/]+)", " ".join(_complaints(body))))


def _body_of(error: SlackApiError) -> Mapping[str, Any]:
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _complaints(body: Mapping[str, Any]) -> list[str]:
    return [str(one) for one in (body.get("response_metadata") or {}).get("messages") or []]
