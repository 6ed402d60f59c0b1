"""Looking whether a message arrived of which Slack never said so: by the key in its metadata."""

import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Order
from bot.slack.errors import code_of
from flows.outbox import Todo

logger = logging.getLogger(__name__)

EVENT_TYPE = "borging_delivery"
"""The type of the metadata that says which wish a message shows; it holds no answer."""
PAGE = 200
"""Messages that are asked for at once."""
PAGES = 10
"""Pages that are looked through at the most."""

Message = Mapping[str, Any]


def metadata(order: Order, *, frozen: bool = False) -> dict[str, Any]:
    """The metadata of a message: which wish it shows in which revision, and if it is frozen."""
    payload: dict[str, Any] = {"key": order.wish.key, "revision": order.wish.wanted}
    if frozen:
        payload["frozen"] = True
    return {"event_type": EVENT_TYPE, "event_payload": payload}


@dataclass(frozen=True)
class Standing:
    """A message of a wish that stands in a conversation, not frozen."""

    ts: str
    revision: int


@dataclass(frozen=True)
class LookedUp:
    """What a look gave: where, the message that arrived, and others of the wish, not frozen."""

    channel: str = ""
    arrived: Standing | None = None
    stale: tuple[str, ...] = ()


class Arrivals:
    """Looks for what was posted and nobody heard of."""

    def __init__(self) -> None:
        """Of no workspace it has been said yet that it does not let us look."""
        self._told: set[int] = set()

    async def look_up(self, client: AsyncWebClient, order: Order, since: datetime) -> LookedUp:
        """Look for what was posted of a wish since a moment.

        Without the scope to look nothing is found. Raises one of CALL_ERRORS.
        """
        try:
            return await _look_up(client, order, since)
        except SlackApiError as error:
            if code_of(error) != "missing_scope":
                raise
        workspace_id = order.wish.workspace_id
        if workspace_id not in self._told:
            self._told.add(workspace_id)
            logger.warning(
                "workspace %d: the app lacks a history scope of its manifest, so what may have "
                "arrived already is posted again",
                workspace_id,
            )
        return LookedUp()


async def _look_up(client: AsyncWebClient, order: Order, since: datetime) -> LookedUp:
    wish, thread = order.wish, order.rendering.thread
    least = wish.anew_at if order.todo is Todo.POST_ANEW else wish.shown + 1
    channel = order.rendering.channel or wish.channel
    if not channel:
        opened = await client.conversations_open(users=order.rendering.user_id)
        channel = str(opened["channel"]["id"])
    found: list[Standing] = []
    arrived: list[Standing] = []
    async for page in _pages(client, channel, thread, since):
        found += _of_wish(order, page)
        arrived = [one for one in found if one.revision >= least]
        if arrived and not thread:
            break  # the newest messages came first
    newest = max(arrived, key=lambda one: tuple(map(int, one.ts.split("."))), default=None)
    stale = tuple(one.ts for one in found if one is not newest)
    return LookedUp(channel, newest, stale)


async def _pages(
    client: AsyncWebClient, channel: str, thread: str, since: datetime
) -> AsyncIterator[Iterable[Message]]:
    """Pages of a conversation, the newest first; those of a thread, the oldest first."""
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{since.timestamp():.6f}",
        "limit": PAGE,
        "include_all_metadata": True,
    }
    for _ in range(PAGES):
        if thread:
            answer = await client.conversations_replies(ts=thread, **asked)
        else:
            answer = await client.conversations_history(**asked)
        yield answer["messages"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
        asked["cursor"] = cursor


def _of_wish(order: Order, messages: Iterable[Message]) -> list[Standing]:
    """Those that show the wish and are not frozen, but for the one that is known to stand."""
    standing = []
    for message in messages:
        held = message.get("metadata") or {}
        payload = held.get("event_payload") or {}
        if (
            held.get("event_type") == EVENT_TYPE
            and payload.get("key") == order.wish.key
            and not payload.get("frozen")
            and message["ts"] != order.wish.ts
        ):
            standing.append(Standing(str(message["ts"]), int(payload.get("revision") or 0)))
    return standing
