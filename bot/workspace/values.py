"""What a person filled in: values by block and action, shaped as in Slack's payloads."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.workspace.blocks import interactive
from bot.workspace.elements import DATE, INPUT_TEXT, TIME, all_options
from bot.workspace.errors import PersonError
from bot.workspace.model import Json

# Element type → (key of the value in a payload, key of the initial value in the element).
SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}
MANY = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
VALUE_KEYS = {kind: keys[0] for kind, keys in {**SINGLE, **MANY}.items()}
STATELESS = {"button", "overflow"}


@dataclass(frozen=True)
class Known:
    """What a person can pick: ids of people and channels."""

    people: Collection[str]
    channels: Collection[str]


def initial(element: Json) -> Json:
    """The value that an element starts with."""
    kind = element["type"]
    if kind in SINGLE:
        key, start = SINGLE[kind]
        return {"type": kind, key: element.get(start) or None}
    key, start = MANY[kind]
    return {"type": kind, key: list(element.get(start) or [])}


def stateful(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """The elements that hold a value, each with its block."""
    return [(block, each) for block, each in interactive(blocks) if each["type"] not in STATELESS]


def fresh(blocks: list[Json], kept: Json | None = None) -> Json:
    """The values of all elements: what was filled in before (``kept``), else how they start.

    Slack keeps what a person filled in when the same block_id and action_id come back.
    """
    values: Json = {}
    for block, element in stateful(blocks):
        old = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
        value = old if old and _still_fits(element, old) else initial(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return values


def _still_fits(element: Json, value: Json) -> bool:
    if value["type"] != element["type"]:
        return False
    if element["type"] in ("static_select", "radio_buttons"):
        return value["selected_option"] is None or value["selected_option"] in all_options(element)
    if element["type"] in ("checkboxes", "multi_static_select"):
        return all(each in all_options(element) for each in value["selected_options"])
    return True


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The element at a place, with its block. Raises PersonError ``element_not_found``."""
    for block, element in interactive(blocks):
        if block.get("block_id") == block_id and element.get("action_id") == action_id:
            return block, element
    raise PersonError("element_not_found", f"no element {action_id} in block {block_id}")


def chosen(element: Json, choice: object, known: Known) -> Json:
    """The value of an element after a person's choice.

    Raises PersonError ``invalid_choice`` for what the element does not offer.
    """
    kind = element["type"]
    if kind in SINGLE:
        value = None if choice in (None, "") else _pick(element, choice, known)
        return {"type": kind, SINGLE[kind][0]: value}
    if not isinstance(choice, list):
        raise PersonError("invalid_choice", f"a {kind} takes a list")
    most = element.get("max_selected_items")
    if most and len(choice) > most:
        raise PersonError("invalid_choice", f"at most {most} can be chosen")
    return {"type": kind, MANY[kind][0]: [_pick(element, each, known) for each in choice]}


def _pick(element: Json, choice: object, known: Known) -> object:
    if not isinstance(choice, str):
        raise PersonError("invalid_choice", "a choice is a text")
    kind = element["type"].removeprefix("multi_")
    if kind in ("static_select", "radio_buttons", "checkboxes"):
        return pick_option(element, choice)
    fits: dict[str, Callable[[], object]] = {
        "plain_text_input": lambda: True,
        "datepicker": lambda: re.fullmatch(DATE, choice),
        "timepicker": lambda: re.fullmatch(TIME, choice),
        "users_select": lambda: choice in known.people,
        "conversations_select": lambda: choice in known.channels or choice in known.people,
        "channels_select": lambda: choice in known.channels,
    }
    if not fits[kind]():
        raise PersonError("invalid_choice", f"{choice!r} cannot be chosen in a {kind}")
    return choice


def pick_option(element: Json, choice: object) -> Json:
    """The option with this value. Raises PersonError ``invalid_choice``."""
    for option in all_options(element):
        if option["value"] == choice:
            return dict(option)
    raise PersonError("invalid_choice", f"no option {choice!r}")


def missing_inputs(blocks: list[Json], values: Json) -> dict[str, Json]:
    """What Slack's own client says before a modal is sent: block_id → code, text and limit."""
    errors: dict[str, Json] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = values[block["block_id"]][element["action_id"]][VALUE_KEYS[element["type"]]]
            error = _input_error(block, element, value)
            if error:
                errors[block["block_id"]] = error
    return errors


def _input_error(block: Json, element: Json, value: object) -> Json | None:
    empty = not (value.strip() if isinstance(value, str) else value)
    if empty:
        required = {"code": "required", "text": "Please complete this required field."}
        return None if block.get("optional") else required
    if element["type"] != "plain_text_input" or not isinstance(value, str):
        return None
    least, most = element.get("min_length", 0), element.get("max_length", INPUT_TEXT)
    if len(value) < least:
        text = f"Please write at least {least} characters."
        return {"code": "too_short", "text": text, "limit": least}
    if len(value) > most:
        return {
            "code": "too_long",
            "text": f"Please write at most {most} characters.",
            "limit": most,
        }
    return None
