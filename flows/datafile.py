"""Reading a shipped TOML file strictly: every fault names the file, the place and what to do."""

import tomllib
from collections.abc import Iterator

from flows.exceptions import DataFileError


class Table:
    """A table of a data file that knows where it stands, for messages about its faults."""

    def __init__(
        self,
        content: dict[str, object],
        *,
        name: str,
        path: tuple[str, ...],
        error: type[DataFileError],
    ) -> None:
        """Wrap the content found at `path` of the file called `name`."""
        self._content = content
        self._name = name
        self._path = path
        self._error = error

    def __contains__(self, key: object) -> bool:
        """Tell whether the table has the key."""
        return key in self._content

    def __iter__(self) -> Iterator[str]:
        """Go through the keys in the order of the file."""
        return iter(self._content)

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to this table."""
        return self._path

    def fault(self, reason: str, *keys: str) -> DataFileError:
        """Make the error for a fault in this table, or at `keys` below it."""
        place = ".".join((*self._path, *keys))
        return self._error(": ".join(part for part in (self._name, place, reason) if part))

    def has_table(self, key: str) -> bool:
        """Tell whether a table stands under the key."""
        return isinstance(self._content.get(key), dict)

    def only(self, *known: str) -> None:
        """Refuse keys that nothing reads. Raises the file's error."""
        for key in self:
            if key not in known:
                allowed = ", ".join(known)
                raise self.fault(f"unknown key; remove it or use one of: {allowed}", key)

    def text(self, key: str) -> str:
        """Return a text without the white space around it. Raises the file's error."""
        value = self._required(key)
        if not isinstance(value, str):
            raise self.fault("must be a text between quotes", key)
        if not value.strip():
            raise self.fault("is empty; write the text or remove the key", key)
        return value.strip()

    def integer(self, key: str) -> int:
        """Return a whole number. Raises the file's error."""
        value = self._required(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault("must be a whole number without quotes", key)
        return value

    def table(self, key: str) -> "Table":
        """Return the table under a key. Raises the file's error."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise self.fault("must be a table", key)
        return self._below(value, key)

    def tables(self, key: str) -> list["Table"]:
        """Return the list of tables under a key, never empty. Raises the file's error."""
        value = self._required(key)
        if not isinstance(value, list) or not value:
            raise self.fault(f"must be a list of tables, each begun with [[{key}]]", key)
        tables = []
        for number, entry in enumerate(value, start=1):
            if not isinstance(entry, dict):
                raise self.fault("must be a table", key, str(number))
            tables.append(self._below(entry, key, str(number)))
        return tables

    def _below(self, content: dict[str, object], *keys: str) -> "Table":
        path = (*self._path, *keys)
        return Table(content, name=self._name, path=path, error=self._error)

    def _required(self, key: str) -> object:
        if key not in self._content:
            raise self.fault("is missing; add it", key)
        return self._content[key]


def parse_toml(text: str, *, name: str, error: type[DataFileError]) -> Table:
    """Read the text of the TOML file called `name`. Raises `error` with the line of a fault."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise error(f"{name}: not valid TOML: {fault}; correct it there") from fault
    return Table(content, name=name, path=(), error=error)
