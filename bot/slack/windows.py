"""Windows and pages in Slack: there at once, and their pictures in them once they are ready."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.blocks import Shown, render_form, render_page
from bot.slack.errors import CALL_ERRORS, CallError, code_of, complaints_of, log_failed
from bot.slack.patience import in_time
from bot.slack.shown_pictures import COMING, READY_WITHIN_S, ShownPictures
from bot.slack.words import Json
from flows.messages import Element, Form, Page
from flows.wording import Wording

Call = Callable[..., Awaitable[AsyncSlackResponse]]
"""A views.* method that takes `view`, and `hash` if it changes one."""
Later = Callable[[Coroutine[Any, Any, None]], None]
"""Does something beside all else; a stop waits for it."""

FILE_REFUSED = {"invalid_arguments", "invalid_blocks"}
"""Slack's codes for a view with a picture that it cannot show, among other faults of a view."""
SLACK_FILE = re.compile(r"slack[ _]file")
"""How Slack names what is wrong when it is a picture's file."""
MOVED_ON = {"hash_conflict", "not_found"}
"""Slack's codes for a view that was changed or closed meanwhile."""
THERE_AFTER_S = (0.0, 0.5, 1.0, 2.0)
"""Seconds to wait before each try to change the view that an ack carried: it may not stand yet."""


@dataclass(frozen=True)
class _Drawing:
    """What a view shows, and how it is rendered with its pictures."""

    body: tuple[Element, ...]
    wording: Wording
    render: Callable[[Sequence[Shown]], Json]
    page_of: str = ""  # whose page it is, "" for a window


class Windows:
    """Opens and changes views of one installation."""

    def __init__(self, client: AsyncWebClient, pictures: ShownPictures, later: Later) -> None:
        """Pictures that are still to be drawn when their view is shown are left to `later`."""
        self._client = client
        self._pictures = pictures
        self._later = later

    async def put(self, form: Form, wording: Wording, call: Call) -> str:
        """Show a form by a call of views.open, views.push or views.update; the view's id.

        Raises one of CALL_ERRORS, or RenderError.
        """
        return await self._put(_of_form(form, wording), call)

    async def change(self, view_id: str, form: Form, wording: Wording) -> None:
        """Put a form in the place of an open view. Raises as `put` does."""
        await self.put(form, wording, partial(self._client.views_update, view_id=view_id))

    async def publish(self, user_id: str, page: Page, wording: Wording) -> None:
        """Draw a person's page. Raises as `put` does."""
        drawing = _Drawing(page.body, wording, partial(render_page, page, wording), user_id)
        call = partial(self._client.views_publish, user_id=user_id)
        await self._put(drawing, call, call)

    def carried(self, form: Form, wording: Wording, name: str) -> Json:
        """The view that an ack is to carry; `name` is its own among all views.

        Raises RenderError.
        """
        drawing = _of_form(form, wording)
        # Slack would not say that it does not show a file: these come once the view stands.
        coming = [COMING for _ in self._at_hand(drawing)]
        return _named(drawing.render(coming), name if coming else "")

    def complete(self, form: Form, wording: Wording, name: str) -> None:
        """Give the view that an ack carried its pictures, if it has any."""
        drawing = _of_form(form, wording)
        if name and self._at_hand(drawing):
            self._later(self._complete(drawing, name))

    def _at_hand(self, drawing: _Drawing) -> tuple[Shown, ...]:
        on_page = bool(drawing.page_of)
        return self._pictures.at_hand(drawing.body, drawing.wording, on_page=on_page)

    async def _all_of(self, drawing: _Drawing) -> tuple[Shown, ...]:
        on_page = bool(drawing.page_of)
        return await self._pictures.all_of(drawing.body, drawing.wording, on_page=on_page)

    def _stands(self, drawing: _Drawing, shown: Sequence[Shown]) -> None:
        if drawing.page_of:
            self._pictures.stand_on(drawing.page_of, shown)

    async def _put(self, drawing: _Drawing, call: Call, again: Call | None = None) -> str:
        shown = self._at_hand(drawing)
        try:
            answer = await call(view=drawing.render(shown))
        except SlackApiError as error:
            files = [one for one in shown if one != COMING]
            if not files or not _is_of_a_file(error):
                raise
            # Somebody may have deleted a file. Nothing was shown, so the trigger is unused.
            self._pictures.forget(files)
            shown = self._at_hand(drawing)
            answer = await call(view=drawing.render(shown))
        self._stands(drawing, shown)
        view: Json = answer["view"]
        if COMING in shown:
            update = again or partial(self._client.views_update, view_id=view["id"])
            self._later(self._fill_in(drawing, partial(update, hash=view["hash"])))
        return str(view["id"])

    async def _fill_in(self, drawing: _Drawing, call: Call) -> None:
        """Show a view again, with its pictures, unless it has moved on."""
        shown = await self._all_of(drawing)
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                await in_time(lambda: call(view=drawing.render(shown)))
        except CALL_ERRORS as error:
            if not _moved_on(error):
                log_failed("pictures were not put in their view", error)
        else:
            self._stands(drawing, shown)

    async def _complete(self, drawing: _Drawing, name: str) -> None:
        view = _named(drawing.render(await self._all_of(drawing)), name)
        for wait_s in THERE_AFTER_S:
            await asyncio.sleep(wait_s)
            try:
                await self._client.views_update(external_id=name, view=view)
            except CALL_ERRORS as error:
                if _moved_on(error):
                    continue
                log_failed("pictures were not put in their view", error)
            return


def _of_form(form: Form, wording: Wording) -> _Drawing:
    return _Drawing(form.body, wording, partial(render_form, form, wording))


def _named(view: Json, name: str) -> Json:
    return view | {"external_id": name} if name else view


def _is_of_a_file(error: SlackApiError) -> bool:
    """Whether a view may have been refused for its pictures: by what Slack says, if it does."""
    said = complaints_of(error)
    return code_of(error) in FILE_REFUSED and (not said or any(map(SLACK_FILE.search, said)))


def _moved_on(error: CallError) -> bool:
    return isinstance(error, SlackApiError) and code_of(error) in MOVED_ON
