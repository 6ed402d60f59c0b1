"""Faults that a test switches on: each is used up by the calls or envelopes it hits."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, get_args

from aiohttp import web

from bot.workspace.errors import WorkspaceError

FaultKind = Literal[
    "rate_limited", "server_error", "drop_after", "drop_before", "error", "slow", "disconnect"
]
CARRIED_OUT = {"drop_after", "slow", "disconnect"}


@dataclass
class Fault:
    """What the next ``times`` calls of ``method`` meet.

    rate_limited: 429 with ``Retry-After: seconds`` · server_error: 500 · drop_after: the call is
    carried out, then the connection drops · drop_before: it drops and nothing happened ·
    error: ``{"ok": false, "error": code}`` · slow: carried out, answered after ``seconds`` ·
    disconnect: carried out, and one socket of the app is cut meanwhile.

    ``method`` is a method's name, "response_url", "upload" (the upload URL), or a pattern such as
    "files.*" or "*". With a ``channel`` only the calls are met that name it.
    """

    method: str
    kind: FaultKind
    times: int = 1
    seconds: float = 1.0
    code: str = "internal_error"
    skip: int = 0  # calls let through first
    channel: str = ""


@dataclass
class Storm:
    """What each of the next ``times`` calls (None: until cleared) of ``method`` may meet.

    ``odds`` are the probabilities of kinds, together at most 1; the same seed and the same order
    of calls give the same weather.
    """

    method: str
    odds: Mapping[FaultKind, float]
    times: int | None
    seconds: float
    code: str
    dice: random.Random

    def strike(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        if self.times is not None:
            self.times -= 1
        drawn = self.dice.random()
        for kind, chance in self.odds.items():
            if drawn < chance:
                return Fault(method, kind, seconds=self.seconds, code=self.code)
            drawn -= chance
        return None


@dataclass
class EnvelopeFault:
    """What the next ``times`` envelopes (None: until cleared) may meet, each with ``odds``.

    An envelope is sent ``copies`` times, ``seconds`` late.
    """

    times: int | None = 1
    seconds: float = 0.0
    copies: int = 1
    odds: float = 1.0
    dice: random.Random = field(default_factory=random.Random)


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        """Nothing is wrong at first."""
        self._calls: list[Fault] = []
        self._storms: list[Storm] = []
        self._envelopes: list[EnvelopeFault] = []
        self._gates: dict[str, asyncio.Event] = {}

    def fail_next(  # noqa: PLR0913 - what a fault is made of
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int = 1,
        seconds: float = 1.0,
        code: str = "internal_error",
        skip: int = 0,
        channel: str = "",
    ) -> None:
        """Let the next calls of ``method`` fail. See ``Fault``."""
        _require(kind)
        self._calls.append(Fault(method, kind, times, seconds, code, skip, channel))

    def storm(
        self,
        method: str,
        odds: Mapping[FaultKind, float],
        *,
        seed: int = 0,
        times: int | None = None,
        seconds: float = 1.0,
        code: str = "internal_error",
    ) -> None:
        """Let calls of ``method`` fail at random. See ``Storm``; the first storm that fits counts.

        Raises WorkspaceError for an unknown kind and for odds that are none.
        """
        for kind in odds:
            _require(kind)
        _require_odds([*odds.values()])
        self._storms.append(Storm(method, odds, times, seconds, code, _dice(seed)))

    def delay_envelopes(
        self, seconds: float, *, times: int | None = 1, odds: float = 1.0, seed: int = 0
    ) -> None:
        """Send the next envelopes late."""
        _require_odds([odds])
        self._envelopes.append(EnvelopeFault(times, seconds, odds=odds, dice=_dice(seed)))

    def double_envelopes(
        self, *, times: int | None = 1, copies: int = 2, odds: float = 1.0, seed: int = 0
    ) -> None:
        """Send the next envelopes ``copies`` times, to one connection or target after another."""
        _require_odds([odds])
        if copies < 1:
            raise WorkspaceError("an envelope comes at least once")
        self._envelopes.append(EnvelopeFault(times, 0.0, copies, odds, _dice(seed)))

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
        self._storms.clear()
        self._envelopes.clear()
        for method in list(self._gates):
            self.release(method)

    def for_call(self, method: str, channel: str = "") -> Fault | None:
        """Use up the fault, if any, that this call meets."""
        for fault in self._calls:
            if not fnmatchcase(method, fault.method) or fault.channel not in ("", channel):
                continue
            if fault.skip:
                fault.skip -= 1
                return None
            fault.times -= 1
            self._calls = [each for each in self._calls if each.times > 0]
            return fault
        for storm in self._storms:
            if storm.times != 0 and fnmatchcase(method, storm.method):
                return storm.strike(method)
        return None

    def for_envelope(self) -> EnvelopeFault:
        """Use up the faults, if any, that this envelope meets."""
        met = EnvelopeFault()
        for fault in self._envelopes:
            if fault.times is not None:
                fault.times -= 1
            if fault.dice.random() < fault.odds:
                met.seconds += fault.seconds
                met.copies = max(met.copies, fault.copies)
        self._envelopes = [each for each in self._envelopes if each.times != 0]
        return met


def _require(kind: str) -> None:
    if kind not in get_args(FaultKind):
        raise WorkspaceError(f"unknown fault: {kind}")


def _require_odds(odds: list[float]) -> None:
    if min(odds, default=0.0) < 0 or sum(odds) > 1:
        raise WorkspaceError(f"odds are probabilities, together at most 1, not {odds}")


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - weather, not a secret


def drop_connection(request: web.Request) -> web.Response:
    """Cut the connection: the client cannot know whether its call arrived."""
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
    return web.Response()


def plain_fault(request: web.Request, fault: Fault) -> web.Response:
    """The answer of an address that speaks no ``ok``: an upload URL that met a fault."""
    if fault.kind in ("drop_before", "drop_after"):
        return drop_connection(request)
    if fault.kind == "rate_limited":
        wait = str(max(0, round(fault.seconds)))
        return web.Response(status=429, text="ratelimited", headers={"Retry-After": wait})
    status = 500 if fault.kind == "server_error" else 400
    return web.Response(status=status, text=fault.code)
