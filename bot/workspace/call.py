"""One Web API call: its arguments and what the calling token may do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from bot.workspace.config import Installation
from bot.workspace.core import Core
from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Json, Member

HISTORY_SCOPES = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
READ_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
DEFAULT_PAGE, LARGEST_PAGE = 100, 999  # items of a paged answer


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a request: query, form fields or a JSON body, the body winning.

    Raises SlackError ``invalid_json``, ``json_not_object`` or ``invalid_form_data``.
    """
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        arguments |= body
    elif request.content_type == "multipart/form-data":
        arguments |= {
            key: value for key, value in (await request.post()).items() if isinstance(value, str)
        }
    else:
        try:
            arguments |= dict(parse_qsl(await request.text(), keep_blank_values=True))
        except ValueError:
            raise SlackError("invalid_form_data") from None
    return arguments


def invalid(reason: str) -> SlackError:
    """The error ``invalid_arguments`` with a reason."""
    return SlackError("invalid_arguments", [f"[ERROR] {reason}"])


@dataclass
class Call:
    """A call by the app, after its token was checked."""

    core: Core
    app: Installation
    arguments: Json

    def text(self, name: str, default: str = "") -> str:
        """A text argument. Raises SlackError ``invalid_arguments`` for another type."""
        value = self.arguments.get(name)
        if value is None:
            return default
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise invalid(f"must be a string [json-pointer:/{name}]")
        return value

    def required(self, name: str) -> str:
        """A text argument that must be there. Raises SlackError ``invalid_arguments``."""
        value = self.text(name)
        if not value:
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no."""
        value = self.arguments.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """A whole number. Raises SlackError ``invalid_arguments``."""
        try:
            return int(self.arguments.get(name, default))
        except (TypeError, ValueError):
            raise invalid(f"must be an integer [json-pointer:/{name}]") from None

    def structure(self, name: str, error: str = "invalid_arguments") -> object:
        """A JSON value, given as such or as JSON text; None when absent or empty.

        Raises SlackError ``error`` when the text is no JSON.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            parsed: object = json.loads(value)
        except ValueError:
            raise SlackError(error, [f"[ERROR] invalid JSON [json-pointer:/{name}]"]) from None
        return parsed

    def need(self, *scopes: str) -> None:
        """Refuse the call unless the token has one of the scopes.

        Raises SlackError ``missing_scope`` with what is needed and provided.
        """
        if not set(scopes) & set(self.app.config.scopes):
            provided = ",".join(self.app.config.scopes)
            raise SlackError(
                "missing_scope", extra={"needed": ",".join(scopes), "provided": provided}
            )

    @property
    def me(self) -> str:
        """The id of the app's bot user."""
        return self.app.user_id

    def channel(self, name: str = "channel") -> Channel:
        """A conversation that the app can know of.

        Raises SlackError ``channel_not_found``.
        """
        channel = self.core.state.channels.get(self.required(name))
        if not channel or (channel.kind != "public" and self.me not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def member_channel(self, name: str = "channel") -> Channel:
        """A conversation that the app is in. Raises SlackError, also ``not_in_channel``."""
        channel = self.channel(name)
        if self.me not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def person(self, person_id: str) -> Member:
        """A person that the app can know of.

        Raises SlackError ``user_not_found``, or ``user_not_visible`` for an external person
        with whom the app shares no channel.
        """
        person = self.core.state.people.get(person_id)
        if not person:
            raise SlackError("user_not_found")
        if person.is_stranger and not self.shares_channel(person_id):
            raise SlackError("user_not_visible")
        return person

    def shares_channel(self, person_id: str) -> bool:
        """Whether the app and this person are in a channel together."""
        return any(
            self.me in each.members and person_id in each.members
            for each in self.core.state.channels.values()
        )

    def page(self, items: Sequence[object], name: str) -> Json:
        """One page of a list, by ``limit`` and ``cursor``. Raises SlackError ``invalid_cursor``."""
        limit = self.number("limit", DEFAULT_PAGE)
        if not 1 <= limit <= LARGEST_PAGE:
            raise SlackError("invalid_limit")
        cursor = self.text("cursor") or "at:0"
        if not cursor.startswith("at:") or not cursor[3:].isdigit():
            raise SlackError("invalid_cursor")
        start = int(cursor[3:])
        end = start + limit
        following = f"at:{end}" if end < len(items) else ""
        return {name: list(items[start:end]), "response_metadata": {"next_cursor": following}}
