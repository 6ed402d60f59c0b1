"""Replicas that follow a region at once, on a server: everybody is asked and told once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from flows.check_in import CheckInKind
from flows.ports import Store
from flows.topics import Topic
from storage import engines
from storage.database import Database
from storage.store import TableStore
from tests.support.at_once import LEADERS, MONDAY, OWNERS, fill, look
from tests.support.postgres import PostgresServer

REPLICAS = 3
DAYS = 5
QUIET = 60
"""Statements of a round in which nobody is asked anything, however many there are."""


@pytest.fixture
async def databases(
    postgres_server: PostgresServer, migrated_template: str
) -> AsyncIterator[list[Database]]:
    """Three connections to one database, as three replicas have them."""
    with postgres_server.database(migrated_template) as url:
        opened = [await Database.open(url) for _ in range(REPLICAS)]
        yield opened
        for database in opened:
            await database.close()


async def beat(database: Database, now: datetime) -> int:
    """Do all that is due, as one replica does; how many things."""
    done = 0
    while did := await database.write(lambda store: look(store, now)):
        done += did
    return done


def kept(store: Store) -> dict[Topic, Counter[int]]:
    """How often the message of each subject and reader was wanted, by topic."""
    found: dict[Topic, Counter[int]] = {}
    for wish in store.wishes.find():
        found.setdefault(wish.topic, Counter())[wish.wanted] += 1
    return found


async def test_three_replicas_follow_a_region_once_a_day(databases: list[Database]) -> None:
    """Each asks and tells on its own account, and together they do it as one would."""
    followed = await databases[0].write(fill)
    looks = []
    for day in range(DAYS):
        now = MONDAY + timedelta(days=day)
        looks.append(sum(await asyncio.gather(*(beat(one, now) for one in databases))))
    assert looks == [1] * DAYS, "it is looked at once a day, by whoever is first"
    asked = await databases[0].read(lambda store: store.check_ins.find(region_id=1))
    lately = [one for one in asked if one.asked_at >= MONDAY]
    kinds = {one.participant_id: one.kind for one in lately}
    assert len(lately) == len(kinds) == 2 * OWNERS
    assert {kinds[one.id] for one in followed.owners} == {CheckInKind.ACTION}
    assert {kinds[one.id] for one in followed.others} == {CheckInKind.QUESTION}
    assert await databases[0].read(kept) == {
        Topic.ACTION: Counter({1: OWNERS}),
        Topic.CHECK_IN: Counter({1: OWNERS, 3: OWNERS}),
        Topic.DIGEST: Counter({1: 1}),
        Topic.DIP: Counter({1: LEADERS}),
        Topic.FOLLOW_UP: Counter({1: LEADERS}),
    }
    digests = await databases[0].read(lambda store: store.digests.find())
    assert len(digests) == 1


def test_a_quiet_day_asks_little_of_the_database(
    postgres_server: PostgresServer, migrated_template: str
) -> None:
    """Everybody's taps may wait for the round: beside locking actions it asks for all at once."""
    statements = []
    with postgres_server.database(migrated_template) as url:
        engine = engines.writing(engines.parse(url), connections=1)
        with engine.connect() as connection:
            fill(TableStore(connection))
            assert look(TableStore(connection)) == 1
            event.listen(
                connection,
                "after_cursor_execute",
                lambda *called: statements.append(called[2]),  # the text of each
            )
            assert look(TableStore(connection), MONDAY + timedelta(days=1)) == 1
        engine.dispose()
    assert sum("FROM action" in one and "UPDATE" in one for one in statements) == OWNERS
    assert len(statements) - OWNERS < QUIET, statements
