"""A database of the first release comes over whole, on SQLite and on PostgreSQL."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, inspect, select

from flows.outbox import Manner, Wish, WishState
from flows.region import Partner, Person, Sector, Workspace
from flows.response import Response, ResponseState
from flows.scan import Mode, Scan
from flows.topics import Topic
from storage import engines
from storage.database import Database
from storage.schema import migrate
from tests.support.first_release import DUE, GONE, NOW, ROWS, leave_behind


@pytest.fixture
def first_release(empty_database_url: str) -> str:
    """The URL of a database as the first release left it: a row of each kind."""
    leave_behind(empty_database_url)
    return empty_database_url


async def test_rows_come_over_whole(first_release: str) -> None:
    """What was kept is kept, and what is new has the value that it had without being said."""
    assert migrate(first_release)[0] == "0002"
    database = await Database.open(first_release)
    one_of_each = await database.read(
        lambda store: (
            store.workspaces.find(),
            store.people.find(),
            store.partners.find(),
            store.scans.find(),
            store.responses.find(),
            store.wishes.find(),
        )
    )
    answers = await database.read(lambda store: store.answers.find(basis="een jaarplan"))
    others = await database.read(
        lambda store: [
            *store.leaders.find(person_id=1),
            *store.meetings.find(on=date(2026, 12, 10)),
            *store.participants.find(partner_id=1),
            *store.regions.find(contact="fg@voorbeeld.example"),
            *store.heard.find(event_id="Ev1"),
        ]
    )
    await database.close()
    assert len(answers) == 1
    assert len(others) == 5
    assert [*(one for (one,) in one_of_each)] == _expected()


def _expected() -> list[object]:
    return [
        Workspace(id=1, team_id="T1", name="Demo", bot_user_id="UB"),
        Person(
            id=1,
            workspace_id=1,
            team_id="T1",
            user_id="U1",
            name="Karin de Boer",
            told_typed=True,
        ),
        Partner(id=1, region_id=1, name="De Boer", sector=Sector.COMPANY),
        Scan(
            id=1,
            workspace_id=1,
            region_id=1,
            title="Borgingsscan",
            instrument="borgingsscan",
            version="2023/24",
            mode=Mode.OPEN,
            deadline=date(2026, 12, 4),
            closes_at=NOW + timedelta(days=18),
            texts_until=date(2027, 7, 31),
            scores_until=date(2028, 7, 31),
            channel="C1",
            channel_name="stuurgroep-sto",
            channel_private=True,
            channel_members=9,
            started_by=1,
            opened_at=NOW,
        ),
        Response(
            id=1,
            workspace_id=1,
            scan_id=1,
            partner_id=1,
            participant_id=1,
            person_id=1,
            state=ResponseState.BEGUN,
            position=4,
            asked_item="s1",
            later=True,
            invited_at=NOW,
            begun_at=NOW,
        ),
        Wish(
            id=1,
            workspace_id=1,
            key="walk:1:p1",
            topic=Topic.WALK,
            subject_id=1,
            person_id=1,
            manner=Manner.ANEW,
            state=WishState.WAITING,
            wanted=3,
            shown=2,
            anew_at=3,
            channel="D1",
            ts="1.1",
            attempts=2,
            since=DUE,
            due_at=DUE,
            error="ratelimited",
        ),
    ]


async def test_what_refers_to_a_row_still_does(first_release: str) -> None:
    """Deleting a workspace after the migration takes everything along, as before it."""
    migrate(first_release)
    database = await Database.open(first_release)
    await database.write(lambda store: store.scans.remove(1))
    assert await database.read(lambda store: store.answers.find()) == []
    assert len(await database.read(lambda store: store.wishes.find())) == 1
    await database.write(lambda store: store.workspaces.remove(1))
    assert await database.read(lambda store: store.wishes.find()) == []
    assert await database.read(lambda store: store.regions.find()) == []
    await database.close()


def test_ids_that_were_given_out_are_not_given_again(tmp_path: Path) -> None:
    """Rebuilding its tables, SQLite still knows which ids it gave to rows that are gone."""
    url = f"sqlite:///{tmp_path / 'borging.sqlite3'}"
    leave_behind(url)
    migrate(url)
    engine = engines.reading(engines.parse(url), connections=1)
    with engine.connect() as connection:
        given = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    engine.dispose()
    assert {(name, GONE) for name in ROWS} <= {tuple(one) for one in given}


def test_the_lease_comes_over(first_release: str) -> None:
    """A message that is under way during the migration has its sender still."""
    migrate(first_release)
    engine = engines.reading(engines.parse(first_release), connections=1)
    tables = MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        wish = tables.tables["wish"]
        rows = connection.execute(select(wish.c.lease_token, wish.c.lease_until)).all()
        assert rows == [("lease", 1.5)]
        defaults = {
            f"{table}.{column['name']}": column["default"]
            for table in tables.tables
            for column in inspect(connection).get_columns(table)
            if column["default"] is not None and column["name"] != "id"
        }
        assert defaults == {}
    engine.dispose()
