"""Whether somebody is in a channel, asked of a workspace that answers as Slack does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.facts import MEMBERS, Facts
from bot.workspace.faults import FaultKind
from bot.workspace.server import Workspace
from flows.events import Wanted
from tests.workspace.room import CONFIG, Clock, Room, seeded


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A workspace with the bot in some of its channels."""
    async with AsyncExitStack() as stack:
        workspace = Workspace(Clock(), rate_limits=False)
        seeded(workspace)
        await stack.enter_async_context(workspace)
        yield Room(workspace, Clock(), stack)


async def belongs(room: Room, name: str, *channels: str) -> set[str]:
    """Those of the channels, by name or id, that somebody is known to be a member of."""
    ids = {channel.name: channel.id for channel in room.workspace.state.channels.values()}
    wanted = Wanted(memberships=frozenset(ids.get(channel, channel) for channel in channels))
    sender = room.workspace.person(name).id
    known = await Facts().fetch(room.client, room.workspace.state.team.id, wanted, sender)
    return {channel for channel in channels if ids.get(channel) in known.memberships}


async def test_members_are_known_in_public_and_private_channels(room: Room) -> None:
    """Also those from another organisation; who is not in it is no member."""
    assert await belongs(room, "anna", "stuurgroep", "besloten") == {"stuurgroep", "besloten"}
    assert await belongs(room, "bram", "stuurgroep", "besloten") == {"stuurgroep"}
    assert await belongs(room, "emma", "stuurgroep") == {"stuurgroep"}
    assert await belongs(room, "carla", "stuurgroep", "besloten") == set()


async def test_who_leaves_is_no_member_at_once(room: Room) -> None:
    """Nothing of it is remembered."""
    facts, workspace = Facts(), room.workspace
    channel, anna = workspace.channel("besloten"), workspace.person("anna")
    wanted = Wanted(memberships=frozenset({channel.id}))
    team = workspace.state.team.id
    before = await facts.fetch(room.client, team, wanted, anna.id)
    assert before.memberships == {channel.id}
    channel.members.remove(anna.id)
    after = await facts.fetch(room.client, team, wanted, anna.id)
    assert after.memberships == frozenset()


async def test_a_channel_that_the_bot_cannot_see_has_no_members(room: Room) -> None:
    """One that is not there, and a private one without the bot, even for who is in it."""
    assert await belongs(room, "bram", "geheim", "C404") == set()


async def test_without_the_scope_nobody_is_a_member(room: Room) -> None:
    """Of a private channel nothing is told then; of others it is."""
    scopes = tuple(scope for scope in CONFIG.scopes if scope != "groups:read")
    room.workspace.install_app(replace(CONFIG, scopes=scopes, events=("message.im",)))
    assert await belongs(room, "anna", "stuurgroep", "besloten") == {"stuurgroep"}


async def test_all_pages_of_a_large_channel_are_looked_through(room: Room) -> None:
    """The last one of a thousand people is found, and who is not among them is not."""
    workspace = room.workspace
    channel = workspace.channel("stuurgroep")
    channel.members[:0] = [f"UCROWD{number}" for number in range(MEMBERS)]
    assert await belongs(room, "anna", "stuurgroep") == {"stuurgroep"}
    assert await belongs(room, "carla", "stuurgroep") == set()
    assert len(workspace.journal.calls("conversations.members")) == 4


@pytest.mark.parametrize("kind", ["rate_limited", "server_error"])
async def test_a_fault_that_passes_is_raised(room: Room, kind: FaultKind) -> None:
    """Nobody is taken for a stranger because Slack is busy: they are told to try again."""
    room.workspace.faults.fail_next("conversations.members", kind)
    with pytest.raises(SlackApiError):
        await belongs(room, "anna", "stuurgroep")
