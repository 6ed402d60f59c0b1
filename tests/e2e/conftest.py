"""A world to be in: a local workspace, the real bot on SQLite, and a made-up region."""

import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.e2e.world import World, make_world

MakeWorld = Callable[..., Awaitable[World]]


@pytest.fixture(autouse=True)
def quiet_clients() -> None:
    """The clients and the bot log every fault, which the tests provoke by the dozen."""
    for name in ("slack_bolt", "slack_sdk", "aiohttp"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@pytest.fixture
async def make(tmp_path: Path, migrated_file: Path) -> AsyncIterator[MakeWorld]:
    """Make a world with other settings than usual (see `make_world`); its bot does not run yet."""
    async with AsyncExitStack() as stack:

        async def made(**settings: object) -> World:
            file = tmp_path / "borging.sqlite3"
            shutil.copy(migrated_file, file)
            return await make_world(stack, file, **settings)  # type: ignore[arg-type] # as named there

        yield made


@pytest.fixture
async def world(make: MakeWorld) -> World:
    """A world in which the bot runs and nobody has done anything yet."""
    made = await make()
    await made.start_bot()
    return made
