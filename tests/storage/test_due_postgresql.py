"""Replicas that do what is due at once, on a server: nothing is done twice and nobody fails."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.catalogue import load_instruments
from flows.events import ChannelFacts
from flows.holidays import Almanac
from flows.ports import Store
from flows.region import Leader, Participant, Person
from flows.response import Response
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.usecases.due import act_due
from flows.usecases.surroundings import Surroundings
from storage.database import Database
from tests.support.kept import NOW, keep_one_of_each
from tests.support.postgres import PostgresServer

PEOPLE = 120
INSTRUMENTS = load_instruments()
CHANNEL = ChannelFacts(channel_id="C1", name="stuurgroep-sto", is_private=True, has_bot=True)


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


def fill(store: Store) -> Scan:
    """A scan of many people who are all to be reminded, in a region that is set up."""
    kept = keep_one_of_each(store)
    region = replace(kept.region, channel="C1", organisation="Vakcollege", contact="fg@x.example")
    store.regions.save(region)
    store.leaders.add(Leader(region_id=region.id, person_id=kept.person.id))
    instrument = next(iter(INSTRUMENTS.values()))
    scan = replace(
        kept.scan,
        instrument=instrument.key,
        version=instrument.version,
        last_call_at=kept.scan.closes_at - timedelta(days=1),
    )
    store.scans.save(scan)
    for number in range(PEOPLE):
        person = store.people.add(
            Person(workspace_id=kept.workspace.id, team_id="T1", user_id=f"P{number}")
        )
        participant = store.participants.add(
            Participant(region_id=region.id, partner_id=kept.partner.id, person_id=person.id)
        )
        asked = Response(
            workspace_id=kept.workspace.id,
            scan_id=scan.id,
            partner_id=kept.partner.id,
            participant_id=participant.id,
            person_id=person.id,
            invited_at=NOW,
            remind_at=scan.closes_at - timedelta(days=2),
        )
        store.responses.add(asked)
    return scan


async def act(database: Database, scan: Scan, *, closing: bool) -> None:
    """Do all that is due shortly before the deadline, or at it, as one replica does."""
    now = scan.closes_at if closing else scan.closes_at - timedelta(hours=3)
    around = Surroundings(
        now=now, almanac=Almanac(), instruments=INSTRUMENTS, message_url="{}{}".format
    )
    while await database.write(lambda store: act_due(store, now, {"C1": CHANNEL}, around)):
        pass


async def test_three_replicas_do_each_thing_once(databases: list[Database]) -> None:
    """Everybody is reminded once, the channel called once, the scan closed once."""
    scan = await databases[0].write(fill)
    await asyncio.gather(*(act(database, scan, closing=False) for database in databases))
    # Whoever came second found it locked and done; what is left of its look is the next beat's.
    await act(databases[0], scan, closing=False)
    responses = await databases[0].read(lambda store: store.responses.find(scan_id=scan.id))
    reminded = [response.reminded for response in responses if response.reminded]
    assert reminded == [1] * PEOPLE
    walks = await databases[0].read(lambda store: store.wishes.find(topic=Topic.WALK))
    assert [walk.wanted for walk in walks if walk.subject_id != responses[0].id] == [1] * PEOPLE
    calls = await databases[0].read(lambda store: store.wishes.find(topic=Topic.LAST_CALL))
    assert [call.wanted for call in calls] == [1]
    await asyncio.gather(*(act(database, scan, closing=True) for database in databases))
    await act(databases[0], scan, closing=True)
    closed = await databases[0].read(lambda store: store.scans.get(scan.id))
    assert closed.state is ScanState.PUBLISHED
    outcome = await databases[0].read(lambda store: store.wishes.find(topic=Topic.RESULTS))
    assert [wish.wanted for wish in outcome] == [1]
