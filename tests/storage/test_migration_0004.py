"""A database from before anything was followed between scans comes over whole."""

from datetime import timedelta

import pytest
from alembic import command

from flows.follow_up import FollowUp
from storage import engines
from storage.database import Database
from storage.schema import config, migrate
from tests.support.first_release import NOW, leave_behind


@pytest.fixture
def before(empty_database_url: str) -> str:
    """The URL of a database at the revision before, with a row of each kind."""
    leave_behind(empty_database_url)
    engine = engines.migrating(engines.parse(empty_database_url))
    with engine.begin() as connection:
        command.upgrade(config(connection), "0003")
    engine.dispose()
    return empty_database_url


async def test_what_was_kept_is_kept_and_regions_are_followed(before: str) -> None:
    """Every region is followed from the next look on, as a new one is."""
    assert migrate(before) == ["0004"]
    database = await Database.open(before)
    counts = await database.read(
        lambda store: [
            len(records.find())
            for records in (store.scans, store.responses, store.answers, store.wishes)
        ]
    )
    followed = await database.read(lambda store: store.follow_ups.find())
    due = await database.read(lambda store: store.follow_ups_due(NOW))
    early = await database.read(lambda store: store.follow_ups_due(NOW - timedelta(days=400)))
    await database.close()
    assert counts == [1, 1, 1, 1]
    (one,) = followed
    assert one == FollowUp(id=one.id, region_id=1, due_at=one.due_at)
    assert due == followed
    assert early == []
