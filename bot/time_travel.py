"""Moving the demo's clock: a year of scans and reminders in minutes, nothing left out."""

import asyncio
from datetime import datetime, timedelta

from bot.duties import Bot
from bot.moved_clock import MovedClock

QUARTER = timedelta(weeks=13)
STUCK = timedelta(hours=1)
"""A step past what is due and cannot be done, as when Slack does not tell of a channel."""
SETTLES_S = 60.0
"""Seconds of real time that what is due at one moment gets to be done and delivered."""


async def travel(bot: Bot, clock: MovedClock, until: datetime) -> None:
    """Let time pass to an aware moment, stopping at everything that becomes due on the way.

    Each thing happens at its own moment, as it would have if nobody had moved the clock. Raises
    TimeoutError when something that is due does not get done.
    """
    while True:
        await _settle(bot)
        due = await bot.next_due()
        if due is None or due >= until:
            break
        now = clock()
        clock.move_to(due if due > now else now + STUCK)
    clock.move_to(max(until, clock()))
    await _settle(bot)


async def to_next_event(bot: Bot, clock: MovedClock) -> datetime | None:
    """Go to the next moment at which something becomes due; None if nothing ever does."""
    await _settle(bot)
    due = await bot.next_due()
    if due is not None:
        await travel(bot, clock, due)
    return due


async def _settle(bot: Bot) -> None:
    async with asyncio.timeout(SETTLES_S):
        await bot.catch_up()
