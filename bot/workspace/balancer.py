"""What stands before several replicas of an app that takes its payloads by HTTP."""

import asyncio
from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Balancer:
    """Gives requests to targets in turn, as nginx does with its default settings.

    A target that refuses the connection rests for ``rest`` seconds (max_fails=1,
    fail_timeout=10s), and the request goes to the next: nothing was sent, so nothing can double.
    A request that was sent is never sent elsewhere, for a POST may not be repeated
    (proxy_next_upstream without non_idempotent): a target that dies over it is an error of that
    request. Resting targets are still tried when all others refuse.
    """

    def __init__(self, rest: float) -> None:
        """No targets: the request URLs themselves are used."""
        self.rest = rest
        self._targets: list[str] = []
        self._turn = 0
        self._wakes: dict[str, float] = {}  # target → loop time at which it takes part again

    @property
    def targets(self) -> list[str]:
        """The base URLs, such as ``http://127.0.0.1:9001``."""
        return list(self._targets)

    @targets.setter
    def targets(self, targets: list[str]) -> None:
        self._targets = [each.rstrip("/") for each in targets]
        self._wakes.clear()

    def addresses(self, url: str) -> list[str]:
        """Where a request for ``url`` may go, the first choice first.

        Empty for an address outside this machine without targets: the local workspace sends
        nothing out unless told where.
        """
        parts = urlsplit(url)
        if not self._targets:
            return [url] if parts.hostname in LOOPBACK else []
        start = self._turn % len(self._targets)
        self._turn += 1
        now = asyncio.get_running_loop().time()
        turn = self._targets[start:] + self._targets[:start]
        turn.sort(key=lambda each: self._wakes.get(each, 0.0) > now)
        path = parts._replace(scheme="", netloc="", fragment="").geturl()
        return [f"{each}{path}" for each in turn]

    def refused(self, address: str) -> None:
        """An address refused the connection: its target rests."""
        for target in self._targets:
            if address.startswith(f"{target}/"):
                self._wakes[target] = asyncio.get_running_loop().time() + self.rest
