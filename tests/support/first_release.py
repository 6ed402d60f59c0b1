"""A database as the first release left it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from alembic import command
from sqlalchemy import MetaData, delete, insert

from storage import engines
from storage.schema import config

NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
DUE = NOW - timedelta(hours=3)
GONE = 9
"""The id of rows that were deleted before the migration."""

WORKSPACE = {"id": 1, "team_id": "T1", "name": "Demo", "bot_user_id": "UB"}
PERSON = {
    "id": 1,
    "workspace_id": 1,
    "team_id": "T1",
    "user_id": "U1",
    "name": "Karin de Boer",
    "told_typed": True,
}
REGION = {
    "id": 1,
    "workspace_id": 1,
    "name": "Noordwest",
    "channel": "C1",
    "channel_name": "stuurgroep-sto",
    "language": "nl",
    "timezone": "Europe/Amsterdam",
    "holiday_regions": '["north"]',
    "organisation": "Vakcollege Noord",
    "contact": "fg@voorbeeld.example",
    "variant": "standard",
}
PARTNER = {"id": 1, "region_id": 1, "name": "De Boer", "sector": "company"}
PARTICIPANT = {"id": 1, "region_id": 1, "partner_id": 1, "person_id": 1}
SCAN = {
    "id": 1,
    "workspace_id": 1,
    "region_id": 1,
    "title": "Borgingsscan",
    "state": "open",
    "hold": "",
    "instrument": "borgingsscan",
    "version": "2023/24",
    "variant": "standard",
    "mode": "open",
    "minimum": 5,
    "moments": "one",
    "deadline": date(2026, 12, 4),
    "closes_at": NOW + timedelta(days=18),
    "texts_until": date(2027, 7, 31),
    "scores_until": date(2028, 7, 31),
    "channel": "C1",
    "channel_name": "stuurgroep-sto",
    "channel_private": True,
    "channel_members": 9,
    "started_by": 1,
    "opened_at": NOW,
    "extended": False,
    "results": "",
}
RESPONSE = {
    "id": 1,
    "workspace_id": 1,
    "scan_id": 1,
    "partner_id": 1,
    "participant_id": 1,
    "person_id": 1,
    "state": "begun",
    "position": 4,
    "asked_item": "s1",
    "sharing": "no",
    "later": True,
    "note": "",
    "invited_at": NOW,
    "begun_at": NOW,
}
ANSWER = {
    "id": 1,
    "response_id": 1,
    "item": "s1",
    "score": 4,
    "unknown": False,
    "skipped": False,
    "text": "",
    "basis": "een jaarplan",
    "answered_at": NOW,
}
WISH = {
    "id": 1,
    "workspace_id": 1,
    "key": "walk:1:p1",
    "topic": "walk",
    "subject_id": 1,
    "person_id": 1,
    "address": "",
    "manner": "anew",
    "state": "waiting",
    "wanted": 3,
    "shown": 2,
    "anew_at": 3,
    "channel": "D1",
    "ts": "1.1",
    "file_id": "",
    "attempts": 2,
    "due_at": DUE,
    "error": "ratelimited",
    "lease_token": "lease",
    "lease_until": 1.5,
}
ROWS: Mapping[str, Mapping[str, object]] = {
    "workspace": WORKSPACE,
    "person": PERSON,
    "region": REGION,
    "leader": {"id": 1, "region_id": 1, "person_id": 1},
    "meeting": {"id": 1, "region_id": 1, "on": date(2026, 12, 10)},
    "partner": PARTNER,
    "participant": PARTICIPANT,
    "scan": SCAN,
    "response": RESPONSE,
    "answer": ANSWER,
    "wish": WISH,
    "heard": {"id": 1, "workspace_id": 1, "event_id": "Ev1", "heard_at": NOW},
}


def leave_behind(url: str) -> None:
    """Make the tables of the first release with a row of each kind; some more were deleted."""
    engine = engines.migrating(engines.parse(url))
    with engine.begin() as connection:
        command.upgrade(config(connection), "0001")
        tables = MetaData()
        tables.reflect(connection)
        for name, row in ROWS.items():
            table = tables.tables[name]
            connection.execute(insert(table), {**row, "id": GONE})
            connection.execute(delete(table).where(table.c.id == GONE))
            connection.execute(insert(table), dict(row))
    engine.dispose()
