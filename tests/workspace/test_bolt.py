"""A real Bolt app over Socket Mode, and people who use it."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.errors import PersonError
from tests.workspace.room import BUTTONS, MODAL, Room

Json = dict[str, Any]


async def test_a_command_opens_a_modal_and_its_submit_closes_it(room: Room) -> None:
    """Command, views.open by trigger_id, filling in, submitting: values and metadata arrive."""
    app = room.bolt()
    seen: list[Json] = []

    @app.command("/borging")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        seen.append(body)
        await ack()

    @app.view("region")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging privacy nu")
    modal = await anna.sees_modal("Regio")
    assert modal.text == "Regio\nNaam: _\n[Bewaren]"
    assert await anna.submit({"Naam": "Noordwest"}) == "closed"
    await anna.sees_no_modal()
    command_body, submission = seen
    assert command_body["text"] == "privacy nu"
    assert command_body["user_id"] == anna.id
    assert command_body["channel_name"] == "directmessage"
    assert submission["view"]["private_metadata"] == "r1"
    value = submission["view"]["state"]["values"]["name"]["name"]
    assert value == {"type": "plain_text_input", "value": "Noordwest"}
    assert submission["view"]["root_view_id"] == submission["view"]["id"]


async def test_the_client_checks_inputs_before_the_app_hears(room: Room) -> None:
    """A required or overlong input is told to the person; the app gets no submission."""
    app = room.bolt()

    @app.command("/borging")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging")
    await anna.sees_modal()
    with pytest.raises(PersonError) as empty:
        await anna.submit()
    assert empty.value.errors["name"]["code"] == "required"
    with pytest.raises(PersonError) as long:
        await anna.submit({"Naam": "x" * 11})
    assert long.value.errors["name"]["limit"] == 10


@pytest.mark.parametrize(
    ("answer", "outcome", "titles"),
    [
        ({"response_action": "update", "view": {**MODAL, "title": MODAL["submit"]}}, "updated", 1),
        ({"response_action": "push", "view": {**MODAL, "title": MODAL["submit"]}}, "pushed", 2),
        ({"response_action": "clear"}, "cleared", 0),
    ],
)
async def test_a_submission_is_answered_in_the_ack(
    room: Room, answer: Json, outcome: str, titles: int
) -> None:
    """The ack may replace the modal, put one on top, or close all."""
    app = room.bolt()

    @app.command("/borging")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.view("region")
    async def submitted(ack: AsyncAck) -> None:
        await ack(**answer)

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging")
    await anna.sees_modal()
    assert await anna.submit({"Naam": "Noord"}) == outcome
    await anna.wait_for(lambda me: len(me.state["modals"]) == titles)


async def test_the_apps_errors_show_under_their_field(room: Room) -> None:
    """response_action errors keep the modal open; errors for no input are a fault of the app."""
    app = room.bolt()
    errors = {"name": "Deze naam bestaat al."}

    @app.command("/borging")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.view("region")
    async def submitted(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors=errors)

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging")
    await anna.sees_modal()
    with pytest.raises(PersonError) as refused:
        await anna.submit({"Naam": "Noord"})
    assert refused.value.errors["name"] == {"code": "app", "text": errors["name"]}
    assert anna.modal
    errors["nowhere"] = "?"
    with pytest.raises(PersonError, match="app_bad_answer"):
        await anna.submit()


async def test_closing_a_modal_is_told_when_wanted(room: Room) -> None:
    """view_closed comes with is_cleared, for notify_on_close only."""
    app = room.bolt()
    closed: asyncio.Queue[Json] = asyncio.Queue()

    @app.command("/borging")
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.view_closed("region")
    async def gone(ack: AsyncAck, body: Json) -> None:
        closed.put_nowait(body)
        await ack()

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging")
    await anna.sees_modal()
    await anna.close()
    body = await asyncio.wait_for(closed.get(), 2)
    assert body["is_cleared"] is False
    await anna.sees_no_modal()


async def test_a_tap_replaces_its_message_by_response_url(room: Room) -> None:
    """block_actions has all that Bolt needs, and respond(replace_original) changes the message."""
    app = room.bolt()
    bodies: list[Json] = []

    @app.action("score:4")
    async def tapped(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        bodies.append(body)
        await ack()
        await respond(text="Stelling 2 van 7", replace_original=True)

    await room.connect(app)
    bram = await room.person("bram")
    await room.client.chat_postMessage(channel=bram.id, text="Stelling 1", blocks=BUTTONS)
    question = await bram.sees("Stelling 1 van 7")
    assert question.labels == ["1", "2", "3", "4", "5"]
    await bram.tap(question, "4")
    replaced = await bram.sees("Stelling 2 van 7")
    assert replaced.body["ts"] == question.body["ts"]
    [body] = bodies
    assert body["actions"][0]["value"] == "4"
    assert body["container"]["message_ts"] == question.body["ts"]
    assert body["message"]["bot_id"] == room.workspace.core.app.bot_id
    assert body["channel"]["name"] == "directmessage"
    assert body["user"]["team_id"] == body["team"]["id"] == room.workspace.state.team.id
    assert body["state"] == {"values": {}}
