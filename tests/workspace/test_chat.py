"""chat.*: where the app may write, what comes back, who sees it."""

import pytest

from bot.workspace.errors import PersonError
from tests.workspace.room import Room
from tests.workspace.test_tokens import refusal


async def test_a_post_is_seen_and_answered(room: Room) -> None:
    """A post comes to the members, with its metadata kept and its text normalised."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    metadata = {"event_type": "delivery", "event_payload": {"key": "radar:1"}}
    answer = await room.client.chat_postMessage(
        channel=channel, text="a & b <@U0000001> 1 < 2", metadata=metadata
    )
    assert answer["message"]["text"] == "a &amp; b <@U0000001> 1 &lt; 2"
    assert (await anna.sees("a & b", "#stuurgroep")).text == "a & b @Anna de Vries 1 < 2"
    history = await room.client.conversations_history(channel=channel, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata
    plain = await room.client.conversations_history(channel=channel)
    assert plain["messages"][0]["metadata"] == {"event_type": "delivery"}


@pytest.mark.parametrize(
    ("name", "error"), [("zonderbot", "not_in_channel"), ("geheim", "channel_not_found")]
)
async def test_a_channel_the_app_is_not_in(room: Room, name: str, error: str) -> None:
    """A public one is known but closed; a private one does not exist for the app."""
    channel = room.workspace.channel(name).id
    body = await refusal(room.client, "chat.postMessage", channel=channel, text="x")
    assert body["error"] == error


async def test_an_archived_and_an_unknown_channel(room: Room) -> None:
    """Both are refused by name, updates in an archived channel too."""
    channel = room.workspace.channel("stuurgroep").id
    posted = await room.client.chat_postMessage(channel=channel, text="x")
    anna = await room.person("anna")
    await anna.act("archive", channel_id=channel)
    body = await refusal(room.client, "chat.postMessage", channel=channel, text="x")
    assert body["error"] == "is_archived"
    change = {"channel": channel, "ts": posted["ts"], "text": "y"}
    body = await refusal(room.client, "chat.update", **change)
    assert body["error"] == "is_inactive"
    body = await refusal(room.client, "chat.postMessage", channel="C404", text="x")
    assert body["error"] == "channel_not_found"


async def test_direct_messages(room: Room) -> None:
    """A person's id opens a DM; bots, unknown and external people without a channel do not."""
    workspace = room.workspace
    opened = await room.client.conversations_open(users=workspace.person("bram").id)
    posted = await room.client.chat_postMessage(channel=workspace.person("bram").id, text="Dag")
    assert posted["channel"] == opened["channel"]["id"]
    gone = workspace.add_person("weg", "Weg Gegaan")
    workspace.deactivate(gone)
    stranger = workspace.add_person(
        "ver",
        "Ver Weg",
        team=next(
            each for each in workspace.state.teams.values() if each.id != workspace.state.team.id
        ),
    )
    errors = {
        workspace.core.app.user_id: "cannot_dm_bot",
        gone.id: "user_disabled",
        "U404": "user_not_found",
        stranger.id: "user_not_visible",
    }
    for person_id, error in errors.items():
        body = await refusal(room.client, "conversations.open", users=person_id)
        assert body["error"] == error
    emma = workspace.person("emma").id
    assert (await room.client.conversations_open(users=emma))["ok"]


async def test_limits_of_text(room: Room) -> None:
    """Nothing to say, too much to say, and the shorter limit of an update."""
    channel = room.workspace.channel("stuurgroep").id
    assert (await refusal(room.client, "chat.postMessage", channel=channel))["error"] == "no_text"
    body = await refusal(room.client, "chat.postMessage", channel=channel, text="x" * 40_001)
    assert body["error"] == "msg_too_long"
    posted = await room.client.chat_postMessage(channel=channel, text="x" * 4_001)
    change = {"channel": channel, "ts": posted["ts"], "text": "x" * 4_001}
    assert (await refusal(room.client, "chat.update", **change))["error"] == "msg_too_long"
    body = await refusal(room.client, "chat.postMessage", text="x")
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_update_and_delete_only_ones_own(room: Room) -> None:
    """An update changes the message in place; others' messages and gone ones are refused."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    posted = await room.client.chat_postMessage(channel=channel, text="eerst")
    await anna.sees("eerst", "#stuurgroep")
    await room.client.chat_update(channel=channel, ts=posted["ts"], text="daarna")
    assert (await anna.sees("daarna", "#stuurgroep")).body["ts"] == posted["ts"]
    hers = await anna.say("#stuurgroep", "van mij")
    for method, error in (
        ("chat.update", "cant_update_message"),
        ("chat.delete", "cant_delete_message"),
    ):
        body = await refusal(room.client, method, channel=channel, ts=hers, text="x")
        assert body["error"] == error
    await room.client.chat_delete(channel=channel, ts=posted["ts"])
    await anna.wait_for(lambda me: "daarna" not in me.picture())
    body = await refusal(room.client, "chat.update", channel=channel, ts=posted["ts"], text="x")
    assert body["error"] == "message_not_found"


async def test_an_ephemeral_message_is_for_one(room: Room) -> None:
    """Only its reader sees it; history and updates do not know it; its reader puts it away."""
    anna, bram = await room.person("anna"), await room.person("bram")
    channel = room.workspace.channel("stuurgroep").id
    await room.client.chat_postEphemeral(channel=channel, user=anna.id, text="alleen u")
    await room.client.chat_postMessage(channel=channel, text="iedereen")
    seen = await anna.sees("alleen u", "#stuurgroep")
    await bram.sees("iedereen", "#stuurgroep")
    assert "alleen u" not in bram.picture()
    history = await room.client.conversations_history(channel=channel)
    assert [each["text"] for each in history["messages"]] == ["iedereen"]
    change = {"channel": channel, "ts": seen.body["ts"], "text": "x"}
    assert (await refusal(room.client, "chat.update", **change))["error"] == "message_not_found"
    with pytest.raises(PersonError, match="message_not_found"):
        await bram.act("dismiss", channel_id=channel, ts=seen.body["ts"])
    await anna.act("dismiss", channel_id=channel, ts=seen.body["ts"])
    await anna.wait_for(lambda me: "alleen u" not in me.picture())
    carla = room.workspace.person("carla").id
    body = await refusal(
        room.client, "chat.postEphemeral", channel=channel, user=carla, text="alleen u"
    )
    assert body["error"] == "user_not_in_channel"


async def test_threads(room: Room) -> None:
    """A reply hangs under its parent, not in the channel's history; a link leads to it."""
    anna = await room.person("anna")
    channel = room.workspace.channel("stuurgroep").id
    parent = await room.client.chat_postMessage(channel=channel, text="radar")
    reply = await room.client.chat_postMessage(
        channel=channel, text="tabel", thread_ts=parent["ts"]
    )
    await anna.say("#stuurgroep", "dank", thread=await anna.sees("tabel", "#stuurgroep"))
    history = await room.client.conversations_history(channel=channel)
    assert [each["text"] for each in history["messages"]] == ["radar"]
    assert history["messages"][0]["reply_count"] == 2
    replies = await room.client.conversations_replies(channel=channel, ts=parent["ts"])
    assert [each["text"] for each in replies["messages"]] == ["radar", "tabel", "dank"]
    link = await room.client.chat_getPermalink(channel=channel, message_ts=reply["ts"])
    assert f"thread_ts={parent['ts']}" in link["permalink"]
    body = await refusal(
        room.client, "chat.postMessage", channel=channel, text="x", thread_ts="1.000001"
    )
    assert body["error"] == "thread_not_found"
