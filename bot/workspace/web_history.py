"""conversations.history and conversations.replies: what was said, page by page."""

import base64
import binascii
from dataclasses import dataclass

from bot.workspace import wire
from bot.workspace.call import HISTORY_SCOPES, Call
from bot.workspace.errors import SlackError
from bot.workspace.model import Json, Message
from bot.workspace.sight import stamp

CURSOR = "next_ts:"


@dataclass(frozen=True)
class Pages:
    """How a method pages: the default and largest ``limit``, and which way it reads."""

    default: int
    largest: int
    newest_first: bool


HISTORY = Pages(100, 999, newest_first=True)
REPLIES = Pages(1000, 1000, newest_first=False)


def history(call: Call) -> Json:
    """conversations.history: newest first, no replies and nothing ephemeral."""
    messages = _readable(call)
    shown = [each for each in messages if not each.thread_ts or each.broadcast]
    shown.sort(key=lambda each: stamp(each.ts), reverse=True)
    return {**_answer(call, HISTORY, _between(call, shown)), "pin_count": 0}


def replies(call: Call) -> Json:
    """conversations.replies: a message and its thread, oldest first."""
    messages = _readable(call)
    ts = call.required("ts")
    parent = next((each for each in messages if each.ts == ts), None)
    if not parent:
        raise SlackError("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [each for each in messages if each.thread_ts == root]
    thread.sort(key=lambda each: stamp(each.ts))
    first = [each for each in messages if each.ts == root]
    return _answer(call, REPLIES, first + _between(call, thread))


def _readable(call: Call) -> list[Message]:
    channel = call.channel()
    call.need(HISTORY_SCOPES[channel.kind])
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    everything = call.core.state.messages[channel.id].values()
    return [each for each in everything if each.reader is None]


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = stamp(call.text("oldest", "0")), call.text("latest")
    inclusive = call.flag("inclusive")

    def fits(message: Message) -> bool:
        at = stamp(message.ts)
        if inclusive:
            return oldest <= at and (not latest or at <= stamp(latest))
        return oldest < at and (not latest or at < stamp(latest))

    return [each for each in messages if fits(each)]


def _answer(call: Call, pages: Pages, messages: list[Message]) -> Json:
    limit = call.number("limit", pages.default)
    if not 1 <= limit <= pages.largest:
        raise SlackError("invalid_limit")
    rest = _from_cursor(call, pages, messages)
    page, following = rest[:limit], rest[limit:]
    # Without the flag Slack tells that there is metadata and of what type, not what it says.
    whole = call.flag("include_all_metadata")
    shown = [wire.message(call.core.state, each, metadata=whole) for each in page]
    answer: Json = {"messages": shown, "has_more": bool(following)}
    if following:
        cursor = base64.b64encode(f"{CURSOR}{following[0].ts}".encode()).decode()
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _from_cursor(call: Call, pages: Pages, messages: list[Message]) -> list[Message]:
    """The messages from the cursor on: it names a moment, so what comes meanwhile shifts nothing.

    Raises SlackError ``invalid_cursor``.
    """
    cursor = call.text("cursor")
    if not cursor:
        return messages
    try:
        told = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    at = stamp(told.removeprefix(CURSOR))
    if not told.startswith(CURSOR) or at == (0, 0):
        raise SlackError("invalid_cursor")
    if pages.newest_first:
        return [each for each in messages if stamp(each.ts) <= at]
    return [each for each in messages if stamp(each.ts) >= at]
