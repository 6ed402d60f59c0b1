"""A store in memory, for tests of use cases: one transaction that is never rolled back."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import Field, fields, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from flows.inbox import Heard
from flows.outbox import Claim, Wish, WishState
from flows.region import Leader, Meeting, Participant, Partner, Person, Region, Workspace
from flows.response import Answer, Response
from flows.scan import Scan, ScanState
from flows.store_errors import AlreadyThereError, NotFoundError
from storage.columns import NaiveDatetimeError, keepable


class Kept(Protocol):
    """A dataclass with an id."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> int:
        """What it is known by."""


Value = TypeVar("Value", bound=Kept)


class FakeRecords(Generic[Value]):
    """Values in a dictionary; `key` gives what is unique about one, None for nothing."""

    def __init__(
        self, kind: type[Value], key: Callable[[Value], Hashable | None] = lambda _: None
    ) -> None:
        """Empty."""
        self.names = [field.name for field in fields(kind)]
        self._key = key
        self._values: dict[int, Value] = {}
        self._last_id = 0
        self.on_remove: list[Callable[[int], None]] = []

    def add(self, value: Value) -> Value:
        """As the port says."""
        self._last_id += 1
        added: Value = replace(value, id=self._last_id)
        self._put(added)
        return added

    def save(self, value: Value) -> None:
        """As the port says."""
        if value.id not in self._values:
            raise NotFoundError
        self._put(value)

    def get(self, record_id: int, *, lock: bool = False) -> Value:  # noqa: ARG002 - nobody else
        """As the port says; there is nobody else to lock out."""
        if record_id not in self._values:
            raise NotFoundError
        return self._values[record_id]

    def find(self, **equals: object) -> Sequence[Value]:
        """As the port says."""
        if unknown := equals.keys() - set(self.names):
            raise KeyError(*unknown)
        return [
            value
            for _, value in sorted(self._values.items())
            if all(_matches(getattr(value, name), wanted) for name, wanted in equals.items())
        ]

    def one(self, **equals: object) -> Value | None:
        """As the port says."""
        return next(iter(self.find(**equals)), None)

    def remove(self, record_id: int) -> None:
        """As the port says."""
        if self._values.pop(record_id, None) is not None:
            for act in self.on_remove:
                act(record_id)

    def goes_with(self, owner: "FakeRecords[Any]", field: str) -> None:
        """Have these removed together with the owner that the field names."""

        def remove(record_id: int) -> None:
            for value in self.find(**{field: record_id}):
                self.remove(value.id)

        owner.on_remove.append(remove)

    def forgets(self, owner: "FakeRecords[Any]", field: str) -> None:
        """Have the field emptied when what it names is removed."""

        def forget(record_id: int) -> None:
            for value in self.find(**{field: record_id}):
                self.save(replace(value, **{field: None}))

        owner.on_remove.append(forget)

    def _put(self, value: Value) -> None:
        kept: Value = replace(value, **{n: _kept(getattr(value, n)) for n in self.names})
        key = self._key(kept)
        for other in self._values.values():
            if key is not None and other.id != kept.id and self._key(other) == key:
                raise AlreadyThereError
        self._values[kept.id] = kept


class FakeOutbox:
    """Leases by a clock that the test sets."""

    def __init__(self, wishes: FakeRecords[Wish], clock: Callable[[], float]) -> None:
        """`clock` gives seconds."""
        self._wishes = wishes
        self._clock = clock
        self._leases: dict[int, tuple[str, float]] = {}
        self._tokens = 0

    def claim(self, wish_id: int, *, lease_s: float) -> Claim | None:
        """As the port says."""
        wish = self._wishes.one(id=wish_id)
        if wish is None or not self._is_free(wish_id):
            return None
        self._tokens += 1
        token = f"token-{self._tokens}"
        self._leases[wish_id] = (token, self._clock() + lease_s)
        return Claim(wish=wish, token=token)

    def claim_due(self, now: datetime, *, limit: int, lease_s: float) -> Sequence[Claim]:
        """As the port says."""
        due = [
            wish
            for wish in self._wishes.find(state=WishState.WAITING)
            if wish.due_at <= now and self._is_free(wish.id)
        ]
        due.sort(key=lambda wish: (wish.due_at, wish.id))
        claims = [self.claim(wish.id, lease_s=lease_s) for wish in due[:limit]]
        return [claim for claim in claims if claim is not None]

    def any_due(self, now: datetime) -> bool:
        """As the port says."""
        waiting = self._wishes.find(state=WishState.WAITING)
        return any(wish.due_at <= now and self._is_free(wish.id) for wish in waiting)

    def release_all(self) -> None:
        """As the port says."""
        self._leases.clear()

    def update(self, claim: Claim, wish: Wish, *, release: bool) -> Wish | None:
        """As the port says."""
        row = self._wishes.one(id=claim.wish.id)
        if row is None or self._leases.get(row.id, ("", 0.0))[0] != claim.token:
            return None
        settled = wish.shown if wish.state is WishState.SHOWN else claim.wish.wanted
        changed = replace(
            wish,
            id=row.id,
            workspace_id=row.workspace_id,
            key=row.key,
            topic=row.topic,
            subject_id=row.subject_id,
            person_id=row.person_id,
            address=row.address,
            manner=row.manner,
            wanted=row.wanted,
            anew_at=row.anew_at,
            state=WishState.WAITING if row.wanted > settled else wish.state,
        )
        self._wishes.save(changed)
        if release:
            del self._leases[row.id]
        return changed

    def _is_free(self, wish_id: int) -> bool:
        return wish_id not in self._leases or self._leases[wish_id][1] <= self._clock()


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
        self.scans = FakeRecords(Scan)
        self.responses = FakeRecords(Response, lambda value: (value.scan_id, value.participant_id))
        self.answers = FakeRecords(Answer, lambda value: (value.response_id, value.item))
        self.wishes = FakeRecords(Wish, lambda value: (value.workspace_id, value.key))
        self.heard = FakeRecords(Heard, lambda value: (value.workspace_id, value.event_id))
        self.outbox = FakeOutbox(self.wishes, clock)
        self._tie()

    def scans_due(self, now: datetime) -> Sequence[Scan]:
        """As the port says."""
        due = [scan for scan in self.scans.find(state=ScanState.OPEN) if scan.closes_at <= now]
        return sorted(due, key=lambda scan: (scan.closes_at, scan.id))

    def forget_heard(self, before: datetime) -> None:
        """As the port says."""
        for event in self.heard.find():
            if event.heard_at < before:
                self.heard.remove(event.id)

    def _tie(self) -> None:
        owners: dict[str, FakeRecords[Any]] = {
            "workspace_id": self.workspaces,
            "person_id": self.people,
            "region_id": self.regions,
            "partner_id": self.partners,
            "participant_id": self.participants,
            "scan_id": self.scans,
            "response_id": self.responses,
        }
        for records in self._all():
            for field in owners.keys() & set(records.names):
                records.goes_with(owners[field], field)
        self.people.forgets(self.responses, "asked_response_id")
        self.responses.forgets(self.people, "passed_on_by")

    def _all(self) -> Sequence[FakeRecords[Any]]:
        return [value for value in vars(self).values() if isinstance(value, FakeRecords)]


def _matches(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def _kept(value: object) -> object:
    if type(value) is str:  # not a member of a StrEnum
        return keepable(value)
    if isinstance(value, tuple):
        return tuple(keepable(word) for word in value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NaiveDatetimeError
        return value.astimezone(UTC)
    return value
