"""One transaction on all that is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete

from flows.inbox import Heard
from flows.region import Leader, Meeting, Participant, Partner, Person, Region, Workspace
from flows.response import Answer, Response
from flows.scan import Scan
from storage import tables
from storage.outbox import WISH, TableOutbox
from storage.records import Seen, Shape, TableRecords

WORKSPACE = Shape(tables.workspace, Workspace)
PERSON = Shape(tables.person, Person)
REGION = Shape(tables.region, Region)
LEADER = Shape(tables.leader, Leader)
MEETING = Shape(tables.meeting, Meeting)
PARTNER = Shape(tables.partner, Partner)
PARTICIPANT = Shape(tables.participant, Participant)
SCAN = Shape(tables.scan, Scan)
RESPONSE = Shape(tables.response, Response)
ANSWER = Shape(tables.answer, Answer)
HEARD = Shape(tables.heard, Heard)


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
        self.scans = TableRecords(connection, SCAN, seen)
        self.responses = TableRecords(connection, RESPONSE, seen)
        self.answers = TableRecords(connection, ANSWER, seen)
        self.wishes = TableRecords(connection, WISH, seen)
        self.heard = TableRecords(connection, HEARD, seen)
        self.outbox = TableOutbox(connection, self.wishes)

    def scans_due(self, now: datetime) -> Sequence[Scan]:
        """Open scans whose closing moment has come, locked, the earliest first.

        A scan that another transaction has locked is left to that one.
        """
        scan = tables.scan
        due = (
            SCAN.select.where(tables.scan_is_open, scan.c.closes_at <= now)
            .order_by(scan.c.closes_at, scan.c.id)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return [SCAN.value(row) for row in self._connection.execute(due)]

    def forget_heard(self, before: datetime) -> None:
        """Delete the events handled before a moment: no platform sends them again."""
        heard = tables.heard
        self._connection.execute(delete(heard).where(heard.c.heard_at < before))
