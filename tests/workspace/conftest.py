"""A seeded workspace for each test."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from bot.workspace.clockwork import ClockControl
from bot.workspace.config import AppConfig
from bot.workspace.core import Timing
from bot.workspace.server import Workspace
from tests.workspace.room import CONFIG, QUICK, Clock, Room, seeded


@pytest.fixture(autouse=True)
def quiet_clients() -> None:
    """The clients log every refused call, which the tests provoke by the dozen."""
    for name in ("slack_bolt", "slack_sdk", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


Make = Callable[..., Awaitable[Room]]


@pytest.fixture
async def make_room(clock: Clock) -> AsyncIterator[Make]:
    """Start a seeded workspace with other settings than usual."""
    async with AsyncExitStack() as stack:

        async def make(
            *,
            timing: Timing = QUICK,
            rate_limits: bool = False,
            config: AppConfig = CONFIG,
            control: ClockControl | None = None,
        ) -> Room:
            workspace = Workspace(
                clock, timing=timing, rate_limits=rate_limits, clock_control=control
            )
            seeded(workspace, config)
            await stack.enter_async_context(workspace)
            return Room(workspace, clock, stack)

        yield make


@pytest.fixture
async def room(make_room: Make) -> Room:
    """A started, seeded workspace without rate limits and with short waits."""
    return await make_room()
