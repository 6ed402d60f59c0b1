"""What people typed and chose, out of Slack's notation."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.events import FieldValue

_TOKEN = re.compile(r"<([^<>\n]*)>")


def sound(text: str) -> str:
    """The text without what no database or screen takes: NUL and halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")


def readable(text: str) -> str:
    """A message that a person typed, as they saw it: links and mentions in words, no entities."""
    shown = _TOKEN.sub(lambda token: _token(token[1]), text)
    return sound(shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _token(token: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{label.removeprefix('@') or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    address = re.sub(r"^(mailto:|tel:)", "", target)
    if not label or label in address:
        return label or address
    return f"{label} ({address})"


def parse_args(text: object) -> dict[str, str]:
    """The args that a button's value or a form's private_metadata holds; empty if it holds none."""
    try:
        held = json.loads(text) if isinstance(text, str) and text else {}
    except ValueError:
        held = {}
    return {key: str(value) for key, value in held.items()} if isinstance(held, dict) else {}


def read_values(view: Mapping[str, Any]) -> dict[str, FieldValue]:
    """A view's inputs by name.

    A text, one choice, one person and a channel are a str, "" if empty; many choices and many
    people a tuple; a day a date, None if empty.
    """
    inputs = (view.get("state") or {}).get("values") or {}
    return {name: _value(held) for name, block in inputs.items() for held in block.values()}


def _value(held: Mapping[str, Any]) -> FieldValue:
    match held.get("type"):
        case "plain_text_input":
            return sound(held.get("value") or "")
        case "static_select" | "radio_buttons":
            return str((held.get("selected_option") or {}).get("value", ""))
        case "checkboxes" | "multi_static_select":
            return tuple(option["value"] for option in held.get("selected_options") or ())
        case "datepicker":
            chosen = held.get("selected_date")
            return date.fromisoformat(chosen) if chosen else None
        case "users_select":
            return held.get("selected_user") or ""
        case "multi_users_select":
            return tuple(held.get("selected_users") or ())
        case "conversations_select":
            return held.get("selected_conversation") or ""
        case _:
            return None
