"""What people do with a message of anybody: they choose a shortcut of the app in its menu."""

from bot.workspace import wire
from bot.workspace.actors import actor, own_channel, seen_message, team_payload, user_payload
from bot.workspace.core import Core
from bot.workspace.errors import PersonError
from bot.workspace.events import interact
from bot.workspace.model import Json


async def choose(core: Core, act: Json) -> Json:
    """Choose a shortcut at a message; the app need not be in the conversation."""
    person = actor(core, act["as"])
    channel = own_channel(core, person, act.get("channel_id"))
    message = seen_message(core, person, channel, act.get("ts"))
    app = core.state.app
    callbacks = {each.callback_id for each in app.config.shortcuts} if app else set()
    if person.is_stranger or message.reader or act.get("callback_id") not in callbacks:
        raise PersonError("no_shortcut", "There is no such shortcut here.")
    payload = {
        "type": "message_action",
        "token": "local",
        "action_ts": core.state.next_ts(),
        "team": team_payload(core, person),
        "user": user_payload(person),
        "channel": {"id": channel.id, "name": wire.channel_name(channel)},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": act["callback_id"],
        "trigger_id": core.new_trigger(person.id),
        "response_url": core.new_response_url(person.id, channel.id, message.ts),
        "message_ts": message.ts,
        "message": wire.message(core.state, message),
    }
    await interact(core, "interactive", payload, answers=False)
    return {}
