"""views.*: modals and the App Home."""

from bot.workspace import modals, wire
from bot.workspace.call import Call, invalid
from bot.workspace.errors import SlackError
from bot.workspace.model import Json, View
from bot.workspace.viewcheck import require_view


def _view(call: Call, kind: str) -> Json:
    view = call.structure("view")
    if view is None:
        raise invalid("missing required field: view")
    return require_view(view, kind, call.core.usable_file)


def _shown(call: Call, view: View) -> Json:
    return {"view": wire.view(call.core.state, view)}


def open_(call: Call) -> Json:
    """views.open. From within a modal it opens another on top of it."""
    trigger_id = call.required("trigger_id")
    body = _view(call, "modal")
    trigger = call.core.exchange(trigger_id)
    return _shown(call, modals.push(call.core, trigger.person_id, body, as_root=True))


def push(call: Call) -> Json:
    """views.push: on top of the modal in which the person acted."""
    trigger_id = call.required("trigger_id")
    body = _view(call, "modal")
    trigger = call.core.exchange(trigger_id)
    open_views = modals.stack(call.core, trigger.person_id)
    if not open_views or trigger.view_id not in {each.id for each in open_views}:
        raise invalid("the trigger does not come from an open modal [json-pointer:/trigger_id]")
    return _shown(call, modals.push(call.core, trigger.person_id, body, as_root=False))


def update(call: Call) -> Json:
    """views.update, by view_id or external_id."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise invalid("missing required field: view_id")
    views = call.core.state.views
    view = views.get(view_id) or next(
        (
            each
            for each in views.values()
            if external_id and each.body.get("external_id") == external_id
        ),
        None,
    )
    if not view:
        raise SlackError("not_found")
    body = _view(call, view.body["type"])
    _require_hash(call, view)
    return _shown(call, modals.update(call.core, view, body))


def publish(call: Call) -> Json:
    """views.publish: the App Home of one person."""
    person = call.core.state.people.get(call.required("user_id"))
    if not person or person.is_bot:
        raise invalid("user not found [json-pointer:/user_id]")
    if not call.app.config.home_tab or person.is_stranger:
        raise SlackError("not_enabled")
    body = _view(call, "home")
    existing = call.core.state.homes.get(person.id)
    if existing:
        _require_hash(call, call.core.state.views[existing])
    return _shown(call, modals.publish(call.core, person.id, body))


def _require_hash(call: Call, view: View) -> None:
    given = call.text("hash")
    if given and given != view.hash:
        raise SlackError("hash_conflict")
