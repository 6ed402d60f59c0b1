"""The stack of modals that a person has open, and their App Home."""

import asyncio
import secrets
from dataclasses import replace

from bot.workspace import wire
from bot.workspace.blocks import with_ids
from bot.workspace.core import Core
from bot.workspace.errors import PersonError, SlackError
from bot.workspace.events import interact
from bot.workspace.model import Json, View
from bot.workspace.posting import files_in
from bot.workspace.values import fresh
from bot.workspace.viewcheck import MODAL_STACK


def _hash(core: Core) -> str:
    return f"{core.state.seconds()}.{secrets.token_urlsafe(6)}"


def _fill(body: Json) -> Json:
    return {**body, "blocks": with_ids(body["blocks"])}


def _show_files(core: Core, view: View) -> None:
    for each in files_in(view.body["blocks"]):
        file = core.state.files.get(each)
        if file and view.person_id not in file.reader_ids:
            readers = [*file.reader_ids, view.person_id]
            core.state.save_file(replace(file, reader_ids=readers))


def stack(core: Core, person_id: str) -> list[View]:
    """A person's open modals, bottom first."""
    ids = core.state.stacks.get(person_id, [])
    return [core.state.views[each] for each in ids if each in core.state.views]


def top(core: Core, person_id: str, view_id: str) -> View:
    """The modal that a person has before them.

    Raises PersonError ``view_not_found`` when ``view_id`` is not it.
    """
    open_views = stack(core, person_id)
    if not open_views or open_views[-1].id != view_id:
        raise PersonError("view_not_found", "This window is no longer open.")
    return open_views[-1]


def push(core: Core, person_id: str, body: Json, *, as_root: bool) -> View:
    """Put a modal on top; ``as_root`` when it does not belong to the one below.

    Raises SlackError ``push_limit_reached`` or ``duplicate_external_id``.
    """
    open_views = stack(core, person_id)
    if len(open_views) >= MODAL_STACK:
        raise SlackError("push_limit_reached")
    _require_unique(core, body, None)
    body = _fill(body)
    view_id = core.state.next_id("V")
    below = open_views[-1] if open_views and not as_root else None
    view = View(
        id=view_id,
        person_id=person_id,
        body=body,
        hash=_hash(core),
        root_view_id=below.root_view_id if below else view_id,
        previous_view_id=below.id if below else None,
        values=fresh(body["blocks"]),
    )
    core.state.save_view(view)
    core.state.save_stack(person_id, [*(each.id for each in open_views), view_id])
    _show_files(core, view)
    core.shows.modals(person_id)
    return view


def update(core: Core, view: View, body: Json) -> View:
    """Replace a view's content; what was filled in stays where the element is still there."""
    _require_unique(core, body, view.id)
    body = _fill(body)
    values = fresh(body["blocks"], view.values)
    changed = replace(view, body=body, hash=_hash(core), values=values)
    core.state.save_view(changed)
    _show_files(core, changed)
    if changed.is_modal:
        core.shows.modals(view.person_id)
    else:
        core.shows.home(view.person_id)
    return changed


def publish(core: Core, person_id: str, body: Json) -> View:
    """Set a person's App Home."""
    existing = core.state.homes.get(person_id)
    if existing:
        return update(core, core.state.views[existing], body)
    body = _fill(body)
    view_id = core.state.next_id("V")
    values = fresh(body["blocks"])
    view = View(view_id, person_id, body, _hash(core), root_view_id=view_id, values=values)
    core.state.save_view(view)
    _show_files(core, view)
    core.shows.home(person_id)
    return view


def _require_unique(core: Core, body: Json, view_id: str | None) -> None:
    external_id = body.get("external_id")
    if external_id and any(
        each.body.get("external_id") == external_id and each.id != view_id
        for each in core.state.views.values()
    ):
        raise SlackError("duplicate_external_id")


def close(core: Core, person_id: str, *, everything: bool) -> list[View]:
    """Close the top modal or all; returns the closed ones, top first."""
    open_views = stack(core, person_id)
    keep = 0 if everything or not open_views else len(open_views) - 1
    if open_views and open_views[-1].body.get("clear_on_close"):
        keep = 0
    closed = open_views[keep:]
    core.state.save_stack(person_id, [each.id for each in open_views[:keep]])
    for view in closed:
        core.state.remove_view(view.id)
    core.shows.modals(person_id)
    return closed[::-1]


def drop(core: Core, view: View) -> None:
    """Take a submitted modal away, wherever it stands in the stack."""
    kept = [each.id for each in stack(core, view.person_id) if each.id != view.id]
    core.state.save_stack(view.person_id, kept)
    core.state.remove_view(view.id)
    core.shows.modals(view.person_id)


async def tell_closed(core: Core, closed: list[View], user: Json, *, cleared: bool) -> None:
    """Tell the app of closed modals that want it (``notify_on_close``); no answer is fine."""
    tellings = [
        interact(
            core,
            "interactive",
            {
                "type": "view_closed",
                "team": {"id": core.state.team.id, "domain": core.state.team.domain},
                "user": user,
                "api_app_id": core.app.app_id,
                "token": "local",
                "view": wire.view(core.state, view),
                "is_cleared": cleared,
                "is_enterprise_install": False,
                "enterprise": None,
            },
            answers=False,
        )
        for view in closed
        if view.body.get("notify_on_close")
    ]
    await asyncio.gather(*tellings, return_exceptions=True)
