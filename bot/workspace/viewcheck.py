"""What Slack would refuse about a modal or a Home tab."""

import json
from collections.abc import Callable

from bot.workspace.blocks import VIEW_BLOCKS, check_blocks, check_slack_files
from bot.workspace.elements import plain
from bot.workspace.errors import SlackError
from bot.workspace.model import Json
from bot.workspace.schema import Field, Problems, boolean, one_of, report, required, shape, string

# Limits, as Slack documents them.
TITLE, PRIVATE_METADATA, CALLBACK_ID = 24, 3000, 255  # characters
VIEW_BYTES = 250_000
MODAL_STACK = 3  # views


def _ignore(_value: object, _pointer: str, _problems: Problems) -> None:
    """Blocks have a check of their own."""


HOME_FIELDS = {
    "type": required(one_of("home", "modal")),
    "blocks": required(_ignore),
    "private_metadata": Field(string(PRIVATE_METADATA, least=0)),
    "callback_id": Field(string(CALLBACK_ID, least=0)),
    "external_id": Field(string(CALLBACK_ID, least=0)),
}
MODAL_FIELDS = HOME_FIELDS | {
    "title": required(plain(TITLE)),
    "submit": Field(plain(TITLE)),
    "close": Field(plain(TITLE)),
    "clear_on_close": Field(boolean),
    "notify_on_close": Field(boolean),
    "submit_disabled": Field(boolean),
}
HOME, MODAL = shape(HOME_FIELDS), shape(MODAL_FIELDS)


def require_view(view: object, kind: str, usable_file: Callable[[Json], bool]) -> Json:
    """The view, when Slack would take it as a ``kind`` ("modal" or "home").

    Raises SlackError ``view_too_large`` or ``invalid_arguments`` with the places and reasons.
    """
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", ["[ERROR] must be an object [json-pointer:/view]"])
    problems: Problems = []
    (MODAL if kind == "modal" else HOME)(view, "/view", problems)
    problems += _parts(view, kind, usable_file)
    if problems:
        raise SlackError("invalid_arguments", [f"[ERROR] {each}" for each in problems])
    return view


def _parts(view: Json, kind: str, usable_file: Callable[[Json], bool]) -> Problems:
    if view.get("type") in ("home", "modal") and view["type"] != kind:
        return [f"must be a {kind} [json-pointer:/view/type]"]
    blocks = view.get("blocks")
    problems = check_blocks(blocks, VIEW_BLOCKS, "/view/blocks") if blocks is not None else []
    if problems or blocks is None:
        return problems
    has_inputs = any(block["type"] == "input" for block in blocks)
    if kind == "modal" and has_inputs and not view.get("submit"):
        report(problems, "/view", "missing required field: submit")
    return problems + check_slack_files(blocks, usable_file, "/view/blocks")
