"""What people do with the app: tap and fill in, submit and close, look at its Home."""

from dataclasses import dataclass

from bot.workspace import modals, wire
from bot.workspace.actors import (
    actor,
    known,
    own_channel,
    seen_message,
    team_payload,
    user_payload,
)
from bot.workspace.core import Core
from bot.workspace.errors import PersonError
from bot.workspace.events import emit, interact
from bot.workspace.model import Json, Member, Message, View
from bot.workspace.posting import open_dm
from bot.workspace.submission import follow
from bot.workspace.values import (
    STATELESS,
    VALUE_KEYS,
    chosen,
    find,
    fresh,
    missing_inputs,
    pick_option,
)
from bot.workspace.wire import channel_name


@dataclass
class Place:
    """Where an element stands: on a message or in a view."""

    message: Message | None
    view: View | None
    blocks: list[Json]
    values: Json


def _place(core: Core, person: Member, on: object) -> Place:
    if not isinstance(on, dict):
        raise PersonError("element_not_found", "`on` names a message or a view")
    if "view_id" in on:
        view = core.state.views.get(str(on["view_id"]))
        if not view or view.person_id != person.id:
            raise PersonError("view_not_found", "This window is no longer open.")
        if view.is_modal:
            view = modals.top(core, person.id, view.id)
        return Place(None, view, view.body["blocks"], view.values)
    channel = own_channel(core, person, on.get("channel_id"))
    message = seen_message(core, person, channel, on.get("ts"))
    values = message.states.get(person.id) or fresh(message.blocks)
    return Place(message, None, message.blocks, values)


async def use(core: Core, act: Json) -> Json:
    """Tap a button, choose, or fill in: remembered, and told to the app where Slack does."""
    person = actor(core, act["as"])
    place = _place(core, person, act.get("on"))
    block, element = find(place.blocks, str(act.get("block_id")), str(act.get("action_id")))
    action = _act_on(core, person, place, (block, element), act.get("choice"))
    held = place.values.get(block["block_id"], {}).get(element["action_id"])
    if block["type"] == "input" and not block.get("dispatch_action"):
        return {"sent": False, "value": held}
    payload = _payload(core, person, place, action)
    await interact(core, "interactive", payload, answers=False)
    return {"sent": True, "value": held}


def _act_on(
    core: Core, person: Member, place: Place, at: tuple[Json, Json], choice: object
) -> Json:
    block, element = at
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": core.state.next_ts(),
    }
    if element["type"] == "button":
        kept: Json = {
            key: element[key] for key in ("text", "value", "style", "url") if key in element
        }
        return {**action, **kept}
    if element["type"] == "overflow":
        return {**action, "selected_option": pick_option(element, choice)}
    value = chosen(element, choice, known(core, person))
    _remember(core, person, place, block["block_id"], element["action_id"], value)
    return {**action, **value}


def _remember(
    core: Core, person: Member, place: Place, block_id: str, action_id: str, value: Json
) -> None:
    place.values.setdefault(block_id, {})[action_id] = value
    if place.view:
        place.view.values = place.values
        core.state.save_view(place.view)
    elif place.message:
        place.message.states[person.id] = place.values
        core.state.save_message(place.message)


def _payload(core: Core, person: Member, place: Place, action: Json) -> Json:
    payload: Json = {
        "type": "block_actions",
        "user": user_payload(person),
        "api_app_id": core.app.app_id,
        "token": "local",
        "trigger_id": core.new_trigger(person.id, place.view.id if place.view else None),
        "team": team_payload(core, person),
        "enterprise": None,
        "is_enterprise_install": False,
        "state": {"values": place.values},
        "actions": [action],
    }
    if place.view:
        view = wire.view(core.state, place.view)
        container = {"type": "view", "view_id": place.view.id}
        return {**payload, "container": container, "view": view, "hash": place.view.hash}
    if not place.message:
        raise PersonError("element_not_found")
    return payload | _message_part(core, person, place.message)


