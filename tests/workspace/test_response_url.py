"""response_url: five uses in half an hour, in their ways."""

import asyncio
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace.person import Person
from tests.workspace.room import Room
from tests.workspace.test_blocks import actions, button

Json = dict[str, Any]


async def commanded(room: Room) -> tuple[Person, AsyncWebhookClient]:
    """Anna gives a command in #stuurgroep; the client on its response_url."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    @app.command("/borging")
    async def keep(ack: AsyncAck, body: Json) -> None:
        seen.put_nowait(body)
        await ack(text="Een ogenblik.")

    await room.connect(app)
    anna = await room.person("anna")
    await anna.command("/borging", "#stuurgroep")
    return anna, AsyncWebhookClient((await seen.get())["response_url"], retry_handlers=[])


async def test_who_sees_an_answer(room: Room) -> None:
    """The ack's text and an answer are for the person only, unless it says in_channel."""
    bram = await room.person("bram")
    anna, hook = await commanded(room)
    await anna.sees("Een ogenblik.", "#stuurgroep")
    await hook.send(text="voor u")
    await hook.send(text="voor allen", response_type="in_channel")
    await anna.sees("voor u", "#stuurgroep")
    await bram.sees("voor allen", "#stuurgroep")
    assert "voor u" not in bram.picture()
    assert "Een ogenblik" not in bram.picture()


async def test_five_uses(room: Room) -> None:
    """The sixth is refused; a refused answer does not count."""
    _, hook = await commanded(room)
    faulty = await hook.send(text="x", blocks=[{"type": "header"}])
    assert "invalid_blocks" in faulty.body
    garbled = await hook.send_dict({"text": "x", "blocks": "[", "metadata": {"event_type": 1}})
    assert garbled.status_code == 400
    for _ in range(5):
        assert (await hook.send(text="x")).body == "ok"
    sixth = await hook.send(text="x")
    assert sixth.status_code == 404
    assert "used_url" in sixth.body


async def test_half_an_hour(room: Room) -> None:
    """After thirty minutes of the workspace's time it has expired."""
    _, hook = await commanded(room)
    room.clock.forward(timedelta(minutes=30, seconds=1))
    assert "expired_url" in (await hook.send(text="x")).body


async def test_an_original_that_is_gone(room: Room) -> None:
    """It can be deleted by its response_url; afterwards there is nothing to replace."""
    app = room.bolt()
    urls: asyncio.Queue[str] = asyncio.Queue()

    @app.action("begin")
    async def keep(ack: AsyncAck, body: Json) -> None:
        urls.put_nowait(body["response_url"])
        await ack()

    await room.connect(app)
    anna = await room.person("anna")
    await room.client.chat_postMessage(channel=anna.id, text="x", blocks=[actions(button())])
    await anna.tap(await anna.sees("Begin"), "Begin")
    hook = AsyncWebhookClient(await urls.get(), retry_handlers=[])
    assert (await hook.send(delete_original=True)).body == "ok"
    await anna.wait_for(lambda me: me.messages() == [])
    answer = await hook.send(text="y", replace_original=True)
    assert (answer.status_code, "message_not_found" in answer.body) == (404, True)


async def test_faults_of_a_response_url(room: Room) -> None:
    """It can answer 429 and 500 like a method, and every use is in the journal."""
    _, hook = await commanded(room)
    faults = room.workspace.faults
    faults.fail_next("response_url", "rate_limited", seconds=2)
    faults.fail_next("response_url", "server_error")
    limited = await hook.send(text="x")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "2")
    assert (await hook.send(text="x")).status_code == 500
    assert (await hook.send(text="x")).body == "ok"
    outcomes = [each.outcome for each in room.workspace.journal.calls("response_url")]
    assert outcomes == ["rate_limited", "server_error", "ok"]
