"""Calls to Slack that came too fast, and may come again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from slack_sdk.errors import SlackApiError

from bot.slack.errors import RateLimited, code_of, fault_of

Result = TypeVar("Result")


class Calling(Protocol):
    """How one call to Slack is made."""

    async def __call__(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """What the call answers. Raises what it raises."""
        ...


async def once(call: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call once, for a delivery that decides itself when to try again."""
    return await call()


async def in_time(call: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call again that Slack says came too fast, as soon as it may; no other fault."""
    while True:
        try:
            return await call()
        except SlackApiError as error:
            if code_of(error) != "ratelimited":
                raise
            fault = fault_of(error)
            await asyncio.sleep(fault.retry_after_s if isinstance(fault, RateLimited) else 0.0)
