"""Putting messages into Slack: posting, changing in place, posting anew and freezing the old."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import Order
from bot.radar import RadarUnavailableError, RadarWorker
from bot.slack.blocks import render_message
from bot.slack.errors import (
    CALL_ERRORS,
    Broken,
    CallError,
    Gone,
    RateLimited,
    Temporary,
    Unreachable,
    fault_of,
    fault_of_answer,
)
from bot.slack.installation import Installation, works
from bot.slack.lookup import Arrivals, LookedUp, metadata
from bot.slack.upload import Uploads
from bot.slack.words import Json
from bot.wording import Voices
from flows.messages import Message
from flows.outbox import Blocked, Lost, Postponed, Refused, Result, Sent, Todo, Wish
from flows.pace import Call

AGAIN_S = 60.0
"""Seconds to wait when nobody can say what is wrong with an installation."""
FREEZE_AGAIN_S = 2.0
"""Seconds until an old message is frozen after all, where Slack does not say when to come back."""
PICTURE_SHARE = 0.5
"""Of the time for a message, what its picture may take until the message is put off."""


class SlackSender:
    """`bot.outbox.Sender` for Slack."""

    def __init__(
        self,
        installations: Mapping[int, Installation],
        voices: Voices,
        radar: RadarWorker,
        session: aiohttp.ClientSession,
    ) -> None:
        """`installations` by workspace id; the session uploads files."""
        self._installations = installations
        self._voices = voices
        self.uploads = Uploads(radar, voices, session)
        self._arrivals = Arrivals()

    async def send(self, order: Order) -> Result:
        """As the port says."""
        installation = self._installations.get(order.wish.workspace_id)
        if installation is None:
            return Postponed("not_installed", AGAIN_S, maybe_taken=False)
        try:
            return await self._send(installation.client, order)
        except CALL_ERRORS as error:
            return await _verdict(installation.client, error)
        except RadarUnavailableError:
            return Postponed("radar_unavailable", maybe_taken=False)

    async def _send(self, client: AsyncWebClient, order: Order) -> Result:
        wish = order.wish
        if order.todo is Todo.NOTHING:
            return await self._stands(client, order, _sent(wish))
        looked = LookedUp()
        if order.look_from is not None:
            try:
                looked = await self._arrivals.look_up(client, order, order.look_from)
            except CALL_ERRORS as error:
                return await _verdict(client, error, Call.LOOK)
            if (arrived := looked.arrived) is not None:
                there = replace(
                    _sent(wish), channel=looked.channel, ts=arrived.ts, revision=arrived.revision
                )
                return await self._stands(client, order, there, looked.stale)
        async with asyncio.timeout(order.within_s * PICTURE_SHARE):
            shown = await self.uploads.picture(client, order)
        content = self.content(order.rendering.message, order, shown.file_id)
        there = Sent(wish.channel, wish.ts, shown.file_id, shown.picture)
        if order.todo is Todo.UPDATE:
            return await self._update(client, order, content, there)
        try:
            posted = await client.chat_postMessage(
                channel=order.rendering.channel or wish.channel or order.rendering.user_id,
                thread_ts=order.rendering.thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
        except CALL_ERRORS as error:
            return await _verdict(client, error, Call.POST)
        there = replace(there, channel=posted["channel"], ts=posted["ts"])
        return await self._stands(client, order, there, looked.stale)

    async def _update(
        self, client: AsyncWebClient, order: Order, content: Json, there: Sent
    ) -> Result:
        try:
            await client.chat_update(channel=there.channel, ts=there.ts, **content)
        except CALL_ERRORS as error:
            fault = fault_of(error)
            if isinstance(fault, Gone):
                return Lost(fault.reason)
            return await _verdict(client, error, Call.UPDATE)
        return await self._stands(client, order, there)

    def content(
        self, message: Message, order: Order, file_id: str = "", *, frozen: bool = False
    ) -> Json:
        """Text, blocks and the metadata by which the message can be found again."""
        wording = self._voices[order.rendering.language]
        return {
            **render_message(message, wording, picture_file=file_id or None),
            "metadata": metadata(order, frozen=frozen),
        }

    async def _stands(
        self, client: AsyncWebClient, order: Order, sent: Sent, found: tuple[str, ...] = ()
    ) -> Sent:
        """The message stands: freeze as many of the old ones as may be, the others later."""
        if order.rendering.frozen is None:
            return sent
        replaced = (order.wish.ts,) if order.todo is Todo.POST_ANEW else ()
        old = (*order.wish.stale, *found, *replaced)
        content = self.content(order.rendering.frozen, order, frozen=True)
        for index, ts in enumerate(old[: order.freezes]):
            try:
                await client.chat_update(channel=sent.channel, ts=ts, **content)
            except CALL_ERRORS as error:
                after_s = _passes_after_s(error)
                if after_s is not None:
                    too_fast = isinstance(fault_of(error), RateLimited)
                    return replace(
                        sent, stale=old[index:], stale_after_s=after_s, stale_limited=too_fast
                    )
        return replace(sent, stale=old[order.freezes :])


def _sent(wish: Wish) -> Sent:
    """The message as it stood before."""
    return Sent(wish.channel, wish.ts, wish.file_id, wish.picture)


def _passes_after_s(error: CallError) -> float | None:
    """Seconds after which the same call may pass, None if it will not."""
    match fault_of(error):
        case RateLimited(retry_after_s=after_s):
            return after_s
        case Temporary():
            return FREEZE_AGAIN_S
        case Broken(everywhere=True):
            return AGAIN_S
        case _:
            return None


class FastSender:
    """A sender for a message that was just tapped: by its response_url, else the usual way."""

    def __init__(self, usual: SlackSender, session: aiohttp.ClientSession, url: str) -> None:
        """`url` is the response_url of the tap on this message."""
        self._usual = usual
        self._session = session
        self._url = url

    async def send(self, order: Order) -> Result:
        """As the port says."""
        if order.todo is not Todo.UPDATE or order.rendering.plot is not None or order.wish.stale:
            return await self._usual.send(order)
        content = self._usual.content(order.rendering.message, order)
        try:
            await post_to_url(self._session, self._url, {"replace_original": True, **content})
        except (*CALL_ERRORS, UrlRefusedError):
            return await self._usual.send(order)
        return _sent(order.wish)


class UrlRefusedError(Exception):
    """A response_url did not take what was sent to it."""


async def post_to_url(session: aiohttp.ClientSession, url: str, content: Mapping[str, Any]) -> None:
    """Send to a response_url. Raises UrlRefusedError if it does not take it, or a CALL_ERROR."""
    async with session.post(url, json=content) as answer:
        text = (await answer.text()).strip()
        if answer.ok and text in {"ok", '{"ok":true}', ""}:
            return
        raise UrlRefusedError(str(fault_of_answer(answer.status, {}, answer.headers)))


async def _verdict(client: AsyncWebClient, error: CallError, call: Call | None = None) -> Result:
    """What a call that did not pass means, having asked whether others do."""
    result = outcome_of(error, call)
    if isinstance(result, Blocked):
        try:
            others_pass = await works(client)
        except CALL_ERRORS:
            return Postponed(result.reason, AGAIN_S, maybe_taken=False)
        if others_pass:
            return Refused(result.reason)
    return result


def outcome_of(error: CallError, call: Call | None = None) -> Result:
    """What a call that did not pass means for the delivery; `call` if it is one with a pace."""
    match fault_of(error):
        case RateLimited(retry_after_s=after_s):
            return Postponed("rate_limited", after_s, maybe_taken=False, call=call)
        case Temporary(reason=reason, maybe_taken=maybe_taken):
            return Postponed(reason, maybe_taken=maybe_taken and call is Call.POST)
        case Broken(reason=reason, everywhere=True):
            return Blocked(reason)
        case Gone(reason=reason) | Unreachable(reason=reason) | Broken(reason=reason):
            return Refused(reason)
