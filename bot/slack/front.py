"""Taking what people do in Slack: facts, one transaction, the ack, then what they see."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import aiohttp

from bot.claims import Prepared
from bot.logs import about
from bot.metrics import Metrics
from bot.outbox import Courier
from bot.radar import RadarWorker
from bot.slack.answers import Answers, notice_form
from bot.slack.blocks import render_errors, render_form
from bot.slack.copies import Copies
from bot.slack.errors import CALL_ERRORS, log_failed
from bot.slack.facts import Facts
from bot.slack.files import Files
from bot.slack.installation import Installation
from bot.slack.payloads import Interaction
from bot.slack.sender import FastSender, SlackSender
from bot.slack.shown_pictures import ShownPictures
from bot.slack.urls import ResponseUrls
from bot.slack.windows import Windows
from bot.slack.words import Json
from bot.wording import Voices
from flows.events import Event, Kind, Known, Place, Wanted
from flows.exceptions import BorgingError
from flows.language import Language
from flows.outcome import Report
from flows.ports import Store
from flows.usecases.desk import Download, Reply
from flows.usecases.handle import facts_wanted, handle, page_facts_wanted, page_now
from flows.usecases.surroundings import Surroundings
from flows.wording import Wording, say
from storage.database import Database

Ack = Callable[..., Awaitable[Any]]
After = Callable[[], Coroutine[Any, Any, None]]
"""What follows an ack."""
NOT_PASSED = "what follows an ack did not pass"


@dataclass(frozen=True, kw_only=True)
class House:
    """What the front works with; `surroundings` tells what holds at the present moment."""

    database: Database
    courier: Courier
    sender: SlackSender
    radar: RadarWorker
    facts: Facts
    session: aiohttp.ClientSession
    voices: Voices
    surroundings: Callable[[Installation], Surroundings]
    metrics: Metrics = field(default_factory=Metrics)


@dataclass(frozen=True)
class Handled:
    """What one transaction gave: the reply, its language, and messages to redraw at once.

    `more` says that other messages wait for the courier.
    """

    reply: Reply
    language: Language
    prepared: tuple[Prepared, ...]
    more: bool


class Front:
    """Handles interactions of one installation."""

    def __init__(self, house: House, installation: Installation) -> None:
        """Handle what comes from `installation`."""
        self._house = house
        self._installation = installation
        self._urls = ResponseUrls()
        self.pictures = ShownPictures(installation.client, house.sender.uploads)
        self._windows = Windows(installation.client, self.pictures, self._later)
        self._answers = Answers(installation.client, house.session, self._windows)
        self._files = Files(installation.client, house.radar)
        self._copies = Copies()
        self._taking: set[asyncio.Future[None]] = set()
        self._after: set[asyncio.Task[None]] = set()

    async def take(self, seen: Interaction, ack: Ack) -> None:
        """Handle one interaction: its effect is kept before the ack, the rest follows it."""
        taking = asyncio.get_running_loop().create_future()
        self._taking.add(taking)
        try:
            with about(workspace=self._installation.workspace.id, kind=seen.event.kind.value):
                await self._take(seen, ack)
        finally:
            self._taking.discard(taking)
            taking.set_result(None)

    async def drain(self) -> None:
        """Wait for what is being taken, and for what follows the acks."""
        while waiting := {*self._taking, *self._after}:
            await asyncio.wait(waiting)

    async def _take(self, seen: Interaction, ack: Ack) -> None:
        received_s = asyncio.get_running_loop().time()
        kind, metrics = seen.event.kind, self._house.metrics
        if seen.response_url and seen.event.place is Place.MESSAGE and seen.message_ts:
            self._urls.remember(seen.message_channel, seen.message_ts, seen.response_url)
        copy_of = seen.event_id if kind is Kind.SUBMIT else ""
        if earlier := self._copies.earlier(copy_of):
            metrics.redelivered(kind)
            await ack(**await asyncio.shield(earlier))
            return
        try:
            carried, follow = await self._answer(seen, received_s)
            self._copies.settle(copy_of, carried)
        finally:
            self._copies.forget(copy_of)
        await ack(**carried)
        metrics.acked(kind, asyncio.get_running_loop().time() - received_s)
        self._later(follow())

    async def _answer(self, seen: Interaction, received_s: float) -> tuple[Json, After]:
        """What the ack carries, and what follows it."""
        try:
            handled = await self._handle(seen)
            wording = self._house.voices[handled.language]
            carried = _ack_with(seen, handled.reply, wording, self._windows)
        except Exception as error:  # noqa: BLE001 - whatever fails, the person is told
            log_failed("an interaction was not taken", error)
            return self._refuse(seen)
        if handled.reply.again:
            self._house.metrics.redelivered(seen.event.kind)
        if handled.more:
            self._house.courier.wake()
        return carried, partial(self._follow, seen, handled, wording, received_s)

    async def _handle(self, seen: Interaction) -> Handled:
        house, event = self._house, seen.event

        def work(store: Store, known: Known) -> Handled:
            around = house.surroundings(self._installation)
            workspace = self._installation.workspace
            reply, language = handle(store, workspace, event, known, around, seen.event_id)
            prepared = house.courier.prepare(store, reply.wishes)
            return Handled(reply, language, prepared, store.outbox.any_due(around.now))

        def look(store: Store) -> Handled | Wanted:
            wanted = facts_wanted(store, event)
            # Most acts want no facts: those are done at once, in this same transaction.
            return work(store, Known()) if wanted == Wanted() else wanted

        looked = await house.database.write(look)
        if isinstance(looked, Handled):
            return looked
        known = await self._fetch(event, looked)
        return await house.database.write(lambda store: work(store, known))

    def _refuse(self, seen: Interaction) -> tuple[Json, After]:
        """Say that it did not work; a form stays open with everything that was typed in it."""
        wording = self._house.voices[Language.NL]
        phrase = say("shell.try_again")
        if seen.event.kind is Kind.TYPED:
            # Without an ack Slack sends the line again, and nothing is lost.
            raise InteractionLostError
        if seen.event.kind is not Kind.SUBMIT:
            return {}, partial(self._answers.tell, seen, phrase, wording)
        name = next(iter(seen.event.values), "")
        if name:
            return render_errors({name: phrase}, wording), _nothing
        view = render_form(notice_form(phrase), wording)
        return {"response_action": "push", "view": view}, _nothing

    async def _follow(
        self, seen: Interaction, handled: Handled, wording: Wording, received_s: float
    ) -> None:
        reply, answers = handled.reply, self._answers
        if reply.form is not None and seen.event.kind is Kind.SUBMIT:
            self._windows.complete(reply.form, wording, seen.event_id)
        elif reply.form is not None:
            shown = answers.show(seen, reply.form, wording, replace=reply.replace)
            await self._or_tell(shown, seen, wording)
        if reply.beneath is not None:
            await _or_log(answers.redraw_beneath(seen, reply.beneath, wording))
        await asyncio.gather(*(_or_log(self._deliver(one)) for one in handled.prepared))
        if handled.prepared:
            self._house.metrics.shown(asyncio.get_running_loop().time() - received_s)
        if reply.notice is not None and seen.event.kind is not Kind.SUBMIT:
            await _or_log(answers.tell(seen, reply.notice, wording))
        if reply.page:
            await self._draw_page(seen)
        if reply.download is not None:
            sent = self._send(seen, reply.download, wording)
            await self._or_tell(sent, seen, wording)

    async def _send(self, seen: Interaction, download: Download | Report, wording: Wording) -> None:
        if isinstance(download, Download):
            await self._files.send(seen.event.user_id, download, wording)
            return

        async def ask() -> Reply:
            return (await self._handle(replace(seen, event_id=""))).reply

        refused = await self._files.send_report(seen.event.user_id, download, wording, ask)
        if refused is not None:
            await self._answers.tell(seen, refused, wording)

    async def _or_tell(self, work: Awaitable[None], seen: Interaction, wording: Wording) -> None:
        """Do what the person waits for; if it does not pass, tell them."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever fails, the person is told
            log_failed(NOT_PASSED, error)
            await _or_log(self._answers.tell(seen, say("shell.try_again"), wording))

    async def _deliver(self, prepared: Prepared) -> None:
        wish = prepared.claim.wish
        url = self._urls.take(wish.channel, wish.ts) if wish.ts else ""
        fast = FastSender(self._house.sender, self._house.session, url) if url else None
        await self._house.courier.deliver(prepared, fast)

    async def _draw_page(self, seen: Interaction) -> None:
        house, event = self._house, seen.event
        wanted = await house.database.read(lambda store: page_facts_wanted(store, event))
        known = await self._fetch(event, wanted)
        page, panel, language = await house.database.write(
            lambda store: page_now(
                store,
                self._installation.workspace,
                event,
                known,
                house.surroundings(self._installation),
            )
        )
        await self._answers.draw_page(seen, page, panel, house.voices[language])

    async def _fetch(self, event: Event, wanted: Wanted) -> Known:
        client = self._installation.client
        return await self._house.facts.fetch(client, event.workspace, wanted, event.user_id)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._after.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._after.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log_failed(NOT_PASSED, error)


class InteractionLostError(Exception):
    """An event could not be kept, and has to be sent again by Slack."""


async def _nothing() -> None:
    """Nothing follows."""


async def _or_log(work: Awaitable[None]) -> None:
    """Do one of the things that follow an ack, whatever becomes of the others."""
    try:
        await work
    except (BorgingError, *CALL_ERRORS) as error:
        log_failed(NOT_PASSED, error)


def _ack_with(seen: Interaction, reply: Reply, wording: Wording, windows: Windows) -> Json:
    """What the ack of a form's submit carries; nothing for all else."""
    if seen.event.kind is not Kind.SUBMIT:
        return {}
    if reply.again:  # another run took it, and Slack may show this answer instead of that one's
        reply = Reply(notice=say("shell.again"))
    if reply.errors:
        return render_errors(reply.errors, wording)
    if reply.form is not None:
        action = "update" if reply.replace else "push"
        view = windows.carried(reply.form, wording, seen.event_id)
        return {"response_action": action, "view": view}
    if reply.notice is not None:
        return {
            "response_action": "update",
            "view": render_form(notice_form(reply.notice), wording),
        }
    return {}
