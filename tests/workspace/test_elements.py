"""What people can choose in each element, and what the app then gets."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck

from bot.workspace.config import AppConfig, Command
from bot.workspace.errors import PersonError, WorkspaceError
from tests.workspace.room import Room
from tests.workspace.test_blocks import actions, asked, button, menu, option, plain

Json = dict[str, Any]
ELEMENTS: dict[str, Json] = {
    "when": {"type": "datepicker", "action_id": "when"},
    "hour": {"type": "timepicker", "action_id": "hour", "initial_time": "16:00"},
    "who": {"type": "users_select", "action_id": "who"},
    "many": {"type": "multi_users_select", "action_id": "many"},
    "place": {"type": "conversations_select", "action_id": "place"},
    "some": {"type": "checkboxes", "action_id": "some", "options": [option("a"), option("b", "B")]},
    "more": {**menu("overflow"), "action_id": "more"},
    "go": button("Verder", "go", value="x"),
}


async def taps(room: Room) -> asyncio.Queue[Json]:
    """A connected app that acknowledges every tap and keeps it."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    async def keep(ack: AsyncAck, body: Json) -> None:
        seen.put_nowait(body)
        await ack()

    for name in [*ELEMENTS, "note"]:
        app.action(name)(keep)
    await room.connect(app)
    return seen


async def test_each_element_tells_its_choice(room: Room) -> None:
    """The action has the choice under its own key, and the state has all choices so far."""
    seen = await taps(room)
    anna = await room.person("anna")
    bram, place = room.workspace.person("bram").id, room.workspace.channel("stuurgroep").id
    blocks = [actions(*ELEMENTS.values(), block_id="all")]
    await room.client.chat_postMessage(channel=anna.id, text="kies", blocks=blocks)
    for name, choose, key, value in (
        ("when", "2027-03-19", "selected_date", "2027-03-19"),
        ("hour", "09:30", "selected_time", "09:30"),
        ("who", "Bram Bakker", "selected_user", bram),
        ("many", ["anna", "bram"], "selected_users", [anna.id, bram]),
        ("place", "#stuurgroep", "selected_conversation", place),
        ("some", ["B"], "selected_options", [option("b", "B")]),
        ("more", "1", "selected_option", option("1")),
        ("go", None, "value", "x"),
    ):
        await anna.tap(anna.messages()[-1], name, choose)
        [action] = (await seen.get())["actions"]
        assert (action["action_id"], action[key]) == (name, value)
    message = anna.messages()[-1]
    assert message.value("when") == "2027-03-19"
    assert message.value("some") == ["b"]
    assert message.options("some") == ["Optie", "B"]


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("when", "19 maart"),
        ("hour", "25:00"),
        ("who", "U404"),
        ("place", "C404"),
        ("some", ["z"]),
        ("some", "a"),
        ("more", None),
        ("when", 5),
    ],
)
async def test_what_an_element_does_not_offer(room: Room, name: str, choice: object) -> None:
    """It cannot be chosen, and the app does not hear of it."""
    anna = await room.person("anna")
    blocks = [actions(*ELEMENTS.values(), block_id="all")]
    await room.client.chat_postMessage(channel=anna.id, text="kies", blocks=blocks)
    on = (await anna.sees("Verder")).on
    with pytest.raises(PersonError, match="invalid_choice"):
        await anna.act("use", on=on, block_id="all", action_id=name, choice=choice)
    with pytest.raises(PersonError, match="element_not_found"):
        await anna.act("use", on=on, block_id="all", action_id="nergens")


async def test_an_input_in_a_message_tells_only_when_asked(room: Room) -> None:
    """dispatch_action sends what is written; without it only the state remembers."""
    seen = await taps(room)
    anna = await room.person("anna")
    note = {"type": "plain_text_input", "action_id": "note"}
    blocks = [
        asked(note, block_id="told", dispatch_action=True),
        {**asked(note, block_id="kept"), "label": plain("Stil")},
        actions(ELEMENTS["go"], block_id="do"),
    ]
    await room.client.chat_postMessage(channel=anna.id, text="schrijf", blocks=blocks)
    await anna.tap(await anna.sees("Verder"), "Naam", "hardop")
    assert (await seen.get())["actions"][0]["value"] == "hardop"
    await anna.tap(anna.messages()[-1], "Stil", "zacht")
    await anna.tap(anna.messages()[-1], "Verder")
    values = (await seen.get())["state"]["values"]
    assert values["kept"]["note"]["value"] == "zacht"


async def test_a_tap_on_an_ephemeral_message_and_in_a_thread(room: Room) -> None:
    """Slack keeps no ephemeral message, so it is not in the payload; a thread is named."""
    seen = await taps(room)
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    blocks = [actions(ELEMENTS["go"])]
    await room.client.chat_postEphemeral(channel=channel, user=anna.id, text="e", blocks=blocks)
    await anna.tap(await anna.sees("Verder", "#stuurgroep"), "Verder")
    body = await seen.get()
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    parent = await room.client.chat_postMessage(channel=channel, text="radar")
    await room.client.chat_postMessage(
        channel=channel, text="t", blocks=blocks, thread_ts=parent["ts"]
    )
    await anna.tap(await anna.sees("Verder", "#stuurgroep"), "Verder")
    assert (await seen.get())["container"]["thread_ts"] == parent["ts"]


async def test_an_external_person_acts_with_their_own_team(room: Room) -> None:
    """Taps of external people name their team; messages carry user_team."""
    seen = await taps(room)
    emma = await room.person("emma")
    elsewhere = room.workspace.person("emma").team_id
    await room.client.chat_postMessage(channel=emma.id, text="x", blocks=[actions(ELEMENTS["go"])])
    await emma.tap(await emma.sees("Verder"), "Verder")
    body = await seen.get()
    assert body["team"]["id"] == body["user"]["team_id"] == elsewhere
    await emma.say("app", "hallo")
    history = await room.client.conversations_history(channel=emma.dm or "")
    assert history["messages"][0]["user_team"] == elsewhere


async def test_an_administrator_deletes_what_the_app_posted(room: Room) -> None:
    """Others may not."""
    anna, bram = await room.person("anna"), await room.person("bram")
    channel = room.workspace.channel("stuurgroep").id
    posted = await room.client.chat_postMessage(channel=channel, text="radar")
    await anna.sees("radar", "#stuurgroep")
    with pytest.raises(PersonError, match="not_allowed"):
        await bram.act("delete", channel_id=channel, ts=posted["ts"])
    await anna.act("delete", channel_id=channel, ts=posted["ts"])
    assert anna.messages("#stuurgroep") == []


@pytest.mark.parametrize(
    ("scopes", "events", "commands", "reason"),
    [
        (("chat:write",), ("message.im",), (), "needs the scope im:history"),
        (("chat:write",), ("message.dance",), (), "unknown event"),
        (("chat:write",), (), (Command("/x"),), "need the scope commands"),
    ],
)
def test_an_impossible_registration(
    scopes: tuple[str, ...], events: tuple[str, ...], commands: tuple[Command, ...], reason: str
) -> None:
    """Events without their scope, unknown events and commands without scope are refused."""
    with pytest.raises(WorkspaceError, match=reason):
        AppConfig("x", scopes, events, commands)
