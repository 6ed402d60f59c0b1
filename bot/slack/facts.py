"""What Slack knows of users and channels, fetched before a use case needs it."""

import asyncio
import time
from collections.abc import Callable
from itertools import compress
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import Broken, Gone, Unreachable, code_of, fault_of
from flows.events import ChannelFacts, Known, UserFacts, Wanted

REMEMBER_S = 60.0
REMEMBER_MOST = 5000  # users, over all workspaces
MEMBERS = 999  # of a channel that are asked for at once: the most that Slack gives

_NO_SUCH_USER = {"user_not_found", "users_not_found", "user_not_visible"}
_NO_SUCH_CHANNEL = {"channel_not_found", "not_in_channel", "team_not_found"}


class Facts:
    """Fetches facts, and remembers for a minute what grants nobody anything.

    Users are remembered unless they are admins, so who stops being one loses it at once.
    Channels never are: a channel that became public has to be seen before the next post. Nor are
    memberships: who leaves a channel sees nothing of it any more.
    """

    def __init__(
        self, now_s: Callable[[], float] = time.monotonic, most: int = REMEMBER_MOST
    ) -> None:
        """`now_s` tells seconds that only go up; at most `most` users are remembered."""
        self._most = most
        self._now_s = now_s
        self._users: dict[tuple[str, str], tuple[float, UserFacts]] = {}

    async def fetch(
        self, client: AsyncWebClient, workspace: str, wanted: Wanted, sender: str = ""
    ) -> Known:
        """The facts that are wanted in a workspace (its team id), asked of Slack all at once.

        An unknown user is absent; a channel that is unknown, or that Slack will not tell of, is
        there with `found` False, and `sender` (a user id) is no member of it. Raises one of
        `bot.slack.errors.CALL_ERRORS` for other faults.
        """
        asked = tuple(wanted.memberships)
        users, channels, belongs = await asyncio.gather(
            asyncio.gather(*(self._user(client, workspace, user) for user in wanted.users)),
            asyncio.gather(*(_channel(client, channel) for channel in wanted.channels)),
            asyncio.gather(*(_is_member(client, channel, sender) for channel in asked)),
        )
        return Known(
            users={user.user_id: user for user in users if user},
            channels={channel.channel_id: channel for channel in channels},
            memberships=frozenset(compress(asked, belongs)),
        )

    async def _user(self, client: AsyncWebClient, workspace: str, user_id: str) -> UserFacts | None:
        until, remembered = self._users.get((workspace, user_id), (0.0, None))
        now_s = self._now_s()
        if remembered and now_s < until:
            return remembered
        try:
            answer = await client.users_info(user=user_id)
        except SlackApiError as error:
            if code_of(error) in _NO_SUCH_USER:
                return None
            raise
        facts = _user_facts(answer["user"], workspace)
        self._users.pop((workspace, user_id), None)
        if not facts.is_admin:
            self._make_room(now_s)
            self._users[workspace, user_id] = (now_s + REMEMBER_S, facts)
        return facts

    def _make_room(self, now_s: float) -> None:
        if len(self._users) >= self._most:
            self._users = {key: kept for key, kept in self._users.items() if kept[0] > now_s}
        if len(self._users) >= self._most:
            self._users.clear()


def _user_facts(user: dict[str, Any], workspace: str) -> UserFacts:
    profile = user.get("profile") or {}
    team_id = user.get("team_id") or workspace
    names = (user.get("real_name"), profile.get("real_name"), profile.get("display_name"))
    rights = ("is_admin", "is_owner", "is_primary_owner")
    return UserFacts(
        team_id=team_id,
        user_id=user["id"],
        name=next(filter(None, names), "") or user.get("name") or user["id"],
        # An admin of another organisation is none here.
        is_admin=team_id == workspace and any(user.get(right) for right in rights),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_deleted=bool(user.get("deleted")),
    )


def _is_refused(error: SlackApiError) -> bool:
    """Whether Slack will not tell of this channel, though it does of others."""
    match fault_of(error):
        case Broken(everywhere=everywhere):
            return not everywhere
        case fault:
            return isinstance(fault, Gone | Unreachable)


async def _channel(client: AsyncWebClient, channel_id: str) -> ChannelFacts:
    try:
        answer = await client.conversations_info(channel=channel_id, include_num_members=True)
    except SlackApiError as error:
        if code_of(error) in _NO_SUCH_CHANNEL or _is_refused(error):
            return ChannelFacts(channel_id=channel_id, found=False)
        raise
    channel = answer["channel"]
    has_bot = bool(channel.get("is_member"))
    return ChannelFacts(
        channel_id=channel_id,
        name=channel.get("name") or "",
        is_private=bool(channel.get("is_private")),
        is_archived=bool(channel.get("is_archived")),
        has_bot=has_bot,
        members=max((channel.get("num_members") or 0) - has_bot, 0),  # it is no reader
    )


async def _is_member(client: AsyncWebClient, channel_id: str, user_id: str) -> bool:
    """Whether somebody is in a channel; not if Slack does not let the bot know who is.

    Of the two ways to ask, users.conversations goes through all channels of the person at half the
    rate; conversations.members is one page for any channel that people talk in.
    """
    cursor = ""
    while True:
        try:
            page = await client.conversations_members(
                channel=channel_id, limit=MEMBERS, cursor=cursor or None
            )
        except SlackApiError as error:
            if code_of(error) == "missing_scope" or _is_refused(error):
                return False
            raise
        if user_id in page["members"]:
            return True
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return False
