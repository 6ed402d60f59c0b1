"""One running bot for each SQLite file: a second would end the first one's leases."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from storage import engines
from storage.exceptions import DatabaseInUseError, NotWritableError
from storage.faults import where


@contextmanager
def only_run(address: str) -> Iterator[None]:
    """Hold a database's file for one running bot; a server takes any number.

    The operating system lets go of it when the process ends, however it ends. Raises
    DatabaseInUseError if another bot runs on it, NotWritableError if its folder takes no file.
    """
    url = engines.parse(address)
    if not engines.is_sqlite(url):
        yield
        return
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(Path(f"{url.database}.lock").open("ab"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseInUseError(where(url)) from error
        except OSError as error:
            raise NotWritableError(where(url), error.strerror or "") from error
        yield
