"""What the app answers to a submitted modal: errors, update, push, clear, or close."""

from bot.workspace import modals
from bot.workspace.core import Core
from bot.workspace.errors import PersonError, SlackError
from bot.workspace.model import Json, Member, View
from bot.workspace.viewcheck import require_view


def follow(core: Core, person: Member, view: View, answer: Json) -> Json:
    """Do what the acknowledgement of a view_submission asks.

    Raises PersonError ``invalid_inputs`` with the app's own words per block, or
    ``app_bad_answer`` when Slack would not understand the answer.
    """
    action = answer.get("response_action")
    current = core.state.views.get(view.id)
    if not current or (action is None and not answer):
        modals.drop(core, view)
        return {"outcome": "closed"}
    if action == "clear":
        modals.close(core, person.id, everything=True)
        return {"outcome": "cleared"}
    if action == "errors":
        raise _errors(view, answer.get("errors"))
    if action not in ("update", "push"):
        raise PersonError("app_bad_answer", f"unknown response_action: {action}")
    try:
        body = require_view(answer.get("view"), "modal", core.usable_file)
        if action == "update":
            modals.update(core, current, body)
            return {"outcome": "updated"}
        modals.push(core, person.id, body, as_root=False)
    except SlackError as error:
        raise PersonError("app_bad_answer", str(error)) from error
    return {"outcome": "pushed"}


def _errors(view: View, errors: object) -> PersonError:
    inputs = {each["block_id"] for each in view.body["blocks"] if each["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return PersonError("app_bad_answer", "response_action errors without errors")
    for block_id, text in errors.items():
        if block_id not in inputs:
            return PersonError("app_bad_answer", f"errors name {block_id}, which is no input block")
        if not isinstance(text, str) or not text:
            return PersonError("app_bad_answer", f"the error for {block_id} is no text")
    shown = {block_id: {"code": "app", "text": text} for block_id, text in errors.items()}
    return PersonError("invalid_inputs", "Some fields need attention.", errors=shown)
