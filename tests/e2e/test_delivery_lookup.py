"""Whatever becomes of Slack's answer: each message stands there once."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.workspace.faults import FaultKind
from flows.outbox import Manner
from flows.topics import Topic
from tests.e2e.delivering import PATIENCE_S, STEP, delivered, stands_once, waiting, wanted
from tests.e2e.leading import hand_in, only_scan
from tests.e2e.world import World

KINDS = ("rate_limited", "server_error", "drop_before", "drop_after", "disconnect")


@pytest.mark.parametrize("kind", KINDS)
async def test_new_messages(world: World, kind: FaultKind) -> None:
    """Of invitations and in the channel, each call failing once."""
    world.workspace.faults.fail_next("chat.postMessage", kind, times=7)
    await world.start_scan()
    await delivered(world)
    await stands_once(world, Topic.WALK)
    await stands_once(world, Topic.STARTED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "conversations.history"])
async def test_a_message_posted_anew(world: World, kind: FaultKind, method: str) -> None:
    """The new one stands once and the old one is frozen."""
    await world.start_scan()
    await delivered(world)
    faults = world.workspace.faults
    if method == "conversations.history":
        faults.fail_next("chat.postMessage", "drop_after")
    faults.fail_next(method, kind, times=2)
    await wanted(world, "karin", Manner.ANEW)
    await delivered(world)
    keys = [call.method for call in world.workspace.journal.calls() if call.method == method]
    assert keys
    karin = await world.person("karin")
    messages = karin.messages()
    assert len(messages) == 2
    assert [bool(one.labels) for one in messages] == [False, True]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_changed_message(world: World, kind: FaultKind) -> None:
    """It is changed where it stands."""
    await world.start_scan()
    await delivered(world)
    world.workspace.faults.fail_next("chat.update", kind, times=3)
    await wanted(world, "karin", Manner.IN_PLACE)
    await delivered(world)
    await stands_once(world, Topic.WALK)


async def test_wanted_again_while_nobody_knows_whether_it_arrived(world: World) -> None:
    """What arrived is found and frozen, or taken as what stands."""
    await world.start_scan()
    await delivered(world)
    for manner in (Manner.IN_PLACE, Manner.ANEW):
        world.workspace.faults.fail_next("chat.postMessage", "drop_after")
        await wanted(world, "karin", Manner.ANEW)
        await world.running_bot.house.courier.caught_up()
        await wanted(world, "karin", manner)
        await delivered(world)
    messages = (await world.person("karin")).messages()
    assert [bool(one.labels) for one in messages] == [False] * (len(messages) - 1) + [True]
    assert len(messages) == 4, "the last two were both wanted, and the first of them arrived"


async def test_what_was_deleted_is_posted_again(world: World) -> None:
    """By somebody who administers the workspace: the next change makes a new message of it."""
    await world.start_scan()
    await delivered(world)
    karin = await world.person("karin")
    (invitation,) = karin.messages()
    channel = world.workspace.core.state.dm(
        world.user_id("karin"), world.workspace.core.app.user_id
    )
    assert channel is not None
    assert world.bot is not None
    await world.bot.installation.client.chat_delete(channel=channel.id, ts=invitation.body["ts"])
    await wanted(world, "karin", Manner.IN_PLACE)
    await delivered(world)
    await stands_once(world, Topic.WALK)


async def test_a_look_is_put_off_as_long_as_slack_says(world: World) -> None:
    """That of all who have to be looked for, and nothing is posted without it."""
    world.workspace.faults.fail_next("chat.postMessage", "drop_after", times=99)
    world.workspace.faults.fail_next("conversations.*", "rate_limited", seconds=900, times=7)
    await world.start_scan()
    await world.running_bot.house.courier.caught_up()
    posted = len(world.workspace.journal.calls("chat.postMessage"))
    soon = world.clock() + timedelta(seconds=600)
    async with asyncio.timeout(PATIENCE_S):
        while any(wish.due_at < soon for wish in await waiting(world)):
            await world.running_bot.house.courier.caught_up()
    put_off = await waiting(world)
    assert any(wish.error == "rate_limited" for wish in put_off)
    assert all(wish.tries == 1 for wish in put_off)
    assert len(world.workspace.journal.calls("chat.postMessage")) == posted == len(put_off)
    world.workspace.faults.clear()
    await delivered(world)
    await stands_once(world, Topic.WALK)
    await stands_once(world, Topic.STARTED)
    assert len(world.workspace.journal.calls("chat.postMessage")) == posted


async def test_without_the_scope_to_look(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """It is posted after all, and the log says once what the app lacks."""
    state = world.workspace.core.state
    app = world.workspace.core.app
    lacking = ("channels:history", "groups:history")
    scopes = tuple(one for one in app.config.scopes if one not in lacking)
    state.save_app(replace(app, config=replace(app.config, scopes=scopes)))
    world.workspace.faults.fail_next("chat.postMessage", "drop_before", times=14)
    with caplog.at_level(logging.WARNING, "bot.slack.lookup"):
        await world.start_scan()
        await delivered(world)
    await stands_once(world, Topic.STARTED)
    assert caplog.text.count("lacks a history scope") == 1


async def test_in_a_thread(world: World) -> None:
    """The table stands once, though its answer was lost."""
    await world.start_scan()
    await hand_in(world, {"karin": (3,) * 7, "tom": (5,) * 7})
    await delivered(world)
    world.workspace.faults.fail_next("chat.postMessage", "drop_after", times=99)
    await world.close_scan(await only_scan(world))
    for _ in range(3):
        await world.running_bot.house.courier.caught_up()
        await world.forward(STEP)
    world.workspace.faults.clear()
    await delivered(world)
    await stands_once(world, Topic.RESULTS)
    await stands_once(world, Topic.TABLE)
