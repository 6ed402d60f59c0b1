"""One workspace in which the bot is installed, and the client that speaks for it there."""

from dataclasses import dataclass, replace

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import Broken, fault_of
from flows.ports import Store
from flows.region import Workspace


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The kept workspace, its client, and its own address on the web (ending in a slash)."""

    workspace: Workspace
    client: AsyncWebClient
    url: str

    def message_url(self, channel: str, ts: str) -> str:
        """The address of a message."""
        return f"{self.url}archives/{channel}/p{ts.replace('.', '')}"


@dataclass(frozen=True)
class Identity:
    """Who a bot token is, as auth.test says."""

    team_id: str
    team: str
    bot_user_id: str
    url: str


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack whose token the client has. Raises one of `bot.slack.errors.CALL_ERRORS`."""
    answer = await client.auth_test()
    return Identity(
        team_id=answer["team_id"],
        team=answer.get("team") or "",
        bot_user_id=answer["user_id"],
        url=answer.get("url") or "",
    )


async def works(client: AsyncWebClient) -> bool:
    """Whether Slack takes an installation's messages at all.

    Raises one of `bot.slack.errors.CALL_ERRORS` if that cannot be told.
    """
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        if isinstance(fault_of(error), Broken):
            return False
        raise
    scopes = str(answer.headers.get("x-oauth-scopes") or "")
    return not scopes or "chat:write" in {scope.strip() for scope in scopes.split(",")}


def keep_workspace(store: Store, identity: Identity) -> Workspace:
    """The kept workspace of an installation, added at its first start."""
    known = store.workspaces.one(team_id=identity.team_id)
    now_is = replace(
        known or Workspace(team_id=identity.team_id),
        name=identity.team,
        bot_user_id=identity.bot_user_id,
    )
    if known is None:
        return store.workspaces.add(now_is)
    if known != now_is:
        store.workspaces.save(now_is)
    return now_is
