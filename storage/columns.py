"""Column types: how the domain's values are written in a database, the same on all of them."""

import json
import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.exc import DontWrapMixin

Member = TypeVar("Member", bound=StrEnum)

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")

# SQLite gives ids by itself only to a column whose type is exactly INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")


class NaiveDatetimeError(ValueError, DontWrapMixin):
    """A datetime without a time zone was to be kept."""

    def __init__(self) -> None:
        """Nobody could say which moment it is."""
        super().__init__("a datetime that is to be kept must have a time zone")


def keepable(text: str) -> str:
    """The text with U+FFFD for what PostgreSQL or UTF-8 cannot hold: NUL and lone surrogates."""
    return _UNKEEPABLE.sub("\ufffd", text)


class PlainText(TypeDecorator[str]):
    """Text of any length; what no database can keep is replaced by U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean the text on its way in."""
        return None if value is None else keepable(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: SQLite drops the offset without a word."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; NaiveDatetimeError if it has no time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveDatetimeError
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[Member]):
    """A member of a StrEnum, kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[Member]) -> None:
        """`members` is the enumeration that is chosen from."""
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Member | None, dialect: Dialect) -> str | None:
        """The member's value; ValueError if it is none of them."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Member | None:
        """The member."""
        return None if value is None else self.members(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A row of short texts, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """A JSON list, in ASCII: so there is nothing in it that cannot be kept."""
        return None if value is None else json.dumps([keepable(word) for word in value])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """The texts."""
        return None if value is None else tuple(json.loads(value))
