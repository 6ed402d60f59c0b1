"""Channels: what the app can learn of them, what people do with them, which events come."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.workspace.errors import PersonError
from tests.workspace.conftest import Make
from tests.workspace.room import CONFIG, EVENTS, Room
from tests.workspace.test_tokens import refusal

Json = dict[str, Any]


async def listening(room: Room) -> asyncio.Queue[Json]:
    """A connected app that keeps every event it gets."""
    app: AsyncApp = room.bolt()
    events: asyncio.Queue[Json] = asyncio.Queue()

    async def keep(event: Json) -> None:
        events.put_nowait(event)

    for name in {each.partition(".")[0] for each in EVENTS}:
        app.event(name)(keep)
    await room.connect(app)
    return events


async def next_event(events: asyncio.Queue[Json], kind: str) -> Json:
    """The next event of a type (or subtype of a message)."""
    async with asyncio.timeout(3):
        while True:
            event = await events.get()
            if kind in (event["type"], event.get("subtype")):
                return event


async def test_what_the_app_can_list(room: Room) -> None:
    """Public channels all, private ones only with the app in them, in pages."""
    everything = await room.client.conversations_list(types="public_channel,private_channel")
    names = {each["name"]: each["is_member"] for each in everything["channels"]}
    assert names == {"stuurgroep": True, "besloten": True, "zonderbot": False}
    first = await room.client.conversations_list(limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    second = await room.client.conversations_list(limit=1, cursor=cursor)
    assert [each["name"] for each in second["channels"]] == ["zonderbot"]
    assert second["response_metadata"]["next_cursor"] == ""


async def test_what_the_app_can_know_of_a_channel(room: Room) -> None:
    """Kind, sharing, members; a private channel without the app does not exist."""
    workspace = room.workspace
    info = await room.client.conversations_info(
        channel=workspace.channel("stuurgroep").id, include_num_members=True
    )
    channel = info["channel"]
    assert (channel["is_private"], channel["is_ext_shared"], channel["num_members"]) == (
        False,
        True,
        4,
    )
    secret = workspace.channel("geheim").id
    body = await refusal(room.client, "conversations.info", channel=secret)
    assert body["error"] == "channel_not_found"
    members = await room.client.conversations_members(channel=workspace.channel("besloten").id)
    assert members["members"] == [workspace.person("anna").id, workspace.core.app.user_id]
    outside = workspace.channel("zonderbot").id
    body = await refusal(room.client, "conversations.history", channel=outside)
    assert body["error"] == "not_in_channel"


async def test_the_members_of_a_channel_come_in_pages(room: Room) -> None:
    """Everybody is on one of the pages, outsiders too; the last page has no cursor behind it."""
    workspace, found, cursor = room.workspace, [], ""
    channel = workspace.channel("stuurgroep").id
    for _ in range(4):
        page = await room.client.conversations_members(channel=channel, limit=1, cursor=cursor)
        found += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
    people = [workspace.person(name).id for name in ("anna", "bram", "borging", "emma")]
    assert (sorted(found), cursor) == (sorted(people), "")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"channel": "C404"}, "channel_not_found"),
        ({"channel": "geheim"}, "channel_not_found"),
        ({"channel": "stuurgroep", "limit": 1000}, "invalid_limit"),
        ({"channel": "stuurgroep", "limit": 0}, "invalid_limit"),
        ({"channel": "stuurgroep", "cursor": "elders"}, "invalid_cursor"),
    ],
)
async def test_members_that_cannot_be_asked_for(room: Room, asked: Json, error: str) -> None:
    """A channel that the app cannot know of, and pages that there are not."""
    known = {one.name: one.id for one in room.workspace.state.channels.values()}
    asked = {**asked, "channel": known.get(asked["channel"], asked["channel"])}
    assert (await refusal(room.client, "conversations.members", **asked))["error"] == error


async def test_members_want_the_scope_of_their_channel(make_room: Make) -> None:
    """Of a private channel without groups:read nothing is told."""
    scopes = tuple(one for one in CONFIG.scopes if one != "groups:read")
    room = await make_room(config=replace(CONFIG, scopes=scopes, events=("message.im",)))
    channel = room.workspace.channel("besloten").id
    body = await refusal(room.client, "conversations.members", channel=channel)
    assert (body["error"], body["needed"]) == ("missing_scope", "groups:read")


async def test_what_the_app_can_know_of_people(room: Room) -> None:
    """Admins, external people and bots are marked; e-mail needs its scope."""
    workspace = room.workspace
    anna = (await room.client.users_info(user=workspace.person("anna").id, include_locale=True))[
        "user"
    ]
    assert (anna["is_admin"], anna["locale"]) == (True, "en-US")
    assert "email" not in anna["profile"]
    emma = (await room.client.users_info(user=workspace.person("emma").id))["user"]
    assert emma["is_stranger"] is True
    assert emma["team_id"] != workspace.state.team.id
    workspace.deactivate(workspace.person("carla"))
    listed = await room.client.users_list()
    shown = {each["name"]: (each["is_bot"], each["deleted"]) for each in listed["members"]}
    assert shown["borging"] == (True, False)
    assert shown["carla"] == (False, True)
    assert (await refusal(room.client, "users.info", user="U404"))["error"] == "user_not_found"
    assert (await room.client.bots_info(bot=workspace.core.app.bot_id))["bot"]["name"] == "Borging"
    assert (await room.client.team_info())["team"]["name"] == workspace.state.team.name


async def test_the_app_is_invited_and_leaves(room: Room) -> None:
    """It hears of its own coming and going, and of what is said while it is in."""
    events = await listening(room)
    anna = await room.person("anna")
    channel = room.workspace.channel("zonderbot").id
    await anna.invite("#zonderbot", "app")
    joined = await next_event(events, "member_joined_channel")
    assert (joined["user"], joined["inviter"]) == (room.workspace.core.app.user_id, anna.id)
    await anna.say("#zonderbot", "welkom")
    assert (await next_event(events, "message"))["channel_type"] in ("channel", "group")
    await anna.act("remove", channel_id=channel, user_id=room.workspace.core.app.user_id)
    left = await next_event(events, "member_left_channel")
    assert left["channel"] == channel
    body = await refusal(room.client, "chat.postMessage", channel=channel, text="x")
    assert body["error"] == "not_in_channel"


async def test_a_message_edited_and_deleted(room: Room) -> None:
    """message_changed and message_deleted carry what was there before."""
    events = await listening(room)
    bram = await room.person("bram")
    ts = await bram.say("app", "vier")
    await bram.act("edit", channel_id=bram.dm, ts=ts, text="vijf")
    changed = await next_event(events, "message_changed")
    assert changed["message"]["text"] == "vijf"
    assert changed["previous_message"]["text"] == "vier"
    await bram.act("delete", channel_id=bram.dm, ts=ts)
    assert (await next_event(events, "message_deleted"))["deleted_ts"] == ts


async def test_a_channel_renamed_and_archived(room: Room) -> None:
    """Public: channel_…; private with the app in it: group_…, for an app in it."""
    events = await listening(room)
    anna = await room.person("anna")
    await anna.act("rename", channel_id=anna.where("#stuurgroep"), name="stuurgroep-noord")
    renamed = await next_event(events, "channel_rename")
    assert renamed["channel"]["name"] == "stuurgroep-noord"
    await anna.act("rename", channel_id=anna.where("#besloten"), name="heel-besloten")
    assert (await next_event(events, "group_rename"))["channel"]["name"] == "heel-besloten"
    await anna.act("archive", channel_id=anna.where("#stuurgroep-noord"))
    assert (await next_event(events, "channel_archive"))["user"] == anna.id
    with pytest.raises(PersonError, match="is_archived"):
        await anna.say("#stuurgroep-noord", "nog iets")


async def test_a_channel_made_private(room: Room) -> None:
    """Its id stays; who is not in it sees it no more."""
    anna, carla = await room.person("anna"), await room.person("carla")
    channel = anna.where("#stuurgroep")
    assert carla.where("#stuurgroep") == channel
    await anna.act("convert", channel_id=channel, private=True)
    await carla.wait_for(lambda me: "stuurgroep" not in me.picture())
    info = await room.client.conversations_info(channel=str(channel))
    assert info["channel"]["is_private"] is True
    bram = await room.person("bram")
    with pytest.raises(PersonError, match="not_allowed"):
        await bram.act("convert", channel_id=channel, private=False)


async def test_a_channel_made_by_a_person(room: Room) -> None:
    """Its maker is in it; names are checked; others join a public one."""
    anna, bram = await room.person("anna"), await room.person("bram")
    await anna.create_channel("nieuw")
    await anna.say("#nieuw", "eerste")
    await bram.wait_for(lambda me: "nieuw" in me.picture())
    await bram.act("join", channel_id=bram.where("#nieuw"))
    await bram.sees("eerste", "#nieuw")
    await room.client.conversations_join(channel=room.workspace.channel("nieuw").id)
    for name, error in (("nieuw", "name_taken"), ("Met Spatie", "invalid_name")):
        with pytest.raises(PersonError, match=error):
            await anna.create_channel(name)
    emma = await room.person("emma")
    with pytest.raises(PersonError, match="not_allowed"):
        await emma.create_channel("buiten")


async def test_only_subscribed_events_come(room: Room) -> None:
    """message.groups is not subscribed: what is said in a private channel is not heard."""
    events = await listening(room)
    anna = await room.person("anna")
    await anna.say("#besloten", "onder ons")
    await anna.say("#stuurgroep", "hardop")
    assert (await next_event(events, "message"))["text"] == "hardop"
