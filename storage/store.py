"""One transaction on all that is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from flows.inbox import Heard
from flows.region import Leader, Meeting, Participant, Partner, Person, Region, Workspace
from flows.response import Answer, Response
from flows.scan import Scan
from storage import tables
from storage.outbox import WISH, TableOutbox
from storage.records import Shape, TableRecords

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
        self.workspaces = TableRecords(connection, WORKSPACE)
        self.people = TableRecords(connection, PERSON)
        self.regions = TableRecords(connection, REGION)
        self.leaders = TableRecords(connection, LEADER)
        self.meetings = TableRecords(connection, MEETING)
        self.partners = TableRecords(connection, PARTNER)
        self.participants = TableRecords(connection, PARTICIPANT)
        self.scans = TableRecords(connection, SCAN)
        self.responses = TableRecords(connection, RESPONSE)
        self.answers = TableRecords(connection, ANSWER)
        self.wishes = TableRecords(connection, WISH)
        self.heard = TableRecords(connection, HEARD)
        self.outbox = TableOutbox(connection)

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
