"""What no client would send, and what comes late: envelopes put together by hand."""

import json
import uuid
from collections.abc import Mapping

from bot.workspace.core import Core
from bot.workspace.model import Json
from bot.workspace.person import Person
from bot.workspace.reading import Shown
from tests.e2e.world import World

ACK_S = 3.0  # what Slack waits


async def deliver(world: World, kind: str, payload: Json) -> Json:
    """Send an envelope to the bot; its acknowledgement's payload. TimeoutError without one."""
    envelope = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": payload,
        "accepts_response_payload": True,
    }
    return await world.workspace.sockets.deliver(envelope, ACK_S)


async def tap_with(
    world: World,
    person: Person,
    on: Shown,
    action: str,
    args: Mapping[str, object],
    *,
    trigger_id: str = "",
) -> Json:
    """A tap by a person on a message, on a button with any action and args.

    With a `trigger_id` that was used before it is a copy of the earlier tap.
    """
    core = world.workspace.core
    channel, ts = on.body["channel_id"], on.body["ts"]
    return await deliver(
        world,
        "interactive",
        {
            **_from(core, person, trigger_id),
            "type": "block_actions",
            "container": {"type": "message", "message_ts": ts, "channel_id": channel},
            "channel": {"id": channel, "name": "directmessage"},
            "message": {"ts": ts},
            "response_url": core.new_response_url(person.id, channel, ts),
            "state": {"values": {}},
            "actions": [
                {
                    "type": "button",
                    "action_id": f"{action}:1",
                    "block_id": "crafted",
                    "value": json.dumps(dict(args)),
                }
            ],
        },
    )


async def submit_with(
    world: World,
    person: Person,
    callback: str,
    args: Mapping[str, object],
    values: Mapping[str, Json],
    *,
    trigger_id: str = "",
) -> Json:
    """A window sent in by a person, with any args and values; the acknowledgement's payload.

    With a `trigger_id` that was used before it is a copy of the earlier one.
    """
    view = {
        "id": "VCRAFTED",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": json.dumps(dict(args)),
        "hash": "1.crafted",
        "root_view_id": "VCRAFTED",
        "previous_view_id": None,
        "app_installed_team_id": world.workspace.state.team.id,
        "state": {"values": {name: {name: value} for name, value in values.items()}},
    }
    sender = _from(world.workspace.core, person, trigger_id)
    payload = {**sender, "type": "view_submission", "view": view}
    return await deliver(world, "interactive", payload)


async def typed_event(
    world: World, person: Person, text: str, *, event_id: str = "", **more: object
) -> None:
    """A line typed by a person in the DM, as Slack tells it, without a message standing there."""
    core = world.workspace.core
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": person.dm,
        "user": person.id,
        "text": text,
        "ts": core.state.next_ts(),
        **more,
    }
    payload = {
        "type": "event_callback",
        "team_id": core.state.team.id,
        "api_app_id": core.app.app_id,
        "event": event,
        "event_id": event_id or f"Ev{uuid.uuid4().hex[:10].upper()}",
        "authorizations": [
            {"team_id": core.state.team.id, "user_id": core.app.user_id, "is_bot": True}
        ],
    }
    await deliver(world, "events_api", payload)


def text_input(text: str) -> Json:
    """The value of a text input."""
    return {"type": "plain_text_input", "value": text}


def choice_input(value: str) -> Json:
    """The value of an input with one choice."""
    option = {"text": {"type": "plain_text", "text": value}, "value": value}
    return {"type": "radio_buttons", "selected_option": option}


def person_input(user_id: str) -> Json:
    """The value of an input for a person."""
    return {"type": "users_select", "selected_user": user_id}


def _from(core: Core, person: Person, trigger_id: str = "") -> Json:
    member = core.state.people[person.id]
    return {
        "user": {"id": person.id, "name": person.name, "team_id": member.team_id},
        "team": {"id": member.team_id, "domain": core.state.teams[member.team_id].domain},
        "api_app_id": core.app.app_id,
        "token": "local",
        "trigger_id": trigger_id or core.new_trigger(person.id),
        "enterprise": None,
        "is_enterprise_install": False,
    }
