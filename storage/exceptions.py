"""What can be wrong with a database, each with what to do about it."""

from flows.exceptions import BorgingError


class StorageError(BorgingError):
    """The database cannot be used."""

    def __init__(self, where: str = "", reason: str = "") -> None:
        """`where` names the file or server, never with a password; `reason` is what it said."""
        self.where = where
        self.reason = reason
        advice = " ".join((type(self).__doc__ or "").split())
        details = ": ".join(detail for detail in (where, reason) if detail)
        super().__init__(f"{advice} ({details})" if details else advice)


class UrlMalformedError(StorageError):
    """The database's address cannot be read.

    Write it as sqlite:///folder/borging.sqlite3 or as postgresql://user:password@host:5432/name,
    with each special character of the password as %XX.
    """


class UrlSchemeError(StorageError):
    """The address names a kind of database that is not supported.

    Use an address that begins with sqlite:/// or with postgresql://.
    """


class ServerUnreachableError(StorageError):
    """The database server does not answer.

    Check that it runs and that host and port are right; then try again.
    """


class LoginRefusedError(StorageError):
    """The database server refuses the user or the password.

    Correct them in the database's address, or have the server's administrator let the user in.
    """


class DatabaseUnknownError(StorageError):
    """The server has no database of this name.

    Correct the name in the database's address, or create the database first.
    """


class NotWritableError(StorageError):
    """The database may be read but not written.

    Give the bot's user the right to write the file and its folder, or on a server its tables.
    """


class NotOpenableError(StorageError):
    """The database's file cannot be opened.

    Check that its folder exists and that the bot's user may write in it.
    """


class DiskFullError(StorageError):
    """The disk with the database is full.

    Make room and try again; what was kept before is safe.
    """


class DiskFaultyError(StorageError):
    """The disk with the database does not read or write as it should.

    Look at the disk and whether the folder is still there; then try again.
    """


class DatabaseLockedError(StorageError):
    """Another program keeps the database's file locked.

    Close that program and try again.
    """


class DatabaseInUseError(StorageError):
    """Another bot is running on this database's file.

    Stop that one first, or use PostgreSQL for several.
    """


class NotADatabaseError(StorageError):
    """The file is damaged or is no SQLite database.

    Name another file, or put back a copy.
    """


class SchemaNewerError(StorageError):
    """The database was made by a newer version of the bot.

    Install that version; this one changes nothing in it.
    """


class SchemaEmptyError(StorageError):
    """There is no database of the bot here yet.

    Name the one that the bot uses, or make this one ready with `borging migrate`.
    """


class SchemaOlderError(StorageError):
    """The database is not ready for this version of the bot.

    Make a copy of it, then run `borging migrate`.
    """


class OutcomeUnknownError(StorageError):
    """The database server went away while it was saving, so this may or may not have been kept.

    Look whether it was, and do it again if not.
    """
