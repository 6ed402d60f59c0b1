"""One SQLite file that holds the workspace; each change is written before it is answered."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.workspace.errors import WorkspaceError
from bot.workspace.model import Json

VERSION = 1  # of the records' shape
IN_MEMORY = ":memory:"
SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (file_id TEXT PRIMARY KEY, body BLOB NOT NULL);
"""


class Records:
    """JSON documents by (kind, key), and the bytes of files."""

    def __init__(self, folder: Path | str) -> None:
        """Open ``workspace.sqlite3`` in ``folder``, or keep all in memory for ``":memory:"``.

        Raises WorkspaceError when another process has it open, or it is another version's.
        """
        path = IN_MEMORY
        if str(folder) != IN_MEMORY:
            Path(folder).mkdir(parents=True, exist_ok=True)
            path = str(Path(folder) / "workspace.sqlite3")
        self._db = sqlite3.connect(path, isolation_level=None, timeout=0.0)
        try:
            self._prepare()
        except sqlite3.OperationalError as error:
            self._db.close()
            raise WorkspaceError(f"{path} is in use by another process ({error})") from error

    def _prepare(self) -> None:
        # One process at a time: two would each overwrite what the other keeps in memory.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        # The process may be killed at any moment (the tests do): WAL keeps every committed
        # statement then. Only a power cut could lose the last ones, which a local play room bears.
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            self._db.close()
            raise WorkspaceError("a newer version of the local workspace wrote this folder")
        self._db.executescript(SCHEMA)
        self._db.execute(f"PRAGMA user_version = {VERSION}")

    def put(self, kind: str, key: str, body: Json) -> None:
        """Store or replace one document."""
        self._db.execute(
            "INSERT INTO records VALUES (?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
            (kind, key, json.dumps(body, ensure_ascii=False, separators=(",", ":"))),
        )

    def remove(self, kind: str, key: str) -> None:
        """Forget one document; nothing happens when there is none."""
        self._db.execute("DELETE FROM records WHERE kind = ? AND key = ?", (kind, key))

    def all(self, kind: str) -> Iterator[Json]:
        """Every document of a kind, ordered by key."""
        rows = self._db.execute("SELECT body FROM records WHERE kind = ? ORDER BY key", (kind,))
        for (body,) in rows:
            yield json.loads(body)

    def put_content(self, file_id: str, content: bytes) -> None:
        """Store the bytes of a file."""
        self._db.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (file_id, content))

    def content(self, file_id: str) -> bytes | None:
        """The bytes of a file, None when they never came or were deleted."""
        row = self._db.execute("SELECT body FROM contents WHERE file_id = ?", (file_id,)).fetchone()
        return bytes(row[0]) if row else None

    def remove_content(self, file_id: str) -> None:
        """Forget the bytes of a file."""
        self._db.execute("DELETE FROM contents WHERE file_id = ?", (file_id,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()
