"""Sending to the app: events that come again until acknowledged, interactions that do not."""

import asyncio
import secrets
import uuid
from typing import Literal

from bot.workspace.core import Core
from bot.workspace.errors import DeliveryError, PersonError
from bot.workspace.model import Channel, Json

MESSAGE_EVENTS = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


def emit(core: Core, subscription: str, event: Json) -> None:
    """Send an event to the app if it subscribed to it (``message.im``, ``app_home_opened`` …)."""
    app = core.state.app
    if not app or app.revoked or subscription not in app.config.events:
        return
    team_id = core.state.team.id
    authorization = {
        "enterprise_id": None,
        "team_id": team_id,
        "user_id": app.user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    channel = core.state.channels.get(str(event.get("channel")))
    payload = {
        "token": "local",
        "team_id": team_id,
        "context_team_id": team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": {"event_ts": core.state.next_ts(), **event},
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": core.state.seconds(),
        "authorizations": [authorization],
        "is_ext_shared_channel": bool(channel and channel.is_shared),
        "event_context": secrets.token_urlsafe(16),
    }
    core.later(_deliver_event(core, payload))


async def _deliver_event(core: Core, payload: Json) -> None:
    reason = ""
    for attempt, wait in enumerate((0.0, *core.timing.retries)):
        if wait:
            await asyncio.sleep(wait)
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": "events_api",
            "payload": payload,
            "accepts_response_payload": False,
            "retry_attempt": attempt,
            "retry_reason": reason,
        }
        try:
            await core.deliver(envelope)
        except DeliveryError as error:
            if error.final:
                return
            reason = error.reason
        else:
            return


async def interact(
    core: Core, kind: Literal["interactive", "slash_commands"], payload: Json, *, answers: bool
) -> Json:
    """Send a person's act to the app and wait for the acknowledgement; returns its payload.

    Raises PersonError ``app_not_connected``, ``app_no_answer`` or ``app_bad_answer``.
    """
    envelope = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": payload,
        "accepts_response_payload": answers,
    }
    try:
        return await core.deliver(envelope)
    except DeliveryError as error:
        if error.reason == "connection_failed":
            raise PersonError("app_not_connected", "The app is not connected.") from None
        if error.reason == "http_error":
            raise PersonError("app_bad_answer", str(error)) from None
        raise PersonError("app_no_answer", "The app did not answer in time.") from None


def emit_message(core: Core, channel: Channel, event: Json) -> None:
    """Send a message event if the app is in the conversation."""
    app = core.state.app
    if app and app.user_id in channel.members:
        kinds = {"public": "channel", "private": "group", "im": "im"}
        body = {"type": "message", "channel": channel.id, "channel_type": kinds[channel.kind]}
        emit(core, MESSAGE_EVENTS[channel.kind], {**event, **body})


def emit_channel(core: Core, channel: Channel, name: str, event: Json) -> None:
    """Send ``channel_<name>`` or ``group_<name>`` as the conversation's kind demands.

    Public ones concern every app of the workspace, private ones only an app in them.
    """
    app = core.state.app
    if channel.kind == "public":
        emit(core, f"channel_{name}", {"type": f"channel_{name}", **event})
    elif channel.kind == "private" and app and app.user_id in channel.members:
        emit(core, f"group_{name}", {"type": f"group_{name}", **event})
