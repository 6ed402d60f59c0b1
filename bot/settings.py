"""What a run is told by its environment; the one place that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.exceptions import SettingsError
from flows.language import Language
from flows.wording import say

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///borging.sqlite3"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the bot finds Slack and its database. Tokens never show in a repr."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    database_url: str = field(default=DATABASE_URL, repr=False)
    slack_api_url: str = SLACK_API_URL


def process_environment() -> Mapping[str, str]:
    """The environment of this process."""
    return dict(os.environ)


def environment(folder: Path) -> Mapping[str, str]:
    """The environment, over what a `.env` file in the folder says.

    Raises SettingsError for a file that is no text in UTF-8.
    """
    try:
        from_file = dotenv_values(folder / ".env", encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(say("cli.fault.env_file")) from error
    return {**{key: value for key, value in from_file.items() if value}, **os.environ}


def read_settings(variables: Mapping[str, str]) -> Settings:
    """The settings that the variables hold. SettingsError for an address that is none."""
    api_url = variables.get("SLACK_API_URL", "").strip() or SLACK_API_URL
    if not _is_address(api_url):
        raise SettingsError(say("cli.fault.api_url"))
    return Settings(
        bot_token=variables.get("SLACK_BOT_TOKEN", "").strip(),
        app_token=variables.get("SLACK_APP_TOKEN", "").strip(),
        database_url=variables.get("DATABASE_URL", "").strip() or DATABASE_URL,
        slack_api_url=api_url if api_url.endswith("/") else f"{api_url}/",
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def require_tokens(settings: Settings) -> None:
    """SettingsError unless both tokens are there and of the right kind."""
    if not settings.bot_token:
        raise SettingsError(say("cli.fault.no_bot_token"))
    if not settings.bot_token.startswith("xoxb-"):
        raise SettingsError(say("cli.fault.not_a_bot_token"))
    if not settings.app_token:
        raise SettingsError(say("cli.fault.no_app_token"))
    if not settings.app_token.startswith("xapp-"):
        raise SettingsError(say("cli.fault.not_an_app_token"))


def system_language(variables: Mapping[str, str]) -> Language:
    """The language of the command line: Dutch for a Dutch locale, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((variables[name] for name in names if variables.get(name)), "")
    return Language.NL if locale.lower().startswith("nl") else Language.EN
