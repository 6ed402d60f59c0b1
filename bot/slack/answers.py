"""What has to be there within three seconds: forms, notices and the sender's page."""

from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import render_message
from bot.slack.errors import CALL_ERRORS, code_of
from bot.slack.payloads import Interaction
from bot.slack.sender import UrlRefusedError, post_to_url
from bot.slack.windows import Windows
from flows.events import Kind, Place
from flows.messages import Form, Message, Page, Paragraph
from flows.wording import Phrase, Wording, say

WITHOUT_MESSAGE = (Kind.COMMAND, Kind.SHORTCUT)
"""What is answered in a window: the bot may not be in the conversation where it was done."""
PANELS = 1000
"""Open windows with a person's page that are remembered, to redraw them."""


def notice_form(phrase: Phrase) -> Form:
    """A notice as a window, where no message can carry it."""
    return Form(
        key="notice",
        title=say("shell.title"),
        body=(Paragraph(phrase),),
        close=say("form.close"),
    )


class Answers:
    """Answers directly, for one installation."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, windows: Windows
    ) -> None:
        """`session` posts to response_urls."""
        self._client = client
        self._session = session
        self._windows = windows
        self._panels: dict[str, None] = {}

    async def show(self, seen: Interaction, form: Form, wording: Wording, *, replace: bool) -> None:
        """Open a form over what is there, or put it in the place of the tapped one."""
        in_form = seen.event.place is Place.FORM and seen.view_id
        if in_form and replace:
            await self._windows.change(seen.view_id, form, wording)
            return
        if in_form:
            await self._push(seen, form, wording)
            return
        call = partial(self._client.views_open, trigger_id=seen.trigger_id)
        view_id = await self._windows.put(form, wording, call)
        if form.key == "panel":
            if len(self._panels) >= PANELS:
                del self._panels[next(iter(self._panels))]
            self._panels[view_id] = None

    async def _push(self, seen: Interaction, form: Form, wording: Wording) -> None:
        call = partial(self._client.views_push, trigger_id=seen.trigger_id)
        try:
            await self._windows.put(form, wording, call)
        except SlackApiError as error:
            if code_of(error) != "push_limit_reached":
                raise
            # Slack stacks three windows: the new one takes the place of the tapped one.
            await self._windows.change(seen.view_id, form, wording)

    async def redraw_beneath(self, seen: Interaction, form: Form, wording: Wording) -> None:
        """Redraw the form that a submitted one was opened from."""
        beneath = seen.previous_view_id or seen.root_view_id
        if beneath and beneath != seen.view_id:
            await self._windows.change(beneath, form, wording)

    async def tell(self, seen: Interaction, phrase: Phrase, wording: Wording) -> None:
        """Tell the sender something, to them alone."""
        event = seen.event
        content = render_message(Message(body=(Paragraph(phrase),)), wording)
        if event.place is not Place.MESSAGE or event.kind in WITHOUT_MESSAGE:
            try:
                await self.show(seen, notice_form(phrase), wording, replace=False)
            except CALL_ERRORS:  # most likely its trigger has been used: say it in the DM
                opened = await self._client.conversations_open(users=event.user_id)
                await self._client.chat_postEphemeral(
                    channel=opened["channel"]["id"], user=event.user_id, **content
                )
            return
        if seen.response_url:
            private = {"response_type": "ephemeral", "replace_original": False, **content}
            try:
                await post_to_url(self._session, seen.response_url, private)
            except (*CALL_ERRORS, UrlRefusedError):
                pass
            else:
                return
        if seen.message_channel:
            await self._client.chat_postEphemeral(
                channel=seen.message_channel, user=event.user_id, **content
            )

    async def draw_page(self, seen: Interaction, page: Page, panel: Form, wording: Wording) -> None:
        """Draw the sender's page again, and the window it stands in if they have that open."""
        event = seen.event
        if event.team_id == event.workspace:
            await self._windows.publish(event.user_id, page, wording)
        if seen.root_view_id in self._panels:
            await self._windows.change(seen.root_view_id, panel, wording)
