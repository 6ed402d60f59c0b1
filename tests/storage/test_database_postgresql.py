"""What only a server does: connections break, transactions get in each other's way."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url

from flows.outbox import Wish
from flows.ports import Store
from flows.region import Workspace
from storage.database import Database
from storage.exceptions import OutcomeUnknownError, ServerUnreachableError
from tests.support.kept import NOW, Kept, keep_one_of_each
from tests.support.postgres import PostgresServer

TIMEOUT_S = 20.0


@pytest.fixture
def url(postgres_server: PostgresServer, migrated_template: str) -> Iterator[str]:
    """The URL of an empty database with the tables."""
    with postgres_server.database(migrated_template) as made:
        yield made


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database."""
    opened = await Database.open(url)
    yield opened
    await opened.close()


def _say(url: str, statement: str, *values: object) -> None:
    server = make_url(url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(statement.encode(), values)


def _break_connections(url: str) -> None:
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    _say(url, end, make_url(url).database)


async def test_a_lost_connection_is_made_anew(database: Database, url: str) -> None:
    """A connection that broke while nobody used it is not noticed."""
    await database.write(keep_one_of_each)
    _break_connections(url)
    assert len(await database.read(lambda store: store.answers.find())) == 1
    kept = await database.write(lambda store: keep_one_of_each(store, "T2"))
    assert await database.read(lambda store: store.answers.get(kept.answer.id)) == kept.answer


async def test_a_transaction_that_lost_its_connection_is_run_anew(
    database: Database, url: str
) -> None:
    """What breaks half-way is done again from the start, and kept once."""
    runs: list[int] = []

    def work(store: Store) -> Kept:
        runs.append(1)
        if len(runs) == 1:
            keep_one_of_each(store, "T2")
            _break_connections(url)
        return keep_one_of_each(store)

    kept = await database.write(work)
    assert len(runs) == 2
    assert await database.read(lambda store: store.workspaces.find()) == [kept.workspace]


async def test_a_connection_lost_while_saving_is_not_run_anew(database: Database, url: str) -> None:
    """Nobody knows whether it was kept, so nobody does it twice."""
    runs: list[int] = []

    def work(store: Store) -> None:
        runs.append(1)
        keep_one_of_each(store)
        _break_connections(url)

    with pytest.raises(OutcomeUnknownError):
        await database.write(work)
    assert len(runs) == 1


async def test_a_server_that_stays_away(database: Database, url: str) -> None:
    """When trying again does not help it is said what is wrong; later it works again."""
    name = make_url(url).database
    _say(url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    _break_connections(url)
    with pytest.raises(ServerUnreachableError):
        await database.write(keep_one_of_each)
    _say(url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    await database.write(keep_one_of_each)


async def test_who_falls_silent_half_way_holds_nobody_up(url: str) -> None:
    """The server ends its transaction, so others get its locks; its own work is run anew."""
    impatient = make_url(url).update_query_dict(
        {"options": "-c idle_in_transaction_session_timeout=100"}
    )
    silent = await Database.open(impatient.render_as_string(hide_password=False))
    database = await Database.open(url)
    locked, go_on, runs = threading.Event(), threading.Event(), list[int]()
    kept = await database.write(keep_one_of_each)

    def advance(store: Store) -> None:
        response = store.responses.get(kept.response.id, lock=True)
        store.responses.save(replace(response, position=response.position + 1))

    def fall_silent(store: Store) -> None:
        advance(store)
        runs.append(1)
        if len(runs) == 1:
            locked.set()
            assert go_on.wait(TIMEOUT_S)
        store.responses.get(kept.response.id)

    try:
        falling_silent = asyncio.create_task(silent.write(fall_silent))
        assert await asyncio.to_thread(locked.wait, TIMEOUT_S)
        async with asyncio.timeout(TIMEOUT_S):
            await database.write(advance)
        go_on.set()
        await falling_silent
        responses = await database.read(lambda store: store.responses.find())
    finally:
        go_on.set()
        await silent.close()
        await database.close()
    assert (len(runs), responses[0].position) == (2, kept.response.position + 2)


async def test_a_deadlock_is_run_anew(database: Database) -> None:
    """Two who lock the same two rows in opposite order both get there."""
    one = await database.write(keep_one_of_each)
    two = await database.write(lambda store: keep_one_of_each(store, "T2"))
    both = threading.Barrier(2)
    runs: list[int] = []

    def advance(store: Store, order: tuple[int, int]) -> None:
        first = store.responses.get(order[0], lock=True)
        runs.append(1)
        if len(runs) <= 2:
            both.wait(TIMEOUT_S)
        second = store.responses.get(order[1], lock=True)
        for response in (first, second):
            store.responses.save(replace(response, position=response.position + 1))

    ids = (one.response.id, two.response.id)
    await asyncio.gather(
        database.write(lambda store: advance(store, ids)),
        database.write(lambda store: advance(store, ids[::-1])),
    )
    responses = await database.read(lambda store: store.responses.find())
    assert [response.position for response in responses] == [2, 2]
    assert len(runs) > 2


async def test_who_adds_the_same_at_once_finds_it(database: Database) -> None:
    """Two who both see that something is missing, and add it, both end with the one there is."""
    both = threading.Barrier(2)
    runs: list[int] = []

    def find_or_add(store: Store) -> Workspace:
        known = store.workspaces.one(team_id="T1")
        runs.append(1)
        if len(runs) <= 2:
            both.wait(TIMEOUT_S)
        return known or store.workspaces.add(Workspace(team_id="T1"))

    one, other = await asyncio.gather(database.write(find_or_add), database.write(find_or_add))
    assert one == other


async def test_a_locked_scan_holds_up_neither_looks_nor_responses(database: Database) -> None:
    """While one replica closes a scan the others see it as due and take in new responses."""
    kept = await database.write(keep_one_of_each)
    locked, done = threading.Event(), threading.Event()

    def close(store: Store) -> None:
        store.scans.get(kept.scan.id, lock=True)
        locked.set()
        assert done.wait(TIMEOUT_S)

    closing = asyncio.create_task(database.write(close))
    assert await asyncio.to_thread(locked.wait, TIMEOUT_S)
    due = await database.write(lambda store: store.scans_due(kept.scan.closes_at))
    gone = await database.write(lambda store: _another_response(store, kept))
    done.set()
    await closing
    assert due == [kept.scan]
    assert gone > kept.response.id


async def test_two_replicas_claim_different_wishes(database: Database) -> None:
    """What one is claiming is skipped by the other, which gets what is due after it."""
    kept = await database.write(keep_one_of_each)
    other = await database.write(lambda store: store.wishes.add(replace(kept.wish, key="other")))
    claimed, done = threading.Event(), threading.Event()

    def claim(store: Store) -> list[Wish]:
        claims = store.outbox.claim_due(NOW, limit=1, lease_s=TIMEOUT_S)
        claimed.set()
        assert done.wait(TIMEOUT_S)
        return [claim.wish for claim in claims]

    first = asyncio.create_task(database.write(claim))
    assert await asyncio.to_thread(claimed.wait, TIMEOUT_S)
    second = await database.write(
        lambda store: store.outbox.claim_due(NOW, limit=9, lease_s=TIMEOUT_S)
    )
    done.set()
    assert await first == [kept.wish]
    assert [one.wish for one in second] == [other]


def _another_response(store: Store, kept: Kept) -> int:
    person = store.people.add(replace(kept.person, user_id="U2"))
    participant = store.participants.add(replace(kept.participant, person_id=person.id))
    return store.responses.add(
        replace(kept.response, person_id=person.id, participant_id=participant.id)
    ).id


async def test_what_was_removed_after_a_look_is_looked_for_again(database: Database) -> None:
    """Who found it, and finds it gone when locking it, is run anew and does without."""
    kept = await database.write(keep_one_of_each)
    found, removed = threading.Event(), threading.Event()

    def hold(store: Store) -> bool:
        seen = store.wishes.one(id=kept.wish.id)
        found.set()
        assert removed.wait(TIMEOUT_S)
        return seen is not None and store.wishes.get(seen.id, lock=True) == seen

    holding = asyncio.create_task(database.write(hold))
    assert await asyncio.to_thread(found.wait, TIMEOUT_S)
    await database.write(lambda store: store.wishes.remove(kept.wish.id))
    removed.set()
    assert await holding is False
