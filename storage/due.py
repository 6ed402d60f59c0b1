"""What is due by itself: each moment has an index that holds only what still has to be done."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from flows.follow_up import FollowUp
from flows.response import Response
from flows.rhythm import Rhythm
from flows.scan import Scan
from storage.records import Shape
from storage.statements import Statement
from storage.tables import follow_up, response, rhythm, scan
from storage.tables.follow import is_followed
from storage.tables.people import has_turn_coming
from storage.tables.scans import (
    has_last_call,
    has_reminder,
    is_open,
    is_planned,
    is_talk,
    is_told,
)

SCAN = Shape(scan, Scan)
RESPONSE = Shape(response, Response)
RHYTHM = Shape(rhythm, Rhythm)
FOLLOW_UP = Shape(follow_up, FollowUp)

_SCAN_MOMENTS = (
    (is_planned, scan.c.opened_at),
    (has_last_call, scan.c.last_call_at),
    (is_open, scan.c.closes_at),
    (is_told, scan.c.closes_at),
    (is_talk, scan.c.last_call_at),
)
_REMINDER = (has_reminder, response.c.remind_at)
_TURN = (has_turn_coming, rhythm.c.due_at)
_LOOK = (is_followed, follow_up.c.due_at)


def _has_come(condition: ColumnElement[bool], moment: Column[datetime]) -> ColumnElement[bool]:
    return and_(condition, moment <= bindparam("now"))


_first_of_scan = case(
    (is_planned, scan.c.opened_at),
    (and_(has_last_call, scan.c.last_call_at < scan.c.closes_at), scan.c.last_call_at),
    (is_talk, scan.c.last_call_at),
    else_=scan.c.closes_at,
)
_SCANS = Statement(
    SCAN.select.where(or_(*(_has_come(*one) for one in _SCAN_MOMENTS))).order_by(
        _first_of_scan, scan.c.id
    ),
    SCAN.columns,
)
_RESPONSES = Statement(
    RESPONSE.select.where(_has_come(*_REMINDER))
    .order_by(response.c.remind_at, response.c.id)
    .limit(bindparam("most", type_=Integer())),
    RESPONSE.columns,
)
_RHYTHMS = Statement(
    RHYTHM.select.where(_has_come(*_TURN)).order_by(rhythm.c.due_at, rhythm.c.id),
    RHYTHM.columns,
)
_FOLLOW_UPS = Statement(
    FOLLOW_UP.select.where(_has_come(*_LOOK)).order_by(follow_up.c.due_at, follow_up.c.id),
    FOLLOW_UP.columns,
)
_firsts = union_all(
    *(
        select(func.min(moment, type_=moment.type).label("moment")).where(condition)
        for condition, moment in (*_SCAN_MOMENTS, _REMINDER, _TURN, _LOOK)
    )
).subquery()
_FIRST = Statement(
    select(func.min(_firsts.c.moment, type_=scan.c.closes_at.type)), [scan.c.closes_at]
)


def scans_due(connection: Connection, now: datetime) -> Sequence[Scan]:
    """As `flows.ports.Store` says."""
    return [SCAN.value(row) for row in _SCANS.rows(connection, {"now": now})]


def responses_due(connection: Connection, now: datetime, *, limit: int) -> Sequence[Response]:
    """As `flows.ports.Store` says."""
    rows = _RESPONSES.rows(connection, {"now": now, "most": limit})
    return [RESPONSE.value(row) for row in rows]


def rhythms_due(connection: Connection, now: datetime) -> Sequence[Rhythm]:
    """As `flows.ports.Store` says."""
    return [RHYTHM.value(row) for row in _RHYTHMS.rows(connection, {"now": now})]


def follow_ups_due(connection: Connection, now: datetime) -> Sequence[FollowUp]:
    """As `flows.ports.Store` says."""
    return [FOLLOW_UP.value(row) for row in _FOLLOW_UPS.rows(connection, {"now": now})]


def next_due(connection: Connection) -> datetime | None:
    """As `flows.ports.Store` says."""
    row = _FIRST.first(connection, {})
    moment: datetime | None = row[0] if row else None
    return moment
