"""A store in memory, for tests of use cases: one transaction that is never rolled back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from flows.action import Action
from flows.check_in import CheckIn
from flows.decision import Decision
from flows.follow_up import Digest, FollowUp
from flows.holidays import SchoolHoliday
from flows.inbox import Heard
from flows.outbox import Wish
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
from flows.scan import Hold, Scan, ScanState
from flows.success import Success
from tests.support.fake_outbox import FakeOutbox
from tests.support.fake_records import FakeRecords, Value


class FakeStore:
    """`flows.ports.Store` in memory."""

    def __init__(self, clock: Callable[[], float] = lambda: 0.0) -> None:
        """`clock`, in seconds, is what leases run by."""
        self.workspaces = FakeRecords(Workspace, lambda value: value.team_id)
        self.people = FakeRecords(
            Person, lambda value: (value.workspace_id, value.team_id, value.user_id)
        )
        self.regions = FakeRecords(Region)
        self.leaders = FakeRecords(Leader, lambda value: (value.region_id, value.person_id))
        self.meetings = FakeRecords(Meeting, lambda value: (value.region_id, value.on))
        self.partners = FakeRecords(Partner)
        self.participants = FakeRecords(
            Participant,
            lambda value: None if value.removed_at else (value.region_id, value.person_id),
        )
        self.scans = FakeRecords(
            Scan, lambda value: None if value.turn is None else (value.region_id, value.turn)
        )
        self.responses = FakeRecords(Response, lambda value: (value.scan_id, value.participant_id))
        self.answers = FakeRecords(Answer, lambda value: (value.response_id, value.item))
        self.wishes = FakeRecords(Wish, lambda value: (value.workspace_id, value.key))
        self.heard = FakeRecords(Heard, lambda value: (value.workspace_id, value.event_id))
        self.periods = FakeRecords(Period)
        self.school_holidays = FakeRecords(
            SchoolHoliday, lambda value: (value.school_year, value.kind, value.region)
        )
        self.rhythms = FakeRecords(Rhythm, lambda value: value.region_id)
        self.pings = FakeRecords(Ping, lambda value: (value.person_id, value.on))
        self.paces = FakeRecords(Pace, lambda value: value.workspace_id)
        self.actions = FakeRecords(Action)
        self.check_ins = FakeRecords(CheckIn)
        self.successes = FakeRecords(Success)
        self.decisions = FakeRecords(Decision)
        self.follow_ups = FakeRecords(FollowUp, lambda value: value.region_id)
        self.digests = FakeRecords(Digest, lambda value: (value.region_id, value.last))
        self.outbox = FakeOutbox(self.wishes, clock)
        self._tie()

    def scans_due(self, now: datetime) -> Sequence[Scan]:
        """As the port says."""
        return [scan for moment, scan in self._scan_moments() if moment <= now]

    def responses_due(self, now: datetime, *, limit: int) -> Sequence[Response]:
        """As the port says."""
        moments = _sorted((one.remind_at, one) for one in self.responses.find())
        return [one for moment, one in moments if moment <= now][:limit]

    def rhythms_due(self, now: datetime) -> Sequence[Rhythm]:
        """As the port says."""
        moments = _sorted((one.due_at, one) for one in self.rhythms.find())
        return [one for moment, one in moments if moment <= now]

    def follow_ups_due(self, now: datetime) -> Sequence[FollowUp]:
        """As the port says."""
        moments = _sorted((one.due_at, one) for one in self.follow_ups.find())
        return [one for moment, one in moments if moment <= now]

    def next_due(self) -> datetime | None:
        """As the port says."""
        scans = [moment for moment, _ in self._scan_moments()]
        reminders = [one.remind_at for one in self.responses.find() if one.remind_at]
        turns = [one.due_at for one in self.rhythms.find() if one.due_at]
        looks = [one.due_at for one in self.follow_ups.find() if one.due_at]
        return min([*scans, *reminders, *turns, *looks], default=None)

    def forget_heard(self, before: datetime) -> None:
        """As the port says."""
        for event in self.heard.find():
            if event.heard_at < before:
                self.heard.remove(event.id)

    def forget_pings(self, before: date) -> None:
        """As the port says."""
        for ping in self.pings.find():
            if ping.on < before:
                self.pings.remove(ping.id)

    def _scan_moments(self) -> list[tuple[datetime, Scan]]:
        return _sorted((_moment_of(scan), scan) for scan in self.scans.find())

    def _tie(self) -> None:
        owners: dict[str, FakeRecords[Any]] = {
            "workspace_id": self.workspaces,
            "person_id": self.people,
            "region_id": self.regions,
            "partner_id": self.partners,
            "participant_id": self.participants,
            "scan_id": self.scans,
            "response_id": self.responses,
            "action_id": self.actions,
        }
        for records in self._all():
            for field in owners.keys() & set(records.names):
                records.goes_with(owners[field], field)
        self.people.forgets(self.responses, "asked_response_id")
        self.responses.forgets(self.people, "passed_on_by")
        self.rhythms.forgets(self.people, "decided_by")
        for records in (self.actions, self.decisions):
            records.forgets(self.participants, "owner_id")
            records.forgets(self.participants, "before_id")
            records.forgets(self.people, "created_by")
        self.actions.forgets(self.people, "explained_by")
        self.actions.forgets(self.people, "routine_by")
        self.actions.forgets(self.actions, "follows_id")
        self.check_ins.forgets(self.people, "asked_by")
        self.successes.forgets(self.people, "writer_id")

    def _all(self) -> Sequence[FakeRecords[Any]]:
        return [value for value in vars(self).values() if isinstance(value, FakeRecords)]


def _sorted(moments: Iterable[tuple[datetime | None, Value]]) -> list[tuple[datetime, Value]]:
    there = [(moment, value) for moment, value in moments if moment is not None]
    return sorted(there, key=lambda one: (one[0], one[1].id))


def _moment_of(scan: Scan) -> datetime | None:
    if scan.state is ScanState.PLANNED:
        return scan.opened_at
    if scan.state is ScanState.OPEN:
        return min(scan.last_call_at or scan.closes_at, scan.closes_at)
    if scan.state is ScanState.CLOSED and scan.hold is Hold.TOLD:
        return scan.closes_at
    if scan.state is ScanState.CLOSED and scan.hold is Hold.TALK:
        return scan.last_call_at
    return None
