"""The tables: one per kind of value, its columns named as the value's fields.

Who is deleted takes along what is theirs: a workspace its regions and people, a scan its
responses, a response its answers. The one exception is the person who started a scan.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.types import TypeEngine

from flows.language import Language
from flows.outbox import Manner, Topic, WishState
from flows.region import Sector
from flows.response import ResponseState, Sharing
from flows.scan import Hold, Mode, Moments, ScanState
from storage.columns import Choice, Id, Moment, PlainText, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: Column[Any] | UniqueConstraint) -> Table:
    # Without AUTOINCREMENT SQLite gives the id of a deleted row to the next one, and the button
    # of an old message would speak of somebody else.
    key = Column("id", Id, primary_key=True)
    return Table(name, metadata, key, *items, sqlite_autoincrement=True)


def _field(name: str, kind: TypeEngine[Any], *, optional: bool = False) -> Column[Any]:
    return Column(name, kind, nullable=optional)


def _of(
    name: str,
    table: str,
    *,
    optional: bool = False,
    index: bool = False,
    on_delete: str | None = "CASCADE",
    circle: bool = False,
) -> Column[Any]:
    # What closes a circle of tables is added when all of them are there.
    key = ForeignKey(f"{table}.id", ondelete=on_delete, use_alter=circle)
    return Column(name, Id, key, nullable=optional, index=index)


workspace = _table(
    "workspace",
    _field("team_id", PlainText()),
    _field("name", PlainText()),
    _field("bot_user_id", PlainText()),
    UniqueConstraint("team_id"),
)
person = _table(
    "person",
    _of("workspace_id", "workspace"),
    _field("team_id", PlainText()),
    _field("user_id", PlainText()),
    _field("name", PlainText()),
    _field("language", Choice(Language), optional=True),
    _of(
        "asked_response_id",
        "response",
        optional=True,
        index=True,
        on_delete="SET NULL",
        circle=True,
    ),
    _field("told_typed", Boolean()),
    UniqueConstraint("workspace_id", "team_id", "user_id"),
)
region = _table(
    "region",
    _of("workspace_id", "workspace", index=True),
    _field("name", PlainText()),
    _field("channel", PlainText()),
    _field("channel_name", PlainText()),
    _field("language", Choice(Language)),
    _field("timezone", PlainText()),
    _field("holiday_regions", Words()),
    _field("organisation", PlainText()),
    _field("contact", PlainText()),
    _field("variant", PlainText()),
)
leader = _table(
    "leader",
    _of("region_id", "region"),
    _of("person_id", "person", index=True),
    UniqueConstraint("region_id", "person_id"),
)
meeting = _table(
    "meeting",
    _of("region_id", "region"),
    _field("on", Date()),
    UniqueConstraint("region_id", "on"),
)
partner = _table(
    "partner",
    _of("region_id", "region", index=True),
    _field("name", PlainText()),
    _field("sector", Choice(Sector)),
    _field("removed_at", Moment(), optional=True),
)
participant = _table(
    "participant",
    _of("region_id", "region"),
    _of("partner_id", "partner", index=True),
    _of("person_id", "person", index=True),
    _field("removed_at", Moment(), optional=True),
)
scan = _table(
    "scan",
    _of("workspace_id", "workspace", index=True),
    _of("region_id", "region", index=True),
    _field("title", PlainText()),
    _field("state", Choice(ScanState)),
    _field("hold", Choice(Hold)),
    _field("instrument", PlainText()),
    _field("version", PlainText()),
    _field("variant", PlainText()),
    _field("mode", Choice(Mode)),
    _field("minimum", Integer()),
    _field("moments", Choice(Moments)),
    _field("deadline", Date()),
    _field("closes_at", Moment()),
    _field("meeting_on", Date(), optional=True),
    _field("texts_until", Date()),
    _field("scores_until", Date()),
    _field("channel", PlainText()),
    _field("channel_name", PlainText()),
    _field("channel_private", Boolean()),
    _field("channel_members", Integer()),
    _of("started_by", "person", index=True, on_delete=None),
    _field("opened_at", Moment()),
    _field("closed_at", Moment(), optional=True),
    _field("published_at", Moment(), optional=True),
    _field("extended", Boolean()),
    _field("nudged_at", Moment(), optional=True),
    _field("results", PlainText()),
)
response = _table(
    "response",
    _of("workspace_id", "workspace", index=True),
    _of("scan_id", "scan"),
    _of("partner_id", "partner", index=True),
    _of("participant_id", "participant", index=True),
    _of("person_id", "person", index=True),
    _field("state", Choice(ResponseState)),
    _field("position", Integer()),
    _field("asked_item", PlainText()),
    _field("sharing", Choice(Sharing)),
    _field("later", Boolean()),
    _of("passed_on_by", "person", optional=True, index=True, on_delete="SET NULL"),
    _field("note", PlainText()),
    _field("invited_at", Moment()),
    _field("begun_at", Moment(), optional=True),
    _field("submitted_at", Moment(), optional=True),
    UniqueConstraint("scan_id", "participant_id"),
)
answer = _table(
    "answer",
    _of("response_id", "response"),
    _field("item", PlainText()),
    _field("score", Integer(), optional=True),
    _field("unknown", Boolean()),
    _field("skipped", Boolean()),
    _field("text", PlainText()),
    _field("basis", PlainText()),
    _field("sharing", Choice(Sharing), optional=True),
    _field("answered_at", Moment()),
    UniqueConstraint("response_id", "item"),
)
wish = _table(
    "wish",
    _of("workspace_id", "workspace"),
    _field("key", PlainText()),
    _field("topic", Choice(Topic)),
    _field("subject_id", Id),
    _of("person_id", "person", optional=True, index=True),
    _field("address", PlainText()),
    _field("manner", Choice(Manner)),
    _field("state", Choice(WishState)),
    _field("wanted", Integer()),
    _field("shown", Integer()),
    _field("anew_at", Integer()),
    _field("channel", PlainText()),
    _field("ts", PlainText()),
    _field("file_id", PlainText()),
    _field("attempts", Integer()),
    _field("due_at", Moment()),
    _field("error", PlainText()),
    # The lease is nobody's but the outbox's: who delivers, and until which second of the
    # database's own clock (since 1970).
    _field("lease_token", PlainText(), optional=True),
    _field("lease_until", Double(), optional=True),
    UniqueConstraint("workspace_id", "key"),
)
heard = _table(
    "heard",
    _of("workspace_id", "workspace"),
    _field("event_id", PlainText()),
    _field("heard_at", Moment()),
    UniqueConstraint("workspace_id", "event_id"),
)

still_there = participant.c.removed_at.is_(None)
Index(
    "uq_participant_region_id_person_id",
    participant.c.region_id,
    participant.c.person_id,
    unique=True,
    sqlite_where=still_there,
    postgresql_where=still_there,
)
# Written out instead of bound: SQLite uses a partial index only for the condition as it stands.
scan_is_open = scan.c.state == literal_column(f"'{ScanState.OPEN.value}'")
Index(
    "ix_scan_closes_at", scan.c.closes_at, sqlite_where=scan_is_open, postgresql_where=scan_is_open
)
wish_waits = wish.c.state == literal_column(f"'{WishState.WAITING.value}'")
Index("ix_wish_due_at", wish.c.due_at, sqlite_where=wish_waits, postgresql_where=wish_waits)
