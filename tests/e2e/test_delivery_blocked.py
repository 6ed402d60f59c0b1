"""A workspace that takes nothing any more, and then does again."""

from datetime import timedelta

import pytest

from flows.outbox import Manner, WishState
from flows.topics import Topic
from tests.e2e.delivering import delivered, shown_of, stands_once, wanted
from tests.e2e.world import World


async def test_nothing_is_lost_while_the_app_is_removed(world: World) -> None:
    """What was wanted waits in a state of its own, and is sent once when the app is back."""
    world.workspace.core.state.revoke_app(revoked=True)
    await world.start_scan()
    await delivered(world)
    blocked = await world.read(lambda store: store.wishes.find(state=WishState.BLOCKED))
    assert {wish.error for wish in blocked} == {"token_revoked"}
    assert len(blocked) == 7
    kept = await world.read(lambda store: store.workspaces.get(1))
    assert kept.blocked == "token_revoked"
    calls = world.workspace.journal.last
    await world.forward(timedelta(minutes=10))
    await delivered(world)
    assert world.workspace.journal.last == calls, "nobody knocks all the time"
    await world.running_bot.probe_blocked()
    assert await world.read(lambda store: store.wishes.find(state=WishState.BLOCKED)) == blocked
    world.workspace.core.state.revoke_app(revoked=False)
    await world.running_bot.probe_blocked()
    await delivered(world)
    await stands_once(world, Topic.WALK)
    await stands_once(world, Topic.STARTED)
    assert (await world.read(lambda store: store.workspaces.get(1))).blocked == ""


async def test_leaders_read_that_nothing_passed(world: World) -> None:
    """Once, if it took long."""
    world.workspace.core.state.revoke_app(revoked=True)
    await world.start_scan()
    await delivered(world)
    await world.forward(timedelta(hours=1))
    world.workspace.core.state.revoke_app(revoked=False)
    await world.running_bot.probe_blocked()
    await delivered(world)
    await world.running_bot.probe_blocked()
    await delivered(world)
    assert [len(all_) for all_ in shown_of(world, Topic.OUTAGE).values()] == [1]


async def test_a_restart_frees_what_was_blocked(world: World) -> None:
    """The installation works again when the bot comes back: what waits is sent."""
    world.workspace.core.state.revoke_app(revoked=True)
    await world.start_scan()
    await delivered(world)
    await world.stop_bot()
    world.workspace.core.state.revoke_app(revoked=False)
    await world.start_bot()
    await delivered(world)
    await stands_once(world, Topic.WALK)


@pytest.mark.parametrize("fault", ["server_error", "rate_limited", "drop_before"])
async def test_a_probe_that_says_nothing_frees_nothing(world: World, fault: str) -> None:
    """The next one does."""
    world.workspace.core.state.revoke_app(revoked=True)
    await world.start_scan()
    await delivered(world)
    world.workspace.core.state.revoke_app(revoked=False)
    world.workspace.faults.fail_next("auth.test", fault)  # type: ignore[arg-type]  # one of its kinds
    await world.running_bot.probe_blocked()
    assert (await world.read(lambda store: store.workspaces.get(1))).blocked
    await world.running_bot.probe_blocked()
    await delivered(world)
    await stands_once(world, Topic.WALK)


async def test_one_call_that_is_not_allowed_blocks_nobody_else(world: World) -> None:
    """While the app itself works: that one message will not pass, and says why."""
    await world.start_scan()
    await delivered(world)
    world.workspace.faults.fail_next("chat.update", "error", code="access_denied")
    await wanted(world, "karin", Manner.IN_PLACE)
    await delivered(world)
    (failed,) = await world.read(lambda store: store.wishes.find(state=WishState.FAILED))
    assert failed.error == "access_denied"
    assert not (await world.read(lambda store: store.workspaces.get(1))).blocked


async def test_it_is_not_known_what_is_wrong(world: World) -> None:
    """Where nobody can say whether the app works, the message is tried again."""
    world.workspace.faults.fail_next("chat.postMessage", "error", code="access_denied", times=7)
    world.workspace.faults.fail_next("auth.test", "server_error", times=7)
    await world.start_scan()
    await delivered(world)
    await stands_once(world, Topic.WALK)
    await stands_once(world, Topic.STARTED)
