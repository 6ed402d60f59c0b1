"""Rows for the benches of the outbox: the people of 78 workspaces and what the bot says to them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import Connection, delete, insert, make_url

from flows.outbox import Wish, WishState
from flows.region import Person, Workspace
from flows.topics import Topic
from storage import engines, tables
from storage.outbox_statements import WISH
from storage.store import PERSON, WORKSPACE

WORKSPACES = 78
PEOPLE = 30  # in each workspace
NOW = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
YEARS = timedelta(days=730)  # over which what was delivered is spread
NEW = 10_000_000  # from here on the subjects of what still waits
TOPICS = (
    *[Topic.WALK] * 32,
    *[Topic.LEADER] * 3,
    Topic.RHYTHM,
    Topic.STARTED,
    Topic.LAST_CALL,
    Topic.RESULTS,
    Topic.TABLE,
)
"""How often each topic comes: most messages go to partners."""
IN_CHANNEL = (Topic.STARTED, Topic.LAST_CALL, Topic.RESULTS, Topic.TABLE)
ENDS = (*[WishState.SHOWN] * 97, *[WishState.DROPPED] * 2, WishState.FAILED)
"""How often each end comes."""


def keep_people(url: str) -> None:
    """Keep everybody; ids count from 1, workspace by workspace."""
    numbers = range(1, WORKSPACES + 1)
    workspaces = [Workspace(team_id=f"T{number}") for number in numbers]
    people = [
        Person(
            workspace_id=number,
            team_id=f"T{number}",
            user_id=f"U{number}N{one}",
            name=f"Mens {one}",
        )
        for number in numbers
        for one in range(PEOPLE)
    ]
    with _connection(url) as connection:
        connection.execute(insert(tables.workspace), [WORKSPACE.fields(one) for one in workspaces])
        connection.execute(insert(tables.person), [PERSON.fields(one) for one in people])


def keep_delivered(url: str, count: int) -> None:
    """Keep what was said in two years, to everybody by turns, all of it at its end."""
    _keep(
        url, (_delivered(number, NOW - YEARS + YEARS * number / count) for number in range(count))
    )


def keep_waiting(url: str, count: int) -> None:
    """Keep invitations that were wished in one go and are due."""
    _keep(url, (_wish(NEW + number, Topic.WALK, NOW) for number in range(count)))


def remove_new(url: str) -> None:
    """Delete what `keep_waiting` kept."""
    with _connection(url) as connection:
        connection.execute(delete(tables.wish).where(tables.wish.c.subject_id >= NEW))


def vacuum(url: str) -> None:
    """Do what autovacuum does on a server; a file needs nothing."""
    if not engines.is_sqlite(engines.parse(url)):
        with psycopg.connect(libpq_url(url), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def libpq_url(url: str) -> str:
    """The URL as it is without SQLAlchemy."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _delivered(number: int, at: datetime) -> Wish:
    topic, state = TOPICS[number % len(TOPICS)], ENDS[number % len(ENDS)]
    wish = _wish(number, topic, at)
    if state is not WishState.SHOWN:
        return replace(wish, state=state)
    channel, ts = f"D{wish.person_id or 0:09}", f"{1_700_000_000 + number}.123456"
    return replace(wish, state=state, wanted=3, shown=3, channel=channel, ts=ts)


def _wish(number: int, topic: Topic, at: datetime) -> Wish:
    person = number % (WORKSPACES * PEOPLE)
    workspace = person // PEOPLE + 1
    is_in_channel = topic in IN_CHANNEL
    reader = f"C{workspace:09}" if is_in_channel else f"p{person + 1}"
    return Wish(
        workspace_id=workspace,
        key=f"{topic}:{number}:{reader}",
        topic=topic,
        subject_id=number,
        person_id=None if is_in_channel else person + 1,
        address=reader if is_in_channel else "",
        since=at,
        due_at=at,
    )


def _keep(url: str, wishes: Iterable[Wish]) -> None:
    with _connection(url) as connection:
        connection.execute(insert(tables.wish), [WISH.fields(wish) for wish in wishes])


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = engines.writing(engines.parse(url), connections=1)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
