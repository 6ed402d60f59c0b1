"""Replicas that deliver at once, on a server: still one unprompted message a person a day."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from flows.holidays import Almanac
from flows.outbox import Claim, Sent, Wish, learnt
from flows.ports import Store
from flows.region import Leader, Person
from flows.topics import Topic
from flows.usecases.deliver import admit
from storage.database import Database
from tests.support.kept import keep_one_of_each
from tests.support.postgres import PostgresServer

PEOPLE = 25
EACH = 3
MONDAY = datetime(2027, 3, 8, 9, tzinfo=UTC)
STEP = timedelta(minutes=10)
Posted = Counter[tuple[int, date]]


@pytest.fixture
async def databases(
    postgres_server: PostgresServer, migrated_template: str
) -> AsyncIterator[list[Database]]:
    """Three connections to one database, as three replicas have them."""
    with postgres_server.database(migrated_template) as url:
        opened = [await Database.open(url) for _ in range(3)]
        yield opened
        for database in opened:
            await database.close()


def want(store: Store) -> None:
    """Three messages that nobody asked for, to each of many leaders."""
    kept = keep_one_of_each(store)
    store.wishes.remove(kept.wish.id)
    for number in range(PEOPLE):
        person = store.people.add(
            Person(workspace_id=kept.workspace.id, team_id="T1", user_id=f"P{number}")
        )
        store.leaders.add(Leader(region_id=kept.region.id, person_id=person.id))
        for one in range(EACH):
            store.wishes.add(
                Wish(
                    workspace_id=kept.workspace.id,
                    key=f"{one}:{person.id}",
                    topic=Topic.LEADER,
                    subject_id=kept.scan.id,
                    person_id=person.id,
                    since=MONDAY + timedelta(seconds=one),
                    due_at=MONDAY,
                )
            )


def claim(now: datetime, store: Store) -> tuple[int, list[Claim]]:
    """How many are due, and those that may be posted now."""
    claims = store.outbox.claim_due(now, limit=8, lease_s=60)
    admitted = [admit(store, one, now, Almanac()) for one in claims]
    return len(claims), list(store.outbox.begin([one for one in admitted if one], now))


def settle(now: datetime, posted: Claim, store: Store) -> None:
    """It stands."""
    store.outbox.update(posted, learnt(posted.wish, Sent("D1", "1.1"), now, 0.5), release=True)


async def deliver(database: Database, now: datetime, posted: Posted) -> None:
    """One replica delivers what is due."""
    while True:
        due, claims = await database.write(partial(claim, now))
        if not due:
            return
        for one in claims:
            posted[one.wish.person_id or 0, now.date()] += 1
            await database.write(partial(settle, now, one))


async def test_nobody_is_disturbed_twice_a_day(databases: list[Database]) -> None:
    """Whichever replica is faster: a message a day, all of them in the end, none at night."""
    await databases[0].write(want)
    posted: Posted = Counter()
    now = MONDAY
    while now < MONDAY + timedelta(days=EACH):
        await asyncio.gather(*(deliver(one, now, posted) for one in databases))
        following = await databases[0].read(lambda store: store.outbox.next_due())
        if following is None:
            break
        now = max(following, now + STEP)
    assert set(posted.values()) == {1}
    assert len(posted) == PEOPLE * EACH