def _message_part(core: Core, person: Member, message: Message) -> Json:
    channel = core.state.channels[message.channel_id]
    ephemeral = message.reader is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    part: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": core.new_response_url(person.id, channel.id, message.ts),
    }
    # Slack leaves the message out when it is ephemeral: it does not keep those.
    return part if ephemeral else {**part, "message": wire.message(core.state, message)}


async def submit(core: Core, act: Json) -> Json:
    """Send a modal in. What the client itself checks never reaches the app."""
    person = actor(core, act["as"])
    view = modals.top(core, person.id, str(act.get("view_id")))
    if not view.body.get("submit"):
        raise PersonError("not_allowed", "This window has nothing to send in.")
    values = act.get("values") or {}
    if not isinstance(values, dict) or not all(isinstance(each, dict) for each in values.values()):
        raise PersonError("invalid_choice", "values are {block_id: {action_id: choice}}")
    _fill_all(core, person, view, values)
    errors = missing_inputs(view.body["blocks"], view.values)
    if errors:
        raise PersonError("invalid_inputs", "Some fields need attention.", errors=errors)
    payload = {
        "type": "view_submission",
        "team": team_payload(core, person),
        "user": user_payload(person),
        "api_app_id": core.app.app_id,
        "token": "local",
        "trigger_id": core.new_trigger(person.id, view.id),
        "view": wire.view(core.state, view),
        "response_urls": _response_urls(core, person, view),
        "is_enterprise_install": False,
        "enterprise": None,
    }
    answer = await interact(core, "interactive", payload, answers=True)
    return follow(core, person, view, answer)


def _fill_all(core: Core, person: Member, view: View, values: Json) -> None:
    place = Place(None, view, view.body["blocks"], view.values)
    for block_id, actions in values.items():
        for action_id, choice in actions.items():
            block, element = find(place.blocks, block_id, action_id)
            if element["type"] in STATELESS:
                raise PersonError("invalid_choice", "a button holds no value")
            value = chosen(element, choice, known(core, person))
            _remember(core, person, place, block["block_id"], action_id, value)


def _response_urls(core: Core, person: Member, view: View) -> list[Json]:
    urls = []
    for block in view.body["blocks"]:
        element = block.get("element") or {}
        if element.get("response_url_enabled"):
            value = view.values[block["block_id"]][element["action_id"]]
            channel_id = value[VALUE_KEYS[element["type"]]]
            if channel_id in core.state.channels:
                urls.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel_id,
                        "response_url": core.new_response_url(person.id, channel_id, None),
                    }
                )
    return urls


async def close(core: Core, act: Json) -> Json:
    """Close the top modal, or all of them."""
    person = actor(core, act["as"])
    modals.top(core, person.id, str(act.get("view_id")))
    everything = bool(act.get("all"))
    closed = modals.close(core, person.id, everything=everything)
    user = user_payload(person)
    core.later(modals.tell_closed(core, closed, user, cleared=everything or len(closed) > 1))
    return {}


async def open_home(core: Core, act: Json) -> Json:
    """Look at the App Home tab."""
    person = actor(core, act["as"])
    if not core.app.config.home_tab or person.is_stranger:
        raise PersonError("home_tab_off", "This app has no Home for you.")
    return {"channel_id": _opened(core, person, "home")}


async def open_messages(core: Core, act: Json) -> Json:
    """Look at the app's Messages tab."""
    person = actor(core, act["as"])
    if not core.app.config.messages_tab:
        raise PersonError("messages_tab_off", "Sending messages to this app is turned off.")
    return {"channel_id": _opened(core, person, "messages")}


def _opened(core: Core, person: Member, tab: str) -> str:
    channel, _ = open_dm(core, core.app.user_id, person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
    }
    home = core.state.homes.get(person.id)
    if tab == "home" and home:
        event["view"] = wire.view(core.state, core.state.views[home])
    emit(core, "app_home_opened", event)
    return channel.id
