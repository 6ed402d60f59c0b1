"""Faults that a test switches on: each is used up by the calls or envelopes it hits."""

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

from aiohttp import web

from bot.workspace.errors import WorkspaceError

FaultKind = Literal["rate_limited", "server_error", "drop_after", "drop_before", "error", "slow"]
ANY_METHOD = "*"


@dataclass
class Fault:
    """What the next ``times`` calls of ``method`` meet.

    rate_limited: 429 with ``Retry-After: seconds`` · server_error: 500 · drop_after: the call is
    carried out, then the connection drops · drop_before: it drops and nothing happened ·
    error: ``{"ok": false, "error": code}`` · slow: carried out after ``seconds``.
    """

    method: str
    kind: FaultKind
    times: int = 1
    seconds: float = 1.0
    code: str = "internal_error"
    skip: int = 0  # calls let through first


@dataclass
class EnvelopeFault:
    """What the next ``times`` socket envelopes meet: sent ``copies`` times, ``seconds`` late."""

    times: int = 1
    seconds: float = 0.0
    copies: int = 1


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        """Nothing is wrong at first."""
        self._calls: list[Fault] = []
        self._envelopes: list[EnvelopeFault] = []
        self._gates: dict[str, asyncio.Event] = {}

    def fail_next(
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int = 1,
        seconds: float = 1.0,
        code: str = "internal_error",
        skip: int = 0,
    ) -> None:
        """Let the next calls of ``method`` fail ("*": of any method). See ``Fault``."""
        if kind not in get_args(FaultKind):
            raise WorkspaceError(f"unknown fault: {kind}")
        self._calls.append(Fault(method, kind, times, seconds, code, skip))

    def delay_envelopes(self, seconds: float, *, times: int = 1) -> None:
        """Send the next envelopes late."""
        self._envelopes.append(EnvelopeFault(times, seconds=seconds))

    def double_envelopes(self, *, times: int = 1) -> None:
        """Send the next envelopes twice."""
        self._envelopes.append(EnvelopeFault(times, copies=2))

    def hold(self, method: str) -> None:
        """Keep calls of ``method`` waiting until ``release``."""
        self._gates[method] = asyncio.Event()

    def release(self, method: str) -> None:
        """Let the held calls of ``method`` go on."""
        gate = self._gates.pop(method, None)
        if gate:
            gate.set()

    async def pass_gate(self, method: str) -> None:
        """Wait as long as the method is held."""
        gate = self._gates.get(method)
        if gate:
            await gate.wait()

    def clear(self) -> None:
        """All is well again."""
        self._calls.clear()
        self._envelopes.clear()
        for method in list(self._gates):
            self.release(method)

    def for_call(self, method: str) -> Fault | None:
        """Use up the fault, if any, that this call meets."""
        for fault in self._calls:
            if fault.method not in (method, ANY_METHOD):
                continue
            if fault.skip:
                fault.skip -= 1
                return None
            fault.times -= 1
            self._calls = [each for each in self._calls if each.times > 0]
            return fault
        return None

    def for_envelope(self) -> EnvelopeFault:
        """Use up the faults, if any, that this envelope meets."""
        met = EnvelopeFault()
        for fault in self._envelopes:
            fault.times -= 1
            met.seconds += fault.seconds
            met.copies = max(met.copies, fault.copies)
        self._envelopes = [each for each in self._envelopes if each.times > 0]
        return met


def drop_connection(request: web.Request) -> web.Response:
    """Cut the connection: the client cannot know whether its call arrived."""
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
    return web.Response()
