"""A message shortcut of the app: chosen at a message, sent as Slack sends it."""

import asyncio

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.config import AppConfig, Shortcut
from bot.workspace.errors import PersonError, WorkspaceError
from tests.workspace.room import MODAL, Json, Room

USED = asyncio.Queue[Json]


async def taking(room: Room) -> USED:
    """A Bolt app that opens a window for the shortcut; what it is sent."""
    app, used = room.bolt(), USED()

    @app.message_shortcut("keep")
    async def keep(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        used.put_nowait(body)
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    await room.connect(app)
    return used


async def test_it_brings_the_message_and_opens_a_window(room: Room) -> None:
    """With its text, its place and who chose it; the app need not be in the channel."""
    used = await taking(room)
    anna, bram = await room.person("anna"), await room.person("bram")
    ts = await bram.say("#zonderbot", "Besloten: elke school een contact")
    message = await anna.sees("Besloten", "#zonderbot")
    await anna.shortcut(message, "Bewaren")
    body = await asyncio.wait_for(used.get(), 2)
    channel = room.workspace.channel("zonderbot")
    assert (body["type"], body["callback_id"]) == ("message_action", "keep")
    assert body["message"]["text"] == "Besloten: elke school een contact"
    assert (body["message"]["user"], body["message"]["ts"]) == (bram.id, ts)
    assert body["message_ts"] == ts
    assert body["channel"] == {"id": channel.id, "name": "zonderbot"}
    assert body["user"]["id"] == anna.id
    assert body["team"]["id"] == room.workspace.state.team.id
    assert body["response_url"].startswith(room.workspace.address)
    await anna.sees_modal("Naam")


async def test_it_stands_in_the_menu_of_who_may_use_it(room: Room) -> None:
    """Somebody of another organisation has none, as in Slack; nor has who reads no such message."""
    await taking(room)
    anna, emma = await room.person("anna"), await room.person("emma")
    await anna.say("#stuurgroep", "Dag allemaal")
    await anna.say("#besloten", "Onder ons")
    assert [one["name"] for one in anna.state["shortcuts"]] == ["Bewaren"]
    assert emma.state["shortcuts"] == []
    own = await anna.sees("Onder ons", "#besloten")
    seen = await emma.sees("Dag allemaal", "#stuurgroep")
    for on, error in ((seen, "no_shortcut"), (own, "channel_not_found")):
        with pytest.raises(PersonError, match=error):
            await emma.act("shortcut", **on.on, callback_id="keep")


async def test_what_only_one_person_sees_has_none(room: Room) -> None:
    """Slack keeps no ephemeral message, so nothing could be sent of it; nor is there another."""
    await taking(room)
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep")
    await room.client.chat_postEphemeral(channel=channel.id, user=anna.id, text="Alleen u")
    await anna.say("#stuurgroep", "Voor iedereen")
    hidden = await anna.sees("Alleen u", "#stuurgroep")
    with pytest.raises(PersonError, match="no_shortcut"):
        await anna.shortcut(hidden, "Bewaren")
    with pytest.raises(PersonError, match="no_shortcut"):
        await anna.shortcut(await anna.sees("Voor iedereen", "#stuurgroep"), "Weggooien")


@pytest.mark.parametrize("shortcut", [Shortcut("", "keep"), Shortcut("x" * 25, "keep")])
def test_an_impossible_shortcut(shortcut: Shortcut) -> None:
    """A name has 1 to 24 characters, and something has to be sent."""
    with pytest.raises(WorkspaceError, match="shortcut"):
        AppConfig("x", ("commands",), shortcuts=(shortcut,))


def test_a_shortcut_needs_its_scope_and_somewhere_to_go() -> None:
    """That of commands; and without Socket Mode an address to send it to."""
    kept = (Shortcut("Bewaren", "keep"),)
    with pytest.raises(WorkspaceError, match="scope commands"):
        AppConfig("x", (), shortcuts=kept)
    with pytest.raises(WorkspaceError, match="request URL"):
        AppConfig("x", ("commands",), shortcuts=kept, socket_mode=False)
