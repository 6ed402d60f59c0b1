"""Kept values of one kind in a dictionary."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import Field, fields, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

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
