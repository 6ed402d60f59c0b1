"""Reading what was said: metadata, pages, and scopes by kind of conversation."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.workspace.conftest import Make
from tests.workspace.room import CONFIG, Room

Json = dict[str, Any]


def marked(key: str, revision: int = 1) -> Json:
    """The metadata of a delivery."""
    return {"event_type": "delivery", "event_payload": {"key": key, "revision": revision}}


async def posted(room: Room, channel: str, *keys: str, thread_ts: str | None = None) -> list[str]:
    """Post a message for each key, a second apart; their ts."""
    stamps = []
    for key in keys:
        room.clock.forward(timedelta(seconds=1))
        answer = await room.client.chat_postMessage(
            channel=channel, text=key, metadata=marked(key), thread_ts=thread_ts
        )
        stamps.append(str(answer["ts"]))
    return stamps


async def test_metadata_only_when_asked_for(room: Room) -> None:
    """Without the flag only its type is told; with it the payload too, also of replies."""
    channel = room.workspace.channel("stuurgroep").id
    [root] = await posted(room, channel, "een")
    await posted(room, channel, "twee", thread_ts=root)
    client = room.client
    for whole in (False, True):
        expected = marked("een") if whole else {"event_type": "delivery"}
        history = await client.conversations_history(channel=channel, include_all_metadata=whole)
        assert history["messages"][0]["metadata"] == expected
        replies = await client.conversations_replies(
            channel=channel, ts=root, include_all_metadata=whole
        )
        told = [
            each["metadata"].get("event_payload", {}).get("key") for each in replies["messages"]
        ]
        assert told == (["een", "twee"] if whole else [None, None])


async def test_pages_stay_in_step_with_what_comes_meanwhile(room: Room) -> None:
    """A message posted between two pages neither repeats nor hides another."""
    channel = room.workspace.channel("stuurgroep").id
    await posted(room, channel, *"abcde")
    seen: list[str] = []
    cursor = ""
    while True:
        page = await room.client.conversations_history(channel=channel, limit=2, cursor=cursor)
        seen += [each["text"] for each in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
        await posted(room, channel, "nieuw")
    assert seen == list("edcba")


async def test_pages_of_a_thread(room: Room) -> None:
    """Replies read on from the oldest to the newest."""
    channel = room.workspace.channel("stuurgroep").id
    [root] = await posted(room, channel, "a")
    await posted(room, channel, *"bcd", thread_ts=root)
    first = await room.client.conversations_replies(channel=channel, ts=root, limit=3)
    assert [each["text"] for each in first["messages"]] == ["a", "b", "c"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await room.client.conversations_replies(channel=channel, ts=root, cursor=cursor)
    assert [each["text"] for each in second["messages"]] == ["d"]
    assert not second["has_more"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"cursor": "at:3"}, "invalid_cursor"),
        ({"cursor": "bmV4dF90czpub29pdA=="}, "invalid_cursor"),
        ({"limit": 0}, "invalid_limit"),
        ({"limit": 1000}, "invalid_limit"),
    ],
)
async def test_impossible_pages(room: Room, arguments: Json, error: str) -> None:
    """A made-up cursor and a limit out of bounds are refused."""
    channel = room.workspace.channel("stuurgroep").id
    with pytest.raises(SlackApiError, match=error):
        await room.client.conversations_history(channel=channel, **arguments)


async def test_each_kind_of_conversation_has_its_scope(make_room: Make) -> None:
    """im:history reads direct messages and neither public nor private channels."""
    config = replace(CONFIG, scopes=("chat:write", "commands", "im:history", "im:write"), events=())
    room = await make_room(config=config)
    bram = await room.person("bram")
    dm = (await room.client.conversations_open(users=bram.id))["channel"]["id"]
    await posted(room, dm, "een")
    assert (await room.client.conversations_history(channel=dm))["messages"]
    for name, scope in (("stuurgroep", "channels:history"), ("besloten", "groups:history")):
        with pytest.raises(SlackApiError, match="missing_scope") as refused:
            await room.client.conversations_history(channel=room.workspace.channel(name).id)
        assert refused.value.response["needed"] == scope


async def test_what_stands_in_the_conversations(room: Room) -> None:
    """All of the app's messages, everywhere, in order, with the metadata last given."""
    bram = await room.person("bram")
    channel = room.workspace.channel("besloten").id
    [first] = await posted(room, channel, "een")
    await posted(room, bram.id, "twee")
    await bram.say("app", "van een mens")
    await room.client.chat_update(
        channel=channel, ts=first, text="een, nieuw", metadata=marked("een", 2)
    )
    await room.client.chat_postEphemeral(
        channel=room.workspace.channel("stuurgroep").id, user=bram.id, text="even"
    )
    url = f"{room.workspace.address}/control/messages"
    async with aiohttp.ClientSession() as session:

        async def ask(**query: str) -> list[Json]:
            async with session.get(url, params=query) as response:
                found: list[Json] = (await response.json())["messages"]
                return found

        everything = await ask()
        assert everything == room.workspace.standing()
        assert [(each["person"], each["channel"], each["text"]) for each in everything] == [
            (None, "besloten", "een, nieuw"),
            ("bram", "", "twee"),
        ]
        assert [each["metadata"]["event_payload"]["revision"] for each in everything] == [2, 1]
        assert everything[0]["edited"]
        assert await ask(channel=channel) == everything[:1]
        assert await ask(after=first) == everything[1:]
