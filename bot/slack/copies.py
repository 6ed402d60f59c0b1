"""Windows that come in twice get one answer: Slack shows whichever arrives."""

import asyncio

from bot.slack.words import Json

KEPT_S = 30.0
"""Seconds that the answer to a window is kept for its copies; Slack waits three."""


class Copies:
    """What the acks of windows carried that were sent in here lately."""

    def __init__(self) -> None:
        """None were."""
        self._carried: dict[str, asyncio.Future[Json]] = {}

    def earlier(self, event_id: str) -> asyncio.Future[Json] | None:
        """The answer to an earlier copy, which may be on its way; None if this is the first.

        After None `settle` or `forget` has to follow.
        """
        known = self._carried.get(event_id)
        if known is None and event_id:
            self._carried[event_id] = asyncio.get_running_loop().create_future()
        return known

    def settle(self, event_id: str, carried: Json) -> None:
        """This is the answer."""
        if answer := self._carried.get(event_id):
            answer.set_result(carried)
            asyncio.get_running_loop().call_later(KEPT_S, self._carried.pop, event_id, None)

    def forget(self, event_id: str) -> None:
        """There will be no answer, unless there was one."""
        answer = self._carried.get(event_id)
        if answer is not None and not answer.done():
            answer.cancel()
            del self._carried[event_id]
