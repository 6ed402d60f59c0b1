"""Running the command line as people do: a process of its own, in a folder of its own."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
Say = Callable[..., tuple[int, str]]
"""Run a command in this process: its exit code and all that it said."""
PATIENCE_S = 60.0
"""Seconds that a command may take: far more than it does."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that it said; no person ever gets a traceback."""
        assert "Traceback" not in self.out + self.err
        return self.out + self.err


async def start(
    folder: Path, *arguments: str, variables: Mapping[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Start `borging …` in a folder, in Dutch unless `variables` say otherwise."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "nl_NL.UTF-8",
            "PYTHONIOENCODING": "utf-8",
            **(variables or {}),
        },
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> Ended:
    """Wait for a command's end."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def run(folder: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> Ended:
    """Run `borging …` to its end."""
    return await ended(await start(folder, *arguments, variables=variables))


@asynccontextmanager
async def staying(
    folder: Path, *arguments: str, variables: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A command that stays: the process and the first line that it said, once it said one.

    A process that still runs at the end of the context is killed.
    """
    process = await start(folder, *arguments, variables=variables)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = (await process.stdout.readline()).decode()
        yield process, line
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def change(file: Path, statement: str) -> None:
    """Change an SQLite file behind the bot's back."""
    database = sqlite3.connect(file)
    with database:
        database.execute(statement)
    database.close()
