"""The response_urls of messages that were tapped lately: the fastest way to change them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

USES = 4
"""Uses of the five that Slack allows; the last is kept for a notice to the person."""
VALID_S = 29 * 60.0
"""Seconds that a response_url is used; Slack allows half an hour."""
MOST = 10_000
"""Messages that are remembered at the most."""


@dataclass
class _Url:
    url: str
    until_s: float
    left: int


class ResponseUrls:
    """Remembers, for each message, the newest response_url and how often it can still be used.

    It is also what changes a message after the submit of a form that its tap opened.
    """

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        """`now_s` tells seconds that only go up."""
        self._now_s = now_s
        self._urls: dict[tuple[str, str], _Url] = {}

    def remember(self, channel: str, ts: str, url: str) -> None:
        """Keep the response_url of a tap on a message."""
        self._urls.pop((channel, ts), None)
        if len(self._urls) >= MOST:
            del self._urls[next(iter(self._urls))]
        self._urls[channel, ts] = _Url(url, self._now_s() + VALID_S, USES)

    def take(self, channel: str, ts: str) -> str:
        """A response_url for one more use on this message, "" when there is none."""
        known = self._urls.get((channel, ts))
        if known is None or not known.left or self._now_s() > known.until_s:
            self._urls.pop((channel, ts), None)
            return ""
        known.left -= 1
        return known.url
