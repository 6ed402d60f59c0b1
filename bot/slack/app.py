"""The Bolt app: few listeners, everything through the front, catch-alls last."""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.logs import where_it_failed
from bot.slack.client import quiet_logger
from bot.slack.front import Front, InteractionLostError
from bot.slack.installation import Installation
from bot.slack.payloads import interaction

logger = logging.getLogger(__name__)

COMMAND = "/borging"
ANYTHING = re.compile(r".*", re.DOTALL)


def make_app(installation: Installation, front: Front) -> AsyncApp:
    """An app for one installation whose every interaction goes to the front.

    Listeners run before the ack: what a person did is kept first. Only what waits for nothing
    outside stands in them, so the ack comes well within three seconds.
    """
    app = AsyncApp(
        client=installation.client,
        process_before_response=True,
        request_verification_enabled=False,  # bot/slack/http.py does, before anything is read
        logger=quiet_logger(),
    )

    async def take(body: dict[str, Any], ack: AsyncAck) -> None:
        workspace = installation.workspace
        try:
            seen = interaction(body, workspace=workspace.team_id, bot_user=workspace.bot_user_id)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            logger.error("a payload could not be read: %s", where_it_failed(error))  # noqa: TRY400 - without its words
            seen = None
        if seen is None:
            await ack()
        else:
            await front.take(seen, ack)

    app.action(ANYTHING)(take)
    app.view(ANYTHING)(take)
    app.command(COMMAND)(take)
    app.message_shortcut(ANYTHING)(take)
    app.event(ANYTHING)(take)
    app.error(_failed)
    return app


async def _failed(error: Exception) -> None:
    if not isinstance(error, InteractionLostError):
        logger.error("a listener failed: %s", where_it_failed(error))
