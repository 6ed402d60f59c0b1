"""The page API: who may act, what each sees, and how it comes."""

from typing import Any

import aiohttp
import pytest

from bot.workspace.errors import PersonError
from tests.workspace.room import Room

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
async def test_only_our_own_page_acts(room: Room, headers: dict[str, str], status: int) -> None:
    """Foreign origins, foreign host names and plain forms are refused."""
    anna = room.workspace.person("anna").id
    url = f"{room.workspace.address}/page/acts/read"
    channel = room.workspace.channel("stuurgroep").id
    body = f'{{"as": "{anna}", "channel_id": "{channel}"}}'
    sent = {"Content-Type": "application/json", **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=sent) as response,
    ):
        assert response.status == status


async def test_what_each_may_see(room: Room) -> None:
    """Members see messages; others know of public channels; guests from elsewhere do not."""
    anna, carla, emma = [await room.person(each) for each in ("anna", "carla", "emma")]
    await anna.say("#zonderbot", "onder ons")
    names = {each["name"]: each["is_member"] for each in carla.state["channels"]}
    assert names == {"stuurgroep": False, "zonderbot": False}
    assert "onder ons" not in carla.picture()
    assert [each["name"] for each in emma.state["channels"]] == ["stuurgroep"]
    assert emma.state["commands"] == []
    for name in ("say", "read", "invite"):
        with pytest.raises(PersonError, match=r"not_in_channel|channel_not_found"):
            await carla.act(name, channel_id=anna.where("#zonderbot"), text="x", user_id=emma.id)


async def test_who_leaves_sees_no_more(room: Room) -> None:
    """Of a public channel the name stays, of a private one nothing; others' DMs are never told."""
    anna, bram, carla = [await room.person(each) for each in ("anna", "bram", "carla")]
    await anna.say("#zonderbot", "onder ons")
    await bram.sees("onder ons", "#zonderbot")
    await bram.act("leave", channel_id=bram.where("#zonderbot"))
    assert bram.messages("#zonderbot") == []
    await bram.act("leave", channel_id=bram.where("#geheim"))
    with pytest.raises(PersonError, match="channel_not_found"):
        bram.where("#geheim")
    seen = room.workspace.core.live.last(carla.id)
    await anna.say("@bram", "vertrouwelijk")
    await bram.sees("vertrouwelijk", "@anna")
    assert room.workspace.core.live.last(carla.id) == seen


async def test_bots_and_unknown_people_cannot_act(room: Room) -> None:
    """The app's bot user is no disguise, and neither is someone who left."""
    bot = await room.person("borging")
    with pytest.raises(PersonError, match="cannot_act"):
        await bot.say("@anna", "ik ben het")
    with pytest.raises(PersonError, match="user_not_found"):
        await room.person("niemand")


async def test_unread_marks(room: Room) -> None:
    """What others say counts, mentions apart; reading takes the mark away."""
    anna, bram = await room.person("anna"), await room.person("bram")
    await anna.say("#stuurgroep", "dag allen")
    await anna.say("#stuurgroep", "en @bram & #stuurgroep https://example.org/a?b=1&c=2")
    message = await bram.sees("en @", "#stuurgroep")
    assert f"<@{bram.id}> &amp; <#{anna.where('#stuurgroep')}|stuurgroep>" in message.body["text"]
    assert "<https://example.org/a?b=1&amp;c=2>" in message.body["text"]
    channel = bram.channel("#stuurgroep")
    assert (channel["unread"], channel["mentions"]) == (2, 1)
    await bram.read("#stuurgroep")
    assert bram.channel("#stuurgroep")["unread"] == 0
    assert anna.channel("#stuurgroep")["unread"] == 0


async def test_a_persons_text_is_literal(room: Room) -> None:
    """<!channel> typed by a person is text, and is read back as typed."""
    anna = await room.person("anna")
    await anna.say("#stuurgroep", "<!channel> 1 < 2 & *vet*")
    [message] = anna.messages("#stuurgroep")
    assert message.body["text"] == "&lt;!channel&gt; 1 &lt; 2 &amp; *vet*"
    assert message.text == "<!channel> 1 < 2 & vet"


async def test_older_messages_are_paged(room: Room) -> None:
    """The first picture holds the latest 200; the rest comes on request."""
    channel = room.workspace.channel("stuurgroep").id
    for number in range(205):
        await room.client.chat_postMessage(channel=channel, text=f"bericht {number}")
    anna = await room.person("anna")
    shown = anna.messages("#stuurgroep")
    assert (len(shown), anna.channel("#stuurgroep")["has_more"]) == (200, True)
    query = f"as={anna.id}&channel={channel}&before={shown[0].body['ts']}"
    url = f"{room.workspace.address}/page/messages?{query}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        older = await response.json()
    assert [each["text"] for each in older["messages"]] == [f"bericht {n}" for n in range(5)]
    assert older["has_more"] is False


async def test_malformed_requests(room: Room) -> None:
    """An unknown act, an unknown person and a path outside the page's folder."""
    address = room.workspace.address
    async with aiohttp.ClientSession() as session:
        for act, body, status in (
            ("dance", {"as": "U1"}, 400),
            ("say", {"as": "U404"}, 404),
            ("say", {}, 400),
        ):
            async with session.post(f"{address}/page/acts/{act}", json=body) as response:
                assert (response.status, (await response.json())["ok"]) == (status, False)
        async with session.get(f"{address}/page/state?as=U404") as response:
            assert response.status == 404
        async with session.get(f"{address}/%2e%2e/server.py") as response:
            assert response.status == 404


async def test_waiting_in_vain_tells_what_was_seen(room: Room) -> None:
    """A person who waits for what does not come says what they saw instead."""
    anna = await room.person("anna")
    await anna.say("#stuurgroep", "iets anders")
    with pytest.raises(TimeoutError, match="iets anders"):
        await anna.sees("de radar", "#stuurgroep", patience=0.01)
