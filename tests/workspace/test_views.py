"""views.*: triggers, the stack, hashes, what stays filled in."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from tests.workspace.room import Room
from tests.workspace.test_blocks import actions, asked, button, menu, modal, plain
from tests.workspace.test_tokens import refusal

Json = dict[str, Any]
NAME = asked({"type": "plain_text_input", "action_id": "name"}, block_id="name")
FORM = modal(
    submit=plain("Bewaren"), blocks=[NAME, actions(button("Verder", "more"), block_id="x")]
)


async def triggers(room: Room) -> asyncio.Queue[Json]:
    """A connected app that acknowledges all and keeps the payloads."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    async def keep(ack: AsyncAck, body: Json) -> None:
        seen.put_nowait(body)
        await ack()

    app.command("/borging")(keep)
    app.action("more")(keep)
    await room.connect(app)
    return seen


async def test_a_trigger_works_once_and_in_time(room: Room) -> None:
    """The second use, a late use and an invented trigger are each refused by name."""
    seen = await triggers(room)
    anna = await room.person("anna")
    await anna.command("/borging")
    trigger_id = (await seen.get())["trigger_id"]
    await room.client.views_open(trigger_id=trigger_id, view=FORM)
    body = await refusal(room.client, "views.open", trigger_id=trigger_id, view=FORM)
    assert body["error"] == "exchanged_trigger_id"
    await anna.command("/borging")
    late = (await seen.get())["trigger_id"]
    room.workspace.core.triggers[late].ends = 0.0
    body = await refusal(room.client, "views.open", trigger_id=late, view=FORM)
    assert body["error"] == "expired_trigger_id"
    body = await refusal(room.client, "views.open", trigger_id="1.2.3", view=FORM)
    assert body["error"] == "invalid_trigger_id"


async def test_three_views_are_the_most(room: Room) -> None:
    """A fourth is refused; going back shows the one below with what was filled in."""
    seen = await triggers(room)
    anna = await room.person("anna")
    await anna.command("/borging")
    first = await room.client.views_open(trigger_id=(await seen.get())["trigger_id"], view=FORM)
    await anna.sees_modal()
    await anna.fill({"Naam": "Noord"})
    for depth in ("Twee", "Drie"):
        await anna.tap(await anna.sees_modal(), "Verder")
        trigger_id = (await seen.get())["trigger_id"]
        view = {**FORM, "title": plain(depth)}
        pushed = await room.client.views_push(trigger_id=trigger_id, view=view)
        assert pushed["view"]["root_view_id"] == first["view"]["id"]
        await anna.sees_modal(depth)
    await anna.tap(await anna.sees_modal(), "Verder")
    trigger_id = (await seen.get())["trigger_id"]
    body = await refusal(room.client, "views.push", trigger_id=trigger_id, view=FORM)
    assert body["error"] == "push_limit_reached"
    await anna.close()
    await anna.close()
    await anna.wait_for(lambda me: len(me.state["modals"]) == 1)
    assert anna.modal
    assert anna.modal.value("Naam") == "Noord"


async def test_an_update_keeps_what_was_filled_in(room: Room) -> None:
    """Same block and action: kept. A menu whose choice is gone starts anew."""
    seen = await triggers(room)
    anna = await room.person("anna")
    await anna.command("/borging")
    choice = asked(menu(), block_id="choice")
    view = {**FORM, "blocks": [NAME, choice]}
    trigger_id = (await seen.get())["trigger_id"]
    opened = await room.client.views_open(trigger_id=trigger_id, view=view)
    await anna.sees_modal()
    await anna.tap(await anna.sees_modal(), "name", "Noord")
    await anna.tap(await anna.sees_modal(), "menu", "1")
    fewer = asked(menu(count=1), block_id="choice")
    view_id = opened["view"]["id"]
    updated = await room.client.views_update(
        view_id=view_id,
        hash=opened["view"]["hash"],
        view={**FORM, "title": plain("Nieuw"), "blocks": [NAME, fewer]},
    )
    values = updated["view"]["state"]["values"]
    assert values["name"]["name"]["value"] == "Noord"
    assert values["choice"]["menu"]["selected_option"] is None
    stale = {"view_id": view_id, "hash": opened["view"]["hash"], "view": FORM}
    assert (await refusal(room.client, "views.update", **stale))["error"] == "hash_conflict"
    await (await room.person("anna")).sees_modal("Nieuw")
    await anna.close()
    body = await refusal(room.client, "views.update", view_id=view_id, view=FORM)
    assert body["error"] == "not_found"


async def test_publish_wants_a_person_and_a_home(room: Room) -> None:
    """Strangers, unknown people and modals are refused."""
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    emma, anna = (room.workspace.person(each).id for each in ("emma", "anna"))
    for user_id, view, error in (
        (emma, home, "not_enabled"),
        ("U404", home, "invalid_arguments"),
        (anna, FORM, "invalid_arguments"),
    ):
        body = await refusal(room.client, "views.publish", user_id=user_id, view=view)
        assert body["error"] == error
    first = await room.client.views_publish(user_id=anna, view=home)
    again = await room.client.views_publish(user_id=anna, view=home)
    assert again["view"]["id"] == first["view"]["id"]


@pytest.mark.parametrize("everything", [True, False])
async def test_clear_on_close_closes_all(room: Room, *, everything: bool) -> None:
    """Closing a view that asks so, or all by hand, leaves none."""
    seen = await triggers(room)
    anna = await room.person("anna")
    await anna.command("/borging")
    await room.client.views_open(trigger_id=(await seen.get())["trigger_id"], view=FORM)
    await anna.tap(await anna.sees_modal(), "Verder")
    view = {**FORM, "title": plain("Boven"), "clear_on_close": not everything}
    await room.client.views_push(trigger_id=(await seen.get())["trigger_id"], view=view)
    await anna.sees_modal("Boven")
    await anna.close(everything=everything)
    await anna.sees_no_modal()
