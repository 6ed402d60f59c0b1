"""One transaction on all that is kept."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, delete

from flows.action import Action
from flows.check_in import CheckIn
from flows.decision import Decision
from flows.follow_up import Digest, FollowUp
from flows.holidays import SchoolHoliday
from flows.inbox import Heard
from flows.pace import Pace, Ping
from flows.region import (
    Leader,
    Meeting,
    Participant,
    Partner,
    Period,
    Person,
    Region,
    Workspace,
)
from flows.response import Answer, Response
from flows.rhythm import Rhythm
from flows.scan import Scan
from flows.success import Success
from storage import due, tables
from storage.outbox import TableOutbox
from storage.outbox_statements import WISH
from storage.records import Seen, Shape, TableRecords

WORKSPACE = Shape(tables.workspace, Workspace)
PERSON = Shape(tables.person, Person)
REGION = Shape(tables.region, Region)
LEADER = Shape(tables.leader, Leader)
MEETING = Shape(tables.meeting, Meeting)
PARTNER = Shape(tables.partner, Partner)
PARTICIPANT = Shape(tables.participant, Participant)
PERIOD = Shape(tables.period, Period)
SCHOOL_HOLIDAY = Shape(tables.school_holiday, SchoolHoliday)
ANSWER = Shape(tables.answer, Answer)
HEARD = Shape(tables.heard, Heard)
PING = Shape(tables.ping, Ping)
PACE = Shape(tables.pace, Pace)
ACTION = Shape(tables.action, Action)
CHECK_IN = Shape(tables.check_in, CheckIn)
SUCCESS = Shape(tables.success, Success)
DECISION = Shape(tables.decision, Decision)
DIGEST = Shape(tables.digest, Digest)


class TableStore:
    """`flows.ports.Store` on the tables, within the transaction of one connection."""

    def __init__(self, connection: Connection) -> None:
        """Work in the connection's transaction; beginning and ending it is the caller's."""
        self._connection = connection
        seen = Seen()
        self.workspaces = TableRecords(connection, WORKSPACE, seen)
        self.people = TableRecords(connection, PERSON, seen)
        self.regions = TableRecords(connection, REGION, seen)
        self.leaders = TableRecords(connection, LEADER, seen)
        self.meetings = TableRecords(connection, MEETING, seen)
        self.partners = TableRecords(connection, PARTNER, seen)
        self.participants = TableRecords(connection, PARTICIPANT, seen)
        self.scans = TableRecords(connection, due.SCAN, seen)
        self.responses = TableRecords(connection, due.RESPONSE, seen)
        self.answers = TableRecords(connection, ANSWER, seen)
        self.wishes = TableRecords(connection, WISH, seen)
        self.heard = TableRecords(connection, HEARD, seen)
        self.periods = TableRecords(connection, PERIOD, seen)
        self.school_holidays = TableRecords(connection, SCHOOL_HOLIDAY, seen)
        self.rhythms = TableRecords(connection, due.RHYTHM, seen)
        self.pings = TableRecords(connection, PING, seen)
        self.paces = TableRecords(connection, PACE, seen)
        self.actions = TableRecords(connection, ACTION, seen)
        self.check_ins = TableRecords(connection, CHECK_IN, seen)
        self.successes = TableRecords(connection, SUCCESS, seen)
        self.decisions = TableRecords(connection, DECISION, seen)
        self.follow_ups = TableRecords(connection, due.FOLLOW_UP, seen)
        self.digests = TableRecords(connection, DIGEST, seen)
        self.outbox = TableOutbox(connection, self.wishes)

    def scans_due(self, now: datetime) -> Sequence[Scan]:
        """Scans for which something is due, the earliest first, not locked."""
        return due.scans_due(self._connection, now)

    def responses_due(self, now: datetime, *, limit: int) -> Sequence[Response]:
        """Responses whose `remind_at` has come, the earliest first, not locked."""
        return due.responses_due(self._connection, now, limit=limit)

    def rhythms_due(self, now: datetime) -> Sequence[Rhythm]:
        """Rhythms whose `due_at` has come, the earliest first, not locked."""
        return due.rhythms_due(self._connection, now)

    def follow_ups_due(self, now: datetime) -> Sequence[FollowUp]:
        """Follow-ups whose `due_at` has come, the earliest first, not locked."""
        return due.follow_ups_due(self._connection, now)

    def next_due(self) -> datetime | None:
        """The earliest moment at which any of these four is due, or None."""
        return due.next_due(self._connection)

    def forget_heard(self, before: datetime) -> None:
        """Delete the events handled before a moment: no platform sends them again."""
        heard = tables.heard
        self._connection.execute(delete(heard).where(heard.c.heard_at < before))
        self.heard.forget()

    def forget_pings(self, before: date) -> None:
        """Delete the pings of days before this one."""
        ping = tables.ping
        self._connection.execute(delete(ping).where(ping.c.on < before))
        self.pings.forget()
