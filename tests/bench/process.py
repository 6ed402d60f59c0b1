"""Programs that run beside the bench, and what they took of the machine."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
ANSWER_S = 120.0  # within which a program says what it was asked
STOP_S = 15.0  # within which it ends after SIGTERM


def tell(what: object) -> None:
    """Print a line for the program that runs this one."""
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


class Program:
    """A Python program of ours, in a process of its own; Linux only, for it reads /proc."""

    def __init__(self, process: Process) -> None:
        """Use `program`."""
        self._process = process

    async def line(self) -> Any:  # noqa: ANN401 - JSON
        """The next line that it prints, read as JSON. Raises RuntimeError if it ended."""
        if self._process.stdout is None:
            raise RuntimeError("the program has no output")
        async with asyncio.timeout(ANSWER_S):
            line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("a program of the bench ended early; see what it wrote above")
        return json.loads(line)

    async def go(self) -> None:
        """Let a program that waits for a line of input go on."""
        if self._process.stdin is None:
            raise RuntimeError("the program has no input")
        self._process.stdin.write(b"\n")
        await self._process.stdin.drain()

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time that it took so far, all its threads together."""
        text = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    @property
    def peak_mib(self) -> float:
        """The most memory that it held at once, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_S):
            await self._process.wait()


@asynccontextmanager
async def program(
    module: str, *arguments: str, variables: Mapping[str, str], quiet: bool = False
) -> AsyncIterator[Program]:
    """Run `python -m module`, until the context ends.

    `quiet` for one whose output is no JSON and nobody reads.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env=dict(variables),
        stdin=PIPE,
        stdout=asyncio.subprocess.DEVNULL if quiet else PIPE,
        stderr=asyncio.subprocess.DEVNULL if quiet else None,
        limit=2**26,
    )
    one = Program(process)
    try:
        yield one
    finally:
        await one.stop()
