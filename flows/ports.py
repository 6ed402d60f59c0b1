"""What the domain asks of the outside."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from flows.action import Action
from flows.check_in import CheckIn
from flows.decision import Decision
from flows.follow_up import Digest, FollowUp
from flows.holidays import SchoolHoliday
from flows.inbox import Heard
from flows.outbox import Claim, Wish
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

Value = TypeVar("Value")


class Records(Protocol[Value]):
    """The kept values of one kind. `id` 0 means: not kept yet."""

    def add(self, value: Value) -> Value:
        """Keep a new value and return it with its id; AlreadyThereError if a unique key exists."""

    def save(self, value: Value) -> None:
        """Replace the kept value with the same id; NotFoundError if there is none."""

    def get(self, record_id: int, *, lock: bool = False) -> Value:
        """The value with this id; NotFoundError if there is none.

        With `lock` nobody else changes it until the transaction ends.
        """

    def find(self, **equals: object) -> Sequence[Value]:
        """All values whose fields equal those given (a tuple means: one of), oldest first."""

    def one(self, **equals: object) -> Value | None:
        """The oldest such value, or None."""

    def remove(self, record_id: int) -> None:
        """Delete the value with this id; nothing happens if there is none."""


class Outbox(Protocol):
    """The delivery side of the wishes. Leases run by the store's own clock, not by `now`."""

    def claim(self, wish_id: int, *, lease_s: float) -> Claim | None:
        """The right to deliver this wish, or None while another sender has it or it is gone."""

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """Waiting wishes that are due at `now` and that nobody delivers; skips locked rows."""

    def begin(self, claims: Sequence[Claim], now: datetime) -> Sequence[Claim]:
        """Count a post as begun for each: it may arrive and nobody may hear of it.

        `tries` goes up, `tried_at` is `now` unless there was an earlier one, the turn is used.
        The same claims in the same order, with the wishes as they now are.
        """

    def any_due(self, now: datetime) -> bool:
        """Whether a waiting wish is due at `now` that nobody delivers."""

    def next_due(self) -> datetime | None:
        """When the waiting wish that nobody delivers and that is due first is due."""

    def ahead_of(self, wish: Wish) -> Wish | None:
        """A waiting wish of the same reader whose new message was wanted before this one's.

        The reader is the person, or else the address in the workspace.
        """

    def release_all(self) -> None:
        """End every lease: for the only sender there is, whose earlier run did not end well."""

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """Save what a delivery learnt, unless the lease was lost: then None and nothing changes.

        Of `wish` are taken: shown, channel, ts, posted_at, file_id, picture, stale, attempts,
        tries, tried_at, has_turn, due_at, error and state; what was wished meanwhile (`wanted`,
        `anew_at`, `prompted_at`) stays, and a wish that wants more than is shown stays waiting.
        Returns the row as it now is.
        """

    def free_blocked(self, workspace_id: int, now: datetime) -> int:
        """Have the blocked wishes of a workspace wait again, due at `now`; how many."""


class Store(Protocol):
    """One transaction on all that is kept."""

    @property
    def workspaces(self) -> Records[Workspace]:
        """Installations."""

    @property
    def people(self) -> Records[Person]:
        """People by (team_id, user_id) within a workspace."""

    @property
    def regions(self) -> Records[Region]:
        """Regions."""

    @property
    def leaders(self) -> Records[Leader]:
        """Programme leaders."""

    @property
    def meetings(self) -> Records[Meeting]:
        """Meetings of stuurgroepen."""

    @property
    def partners(self) -> Records[Partner]:
        """Partner organisations."""

    @property
    def participants(self) -> Records[Participant]:
        """People of partners."""

    @property
    def scans(self) -> Records[Scan]:
        """Scans."""

    @property
    def responses(self) -> Records[Response]:
        """Responses, unique by (scan, participant)."""

    @property
    def answers(self) -> Records[Answer]:
        """Answers, unique by (response, item)."""

    @property
    def wishes(self) -> Records[Wish]:
        """The outbox's rows, unique by (workspace, key)."""

    @property
    def heard(self) -> Records[Heard]:
        """Events that have been handled, unique by (workspace, event id)."""

    @property
    def periods(self) -> Records[Period]:
        """Free weeks of partners and exam weeks of regions."""

    @property
    def school_holidays(self) -> Records[SchoolHoliday]:
        """School holidays that were imported, unique by (school year, kind, region)."""

    @property
    def rhythms(self) -> Records[Rhythm]:
        """Rhythms, unique by region."""

    @property
    def pings(self) -> Records[Ping]:
        """Who got an unprompted message on which day, unique by (person, day)."""

    @property
    def paces(self) -> Records[Pace]:
        """Paces, unique by workspace."""

    @property
    def actions(self) -> Records[Action]:
        """Actions."""

    @property
    def check_ins(self) -> Records[CheckIn]:
        """Check-ins."""

    @property
    def successes(self) -> Records[Success]:
        """Successes and lessons."""

    @property
    def decisions(self) -> Records[Decision]:
        """Decisions of stuurgroepen."""

    @property
    def follow_ups(self) -> Records[FollowUp]:
        """How regions are followed between scans, unique by region."""

    @property
    def digests(self) -> Records[Digest]:
        """Digests, unique by (region, last day)."""

    @property
    def outbox(self) -> Outbox:
        """The delivery side of the wishes."""

    def scans_due(self, now: datetime) -> Sequence[Scan]:
        """Scans for which something is due, the earliest first, not locked.

        An open scan whose last call or closing moment has come, a planned one that has to begin,
        a closed one of which partners were told of the other channel (`Hold.TOLD`) and whose
        `closes_at` has come, one between two moments (`Hold.TALK`) whose `last_call_at` has.
        """

    def responses_due(self, now: datetime, *, limit: int) -> Sequence[Response]:
        """Responses whose `remind_at` has come, the earliest first, not locked."""

    def rhythms_due(self, now: datetime) -> Sequence[Rhythm]:
        """Rhythms whose `due_at` has come, the earliest first, not locked."""

    def follow_ups_due(self, now: datetime) -> Sequence[FollowUp]:
        """Follow-ups whose `due_at` has come, the earliest first, not locked."""

    def next_due(self) -> datetime | None:
        """The earliest moment at which any of these four is due, or None."""

    def forget_heard(self, before: datetime) -> None:
        """Delete the events handled before a moment: no platform sends them again."""

    def forget_pings(self, before: date) -> None:
        """Delete the pings of days before this one."""
